//! What the page remembers in the book.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// `GET /api/v1/preferences`
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Preferences {
    pub revision: u64,
    /// JSON as the page put it, by key.
    #[schema(value_type = Object, additional_properties = true)]
    pub values: BTreeMap<String, serde_json::Value>,
}
