//! Attachments as the JSON that the log keeps; see [`super::stored`] for its duty.

use serde::{Deserialize, Serialize};

use crate::ledger::{Attachment, AttachmentId, FileKind, RawHash, TransactionId};

#[derive(Serialize, Deserialize)]
pub struct StoredAttachment {
    id: i64,
    transaction: i64,
    hash: String,
    size: u64,
    name: String,
    /// A media type.
    kind: String,
}

pub fn attachment(one: &Attachment) -> StoredAttachment {
    StoredAttachment {
        id: one.id.0,
        transaction: one.transaction.0,
        hash: one.hash.0.clone(),
        size: one.size,
        name: one.name.clone(),
        kind: one.kind.media_type().to_owned(),
    }
}

impl StoredAttachment {
    pub fn restored(self) -> Attachment {
        Attachment {
            id: AttachmentId(self.id),
            transaction: TransactionId(self.transaction),
            hash: RawHash(self.hash),
            size: self.size,
            name: self.name,
            kind: FileKind::named(&self.kind),
        }
    }
}
