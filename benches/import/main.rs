//! How long a bank file of 100,000 rows takes: read, matched, shown, written.
//!
//! The real program on a new book is given the file over HTTP as the page gives
//! it: a preview, and then the order to import. The steps of it stand below,
//! each measured alone in this process. Sizes and places are variables of the
//! environment: `ROWS=100000 RUNS=5 BOOKS=/dev/shm cargo bench --bench import`.
//! Then a book of 200,000 rows is asked for small things, and 642,000 rows are imported by the command line (`LARGE=0`
//! and `COMMAND=0` leave them out). At the end stand files of 60 MB: what memory they take, and how soon a cancel is
//! answered; `LONG=0` leaves them out.
//! `docs/BENCHMARKS.md` has figures and says how to read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on says why and stops"
)]

#[path = "../register/client.rs"]
#[allow(dead_code, reason = "shared with the benchmark of registers, which uses all of it")]
mod client;
#[path = "../events/figures.rs"]
#[allow(dead_code, reason = "shared with the benchmark of events, which uses all of it")]
mod figures;
mod large;
mod long;
mod program;
mod rows;
#[path = "../register/started.rs"]
mod started;
mod steps;

use std::path::PathBuf;

use figures::{grouped, machine, ms, size, sizes};
use program::Program;
use rows::{Kind, file};

fn main() {
    if let Some((kind, rows)) = long::asked() {
        return long::memory(kind, rows);
    }
    println!("{}\n", machine());
    let folder = std::env::var_os("BOOKS").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(folder).expect("a folder");
    for rows in sizes("ROWS", &[100_000]) {
        for kind in [Kind::Ofx, Kind::Qif, Kind::Csv] {
            let bytes = file(kind, rows);
            println!("## {} rows of {}, {} kB", grouped(rows), kind.name(), grouped(bytes.len() / 1024));
            for run in 0..size("RUNS", 3) {
                whole(&folder.path().join(format!("{run}-{}.counterfoil", kind.name())), kind, &bytes);
            }
            steps::measure(&folder.path().join(format!("{}.counterfoil", kind.name())), kind, &bytes);
            println!();
        }
    }
    if size("LARGE", 200_000) > 0 {
        large::measure(folder.path());
    }
    if size("COMMAND", 642_000) > 0 {
        large::command_line(folder.path());
    }
    if size("LONG", 1) > 0 {
        long::measure(folder.path());
    }
}

/// The file into a new book, and the same file once more.
fn whole(book: &std::path::Path, kind: Kind, bytes: &[u8]) {
    let mut program = Program::start(book);
    let (shown_ns, preview) = program.preview(kind, bytes);
    let (written_ns, done) = program.import(&preview);
    let added = done["added"].as_u64().expect("a number");
    let (again_ns, _) = program.preview(kind, bytes);
    println!(
        "read and shown {} ms, written {} ms: {} ms for {added} rows (resident {} kB); shown again, all known: {} ms",
        ms(shown_ns),
        ms(written_ns),
        ms(shown_ns + written_ns),
        grouped(program.resident_kb()),
        ms(again_ns),
    );
}
