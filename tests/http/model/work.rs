//! A copy of the book that an operation is worked out on, with names that are found or made and the rule of what a
//! transaction may be.
//!
//! It sends nothing. What the book may not become is a word: the program's own for that refusal.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;

use super::book::{Account, Book, Class, Kind, Side, State, Transaction, key, path};
use super::sides::{checked, places, still_void, written_side};

/// Why not, as the program calls it.
pub type Refused = &'static str;

/// The ids that the next things get: none is given out twice.
#[derive(Debug, Clone, Copy)]
pub struct Ids {
    pub account: i64,
    pub payee: i64,
    pub tag: i64,
    pub transaction: i64,
    pub statement: i64,
    pub schedule: i64,
    pub batch: i64,
}

impl Ids {
    pub const FIRST: Ids =
        Ids { account: 1, payee: 1, tag: 1, transaction: 1, statement: 1, schedule: 1, batch: 1 };

    /// After all that is in the book.
    pub fn after(self, book: &Book) -> Ids {
        fn next<T>(known: i64, table: &super::book::Table<T>) -> i64 {
            known.max(table.keys().next_back().map_or(0, |last| last + 1))
        }
        Ids {
            account: next(self.account, &book.accounts),
            payee: next(self.payee, &book.payees),
            tag: next(self.tag, &book.tags),
            transaction: next(self.transaction, &book.transactions),
            statement: next(self.statement, &book.statements),
            schedule: next(self.schedule, &book.schedules),
            batch: next(self.batch, &book.batches),
        }
    }
}

#[derive(Debug, Clone)]
pub enum Target {
    Account(i64),
    Category(String),
}

#[derive(Debug, Clone)]
pub struct SideDraft {
    pub target: Target,
    pub amount: i64,
    pub memo: String,
    pub state: Option<State>,
}

#[derive(Debug, Clone)]
pub struct Draft {
    pub date: Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub sides: Vec<SideDraft>,
    pub tags: Option<Vec<String>>,
}

/// The book as it would be.
#[derive(Debug, Clone)]
pub struct Work {
    pub book: Book,
    pub next: Ids,
    /// Transactions that are written, in the order in which they are.
    pub written: Vec<i64>,
    pub made: Option<i64>,
    /// A field of many is changed.
    pub by_field: bool,
}

impl Work {
    pub fn take(counter: &mut i64) -> i64 {
        *counter += 1;
        *counter - 1
    }

    pub fn put(&mut self, id: i64, one: Transaction) {
        self.written.push(id);
        self.book.transactions.insert(id, Rc::new(one));
    }

    pub fn delete(&mut self, id: i64) {
        self.written.push(id);
        self.book.transactions.remove(&id);
    }

    pub fn transaction(&self, id: i64) -> Result<Transaction, Refused> {
        self.book.transactions.get(&id).map(|one| Transaction::clone(one)).ok_or("no-such-transaction")
    }

    pub fn account(&self, id: i64) -> Result<Rc<Account>, Refused> {
        self.book.accounts.get(&id).cloned().ok_or("no-such-account")
    }

    pub fn open_account(&self, id: i64) -> Result<Rc<Account>, Refused> {
        let account = self.account(id)?;
        if account.closed { Err("account-closed") } else { Ok(account) }
    }

    pub fn make_account(&mut self, name: &str, kind: Kind, currency: &'static str) -> Result<i64, Refused> {
        let name = if kind.class() == Class::Category { path(name) } else { name.trim().to_owned() };
        if name.is_empty() {
            return Err("name-empty");
        }
        if kind.class() == Class::Category && name.starts_with('[') {
            return Err("bracket-category");
        }
        let id = Work::take(&mut self.next.account);
        let made = Account { name, kind, currency, closed: false, bank_key: None };
        self.book.accounts.insert(id, Rc::new(made));
        Ok(id)
    }

    pub fn named_or_made(&mut self, name: &str, kind: Kind, currency: &'static str) -> Result<i64, Refused> {
        match self.book.account_named(name, kind.class(), currency) {
            Some(id) => self.open_account(id).map(|_| id),
            None => self.make_account(name, kind, currency),
        }
    }

    /// The account a side goes to; a new category is one of income where money comes from it.
    pub fn target(&mut self, target: &Target, amount: i64, currency: &'static str) -> Result<i64, Refused> {
        let name = match target {
            Target::Account(id) => return self.open_account(*id).map(|_| *id),
            Target::Category(name) => name,
        };
        if let Some(register) = name.trim().strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            let found = self.book.account_named(register, Class::Register, currency);
            let id = found.ok_or("no-such-register")?;
            return self.open_account(id).map(|_| id);
        }
        let kind = if amount < 0 { Kind::Income } else { Kind::Expense };
        self.named_or_made(name, kind, currency)
    }

    pub fn payee(&mut self, name: Option<&str>) -> Option<i64> {
        let name = name.map(str::trim).filter(|name| !name.is_empty())?;
        let found = self.book.payees.iter().find(|(_, known)| key(known) == key(name)).map(|(id, _)| *id);
        Some(found.unwrap_or_else(|| {
            let id = Work::take(&mut self.next.payee);
            self.book.payees.insert(id, Rc::new(name.to_owned()));
            id
        }))
    }

    pub fn tags(&mut self, names: &[String]) -> Result<BTreeSet<i64>, Refused> {
        let mut ids = BTreeSet::new();
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let known = self.book.tags.iter().find(|(_, known)| key(known) == key(name)).map(|(id, _)| *id);
            if known.is_none() && name.contains([',', '#']) {
                return Err("tag-marks");
            }
            ids.insert(known.unwrap_or_else(|| {
                let id = Work::take(&mut self.next.tag);
                self.book.tags.insert(id, Rc::new(name.to_owned()));
                id
            }));
        }
        Ok(ids)
    }

    /// The transaction that a draft describes.
    pub fn write(
        &mut self,
        place: i64,
        draft: &Draft,
        before: Option<&Transaction>,
    ) -> Result<Transaction, Refused> {
        if draft.sides.len() < 2 {
            return Err("one-sided");
        }
        let old = before.map_or(&[][..], |before| &before.sides[..]);
        let accounts = self.accounts_of(draft, old)?;
        let places = places(old, &accounts, draft);
        let mut sides = Vec::new();
        for ((side, account), place) in draft.sides.iter().zip(&accounts).zip(&places) {
            sides.push(written_side(side, *account, place.map(|at| &old[at]))?);
        }
        let date = checked(draft.date)?;
        let payee = self.payee(draft.payee.as_deref());
        let tags = match &draft.tags {
            Some(names) => self.tags(names)?,
            None => before.map(|before| before.tags.clone()).unwrap_or_default(),
        };
        let void = still_void(before, &sides, &places)?;
        let number = draft.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        if sides.iter().map(|side| side.amount).sum::<i64>() != 0 {
            return Err("unbalanced");
        }
        if sides.iter().all(|side| side.account == sides[0].account) {
            return Err("one-account");
        }
        let (number, memo) = (number.map(str::to_owned), draft.memo.trim().to_owned());
        Ok(Transaction { place, date, number, payee, memo, sides, tags, void })
    }

    fn accounts_of(&mut self, draft: &Draft, old: &[Side]) -> Result<Vec<i64>, Refused> {
        let own = draft.sides.iter().find_map(|side| match side.target {
            Target::Account(id) => Some(id),
            Target::Category(_) => None,
        });
        let own = own.ok_or("no-such-account")?;
        let currency = self.account(own)?.currency;
        let mut accounts = Vec::new();
        for side in &draft.sides {
            let account = match side.target {
                Target::Account(id) if old.iter().any(|was| was.account == id) => {
                    self.account(id)?;
                    id
                }
                _ => self.target(&side.target, side.amount, currency)?,
            };
            if self.account(account)?.currency != currency {
                return Err("currency-mix");
            }
            accounts.push(account);
        }
        let is_named = |(side, account): (&SideDraft, &i64)| {
            matches!(side.target, Target::Category(_)) && *account == own
        };
        if draft.sides.iter().zip(&accounts).any(is_named) {
            return Err("transfer-to-itself");
        }
        Ok(accounts)
    }
}
