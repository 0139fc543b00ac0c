//! A definition for one book and one day: which parts of a transaction count, and in which columns.
//!
//! Everything that needs a look at the book's accounts or at the calendar is looked up once, beforehand: a million
//! transactions are asked afterwards. It adds nothing up.

use jiff::civil::Date;

use super::days::DaySlot;
use super::definition::{Definition, Grouping, Measure, What};
use super::interval::Interval;
use super::key::folded;
use super::refusal::ReportRefusal;
use super::span::{self, Calendar, Column, Span};
use crate::ledger::{Account, AccountKind, Currency};

/// A transaction as a report sees it. One that is void is none.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'e> {
    pub day: DaySlot,
    /// 0 for none.
    pub payee: u32,
    /// The splits in their order: their accounts, and their amounts in minor units.
    pub accounts: &'e [u32],
    pub amounts: &'e [i64],
    /// Ascending.
    pub tags: &'e [u32],
}

/// What a line stands below, where a report has two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Top {
    All,
    In,
    Out,
    Assets,
    Liabilities,
}

/// How many of them there are.
pub const TOPS: usize = 5;

/// What of a transaction counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The split that it is.
    pub leg: usize,
    /// The split in the chosen accounts that it is ascribed to.
    pub own: usize,
    /// As the report counts it.
    pub amount: i64,
    pub top: Top,
    /// The position of its currency in the plan.
    pub currency: usize,
}

/// What an account is to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Chosen.
    Own(Top),
    Income,
    Expense,
    /// A register that was not chosen.
    Elsewhere,
    /// Opening balances, and what was not chosen.
    Apart,
}

/// A definition, ready to be asked of transactions.
pub struct Plan<'b> {
    pub definition: &'b Definition,
    pub columns: Vec<Column>,
    pub currencies: Vec<Currency>,
    /// By their numbers.
    accounts: Vec<Option<&'b Account>>,
    places: Vec<usize>,
    roles: Vec<(Role, usize)>,
    tables: Vec<DayTable>,
}

impl<'b> Plan<'b> {
    /// # Errors
    /// When the question has no answer.
    pub fn new(
        definition: &'b Definition,
        accounts: &'b [Account],
        (today, bounds): (Date, Option<(Date, Date)>),
    ) -> Result<Plan<'b>, ReportRefusal> {
        checked(definition, accounts)?;
        let calendar = Calendar { today, year_begins: definition.year_begins, bounds };
        let span = definition.span.days(&calendar)?;
        let mut columns = span::columns(span, definition.interval, definition.year_begins)?;
        let is_stock = definition.what.is_stock();
        let mut tables = vec![DayTable::of(&columns, 0, is_stock)];
        if let Some(other) = definition.compare {
            let other = if other == Span::Before { span.before() } else { other.days(&calendar)? };
            tables = vec![DayTable::of(&[other], 0, false), DayTable::of(&columns, 1, false)];
            columns.insert(0, other);
        }
        let mut currencies: Vec<Currency> = Vec::new();
        let last = accounts.iter().map(|one| id_of(one) as usize).max().unwrap_or(0);
        let (mut by_id, mut roles) = (vec![None; last + 1], vec![(Role::Apart, 0); last + 1]);
        let mut places = vec![0; last + 1];
        let wanted = wanted_paths(definition, accounts);
        for (place, account) in (1..).zip(accounts) {
            let known = currencies.iter().position(|one| *one == account.currency);
            let currency = known.unwrap_or_else(|| {
                currencies.push(account.currency);
                currencies.len() - 1
            });
            let at = id_of(account) as usize;
            (by_id[at], places[at]) = (Some(account), place);
            roles[at] = (role(definition, account, &wanted), currency);
        }
        Ok(Plan { definition, columns, currencies, accounts: by_id, places, roles, tables })
    }

    pub fn account(&self, id: u32) -> Option<&'b Account> {
        self.accounts.get(id as usize).copied().flatten()
    }

    /// Of each account's number whether it passes.
    pub fn marked(&self, passes: impl Fn(&Account) -> bool) -> Vec<bool> {
        self.accounts.iter().map(|account| account.is_some_and(&passes)).collect()
    }

    /// The place of an account in the order in which they were given, from 1.
    pub fn place(&self, id: u32) -> usize {
        self.places.get(id as usize).copied().unwrap_or(0)
    }

    /// The columns that a day counts in: none, one, or two where two spans overlap. Of a stock it is the first of those
    /// that it counts in.
    pub fn columns_of(&self, day: DaySlot) -> impl Iterator<Item = usize> + '_ {
        self.tables.iter().filter_map(move |table| table.column(day))
    }

    /// The parts of a transaction, whatever its day.
    #[inline]
    pub fn parts(&self, entry: &Entry, mut take: impl FnMut(Part)) {
        if self.definition.what.is_stock() {
            return self.splits(entry, take);
        }
        let is_own = |account: &u32| matches!(self.role(*account).0, Role::Own(_));
        let Some(own) = entry.accounts.iter().position(is_own) else { return };
        for (leg, (account, amount)) in entry.accounts.iter().zip(entry.amounts).enumerate() {
            let (role, currency) = self.role(*account);
            if let Some((amount, top)) = self.counted(role, *amount) {
                take(Part { leg, own, amount, top, currency });
            }
        }
    }

    fn splits(&self, entry: &Entry, mut take: impl FnMut(Part)) {
        for (leg, (account, amount)) in entry.accounts.iter().zip(entry.amounts).enumerate() {
            let (role, currency) = self.role(*account);
            if let Role::Own(top) = role {
                take(Part { leg, own: leg, amount: *amount, top, currency });
            }
        }
    }

    /// What a split in an account of this role comes to; none where it is no part.
    fn counted(&self, role: Role, amount: i64) -> Option<(i64, Top)> {
        if matches!(role, Role::Own(_) | Role::Apart) {
            return None;
        }
        // A transfer is spending where it leaves, and income where it comes in.
        let is_spent = role == Role::Expense || (role == Role::Elsewhere && amount > 0);
        match self.definition.what {
            What::Spending => is_spent.then_some((amount, Top::All)),
            What::Income => (!is_spent).then_some((-amount, Top::All)),
            What::CashFlow => Some((-amount, if amount < 0 { Top::In } else { Top::Out })),
            What::Movements => Some((-amount, Top::All)),
            What::NetWorth | What::Balance => None,
        }
    }

    fn role(&self, account: u32) -> (Role, usize) {
        self.roles.get(account as usize).copied().unwrap_or((Role::Apart, 0))
    }
}

/// The number of an account as columns keep it.
pub fn id_of(account: &Account) -> u32 {
    u32::try_from(account.id.0).unwrap_or(0)
}

/// The chosen categories by their folded paths.
fn wanted_paths(definition: &Definition, accounts: &[Account]) -> Vec<String> {
    let chosen = accounts.iter().filter(|account| definition.categories.contains(&account.id));
    chosen.map(|account| folded(&account.name)).collect()
}

fn role(definition: &Definition, account: &Account, wanted: &[String]) -> Role {
    let is_wanted = || {
        let path = folded(&account.name);
        let is_below = |above: &String| {
            path.strip_prefix(above.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        };
        wanted.is_empty() || wanted.iter().any(is_below)
    };
    match account.kind {
        AccountKind::Income | AccountKind::Expense if !is_wanted() => Role::Apart,
        AccountKind::Income => Role::Income,
        AccountKind::Expense => Role::Expense,
        AccountKind::Equity => Role::Apart,
        AccountKind::Asset | AccountKind::Liability => {
            let is_chosen = definition.accounts.is_empty() || definition.accounts.contains(&account.id);
            match (is_chosen, definition.what, account.kind) {
                // Who asks for categories asks for no transfers.
                (false, ..) if !wanted.is_empty() => Role::Apart,
                (false, ..) => Role::Elsewhere,
                (true, What::NetWorth, AccountKind::Liability) => Role::Own(Top::Liabilities),
                (true, What::NetWorth, _) => Role::Own(Top::Assets),
                (true, ..) => Role::Own(Top::All),
            }
        }
    }
}

fn is_flow(kind: AccountKind) -> bool {
    matches!(kind, AccountKind::Income | AccountKind::Expense)
}

/// Whether a question names what there is, and goes together; days are not looked at.
///
/// # Errors
/// When it does not.
pub fn checked(definition: &Definition, accounts: &[Account]) -> Result<(), ReportRefusal> {
    let is_register = |id| accounts.iter().any(|one| one.id == id && one.kind.is_register());
    if let Some(id) = definition.accounts.iter().find(|id| !is_register(**id)) {
        return Err(ReportRefusal::Account(id.0));
    }
    let is_category = |id| accounts.iter().any(|one| one.id == id && is_flow(one.kind));
    if let Some(id) = definition.categories.iter().find(|id| !is_category(**id)) {
        return Err(ReportRefusal::Category(id.0));
    }
    let is_stock = definition.what.is_stock();
    if is_stock && !definition.categories.is_empty() {
        return Err(ReportRefusal::StockCategories);
    }
    let one_by_one = (Grouping::Account, Grouping::None, Measure::Sum);
    if is_stock && (definition.by, definition.then, definition.measure) != one_by_one {
        return Err(ReportRefusal::StockGroups);
    }
    if definition.compare.is_some() && (is_stock || definition.interval != Interval::None) {
        return Err(ReportRefusal::Compare);
    }
    let is_twice = definition.then != Grouping::None && definition.then == definition.by;
    if is_twice { Err(ReportRefusal::Twice) } else { Ok(()) }
}

/// Marks a day that is in no column.
const NO_COLUMN: u16 = u16::MAX;

/// Of each day which column it is in.
struct DayTable {
    first: DaySlot,
    columns: Vec<u16>,
    /// Days before the first one count in the first column, too.
    takes_earlier: bool,
}

impl DayTable {
    /// `columns` follow each other; the first has the position `position`.
    fn of(columns: &[Column], position: u16, takes_earlier: bool) -> DayTable {
        let first = columns.first().map_or(Date::MIN, |column| column.from);
        let first = DaySlot::of(first);
        let mut table = Vec::new();
        for (column, at) in columns.iter().zip(position..) {
            let last = DaySlot::of(column.to).after(first).unwrap_or(0);
            table.resize(last + 1, at);
        }
        DayTable { first, columns: table, takes_earlier }
    }

    #[inline]
    fn column(&self, day: DaySlot) -> Option<usize> {
        let column = match day.after(self.first) {
            Some(at) => self.columns.get(at).copied().unwrap_or(NO_COLUMN),
            None if self.takes_earlier => self.columns.first().copied().unwrap_or(NO_COLUMN),
            None => NO_COLUMN,
        };
        (column != NO_COLUMN).then_some(usize::from(column))
    }
}
