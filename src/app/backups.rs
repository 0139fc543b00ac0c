//! `counterfoil backup`, `restore`, `check` and `repair`: the book kept and got back by the command line.
//!
//! `backup` asks the program that runs, or is it for a moment. The others work
//! on files that nobody has open: what is open is refused.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::json;

use super::hold::Held;
use super::reach::Reached;
use super::waiting::{self, Told};
use super::{clock, run_folder};
use crate::book::backups::{Backups, Keep, restoring};
use crate::book::{Finding, check, repair};
use crate::cli;
use crate::config::Config;
use crate::shell::Standing;

/// The backups of the book, where the settings say.
pub fn of_book(config: &Config) -> anyhow::Result<Backups> {
    let keep = Keep { days: config.keep.0, weeks: config.keep.1, months: config.keep.2 };
    Ok(Backups::new(folder(config)?, keep))
}

/// A folder of its own for each book.
fn folder(config: &Config) -> anyhow::Result<PathBuf> {
    let own = run_folder(config)?;
    let Some(folder) = &config.backups else {
        return Ok(own.join("backups"));
    };
    Ok(folder.join(own.file_name().unwrap_or_default()))
}

/// Makes a backup now.
///
/// # Errors
/// When there is no book, or the backup could not be made and checked.
pub fn backup(order: &cli::Backup, config: &Config) -> anyhow::Result<i32> {
    if !config.book.exists() {
        bail!("There is no book {}. Nothing was written; name one with --book.", config.book.display());
    }
    let to = order.to.as_deref().map(std::path::absolute).transpose()?;
    let made = Reached::book(config)?.client.post("/api/v1/backups", &json!({ "to": to }))?;
    let text = |field: &str| made[field].as_str().unwrap_or_default().to_owned();
    println!("{}", Path::new(&text("folder")).join(text("name")).display());
    Ok(0)
}

/// Makes a book of a backup: a new one, or in the place of the book.
///
/// # Errors
/// When the book is open, the backup is not sound, or something is where the new book shall be.
pub fn restore(order: &cli::Restore, config: &Config) -> anyhow::Result<i32> {
    let backup = found(&order.backup, config)?;
    if let Some(to) = &order.to {
        let to = std::path::absolute(to)?;
        restoring::restore(&backup, &to).with_context(|| unchanged(&backup))?;
        println!("{} is a book made of {}.", to.display(), backup.display());
        return Ok(0);
    }
    let _place = match waiting::claim(&run_folder(config)?, Told::OnTerminal)? {
        Standing::First(place) => place,
        Standing::Second(_) => bail!(
            "The book {} is open. Nothing was changed. Quit Counterfoil first, or name a new file with --to.",
            config.book.display()
        ),
    };
    let _held = config.book.exists().then(|| Held::book(&config.book, &config.folders.state)).transpose()?;
    let stamp = clock(config).now().strftime("%Y-%m-%d %H%M%S").to_string();
    // It is read and checked beside the book before anything is moved.
    let ready = config.book.with_file_name(format!("{stamp}.restored"));
    restoring::restore(&backup, &ready).with_context(|| unchanged(&backup))?;
    let aside = config.book.exists().then(|| restoring::put_aside(&config.book, &stamp)).transpose()?;
    std::fs::rename(&ready, &config.book)?;
    println!("{} is the book as it was in {}.", config.book.display(), backup.display());
    if let Some(aside) = aside {
        println!("The book that was there is kept as {}.", aside.display());
    }
    Ok(0)
}

fn unchanged(backup: &Path) -> String {
    format!("No book was made of {}, and nothing else was changed", backup.display())
}

/// A file, or the name of one in the folder of backups.
fn found(name: &Path, config: &Config) -> anyhow::Result<PathBuf> {
    if name.is_file() {
        return Ok(name.to_owned());
    }
    let backups = of_book(config)?;
    let named = backups.folder().join(name);
    if named.is_file() {
        return Ok(named);
    }
    let names: Vec<String> = backups.list().into_iter().map(|manifest| manifest.name).collect();
    let there = if names.is_empty() {
        "There are none yet".into()
    } else {
        format!("There are: {}", names.join(", "))
    };
    bail!("There is no backup {}. Nothing was changed. {there}.", name.display())
}

/// Looks through a book and says what cannot be so; 1 where there is such.
///
/// # Errors
/// When it is no book, or cannot be read.
pub fn check_book(order: &cli::Check) -> anyhow::Result<i32> {
    let findings = check(&order.file).with_context(|| format!("{} was only read", order.file.display()))?;
    if order.json {
        let list: Vec<_> = findings.iter().map(|one| json!({"part": one.part, "words": one.words})).collect();
        println!("{}", json!({"book": order.file, "sound": findings.is_empty(), "findings": list}));
    } else {
        tell(&order.file, &findings);
    }
    Ok(i32::from(!findings.is_empty()))
}

fn tell(book: &Path, findings: &[Finding]) {
    if findings.is_empty() {
        println!("{} is sound.", book.display());
        return;
    }
    println!("{} is damaged. It was only read.", book.display());
    for one in findings {
        println!("  {}: {}", one.part, one.words);
    }
    println!("counterfoil restore puts a backup in its place; counterfoil repair saves what can be read.");
}

/// Saves what can be read of a damaged book into a new one.
///
/// # Errors
/// When something is where the new book shall be, or nothing can be read.
pub fn repair_book(order: &cli::Repair, config: &Config) -> anyhow::Result<i32> {
    let backups = of_book(config)?;
    let newest = backups.list().into_iter().map(|manifest| backups.folder().join(manifest.name)).collect();
    let to = std::path::absolute(&order.to)?;
    let saved = repair(&order.file, &to, newest)
        .with_context(|| format!("{} was only read, and no book was made", order.file.display()))?;
    println!("{} holds what could be read, up to entry {} of the log.", to.display(), saved.revision);
    if let Some(base) = &saved.base {
        println!("It began with the backup {}.", base.display());
    }
    for words in &saved.lost {
        println!("  lost: {words}");
    }
    Ok(i32::from(!saved.lost.is_empty()))
}
