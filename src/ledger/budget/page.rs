//! What the budget shows of a period: for every category what was planned, spent, carried and is left.
//!
//! All that it needs of the book is handed to it; it reads nothing and names nothing.

use std::collections::{HashMap, HashSet};

use super::chain::{CarryOver, PotMonth, chain};
use super::entry::{BudgetEntry, Rule, Way};
use super::figures::{Figures, Page, Question, Row, Section, add, goal_state, pace, plans, sum};
use super::pots::Pots;
use super::refusal::BudgetRefusal;
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::money::{Currency, LARGEST_BALANCE};
use crate::ledger::register::Month;

/// # Errors
/// When a figure is larger than a page can show.
pub fn page(question: &Question) -> Result<Page, BudgetRefusal> {
    let planned: HashSet<AccountId> =
        question.entries.iter().filter_map(|entry| entry.key().category()).collect();
    let pots = Pots::new(question.accounts, |category| planned.contains(&category));
    let way = question.entries.iter().find_map(|entry| match entry {
        BudgetEntry::Way(way) => Some(*way),
        _ => None,
    });
    let work = Work::new(question, &pots, way.unwrap_or_default());
    let mut currencies: Vec<Currency> = pots.categories.iter().map(|one| one.currency).collect();
    currencies.sort_by_key(|one| one.code());
    currencies.dedup();
    let sections = currencies.into_iter().map(|currency| work.section(currency)).collect::<Result<_, _>>()?;
    Ok(Page { way: work.way, sections })
}

/// All that is looked up many times.
struct Work<'q, 'b> {
    question: &'q Question<'b>,
    pots: &'q Pots<'b>,
    way: Way,
    typed: HashMap<(AccountId, Month), i64>,
    first_typed: HashMap<AccountId, Month>,
    rules: HashMap<AccountId, Rule>,
    /// By pot and month.
    scheduled: HashMap<(AccountId, Month), i64>,
    /// By pot: in the period, and up to today in it.
    due: HashMap<AccountId, (i64, i64)>,
    members: HashMap<AccountId, Vec<AccountId>>,
}

impl<'q, 'b> Work<'q, 'b> {
    fn new(question: &'q Question<'b>, pots: &'q Pots<'b>, way: Way) -> Work<'q, 'b> {
        let (mut typed, mut first_typed) = (HashMap::new(), HashMap::new());
        for plan in plans(question.entries) {
            typed.insert((plan.category, plan.month), plan.amount.units());
            let first = first_typed.entry(plan.category).or_insert(plan.month);
            *first = plan.month.min(*first);
        }
        let rules = question.entries.iter().filter_map(|entry| match entry {
            BudgetEntry::Rule(rule) => Some((rule.category, *rule)),
            _ => None,
        });
        let (mut scheduled, mut due) = (HashMap::new(), HashMap::new());
        for one in question.scheduled {
            let (pot, month) = (pots.pot(one.category), Month::of(one.date));
            add(scheduled.entry((pot, month)).or_default(), one.amount);
            if question.period.has(month) {
                let (all, by_today): &mut (i64, i64) = due.entry(pot).or_default();
                add(all, one.amount);
                add(by_today, if one.date <= question.today { one.amount } else { 0 });
            }
        }
        let mut members: HashMap<AccountId, Vec<AccountId>> = HashMap::new();
        for one in &pots.categories {
            members.entry(pots.pot(one.id)).or_default().push(one.id);
        }
        Work { question, pots, way, typed, first_typed, rules: rules.collect(), scheduled, due, members }
    }

    fn section(&self, currency: Currency) -> Result<Section, BudgetRefusal> {
        let categories = self.pots.categories.iter().filter(|one| one.currency == currency);
        let categories: Vec<&Account> = categories.copied().collect();
        let first = categories.iter().filter_map(|one| self.first_typed.get(&one.id)).min().copied();
        let mut rows: Vec<Row> = Vec::new();
        let mut to_assign = 0i64;
        for one in &categories {
            let (row, taken) = self.row(one, first);
            add(&mut to_assign, if row.is_income { self.income_since(one.id, first) } else { 0 });
            add(&mut to_assign, taken.saturating_neg());
            rows.push(row);
        }
        roll_up(&mut rows);
        let total = |is_income: bool| {
            let mut sum = Figures::default();
            rows.iter()
                .filter(|row| row.depth == 0 && row.is_income == is_income)
                .for_each(|row| sum.join(&row.all));
            sum
        };
        let (spending, income) = (total(false), total(true));
        let is_closed = |id| categories.iter().any(|one| one.id == id && one.closed);
        let is_large = |figures: &Figures| {
            figures.all().iter().any(|one| one.unsigned_abs() > LARGEST_BALANCE.unsigned_abs())
        };
        if rows.iter().any(|row| is_large(&row.all) || is_large(&row.own))
            || is_large(&spending)
            || is_large(&income)
            || to_assign.unsigned_abs() > LARGEST_BALANCE.unsigned_abs()
        {
            return Err(BudgetRefusal::Large);
        }
        rows.retain(|row| !is_closed(row.category) || row.all != Figures::default());
        let to_assign = (self.way == Way::Envelope && first.is_some()).then_some(to_assign);
        Ok(Section { currency, rows, spending, income, to_assign })
    }

    /// The row of a category by itself, and what it takes from what can be assigned.
    fn row(&self, category: &Account, first: Option<Month>) -> (Row, i64) {
        let (question, id) = (self.question, category.id);
        let is_income = category.kind == AccountKind::Income;
        let direct = sum(question.period.each().map(|month| question.actual(id, month)));
        let rule = self.rules.get(&id);
        let typed: Vec<i64> =
            question.period.each().filter_map(|month| self.typed.get(&(id, month)).copied()).collect();
        let mut row = Row {
            category: id,
            above: self.pots.above(id),
            depth: self.pots.path(id).count(),
            is_income,
            covered_by: Some(self.pots.pot(id)).filter(|pot| *pot != id),
            own: Figures { actual: direct, ..Figures::default() },
            all: Figures { actual: direct, ..Figures::default() },
            typed: (!typed.is_empty()).then(|| sum(typed)),
            scheduled: self.due.get(&id).map_or(0, |(all, _)| *all),
            carries: rule.is_some_and(|rule| rule.carries || rule.goal.is_some()),
            goal: None,
        };
        if row.covered_by.is_some() {
            return (row, 0);
        }
        let carry = match (self.way, row.carries) {
            (_, true) => CarryOver::All,
            (Way::Envelope, false) if !is_income && first.is_some() => CarryOver::WhatIsLeft,
            _ => CarryOver::Never,
        };
        let (months, taken) = self.months(id, carry, first);
        let before = months.first().map_or(0, |month| month.carried);
        row.own = self.figures(&months, carry, id);
        row.all = Figures { actual: direct, ..row.own };
        row.goal =
            rule.and_then(|rule| rule.goal).map(|goal| goal_state(goal, before, question.period.first));
        (row, if is_income { 0 } else { taken })
    }

    /// The months of the period of a pot, and what it took from what can be assigned up to the end of the period.
    fn months(&self, pot: AccountId, carry: CarryOver, first: Option<Month>) -> (Vec<PotMonth>, i64) {
        let period = self.question.period;
        let own = match (self.way, carry) {
            (_, CarryOver::Never) => period.first,
            (Way::Envelope, _) => first.unwrap_or(period.first),
            (Way::Tracking, _) => self.first_typed.get(&pot).copied().or(first).unwrap_or(period.first),
        };
        let start = own.max(self.question.from).min(period.last());
        let months: Vec<Month> = (start.0..=period.last().0).map(Month).collect();
        let amounts: Vec<(i64, i64)> =
            months.iter().map(|month| (self.planned(pot, *month), self.actual_of(pot, *month))).collect();
        let (mut chained, dropped) = chain(&amounts, carry);
        // What is over-spent in the last month is taken in the one after it.
        let earlier = dropped.len().saturating_sub(1);
        let assigned = sum(months.iter().map(|month| self.typed.get(&(pot, *month)).copied().unwrap_or(0)));
        let taken = assigned.saturating_add(sum(dropped.into_iter().take(earlier)));
        let outside = usize::try_from(period.first.0 - start.0).unwrap_or(0);
        (chained.split_off(outside.min(chained.len())), taken)
    }

    fn figures(&self, months: &[PotMonth], carry: CarryOver, pot: AccountId) -> Figures {
        let carried = months.first().map_or(0, |month| month.carried);
        let planned = sum(months.iter().map(|month| month.planned));
        let actual = sum(months.iter().map(|month| month.actual));
        let left = match carry {
            CarryOver::Never => planned.saturating_sub(actual),
            _ => months.last().map_or(0, |month| month.left),
        };
        let due = self.due.get(&pot).copied().unwrap_or_default();
        let pace = pace(carried.saturating_add(planned), due, self.question.period, self.question.today);
        Figures { carried, planned, actual, left, pace }
    }

    /// What schedules put into a month without a plan is its plan, but for envelopes: there only money is planned.
    fn planned(&self, pot: AccountId, month: Month) -> i64 {
        let typed = self.typed.get(&(pot, month)).copied();
        match self.way {
            Way::Envelope => typed.unwrap_or(0),
            Way::Tracking => typed.or_else(|| self.scheduled.get(&(pot, month)).copied()).unwrap_or(0),
        }
    }

    fn actual_of(&self, pot: AccountId, month: Month) -> i64 {
        let members = self.members.get(&pot).map(Vec::as_slice).unwrap_or_default();
        sum(members.iter().map(|one| self.question.actual(*one, month)))
    }

    fn income_since(&self, category: AccountId, first: Option<Month>) -> i64 {
        let Some(first) = first else { return 0 };
        let first = first.max(self.question.from);
        sum((first.0..=self.question.period.last().0)
            .map(|month| self.question.actual(category, Month(month))))
    }
}

/// Adds to each row what is below it; what is above comes first.
fn roll_up(rows: &mut [Row]) {
    let places: HashMap<AccountId, usize> =
        rows.iter().enumerate().map(|(at, row)| (row.category, at)).collect();
    for at in (0..rows.len()).rev() {
        let (above, figures) = (rows[at].above, rows[at].all);
        if let Some(above) = above.and_then(|above| places.get(&above)) {
            rows[*above].all.join(&figures);
        }
    }
}
