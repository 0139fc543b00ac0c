//! Two rows that become one transfer, or one row, in the model. Nothing of either is lost: the bank's ids, states, memos.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::book::{Book, Class, Side, State, Transaction};
use super::sides::keeps_reconciled;
use super::work::{Refused, Work};

/// A transaction, its id, and which of its sides is meant.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    pub id: i64,
    pub one: &'t Transaction,
    pub at: usize,
}

/// What stays, and which one went into it.
pub struct Joined {
    pub kept: (i64, Transaction),
    pub gone: i64,
}

impl<'t> Row<'t> {
    fn own(&self) -> &'t Side {
        &self.one.sides[self.at]
    }

    fn others(&self) -> impl Iterator<Item = (usize, &'t Side)> + use<'t> {
        let at = self.at;
        self.one.sides.iter().enumerate().filter(move |(place, _)| *place != at)
    }

    fn lasting(&self, book: &Book) -> Vec<Side> {
        let others = self.others().map(|(_, side)| side);
        others.filter(|side| book.class(side.account) != Class::Category).cloned().collect()
    }

    pub fn is_simple(&self, book: &Book) -> bool {
        self.one.sides.len() == 2 && self.lasting(book).is_empty()
    }

    fn far_side(&self, row: &Side) -> Option<Row<'t>> {
        let is_it = |side: &Side| (side.account, side.amount) == (row.account, row.amount);
        self.others().find(|(_, side)| is_it(side)).map(|(at, _)| Row { at, ..*self })
    }

    /// The one category of that amount.
    fn open_side(&self, amount: i64, book: &Book) -> Option<usize> {
        let is_open =
            |(_, side): &(usize, &Side)| side.amount == amount && book.class(side.account) == Class::Category;
        let open: Vec<usize> = self.others().filter(is_open).map(|(at, _)| at).collect();
        if let [only] = open[..] { Some(only) } else { None }
    }
}

fn checked(one: Row, other: Row, book: &Book) -> Result<(), Refused> {
    if one.id == other.id {
        return Err("one-transaction");
    }
    if one.one.void.is_some() || other.one.void.is_some() {
        return Err("row-void");
    }
    let is_register = |row: Row| book.class(row.own().account) == Class::Register;
    if is_register(one) && is_register(other) { Ok(()) } else { Err("no-row") }
}

pub fn linked(one: Row, other: Row, book: &Book) -> Result<Joined, Refused> {
    checked(one, other, book)?;
    let (a, b) = (one.own(), other.own());
    if a.account == b.account {
        return Err("rows-of-one-account");
    }
    if book.currency(one.one) != book.currency(other.one) || a.amount != -b.amount {
        return Err("amounts-differ");
    }
    if a.amount == 0 {
        return Err("nothing-moved");
    }
    if let Some(far) = one.far_side(b) {
        return merged(far, other, book);
    }
    if let Some(far) = other.far_side(a) {
        return merged(far, one, book);
    }
    if one.one.is_reconciled() && other.one.is_reconciled() {
        return Err("both-reconciled");
    }
    let (payment, deposit) = if a.amount < 0 { (one, other) } else { (other, one) };
    for (keep, gone) in [(payment, deposit), (deposit, payment)] {
        let is_free = gone.is_simple(book) && !gone.one.is_reconciled();
        if let Some(place) = keep.open_side(gone.own().amount, book).filter(|_| is_free) {
            return Ok(transfer(keep, gone, place));
        }
    }
    Err("more-sides")
}

fn transfer(keep: Row, gone: Row, place: usize) -> Joined {
    let mut kept = keep.one.clone();
    let was = std::mem::replace(&mut kept.sides[place], gone.own().clone());
    note(&mut kept.sides[place].memo, &was.memo);
    words_together(&mut kept, keep.at, place, gone.one);
    Joined { kept: (keep.id, kept), gone: gone.id }
}

pub fn merged(one: Row, other: Row, book: &Book) -> Result<Joined, Refused> {
    checked(one, other, book)?;
    let (a, b) = (one.own(), other.own());
    if a.account != b.account {
        return Err("two-accounts");
    }
    if a.amount != b.amount {
        return Err("amounts-differ");
    }
    if one.one.is_reconciled() && other.one.is_reconciled() {
        return Err("both-reconciled");
    }
    let rank = |row: Row| (row.one.is_reconciled(), row.own().bank_id.is_none());
    let (keep, gone) = if rank(one) >= rank(other) { (one, other) } else { (other, one) };
    let (mut kept, mut own) = (keep.one.clone(), keep.at);
    let (ours, theirs) = (keep.lasting(book), gone.lasting(book));
    if ours.is_empty() && !theirs.is_empty() {
        kept.sides.clone_from(&gone.one.sides);
        own = gone.at;
        kept.sides[own] = keep.own().clone();
    } else {
        claim_all(&mut kept, keep.at, &theirs)?;
    }
    claim(&mut kept.sides[own], gone.own());
    words_together(&mut kept, own, own, gone.one);
    Ok(Joined { kept: (keep.id, kept), gone: gone.id })
}

fn claim_all(kept: &mut Transaction, own: usize, theirs: &[Side]) -> Result<(), Refused> {
    let mut claimed = BTreeSet::from([own]);
    for side in theirs {
        let is_it = |(at, ours): &(usize, &mut Side)| {
            !claimed.contains(at) && (ours.account, ours.amount) == (side.account, side.amount)
        };
        let (at, ours) = kept.sides.iter_mut().enumerate().find(is_it).ok_or("more-sides")?;
        claim(ours, side);
        claimed.insert(at);
    }
    Ok(())
}

fn claim(side: &mut Side, other: &Side) {
    if side.bank_id.is_none() {
        side.bank_id.clone_from(&other.bank_id);
    }
    if side.state != State::Reconciled {
        side.state = side.state.max(other.state);
        side.statement = side.statement.or(other.statement);
    }
    note(&mut side.memo, &other.memo);
}

fn words_together(kept: &mut Transaction, own: usize, theirs: usize, gone: &Transaction) {
    kept.payee = kept.payee.or(gone.payee);
    kept.tags.extend(&gone.tags);
    let mut notes = Vec::new();
    if kept.number.is_none() {
        kept.number.clone_from(&gone.number);
    } else if gone.number != kept.number {
        notes.extend(gone.number.as_ref().map(|number| format!("No. {number}")));
    }
    if kept.memo.is_empty() {
        kept.memo.clone_from(&gone.memo);
    } else if !gone.memo.is_empty() && gone.memo != kept.memo {
        let memo = std::mem::take(&mut kept.memo);
        note(&mut kept.sides[own].memo, &memo);
        notes.push(gone.memo.clone());
    }
    notes.iter().for_each(|text| note(&mut kept.sides[theirs].memo, text));
}

fn note(memo: &mut String, text: &str) {
    if text.is_empty() || memo.contains(text) {
        return;
    }
    let longer = if memo.is_empty() { text.to_owned() } else { format!("{memo}; {text}") };
    // The longest that a memo may be.
    if longer.chars().count() <= 4_000 {
        *memo = longer;
    }
}

/// Two rows that somebody chose: one transaction instead of two.
pub fn join(work: &mut Work, rows: [(i64, usize); 2], links: bool) -> Result<(), Refused> {
    let mut read = Vec::new();
    for (id, at) in rows {
        let one = work.transaction(id)?;
        if at >= one.sides.len() {
            return Err("changed-meanwhile");
        }
        read.push((id, one, at));
    }
    let [one, other] = [0, 1].map(|at| Row { id: read[at].0, one: &read[at].1, at: read[at].2 });
    let joined = if links { linked(one, other, &work.book)? } else { merged(one, other, &work.book)? };
    let (id, kept) = joined.kept;
    keeps_reconciled(&work.transaction(id)?, Some(&kept))?;
    keeps_reconciled(&work.transaction(joined.gone)?, None)?;
    work.put(id, kept);
    work.delete(joined.gone);
    lines_moved(&mut work.book, joined.gone, id);
    work.made = Some(id);
    Ok(())
}

/// What was imported as the one is the other from now on.
pub fn lines_moved(book: &mut Book, from: i64, to: i64) {
    for batch in book.batches.values_mut() {
        if batch.lines.iter().any(|line| line.transaction == Some(from)) {
            let lines = Rc::make_mut(batch).lines.iter_mut();
            lines.filter(|line| line.transaction == Some(from)).for_each(|line| line.transaction = Some(to));
        }
    }
}
