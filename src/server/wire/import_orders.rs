//! Bank files: what is ordered of a preview.

use serde::Deserialize;
use utoipa::ToSchema;

/// `POST /api/v1/imports`: one batch, one undo step.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ImportOrder {
    pub preview: String,
    pub statements: Vec<StatementOrder>,
}

/// Where a statement goes. Statements not named are left out.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StatementOrder {
    pub index: u32,
    /// An account of the book, or null to make `new_account`.
    pub account: Option<i64>,
    /// The name of the account to make.
    pub new_account: Option<String>,
    /// The currency of the account to make, where the file does not state it.
    pub currency: Option<String>,
    /// Write the opening balance of the preview (only for a new account).
    #[serde(default)]
    pub with_opening: bool,
    /// Lines to leave out, by their index.
    #[serde(default)]
    pub leave_out: Vec<u32>,
    /// Deleted lines to bring back, by their index.
    #[serde(default)]
    pub bring_back: Vec<u32>,
    /// What lines are, whatever was proposed: a doubtful one, or one that is decided otherwise.
    #[serde(default)]
    pub answers: Vec<LineAnswer>,
    /// What becomes of doubtful lines that have no answer.
    #[serde(default)]
    pub undecided: Undecided,
    /// Other words than those proposed.
    #[serde(default)]
    pub edits: Vec<LineEdit>,
    /// Lines that do not enter what they seem to be of a schedule, or do where that is only offered.
    #[serde(default)]
    pub due: Vec<DueChoice>,
}

/// Whether a line enters its `due`.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub struct DueChoice {
    pub index: u32,
    pub enters: bool,
}

/// What one line is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct LineAnswer {
    pub index: u32,
    /// A row of its account that no other line is, with its amount unless that is taken from the bank; or null: it is new.
    pub entry: Option<EntryChoice>,
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub struct EntryChoice {
    pub transaction: i64,
    pub split: u32,
    /// The row may be over another amount, and gets the line's; else such a row is refused.
    #[serde(default)]
    pub take_amount: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Undecided {
    /// The import is refused until each is answered.
    #[default]
    Ask,
    /// They are new.
    Add,
    /// They are the likeliest entry that no other line has.
    Likeliest,
    /// They are left out, and come again with the next file.
    LeaveOut,
}

/// Other words for a new line; what is missing stays as proposed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct LineEdit {
    pub index: u32,
    pub payee: Option<String>,
    /// "Food:Groceries", `[Savings]` for a transfer; empty for none.
    pub category: Option<String>,
}
