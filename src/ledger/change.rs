//! What changed, and its inverse.
//!
//! A [`Change`] holds the whole of one thing before and after. Its inverse is
//! the same with the two exchanged, so undo needs no rules of its own.

use super::account::{Account, AccountId};
use super::attachment::{Attachment, AttachmentId};
use super::batch::{Batch, BatchId, RawHash};
use super::budget::{BudgetEntry, BudgetKey};
use super::cheque::{Chequebook, ChequebookId};
use super::kept_report::{KeptReport, KeptReportId};
use super::mass::{LinesMoved, PayeeSwapped, SplitsMoved, Tagged};
use super::payee::{Payee, PayeeId};
use super::preference::Preference;
use super::schedule::{Schedule, ScheduleId};
use super::statement::{Statement, StatementId};
use super::tag::{Tag, TagId};
use super::transaction::{Transaction, TransactionId};

/// Before and after: none before is made, none after is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit<T> {
    pub before: Option<T>,
    pub after: Option<T>,
}

impl<T> Edit<T> {
    pub fn made(after: T) -> Edit<T> {
        Edit { before: None, after: Some(after) }
    }

    pub fn altered(before: T, after: T) -> Edit<T> {
        Edit { before: Some(before), after: Some(after) }
    }

    pub fn deleted(before: T) -> Edit<T> {
        Edit { before: Some(before), after: None }
    }

    fn inverse(self) -> Edit<T> {
        Edit { before: self.after, after: self.before }
    }

    fn either(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// One thing of the book that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Account(Edit<Account>),
    Payee(Edit<Payee>),
    Transaction(Edit<Transaction>),
    Batch(Edit<Batch>),
    Statement(Edit<Statement>),
    Schedule(Edit<Schedule>),
    Chequebook(Edit<Chequebook>),
    Attachment(Edit<Attachment>),
    Budget(Edit<BudgetEntry>),
    KeptReport(Edit<KeptReport>),
    Preference(Edit<Preference>),
    /// The bytes of an imported file: letting go of them is all that can be done with them.
    RawFile(Edit<RawHash>),
    Tag(Edit<Tag>),
    SplitsMoved(SplitsMoved),
    PayeeSwapped(PayeeSwapped),
    Tagged(Tagged),
    LinesMoved(LinesMoved),
}

/// Names a thing of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    Account(AccountId),
    Payee(PayeeId),
    Transaction(TransactionId),
    Batch(BatchId),
    Statement(StatementId),
    Schedule(ScheduleId),
    Chequebook(ChequebookId),
    Attachment(AttachmentId),
    Budget(BudgetKey),
    KeptReport(KeptReportId),
    Tag(TagId),
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Change {
        match self {
            Change::Account(edit) => Change::Account(edit.inverse()),
            Change::Payee(edit) => Change::Payee(edit.inverse()),
            Change::Transaction(edit) => Change::Transaction(edit.inverse()),
            Change::Batch(edit) => Change::Batch(edit.inverse()),
            Change::Statement(edit) => Change::Statement(edit.inverse()),
            Change::Schedule(edit) => Change::Schedule(edit.inverse()),
            Change::Chequebook(edit) => Change::Chequebook(edit.inverse()),
            Change::Attachment(edit) => Change::Attachment(edit.inverse()),
            Change::Budget(edit) => Change::Budget(edit.inverse()),
            Change::KeptReport(edit) => Change::KeptReport(edit.inverse()),
            Change::Preference(edit) => Change::Preference(edit.inverse()),
            Change::RawFile(edit) => Change::RawFile(edit.inverse()),
            Change::Tag(edit) => Change::Tag(edit.inverse()),
            Change::SplitsMoved(moved) => Change::SplitsMoved(moved.inverse()),
            Change::PayeeSwapped(swapped) => Change::PayeeSwapped(swapped.inverse()),
            Change::Tagged(tagged) => Change::Tagged(tagged.inverse()),
            Change::LinesMoved(moved) => Change::LinesMoved(moved.inverse()),
        }
    }

    /// The one thing that changed whole; none for a change from nothing to nothing, for a preference,
    /// for a file and for a change to very many.
    pub fn entity(&self) -> Option<Entity> {
        match self {
            Change::Account(edit) => edit.either().map(|a| Entity::Account(a.id)),
            Change::Payee(edit) => edit.either().map(|p| Entity::Payee(p.id)),
            Change::Transaction(edit) => edit.either().map(|t| Entity::Transaction(t.id)),
            Change::Batch(edit) => edit.either().map(|b| Entity::Batch(b.id)),
            Change::Statement(edit) => edit.either().map(|s| Entity::Statement(s.id)),
            Change::Schedule(edit) => edit.either().map(|s| Entity::Schedule(s.id)),
            Change::Chequebook(edit) => edit.either().map(|b| Entity::Chequebook(b.id)),
            Change::Attachment(edit) => edit.either().map(|a| Entity::Attachment(a.id)),
            Change::Budget(edit) => edit.either().map(|entry| Entity::Budget(entry.key())),
            Change::KeptReport(edit) => edit.either().map(|r| Entity::KeptReport(r.id)),
            Change::Tag(edit) => edit.either().map(|t| Entity::Tag(t.id)),
            Change::Preference(_)
            | Change::RawFile(_)
            | Change::SplitsMoved(_)
            | Change::PayeeSwapped(_)
            | Change::Tagged(_)
            | Change::LinesMoved(_) => None,
        }
    }

    /// Everything that is another than before.
    pub fn touched(&self) -> Vec<Entity> {
        match self {
            Change::SplitsMoved(moved) => {
                let mut all: Vec<_> = moved.splits.iter().map(|(id, _)| Entity::Transaction(*id)).collect();
                all.dedup();
                all
            }
            Change::PayeeSwapped(PayeeSwapped { transactions, .. })
            | Change::Tagged(Tagged { transactions, .. }) => {
                transactions.iter().map(|id| Entity::Transaction(*id)).collect()
            }
            Change::LinesMoved(moved) => [moved.from, moved.to].map(Entity::Transaction).to_vec(),
            single => single.entity().into_iter().collect(),
        }
    }
}

/// The inverse of several changes: each inverted, in the opposite order.
pub fn inverse(changes: Vec<Change>) -> Vec<Change> {
    changes.into_iter().rev().map(Change::inverse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payee(id: i64, name: &str) -> Payee {
        Payee { id: PayeeId(id), name: name.into() }
    }

    #[test]
    fn the_inverse_of_the_inverse_is_the_change() {
        let changes = vec![
            Change::Payee(Edit::made(payee(1, "a"))),
            Change::Payee(Edit::altered(payee(1, "a"), payee(1, "b"))),
            Change::Payee(Edit::deleted(payee(1, "b"))),
        ];
        assert_ne!(inverse(changes.clone()), changes);
        assert_eq!(inverse(inverse(changes.clone())), changes);
    }

    #[test]
    fn what_was_made_last_is_taken_back_first() {
        let back =
            inverse(vec![Change::Payee(Edit::made(payee(1, "a"))), Change::Payee(Edit::made(payee(2, "b")))]);
        assert_eq!(back[0], Change::Payee(Edit::deleted(payee(2, "b"))));
    }
}
