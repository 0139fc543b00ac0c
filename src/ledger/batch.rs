//! Import batches: what came from one file, in one step.
//!
//! A batch remembers every bank id it brought, also of lines that were only
//! linked and of transactions that were deleted since: that is how the same
//! file adds nothing a second time. Undoing the batch forgets them.

use std::sync::Arc;

use jiff::civil::Date;

use super::account::AccountId;
use super::money::Minor;
use super::transaction::TransactionId;

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
    /// Which of the layouts of that format it had: two exports of one bank may differ. Empty where there is only one.
    pub layout: String,
    pub lines: Vec<ImportedLine>,
    /// By account, each once.
    pub balances: Vec<BankBalance>,
    /// Under what the file itself was kept in the book; the user may have let go of it since.
    pub raw: Option<RawHash>,
}

impl Batch {
    /// The account of each line and each balance, one as often as it is named.
    pub fn references(&self) -> impl Iterator<Item = AccountId> + '_ {
        let lines = self.lines.iter().map(|line| line.account);
        lines.chain(self.balances.iter().map(|told| told.account))
    }
}

/// What the bank itself says an account held at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankBalance {
    pub account: AccountId,
    pub date: Date,
    pub amount: Minor,
}

/// Names the bytes of a file: their hash, as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawHash(pub String);

/// A file as the book keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    pub hash: RawHash,
    /// Of the file as it came, in bytes.
    pub size: u64,
    /// The bytes as the store packed them; nothing here looks into them.
    pub packed: Arc<[u8]>,
}

/// One line of the file that the book now knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedLine {
    pub account: AccountId,
    /// See [`super::Split::bank_id`].
    pub bank_id: String,
    /// Into the account. Some banks use an id again for another movement: only with its amount and its day is it one.
    pub amount: Minor,
    /// The day that the bank gave it; what it became may have another. None where an older book does not say.
    pub date: Option<Date>,
    /// What it became, or was linked to; it may have been deleted since. None where an older book does not say.
    pub transaction: Option<TransactionId>,
    /// The payee in the bank's words: what a payee's name is learned from.
    pub payee: String,
}

/// A day on which lines were imported that have one bank id and one amount, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownDay {
    /// None where neither the line nor what it became tells.
    pub date: Option<Date>,
    /// Whether the bank gave this day. Else it is that of what the line became: an older book does not say more.
    pub is_of_bank: bool,
    pub times: Times,
}

/// How often a line was imported: a bank id with its amount, on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// Its transaction is in the book.
    pub there: u32,
    /// Its transaction was deleted since.
    pub deleted: u32,
}

impl Times {
    pub const ONCE: Times = Times { there: 1, deleted: 0 };
}
