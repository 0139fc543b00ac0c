//! What a decision may ask about the book.

use jiff::civil::Date;

use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::attachment::{Attachment, AttachmentId};
use crate::ledger::batch::{Batch, BatchId, RawHash};
use crate::ledger::budget::{BudgetEntry, BudgetKey};
use crate::ledger::bulk::RowRef;
use crate::ledger::change::{Change, Entity};
use crate::ledger::cheque::{Chequebook, ChequebookId};
use crate::ledger::kept_report::{KeptReport, KeptReportId};
use crate::ledger::money::{Currency, Minor};
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::preference::Preference;
use crate::ledger::schedule::{Schedule, ScheduleId};
use crate::ledger::statement::{Dated, Statement, StatementId, Sums};
use crate::ledger::tag::{Tag, TagId};
use crate::ledger::transaction::{Transaction, TransactionId};

/// Within which accounts a name is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    Register,
    Category,
    Equity,
}

impl Class {
    pub fn of(kind: AccountKind) -> Class {
        match kind {
            AccountKind::Asset | AccountKind::Liability => Class::Register,
            AccountKind::Income | AccountKind::Expense => Class::Category,
            AccountKind::Equity => Class::Equity,
        }
    }
}

/// What holds on to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Nothing,
    /// Or statements, or schedules.
    Transactions,
    /// Only the memory of what was imported into it: its transactions are deleted.
    Imports,
}

/// The ids that the next things get. They only grow, also over undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextIds {
    pub account: i64,
    pub payee: i64,
    pub transaction: i64,
    pub batch: i64,
    pub statement: i64,
    pub schedule: i64,
    pub chequebook: i64,
    pub attachment: i64,
    pub tag: i64,
    pub kept_report: i64,
}

/// A step of the history that can be taken back or done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub revision: u64,
    pub words: String,
    pub changes: Vec<Change>,
}

/// A transaction, and where a line is that is it.
pub type ImportedAs = (TransactionId, BatchId, usize);

/// The book as a decision sees it. All answers are of one moment.
pub trait Facts {
    /// Why the book could not be read.
    type Failure;

    fn account(&self, id: AccountId) -> Result<Option<Account>, Self::Failure>;
    /// By name without regard to case; categories and equity also by currency.
    fn account_named(
        &self,
        name: &str,
        class: Class,
        currency: Currency,
    ) -> Result<Option<Account>, Self::Failure>;
    fn account_use(&self, id: AccountId) -> Result<Use, Self::Failure>;
    /// Minor units.
    fn balance(&self, id: AccountId) -> Result<i64, Self::Failure>;
    fn payee(&self, id: PayeeId) -> Result<Option<Payee>, Self::Failure>;
    /// By name without regard to case.
    fn payee_named(&self, name: &str) -> Result<Option<Payee>, Self::Failure>;
    fn transaction(&self, id: TransactionId) -> Result<Option<Transaction>, Self::Failure>;
    /// The transactions of a day in an account with their places, in the order of its register.
    fn day(&self, account: AccountId, date: Date) -> Result<Vec<(TransactionId, i64)>, Self::Failure>;
    /// Whether a transaction was changed after this revision.
    fn changed_since(&self, id: TransactionId, revision: u64) -> Result<bool, Self::Failure>;
    fn preference(&self, key: &str) -> Result<Option<Preference>, Self::Failure>;
    /// The newest revision that changed more than preferences.
    fn revision(&self) -> Result<u64, Self::Failure>;
    fn statement(&self, id: StatementId) -> Result<Option<Statement>, Self::Failure>;
    /// The statements of an account by date.
    fn statements(&self, account: AccountId) -> Result<Vec<Dated>, Self::Failure>;
    fn statement_sums(&self, statement: &Statement) -> Result<Sums, Self::Failure>;
    /// The transactions with a split that is ticked in the statement, or was reconciled by it.
    fn ticked(&self, id: StatementId) -> Result<Vec<TransactionId>, Self::Failure>;
    /// Cleared rows up to this day that are in no statement.
    fn cleared_until(&self, account: AccountId, date: Date) -> Result<Vec<RowRef>, Self::Failure>;
    fn schedule(&self, id: ScheduleId) -> Result<Option<Schedule>, Self::Failure>;
    /// All of them, in the order of their ids.
    fn schedules(&self) -> Result<Vec<Schedule>, Self::Failure>;
    /// The latest amounts that look like those of a schedule, into its account, newest first.
    fn amounts_like(&self, schedule: &Schedule) -> Result<Vec<i64>, Self::Failure>;
    fn budget_entry(&self, key: BudgetKey) -> Result<Option<BudgetEntry>, Self::Failure>;
    /// All that is planned for a category, and its rule.
    fn budget_of(&self, category: AccountId) -> Result<Vec<BudgetEntry>, Self::Failure>;
    fn chequebook(&self, id: ChequebookId) -> Result<Option<Chequebook>, Self::Failure>;
    /// The chequebooks of an account in the order of their numbers.
    fn chequebooks(&self, account: AccountId) -> Result<Vec<Chequebook>, Self::Failure>;
    /// The highest number of this book that is written, void ones too.
    fn highest_cheque(&self, book: &Chequebook) -> Result<Option<u64>, Self::Failure>;
    fn attachment(&self, id: AttachmentId) -> Result<Option<Attachment>, Self::Failure>;
    /// Those of a transaction, in the order in which they came.
    fn attachments(&self, of: TransactionId) -> Result<Vec<Attachment>, Self::Failure>;
    /// The files kept of attachments that are in no transaction of the book.
    fn unseen_files(&self) -> Result<Vec<RawHash>, Self::Failure>;
    fn kept_report(&self, id: KeptReportId) -> Result<Option<KeptReport>, Self::Failure>;
    /// All of them, in their order.
    fn kept_reports(&self) -> Result<Vec<KeptReport>, Self::Failure>;
    fn tag(&self, id: TagId) -> Result<Option<Tag>, Self::Failure>;
    /// By name without regard to case.
    fn tag_named(&self, name: &str) -> Result<Option<Tag>, Self::Failure>;
    /// All of them, in the order of their ids.
    fn accounts(&self) -> Result<Vec<Account>, Self::Failure>;
    fn payees_unused(&self) -> Result<Vec<Payee>, Self::Failure>;
    fn tags_unused(&self) -> Result<Vec<Tag>, Self::Failure>;
    /// The splits of an account, by transaction and position, ascending.
    fn splits_of(&self, id: AccountId) -> Result<Vec<(TransactionId, usize)>, Self::Failure>;
    /// The rows of an account over this amount, on the days from `from` to `to`, in their order.
    fn rows_over(
        &self,
        account: AccountId,
        amount: Minor,
        from: Date,
        to: Date,
    ) -> Result<Vec<RowRef>, Self::Failure>;
    /// The imported lines that are one of these transactions, each with its place in its batch, in that order.
    fn lines_of(&self, ids: &[TransactionId]) -> Result<Vec<ImportedAs>, Self::Failure>;
    fn has_reconciled(&self, id: AccountId) -> Result<bool, Self::Failure>;
    /// Ascending.
    fn transactions_of(&self, id: PayeeId) -> Result<Vec<TransactionId>, Self::Failure>;
    /// Ascending.
    fn transactions_tagged(&self, id: TagId) -> Result<Vec<TransactionId>, Self::Failure>;
    /// The first transaction between the account and equity that has no other side.
    fn opening(&self, id: AccountId) -> Result<Option<TransactionId>, Self::Failure>;
    /// How many times others point at it: splits and remembered lines at an account, transactions at a payee or a tag,
    /// schedules at any of them, the budget at a category.
    fn references(&self, entity: Entity) -> Result<u64, Self::Failure>;
    /// What was done at this revision, whatever it was.
    fn done_at(&self, revision: u64) -> Result<Option<Step>, Self::Failure>;
    /// The revision that took this one back, if it still is taken back.
    fn taken_back_by(&self, revision: u64) -> Result<Option<u64>, Self::Failure>;
    /// Whether each of these transactions is in the book as it stands here, or is not in it where none does.
    fn transactions_are(
        &self,
        expected: &mut [(TransactionId, Option<&Transaction>)],
    ) -> Result<bool, Self::Failure> {
        for (id, expected) in expected {
            if self.transaction(*id)?.as_ref() != *expected {
                return Ok(false);
            }
        }
        Ok(true)
    }
    /// The newest change to a thing after this revision, in words.
    fn touched_after(&self, entity: Entity, revision: u64) -> Result<Option<String>, Self::Failure>;
    fn batch(&self, id: BatchId) -> Result<Option<Batch>, Self::Failure>;
    fn next_ids(&self) -> Result<NextIds, Self::Failure>;
    /// The step that undo would take back.
    fn undoable(&self) -> Result<Option<Step>, Self::Failure>;
    /// The step that redo would do again.
    fn redoable(&self) -> Result<Option<Step>, Self::Failure>;
    /// So many of the rows of a long decision are decided. A failure ends it.
    fn went(&self, _done: usize, _of: usize) -> Result<(), Self::Failure> {
        Ok(())
    }
}
