//! `counterfoil open FILE`, which is what a double click on a file comes to: a book is opened, and bank files are handed to
//! the program that has the book, for its page to show them before anything is imported.
//!
//! It reads the files and knows nothing of what is in them; nothing of them is written.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use anyhow::{Context, bail};
use bytes::Bytes;

use super::client::{Client, in_address};
use crate::cli::{Cli, Command};
use crate::config::Config;
use crate::server::handed::Handed;
use crate::server::routes::LARGEST_FILE;
use crate::shell::{Gate, browser};

/// Where the page shows what waits for it.
const PAGE: &str = "#/import";

/// How a book begins: SQLite's own words, and at this place the mark of ours.
const SQLITE: &[u8] = b"SQLite format 3\0";
const MARK: (usize, &[u8]) = (68, b"CFoi");

/// The bank files of this order; a book that it names is the one that is opened.
///
/// # Errors
/// When one of them cannot be read, is no file or is too large, and when a book is named beside other files.
pub fn files(cli: &mut Cli) -> anyhow::Result<Vec<PathBuf>> {
    let Some(Command::Open(order)) = &cli.command else { return Ok(Vec::new()) };
    let files = order.files.clone();
    for file in &files {
        look_at(file)?;
    }
    let Some(book) = files.iter().find(|file| is_book(file)) else { return Ok(files) };
    if files.len() > 1 {
        bail!(
            "{} is a book, and is opened alone. Nothing was opened. Open it by itself, and the other files afterwards.",
            book.display()
        );
    }
    cli.book = Some(std::path::absolute(book)?);
    Ok(Vec::new())
}

fn look_at(file: &Path) -> anyhow::Result<()> {
    let unread = || format!("{} cannot be read. Nothing was opened or changed", file.display());
    let known = fs::metadata(file).with_context(unread)?;
    if !known.is_file() {
        bail!("{} is no file. Nothing was opened. Choose the files in it.", file.display());
    }
    if known.len() > LARGEST_FILE as u64 && !is_book(file) {
        bail!(
            "{} is larger than any bank file that is taken ({} MB). Nothing was opened or changed. Export fewer months at once.",
            file.display(),
            LARGEST_FILE / (1024 * 1024)
        );
    }
    File::open(file).map(drop).with_context(unread)
}

fn is_book(file: &Path) -> bool {
    let (at, mark) = MARK;
    let mut head = Vec::new();
    let read = File::open(file).and_then(|file| file.take((at + mark.len()) as u64).read_to_end(&mut head));
    read.is_ok() && head.starts_with(SQLITE) && head.get(at..) == Some(mark)
}

/// Hands them to the program that runs, and shows its page. `another` gives an address of it: one lets in once.
///
/// # Errors
/// When one cannot be read, or the program does not take it.
pub fn to_running(
    config: &Config,
    files: &[PathBuf],
    address: &str,
    another: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<()> {
    let client = Client::enter(address)?;
    // Until the page is there somebody is.
    client.beat();
    for file in files {
        let bytes = read(file)?;
        client.post_file(&format!("/api/v1/imports/handed?name={}", in_address(&name(file))), &bytes)?;
    }
    show(config, &another()?);
    Ok(())
}

/// Has them wait in this program, which shows its page as soon as it serves.
///
/// # Errors
/// When one cannot be read.
pub fn to_own(handed: &Handed, files: &[PathBuf]) -> anyhow::Result<()> {
    for file in files {
        handed.hold(name(file), Bytes::from(read(file)?), LARGEST_FILE, Instant::now());
    }
    Ok(())
}

/// Shows the page of this program where files wait for it; a browser takes its time.
pub fn show_own(config: &Config, gate: &Gate, files: &[PathBuf]) {
    if files.is_empty() {
        return;
    }
    let (config, address) = (config.clone(), gate.address());
    thread::spawn(move || show(&config, &address));
}

/// A browser takes the part from `#` on along when it is sent on from the launch address.
fn show(config: &Config, address: &str) {
    let address = format!("{address}{PAGE}");
    if config.open_browser {
        super::browser(config).open_from_here("Counterfoil", &address);
    } else {
        browser::print_now(&address);
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let cause = || format!("{} cannot be read. Nothing was changed in your book", file.display());
    fs::read(file).with_context(cause)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn order(files: &[&Path]) -> Cli {
        let words = ["counterfoil", "open"].map(Into::into).into_iter();
        Cli::parse_from(words.chain(files.iter().map(|file| file.as_os_str().to_owned())))
    }

    #[test]
    fn a_book_is_opened_alone_and_known_by_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let (book, other) = (folder.path().join("house.db"), folder.path().join("other.counterfoil"));
        let mut bytes = SQLITE.to_vec();
        bytes.resize(MARK.0, 0);
        fs::write(&other, &bytes).expect("writes");
        bytes.extend_from_slice(MARK.1);
        fs::write(&book, &bytes).expect("writes");

        let mut cli = order(&[&book]);
        assert!(files(&mut cli).expect("can be opened").is_empty());
        assert_eq!(cli.book, Some(book.clone()));
        let mut cli = order(&[&other]);
        assert_eq!(
            files(&mut cli).expect("a file"),
            std::slice::from_ref(&other),
            "another database is shown as what it is"
        );
        assert_eq!(cli.book, None);
        let refused = files(&mut order(&[&other, &book])).expect_err("refused").to_string();
        assert!(refused.contains("opened alone") && refused.contains("Nothing was opened"), "{refused}");
    }

    #[test]
    fn what_is_no_file_or_not_there_is_told_before_anything_starts() {
        let folder = tempfile::tempdir().expect("a folder");
        for odd in [folder.path().to_owned(), folder.path().join("nowhere.qif")] {
            let refused = files(&mut order(&[&odd])).expect_err("refused").to_string();
            assert!(refused.contains("Nothing was opened"), "{refused}");
        }
    }
}
