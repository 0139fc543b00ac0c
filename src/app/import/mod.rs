//! `counterfoil import`: bank files by the command line.
//!
//! What was asked for goes to standard output, and nothing else does; what
//! went wrong goes to standard error. A dry run opens no book, makes no folder
//! and asks nobody: it only reads the files.

mod document;
mod reading;
mod words;

use std::io::{self, BufWriter, Write};

use crate::cli::Import;
use document::Document;

/// All files were read.
const FINE: i32 = 0;
/// At least one file could not be taken.
const FAILED: i32 = 1;

/// Does what the command line says; the exit code.
pub fn run(order: &Import) -> i32 {
    if !order.dry_run {
        eprintln!("counterfoil: say --dry-run. To import, drop the files on the page.");
        return 2;
    }
    let files: Vec<document::File> = order.files.iter().map(|path| reading::described(path)).collect();
    let code = if files.iter().all(document::File::is_readable) { FINE } else { FAILED };
    let document = Document { files };
    let printed = if order.json { json(&document) } else { print(&words::words(&document)) };
    // Whoever reads may stop reading: `head` does.
    if let Err(error) = printed.or_else(|error| expected(error).map_or(Ok(()), Err)) {
        eprintln!("counterfoil: the answer could not be written: {error}");
        return FAILED;
    }
    code
}

/// An error that is more than a reader who has seen enough.
fn expected(error: io::Error) -> Option<io::Error> {
    (error.kind() != io::ErrorKind::BrokenPipe).then_some(error)
}

fn json(document: &Document) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, document)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn print(words: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(words.as_bytes())?;
    out.flush()
}
