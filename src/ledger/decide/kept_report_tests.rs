//! Kept reports: names, order, and what becomes of a category.

use super::testing::*;
use crate::ledger::kept_report::{
    ChartKind, KeptReport, KeptReportCommand, KeptReportId, KeptReportRefusal, Question,
};
use crate::ledger::report::{Definition, NamedSpan, Span, What};
use crate::ledger::{AccountId, Command, Refusal};

fn question(categories: &[AccountId]) -> Question {
    let mut definition = Definition::usual(What::Spending, Span::Named(NamedSpan::ThisYear));
    definition.categories = categories.to_vec();
    Question { definition, search: None, notation: Default::default(), chart: ChartKind::Usual }
}

fn keep(book: &mut MemoryBook, name: &str, categories: &[AccountId]) -> Result<KeptReportId, Refusal> {
    let command = KeptReportCommand::Keep { name: name.into(), question: question(categories) };
    let made = book.submit(&Command::KeptReport(command))?.made;
    Ok(KeptReportId(made.expect("an id")))
}

fn named(book: &MemoryBook) -> Vec<KeptReport> {
    let mut all: Vec<_> = book.rows.kept_reports.values().cloned().collect();
    all.sort_by_key(|one| (one.place, one.id));
    all
}

fn category(book: &MemoryBook, name: &str) -> AccountId {
    book.rows.accounts.values().find(|one| one.name == name).expect("there").id
}

#[test]
fn two_of_its_categories_that_go_in_one_step_are_one_change() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    for name in ["Food", "Food:Bread", "Meals", "Meals:Bread"] {
        book.submit(&Command::AddTransaction(payment(cheque, "Somebody", name, 500))).expect("is added");
    }
    let [food, bread, meals, rolls] =
        ["Food", "Food:Bread", "Meals", "Meals:Bread"].map(|name| category(&book, name));
    let id = keep(&mut book, "Eating", &[meals, rolls, bread]).expect("is kept");
    let before = book.rows.clone();
    let decision = book.submit(&Command::MergeCategory { id: meals, into: food }).expect("merges");
    let edits =
        decision.changes.iter().filter(|change| matches!(change, crate::ledger::Change::KeptReport(_)));
    assert_eq!(edits.count(), 1);
    assert_eq!(book.rows.kept_reports[&id].question.definition.categories, [food, bread]);
    book.submit(&Command::Undo).expect("undoes");
    assert_eq!(book.rows, before);
}

#[test]
fn a_name_is_taken_once_and_an_order_names_what_there_is() {
    let mut book = MemoryBook::default();
    let first = keep(&mut book, "First", &[]).expect("is kept");
    let second = keep(&mut book, " Second ", &[]).expect("is kept");
    let taken = |name: &str| Err(Refusal::from(KeptReportRefusal::NameTaken(name.into())));
    assert_eq!(keep(&mut book, "first", &[]), taken("First"));
    assert_eq!(keep(&mut book, "net-worth", &[]), taken("net-worth"));
    let order = |ids: &[KeptReportId]| Command::KeptReport(KeptReportCommand::Order(ids.to_vec()));
    book.submit(&order(&[second, first])).expect("is put in order");
    let names: Vec<String> = named(&book).into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["Second", "First"]);
    assert_eq!(book.submit(&order(&[KeptReportId(9)])), Err(KeptReportRefusal::NoSuch.into()));
    let gone = keep(&mut book, "Third", &[AccountId(99)]);
    assert!(matches!(gone, Err(Refusal::KeptReport(KeptReportRefusal::Question(_)))), "{gone:?}");
}

#[test]
fn a_deleted_report_does_not_come_back_under_a_name_that_another_has_by_now() {
    let mut book = MemoryBook::default();
    let id = keep(&mut book, "Mine", &[]).expect("is kept");
    book.submit(&Command::KeptReport(KeptReportCommand::Delete(id))).expect("is deleted");
    let revision = book.revision;
    keep(&mut book, "mine", &[]).expect("is kept");
    assert!(book.submit(&Command::TakeBack { revision }).is_err());
}
