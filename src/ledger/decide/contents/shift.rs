//! The ids of a book on their way into another, which may have given some out before.

use super::{Checked, odd};
use crate::ledger::account::AccountId;
use crate::ledger::attachment::AttachmentId;
use crate::ledger::batch::BatchId;
use crate::ledger::cheque::ChequebookId;
use crate::ledger::decide::facts::NextIds;
use crate::ledger::kept_report::KeptReportId;
use crate::ledger::payee::PayeeId;
use crate::ledger::schedule::ScheduleId;
use crate::ledger::statement::StatementId;
use crate::ledger::tag::TagId;
use crate::ledger::transaction::TransactionId;

/// No id of a file is larger: more follow it, and a browser has to hold them exactly.
const LARGEST: i64 = 1_000_000_000_000;

/// The first id of each kind that the book gives out next; 1 in a new one.
pub struct Shift(pub NextIds);

impl Shift {
    pub fn account(&self, id: AccountId) -> Checked<AccountId> {
        shifted(id.0, self.0.account).map(AccountId)
    }

    pub fn payee(&self, id: PayeeId) -> Checked<PayeeId> {
        shifted(id.0, self.0.payee).map(PayeeId)
    }

    pub fn transaction(&self, id: TransactionId) -> Checked<TransactionId> {
        shifted(id.0, self.0.transaction).map(TransactionId)
    }

    pub fn batch(&self, id: BatchId) -> Checked<BatchId> {
        shifted(id.0, self.0.batch).map(BatchId)
    }

    pub fn statement(&self, id: StatementId) -> Checked<StatementId> {
        shifted(id.0, self.0.statement).map(StatementId)
    }

    pub fn chequebook(&self, id: ChequebookId) -> Checked<ChequebookId> {
        shifted(id.0, self.0.chequebook).map(ChequebookId)
    }

    pub fn attachment(&self, id: AttachmentId) -> Checked<AttachmentId> {
        shifted(id.0, self.0.attachment).map(AttachmentId)
    }

    pub fn schedule(&self, id: ScheduleId) -> Checked<ScheduleId> {
        shifted(id.0, self.0.schedule).map(ScheduleId)
    }

    pub fn kept_report(&self, id: KeptReportId) -> Checked<KeptReportId> {
        shifted(id.0, self.0.kept_report).map(KeptReportId)
    }

    pub fn tag(&self, id: TagId) -> Checked<TagId> {
        shifted(id.0, self.0.tag).map(TagId)
    }
}

fn shifted(id: i64, next: i64) -> Checked<i64> {
    if !(1..=LARGEST).contains(&id) {
        return Err(odd(format!("{id} is no number that a book gives out")));
    }
    Ok(id.saturating_add(next.saturating_sub(1)))
}
