//! Payees: who was paid, or who paid.
//!
//! A payee is a name that transactions share. What it recalls (the category
//! of last time) is read from those transactions, never stored here.

/// Names a payee for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PayeeId(pub i64);

/// A payee. Its name is unique without regard to case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    pub id: PayeeId,
    pub name: String,
}
