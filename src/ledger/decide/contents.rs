//! Filling an empty book with a whole one.
//!
//! What comes from a file is trusted in nothing: the rules that a book
//! otherwise keeps one command after the other are checked here all at once.
//! Ids stay what they are in a new book; where some were given out already,
//! all go on from there, in the same order, so that no old page means
//! another thing.

mod attachments;
mod batches;
mod budget;
mod chequebooks;
mod kept_reports;
mod schedules;
mod shift;

use std::collections::{HashMap, HashSet};
use std::mem::take;

use super::accounts::{checked_note, short};
use super::brackets;
use super::checked_names::{checked_account_name, checked_name, checked_tag};
use super::facts::{Class, Facts, Use};
use super::preferences::checked_preference;
use super::sheet::{Sheet, key_of};
use super::sides::can_be_valid_again;
use super::transactions::{checked_date, checked_memo, checked_number};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::batch::Batch;
use crate::ledger::change::{Change, Edit};
use crate::ledger::contents::Contents;
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::preference::Preference;
use crate::ledger::refusal::Refusal;
use crate::ledger::statement::{Held, Statement};
use crate::ledger::tag::{Tag, TagId};
use crate::ledger::transaction::{Split, Transaction, TransactionId};
use shift::Shift;

type Checked<T> = Result<T, Refusal>;

pub(super) fn fill<F: Facts>(sheet: &mut Sheet<F>, mut contents: Contents) -> Outcome<Decision, F> {
    clear(sheet)?;
    // What may be very much is moved from the one to the other, each transaction by itself.
    let (transactions, batches) = (take(&mut contents.transactions), take(&mut contents.batches));
    let count = transactions.len();
    let filling = Filling {
        shift: Shift(sheet.facts.next_ids().map_err(Denied::Failed)?),
        accounts: contents.accounts.iter().map(|account| (account.id, account)).collect(),
        contents: &contents,
    };
    filling.all(transactions, batches, &mut sheet.changes)?;
    for Preference { key, value } in &contents.preferences {
        let after =
            checked_preference(key, value).map_err(|why| odd(format!("the preference {key}: {why}")))?;
        let before = sheet.facts.preference(key).map_err(Denied::Failed)?;
        if before.as_ref() != Some(&after) {
            sheet.changes.push(Change::Preference(Edit { before, after: Some(after) }));
        }
    }
    let count = if count == 1 { "1 transaction".to_owned() } else { format!("{count} transactions") };
    Ok(sheet.done(format!("Brought in a whole book with {count}"), None))
}

/// Takes away the names that were left over; refused where the book has an account or anything in one.
fn clear<F: Facts>(sheet: &mut Sheet<F>) -> Outcome<(), F> {
    for account in sheet.facts.accounts().map_err(Denied::Failed)? {
        let is_used = sheet.facts.account_use(account.id).map_err(Denied::Failed)? != Use::Nothing;
        if is_used || account.kind.is_register() {
            return Err(Refusal::BookNotEmpty.into());
        }
        super::budget::deleted(sheet, account.id)?;
        sheet.changes.push(Change::Account(Edit::deleted(account)));
    }
    super::budget::without_way(sheet)?;
    let payees = sheet.facts.payees_unused().map_err(Denied::Failed)?;
    sheet.changes.extend(payees.into_iter().map(|payee| Change::Payee(Edit::deleted(payee))));
    let tags = sheet.facts.tags_unused().map_err(Denied::Failed)?;
    sheet.changes.extend(tags.into_iter().map(|tag| Change::Tag(Edit::deleted(tag))));
    let reports = sheet.facts.kept_reports().map_err(Denied::Failed)?;
    sheet.changes.extend(reports.into_iter().map(|report| Change::KeptReport(Edit::deleted(report))));
    Ok(())
}

fn odd(what: String) -> Refusal {
    Refusal::DoesNotHoldTogether(what)
}

/// A book on its way into an empty one.
struct Filling<'c> {
    contents: &'c Contents,
    shift: Shift,
    accounts: HashMap<AccountId, &'c Account>,
}

impl Filling<'_> {
    fn all(
        &self,
        transactions: Vec<Transaction>,
        batches: Vec<Batch>,
        changes: &mut Vec<Change>,
    ) -> Checked<()> {
        changes.extend(self.payees()?);
        changes.extend(self.tags()?);
        changes.extend(self.all_accounts()?);
        let ids = self.transactions(transactions, changes)?;
        changes.extend(self.attachments(&ids)?);
        changes.extend(self.statements()?);
        changes.extend(self.chequebooks()?);
        changes.extend(self.schedules()?);
        changes.extend(self.budget()?);
        changes.extend(self.kept_reports()?);
        changes.extend(self.batches(batches)?);
        Ok(())
    }

    fn payees(&self) -> Checked<Vec<Change>> {
        let mut names = HashSet::new();
        let mut all: Vec<(&PayeeId, &String)> = self.contents.payees.iter().collect();
        all.sort();
        let made = all.into_iter().map(|(id, name)| {
            let name = checked_name(name).map_err(|why| odd(format!("payee {}: {why}", id.0)))?;
            once(&mut names, key_of(&name), || format!("there are two payees named “{name}”"))?;
            Ok(Change::Payee(Edit::made(Payee { id: self.shift.payee(*id)?, name })))
        });
        made.collect()
    }

    fn tags(&self) -> Checked<Vec<Change>> {
        let mut names = HashSet::new();
        let mut all: Vec<(&TagId, &String)> = self.contents.tags.iter().collect();
        all.sort();
        let made = all.into_iter().map(|(id, name)| {
            let name = checked_tag(name).map_err(|why| odd(format!("tag {}: {why}", id.0)))?;
            once(&mut names, key_of(&name), || format!("there are two tags named “{name}”"))?;
            Ok(Change::Tag(Edit::made(Tag { id: self.shift.tag(*id)?, name })))
        });
        made.collect()
    }

    fn all_accounts(&self) -> Checked<Vec<Change>> {
        if self.accounts.len() < self.contents.accounts.len() {
            return Err(odd("two accounts have the same number".into()));
        }
        let mut names = HashSet::new();
        let made = self.contents.accounts.iter().map(|account| {
            let made =
                self.account(account).map_err(|why| odd(format!("account {}: {why}", account.id.0)))?;
            let class = Class::of(made.kind);
            let currency = (class != Class::Register).then(|| made.currency.code());
            let key = (class, currency, key_of(&made.name));
            once(&mut names, key, || format!("there are two accounts named “{}”", made.name))?;
            Ok(Change::Account(Edit::made(made)))
        });
        made.collect()
    }

    fn account(&self, account: &Account) -> Checked<Account> {
        brackets::checked(account)?;
        Ok(Account {
            id: self.shift.account(account.id)?,
            name: checked_account_name(&account.name, Class::of(account.kind))?,
            note: checked_note(&account.note)?,
            subkind: short(&account.subkind)?,
            group: short(&account.group)?,
            ..account.clone()
        })
    }

    fn transactions(
        &self,
        all: Vec<Transaction>,
        changes: &mut Vec<Change>,
    ) -> Checked<HashSet<TransactionId>> {
        let (mut ids, mut places) = (HashSet::new(), HashSet::new());
        changes.reserve(all.len());
        for one in all {
            let (id, place) = (one.id, one.place);
            once(&mut ids, id, || format!("two transactions have the number {}", id.0))?;
            once(&mut places, place, || format!("two transactions have the place {place} in their day"))?;
            let made = self.transaction(one).map_err(|why| odd(format!("transaction {}: {why}", id.0)))?;
            changes.push(Change::Transaction(Edit::made(made)));
        }
        Ok(ids)
    }

    fn transaction(&self, one: Transaction) -> Checked<Transaction> {
        if one.splits.len() < 2 {
            return Err(Refusal::OneSided);
        }
        let left_over = one.imbalance()?;
        if left_over.units() != 0 {
            return Err(Refusal::Unbalanced(one.currency.text(left_over)));
        }
        if let Some(was) = &one.void {
            let is_zero = one.splits.iter().all(|split| split.amount.units() == 0);
            if was.len() != one.splits.len() || !is_zero {
                return Err(odd("it is void, but something is on its sides".into()));
            }
            if !can_be_valid_again(was)? {
                return Err(odd("it is void, and what its sides were does not add up to zero".into()));
            }
        }
        Ok(Transaction {
            id: self.shift.transaction(one.id)?,
            place: self.shift.transaction(TransactionId(one.place))?.0,
            date: checked_date(one.date)?,
            number: checked_number(one.number.as_deref())?,
            payee: self.payee_of(one.payee)?,
            memo: checked_memo(&one.memo)?,
            currency: one.currency,
            splits: one.splits.iter().map(|split| self.split(&one, split)).collect::<Checked<_>>()?,
            tags: self.tags_of(&one.tags)?,
            void: one.void,
        })
    }

    fn payee_of(&self, id: Option<PayeeId>) -> Checked<Option<PayeeId>> {
        let payee = id.map(|id| match self.contents.payees.contains_key(&id) {
            true => self.shift.payee(id),
            false => Err(Refusal::NoSuchPayee),
        });
        payee.transpose()
    }

    fn tags_of(&self, all: &[TagId]) -> Checked<Vec<TagId>> {
        let tags = all.iter().map(|id| match self.contents.tags.contains_key(id) {
            true => self.shift.tag(*id),
            false => Err(Refusal::NoSuchTag),
        });
        let mut tags: Vec<TagId> = tags.collect::<Checked<_>>()?;
        tags.sort_unstable();
        tags.dedup();
        Ok(tags)
    }

    fn split(&self, one: &Transaction, split: &Split) -> Checked<Split> {
        let account = self.accounts.get(&split.account).ok_or(Refusal::NoSuchAccount)?;
        if account.currency == one.currency && split.amount != split.value {
            return Err(odd("an amount has two values in one currency".into()));
        }
        Ok(Split {
            account: self.shift.account(split.account)?,
            memo: checked_memo(&split.memo)?,
            statement: split.statement.map(|id| self.shift.statement(id)).transpose()?,
            ..split.clone()
        })
    }

    fn statements(&self) -> Checked<Vec<Change>> {
        let (mut ids, mut days, mut open) = (HashSet::new(), HashSet::new(), HashSet::new());
        let made = self.contents.statements.iter().map(|one| {
            let twice = || format!("an account has two statements of {}, or two that are open", one.date);
            once(&mut ids, one.id, || format!("two statements have the number {}", one.id.0))?;
            once(&mut days, (one.account, one.date), twice)?;
            if !one.is_finished() {
                once(&mut open, one.account, twice)?;
            }
            let made = self.statement(one).map_err(|why| odd(format!("statement {}: {why}", one.id.0)))?;
            Ok(Change::Statement(Edit::made(made)))
        });
        made.collect()
    }

    fn statement(&self, one: &Statement) -> Checked<Statement> {
        let account = self.accounts.get(&one.account).ok_or(Refusal::NoSuchAccount)?;
        if !account.kind.is_register() {
            return Err(Refusal::NotARegister(account.name.clone()));
        }
        let mut seen = HashSet::new();
        let held = |rows: &Vec<Held>| -> Checked<Vec<Held>> {
            let shifted = rows.iter().map(|row| {
                once(&mut seen, row.transaction, || "it holds a transaction twice".into())?;
                Ok(Held { transaction: self.shift.transaction(row.transaction)?, amount: row.amount })
            });
            shifted.collect()
        };
        Ok(Statement {
            id: self.shift.statement(one.id)?,
            account: self.shift.account(one.account)?,
            date: checked_date(one.date)?,
            closing: one.closing,
            held: one.held.as_ref().map(held).transpose()?,
        })
    }
}

fn once<T: Eq + std::hash::Hash>(seen: &mut HashSet<T>, it: T, twice: impl Fn() -> String) -> Checked<()> {
    if seen.insert(it) { Ok(()) } else { Err(odd(twice())) }
}
