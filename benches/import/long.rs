//! A file nearly as long as any that is taken: the memory it takes to read it, and how soon a cancel is answered.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use counterfoil::import::read;

use super::figures::{grouped, ms, resident_kb};
use super::program::Program;
use super::rows::{Kind, file};

/// So long the file is, in bytes.
const LONG: usize = 60_000_000;

const KINDS: [Kind; 4] = [Kind::Ofx, Kind::Qif, Kind::Csv, Kind::Camt];

/// The variable that tells a process of its own what to read.
const ALONE: &str = "COUNTERFOIL_BENCH_READS";

pub fn measure(folder: &Path) {
    println!("## Files of {} kB", grouped(LONG / 1024));
    for kind in KINDS {
        let per_row = file(kind, 1_000).len() / 1_000;
        let rows = LONG / per_row;
        alone(kind, rows);
        cancel(folder, kind, &file(kind, rows));
    }
}

/// Reads it in a process of its own: memory that was used before would be used again, and not be seen.
fn alone(kind: Kind, rows: usize) {
    let mut again = Command::new(std::env::current_exe().expect("has a path"));
    let status = again.env(ALONE, format!("{} {rows}", kind.name())).status().expect("starts");
    assert!(status.success(), "{} is read", kind.name());
}

/// What such a process was started for; none where it is not one.
pub fn asked() -> Option<(Kind, usize)> {
    let asked = std::env::var(ALONE).ok()?;
    let (name, rows) = asked.split_once(' ')?;
    let kind = KINDS.into_iter().find(|kind| kind.name() == name)?;
    Some((kind, rows.parse().ok()?))
}

/// The most memory that this process has while it reads, beyond the file itself.
pub fn memory(kind: Kind, rows: usize) {
    let bytes = &file(kind, rows);
    // The kernel forgets the highest so far (proc(5), clear_refs).
    let is_reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = resident_kb();
    let begun = Instant::now();
    let lines: usize = read("long", bytes)
        .expect("statements")
        .statements
        .iter()
        .map(|statement| statement.lines.len())
        .sum();
    let took = u64::try_from(begun.elapsed().as_nanos()).expect("fits");
    assert_eq!(lines, rows, "all of them");
    let highest = highest_kb().saturating_sub(before);
    println!(
        "{}: {} rows read in {} ms; at most {} kB beside the {} kB of the file, {} bytes a row{}",
        kind.name(),
        grouped(rows),
        ms(took),
        grouped(highest),
        grouped(bytes.len() / 1024),
        highest * 1024 / rows,
        if is_reset { "" } else { " (the highest of the whole run)" },
    );
}

fn highest_kb() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// The file is stopped in the midst of its reading.
fn cancel(folder: &Path, kind: Kind, bytes: &[u8]) {
    let mut program = Program::start(&folder.join(format!("long-{}.counterfoil", kind.name())));
    let (answered_ns, done, of) = program.cancelled(kind, bytes);
    println!(
        "{}: cancelled at {} of {} kB: answered after {} ms",
        kind.name(),
        grouped(done / 1024),
        grouped(of / 1024),
        ms(answered_ns)
    );
}
