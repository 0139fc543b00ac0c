//! Finding rows of a register.
//!
//! What a search needs of each row (32 bytes, and its words) is kept in memory
//! once an account was searched: an [`Image`]. It is worked out from the rows,
//! belongs to one revision, and is brought up to date from the log before each
//! search, so that writing a transaction costs nothing for it. It holds no
//! truth of its own: lost, it is built again.
//!
//! What is found is a list of positions; the rows themselves, and their
//! balances, are those of the book.

mod bits;
mod columns;
mod find;
mod follow;
mod found;
mod image;
mod line;
mod load;
mod sorted;
mod texts;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use rusqlite::Connection;

use self::bits::Counted;
use self::found::Found;
use self::image::Image;
pub use self::image::Placed;
use super::accounts::{self, AccountName};
use super::failure::Failure;
use super::registers::{self, RegisterPage};
use super::{history, payees, tags};
use crate::ledger::AccountId;
use crate::ledger::register::{Column, Order};
use crate::ledger::search::{Query, fold};

/// How many accounts' images are kept.
const KEPT: usize = 4;

/// How many rows all of them may have before the oldest image goes.
const MOST_ROWS: usize = 1_500_000;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    pub query: Query,
    /// What comes after it is the future.
    pub today: Date,
    /// None: that of the register, by date.
    pub order: Option<Order>,
}

/// The images of the accounts that were searched last.
#[derive(Default)]
pub struct Images {
    /// Searched last comes last.
    kept: Mutex<Vec<Kept>>,
    /// Nobody will ask any more: what is being built need not be.
    closed: AtomicBool,
}

struct Kept {
    account: AccountId,
    rows: usize,
    image: Arc<Mutex<Option<Image>>>,
}

impl Images {
    /// Answers from the image of `account` as the book is in this connection's moment.
    pub fn with<T>(
        &self,
        connection: &Connection,
        account: AccountId,
        ask: impl FnOnce(&mut Image) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let image = self.take(account);
        let mut slot = image.lock().unwrap_or_else(PoisonError::into_inner);
        let mut current = load::current(connection, account, slot.take(), &self.closed)?;
        let rows = current.len();
        let answer = ask(&mut current);
        *slot = Some(current);
        drop(slot);
        self.bound(account, rows);
        answer
    }

    /// Whether the image of `account` is there, or is being built.
    pub fn has(&self, account: AccountId) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().any(|kept| kept.account == account)
    }

    /// Forgets all of it, and lets nothing be built any more.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn take(&self, account: AccountId) -> Arc<Mutex<Option<Image>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|kept| kept.account == account).map(|at| kept.remove(at));
        let one = found.unwrap_or_else(|| Kept { account, rows: 0, image: Arc::default() });
        let image = Arc::clone(&one.image);
        kept.push(one);
        image
    }

    fn bound(&self, account: AccountId, rows: usize) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for one in kept.iter_mut().filter(|kept| kept.account == account) {
            one.rows = rows;
        }
        while kept.len() > 1
            && (kept.len() > KEPT || kept.iter().map(|one| one.rows).sum::<usize>() > MOST_ROWS)
        {
            kept.remove(0);
        }
    }
}

/// The names that rows hold as ids, as they are shown, folded: a register on the other side stands in brackets.
pub struct Names {
    pub payees: HashMap<u32, String>,
    pub accounts: HashMap<u32, String>,
    pub registers: Vec<u32>,
}

impl Names {
    fn read(connection: &Connection) -> Result<Names, Failure> {
        let accounts = accounts::names(connection)?;
        let shown = |name: &AccountName| match name.kind.is_register() {
            true => format!("[{}]", fold(&name.name)),
            false => fold(&name.name),
        };
        let narrowed = |(id, name): (&AccountId, &AccountName)| Ok((line::narrow(id.0)?, shown(name)));
        let is_register = |(_, name): &(&AccountId, &AccountName)| name.kind.is_register();
        Ok(Names {
            payees: payees::folded(connection)?,
            registers: accounts
                .iter()
                .filter(is_register)
                .map(|(id, _)| line::narrow(id.0))
                .collect::<Result<_, _>>()?,
            accounts: accounts.iter().map(narrowed).collect::<Result<_, Failure>>()?,
        })
    }
}

/// The rows of an account that are found: `limit` of them from the found one number `offset`, or the last ones.
pub fn page(
    connection: &Connection,
    images: &Images,
    account: AccountId,
    search: &Search,
    offset: Option<u64>,
    limit: u64,
) -> Result<RegisterPage, Failure> {
    images.with(connection, account, |image| {
        let found = found(connection, account, image, search)?;
        let total = found.len() as u64;
        let offset = offset.unwrap_or_else(|| total.saturating_sub(limit)).min(total);
        let positions = found.part(small(offset), small(limit));
        image.kept.put(search.clone(), found);
        let rows = registers::rows_of(connection, &image.placed(&positions))?;
        Ok(RegisterPage { total, offset, rows })
    })
}

/// How many found rows come before a position of the register, and how many there are. In another order than that
/// of the register it is the row at this position that they come before; a row that is not found has none before it.
pub fn before(
    connection: &Connection,
    images: &Images,
    account: AccountId,
    search: &Search,
    position: u64,
) -> Result<(u64, u64), Failure> {
    images.with(connection, account, |image| {
        let found = found(connection, account, image, search)?;
        let place = (found.before(small(position)) as u64, found.len() as u64);
        image.kept.put(search.clone(), found);
        Ok(place)
    })
}

/// Builds the image, so that the first search need not wait for it.
pub fn prepare(connection: &Connection, images: &Images, account: AccountId) -> Result<(), Failure> {
    images.with(connection, account, |_| Ok(()))
}

/// The numbers of the transactions whose rows are found; one with two rows may be there twice.
pub fn transactions(
    connection: &Connection,
    images: &Images,
    account: AccountId,
    search: &Search,
) -> Result<Vec<u32>, Failure> {
    images.with(connection, account, |image| {
        let found = found(connection, account, image, search)?;
        let positions = found.part(0, found.len());
        image.kept.put(search.clone(), found);
        Ok(positions.iter().map(|at| image.columns.transactions[*at as usize]).collect())
    })
}

/// What a search finds; looked for once as long as nothing changes, when it is put back.
fn found(
    connection: &Connection,
    account: AccountId,
    image: &mut Image,
    search: &Search,
) -> Result<Found, Failure> {
    if let Some(found) = image.kept.take(search) {
        return Ok(found);
    }
    let decimals = accounts::get(connection, account)?.map_or(0, |account| account.currency.decimals());
    let names = image.names(|| Names::read(connection))?;
    let rows = find::rows(connection, image, search, &names, decimals)?;
    let Some(order) = search.order else {
        return Ok(Found::Register(Counted::new(rows)));
    };
    let tags = if order.by == Column::Tags { tags::words(connection)? } else { HashMap::new() };
    let room = image.kept.room();
    Ok(Found::Sorted(sorted::sorted(
        image,
        &sorted::Words { names: &names, tags: &tags },
        order,
        &rows,
        room,
    )))
}

/// As a number of rows in memory.
fn small(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The revision that the connection's moment has.
fn revision(connection: &Connection) -> Result<u64, Failure> {
    history::revision(connection)
}
