//! How far the reading of a file is, and whether it is still wanted.
//!
//! A reader goes through a file once or a few times; whoever looks on sees one
//! way through its bytes. Nothing here knows the time or draws a bar.

use crate::ledger::{Stage, Stopped, Unwatched, Watch};

/// So often in one way through a part it is told.
const TIMES: usize = 512;

/// The longest way between two words, in bytes or rows.
const LONGEST_STEP: usize = 64 * 1024;

/// A part of the way through a file.
#[derive(Clone, Copy)]
pub struct Progress<'w> {
    watch: &'w dyn Watch,
    /// The bytes of the file.
    of: usize,
    /// Where this part begins and ends among them.
    part: (usize, usize),
}

impl<'w> Progress<'w> {
    /// The whole way through a file of so many bytes.
    pub fn through(watch: &'w dyn Watch, of: usize) -> Progress<'w> {
        Progress { watch, of, part: (0, of) }
    }

    /// The way of a reader whom nobody looks at.
    pub fn unseen() -> Progress<'static> {
        Progress::through(&Unwatched, 0)
    }

    /// One of `count` equal parts of it, the first being 0.
    pub fn part(self, nth: usize, count: usize) -> Progress<'w> {
        let (from, to) = self.part;
        let at = |nth: usize| from + (to - from).saturating_mul(nth) / count.max(1);
        Progress { part: (at(nth), at(nth + 1)), ..self }
    }

    /// Goes through it in `steps`, be they bytes or rows.
    pub fn steps(self, steps: usize) -> Steps<'w> {
        Steps { progress: self, steps, next: 0 }
    }
}

impl std::fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} of {}", self.part, self.of)
    }
}

/// A part that is gone through just now. It is told now and then, not at each step.
#[derive(Debug)]
pub struct Steps<'w> {
    progress: Progress<'w>,
    steps: usize,
    next: usize,
}

impl Steps<'_> {
    /// So many steps are behind it.
    ///
    /// # Errors
    /// When the file is not wanted any more.
    #[inline]
    pub fn at(&mut self, done: usize) -> Result<(), Stopped> {
        if done < self.next { Ok(()) } else { self.tell(done) }
    }

    fn tell(&mut self, done: usize) -> Result<(), Stopped> {
        self.next = done + (self.steps / TIMES).clamp(1, LONGEST_STEP);
        let Progress { watch, of, part: (from, to) } = self.progress;
        let behind = (to - from).saturating_mul(done.min(self.steps)) / self.steps.max(1);
        watch.at(Stage::Reading, from + behind, of)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Writes down what it is told, and stops it at so many bytes.
    struct Onlooker(Mutex<Vec<usize>>, usize);

    impl Watch for Onlooker {
        fn at(&self, _: Stage, done: usize, _: usize) -> Result<(), Stopped> {
            self.0.lock().expect("alone").push(done);
            if done < self.1 { Ok(()) } else { Err(Stopped) }
        }
    }

    #[test]
    fn two_ways_through_a_file_look_like_one() {
        let onlooker = Onlooker(Mutex::default(), usize::MAX);
        let whole = Progress::through(&onlooker, 1_000);
        for nth in 0..2 {
            let mut steps = whole.part(nth, 2).steps(10);
            (0..=10).for_each(|row| steps.at(row).expect("is wanted"));
        }
        let told = onlooker.0.into_inner().expect("alone");
        assert!(told.is_sorted() && told.len() == 22, "{told:?}");
        assert_eq!((told.first(), told.last()), (Some(&0), Some(&1_000)));
    }

    #[test]
    fn a_long_way_is_told_now_and_then_and_stops_where_it_is_not_wanted() {
        let onlooker = Onlooker(Mutex::default(), 500_000);
        let mut steps = Progress::through(&onlooker, 1_000_000).steps(1_000_000);
        let stopped = (0..1_000_000).find(|byte| steps.at(*byte).is_err());
        assert!(stopped.is_some_and(|byte| (500_000..510_000).contains(&byte)), "{stopped:?}");
        assert!(onlooker.0.into_inner().expect("alone").len() < 1_000);
    }
}
