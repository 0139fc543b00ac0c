//! Chequebooks, what became of their cheques, and what of an account is free.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /api/v1/accounts/{id}/chequebooks`, in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Chequebooks {
    pub revision: u64,
    pub account: i64,
    pub chequebooks: Vec<Chequebook>,
}

/// A chequebook. Numbers are as printed, with leading zeros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Chequebook {
    pub id: i64,
    pub account: i64,
    pub first: String,
    pub last: String,
    /// The next to be written; null when it is used up or closed.
    pub next: Option<String>,
    /// How many are still to be written.
    pub left: u64,
    /// No more numbers come from it.
    pub closed: bool,
    /// The next cheque of the account comes from it.
    pub in_use: bool,
}

/// `POST /api/v1/accounts/{id}/chequebooks`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewChequebook {
    /// As printed: `000101`.
    pub first: String,
    pub last: String,
    /// Left out: the first, or the one after those that are written.
    pub next: Option<String>,
    /// The next cheque comes from this book.
    #[serde(default)]
    pub in_use: bool,
}

/// `PATCH /api/v1/chequebooks/{id}`: only what is given changes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ChequebookPatch {
    pub first: Option<String>,
    pub last: Option<String>,
    /// Later than those that are written.
    pub next: Option<String>,
    pub closed: Option<bool>,
    pub in_use: Option<bool>,
}

/// `GET /api/v1/accounts/{id}/cheque-number`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChequeNumber {
    pub revision: u64,
    /// As printed; null when no book of the account has one.
    pub number: Option<String>,
    /// The book it comes from.
    pub chequebook: Option<i64>,
}

/// `GET /api/v1/accounts/{id}/cheques`: what became of the numbers of all books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cheques {
    pub revision: u64,
    pub account: i64,
    /// The day that ages are counted to.
    pub today: String,
    /// A cheque is stale so many months after its date; the preference `cheques.stale_months`, or 6.
    pub stale_months: u8,
    /// Written and not paid yet, oldest first.
    pub outstanding: Vec<OutstandingCheque>,
    pub void: Vec<Cheque>,
    /// Runs of numbers that nobody wrote though higher ones of the book were written.
    pub missing: Vec<MissingCheques>,
    /// Numbers that were written more than once.
    pub repeated: Vec<RepeatedCheque>,
    /// Payments with a number that is in no chequebook, the highest number first, as far as they are looked at.
    pub loose: Vec<Cheque>,
    /// There are more of them.
    pub more_loose: bool,
    /// The chequebooks that those look like they come from, those of the most cheques first.
    pub proposed: Vec<ProposedChequebook>,
}

/// A chequebook to add, as far as its cheques tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposedChequebook {
    /// As printed.
    pub first: String,
    /// A guess: the end of a book of the usual size.
    pub last: String,
    /// How many of its cheques were written.
    pub cheques: u64,
    /// From the first day to the last of them.
    pub from: String,
    pub until: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cheque {
    pub transaction: i64,
    pub split: u32,
    /// As printed.
    pub number: String,
    pub date: String,
    pub payee: Option<String>,
    pub memo: String,
    /// Minor units, negative; of a void cheque what it was.
    pub amount: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutstandingCheque {
    pub cheque: Cheque,
    pub age_days: i32,
    /// Too old for the bank to pay.
    pub stale: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MissingCheques {
    pub chequebook: i64,
    pub first: String,
    pub last: String,
    pub count: u64,
    /// The cheque written before them; null at the beginning of the book.
    pub before: Option<Cheque>,
    /// The cheque written after them.
    pub after: Option<Cheque>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RepeatedCheque {
    pub number: String,
    pub cheques: Vec<Cheque>,
}

/// `GET /api/v1/accounts/{id}/funds`: amounts in minor units, into the account; `available` is the sum of
/// `cleared` and `unpaid`. What is coming in is not available.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Funds {
    pub revision: u64,
    pub account: i64,
    /// What is entered up to today.
    pub balance: i64,
    /// Everything entered, also for days to come.
    pub entered: i64,
    /// What the bank has.
    pub cleared: i64,
    /// Outstanding: payments up to today that are not cleared; negative.
    pub unpaid: i64,
    /// Deposits that are not cleared, up to today.
    pub coming: i64,
    /// What is really free: what the bank has, less what is outstanding.
    pub available: i64,
}
