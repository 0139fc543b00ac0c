//! What the ledger needs of the book to make a page of the budget, and the page.
//!
//! It adds nothing up.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::mapping;
use crate::book::{Failure, NoReport, View};
use crate::ledger::budget::{
    BudgetRefusal, Page, Period, PlannedAmount, Question, Scheduled, Way, averages, page,
};
use crate::ledger::register::Month;
use crate::ledger::schedule::{Amount, Schedule, estimate};
use crate::ledger::{Account, AccountId, AccountKind, BudgetEntry, BudgetKey, Minor, TransactionId};
use crate::server::wire;

/// So many months are looked at for averages.
const YEAR: i32 = 12;

/// Why there is no page.
pub enum NoBudget {
    Refused(BudgetRefusal),
    Failed(Failure),
}

impl From<Failure> for NoBudget {
    fn from(failure: Failure) -> NoBudget {
        NoBudget::Failed(failure)
    }
}

impl From<BudgetRefusal> for NoBudget {
    fn from(refusal: BudgetRefusal) -> NoBudget {
        NoBudget::Refused(refusal)
    }
}

impl From<NoReport> for NoBudget {
    fn from(why: NoReport) -> NoBudget {
        match why {
            // No more months are asked for than a report has: only the size of figures is left.
            NoReport::Refused(_) => NoBudget::Refused(BudgetRefusal::Large),
            NoReport::Failed(failure) => NoBudget::Failed(failure),
        }
    }
}

impl NoBudget {
    /// What is told to people apart from what failed.
    pub fn told<T>(answer: Result<T, NoBudget>) -> Result<Result<T, BudgetRefusal>, Failure> {
        match answer {
            Ok(answer) => Ok(Ok(answer)),
            Err(NoBudget::Refused(refusal)) => Ok(Err(refusal)),
            Err(NoBudget::Failed(failure)) => Err(failure),
        }
    }
}

/// Which months, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    pub period: Period,
    pub today: Date,
}

impl Scope {
    pub fn shown(self, book: &View, text: String) -> Result<wire::Budget, NoBudget> {
        let accounts = accounts(book)?;
        let page = self.page(book, &accounts, &book.budget()?)?;
        Ok(mapping::budget(&page, &accounts, self, text, book.revision()?))
    }

    fn page(self, book: &View, accounts: &[Account], entries: &[BudgetEntry]) -> Result<Page, NoBudget> {
        let from = Question::first_month(entries, self.period);
        let days = (Period::month(from).days().0, self.period.days().1);
        let (actual, scheduled) = (book.category_months(days.0, days.1)?, scheduled(book, accounts, days)?);
        let question = Question {
            accounts,
            entries,
            period: self.period,
            today: self.today,
            from,
            actual: &actual,
            scheduled: &scheduled,
        };
        Ok(page(&question)?)
    }

    /// Plans for what has none, from the twelve whole months before the period, or before today where it is later.
    pub fn averages(self, book: &View) -> Result<Vec<PlannedAmount>, NoBudget> {
        let entries = book.budget()?;
        let accounts = accounts(book)?;
        let end = self.period.first.min(Month::of(self.today));
        let first = Period::month(Month(end.0 - YEAR)).days().0;
        let last = Period::month(end).days().0.saturating_sub(1.day());
        let mut actual = book.category_months(first, last)?;
        // What an envelope gets is what is spent: income is not assigned to itself.
        let way = entries.iter().find(|entry| entry.key() == BudgetKey::Way);
        let is_envelope = matches!(way, Some(BudgetEntry::Way(Way::Envelope)));
        let page = self.page(book, &accounts, &entries)?;
        let rows = page.sections.iter().flat_map(|section| &section.rows);
        let covered: HashMap<AccountId, bool> = rows
            .map(|row| (row.category, row.covered_by.is_some() || (is_envelope && row.is_income)))
            .collect();
        actual.retain(|category, _| covered.get(category).is_some_and(|is_covered| !is_covered));
        let mut planned: HashSet<BudgetKey> = entries.iter().map(BudgetEntry::key).collect();
        if !is_envelope {
            // What schedules put into a month is its plan.
            let due = scheduled(book, &accounts, self.period.days())?;
            planned.extend(due.iter().map(|one| BudgetKey::Plan(one.category, Month::of(one.date))));
        }
        let is_free = |category, month| !planned.contains(&BudgetKey::Plan(category, month));
        Ok(averages(&actual, self.period, is_free))
    }
}

/// The categories of a transaction that are over in its month; none where there is no such transaction.
pub fn over(book: &View, id: TransactionId, today: Date) -> Result<Option<wire::BudgetOver>, NoBudget> {
    let Some(transaction) = book.transaction(id)? else { return Ok(None) };
    let (entries, revision) = (book.budget()?, book.revision()?);
    if entries.is_empty() || transaction.void.is_some() {
        return Ok(Some(wire::BudgetOver { revision, over: Vec::new() }));
    }
    let accounts = accounts(book)?;
    let month = Month::of(transaction.date);
    let page = Scope { period: Period::month(month), today }.page(book, &accounts, &entries)?;
    let named = transaction.splits.iter().filter(|split| split.amount.units() > 0).map(|split| split.account);
    let over = mapping::over(&page, &accounts, &named.collect::<Vec<_>>(), month);
    Ok(Some(wire::BudgetOver { revision, over }))
}

fn accounts(book: &View) -> Result<Vec<Account>, Failure> {
    Ok(book.accounts()?.into_iter().map(|row| row.account).collect())
}

/// What schedules put into categories between two days, as their rules have it: also what was entered since.
fn scheduled(
    book: &View,
    accounts: &[Account],
    (first, last): (Date, Date),
) -> Result<Vec<Scheduled>, Failure> {
    let kinds: HashMap<AccountId, AccountKind> = accounts.iter().map(|one| (one.id, one.kind)).collect();
    let mut all = Vec::new();
    for one in book.schedules()? {
        let Some(usual) = usual(book, &one)? else { continue };
        let mut sides = Vec::new();
        for side in &one.others {
            let sign = match kinds.get(&side.account) {
                Some(AccountKind::Expense) => 1,
                Some(AccountKind::Income) => -1,
                _ => continue,
            };
            // Several sides of one category are each there by themselves.
            let amount = if one.others.len() == 1 { usual.negated() } else { side.amount };
            sides.push((side.account, amount.units().saturating_mul(sign)));
        }
        if sides.is_empty() {
            continue;
        }
        let Some((number, _)) = one.recurrence.next_from(first) else { continue };
        for (_, date) in one.recurrence.dates_from(number).take_while(|(_, date)| *date <= last) {
            all.extend(sides.iter().map(|(category, amount)| Scheduled {
                category: *category,
                date,
                amount: *amount,
            }));
        }
    }
    Ok(all)
}

fn usual(book: &View, schedule: &Schedule) -> Result<Option<Minor>, Failure> {
    Ok(match schedule.amount {
        Amount::Fixed(amount) => Some(amount),
        Amount::Estimated(_) => estimate(&book.amounts_like(schedule)?),
        Amount::Asked(_) => None,
    })
}
