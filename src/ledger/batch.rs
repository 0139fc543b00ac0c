//! Import batches: what came from one file, in one step.
//!
//! A batch remembers every bank id it brought, also of lines that were only
//! linked and of transactions that were deleted since: that is how the same
//! file adds nothing a second time. Undoing the batch forgets them.

use super::account::AccountId;
use super::money::Minor;

/// Names a batch for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub i64);

/// What one file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    /// The file's name, without its folder.
    pub file: String,
    /// The format as it is called: "OFX 1.x", "QIF".
    pub format: String,
    pub lines: Vec<ImportedLine>,
}

/// One line of the file that the book now knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedLine {
    pub account: AccountId,
    /// See [`super::Split::bank_id`].
    pub bank_id: String,
    /// Into the account. Some banks use an id again for another movement: only with its amount is it one.
    pub amount: Minor,
}
