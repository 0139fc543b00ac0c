//! How fast a register is read, searched and written, at ten thousand to a million rows.
//!
//! The real program runs on a book of each size and is asked over HTTP, one
//! question after another; the same questions written the plain way in SQL
//! stand beside. Sizes and places are variables of the environment:
//! `ROWS=10000,100000 BOOKS=/dev/shm cargo bench --bench register`.
//! `docs/BENCHMARKS.md` has figures and says how to read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on says why and stops"
)]

mod book;
mod client;
#[path = "../events/figures.rs"]
#[allow(dead_code, reason = "shared with the benchmark of events, which uses all of it")]
mod figures;
mod plain;
mod program;
mod started;

use std::path::PathBuf;
use std::time::Instant;

use book::Spread;
use figures::{grouped, machine, ms, sizes};
use program::Program;

fn main() {
    println!("{}\n", machine());
    let folder = std::env::var_os("BOOKS").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(folder).expect("a folder");
    for rows in sizes("ROWS", &[10_000, 100_000, 1_000_000]) {
        for spread in [Spread::Years, Spread::OneDay] {
            measure(folder.path(), rows, spread);
        }
    }
}

fn measure(folder: &std::path::Path, rows: usize, spread: Spread) {
    let path = folder.join(format!("{rows}-{spread:?}.counterfoil"));
    let begun = Instant::now();
    let import_ns = book::make(&path, rows, spread);
    println!("## {} rows, {}", grouped(rows), spread.words());
    println!(
        "made in {} s; the last 10,000 rows imported in {} ms",
        begun.elapsed().as_secs(),
        ms(import_ns)
    );
    Program::starts(&path, if spread == Spread::Years { 10 } else { 3 });
    let mut program = Program::start(&path);
    program.pages(rows);
    program.searches(rows);
    program.inserts(if spread == Spread::Years { 200 } else { 50 });
    program.small_questions(rows);
    println!("resident after all that: {} kB", grouped(program.resident_kb()));
    drop(program);
    if spread == Spread::Years {
        plain::measure(&path, rows);
        if rows >= 100_000 {
            println!("100,000 more rows, imported as one step: {} ms", ms(book::add(&path, 100_000)));
        }
    }
    std::fs::remove_file(&path).expect("is removed");
    println!();
}
