//! Which side of a transaction that is written anew is which, what a void one was, and what is locked.
//!
//! Pure: it changes no book.

use jiff::civil::Date;

use super::book::{Side, State, Transaction};
use super::work::{Draft, Refused, SideDraft};

pub fn written_side(side: &SideDraft, account: i64, was: Option<&Side>) -> Result<Side, Refused> {
    let before = was.map(|was| was.state);
    let state = side.state.or(before).unwrap_or(State::Uncleared);
    if state == State::Reconciled && before != Some(state) {
        return Err("reconcile-by-statement");
    }
    Ok(Side {
        account,
        amount: side.amount,
        memo: side.memo.trim().to_owned(),
        state,
        bank_id: was.and_then(|was| was.bank_id.clone()),
        statement: was.and_then(|was| was.statement),
    })
}

/// A day that a book covers.
pub fn checked(date: Date) -> Result<Date, Refused> {
    if (1900..2200).contains(&date.year()) { Ok(date) } else { Err("year-out-of-range") }
}

/// Which side each was: one of its account, the most alike first.
pub fn places(old: &[Side], accounts: &[i64], draft: &Draft) -> Vec<Option<usize>> {
    let mut places = vec![None; accounts.len()];
    for (by_amount, by_memo) in [(true, true), (true, false), (false, true), (false, false)] {
        for at in 0..accounts.len() {
            let wanted = &draft.sides[at];
            let fits = |(place, was): &(usize, &Side)| {
                !places.contains(&Some(*place))
                    && was.account == accounts[at]
                    && (!by_amount || was.amount == wanted.amount)
                    && (!by_memo || was.memo == wanted.memo.trim())
            };
            if places[at].is_none() {
                places[at] = old.iter().enumerate().find(fits).map(|(place, _)| place);
            }
        }
    }
    places
}

/// What a void transaction's sides were, where it stays void.
pub fn still_void(
    before: Option<&Transaction>,
    sides: &[Side],
    places: &[Option<usize>],
) -> Result<Option<Vec<i64>>, Refused> {
    let Some(was) = before.and_then(|before| before.void.as_ref()) else { return Ok(None) };
    if sides.iter().any(|side| side.amount != 0) {
        return Ok(None);
    }
    let is_left = |at: &usize| !places.contains(&Some(*at));
    let mut left: Vec<i64> = (0..was.len()).filter(is_left).map(|at| was[at]).collect();
    left.sort_by_key(|amount| *amount == 0);
    let mut left = left.into_iter();
    let kept = places.iter().map(|place| place.map_or_else(|| left.next().unwrap_or(0), |at| was[at]));
    let kept = kept.collect();
    if left.any(|amount| amount != 0) { Err("void-side-missing") } else { Ok(Some(kept)) }
}

/// Each reconciled side stays: its account, amount, state and day.
pub fn keeps_reconciled(before: &Transaction, after: Option<&Transaction>) -> Result<(), Refused> {
    let same_day = after.filter(|after| after.date == before.date);
    let mut there: Vec<&Side> = same_day.iter().flat_map(|after| &after.sides).collect();
    for locked in before.sides.iter().filter(|side| side.state == State::Reconciled) {
        let is_it = |side: &&Side| {
            (side.account, side.amount, side.state) == (locked.account, locked.amount, locked.state)
        };
        let place = there.iter().position(is_it).ok_or("reconciled")?;
        there.swap_remove(place);
    }
    Ok(())
}
