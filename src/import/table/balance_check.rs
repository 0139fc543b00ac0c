//! What a running balance proves.
//!
//! If each balance is the one before it and the amount, then the sense of the
//! amounts and the order of the rows are known and need no guess. Balances run
//! within one account and currency; some banks write the balance before.

use std::collections::HashMap;

use crate::import::Decimal;
use crate::import::layout::Sense;

/// What the balances say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub sense: Sense,
    pub is_newest_first: bool,
    /// The balance of a row is the one before its amount.
    pub is_before: bool,
    /// How many steps from balance to balance agree, of so many.
    pub agree: usize,
    pub steps: usize,
}

impl Proof {
    /// Whether every step agrees, and more than one: what a single step says could be chance.
    pub fn is_whole(&self) -> bool {
        self.agree == self.steps && self.agree > 1
    }
}

/// One row: its amount, were it money that came in, and the balance where it gives one.
pub type Step = (Decimal, Option<Decimal>);

/// The one reading in which nearly all balances follow from each other; none where none does, or two do.
#[cfg(test)]
pub fn prove(rows: &[Step]) -> Option<Proof> {
    prove_groups(&[rows.to_vec()], None)
}

/// The same over accounts whose balances run beside each other. Balances before their amounts look from the one end like
/// balances after them from the other: the order of the dates tells, where it is known.
pub fn prove_groups(groups: &[Vec<Step>], newest_first: Option<bool>) -> Option<Proof> {
    let mut proofs: Vec<Proof> = Vec::new();
    for is_newest_first in
        [false, true].into_iter().filter(|one| newest_first.is_none_or(|known| known == *one))
    {
        for is_before in [false, true] {
            for sense in [Sense::In, Sense::Out] {
                let (mut agree, mut steps) = (0, 0);
                for group in groups {
                    let counts = follow(group, sense, is_newest_first, is_before);
                    (agree, steps) = (agree + counts.0, steps + counts.1);
                }
                proofs.push(Proof { sense, is_newest_first, is_before, agree, steps });
            }
        }
    }
    proofs.retain(|proof| proof.agree > 0 && proof.agree * 10 >= proof.steps * 8);
    // A balance before the amount is rare: it has to be shown by more than one step.
    proofs.retain(|proof| !proof.is_before || proof.agree > 1);
    proofs.sort_by_key(|proof| std::cmp::Reverse((proof.agree, !proof.is_before)));
    match proofs.as_slice() {
        [] => None,
        [one] => Some(*one),
        [best, next, ..] => {
            let is_tie = best.agree == next.agree && best.is_before == next.is_before;
            (!is_tie).then_some(*best)
        }
    }
}

/// Rows of several accounts and currencies, one group for each, in the order of the file.
pub fn groups<O: std::hash::Hash + Eq>(rows: impl Iterator<Item = (O, Step)>) -> Vec<Vec<Step>> {
    let mut places: HashMap<O, usize> = HashMap::new();
    let mut groups: Vec<Vec<Step>> = Vec::new();
    for (owner, step) in rows {
        let place = *places.entry(owner).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(step);
    }
    groups
}

/// How many steps between two balances agree with the amounts between them, of how many.
fn follow(rows: &[Step], sense: Sense, is_newest_first: bool, is_before: bool) -> (usize, usize) {
    let (mut agree, mut steps) = (0, 0);
    let mut expected: Option<Decimal> = None;
    let change = |before: Decimal, amount: Decimal| match sense {
        Sense::In => before.plus(amount),
        Sense::Out => before.minus(amount),
    };
    let mut see = |(amount, balance): &Step| {
        if !is_before {
            expected = expected.and_then(|before| change(before, *amount));
        }
        if let Some(balance) = balance {
            steps += usize::from(expected.is_some());
            agree += usize::from(expected == Some(*balance));
            expected = Some(*balance);
        }
        if is_before {
            expected = expected.and_then(|before| change(before, *amount));
        }
    };
    if is_newest_first {
        rows.iter().rev().for_each(&mut see);
    } else {
        rows.iter().for_each(&mut see);
    }
    (agree, steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(cents: i128) -> Decimal {
        Decimal::new(cents, 2).expect("small")
    }

    fn steps(rows: &[(i128, i128)]) -> Vec<Step> {
        rows.iter().map(|(amount, balance)| (number(*amount), Some(number(*balance)))).collect()
    }

    #[test]
    fn balances_tell_the_sense_and_the_order() {
        let bank = steps(&[(-100, 900), (-250, 650), (1000, 1650)]);
        let proof = prove(&bank).expect("proved");
        assert_eq!((proof.sense, proof.is_newest_first, proof.agree, proof.steps), (Sense::In, false, 2, 2));
        let mut turned = bank.clone();
        turned.reverse();
        assert!(prove(&turned).expect("proved").is_newest_first);
        let card = steps(&[(100, 900), (250, 650), (-1000, 1650)]);
        assert_eq!(prove(&card).expect("proved").sense, Sense::Out);
    }

    #[test]
    fn a_balance_only_at_the_end_of_a_day_counts_for_all_its_rows() {
        let mut rows = steps(&[(-100, 900), (-250, 650), (1000, 1650)]);
        rows[1].1 = None;
        assert_eq!(prove(&rows).map(|proof| (proof.agree, proof.steps)), Some((1, 1)));
    }

    #[test]
    fn numbers_that_are_no_balances_prove_nothing() {
        assert_eq!(prove(&steps(&[(-100, 1), (-250, 2), (1000, 3)])), None);
        assert_eq!(prove(&steps(&[(-100, 900)])), None);
        assert_eq!(prove(&[]), None);
    }

    #[test]
    fn a_balance_before_the_amount_needs_more_than_one_step() {
        let rows = steps(&[(-1210, 13044), (120_000, 11834), (-4110, 131_834)]);
        let proof = prove_groups(std::slice::from_ref(&rows), Some(false)).expect("proved");
        assert!(proof.is_before && proof.sense == Sense::In && proof.is_whole());
        assert!(!prove(&rows[..2]).is_some_and(|proof| proof.is_before));
    }

    #[test]
    fn the_balances_of_two_currencies_run_beside_each_other() {
        let all = steps(&[(-20, -20), (-1870, 8130), (20, 0), (4820, 12_950)]);
        let owners = ["USD", "EUR", "USD", "EUR"];
        let groups = groups(owners.into_iter().zip(all));
        assert_eq!(prove_groups(&groups, None).map(|proof| (proof.agree, proof.steps)), Some((2, 2)));
    }
}
