//! Schedules, each rule by its name.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::SplitState;
use crate::ledger::account::AccountId;
use crate::ledger::cheque::NewChequebook;
use crate::ledger::command::*;
use crate::ledger::loss::Loss;
use crate::ledger::payee::PayeeId;
use crate::ledger::schedule::*;

const FIRST: Date = date(2026, 1, 31);

fn monthly() -> Recurrence {
    let every = Every::Months(1, MonthDay::Day(31));
    Recurrence { first: FIRST, every, weekend: Weekend::Stay, end: End::Never }
}

fn draft(account: AccountId) -> ScheduleDraft {
    ScheduleDraft {
        account,
        payee: Some("City Power".into()),
        memo: String::new(),
        others: vec![side(Target::Category("Power".into()), 45_00)],
        tags: vec!["home".into()],
        amount: Amount::Fixed(minor(-45_00)),
        recurrence: monthly(),
        mode: Mode::Remind,
        by_cheque: false,
    }
}

fn by_itself(account: AccountId, days_before: u16) -> ScheduleDraft {
    ScheduleDraft { mode: Mode::Enter { days_before }, ..draft(account) }
}

fn ask(book: &mut MemoryBook, command: ScheduleCommand) -> Result<Decision, Refusal> {
    book.submit(&Command::Schedule(command))
}

fn added(book: &mut MemoryBook, draft: ScheduleDraft) -> ScheduleId {
    ScheduleId(ask(book, ScheduleCommand::Add(draft)).expect("added").made.expect("an id"))
}

fn enter(book: &mut MemoryBook, id: ScheduleId, occurrence: u32) -> Result<Decision, Refusal> {
    ask(book, ScheduleCommand::Enter { id, occurrence: Some(occurrence), amount: None, date: None })
}

fn due(book: &MemoryBook, id: ScheduleId) -> Option<Date> {
    book.rows.schedules[&id].due().map(|one| one.date)
}

fn dates(book: &MemoryBook) -> Vec<Date> {
    let mut dates: Vec<Date> = book.rows.transactions.values().map(|t| t.date).collect();
    dates.sort_unstable();
    dates
}

#[test]
fn what_is_entered_moves_the_schedule_on_and_undo_gives_both_back() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    let before = book.rows.clone();
    let decision = enter(&mut book, id, 0).expect("entered");
    assert_eq!(decision.words, "Entered City Power −45.00");
    assert_eq!((dates(&book), due(&book, id)), (vec![FIRST], Some(date(2026, 2, 28))));
    let made = book.rows.transactions.values().next().expect("there");
    assert_eq!(
        (made.tags.len(), made.splits[0].amount, made.splits[1].amount),
        (1, minor(-45_00), minor(45_00))
    );
    book.submit(&Command::Undo).expect("undone");
    assert_eq!(book.rows, before);
}

#[test]
fn two_tabs_enter_an_occurrence_once() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    enter(&mut book, id, 0).expect("entered");
    assert_eq!(enter(&mut book, id, 0), Err(ScheduleRefusal::OccurrenceGone("City Power".into()).into()));
    assert_eq!(dates(&book).len(), 1);
}

#[test]
fn what_is_skipped_is_not_entered_and_what_is_moved_is_on_its_new_day() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    ask(&mut book, ScheduleCommand::Skip { id, occurrence: Some(0) }).expect("skipped");
    let to = date(2026, 3, 2);
    let decision =
        ask(&mut book, ScheduleCommand::Move { id, occurrence: Some(1), date: to }).expect("moved");
    assert_eq!(decision.words, "Moved City Power from 2026-02-28 to 2026-03-02");
    enter(&mut book, id, 1).expect("entered");
    assert_eq!((dates(&book), due(&book, id)), (vec![to], Some(date(2026, 3, 31))));
}

#[test]
fn by_itself_it_is_entered_once_however_often_the_day_begins() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, by_itself(account, 2));
    let mut day =
        |today| ask(&mut book, ScheduleCommand::EnterDue { today }).expect("an answer").changes.len();
    assert_eq!(day(date(2026, 1, 28)), 0);
    assert!(day(date(2026, 1, 29)) > 0, "two days before");
    // A restart, a clock that is put back, a second program on the book.
    assert_eq!([day(date(2026, 1, 29)), day(date(2026, 1, 20)), day(date(2026, 1, 29))], [0; 3]);
    // After a long sleep: everything that was missed, each on its day.
    day(date(2026, 4, 1));
    assert_eq!(dates(&book), [FIRST, date(2026, 2, 28), date(2026, 3, 31)]);
    assert_eq!(due(&book, id), Some(date(2026, 4, 30)));
}

/// Dates and numbers, by date.
fn numbers(book: &MemoryBook) -> Vec<Option<String>> {
    let mut rows: Vec<_> = book.rows.transactions.values().map(|t| (t.date, t.number.clone())).collect();
    rows.sort();
    rows.into_iter().map(|(_, number)| number).collect()
}

#[test]
fn a_payment_by_cheque_takes_the_next_number_of_the_book_in_use_and_none_when_it_is_used_up() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let by_cheque = ScheduleDraft { by_cheque: true, ..by_itself(account, 0) };
    let id = added(&mut book, by_cheque.clone());
    enter(&mut book, id, 0).expect("entered");
    assert_eq!(numbers(&book), [None], "there is no chequebook");
    let printed = |text: &str| text.parse().expect("a number");
    let (first, last) = (printed("0101"), printed("0103"));
    let cheques = NewChequebook { account, first, last, next: None, in_use: true };
    book.submit(&Command::AddChequebook(cheques)).expect("added");
    // Three that were missed are three cheques, and the fourth has none left.
    ask(&mut book, ScheduleCommand::EnterDue { today: date(2026, 5, 31) }).expect("entered");
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(numbers(&book), [None, some("0101"), some("0102"), some("0103"), None]);
    book.submit(&Command::Undo).expect("undone");
    enter(&mut book, id, 1).expect("entered");
    assert_eq!(numbers(&book), [None, some("0101")], "undo gives the numbers back");
    let deposit = Amount::Fixed(minor(45_00));
    let others = vec![side(Target::Category("Pay".into()), -45_00)];
    let id = added(&mut book, ScheduleDraft { amount: deposit, others, ..by_cheque });
    enter(&mut book, id, 0).expect("entered");
    assert_eq!(numbers(&book).iter().flatten().count(), 1, "nobody is paid by a deposit");
}

#[test]
fn what_cannot_be_entered_stays_due_and_stops_nothing_else() {
    let mut book = MemoryBook::default();
    let (closed, open) = (book.open("Old"), book.open("Current"));
    let stuck = added(&mut book, by_itself(closed, 0));
    let guess = ScheduleDraft { amount: Amount::Estimated(Direction::In), ..by_itself(open, 0) };
    let unknown = added(&mut book, ScheduleDraft { payee: Some("Nobody yet".into()), ..guess });
    let fine = added(&mut book, by_itself(open, 0));
    let close = |close_anyway| {
        let patch = AccountPatch { closed: Some(true), close_anyway, ..AccountPatch::default() };
        Command::EditAccount { id: closed, patch }
    };
    let uses = "the schedule “City Power” uses it".to_owned();
    let refusal = Loss::UsedAccount { name: "Old".into(), uses }.into();
    assert_eq!(book.submit(&close(false)), Err(refusal));
    book.submit(&close(true)).expect("closed");
    ask(&mut book, ScheduleCommand::EnterDue { today: FIRST }).expect("an answer");
    assert_eq!([due(&book, stuck), due(&book, unknown)], [Some(FIRST); 2]);
    assert_eq!((due(&book, fine), dates(&book)), (Some(date(2026, 2, 28)), vec![FIRST]));
}

#[test]
fn an_estimate_is_the_middle_of_what_was_paid() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    for units in [44_00, 46_00, 90_00] {
        book.submit(&Command::AddTransaction(payment(account, "City Power", "Power", units))).expect("paid");
    }
    let id = added(&mut book, ScheduleDraft { amount: Amount::Estimated(Direction::Out), ..draft(account) });
    let made = enter(&mut book, id, 0).expect("entered").made.expect("an id");
    let made = &book.rows.transactions[&crate::ledger::TransactionId(made)];
    assert_eq!((made.splits[0].amount, made.splits[1].amount), (minor(-46_00), minor(46_00)));
}

#[test]
fn an_amount_that_is_asked_for_is_needed() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let asked = ScheduleDraft { amount: Amount::Asked(Direction::Out), ..draft(account) };
    let itself = ScheduleDraft { mode: Mode::Enter { days_before: 0 }, ..asked.clone() };
    assert_eq!(ask(&mut book, ScheduleCommand::Add(itself)), Err(ScheduleRefusal::AskedByItself.into()));
    let id = added(&mut book, asked);
    assert_eq!(enter(&mut book, id, 0), Err(ScheduleRefusal::AmountMissing.into()));
    let amount = Some(minor(-12_34));
    ask(&mut book, ScheduleCommand::Enter { id, occurrence: None, amount, date: None }).expect("entered");
    assert_eq!(book.balance(account), Ok(-12_34));
}

#[test]
fn a_rule_without_dates_and_sides_that_differ_are_refused_beside_their_fields() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let mut refused = |draft| ask(&mut book, ScheduleCommand::Add(draft)).expect_err("refused").field();
    let ruled = |recurrence| ScheduleDraft { recurrence, ..draft(account) };
    assert_eq!(refused(ruled(Recurrence { every: Every::Days(0), ..monthly() })), Some("interval"));
    assert_eq!(refused(ruled(Recurrence { end: End::Count(0), ..monthly() })), Some("end"));
    assert_eq!(refused(ruled(Recurrence { end: End::Until(date(2026, 1, 1)), ..monthly() })), Some("end"));
    assert_eq!(refused(ScheduleDraft { amount: Amount::Fixed(minor(0)), ..draft(account) }), Some("amount"));
    assert_eq!(refused(ScheduleDraft { amount: Amount::Fixed(minor(-1)), ..draft(account) }), Some("splits"));
    assert_eq!(refused(ScheduleDraft { others: vec![], ..draft(account) }), Some("splits"));
    let two = [1, 2].map(|at| side(Target::Category(format!("Part {at}")), 1)).to_vec();
    let amount = Amount::Estimated(Direction::Out);
    assert_eq!(refused(ScheduleDraft { others: two, amount, ..draft(account) }), Some("splits"));
}

#[test]
fn a_schedule_that_has_ended_says_so() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let recurrence = Recurrence { end: End::Count(1), ..monthly() };
    let id = added(&mut book, ScheduleDraft { recurrence, ..draft(account) });
    enter(&mut book, id, 0).expect("entered");
    let skip = ScheduleCommand::Skip { id, occurrence: None };
    assert_eq!(ask(&mut book, skip), Err(ScheduleRefusal::Ended("City Power".into()).into()));
}

#[test]
fn another_rule_does_not_bring_back_what_was_dealt_with() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    enter(&mut book, id, 0).expect("entered");
    let recurrence = Recurrence { first: date(2026, 1, 1), every: Every::Weeks(1), ..monthly() };
    let changed = ScheduleDraft { recurrence, ..draft(account) };
    ask(&mut book, ScheduleCommand::Edit { id, draft: changed.clone() }).expect("changed");
    assert_eq!(due(&book, id), Some(date(2026, 2, 5)));
    // Another memo is no other rule: a moved date stays.
    let to = date(2026, 2, 6);
    ask(&mut book, ScheduleCommand::Move { id, occurrence: None, date: to }).expect("moved");
    let memo = ScheduleDraft { memo: "Meter 4".into(), ..changed };
    ask(&mut book, ScheduleCommand::Edit { id, draft: memo.clone() }).expect("changed");
    assert_eq!(due(&book, id), Some(to));
    let recurrence = Recurrence { end: End::Until(date(2026, 1, 10)), ..memo.recurrence };
    ask(&mut book, ScheduleCommand::Edit { id, draft: ScheduleDraft { recurrence, ..memo } })
        .expect("changed");
    assert_eq!(due(&book, id), None);
}

#[test]
fn one_that_was_ended_and_goes_on_again_brings_nothing_back() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    for occurrence in 0..10 {
        enter(&mut book, id, occurrence).expect("entered");
    }
    let mut ending = |end| {
        let recurrence = Recurrence { end, ..monthly() };
        let draft = ScheduleDraft { recurrence, ..draft(account) };
        ask(&mut book, ScheduleCommand::Edit { id, draft }).expect("changed");
        due(&book, id)
    };
    assert_eq!(ending(End::Until(date(2026, 9, 1))), None);
    assert_eq!(ending(End::Count(2)), None);
    assert_eq!(ending(End::Never), Some(date(2026, 11, 30)));
}

#[test]
fn a_bill_that_comes_on_another_day_or_off_weekends_is_not_there_twice() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let on = |day, weekend| {
        let (first, every) = (date(2026, 11, 1), Every::Months(1, MonthDay::Day(day)));
        let recurrence = Recurrence { first, every, weekend, end: End::Never };
        ScheduleDraft { recurrence, ..draft(account) }
    };
    let id = added(&mut book, on(1, Weekend::Stay));
    enter(&mut book, id, 0).expect("entered");
    let mut changed = |draft| {
        ask(&mut book, ScheduleCommand::Edit { id, draft }).expect("changed");
        due(&book, id)
    };
    // The 1st of November 2026 is a Sunday.
    assert_eq!(changed(on(1, Weekend::After)), Some(date(2026, 12, 1)));
    assert_eq!(changed(on(3, Weekend::After)), Some(date(2026, 12, 3)));
    assert_eq!(changed(on(1, Weekend::Stay)), Some(date(2026, 12, 1)));
}

/// A rule of months on one day, from its first.
fn every_months(n: u16, day: i8, first: Date) -> Recurrence {
    Recurrence { first, every: Every::Months(n, MonthDay::Day(day)), weekend: Weekend::Stay, end: End::Never }
}

#[test]
fn a_quarterly_bill_that_is_paid_is_not_due_again_on_another_day() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let with = |recurrence| ScheduleDraft { recurrence, ..draft(account) };
    let id = added(&mut book, with(every_months(3, 31, FIRST)));
    for occurrence in 0..4 {
        enter(&mut book, id, occurrence).expect("entered");
    }
    assert_eq!(dates(&book).last(), Some(&date(2026, 10, 31)));
    let mut changed = |recurrence| {
        ask(&mut book, ScheduleCommand::Edit { id, draft: with(recurrence) }).expect("changed");
        due(&book, id)
    };
    for first in [FIRST, date(2026, 11, 1)] {
        assert_eq!(changed(every_months(3, 1, first)), Some(date(2027, 2, 1)));
    }
    assert_eq!(changed(every_months(3, 1, date(2026, 1, 1))), Some(date(2027, 1, 1)));
    assert_eq!(changed(every_months(3, 31, date(2026, 10, 31))), Some(date(2027, 1, 31)));
    assert_eq!(changed(every_months(3, 31, FIRST)), Some(date(2027, 1, 31)));
}

#[test]
fn a_bill_on_several_days_of_a_month_is_one_schedule() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let on = |days: [i8; 2]| {
        let days = MonthDays::checked(&days.map(MonthDay::Day)).expect("two days");
        let (first, every) = (date(2026, 11, 1), Every::MonthDays(1, days));
        ScheduleDraft { recurrence: Recurrence { first, every, ..monthly() }, ..by_itself(account, 0) }
    };
    let id = added(&mut book, on([1, 15]));
    ask(&mut book, ScheduleCommand::EnterDue { today: date(2026, 12, 2) }).expect("entered");
    assert_eq!(dates(&book), [date(2026, 11, 1), date(2026, 11, 15), date(2026, 12, 1)]);
    ask(&mut book, ScheduleCommand::Edit { id, draft: on([3, 18]) }).expect("changed");
    assert_eq!(due(&book, id), Some(date(2026, 12, 18)), "that of the beginning of the month is paid");
    ask(&mut book, ScheduleCommand::Edit { id, draft: on([1, 15]) }).expect("changed");
    assert_eq!(due(&book, id), Some(date(2026, 12, 15)));
}

#[test]
fn closing_an_account_that_holds_money_is_said_first() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    enter(&mut book, id, 0).expect("entered");
    let power = book.rows.accounts.values().find(|a| a.name == "Power").expect("there").id;
    let close = |id, close_anyway| {
        let patch = AccountPatch { closed: Some(true), close_anyway, ..AccountPatch::default() };
        Command::EditAccount { id, patch }
    };
    let uses = "it holds −45.00 USD, and the schedule “City Power” uses it".to_owned();
    let before = book.rows.clone();
    assert_eq!(
        book.submit(&close(account, false)),
        Err(Loss::UsedAccount { name: "Current".into(), uses }.into())
    );
    let refusal = book.submit(&close(power, false)).expect_err("is used, and holds no money of anybody's");
    assert_eq!(refusal.to_string(), "the account “Power” is still used: the schedule “City Power” uses it");
    assert_eq!(book.rows, before);
    ask(&mut book, ScheduleCommand::Delete { id }).expect("deleted");
    assert!(book.submit(&close(account, false)).is_err(), "it holds money");
    book.submit(&close(account, true)).expect("closed");
    assert!(book.rows.accounts[&account].closed);
}

proptest! {
    /// Whatever day of whichever month it is changed to and back: what was dealt with is not due again.
    #[test]
    fn no_change_of_the_day_brings_back_what_was_paid(
        n in 1u16..7,
        acts in prop::collection::vec(prop::option::of((1i8..=31, 1i8..=12, prop::bool::ANY)), 1..30),
    ) {
        let mut book = MemoryBook::default();
        let account = book.open("Current");
        let id = added(&mut book, ScheduleDraft { recurrence: every_months(n, 31, FIRST), ..draft(account) });
        let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        for act in acts {
            let before = book.rows.schedules[&id].clone();
            let Some((day, first, is_late)) = act else {
                enter(&mut book, id, before.next).expect("entered");
                let paid = book.rows.schedules[&id].last.expect("is kept");
                if let Some(last) = before.last {
                    let after = month(paid) - month(last);
                    prop_assert!(2 * after > i64::from(n), "{} after {}", paid, last);
                }
                continue;
            };
            let first = date(if is_late { 2027 } else { 2026 }, first, 1);
            let changed = ScheduleDraft { recurrence: every_months(n, day, first), ..draft(account) };
            ask(&mut book, ScheduleCommand::Edit { id, draft: changed }).expect("changed");
            prop_assert_eq!(book.rows.schedules[&id].last, before.last);
            book.submit(&Command::Undo).expect("undone");
            prop_assert_eq!(&book.rows.schedules[&id], &before);
            book.submit(&Command::Redo).expect("done again");
        }
    }
}

#[test]
fn what_is_merged_is_merged_in_schedules_too() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let paid = payment(account, "Power Co", "Utilities", 1_00);
    book.submit(&Command::AddTransaction(paid)).expect("paid");
    let id = added(&mut book, draft(account));
    let before = book.rows.clone();
    let category = |name: &str| before.accounts.values().find(|a| a.name == name).expect("there").id;
    let payee = |name: &str| before.payees.values().find(|p| p.name == name).expect("there").id;
    let tag = *before.tags.keys().next().expect("a tag");
    let (power, into) = (category("Power"), category("Utilities"));
    let (city, co): (PayeeId, PayeeId) = (payee("City Power"), payee("Power Co"));
    assert!(matches!(
        book.submit(&Command::DeleteAccount { id: power }),
        Err(Refusal::Schedule(ScheduleRefusal::AccountUsed { .. }))
    ));
    assert!(matches!(book.submit(&Command::DeletePayee { id: city }), Err(Refusal::PayeeInUse(_))));
    for which in [Unused::Categories, Unused::Payees, Unused::Tags] {
        assert!(book.submit(&Command::DeleteUnused(which)).expect("an answer").changes.is_empty());
    }
    book.submit(&Command::MergeCategory { id: power, into }).expect("merged");
    book.submit(&Command::MergePayee { id: city, into: co }).expect("merged");
    book.submit(&Command::DeleteTag { id: tag }).expect("deleted");
    let after = &book.rows.schedules[&id];
    assert_eq!((after.others[0].account, after.payee, after.tags.len()), (into, Some(co), 0));
    for _ in 0..3 {
        book.submit(&Command::Undo).expect("undone");
    }
    assert_eq!(book.rows, before);
}

#[test]
fn what_a_schedule_still_names_stays_when_its_making_is_taken_back() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    book.submit(&Command::AddTransaction(payment(account, "City Power", "Power", 1_00))).expect("paid");
    let paid = book.revision;
    added(&mut book, draft(account));
    book.submit(&Command::TakeBack { revision: paid }).expect("taken back");
    assert!(book.rows.transactions.is_empty());
    assert!(book.rows.payees.values().any(|payee| payee.name == "City Power"));
    assert!(book.rows.accounts.values().any(|account| account.name == "Power"));
}

/// A file with a line for each of these occurrences, none where it is an ordinary line.
fn file(book: &MemoryBook, account: AccountId, enters: &[Option<(ScheduleId, u32)>]) -> Command {
    let line = |(at, enters): (usize, &Option<(ScheduleId, u32)>)| LineDraft {
        bank_id: format!("{}/{at}", book.revision),
        amount: minor(-45_00),
        date: date(2026, 5, 4),
        payee: Some("CITY POWER 4711".into()),
        fate: LineFate::Add(AddedLine {
            date: date(2026, 5, 4),
            number: None,
            payee: Some("City Power".into()),
            memo: String::new(),
            state: SplitState::Cleared,
            void: false,
            others: vec![side(Target::Category("Power".into()), 45_00)],
            tags: Vec::new(),
            enters: *enters,
        }),
    };
    let lines = enters.iter().enumerate().map(line).collect();
    let account = AccountChoice::Existing(account);
    Command::Import(ImportDraft {
        file: "may.ofx".into(),
        format: "OFX".into(),
        layout: String::new(),
        raw: None,
        base: book.revision,
        statements: vec![StatementDraft { account, bank_key: None, opening: None, closing: None, lines }],
    })
}

#[test]
fn an_import_enters_what_was_due_and_undo_gives_both_back() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    let before = book.rows.clone();
    // February's and March's; January is passed over.
    let command = file(&book, account, &[Some((id, 2)), None, Some((id, 1))]);
    let decision = book.submit(&command).expect("imported");
    assert_eq!(decision.words, "Imported may.ofx, 2 scheduled");
    assert_eq!((dates(&book).len(), due(&book, id)), (3, Some(date(2026, 4, 30))));
    let altered = decision.changes.iter().filter(|change| matches!(change, Change::Schedule(_))).count();
    assert_eq!(altered, 1, "one change of the schedule");
    book.submit(&Command::Undo).expect("undone");
    assert_eq!(book.rows, before);
    book.submit(&Command::Redo).expect("done again");
    assert_eq!(due(&book, id), Some(date(2026, 4, 30)));
}

#[test]
fn an_import_does_not_enter_what_was_dealt_with_meanwhile() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, draft(account));
    enter(&mut book, id, 0).expect("entered");
    let before = book.rows.clone();
    let command = file(&book, account, &[Some((id, 0))]);
    assert_eq!(book.submit(&command), Err(Refusal::BookMovedOn));
    assert_eq!(book.rows, before);
}

#[derive(Debug, Clone)]
enum Act {
    Enter,
    Import(u32, bool),
    Skip,
    Move(i8),
    Day(i8),
    Change(Mode, Weekend, End),
    Undo,
    Redo,
}

fn change() -> impl Strategy<Value = Act> {
    let mode = prop_oneof![Just(Mode::Remind), Just(Mode::Enter { days_before: 3 })];
    let weekend = prop_oneof![Just(Weekend::Stay), Just(Weekend::Before), Just(Weekend::After)];
    let until = (1i8..=12).prop_map(|month| End::Until(date(2026, month, 28).last_of_month()));
    let end = prop_oneof![Just(End::Never), until, (1u32..6).prop_map(End::Count)];
    (mode, weekend, end).prop_map(|(mode, weekend, end)| Act::Change(mode, weekend, end))
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Enter),
        (0u32..3, any::<bool>()).prop_map(|(ahead, two)| Act::Import(ahead, two)),
        Just(Act::Skip),
        (1i8..=28).prop_map(Act::Move),
        (1i8..=12).prop_map(Act::Day),
        change(),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

proptest! {
    /// Whatever is done in whatever order: no date comes twice, and undo leads back to the beginning.
    #[test]
    fn no_occurrence_comes_twice_and_undo_leads_back(acts in prop::collection::vec(act(), 1..40)) {
        let mut book = MemoryBook::default();
        let account = book.open("Current");
        let id = added(&mut book, by_itself(account, 0));
        let (start, mut done) = (book.rows.clone(), 0i64);
        for act in acts {
            let dealt_with = book.rows.schedules[&id].next;
            let rows = book.rows.transactions.len();
            let command = match act {
                Act::Enter => ScheduleCommand::Enter { id, occurrence: None, amount: None, date: None },
                Act::Skip => ScheduleCommand::Skip { id, occurrence: None },
                Act::Move(day) => ScheduleCommand::Move { id, occurrence: None, date: date(2026, 7, day) },
                Act::Day(month) => ScheduleCommand::EnterDue { today: date(2026, month, 15) },
                Act::Change(mode, weekend, end) => {
                    let recurrence = Recurrence { weekend, end, ..monthly() };
                    ScheduleCommand::Edit { id, draft: ScheduleDraft { mode, recurrence, ..draft(account) } }
                }
                Act::Import(ahead, two) => {
                    let at = dealt_with + ahead;
                    let enters: &[_] = if two { &[Some((id, at + 1)), Some((id, at))] } else { &[Some((id, at))] };
                    let command = file(&book, account, enters);
                    book.submit(&command).expect("imported");
                    prop_assert_eq!(book.rows.schedules[&id].next, at + 1 + u32::from(two));
                    prop_assert!(book.submit(&file(&book, account, &[Some((id, at))])).is_err(), "once");
                    done += 1;
                    continue;
                }
                Act::Undo if done > 0 => {
                    book.submit(&Command::Undo).expect("undone");
                    done -= 1;
                    continue;
                }
                Act::Undo => continue,
                Act::Redo => {
                    done += i64::from(book.submit(&Command::Redo).is_ok());
                    continue;
                }
            };
            let has_ended = due(&book, id).is_none();
            match ask(&mut book, command) {
                Ok(_) => done += 1,
                Err(refusal) => {
                    prop_assert!(has_ended, "{}", refusal);
                    continue;
                }
            }
            let moved_on = book.rows.schedules[&id].next - dealt_with;
            let entered = book.rows.transactions.len() - rows;
            prop_assert!(entered <= moved_on as usize, "each row is an occurrence of its own");
        }
        for _ in 0..done {
            book.submit(&Command::Undo).expect("undone");
        }
        prop_assert_eq!(book.rows, start);
    }
}
