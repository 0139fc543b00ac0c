//! How a bank file was understood, what it leaves open, and what is settled.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How one file of an import was understood that does not say it itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportReading {
    /// The file within an archive.
    pub file: Option<String>,
    /// The same for every file with these columns, and for no other.
    pub layout: String,
    /// By what it was understood so, each a sentence.
    pub evidence: Vec<String>,
    /// What the file cannot tell. Nothing is imported while one is not answered.
    pub questions: Vec<ImportQuestion>,
    /// What was settled before: answered in this preview, or remembered.
    pub settled: LayoutSettings,
    /// What the reading goes by, settled or found.
    pub found: LayoutSettings,
    /// The columns and some rows; null where the file is no table.
    pub table: Option<ImportTable>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportQuestion {
    /// Each once in a reading: a field of `LayoutSettings`, or "word:" and a word of the file.
    pub about: String,
    pub text: String,
    pub choices: Vec<ImportAnswer>,
    /// The value that the preview goes by.
    pub taken: String,
    pub answered: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportAnswer {
    pub value: String,
    pub label: String,
    /// What a line of the file would then be.
    pub example: String,
    /// How the first rows would then be read.
    pub rows: Vec<String>,
    /// What has to be sent to give this answer: what was settled before, and it.
    pub settings: LayoutSettings,
}

/// What is settled about a layout; null where it is for the file to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LayoutSettings {
    pub layout: String,
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    #[serde(default)]
    pub decimal_mark: Option<DecimalMark>,
    #[serde(default)]
    pub amount_sense: Option<AmountSense>,
    /// By the table's columns.
    #[serde(default)]
    pub columns: Option<Vec<ColumnRole>>,
    /// How the text is decoded: "windows-1252", "CP850".
    #[serde(default)]
    pub encoding: Option<String>,
    #[serde(default)]
    pub delimiter: Option<Delimiter>,
    #[serde(default)]
    pub quote: Option<QuotationMark>,
    /// What words of the file mean that are not known.
    #[serde(default)]
    pub words: Option<Vec<WordAnswer>>,
    /// Whether the fee comes on top of the amount.
    #[serde(default)]
    pub fee_apart: Option<bool>,
    /// How the dates are written: `DD.MM.YYYY`.
    #[serde(default)]
    pub date_pattern: Option<String>,
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Bar,
    Caret,
    Tilde,
}

/// What stands around a cell that holds a delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotationMark {
    Double,
    Single,
    None,
}

/// A word of the file and what it says of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WordAnswer {
    /// In small letters without accents.
    pub word: String,
    pub meaning: WordMeaning,
}

/// What a word in a row says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WordMeaning {
    MoneyOut,
    MoneyIn,
    Booked,
    LeftOut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
    YearFirst,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    Point,
    Comma,
}

/// What an amount without a minus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AmountSense {
    MoneyIn,
    MoneyOut,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    Date,
    ValueDate,
    Payee,
    Payer,
    Memo,
    Number,
    Amount,
    Debit,
    Credit,
    Direction,
    Balance,
    Currency,
    BankId,
    Category,
    Account,
    Status,
    Fee,
    Ignored,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportTable {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    pub columns: Vec<ImportColumn>,
    /// Some of the first rows, each with a cell for each column.
    pub rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportColumn {
    /// As the header names it; empty where there is none.
    pub name: String,
    pub role: ColumnRole,
}

/// `POST /api/v1/imports/previews/{id}/layouts`: the file read again with these answers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct LayoutAnswers {
    pub layouts: Vec<LayoutSettings>,
}

/// A layout under a name, as it is kept, and shared as a file: preference `import.presets` is a list of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LayoutPreset {
    pub name: String,
    pub settings: LayoutSettings,
}
