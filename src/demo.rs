//! A sample book: two years of a household that does not exist.
//!
//! From a day and a seed comes what makes it, always the same.
//! All names are invented. Pure: whoever asks says what day it is, and carries
//! the commands out.

mod dice;
mod entry;
mod household;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::civil::Date;

use self::entry::{CARD, CASH, CURRENT, Entry, SAVINGS};
use crate::ledger::command::{AccountChoice, Command, ImportDraft, Opening, StatementDraft};
use crate::ledger::{AccountId, AccountKind, MoneyError, TransactionId};

/// What the sample book is made of when nobody asks for another.
pub const SEED: u64 = 1_871;

/// What lies further back came from the bank; the rest was typed in.
const TYPED_DAYS: i32 = 45;

/// What there was when the book began, in minor units.
const ACCOUNTS: [(&str, AccountKind, i64); 4] = [
    (CURRENT, AccountKind::Asset, 368460),
    (SAVINGS, AccountKind::Asset, 650000),
    (CASH, AccountKind::Asset, 6500),
    (CARD, AccountKind::Liability, -31245),
];

/// One thing to do to the sample book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    pub command: Command,
    /// Whether the transaction that it makes is to be made void at once.
    pub then_void: bool,
}

/// What makes the sample book, as it is on `today`.
///
/// # Errors
/// None with amounts like those of a household.
pub fn deeds(today: Date, seed: u64) -> Result<Vec<Deed>, MoneyError> {
    let entries = household::entries(today, seed);
    // A bank knows nothing of tags, nor of cheques that it never saw.
    let is_old = |entry: &Entry| {
        entry::days_between(entry.date, today) > TYPED_DAYS && entry.tag.is_none() && !entry.void
    };
    let (old, new): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_old);
    let file = Command::Import(from_the_bank(&old, today)?);
    let mut deeds = vec![Deed { command: file, then_void: false }];
    // In a new book the accounts of the first file get the first ids, in its order.
    let accounts = (1..).map(AccountId).zip(ACCOUNTS);
    let ids: HashMap<&str, AccountId> = accounts.map(|(id, (name, ..))| (name, id)).collect();
    for entry in &new {
        let account = ids.get(entry.account).copied().unwrap_or(AccountId(1));
        let command = Command::AddTransaction(entry.typed(account, today)?);
        deeds.push(Deed { command, then_void: entry.void });
    }
    Ok(deeds)
}

/// Makes the transaction of this id void.
pub fn voiding(id: i64) -> Command {
    Command::VoidTransaction { id: TransactionId(id), void: true }
}

/// One file of the bank opens the accounts and brings the older entries.
fn from_the_bank(entries: &[Entry], today: Date) -> Result<ImportDraft, MoneyError> {
    let first = entries.iter().map(|entry| entry.date).min().unwrap_or(today);
    let mut statements = Vec::new();
    for (name, kind, units) in ACCOUNTS {
        let own = entries.iter().filter(|entry| entry.account == name);
        let lines = own.enumerate().map(|(n, entry)| entry.line(n, today)).collect::<Result<_, _>>()?;
        statements.push(StatementDraft {
            account: AccountChoice::New { name: name.into(), kind, currency: "GBP".parse()? },
            bank_key: None,
            opening: Some(Opening { date: first, amount: entry::amount(units)? }),
            closing: None,
            lines,
        });
    }
    Ok(ImportDraft {
        file: "two-years.ofx".into(),
        format: "OFX".into(),
        layout: String::new(),
        raw: None,
        base: u64::MAX,
        statements,
    })
}
