//! Which categories stand together: one with a plan, and those below it that have none of their own.
//!
//! The tree is in the names. It adds nothing up.

use std::collections::{HashMap, HashSet};

use crate::ledger::account::{Account, AccountId};
use crate::ledger::name::{self, BENEATH};
use crate::ledger::{AccountKind, Currency};

/// The categories of a book, as a tree.
pub struct Pots<'b> {
    /// By kind, currency and name; what is above comes first.
    pub categories: Vec<&'b Account>,
    above: HashMap<AccountId, AccountId>,
    planned: HashSet<AccountId>,
}

impl<'b> Pots<'b> {
    /// `is_planned`: whether anything was planned for a category at any time.
    pub fn new(accounts: &'b [Account], is_planned: impl Fn(AccountId) -> bool) -> Pots<'b> {
        let is_category = |one: &&Account| matches!(one.kind, AccountKind::Income | AccountKind::Expense);
        let mut categories: Vec<&Account> = accounts.iter().filter(is_category).collect();
        // A colon sorts before every letter, so that a tree stays together.
        categories.sort_by_key(|one| {
            (one.kind == AccountKind::Expense, name::key(&one.name).replace(BENEATH, "\u{1}"), one.id)
        });
        let by_name: HashMap<(String, AccountKind, Currency), AccountId> =
            categories.iter().map(|one| ((name::key(&one.name), one.kind, one.currency), one.id)).collect();
        let mut above = HashMap::new();
        for one in &categories {
            let mut path = name::key(&one.name);
            while let Some(at) = path.rfind(BENEATH) {
                path.truncate(at);
                if let Some(found) = by_name.get(&(path.clone(), one.kind, one.currency)) {
                    above.insert(one.id, *found);
                    break;
                }
            }
        }
        let planned = categories.iter().map(|one| one.id).filter(|id| is_planned(*id)).collect();
        Pots { categories, above, planned }
    }

    pub fn above(&self, category: AccountId) -> Option<AccountId> {
        self.above.get(&category).copied()
    }

    /// Those above it, the nearest first.
    pub fn path(&self, category: AccountId) -> impl Iterator<Item = AccountId> + '_ {
        std::iter::successors(self.above(category), |one| self.above(*one))
    }

    /// The category in whose plan it counts: itself, or the nearest one above that has a plan while it has none.
    pub fn pot(&self, category: AccountId) -> AccountId {
        let has_plan = |one: &AccountId| self.planned.contains(one);
        std::iter::once(category).chain(self.path(category)).find(has_plan).unwrap_or(category)
    }
}
