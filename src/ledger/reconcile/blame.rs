//! Why a finished statement no longer adds up.
//!
//! When it was finished it did. So the log is walked backwards to that step,
//! and what every row counted for then is compared with what it counts for
//! now: the rows that differ make up the difference exactly, also those of the
//! statements before, and also where two changes take each other back in part.
//! It reads no log itself; whoever asks brings the steps, newest first.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::change::{Change, Edit};
use crate::ledger::statement::{Dated, Statement, StatementId};
use crate::ledger::transaction::{SplitState, Transaction, TransactionId};

/// A row that does not count for what it counted when the statement was finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blamed {
    pub id: TransactionId,
    /// As it was when the statement was finished, with what it counted for; none where it was not reconciled.
    pub held: Option<Counted>,
    /// What it counts for now.
    pub now: Option<Counted>,
    /// As it was then; none where it did not exist.
    pub before: Option<Transaction>,
    /// As it is; none where it was deleted.
    pub after: Option<Transaction>,
}

impl Blamed {
    /// What it makes of the difference of the statement, in minor units.
    pub fn difference(&self) -> i64 {
        let amount = |side: &Option<Counted>| side.as_ref().map_or(0, Counted::amount);
        amount(&self.held).saturating_sub(amount(&self.now))
    }
}

/// A step of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    pub revision: u64,
    /// Neither undone nor done again: what was done then went by the rules of that moment.
    pub is_first: bool,
    pub changes: Vec<Change>,
}

/// What a transaction counts for up to a statement, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// In the statement itself.
    pub own: i64,
    /// Before it.
    pub earlier: i64,
    /// The statement that has it; none for what came reconciled from elsewhere.
    pub statement: Option<StatementId>,
}

impl Counted {
    pub fn amount(&self) -> i64 {
        self.own.saturating_add(self.earlier)
    }

    fn sums(&self) -> (i64, i64) {
        (self.own, self.earlier)
    }
}

/// The rows to blame for the `difference` of a statement, and the revision since when; none where the log does
/// not go back to the step that finished it. `steps` come newest first.
///
/// # Errors
/// What `steps` and `now` fail with.
pub fn blamed<F>(
    statement: &Statement,
    (difference, others): (i64, &[Dated]),
    steps: impl IntoIterator<Item = Result<Logged, F>>,
    mut now: impl FnMut(TransactionId) -> Result<Option<Transaction>, F>,
) -> Result<Option<(u64, Vec<Blamed>)>, F> {
    let mut walk = Walk::new(statement, others);
    for step in steps {
        let step = step?;
        // By undo a statement may come back finished while what is before it has changed.
        if step.is_first && walk.is_finished_by(&step.changes) {
            let rows = walk.compared(&mut now)?;
            let sum = rows.iter().fold(0i64, |sum, row| sum.saturating_add(row.difference()));
            // One that was brought in with a whole book may never have added up.
            return Ok((sum == difference).then_some((step.revision, rows)));
        }
        walk.back(step.changes);
    }
    Ok(None)
}

struct Walk<'s> {
    statement: &'s Statement,
    /// What is in these counts for nothing up to the statement.
    later: BTreeSet<StatementId>,
    /// What was changed since, as it was before. Only rows that counted for something on either side.
    was: BTreeMap<TransactionId, Option<Transaction>>,
}

impl Walk<'_> {
    fn new<'s>(statement: &'s Statement, others: &[Dated]) -> Walk<'s> {
        let later = others.iter().filter(|other| other.date > statement.date).map(|other| other.id);
        Walk { statement, later: later.collect(), was: BTreeMap::new() }
    }

    /// Whether the statement became what it is, with all that it held.
    fn is_finished_by(&self, changes: &[Change]) -> bool {
        let was_finished = |edit: &Edit<Statement>| edit.before.as_ref().is_some_and(Statement::is_finished);
        changes.iter().any(|change| match change {
            Change::Statement(edit) => edit.after.as_ref() == Some(self.statement) && !was_finished(edit),
            _ => false,
        })
    }

    /// One step further back.
    fn back(&mut self, changes: Vec<Change>) {
        for change in &changes {
            if let Change::Statement(edit) = change {
                self.note(edit);
            }
        }
        for change in changes.into_iter().rev() {
            let Change::Transaction(Edit { before, after }) = change else {
                continue;
            };
            let Some(id) = before.as_ref().or(after.as_ref()).map(|one| one.id) else {
                continue;
            };
            let counts =
                |side: &Option<Transaction>| side.as_ref().and_then(|one| self.counted(one)).is_some();
            if counts(&before) || counts(&after) || self.was.contains_key(&id) {
                self.was.insert(id, before);
            }
        }
    }

    /// Statements keep their order, so that one that is gone by now tells its place by any of its dates.
    fn note(&mut self, edit: &Edit<Statement>) {
        let sides = edit.before.iter().chain(&edit.after);
        let later = sides.filter(|one| {
            one.account == self.statement.account
                && one.id != self.statement.id
                && one.date > self.statement.date
        });
        self.later.extend(later.map(|one| one.id));
    }

    fn counted(&self, transaction: &Transaction) -> Option<Counted> {
        let counts = transaction.splits.iter().filter(|split| {
            split.account == self.statement.account
                && split.state == SplitState::Reconciled
                && split.statement.is_none_or(|id| !self.later.contains(&id))
        });
        let mut sum: Option<Counted> = None;
        for split in counts {
            let sum = sum.get_or_insert(Counted { own: 0, earlier: 0, statement: split.statement });
            let is_own = split.statement == Some(self.statement.id);
            let part = if is_own { &mut sum.own } else { &mut sum.earlier };
            *part = part.saturating_add(split.amount.units());
        }
        sum
    }

    fn compared<F>(
        &self,
        now: &mut impl FnMut(TransactionId) -> Result<Option<Transaction>, F>,
    ) -> Result<Vec<Blamed>, F> {
        let mut rows = Vec::new();
        for (id, before) in &self.was {
            let after = now(*id)?;
            let counted = |side: &Option<Transaction>| side.as_ref().and_then(|one| self.counted(one));
            let (held, now) = (counted(before), counted(&after));
            if held.map(|side| side.sums()) != now.map(|side| side.sums()) {
                rows.push(Blamed { id: *id, held, now, before: before.clone(), after });
            }
        }
        Ok(rows)
    }
}
