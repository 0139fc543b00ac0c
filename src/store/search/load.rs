//! An image of an account: from its rows, or from the one before and the log.

use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, Row};

use super::image::{Entry, Image, shown_first};
use crate::ledger::{AccountId, Change};
use crate::store::failure::Failure;
use crate::store::transactions::state;
use crate::store::{history, months};

/// More of the log than this, in bytes, is not read: building anew is quicker.
const MOST_LOG_BYTES: u64 = 4_000_000;

/// The image of this moment, made from the one there was, where that is possible.
pub fn current(
    connection: &Connection,
    account: AccountId,
    was: Option<Image>,
    closed: &AtomicBool,
) -> Result<Image, Failure> {
    let revision = super::revision(connection)?;
    match was {
        Some(image) if image.revision == revision => Ok(image),
        Some(image) if image.revision < revision && !image.is_worn() => {
            match caught_up(connection, account, image, revision)? {
                Some(image) => Ok(image),
                None => built(connection, account, revision, closed),
            }
        }
        _ => built(connection, account, revision, closed),
    }
}

/// The image with what the log says has happened since; none where that is too much.
fn caught_up(
    connection: &Connection,
    account: AccountId,
    mut image: Image,
    revision: u64,
) -> Result<Option<Image>, Failure> {
    let Some(steps) = history::changes_after(connection, image.revision, MOST_LOG_BYTES)? else {
        return Ok(None);
    };
    let is_mass = |change: &Change| matches!(change, Change::SplitsMoved(_) | Change::PayeeSwapped(_));
    if steps.iter().flatten().any(is_mass) {
        return Ok(None);
    }
    image.forget_found();
    if steps.iter().flatten().any(|change| matches!(change, Change::Payee(_) | Change::Account(_))) {
        image.forget_names();
    }
    for changes in &steps {
        let edits = changes.iter().filter_map(|change| match change {
            Change::Transaction(edit) => Some((edit.before.as_ref(), edit.after.as_ref())),
            _ => None,
        });
        let edits: Vec<_> = edits.collect();
        if !image.exchange(account, &edits)? {
            return Ok(None);
        }
    }
    image.revision = revision;
    Ok(Some(image))
}

/// Reads the whole account, in the order of its register, unless the book is closed meanwhile.
fn built(
    connection: &Connection,
    account: AccountId,
    revision: u64,
    closed: &AtomicBool,
) -> Result<Image, Failure> {
    let rows: u64 = months::of(connection, account)?.iter().map(|month| month.rows).sum();
    let mut image = Image::new(revision, usize::try_from(rows).unwrap_or(0));
    let sql = "SELECT s.txn_id, s.ordinal, s.date, s.amount, s.state, s.bank_id IS NOT NULL, s.memo,
                   t.payee_id, t.number, t.memo, t.void IS NOT NULL FROM split s JOIN txn t ON t.id = s.txn_id
               WHERE s.account_id = ?1 ORDER BY s.date, s.txn_id, s.ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let mut sides = connection.prepare_cached(
        "SELECT account_id, memo FROM split WHERE txn_id = ?1 AND ordinal <> ?2 ORDER BY ordinal",
    )?;
    let mut rows = statement.query([account.0])?;
    while let Some(row) = rows.next()? {
        if closed.load(Ordering::Relaxed) {
            return Err(Failure::Closed);
        }
        let (transaction, split): (i64, usize) = (row.get(0)?, row.get(1)?);
        let mut others = sides.query((transaction, split))?;
        let (mut accounts, mut memos) = (Vec::new(), Vec::new());
        while let Some(other) = others.next()? {
            accounts.push(other.get(0)?);
            let memo: String = other.get(1)?;
            if !memo.is_empty() {
                memos.push(memo);
            }
        }
        push(&mut image, row, (transaction, split), accounts, &memos)?;
    }
    Ok(image)
}

fn push(
    image: &mut Image,
    row: &Row,
    (transaction, split): (i64, usize),
    others: Vec<i64>,
    other_memos: &[String],
) -> Result<(), Failure> {
    let text = |index: usize| -> Result<Option<&str>, Failure> {
        let value = row.get_ref(index)?;
        value.as_str_or_null().map_err(|_| Failure::Damaged)
    };
    let own = shown_first(text(9)?.unwrap_or_default(), text(6)?.unwrap_or_default());
    image.push(&Entry {
        day: day(text(2)?.unwrap_or_default()),
        transaction,
        split,
        amount: row.get(3)?,
        state: state(row, 4)?,
        imported: row.get(5)?,
        void: row.get(10)?,
        payee: row.get(7)?,
        number: text(8)?,
        memos: own.into_iter().chain(other_memos.iter().map(String::as_str)).collect(),
        others,
    })
}

/// `2024-05-17` as the number 20240517.
fn day(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_digit).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}
