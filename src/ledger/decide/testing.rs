//! A book in memory, for tests of decisions.

mod facts;
mod pairs;
mod statements;
mod uses;

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use super::*;
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::attachment::{Attachment, AttachmentId};
use crate::ledger::batch::{Batch, BatchId, RawHash};
use crate::ledger::budget::{BudgetEntry, BudgetKey};
use crate::ledger::change::{Edit, Entity, inverse};
use crate::ledger::cheque::{Chequebook, ChequebookId};
use crate::ledger::command::{NewAccount, SplitDraft, Target, TransactionDraft};
use crate::ledger::kept_report::{KeptReport, KeptReportId};
use crate::ledger::mass::LinesMoved;
use crate::ledger::money::{Currency, Minor};
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::preference::Preference;
use crate::ledger::reconcile::Logged;
use crate::ledger::schedule::{Schedule, ScheduleId};
use crate::ledger::statement::{Statement, StatementId};
use crate::ledger::tag::{Tag, TagId};
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};

/// Everything a query could show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    pub accounts: BTreeMap<AccountId, Account>,
    pub payees: BTreeMap<PayeeId, Payee>,
    pub transactions: BTreeMap<TransactionId, Transaction>,
    pub batches: BTreeMap<BatchId, Batch>,
    pub statements: BTreeMap<StatementId, Statement>,
    pub schedules: BTreeMap<ScheduleId, Schedule>,
    pub budget: BTreeMap<BudgetKey, BudgetEntry>,
    pub kept_reports: BTreeMap<KeptReportId, KeptReport>,
    pub chequebooks: BTreeMap<ChequebookId, Chequebook>,
    pub attachments: BTreeMap<AttachmentId, Attachment>,
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
    /// What an import comes to that is handed on in parts of so many changes.
    fn in_parts(&self, draft: &ImportDraft, size: usize) -> Outcome<Decision, MemoryBook> {
        let mut parts = Vec::new();
        let mut sink = |part| {
            parts.extend(part);
            Ok(())
        };
        let mut decision = decide_in_parts(self, draft.clone(), &mut sink, size)?;
        parts.append(&mut decision.changes);
        Ok(Decision { changes: parts, ..decision })
    }

    pub fn submit(&mut self, command: &Command) -> Result<Decision, Refusal> {
        let outcome = decide(self, command);
        if let Command::Import(draft) = command {
            [1, 3].into_iter().for_each(|size| assert_eq!(self.in_parts(draft, size), outcome, "{size}"));
        }
        match outcome {
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

    /// What was changed at each revision, newest first.
    pub fn steps_back(&self) -> impl Iterator<Item = Logged> + '_ {
        self.log.iter().rev().map(|(revision, (step, target))| Logged {
            revision: *revision,
            is_first: target.is_none(),
            changes: step.changes.clone(),
        })
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
        if let Some(source) = decision.source {
            let changes = self.log[&source.revision].0.changes.clone();
            let told = if source.is_inverse { inverse(changes) } else { changes };
            assert_eq!(told, decision.changes, "the log has them already");
        }
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

    fn move_lines(&mut self, moved: &LinesMoved) {
        for (batch, at) in &moved.lines {
            let line = &mut self.rows.batches.get_mut(batch).expect("there").lines[*at];
            assert_eq!(line.transaction, Some(moved.from));
            line.transaction = Some(moved.to);
        }
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
            Change::LinesMoved(moved) => self.move_lines(moved),
            Change::Account(Edit { before, after }) => put(&mut self.rows.accounts, |a| a.id, before, after),
            Change::Payee(Edit { before, after }) => put(&mut self.rows.payees, |p| p.id, before, after),
            Change::Batch(Edit { before, after }) => put(&mut self.rows.batches, |b| b.id, before, after),
            Change::RawFile(_) => {}
            Change::Statement(Edit { before, after }) => {
                put(&mut self.rows.statements, |s| s.id, before, after);
            }
            Change::Schedule(Edit { before, after }) => {
                put(&mut self.rows.schedules, |s| s.id, before, after);
            }
            Change::Budget(Edit { before, after }) => put(&mut self.rows.budget, |b| b.key(), before, after),
            Change::KeptReport(Edit { before, after }) => {
                put(&mut self.rows.kept_reports, |r| r.id, before, after);
            }
            Change::Chequebook(Edit { before, after }) => {
                put(&mut self.rows.chequebooks, |b| b.id, before, after);
            }
            Change::Attachment(Edit { before, after }) => {
                put(&mut self.rows.attachments, |a| a.id, before, after);
            }
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

pub fn account(id: i64, name: &str, kind: AccountKind) -> Account {
    Account {
        id: AccountId(id),
        name: name.into(),
        kind,
        currency: usd(),
        bank_key: None,
        note: String::new(),
        closed: false,
        subkind: String::new(),
        group: String::new(),
        order: 0,
    }
}

pub fn split(account: i64, units: i64) -> Split {
    Split {
        account: AccountId(account),
        amount: minor(units),
        value: minor(units),
        memo: String::new(),
        state: SplitState::Uncleared,
        bank_id: None,
        statement: None,
    }
}
