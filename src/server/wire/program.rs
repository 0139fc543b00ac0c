//! The program itself, and the answers all handlers share.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /api/v1/app`: the program, its book and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct App {
    /// Version of the program, as in `--version`.
    pub version: String,
    pub book: BookInfo,
    /// The newest revision of the book; the cursor to open the event stream with.
    pub revision: u64,
    /// The program's clock, RFC 3339: a page whose own is far from it goes by this one.
    pub now: String,
    /// Whether that clock was set, as tests do: every page goes by it then.
    pub now_is_set: bool,
    pub life: Life,
    /// Where the log is; empty where none is kept.
    pub log: String,
    /// Whether the program starts at login; null where that is not offered.
    pub start_at_login: Option<bool>,
}

/// `GET /api/v1/app/about`: which program this is, where everything of it lies, and under which licences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct About {
    pub version: String,
    /// Which state of the sources it was built from, where whoever built it said so.
    pub commit: String,
    /// The system it was built for.
    pub target: String,
    pub places: Vec<PlaceOnDisk>,
    /// The text of Counterfoil's own licence.
    pub licence: String,
    /// The licences of all libraries that are built in, with their texts; null where no package brought them.
    pub libraries: Option<String>,
}

/// A file or a folder of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceOnDisk {
    /// In words: "Book", "Settings".
    pub name: String,
    pub path: String,
}

/// `PUT /api/v1/app/start-at-login`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StartAtLogin {
    pub on: bool,
}

/// An address that lets a browser in once, within a minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LaunchAddress {
    pub address: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BookInfo {
    /// Names this book for ever; a cursor is only good for the book it came from.
    pub id: String,
    /// The file's name without its ending, for the title of the page.
    pub name: String,
    pub path: String,
    pub folder: String,
    /// Whether this is the sample book, which is nobody's own.
    pub demo: bool,
    /// What was found and done when it was opened, in sentences.
    pub found: Vec<String>,
}

/// Why nothing is written to the book any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Trouble {
    pub title: String,
    pub advice: String,
    /// Whether a rescue copy can be asked for.
    pub can_be_saved: bool,
}

/// `POST /api/v1/book/rescue`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rescued {
    /// The file that the book was saved to.
    pub path: String,
}

/// How long the program means to live. Also the data of the `status` event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Life {
    /// The tray's status line in words: "2 tabs open", "Closing in 4 s".
    pub status: String,
    /// How many tabs are open, this one included; programs that listen count as one each.
    pub open_sessions: u64,
    /// True: the program stays when the last page closes.
    pub keep_running: bool,
    /// Whether a tray icon is being shown; when not, the page is the only control.
    pub tray: bool,
    /// What the program finishes before it ends, as it was told to: "an import".
    pub finishing: Option<String>,
    /// How often open tabs were asked to come forward. One that sees it grow tries to, and says so where it is in front.
    pub calls: u64,
    /// The day it is for the program: what is due and overdue goes by it.
    pub today: String,
    /// Where it is that day, by its name in the IANA database or as `+05:45`. A page counts its days there, too.
    pub zone: String,
    /// None where all is well.
    pub trouble: Option<Trouble>,
}

/// `PUT /api/v1/app/keep-running`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct KeepRunning {
    pub on: bool,
}

/// The answer to every accepted change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Done {
    /// The revision that this change became. Unchanged when there was nothing to do.
    pub revision: u64,
    /// The account or transaction that was made, where one was.
    pub id: Option<i64>,
    /// What was done, in words, for the line that offers to undo it.
    pub words: String,
}

/// Errors, as `application/problem+json` (RFC 9457) with three fields of our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:counterfoil:problem:…`, stable, for programs.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub title: String,
    pub status: u16,
    /// What it means for the book.
    pub detail: String,
    /// What to do about it.
    pub advice: String,
    /// The field at fault, by its wire name, where there is one.
    pub field: Option<String>,
    /// The reconciled statement that a locked row belongs to: opening it again frees the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<i64>,
    /// Where a change to many rows meets locked ones: all of them, and their statements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<LockedRows>,
    /// Where a transfer is written whose other side stands in the book: those rows. Send the same again with
    /// `counterpart` said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparts: Option<Vec<StandingRow>>,
}

/// A row that may be the other side of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandingRow {
    pub transaction: i64,
    pub split: u32,
    pub account: i64,
    pub date: String,
    /// Minor units.
    pub amount: i64,
}

/// Rows of reconciled statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LockedRows {
    pub transactions: Vec<i64>,
    /// By date.
    pub statements: Vec<LockingStatement>,
}

/// A reconciled statement that locks rows: opening it again frees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LockingStatement {
    pub id: i64,
    pub account: i64,
    pub date: String,
}
