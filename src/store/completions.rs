//! Who is meant, after a few letters, and what that payee had last time.
//!
//! What was used lately in this account counts most: the newest
//! [`RECENT`] rows are looked at, so that a million others cost nothing.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use super::tags;
use super::{accounts, payees, transactions};
use crate::ledger::search::fold;
use crate::ledger::{AccountId, PayeeId, Transaction, TransactionId};

/// How many of the newest rows say what is used lately.
const RECENT: usize = 1_000;

/// How many of a payee's newest transactions are looked at for one in the account.
const LOOKED_AT: usize = 500;

/// A payee that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub payee: PayeeId,
    pub name: String,
    /// How often among the newest rows of the account.
    pub uses: u64,
    /// ISO 8601; none for a payee that is in no transaction.
    pub last_date: Option<String>,
}

/// What a payee had last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    pub transaction: Transaction,
    /// The account it is seen from: the one that was asked about, else that of its first side.
    pub from: AccountId,
    /// By name.
    pub tags: Vec<String>,
}

/// The payees that `text` may be the beginning of, the likeliest first.
pub fn of(
    connection: &Connection,
    account: AccountId,
    text: &str,
    limit: usize,
) -> Result<Vec<Completion>, Failure> {
    let recent = recent(connection, account)?;
    let text = fold(text.trim());
    let mut fits: Vec<(Fit, Reverse<u64>, String, u32)> = payees::folded(connection)?
        .into_iter()
        .filter_map(|(id, name)| {
            Some((fit(&name, &text)?, Reverse(recent.get(&id).map_or(0, Use::weight)), name, id))
        })
        .collect();
    fits.sort_unstable();
    let mut completions = Vec::new();
    for (.., id) in fits {
        if completions.len() == limit {
            break;
        }
        completions.extend(completion(connection, id, recent.get(&id))?);
    }
    Ok(completions)
}

/// How a name fits what was typed; the better, the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is what was typed: nobody else is meant, whoever was used more.
    Whole,
    Beginning,
    /// A later word begins so.
    Word,
    Within,
    /// All letters are there in this order.
    Letters,
}

fn fit(name: &str, text: &str) -> Option<Fit> {
    if name == text {
        return Some(Fit::Whole);
    }
    if name.starts_with(text) {
        return Some(Fit::Beginning);
    }
    if name.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && word.starts_with(text)) {
        return Some(Fit::Word);
    }
    if name.contains(text) {
        return Some(Fit::Within);
    }
    let mut letters = name.chars();
    let has_all = text.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|letter| letter == c));
    has_all.then_some(Fit::Letters)
}

/// How a payee was used among the newest rows.
#[derive(Debug, Default)]
struct Use {
    uses: u64,
    last_date: String,
    /// Each use counts the more, the newer it is.
    weight: u64,
}

impl Use {
    fn weight(&self) -> u64 {
        self.weight
    }
}

fn recent(connection: &Connection, account: AccountId) -> Result<HashMap<u32, Use>, Failure> {
    let sql = "SELECT t.payee_id, s.date FROM split s JOIN txn t ON t.id = s.txn_id
               WHERE s.account_id = ?1 ORDER BY s.date DESC, s.txn_id DESC, s.ordinal DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((account.0, RECENT))?;
    let mut recent: HashMap<u32, Use> = HashMap::new();
    let mut age = 0;
    while let Some(row) = rows.next()? {
        if let Some(payee) = row.get(0)? {
            let used = recent.entry(payee).or_default();
            if used.uses == 0 {
                used.last_date = row.get(1)?;
            }
            used.uses += 1;
            used.weight += 1_000_000 / (10 + age);
        }
        age += 1;
    }
    Ok(recent)
}

/// None for a payee that nothing uses any more: it is not offered.
fn completion(connection: &Connection, id: u32, recent: Option<&Use>) -> Result<Option<Completion>, Failure> {
    let payee = PayeeId(i64::from(id));
    let last_date = match recent {
        Some(used) => Some(used.last_date.clone()),
        None => {
            let sql = "SELECT max(date) FROM txn WHERE payee_id = ?1";
            connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?
        }
    };
    let Some(found) = payees::get(connection, payee)?.filter(|_| last_date.is_some()) else {
        return Ok(None);
    };
    Ok(Some(Completion { payee, name: found.name, uses: recent.map_or(0, |used| used.uses), last_date }))
}

/// The newest transaction with this payee in this account, else in any register.
///
/// The plus keeps SQLite from looking for each transaction through all rows of the account.
pub fn recall(
    connection: &Connection,
    account: AccountId,
    payee: PayeeId,
) -> Result<Option<Recalled>, Failure> {
    let sql =
        "SELECT id FROM (SELECT id, date FROM txn WHERE payee_id = ?1 ORDER BY date DESC, id DESC LIMIT ?3) t
               ORDER BY NOT EXISTS (SELECT 1 FROM split s WHERE s.txn_id = t.id AND +s.account_id = ?2),
                   date DESC, id DESC LIMIT 1";
    let found = connection.prepare_cached(sql)?.query_row((payee.0, account.0, LOOKED_AT), |row| row.get(0));
    let Some(id) = found.optional()? else {
        return Ok(None);
    };
    let Some(transaction) = transactions::get(connection, TransactionId(id))? else {
        return Ok(None);
    };
    let from = seen_from(connection, account, &transaction)?;
    let tags = tags::names_of(connection, transaction.id)?;
    Ok(from.map(|from| Recalled { transaction, from, tags }))
}

/// The account that was asked about, where it has a side; else the first register.
fn seen_from(
    connection: &Connection,
    account: AccountId,
    transaction: &Transaction,
) -> Result<Option<AccountId>, Failure> {
    if transaction.splits.iter().any(|split| split.account == account) {
        return Ok(Some(account));
    }
    for split in &transaction.splits {
        if accounts::get(connection, split.account)?.is_some_and(|found| found.kind.is_register()) {
            return Ok(Some(split.account));
        }
    }
    Ok(transaction.splits.first().map(|split| split.account))
}
