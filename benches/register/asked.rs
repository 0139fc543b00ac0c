//! How long answers took: by the clock, and in processor time of the program.
//!
//! On a machine that does other work the clock also has the queue for the
//! cores in it; what the program itself took has not. It measures nothing.

use super::figures::ms;

/// The times of one kind of question, in nanoseconds.
#[derive(Default, Clone)]
pub struct Asked {
    clock: Vec<u64>,
    /// Of all threads of the program.
    own: Vec<u64>,
}

impl Asked {
    pub fn add(&mut self, (clock, own): (u64, u64)) {
        self.clock.push(clock);
        self.own.push(own);
    }

    pub fn extend(&mut self, other: Asked) {
        self.clock.extend(other.clock);
        self.own.extend(other.own);
    }

    /// Prints median and 99th percentile of both, and hands them on.
    pub fn print(mut self, words: &str) -> Asked {
        self.clock.sort_unstable();
        self.own.sort_unstable();
        let (clock, own) = (&self.clock, &self.own);
        let part = |times: &[u64], percent| ms(at(times, percent));
        println!(
            "{words}: p50 {} ms, p99 {} ms; processor p50 {} ms, p99 {} ms",
            part(clock, 50),
            part(clock, 99),
            part(own, 50),
            part(own, 99)
        );
        self
    }

    /// What a growth is told by: medians do not depend on what else the machine does.
    pub fn median(&self) -> u64 {
        at(&self.own, 50)
    }
}

fn at(sorted: &[u64], percent: usize) -> u64 {
    sorted.get((sorted.len().max(1) - 1) * percent / 100).copied().unwrap_or(0)
}
