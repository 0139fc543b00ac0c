//! Preferences: what the page remembers in the book, such as the columns it shows.
//!
//! The ledger keeps them and understands none of them. They are no part of
//! undo: a step taken back must not move somebody's columns.

/// One thing that is remembered. Its key is unique, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    pub key: String,
    /// JSON text.
    pub value: String,
}
