//! What the user made of earlier imports, and what payees usually are for.
//!
//! Bounded: only the newest imports are looked at, whatever the size of the book, and only what a file asks for.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use super::accounts::parsed;
use super::failure::Failure;
use crate::ledger::AccountId;
use crate::ledger::decide::key_of;
use crate::ledger::register::Month;

/// How many imported lines are looked at, the newest first.
const LINES: u32 = 20_000;

/// A payee that is called otherwise than the bank calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub bank: String,
    pub payee: String,
    pub date: Date,
}

/// The category that a payee had last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    pub payee: String,
    pub category: String,
    pub date: Date,
}

/// Those of which `is_wanted` by the words of the bank, the latest last.
pub fn renamed(connection: &Connection, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Renamed>, Failure> {
    let sql = "SELECT payee, txn_id FROM imported_line ORDER BY batch_id DESC, ordinal DESC LIMIT ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([LINES])?;
    let mut called = connection.prepare_cached(
        "SELECT p.name, t.date FROM txn t JOIN payee p ON p.id = t.payee_id WHERE t.id = ?1",
    )?;
    let mut wanted: HashMap<String, bool> = HashMap::new();
    let mut latest: HashMap<(String, String), Date> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (bank, transaction) = (row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?);
        let ValueRef::Integer(transaction) = transaction else { continue };
        if !wanted.get(bank).copied().unwrap_or_else(|| {
            let is_wanted = !bank.is_empty() && is_wanted(bank);
            wanted.insert(bank.to_owned(), is_wanted);
            is_wanted
        }) {
            continue;
        }
        let told = called.query_row([transaction], |row| {
            Ok((row.get::<_, String>(0)?, parsed(row, 1, |text| text.parse().ok())?))
        });
        if let Some((payee, date)) = told.optional()?
            && payee != bank
        {
            let last = latest.entry((bank.to_owned(), payee)).or_insert(date);
            *last = date.max(*last);
        }
    }
    let all = latest.into_iter().map(|((bank, payee), date)| Renamed { bank, payee, date });
    let mut all: Vec<Renamed> = all.collect();
    all.sort_by(|one, other| (one.date, &one.bank, &one.payee).cmp(&(other.date, &other.bank, &other.payee)));
    Ok(all)
}

/// Of each of these payees the newest transaction counts that has one category and no other side; only the latest few
/// are looked at.
pub fn usual(connection: &Connection, payees: &HashSet<String>) -> Result<Vec<Usual>, Failure> {
    let sql = "SELECT p.name, a.name, t.date FROM payee p
               JOIN txn t ON t.id =
                   (SELECT id FROM (SELECT id, date FROM txn WHERE payee_id = p.id ORDER BY date DESC, id DESC LIMIT 5) latest
                    WHERE (SELECT count(*) FROM split WHERE txn_id = latest.id) = 2
                    ORDER BY date DESC, id DESC LIMIT 1)
               JOIN split s ON s.txn_id = t.id
               JOIN account a ON a.id = s.account_id AND a.kind IN ('income', 'expense') AND a.closed = 0
               WHERE p.name_key = ?1 AND a.name <> 'Uncategorised'";
    let mut statement = connection.prepare_cached(sql)?;
    let mut all = Vec::new();
    for payee in payees {
        let rows = statement.query_map([key_of(payee)], |row| {
            let date = parsed(row, 2, |text| text.parse().ok())?;
            Ok(Usual { payee: row.get(0)?, category: row.get(1)?, date })
        })?;
        for row in rows {
            all.push(row?);
        }
    }
    Ok(all)
}

/// What an account held before a day, and its days from then up to and with another, in order.
pub fn days(
    connection: &Connection,
    account: AccountId,
    from: Date,
    to: Date,
) -> Result<(i64, Vec<(Date, i64)>), Failure> {
    let (first, from, to) = (from, from.to_string(), to.to_string());
    let month = Month::of(first);
    let sql = "SELECT (SELECT coalesce(sum(total), 0) FROM month_total WHERE account_id = ?1 AND month < ?2)
                   + (SELECT coalesce(sum(amount), 0) FROM split
                      WHERE account_id = ?1 AND date >= ?3 AND date < ?4)";
    let asked = (account.0, month.0, month.first_day(), &from);
    let before = connection.prepare_cached(sql)?.query_row(asked, |row| row.get(0))?;
    let sql = "SELECT date, sum(amount) FROM split
               WHERE account_id = ?1 AND date BETWEEN ?2 AND ?3 GROUP BY date ORDER BY date";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((account.0, &from, &to), |row| {
        Ok((parsed(row, 0, |text| text.parse().ok())?, row.get(1)?))
    })?;
    Ok((before, rows.collect::<Result<_, _>>()?))
}
