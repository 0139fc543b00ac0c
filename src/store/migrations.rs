//! The shapes a book has had, in order.
//!
//! `PRAGMA user_version` says which one a file has. Migrations are only ever
//! added. Before an older book is brought up to date, a copy of it is put beside it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::failure::Failure;
use super::file::creation::create_private;

/// Number n brings a book from version n to n + 1.
pub const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_book.sql"),
    include_str!("migrations/0002_more.sql"),
    include_str!("migrations/0003_blocks.sql"),
    include_str!("migrations/0004_raw_files.sql"),
    include_str!("migrations/0005_statements.sql"),
    include_str!("migrations/0006_chequebooks.sql"),
    include_str!("migrations/0007_layouts.sql"),
    include_str!("migrations/0008_schedules.sql"),
    include_str!("migrations/0009_bank_balances.sql"),
    include_str!("migrations/0010_bulk.sql"),
    include_str!("migrations/0011_bank_days.sql"),
    include_str!("migrations/0012_day_order.sql"),
    include_str!("migrations/0013_log_source.sql"),
    include_str!("migrations/0014_answers.sql"),
    include_str!("migrations/0015_seals.sql"),
    include_str!("migrations/0016_lines_found.sql"),
    include_str!("migrations/0017_answered_orders.sql"),
    include_str!("migrations/0018_attachments.sql"),
    include_str!("migrations/0019_budget.sql"),
    include_str!("migrations/0020_kept_reports.sql"),
];

/// The version that these migrations lead to.
pub fn latest(migrations: &[&str]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// Whether an older version of the program wrote this book.
pub fn is_older(connection: &Connection) -> Result<bool, Failure> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version < latest(MIGRATIONS))
}

/// Brings the book to the latest version. Each step is one transaction.
pub fn migrate(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<(), Failure> {
    let mut is_copied = false;
    loop {
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let next = usize::try_from(version).ok().and_then(|n| migrations.get(n));
        let Some(sql) = next else {
            return Ok(());
        };
        // What is made just now needs no copy, nor does what was copied a step before.
        is_copied |= version == 0;
        if !is_copied {
            copy(connection, &copy_path(path, version))?;
            is_copied = true;
        }
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}

/// Where the copy of a book of this version goes: `book.counterfoil.version-1`.
pub fn copy_path(path: &Path, version: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".version-{version}"));
    PathBuf::from(name)
}

/// A whole copy, made under another name first so that half a copy never looks like one.
fn copy(connection: &Connection, to: &Path) -> Result<(), Failure> {
    let mut unfinished = to.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    // What a killed one left; a link of this name is taken away and not followed.
    let _ = std::fs::remove_file(&unfinished);
    let written = create_private(&unfinished)
        .map_err(|error| Failure::Other(error.to_string()))
        .and_then(|_| Ok(connection.backup("main", &unfinished, None::<fn(_)>)?));
    written.and_then(|()| {
        std::fs::rename(&unfinished, to)
            .map_err(|error| Failure::Other(format!("the copy could not be kept: {error}")))
    })
}
