//! A whole book as plain values: what is exported, and what fills an empty book.
//!
//! It knows no format and no store: whoever reads a book fills it once, from
//! one moment. What a book comes to hold one day is added here, in
//! `decide/contents.rs`, which fills a book with it, in `store/whole.rs`, which
//! reads it, and in `export/json`, which writes it down and reads it again.

use std::collections::HashMap;

use super::account::{Account, AccountId};
use super::attachment::Attachment;
use super::batch::{Batch, RawFile};
use super::budget::BudgetEntry;
use super::cheque::Chequebook;
use super::kept_report::KeptReport;
use super::payee::PayeeId;
use super::preference::Preference;
use super::schedule::Schedule;
use super::statement::Statement;
use super::tag::TagId;
use super::transaction::Transaction;

/// A whole book, but for its history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Registers, categories and equity, in the order in which they are shown.
    pub accounts: Vec<Account>,
    pub payees: HashMap<PayeeId, String>,
    pub tags: HashMap<TagId, String>,
    /// By day, then by their places in it.
    pub transactions: Vec<Transaction>,
    /// By id.
    pub statements: Vec<Statement>,
    /// By id.
    pub chequebooks: Vec<Chequebook>,
    /// By id. Each names the file that is kept of it.
    pub attachments: Vec<Attachment>,
    /// By id.
    pub schedules: Vec<Schedule>,
    /// The way, then by category and month.
    pub budget: Vec<BudgetEntry>,
    /// In their order.
    pub kept_reports: Vec<KeptReport>,
    /// By id. Each names the file that is kept of it, if one is.
    pub batches: Vec<Batch>,
    /// The bank files and attachments that are kept, packed, by their names.
    pub files: Vec<RawFile>,
    /// By key.
    pub preferences: Vec<Preference>,
}

impl Contents {
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The accounts with a register, or the one that is wanted.
    pub fn registers(&self, only: Option<AccountId>) -> impl Iterator<Item = &Account> {
        let is_wanted = move |account: &&Account| {
            account.kind.is_register() && only.is_none_or(|only| only == account.id)
        };
        self.accounts.iter().filter(is_wanted)
    }

    /// Empty where the transaction has none.
    pub fn payee(&self, transaction: &Transaction) -> &str {
        transaction.payee.and_then(|id| self.payees.get(&id)).map_or("", String::as_str)
    }

    pub fn tags(&self, transaction: &Transaction) -> impl Iterator<Item = &str> {
        transaction.tags.iter().filter_map(|id| self.tags.get(id)).map(String::as_str)
    }
}
