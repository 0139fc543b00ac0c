//! The mark by which a write-ahead log knows the book it belongs to.
//!
//! SQLite plays any sound log into whatever file lies beside it. So the book
//! holds a random word, its generation. Whenever all of the log has been
//! brought into the file, the first step of the next log gives it a new one
//! and notes the one before. A log that follows on neither the word of the
//! file nor the one before it was written for another file.

use rusqlite::{Connection, OptionalExtension};

use crate::store::failure::Failure;

/// The generation of a book, and the one before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Generation {
    pub now: Option<String>,
    pub before: Option<String>,
}

impl Generation {
    /// As a connection sees it, with the log or without.
    pub fn of(connection: &Connection) -> Result<Generation, Failure> {
        let value = |key: &str| {
            let sql = "SELECT value FROM book WHERE key = ?1";
            connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()
        };
        Ok(Generation { now: value("generation")?, before: value("generation before")? })
    }

    /// Whether the book with the log, which this is of, follows on the file alone. Books of older programs have none.
    pub fn follows(&self, file: &Generation) -> bool {
        match &file.now {
            Some(word) => self.now.as_ref() == Some(word) || self.before.as_ref() == Some(word),
            None => self.before.is_none(),
        }
    }
}

/// Begins the next generation, within the transaction that is open.
pub fn renew(connection: &Connection) -> Result<(), Failure> {
    let keep = "INSERT INTO book SELECT 'generation before', value FROM book WHERE key = 'generation'
                ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    let renew = "INSERT INTO book VALUES ('generation', lower(hex(randomblob(16))))
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    connection.prepare_cached(keep)?.execute([])?;
    connection.prepare_cached(renew)?.execute([])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(now: Option<&str>, before: Option<&str>) -> Generation {
        Generation { now: now.map(Into::into), before: before.map(Into::into) }
    }

    #[test]
    fn a_log_follows_on_its_own_file_and_on_no_other() {
        let file = of(Some("b"), Some("a"));
        assert!(of(Some("b"), Some("a")).follows(&file), "it changes nothing of the mark");
        assert!(of(Some("c"), Some("b")).follows(&file), "it is the next");
        assert!(!of(Some("d"), Some("c")).follows(&file), "the file is a copy of before");
        assert!(!of(Some("x"), None).follows(&file));
    }

    #[test]
    fn a_book_of_an_older_program_has_no_mark_until_it_is_opened() {
        let file = of(None, None);
        assert!(of(None, None).follows(&file));
        assert!(of(Some("a"), None).follows(&file), "the first mark it is given");
        assert!(!of(Some("b"), Some("a")).follows(&file), "an old copy beside a newer log");
    }

    #[test]
    fn each_renewal_notes_the_one_before() {
        let connection = Connection::open_in_memory().expect("opens");
        connection.execute_batch("CREATE TABLE book (key TEXT PRIMARY KEY, value TEXT)").expect("makes");
        renew(&connection).expect("renews");
        let first = Generation::of(&connection).expect("reads");
        assert_eq!(first.before, None);
        renew(&connection).expect("renews");
        let second = Generation::of(&connection).expect("reads");
        assert_eq!(second.before, first.now);
        assert_ne!(second.now, first.now);
    }
}
