//! Rows that stand on the other side of a transfer that is written, in the model: asked about, linked, or left apart.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::book::{Book, Class, Transaction};
use super::transfers::{Row, lines_moved, merged};
use super::work::{Refused, Work};

/// Two banks date one transfer so many days apart, at most.
const DAYS_APART: i32 = 7;

/// What is said of rows that stand on the other side of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counterpart {
    Ask,
    Link,
    Apart,
}

impl Counterpart {
    pub fn word(self) -> Option<&'static str> {
        match self {
            Counterpart::Ask => None,
            Counterpart::Link => Some("link"),
            Counterpart::Apart => Some("apart"),
        }
    }
}

/// The work with every such row taken care of.
pub fn settled(before: &Book, work: &mut Work, wanted: Counterpart) -> Result<(), Refused> {
    if wanted == Counterpart::Apart {
        return Ok(());
    }
    let mut taken: BTreeSet<i64> = work.written.iter().copied().collect();
    let mut found = Vec::new();
    for id in work.written.clone() {
        let Some(after) = work.book.transactions.get(&id).cloned() else { continue };
        let was = before.transactions.get(&id).map(|was| &**was);
        for side in far_sides(&work.book, was, &after) {
            if let Some(row) = standing(before, &work.book, (was, &after), side, &taken) {
                taken.insert(row.0);
                found.push((id, side, row));
                break;
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    if wanted == Counterpart::Ask {
        return Err("counterpart-stands");
    }
    for (id, side, (there, at)) in found {
        let (written, standing) = (work.transaction(id)?, work.transaction(there)?);
        let own = Row { id, one: &written, at: side };
        let joined = merged(own, Row { id: there, one: &standing, at }, &work.book)?;
        let (kept, one) = joined.kept;
        work.book.transactions.insert(kept, Rc::new(one));
        work.book.transactions.remove(&joined.gone);
        lines_moved(&mut work.book, joined.gone, kept);
        work.made = work.made.map(|made| if made == joined.gone { kept } else { made });
    }
    Ok(())
}

/// The sides of a transfer in accounts that it did not have before; of a new one all but the first.
fn far_sides(book: &Book, was: Option<&Transaction>, after: &Transaction) -> Vec<usize> {
    let is_register = |at: &usize| book.class(after.sides[*at].account) == Class::Register;
    let mut far: Vec<usize> = (0..after.sides.len()).filter(is_register).collect();
    if after.void.is_some() || far.len() < 2 {
        return Vec::new();
    }
    if was.is_none() {
        far.remove(0);
    }
    far.retain(|at| {
        let side = &after.sides[*at];
        let is_new = was.is_none_or(|was| was.sides.iter().all(|old| old.account != side.account));
        side.bank_id.is_none() && side.amount != 0 && is_new
    });
    far
}

/// The nearest row of the account that says nothing of where the money came from but a category.
fn standing(
    before: &Book,
    book: &Book,
    (was, after): (Option<&Transaction>, &Transaction),
    side: usize,
    taken: &BTreeSet<i64>,
) -> Option<(i64, usize)> {
    let far = &after.sides[side];
    let mut nearest: Option<(i32, i64, usize)> = None;
    let mut rows = before.rows(far.account);
    rows.sort_by_key(|(date, _, at, id)| (*date, *id, *at));
    for (date, _, at, id) in rows {
        let there = &before.transactions[&id];
        let days = date.since(after.date).expect("near").get_days().abs();
        let is_locked = there.is_reconciled() && was.is_some_and(Transaction::is_reconciled);
        let fits = days <= DAYS_APART
            && there.sides[at].amount == far.amount
            && !taken.contains(&id)
            && there.void.is_none()
            && !is_locked
            && Row { id, one: there, at }.is_simple(book);
        if fits && nearest.is_none_or(|(least, ..)| days < least) {
            nearest = Some((days, id, at));
        }
    }
    nearest.map(|(_, id, at)| (id, at))
}
