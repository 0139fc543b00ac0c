//! What became of a finished statement since.
//!
//! A finished statement keeps what it held. Compared with what is there now,
//! that says whether it still adds up, and which rows are to blame if not.

use std::collections::BTreeMap;

/// What is different now, row by row; `K` names a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drift<K> {
    /// The row is no longer reconciled, or it is gone.
    Left { row: K, held: i64 },
    /// The row has another amount. Minor units.
    Altered { row: K, held: i64, now: i64 },
    /// The row came in later.
    Joined { row: K, now: i64 },
}

impl<K: Copy> Drift<K> {
    pub fn row(&self) -> K {
        match self {
            Drift::Left { row, .. } | Drift::Altered { row, .. } | Drift::Joined { row, .. } => *row,
        }
    }

    /// What it makes of the difference of the statement.
    pub fn difference(&self) -> i64 {
        match self {
            Drift::Left { held, .. } => *held,
            Drift::Altered { held, now, .. } => held.saturating_sub(*now),
            Drift::Joined { now, .. } => now.saturating_neg(),
        }
    }
}

/// What differs between what a statement held and what is there now, in the order of the rows.
///
/// Amounts in minor units. A row is named once on either side.
pub fn drift<K: Ord + Copy>(
    held: impl IntoIterator<Item = (K, i64)>,
    now: impl IntoIterator<Item = (K, i64)>,
) -> Vec<Drift<K>> {
    let mut rows: BTreeMap<K, (Option<i64>, Option<i64>)> = BTreeMap::new();
    for (row, amount) in held {
        rows.entry(row).or_default().0 = Some(amount);
    }
    for (row, amount) in now {
        rows.entry(row).or_default().1 = Some(amount);
    }
    rows.into_iter().filter_map(|(row, sides)| one(row, sides)).collect()
}

fn one<K>(row: K, sides: (Option<i64>, Option<i64>)) -> Option<Drift<K>> {
    match sides {
        (Some(held), Some(now)) if held == now => None,
        (Some(held), Some(now)) => Some(Drift::Altered { row, held, now }),
        (Some(held), None) => Some(Drift::Left { row, held }),
        (None, Some(now)) => Some(Drift::Joined { row, now }),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_it_was_is_not_named() {
        assert_eq!(drift([(1, 5), (2, -5)], [(2, -5), (1, 5)]), []);
    }

    #[test]
    fn each_row_that_differs_is_named_with_what_it_was() {
        let found = drift([(1, 5), (2, -5), (3, 7)], [(2, -6), (3, 7), (4, 1)]);
        let expected = [
            Drift::Left { row: 1, held: 5 },
            Drift::Altered { row: 2, held: -5, now: -6 },
            Drift::Joined { row: 4, now: 1 },
        ];
        assert_eq!(found, expected);
    }
}
