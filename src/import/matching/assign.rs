//! The best one-to-one assignment between lines and entries.
//!
//! Pure arithmetic on a sparse weighted graph: nothing here knows what a line
//! is. Nodes of the left side are added one after the other, each along the
//! best alternating path; that keeps the assignment the best one at every step
//! (successive shortest paths, as in Kuhn's and Munkres' method). The same
//! search tells what an assignment is worth that has to do without one node,
//! and so how clear a choice is.

use std::collections::VecDeque;

/// A pair that may be assigned, and what it is worth; more than nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub left: usize,
    pub right: usize,
    pub worth: i64,
}

/// A graph and its best assignment.
#[derive(Debug)]
pub struct Assignment {
    lefts: Side,
    rights: Side,
}

#[derive(Debug)]
struct Side {
    /// By node: the nodes of the other side it may go with, and the worth.
    near: Vec<Vec<(usize, i64)>>,
    /// By node: the node it goes with.
    partner: Vec<Option<usize>>,
}

/// How a node is best placed anew: what it gains, and where the path ends.
struct Route {
    gain: i64,
    /// The node of the side searched that is changed last, and the free node it takes, or none: it goes without.
    end: (usize, Option<usize>),
    /// By node of the side searched: the one before it on the path.
    before: Vec<Option<usize>>,
}

impl Assignment {
    /// The best assignment of a graph with so many nodes on each side.
    pub fn best(lefts: usize, rights: usize, pairs: &[Pair]) -> Assignment {
        let side = |count: usize| Side { near: vec![Vec::new(); count], partner: vec![None; count] };
        let mut assignment = Assignment { lefts: side(lefts), rights: side(rights) };
        for pair in pairs {
            assignment.lefts.near[pair.left].push((pair.right, pair.worth));
            assignment.rights.near[pair.right].push((pair.left, pair.worth));
        }
        for left in 0..lefts {
            assignment.place(left);
        }
        assignment
    }

    /// The right node that a left one goes with.
    pub fn right_of(&self, left: usize) -> Option<usize> {
        self.lefts.partner[left]
    }

    /// What is lost in all when the right partner of `left` and the `barred` ones may not be used.
    pub fn loss_without_right(&self, left: usize, barred: &[usize]) -> i64 {
        loss(&self.lefts, &self.rights, left, barred)
    }

    /// What is lost in all when the left partner of `right` and the `barred` ones may not be used.
    pub fn loss_without_left(&self, right: usize, barred: &[usize]) -> i64 {
        loss(&self.rights, &self.lefts, right, barred)
    }

    fn place(&mut self, left: usize) {
        let route = search(&self.lefts, &self.rights, left, &[]);
        let (mut node, mut takes) = route.end;
        loop {
            let gives = std::mem::replace(&mut self.lefts.partner[node], takes);
            if let Some(right) = takes {
                self.rights.partner[right] = Some(node);
            }
            let Some(before) = route.before[node] else {
                return;
            };
            (node, takes) = (before, gives);
        }
    }
}

fn loss(from: &Side, to: &Side, node: usize, barred: &[usize]) -> i64 {
    let Some(partner) = from.partner[node] else {
        return 0;
    };
    let worth = worth(from, node, partner);
    let barred: Vec<usize> = barred.iter().copied().chain([partner]).collect();
    worth - search(from, to, node, &barred).gain
}

fn worth(from: &Side, node: usize, partner: usize) -> i64 {
    from.near[node].iter().find(|(other, _)| *other == partner).map_or(0, |(_, worth)| *worth)
}

/// The best way to place `start`, which counts as without partner, and to move others for it.
///
/// Gains only ever grow along a path, and no circle of moves gains anything in a best assignment: so it ends.
fn search(from: &Side, to: &Side, start: usize, barred: &[usize]) -> Route {
    let mut gains: Vec<Option<i64>> = vec![None; from.near.len()];
    let mut before = vec![None; from.near.len()];
    let (mut gain, mut end) = (0, (start, None));
    gains[start] = Some(0);
    let mut waiting = VecDeque::from([start]);
    while let Some(node) = waiting.pop_front() {
        let so_far = gains[node].unwrap_or_default();
        for (other, worth_here) in &from.near[node] {
            if from.partner[node] == Some(*other) || barred.contains(other) {
                continue;
            }
            let taken = so_far + worth_here;
            let Some(holder) = to.partner[*other] else {
                if taken > gain {
                    (gain, end) = (taken, (node, Some(*other)));
                }
                continue;
            };
            let moved = taken - worth(from, holder, *other);
            if holder != start && gains[holder].is_none_or(|known| moved > known) {
                gains[holder] = Some(moved);
                before[holder] = Some(node);
                waiting.push_back(holder);
                if moved > gain {
                    (gain, end) = (moved, (holder, None));
                }
            }
        }
    }
    Route { gain, end, before }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(worths: &[(usize, usize, i64)]) -> Vec<Pair> {
        worths.iter().map(|(left, right, worth)| Pair { left: *left, right: *right, worth: *worth }).collect()
    }

    fn total(pairs: &[Pair], assignment: &Assignment, lefts: usize) -> i64 {
        (0..lefts)
            .filter_map(|left| Some((left, assignment.right_of(left)?)))
            .map(|(left, right)| {
                let found = pairs.iter().find(|pair| (pair.left, pair.right) == (left, right));
                found.expect("only pairs are assigned").worth
            })
            .sum()
    }

    /// Every assignment tried.
    fn brute_force(pairs: &[Pair], lefts: usize, left: usize, used: &mut Vec<usize>) -> i64 {
        if left == lefts {
            return 0;
        }
        let mut best = brute_force(pairs, lefts, left + 1, used);
        for pair in pairs.iter().filter(|pair| pair.left == left) {
            if !used.contains(&pair.right) {
                used.push(pair.right);
                best = best.max(pair.worth + brute_force(pairs, lefts, left + 1, used));
                used.pop();
            }
        }
        best
    }

    #[test]
    fn the_best_whole_is_better_than_the_best_first_choice() {
        let all = pairs(&[(0, 0, 10), (0, 1, 9), (1, 0, 9)]);
        let assignment = Assignment::best(2, 2, &all);
        assert_eq!((assignment.right_of(0), assignment.right_of(1)), (Some(1), Some(0)));
    }

    #[test]
    fn a_choice_without_an_alternative_is_worth_all_of_itself() {
        let assignment = Assignment::best(2, 2, &pairs(&[(0, 0, 10), (1, 1, 7)]));
        assert_eq!(assignment.loss_without_right(0, &[]), 10);
        assert_eq!(assignment.loss_without_left(1, &[]), 7);
    }

    fn graph() -> impl Strategy<Value = (usize, usize, Vec<Pair>)> {
        let worths = proptest::collection::btree_map((0..5_usize, 0..5_usize), 1..20_i64, 0..14);
        worths.prop_map(|worths| {
            (5, 5, worths.into_iter().map(|((left, right), worth)| Pair { left, right, worth }).collect())
        })
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_worth_more((lefts, rights, pairs) in graph()) {
            let assignment = Assignment::best(lefts, rights, &pairs);
            let best = brute_force(&pairs, lefts, 0, &mut Vec::new());
            prop_assert_eq!(total(&pairs, &assignment, lefts), best);
        }

        #[test]
        fn the_loss_is_what_an_assignment_without_that_node_is_worth_less((lefts, rights, pairs) in graph()) {
            let assignment = Assignment::best(lefts, rights, &pairs);
            let best = total(&pairs, &assignment, lefts);
            for left in 0..lefts {
                let Some(right) = assignment.right_of(left) else { continue };
                let mut without = pairs.clone();
                without.retain(|pair| pair.right != right);
                let other = brute_force(&without, lefts, 0, &mut Vec::new());
                prop_assert_eq!(assignment.loss_without_right(left, &[]), best - other);
                let mut without = pairs.clone();
                without.retain(|pair| pair.left != left);
                let other = brute_force(&without, lefts, 0, &mut Vec::new());
                prop_assert_eq!(assignment.loss_without_left(right, &[]), best - other);
            }
        }
    }
}
