//! The facts of a decision, read in the transaction that will write it.

use jiff::civil::Date;
use rusqlite::Connection;

use super::failure::Failure;
use super::{
    accounts, attachments, batches, budget, chequebooks, history, kept_reports, mass, months, payees,
    positions, preferences, registers, schedules, statements, tags, touched, transactions,
};
use crate::ledger::budget::{BudgetEntry, BudgetKey};
use crate::ledger::bulk::RowRef;
use crate::ledger::{
    Account, AccountId, Attachment, AttachmentId, Batch, BatchId, Chequebook, ChequebookId, Class, Currency,
    Dated, Entity, Facts, ImportedAs, KeptReport, KeptReportId, Minor, NextIds, Payee, PayeeId, Preference,
    RawHash, Schedule, ScheduleId, Stage, Statement, StatementId, Step, Sums, Tag, TagId, Transaction,
    TransactionId, Use, Watch,
};

/// The book as it is inside one transaction, and who looks on while something is decided.
pub struct StoredFacts<'c>(pub &'c Connection, pub &'c dyn Watch);

impl Facts for StoredFacts<'_> {
    type Failure = Failure;

    fn account(&self, id: AccountId) -> Result<Option<Account>, Failure> {
        accounts::get(self.0, id)
    }

    fn account_named(
        &self,
        name: &str,
        class: Class,
        currency: Currency,
    ) -> Result<Option<Account>, Failure> {
        accounts::named(self.0, name, class, currency)
    }

    fn account_use(&self, id: AccountId) -> Result<Use, Failure> {
        match accounts::used(self.0, id)? {
            Use::Transactions => Ok(Use::Transactions),
            _ if schedules::naming(self.0, Entity::Account(id))? > 0 => Ok(Use::Transactions),
            other => Ok(other),
        }
    }

    fn balance(&self, id: AccountId) -> Result<i64, Failure> {
        months::balance(self.0, id)
    }

    fn payee(&self, id: PayeeId) -> Result<Option<Payee>, Failure> {
        payees::get(self.0, id)
    }

    fn payee_named(&self, name: &str) -> Result<Option<Payee>, Failure> {
        payees::named(self.0, name)
    }

    fn day(&self, account: AccountId, date: Date) -> Result<Vec<(TransactionId, i64)>, Failure> {
        positions::day(self.0, account, date)
    }

    fn transaction(&self, id: TransactionId) -> Result<Option<Transaction>, Failure> {
        transactions::get(self.0, id)
    }

    fn transactions_are(
        &self,
        expected: &mut [(TransactionId, Option<&Transaction>)],
    ) -> Result<bool, Failure> {
        transactions::are(self.0, expected)
    }

    fn changed_since(&self, id: TransactionId, revision: u64) -> Result<bool, Failure> {
        touched::changed_since(self.0, id, revision)
    }

    fn preference(&self, key: &str) -> Result<Option<Preference>, Failure> {
        preferences::get(self.0, key)
    }

    fn revision(&self) -> Result<u64, Failure> {
        history::ledger_revision(self.0)
    }

    fn statement(&self, id: StatementId) -> Result<Option<Statement>, Failure> {
        statements::get(self.0, id)
    }

    fn statements(&self, account: AccountId) -> Result<Vec<Dated>, Failure> {
        statements::dated(self.0, account)
    }

    fn statement_sums(&self, statement: &Statement) -> Result<Sums, Failure> {
        statements::sums(self.0, statement)
    }

    fn ticked(&self, id: StatementId) -> Result<Vec<TransactionId>, Failure> {
        statements::ticked(self.0, id)
    }

    fn cleared_until(&self, account: AccountId, date: Date) -> Result<Vec<RowRef>, Failure> {
        statements::cleared_until(self.0, account, date)
    }

    fn schedule(&self, id: ScheduleId) -> Result<Option<Schedule>, Failure> {
        schedules::get(self.0, id)
    }

    fn schedules(&self) -> Result<Vec<Schedule>, Failure> {
        schedules::list(self.0)
    }

    fn budget_entry(&self, key: BudgetKey) -> Result<Option<BudgetEntry>, Failure> {
        budget::get(self.0, key)
    }

    fn budget_of(&self, category: AccountId) -> Result<Vec<BudgetEntry>, Failure> {
        budget::of(self.0, category)
    }

    fn amounts_like(&self, schedule: &Schedule) -> Result<Vec<i64>, Failure> {
        schedules::amounts_like(self.0, schedule)
    }

    fn kept_report(&self, id: KeptReportId) -> Result<Option<KeptReport>, Failure> {
        kept_reports::get(self.0, id)
    }

    fn kept_reports(&self) -> Result<Vec<KeptReport>, Failure> {
        kept_reports::list(self.0)
    }

    fn chequebook(&self, id: ChequebookId) -> Result<Option<Chequebook>, Failure> {
        chequebooks::get(self.0, id)
    }

    fn chequebooks(&self, account: AccountId) -> Result<Vec<Chequebook>, Failure> {
        chequebooks::of(self.0, account)
    }

    fn highest_cheque(&self, book: &Chequebook) -> Result<Option<u64>, Failure> {
        chequebooks::highest(self.0, book)
    }

    fn attachment(&self, id: AttachmentId) -> Result<Option<Attachment>, Failure> {
        attachments::get(self.0, id)
    }

    fn attachments(&self, of: TransactionId) -> Result<Vec<Attachment>, Failure> {
        attachments::of(self.0, of)
    }

    fn unseen_files(&self) -> Result<Vec<RawHash>, Failure> {
        attachments::unseen_files(self.0)
    }

    fn tag(&self, id: TagId) -> Result<Option<Tag>, Failure> {
        tags::get(self.0, id)
    }

    fn tag_named(&self, name: &str) -> Result<Option<Tag>, Failure> {
        tags::named(self.0, name)
    }

    fn accounts(&self) -> Result<Vec<Account>, Failure> {
        accounts::all(self.0)
    }

    fn payees_unused(&self) -> Result<Vec<Payee>, Failure> {
        schedules::unnamed(self.0, payees::unused(self.0)?, |payee| Entity::Payee(payee.id))
    }

    fn tags_unused(&self) -> Result<Vec<Tag>, Failure> {
        schedules::unnamed(self.0, tags::unused(self.0)?, |tag| Entity::Tag(tag.id))
    }

    fn splits_of(&self, id: AccountId) -> Result<Vec<(TransactionId, usize)>, Failure> {
        mass::splits_of(self.0, id)
    }

    fn rows_over(
        &self,
        account: AccountId,
        amount: Minor,
        from: Date,
        to: Date,
    ) -> Result<Vec<RowRef>, Failure> {
        mass::rows_over(self.0, account, amount, (from, to))
    }

    fn lines_of(&self, ids: &[TransactionId]) -> Result<Vec<ImportedAs>, Failure> {
        mass::lines_of(self.0, ids)
    }

    fn has_reconciled(&self, id: AccountId) -> Result<bool, Failure> {
        mass::has_reconciled(self.0, id)
    }

    fn transactions_of(&self, id: PayeeId) -> Result<Vec<TransactionId>, Failure> {
        mass::transactions_of(self.0, id)
    }

    fn transactions_tagged(&self, id: TagId) -> Result<Vec<TransactionId>, Failure> {
        tags::tagged(self.0, id)
    }

    fn opening(&self, id: AccountId) -> Result<Option<TransactionId>, Failure> {
        registers::opening(self.0, id)
    }

    fn references(&self, entity: Entity) -> Result<u64, Failure> {
        let count = match entity {
            Entity::Account(id) => accounts::references(self.0, id)? + budget::naming(self.0, id)?,
            Entity::Payee(id) => mass::transactions_of(self.0, id)?.len() as u64,
            Entity::Tag(id) => tags::tagged(self.0, id)?.len() as u64,
            Entity::Transaction(_) | Entity::Batch(_) | Entity::Statement(_) => 0,
            Entity::Chequebook(_)
            | Entity::Schedule(_)
            | Entity::Attachment(_)
            | Entity::Budget(_)
            | Entity::KeptReport(_) => 0,
        };
        Ok(count + schedules::naming(self.0, entity)?)
    }

    fn done_at(&self, revision: u64) -> Result<Option<Step>, Failure> {
        history::done_at(self.0, revision)
    }

    fn taken_back_by(&self, revision: u64) -> Result<Option<u64>, Failure> {
        history::taken_back_by(self.0, revision)
    }

    fn touched_after(&self, entity: Entity, revision: u64) -> Result<Option<String>, Failure> {
        touched::words_after(self.0, entity, revision)
    }

    fn batch(&self, id: BatchId) -> Result<Option<Batch>, Failure> {
        batches::get(self.0, id)
    }

    fn next_ids(&self) -> Result<NextIds, Failure> {
        let next = |kind: &str| -> Result<i64, Failure> {
            let sql = "SELECT next FROM next_id WHERE kind = ?1";
            Ok(self.0.prepare_cached(sql)?.query_row([kind], |row| row.get(0))?)
        };
        Ok(NextIds {
            account: next("account")?,
            payee: next("payee")?,
            transaction: next("transaction")?,
            batch: next("batch")?,
            statement: next("statement")?,
            schedule: next("schedule")?,
            chequebook: next("chequebook")?,
            attachment: next("attachment")?,
            tag: next("tag")?,
            kept_report: next("kept_report")?,
        })
    }

    fn undoable(&self) -> Result<Option<Step>, Failure> {
        history::undoable(self.0)
    }

    fn redoable(&self) -> Result<Option<Step>, Failure> {
        history::redoable(self.0)
    }

    fn went(&self, done: usize, of: usize) -> Result<(), Failure> {
        Ok(self.1.at(Stage::Deciding, done, of)?)
    }
}
