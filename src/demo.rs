//! A sample book: two years of a household that does not exist.
//!
//! From a day and a seed comes what makes it, always the same.
//! All names are invented. Pure: whoever asks says what day it is, and carries
//! the commands out.

mod arranged;
mod dice;
mod entry;
mod household;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::civil::Date;

use self::entry::{CARD, CASH, CURRENT, Entry, SAVINGS};
use crate::ledger::command::{AccountChoice, Command, ImportDraft, Opening, StatementDraft};
use crate::ledger::{AccountId, AccountKind, MoneyError, StatementId, TransactionId};

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
    /// What is to be done at once with what it makes.
    pub then: Option<Then>,
}

/// What becomes of a thing as soon as it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The transaction is made void.
    Void,
    /// The statement is finished.
    Finish,
}

impl Then {
    /// The command for the thing with this id.
    pub fn with(self, id: i64) -> Command {
        match self {
            Then::Void => Command::VoidTransaction { id: TransactionId(id), void: true },
            Then::Finish => Command::FinishStatement { id: StatementId(id), adjust: false },
        }
    }
}

/// What makes the sample book, as it is on `today`: a file of the bank, what was typed since, and what is kept beside.
///
/// # Errors
/// None with amounts like those of a household.
pub fn deeds(today: Date, seed: u64) -> Result<Vec<Deed>, MoneyError> {
    let entries = household::entries(today, seed);
    // A bank knows nothing of tags, nor of cheques that it never saw.
    let is_old = |entry: &&Entry| {
        let is_seen = !entry.void && !entry.is_outstanding(today);
        entry::days_between(entry.date, today) > TYPED_DAYS && entry.tag.is_none() && is_seen
    };
    let (old, new): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(is_old);
    let file = Command::Import(from_the_bank(&old, today)?);
    let mut deeds = vec![Deed { command: file, then: None }];
    // In a new book the accounts of the first file get the first ids, in its order.
    let accounts = (1..).map(AccountId).zip(ACCOUNTS);
    let ids: HashMap<&str, AccountId> = accounts.map(|(id, (name, ..))| (name, id)).collect();
    for entry in new {
        let account = ids.get(entry.account).copied().unwrap_or(AccountId(1));
        let command = Command::AddTransaction(entry.typed(account, today)?);
        deeds.push(Deed { command, then: entry.void.then_some(Then::Void) });
    }
    let [current, _, _, card] =
        ACCOUNTS.map(|(name, _, opening)| (ids.get(name).copied().unwrap_or(AccountId(1)), name, opening));
    deeds.extend(arranged::statements(&entries, &[current, card], today)?);
    let kept = [arranged::chequebooks(&entries, current.0), arranged::schedules(current.0, today)?];
    deeds.extend(kept.into_iter().flatten().map(|command| Deed { command, then: None }));
    Ok(deeds)
}

/// One file of the bank opens the accounts and brings the older entries.
fn from_the_bank(entries: &[&Entry], today: Date) -> Result<ImportDraft, MoneyError> {
    let first = entries.iter().map(|entry| entry.date).min().unwrap_or(today);
    let mut statements = Vec::new();
    for (name, kind, units) in ACCOUNTS {
        let own = entries.iter().filter(|entry| entry.account == name);
        let lines = own.enumerate().map(|(n, entry)| entry.line(n, today)).collect::<Result<_, _>>()?;
        statements.push(StatementDraft {
            account: AccountChoice::New {
                name: name.into(),
                kind,
                currency: "GBP".parse()?,
                subkind: String::new(),
            },
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
