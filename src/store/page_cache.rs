//! How many pages of the book the writer holds in memory: few, and many during a long step.
//!
//! A long step touches pages at random; those that do not fit are written to the disk and read again, each many times.
//! Short steps find theirs where the system keeps what was read last, and would fill any room that they are given in
//! the course of a day. Nothing is read or written here.

use rusqlite::Connection;

use crate::ledger::Change;

/// What is held between long steps at most, in KiB.
const USUAL_KIB: i64 = 8 * 1024;

/// What is held during one, in KiB.
const LONG_STEP_KIB: i64 = 64 * 1024;

/// From so many changes on a step is long.
const MANY: usize = 1_000;

/// Whether so much is written that it takes its time: many changes, or one of many rows.
pub fn is_long(changes: &[Change]) -> bool {
    let of_many_rows = |change: &Change| {
        matches!(change, Change::SplitsMoved(_) | Change::PayeeSwapped(_) | Change::Tagged(_))
    };
    changes.len() >= MANY || changes.iter().any(of_many_rows)
}

/// Makes room for a long step.
pub fn widen(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -LONG_STEP_KIB)
}

/// Gives back what a long step took.
pub fn narrow(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -USUAL_KIB)?;
    connection.execute_batch("PRAGMA shrink_memory")
}

#[cfg(test)]
mod tests {
    use super::super::bulk_tests::{AT, import, import_into};
    use super::super::open::{BookFile, open};
    use super::*;
    use crate::ledger::AccountId;
    use crate::ledger::command::AccountChoice;

    fn held_kib(connection: &Connection) -> i64 {
        let told = connection.pragma_query_value(None, "cache_size", |row| row.get::<_, i64>(0));
        -told.expect("is told")
    }

    #[test]
    fn much_is_held_during_a_long_step_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut writer =
            open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens").writer;
        assert_eq!(held_kib(&writer.connection), USUAL_KIB);
        writer.submit(&import(0..100), AT).expect("is done");
        assert_eq!(held_kib(&writer.connection), USUAL_KIB, "short ones fill no more, however many they are");
        writer.submit(&import_into(AccountChoice::Existing(AccountId(1)), 100..1_300), AT).expect("is done");
        assert_eq!(held_kib(&writer.connection), LONG_STEP_KIB);
        writer.rest(false);
        assert_eq!(held_kib(&writer.connection), USUAL_KIB);
    }
}
