//! Reconciling, each rule by its name.

use jiff::civil::{Date, date};

use super::testing::*;
use super::*;
use crate::ledger::account::AccountId;
use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::command::*;
use crate::ledger::statement::{Held, StatementId};
use crate::ledger::transaction::{SplitState, TransactionId};

fn paid(book: &mut MemoryBook, account: AccountId, units: i64) -> RowRef {
    let command = Command::AddTransaction(payment(account, "Grocer", "Food", units));
    RowRef {
        transaction: TransactionId(book.submit(&command).expect("added").made.expect("an id")),
        split: 0,
    }
}

fn begun(book: &mut MemoryBook, account: AccountId, date: Date, closing: i64) -> StatementId {
    let new = NewStatement { account, date, closing: minor(closing), tick_cleared: true, ticks: vec![] };
    let decision = book.submit(&Command::StartStatement(new)).expect("begun");
    StatementId(decision.made.expect("an id"))
}

fn ticked(book: &mut MemoryBook, statement: StatementId, rows: &[RowRef]) {
    book.submit(&Command::Tick { statement, rows: rows.to_vec(), is_ticked: true }).expect("ticked");
}

fn mark(
    book: &mut MemoryBook,
    row: RowRef,
    state: SplitState,
    unreconcile: bool,
) -> Result<Decision, Refusal> {
    book.submit(&Command::SetState { id: row.transaction, split: row.split, state, unreconcile })
}

fn state(book: &MemoryBook, row: RowRef) -> SplitState {
    book.rows.transactions[&row.transaction].splits[row.split].state
}

const OCTOBER: Date = date(2026, 10, 31);
const NOVEMBER: Date = date(2026, 11, 30);

#[test]
fn a_statement_finishes_only_when_it_adds_up() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let (one, two) = (paid(&mut book, account, 10_00), paid(&mut book, account, 5_00));
    let id = begun(&mut book, account, OCTOBER, -15_00);
    ticked(&mut book, id, &[one]);
    let refused = book.submit(&Command::FinishStatement { id, adjust: false }).expect_err("differs");
    assert_eq!(refused, Refusal::StatementDiffers("-5.00".into()));
    ticked(&mut book, id, &[two]);
    book.submit(&Command::FinishStatement { id, adjust: false }).expect("adds up");
    assert_eq!([state(&book, one), state(&book, two)], [SplitState::Reconciled; 2]);
    let held = book.rows.statements[&id].held.clone().expect("finished");
    assert_eq!(held.iter().map(|row| row.amount).sum::<i64>(), -15_00);
}

#[test]
fn an_adjustment_that_was_asked_for_makes_up_the_difference() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = begun(&mut book, account, OCTOBER, 7_00);
    book.submit(&Command::FinishStatement { id, adjust: true }).expect("with an adjustment");
    assert_eq!(book.balance(account), Ok(7_00));
    let [Held { amount: 7_00, .. }] = book.rows.statements[&id].held.clone().expect("finished")[..] else {
        panic!("the adjustment is in the statement");
    };
}

#[test]
fn what_is_cleared_by_then_is_ticked_from_the_start() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let row = paid(&mut book, account, 10_00);
    mark(&mut book, row, SplitState::Cleared, false).expect("cleared");
    let open = paid(&mut book, account, 3_00);
    let id = begun(&mut book, account, OCTOBER, -10_00);
    assert_eq!(book.rows.transactions[&row.transaction].splits[0].statement, Some(id));
    assert_eq!(book.rows.transactions[&open.transaction].splits[0].statement, None);
    book.submit(&Command::FinishStatement { id, adjust: false }).expect("adds up");
}

#[test]
fn a_locked_row_says_which_statement_it_belongs_to() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let row = paid(&mut book, account, 10_00);
    let id = begun(&mut book, account, OCTOBER, -10_00);
    ticked(&mut book, id, &[row]);
    book.submit(&Command::FinishStatement { id, adjust: false }).expect("adds up");
    let refused = book.submit(&Command::DeleteTransaction { id: row.transaction }).expect_err("locked");
    let locked = Refusal::Locked { statement: id, date: OCTOBER };
    assert_eq!(refused, locked);
    let void = Command::VoidTransaction { id: row.transaction, void: true };
    let bulk = Command::Bulk(BulkDraft { rows: vec![row], base: None, change: BulkChange::Delete });
    for command in [void, bulk] {
        assert_eq!(book.submit(&command).expect_err("locked"), locked);
    }
    book.submit(&Command::ReopenStatement { id }).expect("re-opened");
    assert_eq!(state(&book, row), SplitState::Cleared);
    book.submit(&Command::DeleteTransaction { id: row.transaction }).expect("free again");
}

#[test]
fn a_statement_comes_after_the_last_one_and_one_at_a_time() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let new = |date| {
        Command::StartStatement(NewStatement {
            account,
            date,
            closing: minor(0),
            tick_cleared: true,
            ticks: vec![],
        })
    };
    let id = begun(&mut book, account, OCTOBER, 0);
    assert_eq!(book.submit(&new(NOVEMBER)).expect_err("one at a time"), Refusal::StatementOpen(OCTOBER));
    book.submit(&Command::FinishStatement { id, adjust: false }).expect("adds up");
    assert_eq!(book.submit(&new(OCTOBER)).expect_err("too early"), Refusal::StatementBefore(OCTOBER));
    let later = begun(&mut book, account, NOVEMBER, 0);
    let refused = Command::EditStatement { id: later, date: date(2026, 10, 1), closing: minor(0) };
    assert_eq!(book.submit(&refused).expect_err("before the last"), Refusal::StatementBefore(OCTOBER));
}

#[test]
fn giving_up_leaves_the_rows_as_they_were() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let row = paid(&mut book, account, 10_00);
    let before = book.rows.clone();
    let id = begun(&mut book, account, OCTOBER, -10_00);
    ticked(&mut book, id, &[row]);
    book.submit(&Command::DropStatement { id }).expect("given up");
    assert_eq!(book.rows, before);
}

#[test]
fn an_older_statement_that_is_opened_again_must_add_up_by_itself() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let (one, two) = (paid(&mut book, account, 10_00), paid(&mut book, account, 5_00));
    for (row, day, closing) in [(one, OCTOBER, -10_00), (two, NOVEMBER, -15_00)] {
        let id = begun(&mut book, account, day, closing);
        ticked(&mut book, id, &[row]);
        book.submit(&Command::FinishStatement { id, adjust: false }).expect("adds up");
    }
    let october = *book.rows.statements.keys().next().expect("the first");
    book.submit(&Command::ReopenStatement { id: october }).expect("re-opened");
    book.submit(&Command::FinishStatement { id: october, adjust: false }).expect("still adds up");
}

#[test]
fn a_copy_of_a_row_is_in_no_statement() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let row = paid(&mut book, account, 10_00);
    let id = begun(&mut book, account, OCTOBER, -10_00);
    ticked(&mut book, id, &[row]);
    let copy = Command::DuplicateTransaction { id: row.transaction, date: OCTOBER };
    let copy = TransactionId(book.submit(&copy).expect("copied").made.expect("an id"));
    assert_eq!(book.rows.transactions[&copy].splits[0].statement, None);
}

#[test]
fn a_row_that_goes_to_another_account_leaves_its_statement() {
    let mut book = MemoryBook::default();
    let (account, other) = (book.open("Current"), book.open("Savings"));
    let row = paid(&mut book, account, 10_00);
    let id = begun(&mut book, account, OCTOBER, -10_00);
    ticked(&mut book, id, &[row]);
    let draft = BulkDraft { rows: vec![row], base: None, change: BulkChange::AccountMove(other) };
    book.submit(&Command::Bulk(draft)).expect("moved");
    assert_eq!(book.rows.transactions[&row.transaction].splits[0].statement, None);
}

#[test]
fn a_row_does_not_come_back_into_a_statement_that_was_finished_since() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let row = paid(&mut book, account, 10_00);
    let id = begun(&mut book, account, OCTOBER, 0);
    ticked(&mut book, id, &[row]);
    book.submit(&Command::DeleteTransaction { id: row.transaction }).expect("deleted");
    let deleted = book.revision;
    book.submit(&Command::FinishStatement { id, adjust: false }).expect("adds up");
    let refused = book.submit(&Command::TakeBack { revision: deleted }).expect_err("its statement is closed");
    assert!(matches!(refused, Refusal::InTheWay { .. }), "{refused:?}");
}
