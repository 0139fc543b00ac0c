//! The objects of the JSON of a whole book, as they are written and read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::budget::BudgetObject;
use super::kept_reports::KeptReportObject;
use super::schedules::ScheduleObject;

/// A text that is borrowed from the book, or was read.
pub type Text<'c> = Cow<'c, str>;

/// All of it, as it is read. It is written list by list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookObject {
    #[serde(rename = "format")]
    pub _format: String,
    #[serde(rename = "version")]
    pub _version: u32,
    pub accounts: Vec<AccountObject<'static>>,
    pub payees: Vec<NamedObject<'static>>,
    pub tags: Vec<NamedObject<'static>>,
    pub transactions: Vec<TransactionObject<'static>>,
    #[serde(default)]
    pub statements: Vec<StatementObject>,
    #[serde(default)]
    pub chequebooks: Vec<ChequebookObject>,
    #[serde(default)]
    pub attachments: Vec<AttachmentObject<'static>>,
    #[serde(default)]
    pub schedules: Vec<ScheduleObject<'static>>,
    #[serde(default)]
    pub budget: Vec<BudgetObject<'static>>,
    #[serde(default)]
    pub reports: Vec<KeptReportObject>,
    #[serde(default)]
    pub imports: Vec<ImportObject<'static>>,
    #[serde(default)]
    pub files: Vec<FileObject<'static>>,
    #[serde(default)]
    pub preferences: Vec<PreferenceObject<'static>>,
}

/// What is looked at first.
#[derive(Deserialize)]
pub struct Head {
    #[serde(default)]
    pub format: String,
    #[serde(default)]
    pub version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountObject<'c> {
    pub id: i64,
    pub name: Text<'c>,
    /// `asset`, `liability`, `income`, `expense` or `equity`.
    pub kind: Text<'c>,
    pub subkind: Text<'c>,
    /// ISO 4217.
    pub currency: Text<'c>,
    pub group: Text<'c>,
    pub order: i64,
    pub closed: bool,
    pub note: Text<'c>,
    pub bank_key: Option<Text<'c>>,
}

/// A payee or a tag.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedObject<'c> {
    pub id: i64,
    pub name: Text<'c>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransactionObject<'c> {
    pub id: i64,
    pub date: String,
    pub number: Option<Text<'c>>,
    pub payee: Option<i64>,
    pub memo: Text<'c>,
    pub currency: Text<'c>,
    pub tags: Vec<i64>,
    /// Of a void cheque: what its sides were, in minor units.
    pub void: Option<Vec<i64>>,
    pub splits: Vec<SplitObject<'c>>,
    /// Among those of its day, where rows were moved; its id otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitObject<'c> {
    pub account: i64,
    pub amount: String,
    pub value: String,
    pub memo: Text<'c>,
    /// `uncleared`, `cleared` or `reconciled`.
    pub state: Text<'c>,
    pub bank_id: Option<Text<'c>>,
    /// The statement that it is ticked in, or was reconciled by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementObject {
    pub id: i64,
    pub account: i64,
    pub date: String,
    pub closing: String,
    /// What it held when it was finished; null while it is being reconciled.
    pub held: Option<Vec<HeldObject>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldObject {
    pub transaction: i64,
    /// Minor units of the account's currency: a sum, which may be larger than an amount.
    pub amount: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChequebookObject {
    pub id: i64,
    pub account: i64,
    pub first: u64,
    pub last: u64,
    /// The lowest number that is still to be written.
    pub next: u64,
    /// Of the printed numbers: 6 for `000101`.
    pub digits: u8,
    pub closed: bool,
    pub in_use: bool,
}

/// A file that was imported, with every line that it brought: what is in it is not brought again.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportObject<'c> {
    pub id: i64,
    pub file: Text<'c>,
    pub format: Text<'c>,
    /// Which of the layouts of that format it had; empty where there is only one.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub layout: Text<'c>,
    pub lines: Vec<LineObject<'c>>,
    /// What the bank itself says the accounts held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub balances: Vec<BalanceObject>,
    /// The file that is kept of it, by its name among `files`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Text<'c>>,
}

/// A file of a bank as it came.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileObject<'c> {
    /// Its hash, and its length.
    pub name: Text<'c>,
    /// In bytes.
    pub size: u64,
    /// The bytes packed (RFC 1951), as Base64 (RFC 4648, section 4).
    pub packed: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalanceObject {
    pub account: i64,
    pub date: String,
    pub amount: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineObject<'c> {
    pub account: i64,
    pub bank_id: Text<'c>,
    pub amount: String,
    /// The bank's day; older books do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it became; that one may have been deleted since.
    pub transaction: Option<i64>,
    /// In the bank's words.
    pub payee: Text<'c>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreferenceObject<'c> {
    pub key: Text<'c>,
    pub value: Value,
}

/// A receipt or another file of a transaction.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentObject<'c> {
    pub id: i64,
    pub transaction: i64,
    pub name: Text<'c>,
    /// Its media type, told by its first bytes.
    #[serde(rename = "type")]
    pub kind: Text<'c>,
    /// Of the file, in bytes.
    pub size: u64,
    /// The file, by its name among `files`.
    pub kept: Text<'c>,
}
