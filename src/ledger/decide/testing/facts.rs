//! What a decision may ask, answered from memory.

use jiff::civil::Date;

use super::*;
use crate::ledger::bulk::RowRef;
use crate::ledger::cheque::number_of;
use crate::ledger::schedule::Direction;
use crate::ledger::statement::{Dated, Sums};
use crate::ledger::transaction::{Split, SplitState};

impl Facts for MemoryBook {
    type Failure = Infallible;

    fn account(&self, id: AccountId) -> Result<Option<Account>, Infallible> {
        Ok(self.rows.accounts.get(&id).cloned())
    }

    fn account_named(
        &self,
        name: &str,
        class: Class,
        currency: Currency,
    ) -> Result<Option<Account>, Infallible> {
        let same = |a: &&Account| {
            Class::of(a.kind) == class
                && sheet::key_of(&a.name) == sheet::key_of(name)
                && (class == Class::Register || a.currency == currency)
        };
        Ok(self.rows.accounts.values().find(same).cloned())
    }

    fn account_use(&self, id: AccountId) -> Result<Use, Infallible> {
        let mut splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        let mut batches = self.rows.batches.values();
        let has_statement = self.rows.statements.values().any(|s| s.account == id);
        Ok(if has_statement || self.scheduled(Entity::Account(id)) > 0 || splits.any(|s| s.account == id) {
            Use::Transactions
        } else if batches.any(|batch| batch.references().any(|one| one == id)) {
            Use::Imports
        } else {
            Use::Nothing
        })
    }

    fn balance(&self, id: AccountId) -> Result<i64, Infallible> {
        let splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        Ok(splits.filter(|s| s.account == id).map(|s| s.amount.units()).sum())
    }

    fn payee(&self, id: PayeeId) -> Result<Option<Payee>, Infallible> {
        Ok(self.rows.payees.get(&id).cloned())
    }

    fn payee_named(&self, name: &str) -> Result<Option<Payee>, Infallible> {
        let same = |p: &&Payee| sheet::key_of(&p.name) == sheet::key_of(name);
        Ok(self.rows.payees.values().find(same).cloned())
    }

    fn transaction(&self, id: TransactionId) -> Result<Option<Transaction>, Infallible> {
        Ok(self.rows.transactions.get(&id).cloned())
    }

    fn day(&self, account: AccountId, date: Date) -> Result<Vec<(TransactionId, i64)>, Infallible> {
        Ok(self.places_of(account, date))
    }

    fn changed_since(&self, id: TransactionId, revision: u64) -> Result<bool, Infallible> {
        Ok(self.touched.get(&Entity::Transaction(id)).is_some_and(|at| *at > revision))
    }

    fn tag(&self, id: TagId) -> Result<Option<Tag>, Infallible> {
        Ok(self.rows.tags.get(&id).cloned())
    }

    fn tag_named(&self, name: &str) -> Result<Option<Tag>, Infallible> {
        Ok(self.rows.tags.values().find(|t| sheet::key_of(&t.name) == sheet::key_of(name)).cloned())
    }

    fn accounts(&self) -> Result<Vec<Account>, Infallible> {
        Ok(self.rows.accounts.values().cloned().collect())
    }

    fn payees_unused(&self) -> Result<Vec<Payee>, Infallible> {
        let unused = |p: &&Payee| self.references(Entity::Payee(p.id)) == Ok(0);
        Ok(self.rows.payees.values().filter(unused).cloned().collect())
    }

    fn tags_unused(&self) -> Result<Vec<Tag>, Infallible> {
        let unused = |t: &&Tag| self.references(Entity::Tag(t.id)) == Ok(0);
        Ok(self.rows.tags.values().filter(unused).cloned().collect())
    }

    fn splits_of(&self, id: AccountId) -> Result<Vec<(TransactionId, usize)>, Infallible> {
        let all = self.rows.transactions.values();
        let splits =
            all.flat_map(|t| t.splits.iter().enumerate().map(|(at, split)| (t.id, at, split.account)));
        Ok(splits.filter(|(_, _, account)| *account == id).map(|(t, at, _)| (t, at)).collect())
    }

    fn rows_over(
        &self,
        account: AccountId,
        amount: Minor,
        from: Date,
        to: Date,
    ) -> Result<Vec<RowRef>, Infallible> {
        Ok(self.rows_of_days(account, amount, (from, to)))
    }

    fn lines_of(&self, ids: &[TransactionId]) -> Result<Vec<ImportedAs>, Infallible> {
        Ok(self.imported_as(ids))
    }

    fn has_reconciled(&self, id: AccountId) -> Result<bool, Infallible> {
        let mut splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        Ok(splits.any(|s| s.account == id && s.state == crate::ledger::SplitState::Reconciled))
    }

    fn transactions_of(&self, id: PayeeId) -> Result<Vec<TransactionId>, Infallible> {
        Ok(self.rows.transactions.values().filter(|t| t.payee == Some(id)).map(|t| t.id).collect())
    }

    fn transactions_tagged(&self, id: TagId) -> Result<Vec<TransactionId>, Infallible> {
        Ok(self.rows.transactions.values().filter(|t| t.tags.contains(&id)).map(|t| t.id).collect())
    }

    fn opening(&self, id: AccountId) -> Result<Option<TransactionId>, Infallible> {
        Ok(self.opening_of(id))
    }

    fn references(&self, entity: Entity) -> Result<u64, Infallible> {
        Ok(self.named_by(entity)? as u64)
    }

    fn done_at(&self, revision: u64) -> Result<Option<Step>, Infallible> {
        Ok(self.log.get(&revision).map(|(step, _)| step.clone()))
    }

    fn taken_back_by(&self, revision: u64) -> Result<Option<u64>, Infallible> {
        let last = self.log.iter().rev().find_map(|(at, (_, target))| match target {
            Some((target, back)) if *target == revision => Some((*at, *back)),
            _ => None,
        });
        Ok(match last {
            Some((by, true)) if self.taken_back_by(by)?.is_none() => Some(by),
            _ => None,
        })
    }

    fn touched_after(&self, entity: Entity, revision: u64) -> Result<Option<String>, Infallible> {
        let last = self.touched.get(&entity).filter(|at| **at > revision);
        Ok(last.and_then(|at| self.log.get(at)).map(|(step, _)| step.words.clone()))
    }

    fn preference(&self, key: &str) -> Result<Option<Preference>, Infallible> {
        Ok(self.rows.preferences.get(key).cloned())
    }

    fn revision(&self) -> Result<u64, Infallible> {
        Ok(self.revision)
    }

    fn statement(&self, id: StatementId) -> Result<Option<Statement>, Infallible> {
        Ok(self.rows.statements.get(&id).cloned())
    }

    fn statements(&self, account: AccountId) -> Result<Vec<Dated>, Infallible> {
        let own = self.rows.statements.values().filter(|s| s.account == account);
        let mut dated: Vec<Dated> =
            own.map(|s| Dated { id: s.id, date: s.date, is_finished: s.is_finished() }).collect();
        dated.sort_by_key(|one| one.date);
        Ok(dated)
    }

    fn statement_sums(&self, statement: &Statement) -> Result<Sums, Infallible> {
        Ok(self.sums_of(statement))
    }

    fn ticked(&self, id: StatementId) -> Result<Vec<TransactionId>, Infallible> {
        let all = self.rows.transactions.values();
        Ok(all.filter(|t| t.splits.iter().any(|s| s.statement == Some(id))).map(|t| t.id).collect())
    }

    fn cleared_until(&self, account: AccountId, date: Date) -> Result<Vec<RowRef>, Infallible> {
        let all = self.rows.transactions.values().filter(|t| t.date <= date);
        let rows = all.flat_map(|t| {
            let splits = t.splits.iter().enumerate();
            let open = splits.filter(|(_, s)| {
                s.account == account && s.state == SplitState::Cleared && s.statement.is_none()
            });
            open.map(|(split, _)| RowRef { transaction: t.id, split }).collect::<Vec<_>>()
        });
        Ok(rows.collect())
    }

    fn schedule(&self, id: ScheduleId) -> Result<Option<Schedule>, Infallible> {
        Ok(self.rows.schedules.get(&id).cloned())
    }

    fn budget_entry(&self, key: BudgetKey) -> Result<Option<BudgetEntry>, Infallible> {
        Ok(self.rows.budget.get(&key).copied())
    }

    fn budget_of(&self, category: AccountId) -> Result<Vec<BudgetEntry>, Infallible> {
        Ok(self.planned_for(category))
    }

    fn schedules(&self) -> Result<Vec<Schedule>, Infallible> {
        Ok(self.rows.schedules.values().cloned().collect())
    }

    fn amounts_like(&self, schedule: &Schedule) -> Result<Vec<i64>, Infallible> {
        let is_out = schedule.amount.direction() == Direction::Out;
        let mut same: Vec<&Transaction> =
            self.rows.transactions.values().filter(|t| t.payee == schedule.payee).collect();
        same.sort_by_key(|t| std::cmp::Reverse((t.date, t.id)));
        let own = same.into_iter().flat_map(|t| &t.splits).filter(|s| s.account == schedule.account);
        let units = own.map(|s| s.amount.units()).filter(|units| *units != 0 && (*units < 0) == is_out);
        Ok(units.take(6).collect())
    }

    fn kept_report(&self, id: KeptReportId) -> Result<Option<KeptReport>, Infallible> {
        Ok(self.rows.kept_reports.get(&id).cloned())
    }

    fn kept_reports(&self) -> Result<Vec<KeptReport>, Infallible> {
        Ok(self.kept_in_order())
    }

    fn chequebook(&self, id: ChequebookId) -> Result<Option<Chequebook>, Infallible> {
        Ok(self.rows.chequebooks.get(&id).cloned())
    }

    fn chequebooks(&self, account: AccountId) -> Result<Vec<Chequebook>, Infallible> {
        let own = self.rows.chequebooks.values().filter(|book| book.account == account);
        let mut own: Vec<Chequebook> = own.cloned().collect();
        own.sort_by_key(|book| book.first);
        Ok(own)
    }

    fn highest_cheque(&self, book: &Chequebook) -> Result<Option<u64>, Infallible> {
        let own = self.rows.transactions.values().filter(|t| {
            let was = |at: usize, split: &Split| t.void.as_ref().map_or(split.amount, |was| was[at]);
            let mut splits = t.splits.iter().enumerate();
            splits.any(|(at, split)| split.account == book.account && was(at, split).units() <= 0)
        });
        let numbers = own.filter_map(|t| number_of(t.number.as_deref()?));
        Ok(numbers.filter(|number| book.holds(*number)).max())
    }

    fn attachment(&self, id: AttachmentId) -> Result<Option<Attachment>, Infallible> {
        Ok(self.rows.attachments.get(&id).cloned())
    }

    fn attachments(&self, of: TransactionId) -> Result<Vec<Attachment>, Infallible> {
        Ok(self.rows.attachments.values().filter(|one| one.transaction == of).cloned().collect())
    }

    fn unseen_files(&self) -> Result<Vec<RawHash>, Infallible> {
        Ok(Vec::new())
    }

    fn batch(&self, id: BatchId) -> Result<Option<Batch>, Infallible> {
        Ok(self.rows.batches.get(&id).cloned())
    }

    fn next_ids(&self) -> Result<NextIds, Infallible> {
        let next = 1 + self.made;
        Ok(NextIds {
            account: next,
            payee: next,
            transaction: next,
            batch: next,
            statement: next,
            schedule: next,
            chequebook: next,
            kept_report: next,
            attachment: next,
            tag: next,
        })
    }

    fn undoable(&self) -> Result<Option<Step>, Infallible> {
        Ok(self.steps.values().rev().find(|(_, undone)| !undone).map(|(step, _)| step.clone()))
    }

    fn redoable(&self) -> Result<Option<Step>, Infallible> {
        Ok(self.steps.values().find(|(_, undone)| *undone).map(|(step, _)| step.clone()))
    }
}
