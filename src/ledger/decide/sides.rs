//! Which side of a transaction that is written anew is which of those it had.
//!
//! People and programs give the sides in any order. What a side keeps beside
//! what it is given (its state, the bank's id, what it was before it became
//! void) follows the side, never its place. Pure: it changes nothing.

use crate::ledger::account::AccountId;
use crate::ledger::loss::Loss;
use crate::ledger::money::{Minor, MoneyError};
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, Transaction};

/// A side as it is to be.
pub(super) struct Wanted<'w> {
    pub account: AccountId,
    pub amount: Minor,
    pub memo: &'w str,
}

/// Of each side that is wanted, the place it had: one of its account, the one that is most alike where there are several.
pub(super) fn places(old: &[Split], wanted: &[Wanted]) -> Vec<Option<usize>> {
    let likeness: [fn(&Split, &Wanted) -> bool; 4] = [
        |was, side| was.amount == side.amount && was.memo == side.memo.trim(),
        |was, side| was.amount == side.amount,
        |was, side| was.memo == side.memo.trim(),
        |_, _| true,
    ];
    let mut places: Vec<Option<usize>> = vec![None; wanted.len()];
    let mut free = vec![true; old.len()];
    for alike in likeness {
        for (side, place) in wanted.iter().zip(&mut places).filter(|(_, place)| place.is_none()) {
            let fits =
                |(at, was): &(usize, &Split)| free[*at] && was.account == side.account && alike(was, side);
            if let Some((at, _)) = old.iter().enumerate().find(fits) {
                (*place, free[at]) = (Some(at), false);
            }
        }
    }
    places
}

/// What a void transaction becomes whose sides are written anew: the one rule for all who write them.
///
/// With an amount on any side it counts again, as it is written. With none it stays void, and each side keeps what it
/// was; one that goes to another account takes that along. A side that was something cannot be left out.
pub(super) fn still_void(
    before: Option<&Transaction>,
    splits: &[Split],
    places: &[Option<usize>],
) -> Result<Option<Vec<Minor>>, Refusal> {
    let Some((before, was)) = before.and_then(|before| Some((before, before.void.as_ref()?))) else {
        return Ok(None);
    };
    if splits.iter().any(|split| split.amount.units() != 0) {
        return Ok(None);
    }
    let mut left: Vec<Minor> = (0..before.splits.len())
        .filter(|at| !places.contains(&Some(*at)))
        .filter_map(|at| was.get(at).copied())
        .collect();
    // What was nothing is nobody's: the others go first.
    left.sort_by_key(|amount| amount.units() == 0);
    let mut left = left.into_iter();
    let kept = places.iter().map(|place| match place {
        Some(at) => was.get(*at).copied().unwrap_or(Minor::ZERO),
        None => left.next().unwrap_or(Minor::ZERO),
    });
    let kept: Vec<Minor> = kept.collect();
    if left.any(|amount| amount.units() != 0) {
        return Err(Loss::VoidSide.into());
    }
    Ok(Some(kept))
}

/// Whether what its sides were makes a transaction again.
pub(super) fn can_be_valid_again(was: &[Minor]) -> Result<bool, MoneyError> {
    Ok(Minor::sum(was.iter().copied())?.units() == 0)
}
