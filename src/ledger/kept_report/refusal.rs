//! Why a report cannot be kept, and what to do. It knows nothing of who asks.

use super::MOST_KEPT;
use crate::ledger::report::ReportRefusal;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum KeptReportRefusal {
    #[error("there is no such kept report")]
    #[strum(serialize = "no-such-report")]
    NoSuch,
    #[error("there is already a report named “{0}”")]
    #[strum(serialize = "report-taken")]
    NameTaken(String),
    #[error("a book keeps at most {MOST_KEPT} reports")]
    #[strum(serialize = "too-many-reports")]
    TooMany,
    #[error(transparent)]
    #[strum(serialize = "no-report")]
    Question(ReportRefusal),
}

impl KeptReportRefusal {
    pub fn code(&self) -> &'static str {
        self.into()
    }

    pub fn advice(&self) -> &'static str {
        match self {
            KeptReportRefusal::NoSuch => "It may have been deleted in another tab. Undo brings it back.",
            KeptReportRefusal::NameTaken(_) => "Choose another name, or change the report that has it.",
            KeptReportRefusal::TooMany => "Delete one that you do not look at any more.",
            KeptReportRefusal::Question(refusal) => refusal.advice(),
        }
    }

    /// What it is about, by the name of the field.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            KeptReportRefusal::NameTaken(_) => Some("name"),
            KeptReportRefusal::Question(refusal) => Some(refusal.field()),
            KeptReportRefusal::NoSuch | KeptReportRefusal::TooMany => None,
        }
    }
}
