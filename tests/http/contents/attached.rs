//! Files attached to the transactions of a book that could be anybody's.

use counterfoil::ledger::{Attachment, AttachmentId, Contents, FileKind, RawFile};

/// Each of these files on a transaction of its own; empty ones are none.
pub fn with_attachments(mut contents: Contents, files: &[Vec<u8>]) -> Contents {
    let files = files.iter().filter(|bytes| !bytes.is_empty());
    let attached = contents.transactions.iter().zip(files).zip(1..).map(|((row, bytes), id)| {
        let file = counterfoil::book::pack_attachment(bytes).expect("is packed");
        let one = Attachment {
            id: AttachmentId(id),
            transaction: row.id,
            hash: file.hash.clone(),
            size: file.size,
            name: format!("file {id}"),
            kind: FileKind::of(bytes),
        };
        (one, file)
    });
    let (attachments, kept): (Vec<_>, Vec<RawFile>) = attached.unzip();
    contents.files.extend(kept);
    contents.files.sort_by(|one, other| one.hash.cmp(&other.hash));
    contents.files.dedup();
    Contents { attachments, ..contents }
}
