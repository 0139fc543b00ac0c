//! The sheet of paper a decision is worked out on.
//!
//! It collects changes, gives out ids, and finds payees and accounts by name
//! or makes them, each once. Nothing on it is in the book yet.

use std::collections::HashMap;

use super::brackets;
use super::checked_names::{LONGEST_NAME, checked_account_name, checked_tag, kept_name};
use super::facts::{Class, Facts, NextIds};
use super::{Decision, Denied, Move, Outcome};
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::change::{Change, Edit};
use crate::ledger::cheque::ChequebookId;
use crate::ledger::command::Target;
use crate::ledger::money::{Currency, Minor};
use crate::ledger::name;
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::{Schedule, ScheduleId, ScheduleRefusal};
use crate::ledger::tag::{Tag, TagId};
use crate::ledger::transaction::{Transaction, TransactionId};

type NameKey = (String, Class, Option<Currency>);

pub(super) struct Sheet<'f, F: Facts> {
    pub facts: &'f F,
    pub changes: Vec<Change>,
    ids: NextIds,
    accounts: HashMap<AccountId, Account>,
    names: HashMap<NameKey, AccountId>,
    altered: HashMap<TransactionId, Transaction>,
    schedules: HashMap<ScheduleId, Schedule>,
    /// The highest number that this step wrote from each chequebook.
    pub cheques: HashMap<ChequebookId, u64>,
    payees: HashMap<String, PayeeId>,
    tags: HashMap<String, TagId>,
}

impl<'f, F: Facts> Sheet<'f, F> {
    pub fn new(facts: &'f F) -> Outcome<Sheet<'f, F>, F> {
        Ok(Sheet {
            facts,
            changes: Vec::new(),
            ids: facts.next_ids().map_err(Denied::Failed)?,
            accounts: HashMap::new(),
            names: HashMap::new(),
            altered: HashMap::new(),
            schedules: HashMap::new(),
            cheques: HashMap::new(),
            payees: HashMap::new(),
            tags: HashMap::new(),
        })
    }

    pub fn done(&mut self, words: String, made: Option<i64>) -> Decision {
        let changes = std::mem::take(&mut self.changes);
        Decision { words, changes, made, history: Move::Do, source: None }
    }

    pub fn fresh_transaction(&mut self) -> i64 {
        take(&mut self.ids.transaction)
    }

    pub fn fresh_batch(&mut self) -> i64 {
        take(&mut self.ids.batch)
    }

    pub fn fresh_statement(&mut self) -> i64 {
        take(&mut self.ids.statement)
    }

    pub fn fresh_schedule(&mut self) -> i64 {
        take(&mut self.ids.schedule)
    }

    /// A schedule as the sheet has it by now.
    pub fn schedule(&self, id: ScheduleId) -> Outcome<Schedule, F> {
        if let Some(altered) = self.schedules.get(&id) {
            return Ok(altered.clone());
        }
        let found = self.facts.schedule(id).map_err(Denied::Failed)?;
        Ok(found.ok_or(ScheduleRefusal::NoSuch)?)
    }

    pub fn alter_schedule(&mut self, before: Schedule, after: Schedule) {
        if before != after {
            self.schedules.insert(after.id, after.clone());
            self.changes.push(Change::Schedule(Edit::altered(before, after)));
        }
    }

    pub fn fresh_attachment(&mut self) -> i64 {
        take(&mut self.ids.attachment)
    }

    pub fn fresh_kept_report(&mut self) -> i64 {
        take(&mut self.ids.kept_report)
    }

    pub fn fresh_chequebook(&mut self) -> i64 {
        take(&mut self.ids.chequebook)
    }

    /// A transaction as the sheet has it by now.
    pub fn transaction(&self, id: TransactionId) -> Outcome<Transaction, F> {
        if let Some(altered) = self.altered.get(&id) {
            return Ok(altered.clone());
        }
        let found = self.facts.transaction(id).map_err(Denied::Failed)?;
        Ok(found.ok_or(Refusal::NoSuchTransaction)?)
    }

    /// The transactions that were changed by now.
    pub fn altered(&self) -> impl Iterator<Item = TransactionId> {
        self.altered.keys().copied()
    }

    pub fn alter(&mut self, before: Transaction, after: Transaction) {
        if before != after {
            self.altered.insert(after.id, after.clone());
            self.changes.push(Change::Transaction(Edit::altered(before, after)));
        }
    }

    pub fn account(&mut self, id: AccountId) -> Outcome<Account, F> {
        if let Some(account) = self.accounts.get(&id) {
            return Ok(account.clone());
        }
        let account = self.facts.account(id).map_err(Denied::Failed)?;
        let account = account.ok_or(Refusal::NoSuchAccount)?;
        self.accounts.insert(id, account.clone());
        Ok(account)
    }

    /// An account that may still be entered into.
    pub fn open_account(&mut self, id: AccountId) -> Outcome<Account, F> {
        let account = self.account(id)?;
        if account.closed {
            return Err(Refusal::AccountClosed(account.name).into());
        }
        Ok(account)
    }

    pub fn account_named(
        &mut self,
        name: &str,
        class: Class,
        currency: Currency,
    ) -> Outcome<Option<Account>, F> {
        let name = &kept_name(name, class);
        let key = name_key(name, class, currency);
        if let Some(id) = self.names.get(&key).copied() {
            return self.account(id).map(Some);
        }
        let found = self.facts.account_named(name, class, currency).map_err(Denied::Failed)?;
        if let Some(account) = &found {
            self.names.insert(key, account.id);
            self.accounts.entry(account.id).or_insert_with(|| account.clone());
        }
        Ok(found)
    }

    /// Makes an account under a name that is free.
    pub fn make_account(
        &mut self,
        name: &str,
        kind: AccountKind,
        currency: Currency,
        bank_key: Option<String>,
    ) -> Outcome<Account, F> {
        let account = Account {
            id: AccountId(take(&mut self.ids.account)),
            name: checked_account_name(name, Class::of(kind))?,
            kind,
            currency,
            bank_key,
            note: String::new(),
            closed: false,
            subkind: String::new(),
            group: String::new(),
            order: 0,
        };
        self.names.insert(name_key(&account.name, Class::of(kind), currency), account.id);
        self.accounts.insert(account.id, account.clone());
        self.changes.push(Change::Account(Edit::made(account.clone())));
        Ok(account)
    }

    /// An account that was made just now, with more said of it.
    pub fn remade(&mut self, account: &Account) {
        self.accounts.insert(account.id, account.clone());
        if let Some(Change::Account(edit)) = self.changes.last_mut() {
            edit.after = Some(account.clone());
        }
    }

    fn named_or_made(&mut self, name: &str, kind: AccountKind, currency: Currency) -> Outcome<Account, F> {
        match self.account_named(name, Class::of(kind), currency)? {
            Some(account) if account.closed => Err(Refusal::AccountClosed(account.name).into()),
            Some(account) => Ok(account),
            None => self.make_account(name, kind, currency, None),
        }
    }

    /// The account a split goes to. `amount` decides whether a new category is expense or income.
    pub fn target(&mut self, target: &Target, amount: Minor, currency: Currency) -> Outcome<Account, F> {
        match target {
            Target::Account(id) => self.open_account(*id),
            Target::Category(name) => match brackets::account_in(name) {
                Some(register) => brackets::register_named(self, register, currency),
                None if amount.is_negative() => self.named_or_made(name, AccountKind::Income, currency),
                None => self.named_or_made(name, AccountKind::Expense, currency),
            },
            Target::Register(name) => self.named_or_made(name, AccountKind::Asset, currency),
            Target::OpeningBalances => self.opening_balances(currency),
        }
    }

    /// The equity account that opening balances come from.
    pub fn opening_balances(&mut self, currency: Currency) -> Outcome<Account, F> {
        self.named_or_made("Opening balances", AccountKind::Equity, currency)
    }

    /// The payee of this name, made when there is none; none for an empty name.
    pub fn payee(&mut self, name: Option<&str>) -> Outcome<Option<PayeeId>, F> {
        let Some(name) = name.map(name::tidied).filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        let key = key_of(&name);
        if let Some(id) = self.payees.get(&key) {
            return Ok(Some(*id));
        }
        let found = self.facts.payee_named(&name).map_err(Denied::Failed)?;
        let id = match found {
            Some(payee) => payee.id,
            None => self.make_payee(name)?,
        };
        self.payees.insert(key, id);
        Ok(Some(id))
    }

    fn make_payee(&mut self, name: String) -> Outcome<PayeeId, F> {
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::TooLong { field: "payee", most: LONGEST_NAME }.into());
        }
        let payee = Payee { id: PayeeId(take(&mut self.ids.payee)), name };
        let id = payee.id;
        self.changes.push(Change::Payee(Edit::made(payee)));
        Ok(id)
    }

    /// The tags of these names, made where there are none; ascending, each once.
    pub fn tags(&mut self, names: &[String]) -> Outcome<Vec<TagId>, F> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names.iter().filter(|name| !name::tidied(name).is_empty()) {
            ids.push(self.tag(name)?);
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn tag(&mut self, name: &str) -> Outcome<TagId, F> {
        let key = key_of(name);
        if let Some(id) = self.tags.get(&key) {
            return Ok(*id);
        }
        let id = match self.facts.tag_named(name).map_err(Denied::Failed)? {
            Some(tag) => tag.id,
            None => {
                let tag = Tag { id: TagId(take(&mut self.ids.tag)), name: checked_tag(name)? };
                self.changes.push(Change::Tag(Edit::made(tag.clone())));
                tag.id
            }
        };
        self.tags.insert(key, id);
        Ok(id)
    }
}

/// What names are compared by.
pub fn key_of(name: &str) -> String {
    name::key(name)
}

fn name_key(name: &str, class: Class, currency: Currency) -> NameKey {
    let currency = (class != Class::Register).then_some(currency);
    (key_of(name), class, currency)
}

fn take(next: &mut i64) -> i64 {
    let id = *next;
    *next += 1;
    id
}
