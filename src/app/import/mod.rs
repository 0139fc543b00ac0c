//! `counterfoil import`: bank files by the command line.
//!
//! What was asked for goes to standard output, and nothing else does; what
//! went wrong goes to standard error. A dry run opens no book, makes no folder
//! and asks nobody: it only reads the files. An import asks the program that
//! runs on the book; where none does, it is that program for a moment.

mod document;
mod onlooker;
mod outcome;
mod reading;
mod taking;
mod whole;
mod words;

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::reach::Reached;
use crate::cli::Import;
use crate::config::Config;
use document::Document;
use onlooker::{INTERRUPTED, Onlooker};
use outcome::{Outcome, Outcomes};

/// All files were read.
const FINE: i32 = 0;
/// At least one file could not be taken.
const FAILED: i32 = 1;
/// Something has to be said on the page before all is in the book.
const OPEN: i32 = 3;

/// Shows what is in the files; the exit code.
pub fn dry_run(order: &Import) -> i32 {
    let files: Vec<document::File> = order.files.iter().map(|path| reading::described(path)).collect();
    let code = match files.as_slice() {
        all if !all.iter().all(document::File::is_readable) => FAILED,
        all if all.iter().any(document::File::is_open) => OPEN,
        _ => FINE,
    };
    let document = Document { files };
    print(if order.json { Ok(&document) } else { Err(words::words(&document)) }, code)
}

/// Takes the files into the book; the exit code.
///
/// # Errors
/// When the book cannot be had, or has no account of that name. Nothing was imported then.
pub fn run(order: &Import, config: &Config) -> anyhow::Result<i32> {
    let onlooker = Onlooker::new()?;
    let reached = Reached::book(config)?;
    let account = order.account.as_deref().map(|name| reached.register(name, "Nothing was imported"));
    let account = account.transpose()?;
    let mut files = Vec::new();
    for path in &order.files {
        tracing::info!("a file is imported by the command line");
        files.push(taking::take(&reached.client, &onlooker, path, account));
    }
    drop(reached);
    let code = match files.as_slice() {
        _ if onlooker.is_interrupted() => INTERRUPTED,
        all if all.iter().any(Outcome::is_failed) => FAILED,
        all if all.iter().any(Outcome::is_open) => OPEN,
        _ => FINE,
    };
    let outcomes = Outcomes { files };
    let words = || outcomes.files.iter().map(Outcome::words).collect::<String>();
    Ok(print(if order.json { Ok(&outcomes) } else { Err(words()) }, code))
}

/// Prints a document or words; `code`, or that it could not be printed.
fn print(answer: Result<&impl Serialize, String>, code: i32) -> i32 {
    match written(answer) {
        // Whoever reads may stop reading: `head` does.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("counterfoil: the answer could not be written: {error}");
            FAILED
        }
        _ => code,
    }
}

fn written(answer: Result<&impl Serialize, String>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match answer {
        Ok(document) => {
            serde_json::to_writer(&mut out, document)?;
            out.write_all(b"\n")?;
        }
        Err(words) => out.write_all(words.as_bytes())?,
    }
    out.flush()
}
