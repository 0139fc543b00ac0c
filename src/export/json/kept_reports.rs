//! Kept reports in the JSON of a whole book: the objects, and both ways.

use serde::{Deserialize, Serialize};

use crate::ledger::kept_report::{KeptReport, KeptReportText};

/// The fields of [`KeptReportText`].
#[derive(Serialize, Deserialize)]
#[serde(remote = "KeptReportText", deny_unknown_fields)]
struct Fields {
    id: i64,
    name: String,
    place: i64,
    chart: String,
    what: String,
    accounts: Vec<i64>,
    categories: Vec<i64>,
    span: String,
    compare: Option<String>,
    interval: String,
    year_begins: String,
    by: String,
    then: String,
    measure: String,
    most: usize,
    search: Option<String>,
    decimal: String,
    dates: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptReportObject(#[serde(with = "Fields")] KeptReportText);

impl KeptReportObject {
    pub fn id(&self) -> i64 {
        self.0.id
    }
}

pub fn object(report: &KeptReport) -> KeptReportObject {
    KeptReportObject(report.into())
}

pub fn report(object: KeptReportObject) -> Result<KeptReport, String> {
    object.0.restored().ok_or_else(|| "a word of it is not known".to_owned())
}
