//! Reconciling, each rule by its name.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::AccountId;
use crate::ledger::bulk::RowRef;
use crate::ledger::command::*;
use crate::ledger::reconcile::drift;
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
    assert_eq!(refused, Refusal::Locked { statement: id, date: OCTOBER });
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

/// What a person may do, in any order.
#[derive(Debug, Clone)]
enum Act {
    Pay(i64),
    Edit(usize, i64),
    Delete(usize),
    Unreconcile(usize),
    Start(i64),
    Tick(usize, bool),
    Finish(bool),
    Reopen(usize),
    Drop,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1i64..50).prop_map(Act::Pay),
        1 => (0usize..20, 1i64..50).prop_map(|(at, units)| Act::Edit(at, units)),
        1 => (0usize..20).prop_map(Act::Delete),
        1 => (0usize..20).prop_map(Act::Unreconcile),
        3 => (-100i64..0).prop_map(Act::Start),
        6 => (0usize..20, any::<bool>()).prop_map(|(at, on)| Act::Tick(at, on)),
        4 => any::<bool>().prop_map(Act::Finish),
        1 => (0usize..5).prop_map(Act::Reopen),
        1 => Just(Act::Drop),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

/// What each statement has, by transaction.
type Holdings = BTreeMap<StatementId, BTreeMap<TransactionId, i64>>;

/// Plays acts on a book, and remembers what came before each statement whenever it was finished.
/// A finishing may be undone, so any of them may be the one that holds.
struct Play {
    book: MemoryBook,
    account: AccountId,
    months: i8,
    earlier: BTreeMap<StatementId, Vec<Holdings>>,
}

impl Play {
    fn row(&self, at: usize) -> Option<RowRef> {
        let all: Vec<TransactionId> = self.book.rows.transactions.keys().copied().collect();
        all.get(at % all.len().max(1)).map(|transaction| RowRef { transaction: *transaction, split: 0 })
    }

    fn open(&self) -> Option<StatementId> {
        self.book.rows.statements.values().find(|one| !one.is_finished()).map(|one| one.id)
    }

    /// What the statements before one have now: its opening balance is made of that, not of what they held.
    fn before(&self, id: StatementId) -> Holdings {
        let day = self.book.rows.statements[&id].date;
        let all = self.book.rows.statements.values().filter(|one| one.date < day);
        all.map(|one| (one.id, self.now(one.id))).collect()
    }

    fn command(&mut self, act: &Act) -> Option<Command> {
        let account = self.account;
        Some(match *act {
            Act::Pay(units) => Command::AddTransaction(payment(account, "Grocer", "Food", units)),
            Act::Edit(at, units) => Command::EditTransaction {
                id: self.row(at)?.transaction,
                draft: payment(account, "Grocer", "Food", units),
                base: None,
            },
            Act::Delete(at) => Command::DeleteTransaction { id: self.row(at)?.transaction },
            Act::Unreconcile(at) => Command::SetState {
                id: self.row(at)?.transaction,
                split: 0,
                state: SplitState::Cleared,
                unreconcile: true,
            },
            Act::Start(closing) => {
                self.months = self.months % 12 + 1;
                let new = NewStatement {
                    account,
                    date: date(2025, self.months, 1),
                    closing: minor(closing),
                    tick_cleared: closing % 2 == 0,
                    ticks: vec![],
                };
                Command::StartStatement(new)
            }
            Act::Tick(at, is_ticked) => {
                Command::Tick { statement: self.open()?, rows: vec![self.row(at)?], is_ticked }
            }
            Act::Finish(adjust) => Command::FinishStatement { id: self.open()?, adjust },
            Act::Reopen(at) => {
                let all: Vec<StatementId> = self.book.rows.statements.keys().copied().collect();
                Command::ReopenStatement { id: *all.get(at % all.len().max(1))? }
            }
            Act::Drop => Command::DropStatement { id: self.open()? },
            Act::Undo => Command::Undo,
            Act::Redo => Command::Redo,
        })
    }

    fn play(&mut self, act: &Act) {
        let Some(command) = self.command(act) else { return };
        if self.book.submit(&command).is_ok()
            && let Command::FinishStatement { id, .. } = command
        {
            let before = self.before(id);
            self.earlier.entry(id).or_default().push(before);
        }
    }

    /// What a statement has now, by transaction.
    fn now(&self, id: StatementId) -> BTreeMap<TransactionId, i64> {
        let mut now: BTreeMap<TransactionId, i64> = BTreeMap::new();
        for transaction in self.book.rows.transactions.values() {
            for split in transaction
                .splits
                .iter()
                .filter(|s| s.statement == Some(id) && s.state == SplitState::Reconciled)
            {
                *now.entry(transaction.id).or_default() += split.amount.units();
            }
        }
        now
    }

    fn has_drifted(&self, id: StatementId) -> bool {
        let held =
            self.book.rows.statements[&id].held.iter().flatten().map(|row| (row.transaction, row.amount));
        !drift(held, self.now(id)).is_empty()
    }

    /// Every finished statement adds up, or something can be named that is to blame.
    fn check(&self) {
        for split in self.book.rows.transactions.values().flat_map(|t| &t.splits) {
            if split.state == SplitState::Reconciled {
                let statement = split.statement.expect("reconciled by a statement");
                assert!(self.book.rows.statements[&statement].is_finished());
            }
        }
        for statement in self.book.rows.statements.values().filter(|one| one.is_finished()) {
            let Ok(sums) = self.book.statement_sums(statement);
            let before = self.before(statement.id);
            let is_to_blame = self.has_drifted(statement.id)
                || self.earlier.get(&statement.id).into_iter().flatten().any(|then| *then != before);
            let adds_up = sums.difference(statement.closing) == 0;
            assert!(adds_up || is_to_blame, "{statement:?} comes to {sums:?}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_done_a_statement_adds_up_or_is_reported(acts in prop::collection::vec(act(), 1..120)) {
        let mut book = MemoryBook::default();
        let account = book.open("Current");
        let mut play = Play { book, account, months: 0, earlier: BTreeMap::new() };
        for act in &acts {
            play.play(act);
            play.check();
        }
    }
}
