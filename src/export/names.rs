//! Accounts under the names that plain-text ledgers allow.
//!
//! Each is below one of five roots, by its kind. What a name may not hold
//! becomes something it may; two accounts never get the same name.

use std::collections::{HashMap, HashSet};

use super::contents::Contents;
use super::text::single_spaced;
use crate::ledger::{Account, AccountId, AccountKind};

/// The names of all accounts in a file.
pub struct Names(HashMap<AccountId, String>);

impl Names {
    /// `level` makes one level of a name fit.
    pub fn of(contents: &Contents, level: fn(&str) -> String) -> Names {
        let mut taken = HashSet::new();
        let mut names = HashMap::new();
        for account in &contents.accounts {
            let wanted = path(account, level);
            let numbered = (2..).map(|number: u64| format!("{wanted}-{number}"));
            let free =
                std::iter::once(wanted.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
            names.insert(account.id, free.unwrap_or(wanted));
        }
        Names(names)
    }

    /// The equity account where there is no such account.
    pub fn get(&self, id: AccountId) -> &str {
        self.0.get(&id).map_or("Equity:Unknown", String::as_str)
    }
}

fn path(account: &Account, level: fn(&str) -> String) -> String {
    let levels = account.name.split(':').map(single_spaced).filter(|name| !name.is_empty());
    let levels: Vec<String> = levels.map(|name| level(&name)).collect();
    let below = if levels.is_empty() { level("Unnamed") } else { levels.join(":") };
    format!("{}:{below}", root(account.kind))
}

const fn root(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Asset => "Assets",
        AccountKind::Liability => "Liabilities",
        AccountKind::Income => "Income",
        AccountKind::Expense => "Expenses",
        AccountKind::Equity => "Equity",
    }
}
