//! `counterfoil export`: the book as a file of another program, by the command line.
//!
//! The file is what the page downloads. Without `--output` it goes to standard
//! output and nothing else does; what went wrong goes to standard error. A
//! file is written whole or not at all, and nothing in the book changes.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::client::in_address;
use super::reach::Reached;
use crate::cli::Export;
use crate::config::Config;
use crate::export::{FORMATS, Format, format_named};
use crate::shell::{Secret, random};

/// What is written when neither `--format` nor the file's name says it.
const USUAL: &str = "json";

/// The command line is wrong.
const MISUSED: i32 = 2;

/// Writes the book or one account; the exit code.
///
/// # Errors
/// When the book cannot be had, has no account of that name, or the file cannot be written.
pub fn run(order: &Export, config: &Config) -> anyhow::Result<i32> {
    let format = match chosen(order) {
        Ok(format) => format,
        Err(words) => {
            eprintln!("counterfoil: {words}");
            return Ok(MISUSED);
        }
    };
    if !config.book.exists() {
        bail!("There is no book {}. Nothing was written; name one with --book.", config.book.display());
    }
    let reached = Reached::book(config)?;
    let account = order.account.as_deref().map(|name| reached.register(name, "Nothing was written"));
    let account = account.transpose()?.map(|id| format!("&account={id}")).unwrap_or_default();
    tracing::info!(format = format.name, "the book is exported by the command line");
    let address = format!("/api/v1/export?format={}{account}", in_address(format.name));
    let file = reached.client.get_file(&address)?;
    drop(reached);
    match &order.output {
        Some(path) => replace(path, &file, &config.book)?,
        None => print(&file)?,
    }
    Ok(0)
}

/// The format that was named, or that the file's name ends in; in words why there is none.
fn chosen(order: &Export) -> Result<&'static Format, String> {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let known = names.join(", ");
    let ending = order.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let format = match (&order.format, ending) {
        (Some(name), _) => format_named(&name.to_lowercase()).ok_or_else(|| {
            format!("“{name}” is no format that a book can be written in. There are: {known}.")
        })?,
        (None, Some(ending)) => {
            FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(ending)).ok_or_else(|| {
                format!("No format is known by the ending “.{ending}”. Name one with --format: {known}.")
            })?
        }
        (None, None) => {
            format_named(USUAL).ok_or_else(|| format!("Name a format with --format: {known}."))?
        }
    };
    if order.account.is_some() && !format.takes_one_account {
        return Err(format!(
            "{} always holds the whole book. Leave --account out, or choose another format.",
            format.title
        ));
    }
    Ok(format)
}

/// Writes the file beside its place and then moves it there, so that it is never half there.
fn replace(path: &Path, file: &[u8], book: &Path) -> anyhow::Result<()> {
    let same = |one: &Path, other: &Path| matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other);
    if same(path, book) {
        bail!("{} is the book itself. Nothing was written; choose another file.", path.display());
    }
    let told = || format!("The file {} cannot be written. Nothing in the book was changed", path.display());
    if path.exists() && !path.is_file() {
        // A pipe or a device is written to as it is.
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut out| out.write_all(file))
            .with_context(told);
    }
    let mut unfinished = path.as_os_str().to_owned();
    // A name that nobody can have prepared.
    unfinished.push(format!(".{}.unfinished", &Secret::from_bytes(random()?).text()[..16]));
    let mut is_ours = false;
    let written = private(Path::new(&unfinished))
        .inspect(|_| is_ours = true)
        .and_then(|mut out| out.write_all(file))
        .and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() && is_ours {
        // It may not even be there; what matters was said.
        let _ = fs::remove_file(&unfinished);
    }
    written.with_context(told)
}

/// A new file, for its owner's eyes only: all of somebody's money is in it. What is there already, a link too, is an error.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn print(file: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(file).and_then(|()| out.flush()) {
        // Whoever reads may stop reading: `head` does.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("The file could not be written")
        }
        _ => Ok(()),
    }
}
