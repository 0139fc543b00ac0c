//! What an import asks of a book, and what is asked of the imports that are in it.
//!
//! Only questions, as in [`super::reader`]; what an import writes goes through the writer.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::batch_list::{self, BatchLine, BatchRow, KeptFile};
use super::batches::{self, KnownLines, WantedLines};
use super::claimed::{self, ClaimingLine};
use super::failure::Failure;
use super::learned::{self, Renamed, Usual};
use super::positions;
use super::reader::View;
use super::registers::{self, Loose, LooseQuery};
use crate::ledger::{AccountId, BatchId, Minor, TransactionId};

impl View<'_> {
    /// The imported lines that have one of these ids of the bank, by account.
    pub fn known_lines(&self, wanted: &WantedLines) -> Result<HashMap<AccountId, KnownLines>, Failure> {
        batches::known_lines(self.connection, wanted)
    }

    /// The accounts that files of this layout went to; none for formats that have only one.
    pub fn accounts_of_layout(&self, layout: &str) -> Result<Vec<AccountId>, Failure> {
        batches::accounts_of_layout(self.connection, layout)
    }

    /// All splits of an account with their days, by transaction and position.
    pub fn dated_splits(&self, id: AccountId) -> Result<Vec<(TransactionId, Date, Minor)>, Failure> {
        positions::dated_splits(self.connection, id)
    }

    /// Payees that are called otherwise than the bank calls them, the latest last; only those whose words of the
    /// bank are wanted.
    pub fn renamed_payees(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Renamed>, Failure> {
        learned::renamed(self.connection, is_wanted)
    }

    /// The category that each of these payees had last.
    pub fn usual_categories(&self, payees: &HashSet<String>) -> Result<Vec<Usual>, Failure> {
        learned::usual(self.connection, payees)
    }

    /// What an account held before a day, and the totals of its days from then up to and with another.
    pub fn day_totals(
        &self,
        id: AccountId,
        from: Date,
        to: Date,
    ) -> Result<(i64, Vec<(Date, i64)>), Failure> {
        learned::days(self.connection, id, from, to)
    }

    /// Everything that was imported and not taken back, newest first.
    pub fn batches(&self) -> Result<Vec<BatchRow>, Failure> {
        batch_list::list(self.connection)
    }

    /// `limit` lines of a batch from `offset`, in the order of the file.
    pub fn batch_lines(&self, id: BatchId, offset: u64, limit: u64) -> Result<Vec<BatchLine>, Failure> {
        batch_list::lines(self.connection, id, offset, limit)
    }

    /// The name of a batch's file, and its bytes while they are kept.
    pub fn batch_file(&self, id: BatchId) -> Result<Option<KeptFile>, Failure> {
        batch_list::raw(self.connection, id)
    }

    /// The account's splits of some days, and cheques with some numbers, that no bank file has claimed.
    pub fn loose_splits(&self, id: AccountId, query: &LooseQuery) -> Result<Vec<Loose>, Failure> {
        registers::loose(self.connection, id, query)
    }

    /// The splits of an account that are lines of files, on the days from `from` to `to`, with those lines.
    pub fn claimed_splits(
        &self,
        id: AccountId,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Loose, Vec<ClaimingLine>)>, Failure> {
        claimed::splits(self.connection, id, from, to)
    }

    /// Whether an opening balance, or another side against equity, is in the account.
    pub fn has_opening(&self, id: AccountId) -> Result<bool, Failure> {
        registers::has_opening(self.connection, id)
    }
}
