//! What a running balance proves.
//!
//! If each balance is the one before it and the amount, then the sense of the
//! amounts and the order of the rows are known and need no guess.

use crate::import::Decimal;
use crate::import::layout::Sense;

/// What the balances say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub sense: Sense,
    pub is_newest_first: bool,
    /// How many steps from balance to balance agree, of so many.
    pub agree: usize,
    pub steps: usize,
}

/// One row: its amount, were it money that came in, and the balance where it gives one.
pub type Step = (Decimal, Option<Decimal>);

/// The one reading in which nearly all balances follow from each other; none where none does, or two do.
pub fn prove(rows: &[Step]) -> Option<Proof> {
    let down: Vec<Step> = rows.to_vec();
    let up: Vec<Step> = rows.iter().rev().copied().collect();
    let mut proofs: Vec<Proof> = [(&down, false), (&up, true)]
        .into_iter()
        .flat_map(|(rows, is_newest_first)| {
            [Sense::In, Sense::Out].map(|sense| {
                let (agree, steps) = follow(rows, sense);
                Proof { sense, is_newest_first, agree, steps }
            })
        })
        .filter(|proof| proof.agree > 0 && proof.agree * 10 >= proof.steps * 8)
        .collect();
    proofs.sort_by_key(|proof| std::cmp::Reverse(proof.agree));
    match proofs.as_slice() {
        [] => None,
        [one] => Some(*one),
        [best, next, ..] => (best.agree > next.agree).then_some(*best),
    }
}

/// How many steps between two balances agree with the amounts between them, of how many.
fn follow(rows: &[Step], sense: Sense) -> (usize, usize) {
    let (mut agree, mut steps) = (0, 0);
    let mut expected: Option<Decimal> = None;
    for (amount, balance) in rows {
        expected = expected.and_then(|before| match sense {
            Sense::In => before.plus(*amount),
            Sense::Out => before.minus(*amount),
        });
        if let Some(balance) = balance {
            steps += usize::from(expected.is_some());
            agree += usize::from(expected == Some(*balance));
            expected = Some(*balance);
        }
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
}
