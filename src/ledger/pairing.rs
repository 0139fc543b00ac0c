//! Two rows that are one transfer, or one row: what they become together.
//!
//! Pure: transactions in, a transaction out. Of what the bank and the user said
//! of either row nothing is lost: the bank's id, the state, the statement and
//! the memo stay with the side they belong to. It never touches a reconciled
//! side: whoever has one is kept.

pub mod proposals;

use super::account::AccountId;
use super::decide::Class;
use super::money::Minor;
use super::transaction::{Split, SplitState, Transaction, TransactionId};
use super::transfer_refusal::TransferRefusal;

/// The longest memo that two are put together to, in characters.
const LONGEST_MEMO: usize = 4_000;

/// Two banks date one transfer so many days apart, at most.
pub const DAYS_APART: i32 = 7;

/// What an account is. A category can give way to an account that the money really went to.
pub type ClassOf<'c> = dyn Fn(AccountId) -> Class + 'c;

/// A row of a register: one side of a transaction.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    pub transaction: &'t Transaction,
    pub split: usize,
}

/// What two rows became: one transaction, and the one that went into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    pub kept: Transaction,
    pub gone: TransactionId,
}

/// Two rows of two accounts as the sides of one transfer.
pub fn linked(one: Row, other: Row, class_of: &ClassOf) -> Result<Joined, TransferRefusal> {
    let (a, b) = checked(one, other, class_of)?;
    if a.account == b.account {
        return Err(TransferRefusal::OneAccount);
    }
    if one.transaction.currency != other.transaction.currency || a.amount != b.amount.negated() {
        return Err(differing(one, other));
    }
    if a.amount.units() == 0 {
        return Err(TransferRefusal::NothingMoved);
    }
    // Where one is the transfer already, the other is its far side once more.
    if let Some(far) = one.side_in(b) {
        return merged(far, other, class_of);
    }
    if let Some(far) = other.side_in(a) {
        return merged(far, one, class_of);
    }
    if one.is_reconciled() && other.is_reconciled() {
        return Err(TransferRefusal::BothReconciled);
    }
    // Who pays says when; a reconciled row is kept, whichever it is.
    let (payment, deposit) = if a.amount.is_negative() { (one, other) } else { (other, one) };
    let fits = |keep: Row, gone: Row| {
        let is_free = gone.is_simple(class_of) && !gone.is_reconciled();
        is_free.then(|| keep.open_side(gone, class_of)).flatten()
    };
    if let Some(place) = fits(payment, deposit) {
        return transfer(payment, deposit, place);
    }
    let place = fits(deposit, payment).ok_or(TransferRefusal::MoreSides)?;
    transfer(deposit, payment, place)
}

/// Two rows of one account that are the same movement. Where both would do, `one` is kept.
pub fn merged(one: Row, other: Row, class_of: &ClassOf) -> Result<Joined, TransferRefusal> {
    let (a, b) = checked(one, other, class_of)?;
    if a.account != b.account {
        return Err(TransferRefusal::TwoAccounts);
    }
    if a.amount != b.amount {
        return Err(differing(one, other));
    }
    if one.is_reconciled() && other.is_reconciled() {
        return Err(TransferRefusal::BothReconciled);
    }
    // What somebody entered says more than what a bank's file did.
    let rank = |row: Row, own: &Split| (row.is_reconciled(), own.bank_id.is_none());
    let (keep, gone) = if rank(one, a) >= rank(other, b) { (one, other) } else { (other, one) };
    let mut kept = keep.transaction.clone();
    let mut own = keep.split;
    match (keep.lasting(class_of), gone.lasting(class_of)) {
        (_, theirs) if theirs.is_empty() => {}
        (ours, _) if ours.is_empty() => {
            // Only the other one says where the money went.
            kept.splits = gone.transaction.splits.clone();
            own = gone.split;
            if let (Some(place), Some(side)) = (kept.splits.get_mut(own), keep.own()) {
                *place = side.clone();
            }
        }
        (_, theirs) => claim_all(&mut kept, keep.split, &theirs)?,
    }
    if let (Some(side), Some(theirs)) = (kept.splits.get_mut(own), gone.own()) {
        claim(side, theirs);
    }
    put_words_together(&mut kept, own, own, gone.transaction);
    Ok(Joined { kept, gone: gone.transaction.id })
}

/// The transfer that `keep` becomes when its side at `place` is the row of `gone`.
fn transfer(keep: Row, gone: Row, place: usize) -> Result<Joined, TransferRefusal> {
    let mut kept = keep.transaction.clone();
    let theirs = gone.own().ok_or(TransferRefusal::MoreSides)?;
    if let Some(side) = kept.splits.get_mut(place) {
        let category_memo = std::mem::replace(side, theirs.clone()).memo;
        note(&mut side.memo, &category_memo);
    }
    put_words_together(&mut kept, keep.split, place, gone.transaction);
    Ok(Joined { kept, gone: gone.transaction.id })
}

fn checked<'t>(
    one: Row<'t>,
    other: Row<'t>,
    class_of: &ClassOf,
) -> Result<(&'t Split, &'t Split), TransferRefusal> {
    if one.transaction.id == other.transaction.id {
        return Err(TransferRefusal::OneTransaction);
    }
    if one.transaction.void.is_some() || other.transaction.void.is_some() {
        return Err(TransferRefusal::Void);
    }
    let (a, b) = one.own().zip(other.own()).ok_or(TransferRefusal::NoRow)?;
    if [a, b].iter().any(|own| class_of(own.account) != Class::Register) {
        return Err(TransferRefusal::NoRow);
    }
    Ok((a, b))
}

fn differing(one: Row, other: Row) -> TransferRefusal {
    let text = |row: Row| {
        let amount = row.own().map_or(Minor::ZERO, |own| own.amount);
        let currency = row.transaction.currency;
        format!("{} {}", currency.text(amount), currency.code())
    };
    TransferRefusal::AmountsDiffer(text(one), text(other))
}

/// Each of their sides is one of ours, too; none is lost.
fn claim_all(kept: &mut Transaction, own: usize, theirs: &[&Split]) -> Result<(), TransferRefusal> {
    let mut claimed = vec![own];
    for side in theirs {
        let mut ours = kept.splits.iter_mut().enumerate();
        let same = ours.find(|(at, ours)| {
            !claimed.contains(at) && (ours.account, ours.amount) == (side.account, side.amount)
        });
        let (at, ours) = same.ok_or(TransferRefusal::MoreSides)?;
        claim(ours, side);
        claimed.push(at);
    }
    Ok(())
}

/// What the bank and a statement know of the other is known of this one.
fn claim(side: &mut Split, other: &Split) {
    if side.bank_id.is_none() {
        side.bank_id.clone_from(&other.bank_id);
    }
    if side.state != SplitState::Reconciled {
        side.state = side.state.max(other.state);
        side.statement = side.statement.or(other.statement);
    }
    note(&mut side.memo, &other.memo);
}

/// Payee, number, tags and memo of both. Two memos go to their sides, where each register shows its own.
fn put_words_together(kept: &mut Transaction, own: usize, theirs: usize, gone: &Transaction) {
    kept.payee = kept.payee.or(gone.payee);
    kept.tags.extend(&gone.tags);
    kept.tags.sort_unstable();
    kept.tags.dedup();
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
        kept.splits.iter_mut().skip(own).take(1).for_each(|side| note(&mut side.memo, &memo));
        notes.push(gone.memo.clone());
    }
    for side in kept.splits.iter_mut().skip(theirs).take(1) {
        notes.iter().for_each(|text| note(&mut side.memo, text));
    }
}

/// Adds to a memo what it does not say yet, as long as it stays one.
fn note(memo: &mut String, text: &str) {
    if text.is_empty() || memo.contains(text) {
        return;
    }
    let longer = if memo.is_empty() { text.to_owned() } else { format!("{memo}; {text}") };
    if longer.chars().count() <= LONGEST_MEMO {
        *memo = longer;
    }
}

fn is_category(class_of: &ClassOf, split: &Split) -> bool {
    class_of(split.account) == Class::Category
}

impl<'t> Row<'t> {
    fn own(self) -> Option<&'t Split> {
        self.transaction.splits.get(self.split)
    }

    fn others(self) -> impl Iterator<Item = (usize, &'t Split)> {
        self.transaction.splits.iter().enumerate().filter(move |(at, _)| *at != self.split)
    }

    fn is_reconciled(self) -> bool {
        self.transaction.splits.iter().any(|split| split.state == SplitState::Reconciled)
    }

    /// The sides that no other row can stand for: those in accounts, and opening balances.
    fn lasting(self, class_of: &ClassOf) -> Vec<&'t Split> {
        self.others().map(|(_, split)| split).filter(|split| !is_category(class_of, split)).collect()
    }

    /// Whether all that is known of where the money went is one category.
    pub fn is_simple(self, class_of: &ClassOf) -> bool {
        self.transaction.splits.len() == 2 && self.lasting(class_of).is_empty()
    }

    /// The side that is the row of the other already.
    fn side_in(self, other: &Split) -> Option<Row<'t>> {
        let same = |split: &Split| (split.account, split.amount) == (other.account, other.amount);
        let place = self.others().find(|(_, split)| same(split)).map(|(at, _)| at)?;
        Some(Row { split: place, ..self })
    }

    /// The one category that the row of the other can take the place of.
    fn open_side(self, other: Row, class_of: &ClassOf) -> Option<usize> {
        let wanted = other.own()?.amount;
        let mut open =
            self.others().filter(|(_, split)| split.amount == wanted && is_category(class_of, split));
        let (place, _) = open.next()?;
        open.next().is_none().then_some(place)
    }
}

#[cfg(test)]
mod tests;
