//! What is written: a book as plain values, and what writers ask of it.
//!
//! It holds no format. Whoever reads the book fills it once, from one moment.

use std::collections::HashMap;

pub use crate::ledger::Contents;
use crate::ledger::{Account, AccountId, SplitState};

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
