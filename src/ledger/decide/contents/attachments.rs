//! The attachments of a whole book.

use std::collections::HashSet;

use super::{Checked, Filling, odd, once};
use crate::ledger::attachment::{Attachment, LARGEST_ATTACHMENT, file_name};
use crate::ledger::batch::RawHash;
use crate::ledger::change::{Change, Edit};
use crate::ledger::transaction::TransactionId;

impl Filling<'_> {
    /// `transactions` are those of the file.
    pub(super) fn attachments(&self, transactions: &HashSet<TransactionId>) -> Checked<Vec<Change>> {
        let (mut ids, mut twice) = (HashSet::new(), HashSet::new());
        let files: HashSet<(&RawHash, u64)> =
            self.contents.files.iter().map(|file| (&file.hash, file.size)).collect();
        let made = self.contents.attachments.iter().map(|one| {
            once(&mut ids, one.id, || format!("two attachments have the number {}", one.id.0))?;
            let of = |what: &str| odd(format!("attachment {}: {what}", one.id.0));
            if !transactions.contains(&one.transaction) {
                return Err(of("its transaction is not in the file"));
            }
            if !files.contains(&(&one.hash, one.size)) || !(1..=LARGEST_ATTACHMENT).contains(&one.size) {
                return Err(of("its file is missing, or too large"));
            }
            if !twice.insert((one.transaction, &one.hash)) {
                return Err(of("its file is attached twice"));
            }
            let name = file_name(&one.name).map_err(|why| of(&why.to_string()))?;
            let (id, transaction) =
                (self.shift.attachment(one.id)?, self.shift.transaction(one.transaction)?);
            Ok(Change::Attachment(Edit::made(Attachment { id, transaction, name, ..one.clone() })))
        });
        made.collect()
    }
}
