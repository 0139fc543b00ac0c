//! A book in memory, for tests of decisions.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use super::*;
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::batch::{Batch, BatchId};
use crate::ledger::change::{Edit, Entity};
use crate::ledger::command::{NewAccount, SplitDraft, Target, TransactionDraft};
use crate::ledger::money::{Currency, Minor};
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::preference::Preference;
use crate::ledger::tag::{Tag, TagId};
use crate::ledger::transaction::{Transaction, TransactionId};

/// Everything a query could show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    pub accounts: BTreeMap<AccountId, Account>,
    pub payees: BTreeMap<PayeeId, Payee>,
    pub transactions: BTreeMap<TransactionId, Transaction>,
    pub batches: BTreeMap<BatchId, Batch>,
    pub preferences: BTreeMap<String, Preference>,
    pub tags: BTreeMap<TagId, Tag>,
}

#[derive(Debug, Default)]
pub struct MemoryBook {
    pub rows: Rows,
    /// Steps by revision, and whether they are undone.
    steps: BTreeMap<u64, (Step, bool)>,
    pub revision: u64,
    made: i64,
    touched: HashMap<Entity, u64>,
    /// Every entry of the log: what was done, and what it took back (true) or did again.
    log: BTreeMap<u64, (Step, Option<(u64, bool)>)>,
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
        let target = match decision.history {
            Move::Do | Move::Aside => None,
            Move::Undo(at) | Move::TakeBack(at) => Some((at, true)),
            Move::Redo(at) => Some((at, false)),
        };
        let step = Step {
            revision: self.revision,
            words: decision.words.clone(),
            changes: decision.changes.clone(),
        };
        self.log.insert(self.revision, (step, target));
        for change in &decision.changes {
            self.apply_change(change);
        }
        match decision.history {
            Move::Do | Move::TakeBack(_) => {
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
        for entity in change.touched() {
            self.touched.insert(entity, self.revision);
        }
        match change {
            Change::Tag(Edit { before, after }) => put(&mut self.rows.tags, |t| t.id, before, after),
            Change::SplitsMoved(moved) => {
                for (id, at) in &moved.splits {
                    let split = &mut self.rows.transactions.get_mut(id).expect("there").splits[*at];
                    assert_eq!(split.account, moved.from);
                    split.account = moved.to;
                }
            }
            Change::PayeeSwapped(swapped) => {
                for id in &swapped.transactions {
                    let transaction = self.rows.transactions.get_mut(id).expect("there");
                    assert_eq!(transaction.payee, Some(swapped.from));
                    transaction.payee = Some(swapped.to);
                }
            }
            Change::Tagged(tagged) => {
                for id in &tagged.transactions {
                    let tags = &mut self.rows.transactions.get_mut(id).expect("there").tags;
                    assert_eq!(tags.contains(&tagged.tag), !tagged.on);
                    tags.retain(|tag| *tag != tagged.tag);
                    tags.extend(tagged.on.then_some(tagged.tag));
                    tags.sort_unstable();
                }
            }
            Change::Account(Edit { before, after }) => put(&mut self.rows.accounts, |a| a.id, before, after),
            Change::Payee(Edit { before, after }) => put(&mut self.rows.payees, |p| p.id, before, after),
            Change::Batch(Edit { before, after }) => put(&mut self.rows.batches, |b| b.id, before, after),
            Change::Preference(Edit { before, after }) => {
                put(&mut self.rows.preferences, |p| p.key.clone(), before, after);
            }
            Change::Transaction(Edit { before, after }) => {
                put(&mut self.rows.transactions, |t| t.id, before, after);
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
        Ok(if splits.any(|s| s.account == id) {
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
        Ok(self.touched.get(&Entity::Transaction(id)).is_some_and(|at| *at > revision))
    }

    fn tag(&self, id: TagId) -> Result<Option<Tag>, Infallible> {
        Ok(self.rows.tags.get(&id).cloned())
    }

    fn tag_named(&self, name: &str) -> Result<Option<Tag>, Infallible> {
        Ok(self.rows.tags.values().find(|t| sheet::key_of(&t.name) == sheet::key_of(name)).cloned())
    }

    fn accounts(&self) -> Result<Vec<Account>, Infallible> {
        Ok(self.rows.accounts.values().cloned().collect())
    }

    fn payees_unused(&self) -> Result<Vec<Payee>, Infallible> {
        let unused = |p: &&Payee| self.transactions_of(p.id).is_ok_and(|all| all.is_empty());
        Ok(self.rows.payees.values().filter(unused).cloned().collect())
    }

    fn tags_unused(&self) -> Result<Vec<Tag>, Infallible> {
        let unused = |t: &&Tag| self.transactions_tagged(t.id).is_ok_and(|all| all.is_empty());
        Ok(self.rows.tags.values().filter(unused).cloned().collect())
    }

    fn splits_of(&self, id: AccountId) -> Result<Vec<(TransactionId, usize)>, Infallible> {
        let all = self.rows.transactions.values();
        let splits =
            all.flat_map(|t| t.splits.iter().enumerate().map(|(at, split)| (t.id, at, split.account)));
        Ok(splits.filter(|(_, _, account)| *account == id).map(|(t, at, _)| (t, at)).collect())
    }

    fn has_reconciled(&self, id: AccountId) -> Result<bool, Infallible> {
        let mut splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        Ok(splits.any(|s| s.account == id && s.state == crate::ledger::SplitState::Reconciled))
    }

    fn transactions_of(&self, id: PayeeId) -> Result<Vec<TransactionId>, Infallible> {
        Ok(self.rows.transactions.values().filter(|t| t.payee == Some(id)).map(|t| t.id).collect())
    }

    fn transactions_tagged(&self, id: TagId) -> Result<Vec<TransactionId>, Infallible> {
        Ok(self.rows.transactions.values().filter(|t| t.tags.contains(&id)).map(|t| t.id).collect())
    }

    fn opening(&self, id: AccountId) -> Result<Option<TransactionId>, Infallible> {
        let is_equity = |id| self.rows.accounts.get(&id).is_some_and(|a| a.kind == AccountKind::Equity);
        let opens = |t: &&Transaction| {
            t.splits.len() == 2
                && t.splits.iter().any(|s| s.account == id)
                && t.splits.iter().any(|s| is_equity(s.account))
        };
        Ok(self.rows.transactions.values().find(opens).map(|t| t.id))
    }

    fn references(&self, entity: Entity) -> Result<u64, Infallible> {
        let count = match entity {
            Entity::Account(id) => {
                let lines = self.rows.batches.values().flat_map(|b| &b.lines);
                self.splits_of(id)?.len() + lines.filter(|line| line.account == id).count()
            }
            Entity::Payee(id) => self.transactions_of(id)?.len(),
            Entity::Tag(id) => self.transactions_tagged(id)?.len(),
            Entity::Transaction(_) | Entity::Batch(_) => 0,
        };
        Ok(count as u64)
    }

    fn done_at(&self, revision: u64) -> Result<Option<Step>, Infallible> {
        Ok(self.log.get(&revision).map(|(step, _)| step.clone()))
    }

    fn taken_back_by(&self, revision: u64) -> Result<Option<u64>, Infallible> {
        let last = self.log.iter().rev().find_map(|(at, (_, target))| match target {
            Some((target, back)) if *target == revision => Some((*at, *back)),
            _ => None,
        });
        Ok(match last {
            Some((by, true)) if self.taken_back_by(by)?.is_none() => Some(by),
            _ => None,
        })
    }

    fn touched_after(&self, entity: Entity, revision: u64) -> Result<Option<String>, Infallible> {
        let last = self.touched.get(&entity).filter(|at| **at > revision);
        Ok(last.and_then(|at| self.log.get(at)).map(|(step, _)| step.words.clone()))
    }

    fn preference(&self, key: &str) -> Result<Option<Preference>, Infallible> {
        Ok(self.rows.preferences.get(key).cloned())
    }

    fn revision(&self) -> Result<u64, Infallible> {
        Ok(self.revision)
    }

    fn batch(&self, id: BatchId) -> Result<Option<Batch>, Infallible> {
        Ok(self.rows.batches.get(&id).cloned())
    }

    fn next_ids(&self) -> Result<NextIds, Infallible> {
        let next = 1 + self.made;
        Ok(NextIds { account: next, payee: next, transaction: next, batch: next, tag: next })
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
        tags: None,
    }
}
