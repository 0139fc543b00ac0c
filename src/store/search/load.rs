//! An image of an account: from its rows, or from the one before and the log.

use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, Row};

use super::follow;
use super::image::{Entry, Image, shown_first};
use crate::ledger::AccountId;
use crate::store::failure::Failure;
use crate::store::months;
use crate::store::transactions::state;

/// The image of this moment, made from the one there was, where that is possible.
pub fn current(
    connection: &Connection,
    account: AccountId,
    was: Option<Image>,
    closed: &AtomicBool,
) -> Result<Image, Failure> {
    let revision = super::revision(connection)?;
    if let Some(mut image) = was.filter(|image| image.revision == revision || !image.is_worn())
        && follow::bring(connection, account, &mut image, revision)?
    {
        return Ok(image);
    }
    built(connection, account, revision, closed)
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
                   t.payee_id, t.number, t.memo, t.void IS NOT NULL, s.place FROM split s JOIN txn t ON t.id = s.txn_id
               WHERE s.account_id = ?1 ORDER BY s.date, s.place, s.ordinal";
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
        place: row.get(11)?,
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
