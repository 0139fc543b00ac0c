//! What could be behind the difference of a statement.
//!
//! The difference is the closing balance of the statement less the balance of
//! what is ticked: what is still to be ticked, with its sign. Each explanation
//! makes it zero exactly; none is more than a proposal.

use std::collections::HashMap;

/// A row of the register, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<R> {
    /// By what the caller finds it again.
    pub reference: R,
    /// Minor units, into the account.
    pub amount: i64,
    pub standing: Standing,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not in any statement.
    Open,
    /// Ticked in this one.
    Ticked,
    /// In another one that is finished.
    Elsewhere,
}

/// One way to come to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation<R> {
    /// Tick these rows, or untick those of them that are ticked: one to three.
    Toggle(Vec<R>),
    /// The bank has this row the other way: what was a payment is a deposit.
    SignSlip(R),
    /// Two digits next to each other may be exchanged: the bank has `bank_amount`.
    Transposed { row: R, bank_amount: i64 },
    /// The row is in another statement, and this one lists it.
    Elsewhere(R),
}

/// More rows than this are not searched for sets of three: the answer would be chance, and slow.
const MOST_FOR_THREE: usize = 600;
/// No more than this many explanations of one sort.
const MOST_OF_A_SORT: usize = 4;

/// What explains the difference: the simplest first.
pub fn explanations<R: Copy + PartialEq>(difference: i64, rows: &[Row<R>]) -> Vec<Explanation<R>> {
    if difference == 0 {
        return Vec::new();
    }
    let free: Vec<(R, i64)> = rows.iter().filter_map(effect).collect();
    let mut found = sets_of_one(difference, &free);
    found.extend(rows.iter().filter_map(|row| sign_slip(difference, row)).take(MOST_OF_A_SORT));
    found.extend(rows.iter().filter_map(|row| elsewhere(difference, row)).take(MOST_OF_A_SORT));
    found.extend(rows.iter().filter_map(|row| transposed(difference, row)).take(MOST_OF_A_SORT));
    if found.is_empty() {
        found = sets_of_two(difference, &free);
    }
    if found.is_empty() && free.len() <= MOST_FOR_THREE {
        found = sets_of_three(difference, &free);
    }
    found
}

/// What the difference loses when the row's tick is turned round.
fn effect<R: Copy>(row: &Row<R>) -> Option<(R, i64)> {
    match row.standing {
        Standing::Open => Some((row.reference, row.amount)),
        Standing::Ticked => Some((row.reference, row.amount.checked_neg()?)),
        Standing::Elsewhere => None,
    }
}

fn sets_of_one<R: Copy>(difference: i64, free: &[(R, i64)]) -> Vec<Explanation<R>> {
    let fits = free.iter().filter(|(_, effect)| *effect == difference);
    fits.take(MOST_OF_A_SORT).map(|(row, _)| Explanation::Toggle(vec![*row])).collect()
}

fn sets_of_two<R: Copy>(difference: i64, free: &[(R, i64)]) -> Vec<Explanation<R>> {
    let mut found = Vec::new();
    for_pairs(difference, free, |first, second| {
        found.push(Explanation::Toggle(vec![first, second]));
        found.len() < MOST_OF_A_SORT
    });
    found
}

fn sets_of_three<R: Copy>(difference: i64, free: &[(R, i64)]) -> Vec<Explanation<R>> {
    let mut found = Vec::new();
    for (at, (third, effect)) in free.iter().enumerate() {
        let Some(rest) = difference.checked_sub(*effect) else {
            continue;
        };
        for_pairs(rest, &free[..at], |first, second| {
            found.push(Explanation::Toggle(vec![first, second, *third]));
            found.len() < MOST_OF_A_SORT
        });
        if found.len() >= MOST_OF_A_SORT {
            break;
        }
    }
    found
}

/// Tells each pair with this sum once, until it is told to stop.
fn for_pairs<R: Copy>(sum: i64, free: &[(R, i64)], mut tell: impl FnMut(R, R) -> bool) {
    let mut seen: HashMap<i64, Vec<R>> = HashMap::with_capacity(free.len());
    for (row, effect) in free {
        let rest = sum.checked_sub(*effect);
        for first in rest.and_then(|rest| seen.get(&rest)).into_iter().flatten() {
            if !tell(*first, *row) {
                return;
            }
        }
        seen.entry(*effect).or_default().push(*row);
    }
}

/// A ticked row that counts twice the wrong way.
fn sign_slip<R: Copy>(difference: i64, row: &Row<R>) -> Option<Explanation<R>> {
    let is_it = row.standing == Standing::Ticked && row.amount.checked_mul(-2) == Some(difference);
    is_it.then_some(Explanation::SignSlip(row.reference))
}

fn elsewhere<R: Copy>(difference: i64, row: &Row<R>) -> Option<Explanation<R>> {
    let is_it = row.standing == Standing::Elsewhere && row.amount == difference;
    is_it.then_some(Explanation::Elsewhere(row.reference))
}

/// A ticked row whose amount at the bank would differ by two neighbouring digits.
fn transposed<R: Copy>(difference: i64, row: &Row<R>) -> Option<Explanation<R>> {
    if row.standing != Standing::Ticked || difference % 9 != 0 {
        return None;
    }
    let bank_amount = row.amount.checked_add(difference)?;
    let has_sign = bank_amount.signum() == row.amount.signum();
    let is_it = has_sign && is_transposition(row.amount.unsigned_abs(), bank_amount.unsigned_abs());
    is_it.then_some(Explanation::Transposed { row: row.reference, bank_amount })
}

/// Whether the two differ in two digits next to each other that are exchanged.
fn is_transposition(one: u64, other: u64) -> bool {
    let width = one.max(other).to_string().len();
    let digits = |number: u64| format!("{number:0width$}").into_bytes();
    let (one, other) = (digits(one), digits(other));
    let differing: Vec<usize> = (0..width).filter(|&at| one[at] != other[at]).collect();
    matches!(differing[..], [a, b] if b == a + 1 && one[a] == other[b] && one[b] == other[a])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(amounts: &[(i64, Standing)]) -> Vec<Row<usize>> {
        let row = |(reference, &(amount, standing))| Row { reference, amount, standing };
        amounts.iter().enumerate().map(row).collect()
    }

    use Standing::{Elsewhere, Open, Ticked};

    #[test]
    fn a_row_that_was_forgotten_or_ticked_too_much_is_named() {
        let rows = rows(&[(-40_00, Open), (15_00, Ticked), (7_00, Open)]);
        assert_eq!(explanations(-40_00, &rows), [Explanation::Toggle(vec![0])]);
        assert_eq!(explanations(-15_00, &rows), [Explanation::Toggle(vec![1])]);
    }

    #[test]
    fn two_or_three_rows_are_looked_for_when_no_single_one_will_do() {
        let rows = rows(&[(-40_00, Open), (15_00, Ticked), (7_00, Open), (1_11, Open)]);
        assert_eq!(explanations(-55_00, &rows), [Explanation::Toggle(vec![0, 1])]);
        assert_eq!(explanations(-53_89, &rows), [Explanation::Toggle(vec![0, 1, 3])]);
        assert_eq!(explanations(99_99, &rows), []);
    }

    #[test]
    fn half_the_difference_is_a_slip_of_the_sign() {
        assert_eq!(explanations(-30_00, &rows(&[(15_00, Ticked)])), [Explanation::SignSlip(0)]);
    }

    #[test]
    fn exchanged_digits_are_found_where_the_difference_is_divisible_by_nine() {
        assert_eq!(explanations(-1_80, &rows(&[(-12_50, Ticked), (-13_10, Ticked)])), []);
        let found = explanations(-90, &rows(&[(-12_50, Ticked), (-5_60, Ticked)]));
        assert_eq!(found, [Explanation::Transposed { row: 1, bank_amount: -6_50 }]);
    }

    #[test]
    fn a_row_of_another_statement_is_named() {
        assert_eq!(explanations(-20_00, &rows(&[(-20_00, Elsewhere)])), [Explanation::Elsewhere(0)]);
    }

    #[test]
    fn a_statement_that_adds_up_needs_no_explanation() {
        assert_eq!(explanations(0, &rows(&[(5, Open), (-5, Open)])), []);
    }

    proptest! {
        #[test]
        fn every_set_of_ticks_that_is_proposed_comes_to_zero(
            amounts in prop::collection::vec((-50i64..50, any::<bool>()), 0..40),
            difference in -120i64..120,
        ) {
            let rows: Vec<Row<usize>> = rows(&amounts.iter().map(|&(a, t)| (a, if t { Ticked } else { Open })).collect::<Vec<_>>());
            for one in explanations(difference, &rows) {
                if let Explanation::Toggle(set) = one {
                    let sum: i64 = set.iter().map(|&at| if amounts[at].1 { -amounts[at].0 } else { amounts[at].0 }).sum();
                    prop_assert_eq!(sum, difference);
                    prop_assert!((1..=3).contains(&set.len()));
                }
            }
        }
    }
}
