//! Reconciling in any order: what a person may do to statements and their rows, played at random.
//!
//! After each act every finished statement adds up, or the rows that are to blame
//! are named and make up the difference exactly; a tick is only ever in a
//! statement that is open, of its own account.
//! A pause is no act: a statement under way is in the book like everything else.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use jiff::civil::date;
use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::AccountId;
use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::command::*;
use crate::ledger::reconcile::{Blamed, blamed, drift};
use crate::ledger::statement::{Statement, StatementId};
use crate::ledger::transaction::{Split, SplitState, TransactionId};

/// What a person may do, in any order. The first number of most says which row or account.
#[derive(Debug, Clone)]
enum Act {
    Pay(usize, i64),
    Transfer(i64),
    Edit(usize, i64),
    Redate(usize, i8),
    Delete(usize),
    Void(usize, bool),
    Duplicate(usize),
    Move(usize, usize),
    Mark(usize, usize, bool),
    Unreconcile(usize, usize),
    Start(usize, i64),
    Alter(i8, i64),
    Tick(usize, usize, bool),
    Finish(bool),
    Reopen(usize),
    Drop,
    Undo,
    Redo,
    TakeBack(u64),
    DoAgain(u64),
}

fn act() -> impl Strategy<Value = Act> {
    let row = || 0usize..20;
    let some = || 0usize..2;
    let of_rows = prop_oneof![
        4 => (some(), 1i64..50).prop_map(|(account, units)| Act::Pay(account, units)),
        2 => (1i64..50).prop_map(Act::Transfer),
        1 => (row(), 1i64..50).prop_map(|(at, units)| Act::Edit(at, units)),
        1 => (row(), 1i8..12).prop_map(|(at, month)| Act::Redate(at, month)),
        1 => row().prop_map(Act::Delete),
        1 => (row(), any::<bool>()).prop_map(|(at, on)| Act::Void(at, on)),
        1 => row().prop_map(Act::Duplicate),
        1 => (row(), some()).prop_map(|(at, to)| Act::Move(at, to)),
        1 => (row(), some(), any::<bool>()).prop_map(|(at, split, on)| Act::Mark(at, split, on)),
        1 => (row(), some()).prop_map(|(at, split)| Act::Unreconcile(at, split)),
    ];
    let of_statements = prop_oneof![
        3 => (some(), -100i64..0).prop_map(|(account, closing)| Act::Start(account, closing)),
        1 => (1i8..12, -100i64..0).prop_map(|(month, closing)| Act::Alter(month, closing)),
        6 => (row(), some(), any::<bool>()).prop_map(|(at, split, on)| Act::Tick(at, split, on)),
        4 => any::<bool>().prop_map(Act::Finish),
        1 => (0usize..5).prop_map(Act::Reopen),
        1 => Just(Act::Drop),
    ];
    let of_history = prop_oneof![
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        2 => (0u64..30).prop_map(Act::TakeBack),
        1 => (0u64..30).prop_map(Act::DoAgain),
    ];
    prop_oneof![13 => of_rows, 16 => of_statements, 6 => of_history]
}

/// Plays acts on a book.
struct Play {
    book: MemoryBook,
    accounts: [AccountId; 2],
    months: i8,
}

impl Play {
    fn new() -> Play {
        let mut book = MemoryBook::default();
        let accounts = [book.open("Current"), book.open("Savings")];
        Play { book, accounts, months: 0 }
    }

    fn transaction(&self, at: usize) -> Option<TransactionId> {
        let all = &self.book.rows.transactions;
        all.keys().nth(at % all.len().max(1)).copied()
    }

    fn row(&self, at: usize, split: usize) -> Option<RowRef> {
        Some(RowRef { transaction: self.transaction(at)?, split })
    }

    fn open(&self) -> Option<StatementId> {
        self.book.rows.statements.values().find(|one| !one.is_finished()).map(|one| one.id)
    }

    fn command(&mut self, act: &Act) -> Option<Command> {
        match *act {
            Act::Undo => Some(Command::Undo),
            Act::Redo => Some(Command::Redo),
            Act::TakeBack(back) => {
                Some(Command::TakeBack { revision: self.book.revision.saturating_sub(back) })
            }
            Act::DoAgain(back) => {
                Some(Command::DoAgain { revision: self.book.revision.saturating_sub(back) })
            }
            Act::Start(..) | Act::Alter(..) | Act::Tick(..) | Act::Finish(_) | Act::Reopen(_) | Act::Drop => {
                self.of_statements(act)
            }
            _ => self.of_rows(act),
        }
    }

    fn of_rows(&self, act: &Act) -> Option<Command> {
        let bulk = |row, change| Command::Bulk(BulkDraft { rows: vec![row], base: None, change });
        Some(match *act {
            Act::Pay(account, units) => {
                Command::AddTransaction(payment(self.accounts[account], "Grocer", "Food", units))
            }
            Act::Transfer(units) => {
                let [from, to] = self.accounts;
                let splits = vec![side(Target::Account(from), -units), side(Target::Account(to), units)];
                Command::AddTransaction(TransactionDraft { splits, ..payment(from, "Myself", "Food", units) })
            }
            Act::Edit(at, units) => Command::EditTransaction {
                id: self.transaction(at)?,
                draft: payment(self.accounts[0], "Grocer", "Food", units),
                base: None,
            },
            Act::Redate(at, month) => bulk(self.row(at, 0)?, BulkChange::Date(date(2024, month, 17))),
            Act::Delete(at) => Command::DeleteTransaction { id: self.transaction(at)? },
            Act::Void(at, void) => Command::VoidTransaction { id: self.transaction(at)?, void },
            Act::Duplicate(at) => {
                Command::DuplicateTransaction { id: self.transaction(at)?, date: date(2024, 6, 1) }
            }
            Act::Move(at, to) => bulk(self.row(at, 0)?, BulkChange::AccountMove(self.accounts[to])),
            Act::Mark(at, split, on) => {
                let state = if on { SplitState::Cleared } else { SplitState::Uncleared };
                bulk(self.row(at, split)?, BulkChange::State(state))
            }
            Act::Unreconcile(at, split) => Command::SetState {
                id: self.transaction(at)?,
                split,
                state: SplitState::Cleared,
                unreconcile: true,
            },
            _ => return None,
        })
    }

    fn of_statements(&mut self, act: &Act) -> Option<Command> {
        Some(match *act {
            Act::Start(account, closing) => {
                self.months = self.months % 12 + 1;
                Command::StartStatement(NewStatement {
                    account: self.accounts[account],
                    date: date(2025, self.months, 1),
                    closing: minor(closing),
                    tick_cleared: closing % 2 == 0,
                    ticks: vec![],
                })
            }
            Act::Alter(month, closing) => Command::EditStatement {
                id: self.open()?,
                date: date(2025, month, 2),
                closing: minor(closing),
            },
            Act::Tick(at, split, is_ticked) => {
                Command::Tick { statement: self.open()?, rows: vec![self.row(at, split)?], is_ticked }
            }
            Act::Finish(adjust) => Command::FinishStatement { id: self.open()?, adjust },
            Act::Reopen(at) => {
                let all = &self.book.rows.statements;
                Command::ReopenStatement { id: *all.keys().nth(at % all.len().max(1))? }
            }
            Act::Drop => Command::DropStatement { id: self.open()? },
            _ => return None,
        })
    }

    fn play(&mut self, act: &Act) {
        let Some(command) = self.command(act) else { return };
        let _done_or_refused = self.book.submit(&command);
    }

    /// What a statement has now, by transaction.
    fn now(&self, id: StatementId) -> BTreeMap<TransactionId, i64> {
        let mut now: BTreeMap<TransactionId, i64> = BTreeMap::new();
        for transaction in self.book.rows.transactions.values() {
            let is_own = |s: &&Split| s.statement == Some(id) && s.state == SplitState::Reconciled;
            for split in transaction.splits.iter().filter(is_own) {
                *now.entry(transaction.id).or_default() += split.amount.units();
            }
        }
        now
    }

    /// The rows of a finished statement that are not what it held.
    fn drifted(&self, id: StatementId) -> BTreeSet<TransactionId> {
        let held = self.book.rows.statements[&id].held.iter().flatten();
        let changed = drift(held.map(|row| (row.transaction, row.amount)), self.now(id));
        changed.into_iter().map(|one| one.row()).collect()
    }

    fn to_blame(&self, statement: &Statement, difference: i64) -> Vec<Blamed> {
        let Ok(others) = self.book.statements(statement.account);
        let steps = self.book.steps_back().map(Ok::<_, Infallible>);
        let now = |id| Ok(self.book.rows.transactions.get(&id).cloned());
        let Ok(found) = blamed(statement, (difference, &others), steps, now);
        found.unwrap_or_else(|| panic!("{statement:?} lacks {difference}, and nobody is to blame")).1
    }

    fn check(&self) {
        for split in self.book.rows.transactions.values().flat_map(|t| &t.splits) {
            self.is_where_it_may_be(split);
        }
        for account in self.accounts {
            let Ok(all) = self.book.statements(account);
            assert!(all.windows(2).all(|two| two[0].date < two[1].date), "two of a day: {all:?}");
            assert!(all.iter().filter(|one| !one.is_finished).count() <= 1, "two under way: {all:?}");
        }
        for statement in self.book.rows.statements.values().filter(|one| one.is_finished()) {
            let Ok(sums) = self.book.statement_sums(statement);
            let difference = sums.difference(statement.closing);
            let named = self.to_blame(statement, difference);
            assert_eq!(named.iter().map(Blamed::difference).sum::<i64>(), difference);
            let named: BTreeSet<TransactionId> = named.iter().map(|row| row.id).collect();
            assert!(named.is_superset(&self.drifted(statement.id)), "{statement:?} names {named:?}");
        }
    }

    /// Reconciled in a finished statement, ticked in an open one, or in none.
    fn is_where_it_may_be(&self, split: &Split) {
        let is_reconciled = split.state == SplitState::Reconciled;
        let Some(id) = split.statement else {
            assert!(!is_reconciled, "reconciled by no statement");
            return;
        };
        let statement = self.book.rows.statements.get(&id).expect("the statement is there");
        assert_eq!((statement.account, statement.is_finished()), (split.account, is_reconciled));
    }
}

proptest! {
    #[test]
    fn whatever_is_done_a_statement_adds_up_or_is_reported(acts in prop::collection::vec(act(), 1..120)) {
        let mut play = Play::new();
        for act in &acts {
            play.play(act);
            play.check();
        }
    }
}
