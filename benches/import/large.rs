//! A book of 200,000 rows: undo and redo of the import that brought them, the export of an account with one row, and the
//! preview of a file with one line; and long files by the command line.
//!
//! Each is timed by the clock and in processor time of the program: on a machine with other work only the latter can be
//! laid beside another run.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::figures::{grouped, ms, size, spread};
use super::program::Program;
use super::rows::{Kind, file};
use super::started::binary;

/// How often each question is asked.
const TIMES: usize = 50;

pub fn measure(folder: &Path) {
    let rows = size("LARGE", 200_000);
    println!("## A book of {} rows", grouped(rows));
    let mut program = Program::start(&folder.join("large.counterfoil"));
    let bytes = file(Kind::Qif, rows);
    let (_, preview) = program.preview(Kind::Qif, &bytes);
    let account = json!({"name": "Cash", "kind": "asset", "currency": "USD",
        "opening": {"amount": 1_00, "date": "2024-01-01"}});
    let cash = program.told("POST", "/api/v1/accounts", &account.to_string())["id"].clone();
    let (imported, _) = program.import_timed(&preview);
    told("import", &mut [imported]);
    let (mut undone, mut redone) = (Vec::new(), Vec::new());
    for _ in 0..size("RUNS", 3) {
        undone.push(program.asked("POST", "/api/v1/undo", ""));
        redone.push(program.asked("POST", "/api/v1/redo", ""));
    }
    told("undo", &mut undone);
    told("redo", &mut redone);
    for format in ["qif", "csv", "ofx"] {
        let path = format!("/api/v1/export?format={format}&account={cash}");
        told(&format!("export of an account with one row, {format}"), &mut asked(&mut program, &path, ""));
    }
    for kind in [Kind::Qif, Kind::Csv, Kind::Ofx] {
        let path = format!("/api/v1/imports/previews?name=one.{}", kind.name());
        let line = String::from_utf8(file(kind, 1)).expect("is text");
        told(&format!("preview of one line, {}", kind.name()), &mut asked(&mut program, &path, &line));
    }
    println!();
}

fn asked(program: &mut Program, path: &str, body: &str) -> Vec<(u64, u64)> {
    let method = if body.is_empty() { "GET" } else { "POST" };
    (0..TIMES).map(|_| program.asked(method, path, body)).collect()
}

fn told(what: &str, times: &mut [(u64, u64)]) {
    let (mut clock, mut processor): (Vec<u64>, Vec<u64>) = times.iter().copied().unzip();
    println!("{what}: {}; processor time {}", spread(&mut clock), spread(&mut processor));
}

/// A file into a new book by `counterfoil import`, which is the program itself for a moment.
pub fn command_line(folder: &Path) {
    let rows = size("COMMAND", 642_000);
    for kind in [Kind::Qif, Kind::Csv] {
        let path = folder.join(format!("command.{}", kind.name()));
        fs::write(&path, file(kind, rows)).expect("is written");
        let begun = Instant::now();
        let child = Command::new(binary())
            .args(["import", "--json", "--book"])
            .arg(folder.join(format!("command-{}.counterfoil", kind.name())))
            .arg(&path)
            .env("HOME", folder)
            .env("XDG_STATE_HOME", folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let (highest, processor_ms, answer) = watched(child);
        let took = u64::try_from(begun.elapsed().as_nanos()).expect("fits");
        assert_eq!(answer["files"][0]["imported"]["added"], json!(rows), "{answer}");
        println!(
            "{} rows of {} by the command line: {} ms, processor time {} ms, at most {} kB",
            grouped(rows),
            kind.name(),
            ms(took),
            grouped(processor_ms),
            grouped(highest)
        );
    }
}

/// The most memory the process has in kB, its processor time in milliseconds, and what it says.
fn watched(mut child: Child) -> (usize, usize, Value) {
    let (mut highest, mut ticks) = (0, 0);
    while child.try_wait().expect("is ours").is_none() {
        let read =
            |what: &str| fs::read_to_string(format!("/proc/{}/{what}", child.id())).unwrap_or_default();
        let status = read("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok());
        highest = now.unwrap_or(0).max(highest);
        // Fields 14 and 15 (proc(5)), the 12th and 13th after the name in brackets.
        let stat = read("stat");
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
        ticks = fields.filter_map(|field| field.parse::<usize>().ok()).sum::<usize>().max(ticks);
        sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("is over");
    // A hundred to the second on Linux, whatever the machine (time(7)).
    (highest, ticks * 10, serde_json::from_slice(&output.stdout).expect("JSON"))
}
