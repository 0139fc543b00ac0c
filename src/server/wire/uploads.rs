//! A bank file in pieces: what the page and the server say to each other.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ImportPreview, Problem};

/// What the page says of a file that it sends in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum UploadOrder {
    /// A new file of `size` bytes.
    Begin { name: String, size: u64 },
    /// Go on with this one.
    Resume { id: String },
    /// It is not wanted any more.
    Cancel { id: String },
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UploadAnswer {
    /// Send from here on, in bytes from the beginning of the file.
    Ready { id: String, received: u64 },
    /// So many bytes of the file are here.
    Received { bytes: u64 },
    /// All is here and was read.
    Done { preview: Box<ImportPreview> },
    /// The order or the piece changed nothing.
    Refused { problem: Problem },
}
