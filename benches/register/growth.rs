//! How figures grow from the smallest book to the largest.

use super::figures::{grouped, ms};

/// A figure of one size of book, in nanoseconds.
pub struct Figure {
    pub what: &'static str,
    pub rows: usize,
    pub ns: u64,
}

/// Prints each figure of the largest book as a multiple of that of the smallest.
pub fn print(figures: &[Figure]) {
    let sizes = figures.iter().map(|figure| figure.rows);
    let (Some(least), Some(most)) = (sizes.clone().min(), sizes.max()) else { return };
    if least == most {
        return;
    }
    println!("## Growth of medians from {} to {} rows", grouped(least), grouped(most));
    for large in figures.iter().filter(|figure| figure.rows == most) {
        let same = |figure: &&Figure| figure.rows == least && figure.what == large.what;
        if let Some(small) = figures.iter().find(same) {
            let tenths = large.ns * 10 / small.ns.max(1);
            println!(
                "{}: {} to {} ms, {}.{} times",
                large.what,
                ms(small.ns),
                ms(large.ns),
                tenths / 10,
                tenths % 10
            );
        }
    }
}
