//! Reports that are kept by name.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ReportDefinition;

/// What a report is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportChart {
    /// Bars, or lines of what there is at the end of each column.
    #[default]
    Usual,
    Treemap,
    /// From where the money comes to where it goes.
    Sankey,
    None,
}

/// `GET /api/v1/reports/kept`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeptReports {
    pub revision: u64,
    /// In their order.
    pub reports: Vec<KeptReport>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeptReport {
    pub id: i64,
    pub name: String,
    pub chart: ReportChart,
    pub report: ReportDefinition,
}

/// `POST /api/v1/reports/kept`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeptReport {
    pub name: String,
    #[serde(default)]
    pub chart: ReportChart,
    /// Its `today` is not kept.
    pub report: ReportDefinition,
}

/// `PATCH /api/v1/reports/kept/{id}`: what is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptReportPatch {
    pub name: Option<String>,
    pub chart: Option<ReportChart>,
    pub report: Option<ReportDefinition>,
}

/// `PUT /api/v1/reports/order`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptReportOrder {
    /// These come first, in this order; the others stay in theirs.
    pub order: Vec<i64>,
}
