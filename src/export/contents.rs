//! What is written: a book as plain values.
//!
//! It holds no format. Whoever reads the book fills it once, from one moment.

use std::collections::HashMap;

use crate::ledger::{Account, AccountId, PayeeId, SplitState, TagId, Transaction};

/// A whole book.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// Registers, categories and equity, in the order in which they are shown.
    pub accounts: Vec<Account>,
    pub payees: HashMap<PayeeId, String>,
    pub tags: HashMap<TagId, String>,
    /// By day, then by id.
    pub transactions: Vec<Transaction>,
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

/// The accounts by their ids, for writers that ask for every split.
pub struct Ids<'c>(HashMap<AccountId, &'c Account>);

impl<'c> Ids<'c> {
    pub fn of(contents: &'c Contents) -> Ids<'c> {
        Ids(contents.accounts.iter().map(|account| (account.id, account)).collect())
    }

    pub fn get(&self, id: AccountId) -> Option<&'c Account> {
        self.0.get(&id).copied()
    }

    pub fn is_register(&self, id: AccountId) -> bool {
        self.get(id).is_some_and(|account| account.kind.is_register())
    }
}

/// The word for a state, as everywhere in the program.
pub const fn state_word(state: SplitState) -> &'static str {
    match state {
        SplitState::Uncleared => "uncleared",
        SplitState::Cleared => "cleared",
        SplitState::Reconciled => "reconciled",
    }
}
