//! Attachments as rows. Their bytes are among the files that are kept ([`super::raw_files`]).

use rusqlite::{Connection, OptionalExtension, Row};

use super::failure::Failure;
use super::raw_files;
use super::reader::View;
use crate::ledger::{Attachment, AttachmentId, FileKind, RawHash, TransactionId};

/// An attachment, and whether its file is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    pub attachment: Attachment,
    /// False where it was let go of after it had been removed.
    pub is_kept: bool,
}

/// How much room attachments take, in files and bytes. A file that is attached twice is kept once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AttachmentSizes {
    pub files: u64,
    pub bytes: u64,
    /// What was removed, or whose rows were deleted, and is kept for undo.
    pub unseen_files: u64,
    pub unseen_bytes: u64,
}

/// Files of attachments that no transaction of the book has. Their names are longer than those of bank files.
const UNSEEN: &str = "raw_file f WHERE length(f.hash) = 64 AND NOT EXISTS
    (SELECT 1 FROM attachment a JOIN txn t ON t.id = a.txn_id WHERE a.hash = f.hash)";

const COLUMNS: &str = "id, txn_id, hash, size, name, kind FROM attachment";

pub fn get(connection: &Connection, id: AttachmentId) -> Result<Option<Attachment>, Failure> {
    let sql = format!("SELECT {COLUMNS} WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id.0], attachment).optional()?)
}

/// Those of a transaction, in the order in which they came.
pub fn of(connection: &Connection, transaction: TransactionId) -> Result<Vec<Attachment>, Failure> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE txn_id = ?1 ORDER BY id"))?;
    Ok(statement.query_map([transaction.0], attachment)?.collect::<Result<_, _>>()?)
}

/// All that can be seen and whose file is there, by id.
pub fn all(connection: &Connection) -> Result<Vec<Attachment>, Failure> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE txn_id IN (SELECT id FROM txn) AND hash IN (SELECT hash FROM raw_file) ORDER BY id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([], attachment)?.collect::<Result<_, _>>()?)
}

pub fn unseen_files(connection: &Connection) -> Result<Vec<RawHash>, Failure> {
    let mut statement = connection.prepare_cached(&format!("SELECT hash FROM {UNSEEN} ORDER BY hash"))?;
    Ok(statement.query_map([], |row| row.get(0).map(RawHash))?.collect::<Result<_, _>>()?)
}

fn attachment(row: &Row) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        id: AttachmentId(row.get(0)?),
        transaction: TransactionId(row.get(1)?),
        hash: RawHash(row.get(2)?),
        size: row.get(3)?,
        name: row.get(4)?,
        kind: FileKind::named(row.get_ref(5)?.as_str()?),
    })
}

pub fn put(connection: &Connection, one: &Attachment) -> Result<(), Failure> {
    let sql = "INSERT OR REPLACE INTO attachment (id, txn_id, hash, size, name, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Attachment { id, transaction, hash, size, name, kind } = one;
    connection.prepare_cached(sql)?.execute((id.0, transaction.0, &hash.0, size, name, kind.media_type()))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: AttachmentId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// An attachment and its bytes; none where they were let go.
pub type AttachedFile = (Attachment, Option<Vec<u8>>);

impl View<'_> {
    /// The attachments of a transaction; none where there is no such transaction.
    pub fn attachments(&self, id: TransactionId) -> Result<Option<Vec<AttachmentRow>>, Failure> {
        if super::transactions::get(self.connection, id)?.is_none() {
            return Ok(None);
        }
        let is_kept = "SELECT EXISTS (SELECT 1 FROM raw_file WHERE hash = ?1)";
        let mut is_kept = self.connection.prepare_cached(is_kept)?;
        let rows = of(self.connection, id)?.into_iter().map(|attachment| {
            let is_kept = is_kept.query_row([&attachment.hash.0], |row| row.get(0))?;
            Ok(AttachmentRow { attachment, is_kept })
        });
        rows.collect::<Result<Vec<_>, Failure>>().map(Some)
    }

    /// An attachment of a row that is there, with its file where that is kept.
    pub fn attachment_file(&self, id: AttachmentId) -> Result<Option<AttachedFile>, Failure> {
        let Some(found) = get(self.connection, id)? else {
            return Ok(None);
        };
        if super::transactions::get(self.connection, found.transaction)?.is_none() {
            return Ok(None);
        }
        let bytes = raw_files::get(self.connection, &found.hash)?;
        Ok(Some((found, bytes)))
    }

    pub fn attachment_sizes(&self) -> Result<AttachmentSizes, Failure> {
        let counted = |from: &str| -> Result<(u64, u64), Failure> {
            let sql = format!("SELECT count(*), coalesce(sum(length(f.bytes)), 0) FROM {from}");
            Ok(self.connection.prepare_cached(&sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
        };
        let (all_files, all_bytes) = counted("raw_file f WHERE length(f.hash) = 64")?;
        let (unseen_files, unseen_bytes) = counted(UNSEEN)?;
        let (files, bytes) = (all_files - unseen_files, all_bytes - unseen_bytes);
        Ok(AttachmentSizes { files, bytes, unseen_files, unseen_bytes })
    }
}
