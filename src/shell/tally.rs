//! Sums up what would otherwise fill the log.
//!
//! What is refused is told at once the first time, and from then on as a
//! number: one line a minute for each kind, however many come. Pure: it is told
//! the time and writes nothing.

use super::moment::Moment;

/// How long one line stands for all of its kind.
const WINDOW_MS: u64 = 60_000;

/// Counts by kind.
#[derive(Clone, Debug)]
pub struct Tally<K> {
    kinds: Vec<Count<K>>,
}

#[derive(Clone, Debug)]
struct Count<K> {
    kind: K,
    since: Moment,
    /// How many came that no line has told.
    untold: u64,
}

impl<K: PartialEq + Clone> Tally<K> {
    /// Nothing was refused so far.
    pub fn new() -> Self {
        Self { kinds: Vec::new() }
    }

    /// One more of this kind; whether it is the first and is to be told at once.
    pub fn add(&mut self, kind: K, now: Moment) -> bool {
        if let Some(count) = self.kinds.iter_mut().find(|count| count.kind == kind) {
            count.untold += 1;
            return false;
        }
        self.kinds.push(Count { kind, since: now, untold: 0 });
        true
    }

    /// The kinds whose minute is over, with how many came in it; those of which none came are forgotten.
    pub fn due(&mut self, now: Moment) -> Vec<(K, u64)> {
        let (over, still) = self.kinds.drain(..).partition(|count| now >= count.since.plus_ms(WINDOW_MS));
        self.kinds = still;
        let told: Vec<Count<K>> = Vec::into_iter(over).filter(|count| count.untold > 0).collect();
        let again = told.iter().map(|count| Count { kind: count.kind.clone(), since: now, untold: 0 });
        self.kinds.extend(again);
        told.into_iter().map(|count| (count.kind, count.untold)).collect()
    }

    /// All that was not told, at the end.
    pub fn rest(&mut self) -> Vec<(K, u64)> {
        let untold = self.kinds.drain(..).filter(|count| count.untold > 0);
        untold.map(|count| (count.kind, count.untold)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: u64) -> Moment {
        Moment::from_ms(s * 1_000)
    }

    #[test]
    fn the_first_is_told_at_once_and_the_others_once_a_minute() {
        let mut tally = Tally::new();
        let told: Vec<bool> = (0..1_000).map(|n| tally.add("key", at(n / 20))).collect();
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        assert_eq!(tally.due(at(59)), []);
        assert_eq!(tally.due(at(60)), [("key", 999)]);
        assert!(!tally.add("key", at(61)), "within the next minute");
        assert_eq!(tally.due(at(119)), []);
        assert_eq!(tally.due(at(120)), [("key", 1)]);
        assert_eq!(tally.due(at(180)), []);
        assert!(tally.add("key", at(181)), "after a minute without any it is news again");
    }

    #[test]
    fn kinds_are_told_apart_and_nothing_is_lost_at_the_end() {
        let mut tally = Tally::new();
        assert!(tally.add("key", at(0)) && tally.add("host", at(1)));
        tally.add("host", at(2));
        assert_eq!(tally.rest(), [("host", 1)]);
        assert_eq!(tally.rest(), []);
    }
}
