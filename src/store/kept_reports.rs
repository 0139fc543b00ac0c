//! Kept reports as rows, and as the JSON that the log keeps; see [`super::stored`] for its duty.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::reader::View;
use crate::ledger::kept_report::{KeptReport, KeptReportId, KeptReportText};

/// The fields of [`KeptReportText`], in which others are only ever added.
#[derive(Serialize, Deserialize)]
#[serde(remote = "KeptReportText")]
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
pub struct StoredReport(#[serde(with = "Fields")] KeptReportText);

pub fn stored(report: &KeptReport) -> StoredReport {
    StoredReport(report.into())
}

impl StoredReport {
    pub fn restored(self) -> Option<KeptReport> {
        self.0.restored()
    }
}

pub fn get(connection: &Connection, id: KeptReportId) -> Result<Option<KeptReport>, Failure> {
    let mut statement = connection.prepare_cached("SELECT body FROM kept_report WHERE id = ?1")?;
    let body: Option<String> = statement.query_row([id.0], |row| row.get(0)).optional()?;
    body.map(|body| read(&body)).transpose()
}

/// All of them, in their order.
pub fn list(connection: &Connection) -> Result<Vec<KeptReport>, Failure> {
    let mut statement = connection.prepare_cached("SELECT body FROM kept_report ORDER BY id")?;
    let bodies: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut all = bodies.iter().map(|body| read(body)).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|report| (report.place, report.id));
    Ok(all)
}

fn read(body: &str) -> Result<KeptReport, Failure> {
    let stored: StoredReport = serde_json::from_str(body).map_err(|_| Failure::Damaged)?;
    stored.restored().ok_or(Failure::Damaged)
}

pub fn put(connection: &Connection, report: &KeptReport) -> Result<(), Failure> {
    let body = serde_json::to_string(&stored(report)).map_err(|error| Failure::Other(error.to_string()))?;
    let sql = "INSERT INTO kept_report (id, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = ?2";
    connection.prepare_cached(sql)?.execute((report.id.0, body))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: KeptReportId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM kept_report WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

impl View<'_> {
    /// The kept reports, in their order.
    pub fn kept_reports(&self) -> Result<Vec<KeptReport>, Failure> {
        list(self.connection)
    }
}
