//! Every way the book may change.
//!
//! A command says what somebody wants; [`super::decide()`] says what becomes of
//! it. Commands hold names where the user typed names, and ids where the user
//! picked something.

mod importing;

use jiff::civil::Date;

pub use importing::{AccountChoice, AddedLine, ImportDraft, LineDraft, LineFate, StatementDraft};

use super::account::{AccountId, AccountKind};
pub use super::account::{AccountWords, Opening};
use super::attachment::AttachmentCommand;
use super::batch::{BatchId, RawFile};
use super::budget::BudgetCommand;
pub use super::bulk::Unused;
use super::bulk::{BulkDraft, RowRef};
use super::cheque::{ChequebookId, ChequebookPatch, NewChequebook};
use super::contents::Contents;
use super::kept_report::KeptReportCommand;
use super::money::{Currency, Minor};
use super::payee::PayeeId;
use super::schedule::ScheduleCommand;
use super::statement::StatementId;
use super::tag::TagId;
use super::transaction::{SplitState, TransactionId};

impl Command {
    /// The files that it brings, which are kept as they came.
    pub fn files(&self) -> Vec<RawFile> {
        match self {
            Command::Import(draft) => draft.raw.iter().cloned().collect(),
            Command::Fill(contents) => contents.files.clone(),
            Command::Attachment(AttachmentCommand::Attach(new)) => vec![new.file.clone()],
            _ => Vec::new(),
        }
    }
}

/// What somebody wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    OpenAccount(NewAccount),
    /// The same, with more said of it.
    OpenAccountWith(NewAccount, AccountWords),
    EditAccount {
        id: AccountId,
        patch: AccountPatch,
    },
    /// Only an account that no transaction uses.
    DeleteAccount {
        id: AccountId,
    },
    AddTransaction(TransactionDraft),
    /// `base` is the revision that was read: changed since then is a refusal.
    EditTransaction {
        id: TransactionId,
        draft: TransactionDraft,
        base: Option<u64>,
    },
    DeleteTransaction {
        id: TransactionId,
    },
    SetState {
        id: TransactionId,
        split: usize,
        state: SplitState,
        unreconcile: bool,
    },
    Import(ImportDraft),
    StartStatement(NewStatement),
    /// Only while it is being reconciled.
    EditStatement {
        id: StatementId,
        date: Date,
        closing: Minor,
    },
    Tick {
        statement: StatementId,
        rows: Vec<RowRef>,
        is_ticked: bool,
    },
    /// `adjust`: a difference may be made up by an entry of its own.
    FinishStatement {
        id: StatementId,
        adjust: bool,
    },
    ReopenStatement {
        id: StatementId,
    },
    /// Only while it is being reconciled.
    DropStatement {
        id: StatementId,
    },
    AddChequebook(NewChequebook),
    EditChequebook(ChequebookId, ChequebookPatch),
    /// Its cheques stay in the register.
    DeleteChequebook(ChequebookId),
    /// Lets go of the file that is kept with an import; the import itself stays. No step of undo.
    DropRaw {
        batch: BatchId,
    },
    Attachment(AttachmentCommand),
    /// One change to many rows, as one step.
    Bulk(BulkDraft),
    /// Two rows of two accounts are the two sides of one transfer. `base` is the revision that was read.
    LinkRows {
        rows: [RowRef; 2],
        base: Option<u64>,
    },
    /// Two rows of one account are one. `base` is the revision that was read.
    MergeRows {
        rows: [RowRef; 2],
        base: Option<u64>,
    },
    /// The command, and what becomes of a row that is the other side of a transfer in it already.
    WithCounterparts(Box<Command>, Counterparts),
    /// Gives categories that begin with a bracket, as older books could have them, other names.
    UnbracketCategories,
    /// Moves a transaction by so many others of its day in a register; a negative number is up.
    MoveInDay {
        id: TransactionId,
        account: AccountId,
        by: i64,
    },
    /// A void transaction keeps its place and what it was; its sides are zero. False gives them back.
    VoidTransaction {
        id: TransactionId,
        void: bool,
    },
    /// The same again on another day: not cleared, without a number and without the bank's ids.
    DuplicateTransaction {
        id: TransactionId,
        date: Date,
    },
    /// The category of this name and all beneath it (`Food` and `Food:Groceries`) get another.
    RenameCategory {
        name: String,
        currency: Currency,
        to: String,
        /// Where a name is another's, the two become one; false refuses.
        merge: bool,
    },
    /// What is in one category goes to another, and what is beneath it follows.
    MergeCategory {
        id: AccountId,
        into: AccountId,
    },
    /// These accounts, in this order; one of them goes under another heading with it.
    OrderAccounts {
        order: Vec<AccountId>,
        moved: Option<(AccountId, String)>,
    },
    RenamePayee {
        id: PayeeId,
        name: String,
    },
    MergePayee {
        id: PayeeId,
        into: PayeeId,
    },
    /// Only one that no transaction has.
    DeletePayee {
        id: PayeeId,
    },
    RenameTag {
        id: TagId,
        name: String,
    },
    MergeTag {
        id: TagId,
        into: TagId,
    },
    /// Takes it off its transactions, too.
    DeleteTag {
        id: TagId,
    },
    DeleteUnused(Unused),
    Schedule(ScheduleCommand),
    Budget(BudgetCommand),
    KeptReport(KeptReportCommand),
    /// Takes back one step, or one taking back, of the history, as a step of its own.
    TakeBack {
        revision: u64,
    },
    /// The same, of a step of which a part was changed since: that part stays.
    TakeBackRest {
        revision: u64,
    },
    /// Does again what was taken back.
    DoAgain {
        revision: u64,
    },
    /// JSON text under a key; none forgets it. No step of undo.
    SetPreference {
        key: String,
        value: Option<String>,
    },
    /// Brings a whole book into this one, which must hold nothing yet.
    Fill(Box<Contents>),
    /// Takes back the newest change that is not taken back.
    Undo,
    /// Does again what was undone last.
    Redo,
}

/// What becomes of a row that stands on the other side of a transfer that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counterparts {
    /// Nothing is written before somebody has said.
    Ask,
    /// The two become one.
    Link,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    pub name: String,
    pub kind: AccountKind,
    pub currency: Currency,
    pub opening: Option<Opening>,
}

/// What is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountPatch {
    pub name: Option<String>,
    pub note: Option<String>,
    pub closed: Option<bool>,
    /// It is to be closed whatever it holds, and whichever schedules use it.
    pub close_anyway: bool,
    /// Within its class: an asset may become a liability, an income an expense.
    pub kind: Option<AccountKind>,
    pub subkind: Option<String>,
    pub group: Option<String>,
    pub order: Option<i64>,
    /// The opening balance; an amount of zero takes it away.
    pub opening: Option<Opening>,
}

/// A transaction as it was typed or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionDraft {
    pub date: Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub splits: Vec<SplitDraft>,
    /// By name, made where there is none. None: as they were.
    pub tags: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitDraft {
    pub target: Target,
    pub amount: Minor,
    pub memo: String,
    /// None: as it was, or uncleared when new.
    pub state: Option<SplitState>,
    /// None: as it was.
    pub bank_id: Option<String>,
}

/// Where a split goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Account(AccountId),
    /// A category by name, made when there is none: expense for money that
    /// goes there (a positive amount), income for money that comes from there.
    Category(String),
    /// A register by name, made when there is none.
    Register(String),
    /// The equity that opening balances come from.
    OpeningBalances,
}

/// A statement to reconcile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatement {
    pub account: AccountId,
    pub date: Date,
    pub closing: Minor,
    /// Ticks what is cleared up to the date.
    pub tick_cleared: bool,
    /// More rows to tick: those that the bank's file has.
    pub ticks: Vec<RowRef>,
}
