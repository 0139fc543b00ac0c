//! What is planned, undone, and what becomes of it when categories are merged and deleted.

use super::testing::*;
use super::*;
use crate::ledger::account::AccountId;
use crate::ledger::budget::{
    BudgetCommand, BudgetEntry, BudgetKey, BudgetRefusal, Goal, Period, Plan, PlanSource, PlannedAmount,
    RuleDraft, Way, read_month,
};
use crate::ledger::register::Month;

fn month(text: &str) -> Month {
    read_month(text).expect("a month")
}

fn planned(category: AccountId, text: &str, units: Option<i64>) -> Command {
    let amounts = Period::read(text).expect("a period").each();
    let amounts = amounts.map(|month| PlannedAmount { category, month, amount: units.map(minor) }).collect();
    Command::Budget(BudgetCommand::Plan { amounts, source: PlanSource::Typed })
}

fn goal(category: AccountId, units: i64) -> Command {
    let goal = Some(Goal { amount: minor(units), by: month("2027-06") });
    Command::Budget(BudgetCommand::Rule(RuleDraft { category, carries: false, goal }))
}

/// A book with a register and two categories.
fn book() -> (MemoryBook, AccountId, AccountId, AccountId) {
    let mut book = MemoryBook::default();
    let checking = book.open("Checking");
    for category in ["Food", "Bread"] {
        book.submit(&Command::AddTransaction(payment(checking, "Shop", category, 10_00)))
            .expect("is allowed");
    }
    let named = |name: &str| {
        book.rows.accounts.values().find(|one| one.name == name).map(|one| one.id).expect("is there")
    };
    let (food, bread) = (named("Food"), named("Bread"));
    (book, checking, food, bread)
}

fn amount(book: &MemoryBook, category: AccountId, text: &str) -> Option<i64> {
    match book.rows.budget.get(&BudgetKey::Plan(category, month(text))) {
        Some(BudgetEntry::Plan(Plan { amount, .. })) => Some(amount.units()),
        _ => None,
    }
}

fn refusal(book: &MemoryBook, command: &Command) -> Refusal {
    match decide(book, command) {
        Err(Denied::Refused(refusal)) => refusal,
        other => panic!("{command:?} is not refused: {other:?}"),
    }
}

#[test]
fn each_step_says_what_it_planned_and_is_undone() {
    let (mut book, _, food, _) = book();
    let before = book.rows.clone();
    let steps = [
        (planned(food, "2026-11", Some(400_00)), "Planned 400.00 for Food in November 2026"),
        (planned(food, "2026-Q4", Some(100_00)), "Planned 300.00 for Food in October 2026 to December 2026"),
        (planned(food, "2026-11", None), "Took away the plan of Food for November 2026"),
        (goal(food, 1_200_00), "Set the goal of Food: 1200.00 by June 2027"),
        (Command::Budget(BudgetCommand::Way(Way::Envelope)), "The budget works with envelopes"),
    ];
    for (command, words) in &steps {
        assert_eq!(decide(&book, command).expect("is allowed").words, *words);
        book.submit(command).expect("is allowed");
    }
    assert_eq!(amount(&book, food, "2026-11"), None);
    assert_eq!(amount(&book, food, "2026-12"), Some(100_00));
    for _ in &steps {
        book.submit(&Command::Undo).expect("is allowed");
    }
    assert_eq!(book.rows, before);
}

#[test]
fn the_same_plan_once_more_is_no_step() {
    let (mut book, _, food, _) = book();
    book.submit(&planned(food, "2026-11", Some(400_00))).expect("is allowed");
    let again = decide(&book, &planned(food, "2026-11", Some(400_00))).expect("is allowed");
    assert!(again.changes.is_empty());
}

#[test]
fn a_merged_category_brings_its_plan_along() {
    let (mut book, _, food, bread) = book();
    book.submit(&planned(food, "2026-11", Some(400_00))).expect("is allowed");
    book.submit(&planned(bread, "2026-Q4", Some(30_00))).expect("is allowed");
    book.submit(&goal(bread, 90_00)).expect("is allowed");
    let before = book.rows.clone();
    book.submit(&Command::MergeCategory { id: bread, into: food }).expect("is allowed");
    assert_eq!(amount(&book, food, "2026-11"), Some(430_00));
    assert_eq!(amount(&book, food, "2026-12"), Some(30_00));
    assert!(book.rows.budget.contains_key(&BudgetKey::Rule(food)));
    assert!(book.rows.budget.values().all(|one| one.key().category() == Some(food)));
    book.submit(&Command::Undo).expect("is allowed");
    assert_eq!(book.rows, before);
}

#[test]
fn a_deleted_category_takes_its_plan_with_it_and_back() {
    let (mut book, checking, ..) = book();
    book.submit(&Command::AddTransaction(payment(checking, "Shop", "Toys", 5_00))).expect("is allowed");
    let toys =
        book.rows.accounts.values().find(|one| one.name == "Toys").map(|one| one.id).expect("is there");
    book.submit(&planned(toys, "2026-11", Some(20_00))).expect("is allowed");
    let (id, _) = book.rows.transactions.last_key_value().expect("one is there");
    let id = *id;
    book.submit(&Command::DeleteTransaction { id }).expect("is allowed");
    // What is planned for one is a use of it: it does not go by itself.
    book.submit(&Command::DeleteUnused(crate::ledger::command::Unused::Categories)).expect("is allowed");
    assert!(book.rows.accounts.contains_key(&toys));
    let before = book.rows.clone();
    book.submit(&Command::DeleteAccount { id: toys }).expect("is allowed");
    assert!(book.rows.budget.is_empty());
    book.submit(&Command::Undo).expect("is allowed");
    assert_eq!(book.rows, before);
}

#[test]
fn what_cannot_be_planned_is_refused_in_words() {
    let (book, checking, food, _) = book();
    assert_eq!(refusal(&book, &planned(AccountId(99), "2026-11", Some(1))), Refusal::NoSuchAccount);
    assert!(matches!(refusal(&book, &planned(checking, "2026-11", Some(1))), Refusal::NotACategory(_)));
    assert_eq!(refusal(&book, &goal(food, 0)), BudgetRefusal::EmptyGoal.into());
    let far = PlannedAmount { category: food, month: Month(2200 * 12), amount: Some(minor(1)) };
    let plan = |amounts| Command::Budget(BudgetCommand::Plan { amounts, source: PlanSource::Typed });
    assert_eq!(refusal(&book, &plan(vec![far])), BudgetRefusal::Year(2200).into());
    let near = PlannedAmount { month: month("2026-01"), ..far };
    assert_eq!(refusal(&book, &plan(vec![near; 5_001])), BudgetRefusal::TooMany.into());
}

#[test]
fn an_old_plan_is_taken_back_though_another_month_was_planned_since() {
    let (mut book, _, food, _) = book();
    book.submit(&planned(food, "2026-10", Some(1_00))).expect("is allowed");
    let first = book.revision;
    book.submit(&planned(food, "2026-11", Some(2_00))).expect("is allowed");
    book.submit(&Command::TakeBack { revision: first }).expect("is allowed");
    assert_eq!((amount(&book, food, "2026-10"), amount(&book, food, "2026-11")), (None, Some(2_00)));
}
