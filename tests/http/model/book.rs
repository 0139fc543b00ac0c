//! The book as the model holds it: plain maps, whole copies, amounts as numbers.
//!
//! It has none of the program's types and asks it nothing. What is derived (a balance, a register, who names
//! whom) is counted anew from the beginning each time.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

/// Things by their ids.
pub type Table<T> = BTreeMap<i64, Rc<T>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Uncleared,
    Cleared,
    Reconciled,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Uncleared => "uncleared",
            State::Cleared => "cleared",
            State::Reconciled => "reconciled",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Asset,
    Liability,
    Income,
    Expense,
    Equity,
}

/// What names are told apart within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Register,
    Category,
    Equity,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Kind::Asset => "asset",
            Kind::Liability => "liability",
            Kind::Income => "income",
            Kind::Expense => "expense",
            Kind::Equity => "equity",
        }
    }

    pub fn class(self) -> Class {
        match self {
            Kind::Asset | Kind::Liability => Class::Register,
            Kind::Income | Kind::Expense => Class::Category,
            Kind::Equity => Class::Equity,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub kind: Kind,
    pub currency: &'static str,
    pub closed: bool,
    /// What the last file called it.
    pub bank_key: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub account: i64,
    pub amount: i64,
    pub memo: String,
    pub state: State,
    pub bank_id: Option<String>,
    pub statement: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub place: i64,
    pub date: Date,
    pub number: Option<String>,
    pub payee: Option<i64>,
    pub memo: String,
    pub sides: Vec<Side>,
    pub tags: BTreeSet<i64>,
    /// Of a void one: what its sides were.
    pub void: Option<Vec<i64>>,
}

impl Transaction {
    pub fn is_reconciled(&self) -> bool {
        self.sides.iter().any(|side| side.state == State::Reconciled)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub account: i64,
    pub date: Date,
    pub closing: i64,
    /// What a finished one held.
    pub held: Option<BTreeMap<i64, i64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Days,
    Weeks,
    Months,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub first: Date,
    pub unit: Unit,
    pub interval: i64,
    /// What a date on a Saturday or Sunday becomes: "stay", "before", "after".
    pub weekend: &'static str,
    pub count: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub account: i64,
    pub payee: Option<i64>,
    pub memo: String,
    pub others: Vec<(i64, i64, String)>,
    pub tags: BTreeSet<i64>,
    /// None: it is asked for.
    pub amount: Option<i64>,
    pub deposit: bool,
    pub rule: Rule,
    pub next: u32,
    pub last: Option<Date>,
    pub moved: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub account: i64,
    pub bank_id: String,
    pub amount: i64,
    pub date: Date,
    pub transaction: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub file: String,
    pub lines: Vec<Line>,
    /// Accounts whose balance the file told.
    pub balances: BTreeSet<i64>,
}

/// All of it at one moment.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub accounts: Table<Account>,
    pub payees: Table<String>,
    pub tags: Table<String>,
    pub transactions: Table<Transaction>,
    pub statements: Table<Statement>,
    pub schedules: Table<Schedule>,
    pub batches: Table<Batch>,
}

/// A row of a register: when, where in its day, which side.
pub type Row = (Date, i64, usize, i64);

/// Names are one without regard to case and outer space.
pub fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A category's path as it is kept.
pub fn path(name: &str) -> String {
    let steps: Vec<&str> = name.split(':').map(str::trim).filter(|step| !step.is_empty()).collect();
    steps.join(":")
}

impl Book {
    pub fn account_named(&self, name: &str, class: Class, currency: &str) -> Option<i64> {
        let name = if class == Class::Category { path(name) } else { name.to_owned() };
        let is_it = |one: &Account| {
            one.kind.class() == class
                && (class == Class::Register || one.currency == currency)
                && key(&one.name) == key(&name)
        };
        self.accounts.iter().find(|(_, one)| is_it(one)).map(|(id, _)| *id)
    }

    pub fn class(&self, account: i64) -> Class {
        self.accounts[&account].kind.class()
    }

    pub fn currency(&self, transaction: &Transaction) -> &'static str {
        self.accounts[&transaction.sides[0].account].currency
    }

    /// The rows of an account in the order of its register: transaction and side with what they are put in order by.
    pub fn rows(&self, account: i64) -> Vec<Row> {
        let mut rows = Vec::new();
        for (id, one) in &self.transactions {
            for (at, _) in one.sides.iter().enumerate().filter(|(_, side)| side.account == account) {
                rows.push((one.date, one.place, at, *id));
            }
        }
        rows.sort_unstable();
        rows
    }

    pub fn sides(&self, account: i64) -> impl Iterator<Item = (i64, &Transaction, &Side)> {
        self.transactions.iter().flat_map(move |(id, one)| {
            one.sides.iter().filter(move |side| side.account == account).map(move |side| (*id, &**one, side))
        })
    }

    pub fn balance(&self, account: i64) -> i64 {
        self.sides(account).map(|(_, _, side)| side.amount).sum()
    }

    /// The category column of a row.
    pub fn category(&self, one: &Transaction, at: usize) -> String {
        let mut others = one.sides.iter().enumerate().filter(|(place, _)| *place != at);
        match (others.next(), others.next()) {
            (Some((_, other)), None) => {
                let account = &self.accounts[&other.account];
                match account.kind.class() {
                    Class::Register => format!("[{}]", account.name),
                    _ => account.name.clone(),
                }
            }
            _ => "Split".into(),
        }
    }

    /// How often an account is named by anything.
    pub fn uses_of_account(&self, id: i64) -> usize {
        self.sides(id).count()
            + self.batches.values().flat_map(|one| &one.lines).filter(|line| line.account == id).count()
            + self.batches.values().filter(|one| one.balances.contains(&id)).count()
            + self.statements.values().filter(|one| one.account == id).count()
            + self.schedules_naming(id).count()
    }

    pub fn schedules_naming(&self, account: i64) -> impl Iterator<Item = i64> {
        let names = move |one: &Schedule| {
            one.account == account || one.others.iter().any(|(other, ..)| *other == account)
        };
        self.schedules.iter().filter(move |(_, one)| names(one)).map(|(id, _)| *id)
    }

    pub fn uses_of_payee(&self, id: i64) -> usize {
        self.transactions.values().filter(|one| one.payee == Some(id)).count()
    }

    pub fn uses_of_tag(&self, id: i64) -> usize {
        self.transactions.values().filter(|one| one.tags.contains(&id)).count()
    }

    pub fn registers(&self) -> Vec<i64> {
        self.of_class(Class::Register)
    }

    pub fn of_class(&self, class: Class) -> Vec<i64> {
        let fits = |one: &&i64| self.class(**one) == class;
        self.accounts.keys().filter(fits).copied().collect()
    }

    /// The statements of an account by date.
    pub fn statements_of(&self, account: i64) -> Vec<(Date, i64)> {
        let own = self.statements.iter().filter(|(_, one)| one.account == account);
        let mut own: Vec<(Date, i64)> = own.map(|(id, one)| (one.date, *id)).collect();
        own.sort_unstable();
        own
    }
}
