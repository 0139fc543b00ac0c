//! Keys for scripts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /api/v1/tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tokens {
    /// In the order in which they were made.
    pub tokens: Vec<Token>,
}

/// A key for a script, without the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Token {
    pub name: String,
    /// When it was made, RFC 3339.
    pub made: String,
}

/// What to call a new key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// At most 60 letters, and no other key's.
    pub name: String,
}

/// A new key. It is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MadeToken {
    pub name: String,
    /// For the header `Authorization: Bearer KEY`.
    pub key: String,
}
