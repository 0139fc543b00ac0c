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
    pub fn print(self, words: &str) -> Asked {
        println!(
            "{words}: p50 {} ms, p99 {} ms; processor p50 {} ms, p99 {} ms",
            ms(self.clock(50)),
            ms(self.clock(99)),
            ms(self.own(50)),
            ms(self.own(99))
        );
        self
    }

    /// A percentile by the clock.
    pub fn clock(&self, percent: usize) -> u64 {
        at(&self.clock, percent)
    }

    /// A percentile of the program's processor time, which does not depend on what else the machine does.
    pub fn own(&self, percent: usize) -> u64 {
        at(&self.own, percent)
    }
}

fn at(times: &[u64], percent: usize) -> u64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get((sorted.len().max(1) - 1) * percent / 100).copied().unwrap_or(0)
}
