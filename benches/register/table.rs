//! The figures that have an aim, in one table: of the largest book, and how they grow from the smallest.

use super::asked::Asked;
use super::figures::{grouped, ms};

/// What has an aim: its p99 in milliseconds, and how many times the median may grow.
const AIMS: [(&str, u64, u64); 5] = [
    ("start to first page", 300, 0),
    ("page anywhere", 5, 2),
    ("back-dated insert, seen in a second tab", 30, 2),
    ("search", 50, 10),
    ("sorted by another column, the first page", 150, 0),
];

/// The most that may be resident, in kB.
const MOST_RESIDENT_KB: usize = 120_000;

/// The figures of one book, in the order of [`AIMS`].
pub struct Figures {
    pub rows: usize,
    pub asked: [Asked; AIMS.len()],
    pub resident_kb: usize,
}

/// Prints those of the last book, beside those of the first.
pub fn print(books: &[Figures]) {
    let (Some(small), Some(large)) = (books.first(), books.last()) else { return };
    println!("## {} rows, beside {}", grouped(large.rows), grouped(small.rows));
    println!("| p99, ms | by the clock | of the processor | aim | the processor's median grows | aim |");
    println!("|---|---|---|---|---|---|");
    for (((what, aim_ms, most), asked), before) in AIMS.iter().zip(&large.asked).zip(&small.asked) {
        let tenths = asked.own(50) * 10 / before.own(50).max(1);
        let growth = format!("{}.{}×", tenths / 10, tenths % 10);
        let most = if *most == 0 { "".into() } else { format!("< {most}×") };
        println!(
            "| {what} | {} | {} | < {aim_ms} | {growth} | {most} |",
            ms(asked.clock(99)),
            ms(asked.own(99))
        );
    }
    println!("| resident, kB | {} | | < {} | | |", grouped(large.resident_kb), grouped(MOST_RESIDENT_KB));
}
