//! Attachments: receipts and other files that belong to a transaction.
//!
//! The file itself is kept in the book by the hash of its bytes; an attachment
//! names it. A transaction that is deleted keeps its attachments, unseen, so
//! that undo brings it back with them. Nothing here looks into a file further
//! than to tell what it is.

mod kind;
mod refusal;

use super::batch::{RawFile, RawHash};
use super::transaction::TransactionId;
pub use kind::FileKind;
pub use refusal::AttachmentRefusal;

/// The largest file that is attached, in bytes.
pub const LARGEST_ATTACHMENT: u64 = 25 * 1024 * 1024;

/// The longest name of a file, in characters.
pub const LONGEST_FILE_NAME: usize = 200;

/// So many files a transaction has at most.
pub const MOST_ATTACHMENTS: usize = 100;

/// Names an attachment for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttachmentId(pub i64);

/// One file of one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub transaction: TransactionId,
    /// Under what its bytes are kept.
    pub hash: RawHash,
    /// Of the file as it came, in bytes.
    pub size: u64,
    /// Without its folder.
    pub name: String,
    pub kind: FileKind,
}

/// What is done with attachments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachmentCommand {
    Attach(NewAttachment),
    /// The file itself stays, for undo.
    Detach(AttachmentId),
    /// Lets go of the files that nothing shows any more. No step of undo.
    LetGo,
}

/// A file that comes to a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    pub transaction: TransactionId,
    /// As it was given, perhaps with a folder.
    pub name: String,
    pub kind: FileKind,
    pub file: RawFile,
}

/// A file's name as it is kept: without its folder, and without what cannot be seen.
pub fn file_name(given: &str) -> Result<String, AttachmentRefusal> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control() && !is_direction(*c)).collect();
    let name = name.trim();
    if name.trim_matches('.').is_empty() {
        return Err(AttachmentRefusal::WithoutName);
    }
    if name.chars().count() > LONGEST_FILE_NAME {
        return Err(AttachmentRefusal::NameTooLong);
    }
    Ok(name.to_owned())
}

/// Marks that turn the direction of writing, by which `gpj.exe` can look like `exe.jpg`.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_without_its_folder_and_without_what_cannot_be_seen() {
        assert_eq!(file_name("/home/me/receipt 1.pdf").as_deref(), Ok("receipt 1.pdf"));
        assert_eq!(file_name("C:\\me\\r.pdf").as_deref(), Ok("r.pdf"));
        assert_eq!(file_name(" a\u{202e}gpj.exe\n").as_deref(), Ok("agpj.exe"));
        assert_eq!(file_name("Beleg Müller.pdf").as_deref(), Ok("Beleg Müller.pdf"));
        for none in ["", "/", "..", " ", "a/\u{202e}"] {
            assert_eq!(file_name(none), Err(AttachmentRefusal::WithoutName), "{none:?}");
        }
        let longest = "ä".repeat(LONGEST_FILE_NAME);
        assert_eq!(file_name(&longest).as_deref(), Ok(longest.as_str()));
        assert_eq!(file_name(&(longest + "x")), Err(AttachmentRefusal::NameTooLong));
    }
}
