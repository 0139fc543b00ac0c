//! Tags: what transactions are marked with beside their category.
//!
//! A tag is a name that transactions share; it carries no balance.

/// Names a tag for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub i64);

/// A tag. Its name is unique without regard to case, and kept as it was typed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}
