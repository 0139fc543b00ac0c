//! How fast a register is read, searched and written, at ten thousand to a million rows.
//!
//! The real program runs on a book of each size and is asked over HTTP, one
//! question after another; the same questions written the plain way in SQL
//! stand beside. Sizes and places are variables of the environment:
//! `ROWS=10000,100000 BOOKS=/dev/shm cargo bench --bench register`.
//! The table at the end has all that has an aim. `MADE=/folder` keeps the books
//! for the next run, which then need not make them; `SPREAD=years` is half of it.
//! `docs/BENCHMARKS.md` has figures and says how to read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on says why and stops"
)]

mod asked;
mod book;
mod client;
mod desk;
#[path = "../events/figures.rs"]
#[allow(dead_code, reason = "shared with the benchmark of events, which uses all of it")]
mod figures;
mod plain;
mod program;
mod reports;
mod started;
mod table;

use std::path::{Path, PathBuf};
use std::time::Instant;

use book::Spread;
use figures::{grouped, machine, ms, sizes};
use program::Program;
use table::Figures;

fn main() {
    println!("{}\n", machine());
    let folder = std::env::var_os("BOOKS").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(folder).expect("a folder");
    let mut books = Vec::new();
    for rows in sizes("ROWS", &[10_000, 100_000, 1_000_000]) {
        for spread in spreads() {
            let figures = measure(folder.path(), rows, spread);
            if spread == spreads()[0] {
                books.push(figures);
            }
        }
    }
    table::print(&books);
}

/// Both, or the one of the environment: `SPREAD=years`, `SPREAD=day`.
fn spreads() -> Vec<Spread> {
    match std::env::var("SPREAD").as_deref() {
        Ok("years") => vec![Spread::Years],
        Ok("day") => vec![Spread::OneDay],
        _ => vec![Spread::Years, Spread::OneDay],
    }
}

fn measure(folder: &Path, rows: usize, spread: Spread) -> Figures {
    let path = folder.join("measured.counterfoil");
    println!("## {} rows, {}", grouped(rows), spread.words());
    provide(&path, rows, spread);
    let start = Program::starts(&path, if spread == Spread::Years { 10 } else { 3 });
    let mut program = Program::start(&path);
    let page = program.pages(rows);
    println!("resident after pages: {} kB", grouped(program.resident_kb()));
    let search = program.searches(rows);
    program.typing(rows);
    println!("resident after searches: {} kB", grouped(program.resident_kb()));
    let insert = program.inserts(if spread == Spread::Years { 200 } else { 100 });
    program.small_questions(rows);
    println!("resident after inserts: {} kB", grouped(program.resident_kb()));
    let sorted = program.sorted(rows);
    let resident_kb = program.resident_kb();
    println!("resident after all that: {} kB", grouped(resident_kb));
    program.month(rows);
    program.reports(rows);
    drop(program);
    if spread == Spread::Years {
        plain::measure(&path, rows);
        if rows >= 100_000 {
            println!("100,000 more rows, imported as one step: {} ms", ms(book::add(&path, 100_000)));
        }
    }
    std::fs::remove_file(&path).expect("is removed");
    println!();
    Figures { rows, asked: [start, page, insert, search, sorted], resident_kb }
}

/// A book to measure: made anew, or a copy of the one that an earlier run left in the folder `MADE`.
fn provide(path: &Path, rows: usize, spread: Spread) {
    let kept =
        std::env::var_os("MADE").map(|made| Path::new(&made).join(format!("{rows}-{spread:?}.counterfoil")));
    if let Some(kept) = kept.as_ref().filter(|kept| kept.exists()) {
        std::fs::copy(kept, path).expect("is copied");
        return;
    }
    let begun = Instant::now();
    let last_ns = book::make(path, rows, spread);
    println!("made in {} s; the last 10,000 rows imported in {} ms", begun.elapsed().as_secs(), ms(last_ns));
    if let Some(kept) = kept {
        std::fs::copy(path, kept).expect("is copied");
    }
}
