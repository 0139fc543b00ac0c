//! The names of payees and tags, as a report needs them: all at once. It knows no figure.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::ledger::report::Names;
use crate::store::failure::Failure;

/// The names of payees and tags, as they are in the book.
pub struct BookNames {
    payees: HashMap<u32, String>,
    tags: HashMap<u32, String>,
}

impl BookNames {
    pub fn read(connection: &Connection) -> Result<BookNames, Failure> {
        let names = |sql: &str| -> Result<HashMap<u32, String>, Failure> {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        Ok(BookNames {
            payees: names("SELECT id, name FROM payee")?,
            tags: names("SELECT id, name FROM tag")?,
        })
    }
}

impl Names for BookNames {
    fn payee(&self, id: u32) -> String {
        self.payees.get(&id).cloned().unwrap_or_default()
    }

    fn tag(&self, id: u32) -> String {
        self.tags.get(&id).cloned().unwrap_or_default()
    }
}
