//! Tags as rows, and which transactions have them.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::failure::Failure;
use crate::ledger::decide::key_of;
use crate::ledger::search::fold;
use crate::ledger::{Tag, TagId, TransactionId};

/// A tag with how often it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagRow {
    pub tag: Tag,
    pub uses: u64,
}

pub fn get(connection: &Connection, id: TagId) -> Result<Option<Tag>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM tag WHERE id = ?1")?;
    Ok(statement.query_row([id.0], tag).optional()?)
}

pub fn named(connection: &Connection, name: &str) -> Result<Option<Tag>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM tag WHERE name_key = ?1")?;
    Ok(statement.query_row([key_of(name)], tag).optional()?)
}

/// All of them, by name.
pub fn list(connection: &Connection) -> Result<Vec<TagRow>, Failure> {
    let sql = "SELECT id, name, (SELECT count(*) FROM txn_tag WHERE tag_id = id) FROM tag ORDER BY name_key";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok(TagRow { tag: tag(row)?, uses: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those that no transaction has.
pub fn unused(connection: &Connection) -> Result<Vec<Tag>, Failure> {
    let sql = "SELECT id, name FROM tag
               WHERE NOT EXISTS (SELECT 1 FROM txn_tag WHERE tag_id = id) ORDER BY id";
    Ok(connection.prepare_cached(sql)?.query_map([], tag)?.collect::<Result<_, _>>()?)
}

/// The names of a transaction's tags, in their order.
pub fn names_of(connection: &Connection, id: TransactionId) -> Result<Vec<String>, Failure> {
    let sql = "SELECT name FROM txn_tag JOIN tag ON tag.id = tag_id WHERE txn_id = ?1 ORDER BY name_key";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The tags of a transaction, ascending.
pub fn of(connection: &Connection, id: TransactionId) -> Result<Vec<TagId>, Failure> {
    let sql = "SELECT tag_id FROM txn_tag WHERE txn_id = ?1 ORDER BY tag_id";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([id.0], |row| row.get(0).map(TagId))?.collect::<Result<_, _>>()?)
}

/// The transactions that have a tag, ascending.
pub fn tagged(connection: &Connection, id: TagId) -> Result<Vec<TransactionId>, Failure> {
    let sql = "SELECT txn_id FROM txn_tag WHERE tag_id = ?1 ORDER BY txn_id";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([id.0], |row| row.get(0).map(TransactionId))?.collect::<Result<_, _>>()?)
}

/// Gives a transaction a tag, or takes it off.
pub fn mark(connection: &Connection, id: TransactionId, tag: TagId, on: bool) -> Result<(), Failure> {
    let sql = if on {
        "INSERT INTO txn_tag (txn_id, tag_id) VALUES (?1, ?2)"
    } else {
        "DELETE FROM txn_tag WHERE txn_id = ?1 AND tag_id = ?2"
    };
    connection.prepare_cached(sql)?.execute((id.0, tag.0))?;
    Ok(())
}

/// The tags of the transactions with a number from one to another, in their order.
pub fn between(connection: &Connection, range: (i64, i64)) -> Result<Vec<(TransactionId, TagId)>, Failure> {
    let sql = "SELECT txn_id, tag_id FROM txn_tag WHERE txn_id BETWEEN ?1 AND ?2 ORDER BY txn_id, tag_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(range, |row| Ok((TransactionId(row.get(0)?), TagId(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn put(connection: &Connection, tag: &Tag) -> Result<(), Failure> {
    let sql = "INSERT INTO tag (id, name, name_key) VALUES (?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET name = ?2, name_key = ?3";
    connection.prepare_cached(sql)?.execute((tag.id.0, &tag.name, key_of(&tag.name)))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: TagId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM tag WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The tags of every transaction that has any, folded, as one text in their order.
pub fn words(connection: &Connection) -> Result<HashMap<u32, String>, Failure> {
    let sql = "SELECT txn_id, name FROM txn_tag JOIN tag ON tag.id = tag_id ORDER BY txn_id, name_key";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut words = HashMap::new();
    while let Some(row) = rows.next()? {
        let text: &mut String = words.entry(row.get(0)?).or_default();
        text.push_str(&fold(row.get_ref(1)?.as_str().unwrap_or_default()));
        text.push('\n');
    }
    Ok(words)
}

fn tag(row: &Row) -> rusqlite::Result<Tag> {
    Ok(Tag { id: TagId(row.get(0)?), name: row.get(1)? })
}

/// The transactions with a tag whose name, folded, has these words.
pub fn transactions(connection: &Connection, words: &str) -> Result<Vec<u32>, Failure> {
    let mut names = connection.prepare_cached("SELECT id, name FROM tag")?;
    let mut rows = names.query([])?;
    let mut marked = connection.prepare_cached("SELECT txn_id FROM txn_tag WHERE tag_id = ?1")?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if fold(&row.get::<_, String>(1)?).contains(words) {
            let ids = marked.query_map([row.get::<_, i64>(0)?], |row| row.get(0))?;
            found.append(&mut ids.collect::<Result<Vec<u32>, _>>()?);
        }
    }
    Ok(found)
}
