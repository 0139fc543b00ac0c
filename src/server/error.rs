//! Errors as `application/problem+json` (RFC 9457).
//!
//! Every error a person can meet says what happened, what it means for the
//! book and what to do. A failure of the machine is logged where it happened,
//! not here.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};

use super::means::means;
use super::wire::{LockedRows, LockingStatement, Problem, StandingRow};
use crate::book::{Failure, Rejected};
use crate::ledger::refusal::Locking;
use crate::ledger::schedule::ScheduleRefusal;
use crate::ledger::{
    AttachmentRefusal, KeptReportRefusal, Refusal, Stopped, TransferRefusal, transfer_refusal,
};

/// Why a request is not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error(transparent)]
    Rejected(#[from] Rejected),
    #[error("{what}")]
    Bad {
        code: &'static str,
        status: StatusCode,
        what: String,
        means: &'static str,
        advice: String,
        field: Option<String>,
    },
}

const NOTHING_WRITTEN: &str = "Nothing was changed in your book.";

impl ApiError {
    /// A value that means nothing: said beside its field.
    pub fn field(field: impl Into<String>, what: impl Into<String>, advice: impl Into<String>) -> ApiError {
        ApiError::Bad {
            code: "bad-value",
            status: StatusCode::UNPROCESSABLE_ENTITY,
            what: what.into(),
            means: NOTHING_WRITTEN,
            advice: advice.into(),
            field: Some(field.into()),
        }
    }

    pub fn bad(
        code: &'static str,
        status: StatusCode,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> ApiError {
        ApiError::Bad {
            code,
            status,
            what: what.into(),
            means: NOTHING_WRITTEN,
            advice: advice.into(),
            field: None,
        }
    }

    pub fn not_found(what: &str) -> ApiError {
        let advice = "Go back to the register; it may have been deleted in another tab.";
        ApiError::bad("not-found", StatusCode::NOT_FOUND, what, advice)
    }

    /// The answer, as it goes over the wire.
    pub fn problem(&self) -> Problem {
        let (code, detail, advice, field) = match self {
            ApiError::Rejected(Rejected::Refused(refusal)) => (
                refusal.code(),
                NOTHING_WRITTEN,
                refusal.advice().to_owned(),
                refusal.field().map(str::to_owned),
            ),
            ApiError::Rejected(Rejected::Failed(failure @ Failure::Stopped)) => {
                ("cancelled", NOTHING_WRITTEN, failure.advice().to_owned(), None)
            }
            ApiError::Rejected(Rejected::Failed(failure)) => {
                ("failure", means(failure), failure.advice().to_owned(), None)
            }
            ApiError::Rejected(Rejected::KeyUsed) => (
                "key-used",
                "Nothing was changed in your book by this one.",
                "Give each order an Idempotency-Key of its own.".into(),
                None,
            ),
            ApiError::Rejected(Rejected::Ending) => (
                "ending",
                "This change was not made.",
                "Start Counterfoil again, then repeat it.".into(),
                None,
            ),
            ApiError::Bad { code, means, advice, field, .. } => {
                (*code, *means, advice.clone(), field.clone())
            }
        };
        Problem {
            kind: format!("urn:counterfoil:problem:{code}"),
            title: sentence(&self.to_string()),
            status: self.status_code().as_u16(),
            detail: detail.to_owned(),
            advice,
            field,
            statement: self.statement(),
            locked: self.locked(),
            counterparts: self.counterparts(),
        }
    }

    fn statement(&self) -> Option<i64> {
        match self {
            ApiError::Rejected(Rejected::Refused(Refusal::Locked { statement, .. })) => Some(statement.0),
            _ => None,
        }
    }
}

impl ApiError {
    fn counterparts(&self) -> Option<Vec<StandingRow>> {
        let ApiError::Rejected(Rejected::Refused(Refusal::Transfer(TransferRefusal::CounterpartStands {
            rows,
            ..
        }))) = self
        else {
            return None;
        };
        let row = |one: &transfer_refusal::StandingRow| StandingRow {
            transaction: one.row.transaction.0,
            split: u32::try_from(one.row.split).unwrap_or(u32::MAX),
            account: one.account.0,
            date: one.date.to_string(),
            amount: one.amount.units(),
        };
        Some(rows.iter().map(row).collect())
    }

    fn locked(&self) -> Option<LockedRows> {
        let ApiError::Rejected(Rejected::Refused(Refusal::RowsReconciled { rows, statements, .. })) = self
        else {
            return None;
        };
        let statement = |one: &Locking| LockingStatement {
            id: one.statement.0,
            account: one.account.0,
            date: one.date.to_string(),
        };
        Some(LockedRows {
            transactions: rows.iter().map(|id| id.0).collect(),
            statements: statements.iter().map(statement).collect(),
        })
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> ApiError {
        ApiError::Rejected(Rejected::Failed(failure))
    }
}

impl From<Stopped> for ApiError {
    fn from(stopped: Stopped) -> ApiError {
        Failure::from(stopped).into()
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> ApiError {
        ApiError::Rejected(Rejected::Refused(refusal))
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            ApiError::Rejected(Rejected::Refused(refusal)) => refused(refusal),
            ApiError::Rejected(Rejected::Failed(failure)) => failed(failure),
            ApiError::Rejected(Rejected::KeyUsed) => StatusCode::UNPROCESSABLE_ENTITY,
            ApiError::Rejected(Rejected::Ending) => StatusCode::SERVICE_UNAVAILABLE,
            ApiError::Bad { status, .. } => *status,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code())
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .json(self.problem())
    }
}

fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Attachment(AttachmentRefusal::NoSuch) => StatusCode::NOT_FOUND,
        Refusal::Attachment(AttachmentRefusal::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Attachment(refusal) if refusal.is_conflict() => StatusCode::CONFLICT,
        Refusal::Schedule(ScheduleRefusal::NoSuch) => StatusCode::NOT_FOUND,
        Refusal::Schedule(refusal) if refusal.is_conflict() => StatusCode::CONFLICT,
        Refusal::KeptReport(KeptReportRefusal::NoSuch) => StatusCode::NOT_FOUND,
        Refusal::KeptReport(KeptReportRefusal::NameTaken(_)) => StatusCode::CONFLICT,
        Refusal::Transfer(refusal) if refusal.is_conflict() => StatusCode::CONFLICT,
        Refusal::NoSuchAccount
        | Refusal::NoSuchTransaction
        | Refusal::NoSuchStatement
        | Refusal::NoSuchChequebook
        | Refusal::NoSuchPayee
        | Refusal::NoSuchTag => StatusCode::NOT_FOUND,
        Refusal::NameTaken(_)
        | Refusal::CategoryTaken(_)
        | Refusal::PayeeTaken(_)
        | Refusal::TagTaken(_)
        | Refusal::PayeeInUse(_)
        | Refusal::RowsReconciled { .. }
        | Refusal::TakenBackAlready
        | Refusal::InTheWay { .. }
        | Refusal::AccountInUse(_)
        | Refusal::Loses(_)
        | Refusal::AccountRemembers(_)
        | Refusal::AccountClosed(_)
        | Refusal::Reconciled
        | Refusal::Locked { .. }
        | Refusal::StatementFinished(_)
        | Refusal::StatementDiffers(_)
        | Refusal::ChequebookOverlaps { .. }
        | Refusal::ChequeWritten { .. }
        | Refusal::ChangedMeanwhile
        | Refusal::BookMovedOn
        | Refusal::BookNotEmpty
        | Refusal::NothingToUndo
        | Refusal::NothingToRedo
        | Refusal::CannotTakeBack(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn failed(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Busy | Failure::Closed => StatusCode::SERVICE_UNAVAILABLE,
        Failure::Stopped => StatusCode::CONFLICT,
        Failure::Full | Failure::FullOfTemporary(_) | Failure::Quota => StatusCode::INSUFFICIENT_STORAGE,
        Failure::ReadOnly
        | Failure::Moved(_)
        | Failure::Deleted
        | Failure::Replaced
        | Failure::CutOff
        | Failure::LogGone => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A text with a capital and a full stop.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), chars.as_str().trim_end_matches('.')),
        None => String::new(),
    }
}

/// The answer to an address under `/api` that is none.
pub async fn no_such_address() -> Result<HttpResponse, ApiError> {
    let advice = "The addresses are listed in /api/v1/openapi.json.";
    Err(ApiError::bad("no-such-address", StatusCode::NOT_FOUND, "there is no such address", advice))
}

/// A body, a path or a query that could not be understood.
pub fn not_understood(error: impl ResponseError) -> actix_web::Error {
    let advice = "Load the page again; if it stays, this is a fault in Counterfoil.";
    let status = match error.status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::BAD_REQUEST,
    };
    ApiError::bad("not-understood", status, error.to_string(), advice).into()
}
