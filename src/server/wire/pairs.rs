//! Two rows that are one transfer or one row, and what stays of a step that is taken back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::RowRef;

/// `POST /api/v1/transactions/link` and `…/merge`: what these two rows become together.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct TwoRows {
    /// Exactly two, of different transactions.
    pub rows: Vec<RowRef>,
    /// The revision the page had read: a row that was changed since then is 409.
    pub base: Option<u64>,
}

/// What becomes of a row that stands on the other side of a transfer that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counterpart {
    /// The two become one transaction.
    Link,
    /// They are two movements, and both count.
    Apart,
}

/// A row of a register, as far as it is needed to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PairRow {
    pub transaction: i64,
    /// Position of the split in its transaction, from 0.
    pub split: u32,
    pub account: i64,
    pub date: String,
    /// Minor units.
    pub amount: i64,
    pub payee: String,
    pub memo: String,
    /// As in a register.
    pub category: String,
}

/// `GET /api/v1/transactions/{id}/counterparts`: rows of other accounts that this one could be linked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counterparts {
    pub revision: u64,
    /// The nearest days first.
    pub rows: Vec<PairRow>,
}

/// `GET /api/v1/transfers/proposals`: rows that look like the two sides of one transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferProposals {
    pub revision: u64,
    /// Newest first, 200 at most; each row in one pair.
    pub pairs: Vec<TransferProposal>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferProposal {
    pub payment: PairRow,
    pub deposit: PairRow,
    /// Between the two.
    pub days: u32,
    /// Why, in words.
    pub reason: String,
}

/// `GET /api/v1/history/{revision}/rest`: what taking back the rest of a step would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RestPreview {
    pub revision: u64,
    /// What the history would say.
    pub words: String,
    /// How many transactions would be gone, or as they were before.
    pub taken: u64,
    /// How many were changed since and stay.
    pub stay: u64,
    /// The first 200 of those that stay.
    pub rows: Vec<PairRow>,
}
