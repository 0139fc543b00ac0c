//! A book in memory, for tests of decisions.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use jiff::civil::Date;

use super::*;
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::batch::{Batch, BatchId};
use crate::ledger::change::{Edit, Entity};
use crate::ledger::command::{NewAccount, RowRef, SplitDraft, Target, TransactionDraft};
use crate::ledger::money::{Currency, Minor};
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::preference::Preference;
use crate::ledger::statement::{Dated, Statement, StatementId, Sums};
use crate::ledger::transaction::{SplitState, Transaction, TransactionId};

/// Everything a query could show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    pub accounts: BTreeMap<AccountId, Account>,
    pub payees: BTreeMap<PayeeId, Payee>,
    pub transactions: BTreeMap<TransactionId, Transaction>,
    pub batches: BTreeMap<BatchId, Batch>,
    pub statements: BTreeMap<StatementId, Statement>,
    pub preferences: BTreeMap<String, Preference>,
}

#[derive(Debug, Default)]
pub struct MemoryBook {
    pub rows: Rows,
    /// Steps by revision, and whether they are undone.
    steps: BTreeMap<u64, (Step, bool)>,
    pub revision: u64,
    made: i64,
    touched: HashMap<TransactionId, u64>,
}

impl MemoryBook {
    pub fn submit(&mut self, command: &Command) -> Result<Decision, Refusal> {
        match decide(self, command) {
            Ok(decision) => {
                self.apply(&decision);
                Ok(decision)
            }
            Err(Denied::Refused(refusal)) => Err(refusal),
            Err(Denied::Failed(never)) => match never {},
        }
    }

    pub fn open(&mut self, name: &str) -> AccountId {
        let command = Command::OpenAccount(NewAccount {
            name: name.into(),
            kind: AccountKind::Asset,
            currency: usd(),
            opening: None,
        });
        AccountId(self.submit(&command).expect("opens").made.expect("an id"))
    }

    fn apply(&mut self, decision: &Decision) {
        self.revision += 1;
        for change in &decision.changes {
            self.apply_change(change);
        }
        match decision.history {
            Move::Do => {
                self.steps.retain(|_, (_, undone)| !*undone);
                let step = Step {
                    revision: self.revision,
                    words: decision.words.clone(),
                    changes: decision.changes.clone(),
                };
                self.steps.insert(self.revision, (step, false));
            }
            Move::Aside => {}
            Move::Undo(revision) => self.mark(revision, true),
            Move::Redo(revision) => self.mark(revision, false),
        }
    }

    fn mark(&mut self, revision: u64, undone: bool) {
        self.steps.get_mut(&revision).expect("a step").1 = undone;
    }

    fn apply_change(&mut self, change: &Change) {
        self.made += 1;
        match change {
            Change::Account(Edit { before, after }) => put(&mut self.rows.accounts, |a| a.id, before, after),
            Change::Payee(Edit { before, after }) => put(&mut self.rows.payees, |p| p.id, before, after),
            Change::Batch(Edit { before, after }) => put(&mut self.rows.batches, |b| b.id, before, after),
            Change::Statement(Edit { before, after }) => {
                put(&mut self.rows.statements, |s| s.id, before, after);
            }
            Change::Preference(Edit { before, after }) => {
                put(&mut self.rows.preferences, |p| p.key.clone(), before, after);
            }
            Change::Transaction(Edit { before, after }) => {
                put(&mut self.rows.transactions, |t| t.id, before, after);
                if let Some(Entity::Transaction(id)) = change.entity() {
                    self.touched.insert(id, self.revision);
                }
            }
        }
    }
}

fn put<K: Ord, T: Clone + PartialEq + std::fmt::Debug>(
    rows: &mut BTreeMap<K, T>,
    id: impl Fn(&T) -> K,
    before: &Option<T>,
    after: &Option<T>,
) {
    let key = id(before.as_ref().or(after.as_ref()).expect("a change of something"));
    assert_eq!(rows.get(&key), before.as_ref(), "a change begins from what is there");
    match after {
        Some(after) => rows.insert(key, after.clone()),
        None => rows.remove(&key),
    };
}

impl Facts for MemoryBook {
    type Failure = Infallible;

    fn account(&self, id: AccountId) -> Result<Option<Account>, Infallible> {
        Ok(self.rows.accounts.get(&id).cloned())
    }

    fn account_named(
        &self,
        name: &str,
        class: Class,
        currency: Currency,
    ) -> Result<Option<Account>, Infallible> {
        let same = |a: &&Account| {
            Class::of(a.kind) == class
                && sheet::key_of(&a.name) == sheet::key_of(name)
                && (class == Class::Register || a.currency == currency)
        };
        Ok(self.rows.accounts.values().find(same).cloned())
    }

    fn account_use(&self, id: AccountId) -> Result<Use, Infallible> {
        let mut splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        let mut lines = self.rows.batches.values().flat_map(|b| &b.lines);
        let has_statement = self.rows.statements.values().any(|s| s.account == id);
        Ok(if has_statement || splits.any(|s| s.account == id) {
            Use::Transactions
        } else if lines.any(|line| line.account == id) {
            Use::Imports
        } else {
            Use::Nothing
        })
    }

    fn balance(&self, id: AccountId) -> Result<i64, Infallible> {
        let splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        Ok(splits.filter(|s| s.account == id).map(|s| s.amount.units()).sum())
    }

    fn payee(&self, id: PayeeId) -> Result<Option<Payee>, Infallible> {
        Ok(self.rows.payees.get(&id).cloned())
    }

    fn payee_named(&self, name: &str) -> Result<Option<Payee>, Infallible> {
        let same = |p: &&Payee| sheet::key_of(&p.name) == sheet::key_of(name);
        Ok(self.rows.payees.values().find(same).cloned())
    }

    fn transaction(&self, id: TransactionId) -> Result<Option<Transaction>, Infallible> {
        Ok(self.rows.transactions.get(&id).cloned())
    }

    fn changed_since(&self, id: TransactionId, revision: u64) -> Result<bool, Infallible> {
        Ok(self.touched.get(&id).is_some_and(|at| *at > revision))
    }

    fn preference(&self, key: &str) -> Result<Option<Preference>, Infallible> {
        Ok(self.rows.preferences.get(key).cloned())
    }

    fn revision(&self) -> Result<u64, Infallible> {
        Ok(self.revision)
    }

    fn statement(&self, id: StatementId) -> Result<Option<Statement>, Infallible> {
        Ok(self.rows.statements.get(&id).cloned())
    }

    fn statements(&self, account: AccountId) -> Result<Vec<Dated>, Infallible> {
        let own = self.rows.statements.values().filter(|s| s.account == account);
        let mut dated: Vec<Dated> =
            own.map(|s| Dated { id: s.id, date: s.date, is_finished: s.is_finished() }).collect();
        dated.sort_by_key(|one| one.date);
        Ok(dated)
    }

    fn statement_sums(&self, statement: &Statement) -> Result<Sums, Infallible> {
        let later = |id: StatementId| self.rows.statements.get(&id).is_some_and(|s| s.date > statement.date);
        let splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        let mut sums = Sums { opening: 0, ticked: 0 };
        for split in splits.filter(|split| split.account == statement.account) {
            if split.statement == Some(statement.id) {
                sums.ticked += split.amount.units();
            } else if split.state == SplitState::Reconciled && !split.statement.is_some_and(later) {
                sums.opening += split.amount.units();
            }
        }
        Ok(sums)
    }

    fn ticked(&self, id: StatementId) -> Result<Vec<TransactionId>, Infallible> {
        let all = self.rows.transactions.values();
        Ok(all.filter(|t| t.splits.iter().any(|s| s.statement == Some(id))).map(|t| t.id).collect())
    }

    fn cleared_until(&self, account: AccountId, date: Date) -> Result<Vec<RowRef>, Infallible> {
        let all = self.rows.transactions.values().filter(|t| t.date <= date);
        let rows = all.flat_map(|t| {
            let splits = t.splits.iter().enumerate();
            let open = splits.filter(|(_, s)| {
                s.account == account && s.state == SplitState::Cleared && s.statement.is_none()
            });
            open.map(|(split, _)| RowRef { transaction: t.id, split }).collect::<Vec<_>>()
        });
        Ok(rows.collect())
    }

    fn batch(&self, id: BatchId) -> Result<Option<Batch>, Infallible> {
        Ok(self.rows.batches.get(&id).cloned())
    }

    fn next_ids(&self) -> Result<NextIds, Infallible> {
        let next = 1 + self.made;
        Ok(NextIds { account: next, payee: next, transaction: next, batch: next, statement: next })
    }

    fn undoable(&self) -> Result<Option<Step>, Infallible> {
        Ok(self.steps.values().rev().find(|(_, undone)| !undone).map(|(step, _)| step.clone()))
    }

    fn redoable(&self) -> Result<Option<Step>, Infallible> {
        Ok(self.steps.values().find(|(_, undone)| *undone).map(|(step, _)| step.clone()))
    }
}

pub fn usd() -> Currency {
    "USD".parse().expect("USD is a currency")
}

pub fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("within the limit")
}

pub fn side(target: Target, units: i64) -> SplitDraft {
    SplitDraft { target, amount: minor(units), memo: String::new(), state: None, bank_id: None }
}

/// A payment out of `account` into a category.
pub fn payment(account: AccountId, payee: &str, category: &str, units: i64) -> TransactionDraft {
    TransactionDraft {
        date: jiff::civil::date(2024, 5, 17),
        number: None,
        payee: Some(payee.into()),
        memo: String::new(),
        splits: vec![side(Target::Account(account), -units), side(Target::Category(category.into()), units)],
    }
}
