//! What is known of a backup: when and why it was made, and what the book held then.
//!
//! A file of JSON beside each backup. It only tells; a backup can be restored without it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use jiff::Zoned;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::store::creation::create_private;
use crate::store::{Balance, Figures};

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The first change of a day.
    Day,
    /// Before an import of many rows.
    Import,
    /// At the end, because something had changed.
    Quit,
    /// Somebody asked for it.
    Asked,
    /// Before another took its place.
    Restore,
    /// Before a newer version of the program changed the form of the book.
    Update,
}

/// One register or category, and its balance then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub name: String,
    pub currency: String,
    pub is_register: bool,
    /// Minor units.
    pub balance: i64,
}

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The file's.
    pub name: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// The day it was where the user was.
    pub date: String,
    pub why: Why,
    pub book: String,
    pub revision: u64,
    pub transactions: u64,
    pub accounts: Vec<Held>,
    pub bytes: u64,
    pub packed_bytes: u64,
}

impl Manifest {
    pub fn of(
        name: String,
        now: &Zoned,
        why: Why,
        figures: Figures,
        (bytes, packed_bytes): (u64, u64),
    ) -> Manifest {
        Manifest {
            name,
            at: now.timestamp().to_string(),
            date: now.date().to_string(),
            why,
            book: figures.id,
            revision: figures.revision,
            transactions: figures.transactions,
            accounts: figures.balances.into_iter().map(Held::from).collect(),
            bytes,
            packed_bytes,
        }
    }

    /// The day on which it was made.
    pub fn day(&self) -> Option<Date> {
        self.date.parse().ok()
    }
}

impl From<Balance> for Held {
    fn from(balance: Balance) -> Held {
        let Balance { name, currency, is_register, units } = balance;
        Held { name, currency, is_register, balance: units }
    }
}

/// The name of a backup of this book that is made now, without its ending.
pub fn stem(book: &Path, now: &Zoned) -> String {
    let name = book.file_stem().unwrap_or_default().to_string_lossy();
    format!("{name} {}", now.strftime("%Y-%m-%d %H%M%S.%3f"))
}

/// Those in a folder whose file is there, the newest first.
pub fn list(folder: &Path) -> Vec<Manifest> {
    let Ok(files) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let json = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"));
    let read = |path| serde_json::from_slice::<Manifest>(&fs::read(path).ok()?).ok();
    let mut list: Vec<Manifest> =
        json.filter_map(read).filter(|manifest| folder.join(&manifest.name).is_file()).collect();
    list.sort_by(|one, other| other.at.cmp(&one.at));
    list
}

/// Writes it beside its backup, whole or not at all.
pub fn write(folder: &Path, manifest: &Manifest) -> io::Result<()> {
    let (path, unfinished) =
        (folder.join(format!("{}.json", manifest.name)), folder.join(format!("{}.new", manifest.name)));
    let mut file = create_private(&unfinished)?;
    file.write_all(&serde_json::to_vec_pretty(manifest)?)?;
    file.sync_all()?;
    fs::rename(unfinished, path)
}

/// Lets go of a backup: first of what makes it one.
pub fn remove(folder: &Path, manifest: &Manifest) -> io::Result<()> {
    fs::remove_file(folder.join(format!("{}.json", manifest.name)))?;
    fs::remove_file(folder.join(&manifest.name))
}
