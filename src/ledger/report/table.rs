//! Figures as lines under their currencies, in the order in which they are read.
//!
//! It names nothing itself: what has no name in the book is known by its key.

use super::definition::{Definition, Measure, What};
use super::key::Key;
use super::plan::{Plan, TOPS, Top};
use super::refusal::ReportRefusal;
use super::span::Column;
use super::sums::{Added, Group};
use super::tree::{Leaf, Tree};
use crate::ledger::Currency;
use crate::ledger::money::LARGEST_BALANCE;

/// Of some parts: what they come to, and how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// Minor units.
    pub sum: i64,
    pub count: u64,
}

impl Figure {
    #[inline]
    pub fn add(&mut self, amount: i64) {
        self.sum = self.sum.saturating_add(amount);
        self.count += 1;
    }

    pub fn join(&mut self, other: &Figure) {
        self.sum = self.sum.saturating_add(other.sum);
        self.count += other.count;
    }

    /// As it is asked for; the average of nothing is nothing.
    pub fn value(&self, measure: Measure) -> i64 {
        match measure {
            Measure::Sum => self.sum,
            Measure::Count => i64::try_from(self.count).unwrap_or(i64::MAX),
            Measure::Average => {
                let count = i128::from(self.count.max(1));
                let twice = i128::from(self.sum) * 2;
                let away = if twice < 0 { -count } else { count };
                i64::try_from((twice + away) / (2 * count)).unwrap_or(i64::MAX)
            }
        }
    }
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// All that its parts have in common; nothing for a total.
    pub key: Vec<Key>,
    /// What the book calls it; empty where it has no word for it.
    pub name: String,
    /// How many lines it stands below.
    pub depth: usize,
    /// By column.
    pub figures: Vec<Figure>,
    /// How many lines were put together in this one; 0 where it is one.
    pub cut: usize,
}

impl Line {
    /// All columns together; none of a stock or of two spans, which cannot be added.
    pub fn whole(&self, definition: &Definition) -> Option<Figure> {
        let is_sum = !definition.what.is_stock() && definition.compare.is_none();
        is_sum.then(|| {
            let mut whole = Figure::default();
            self.figures.iter().for_each(|figure| whole.join(figure));
            whole
        })
    }
}

/// What is in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub currency: Currency,
    pub lines: Vec<Line>,
    pub total: Line,
}

/// A report's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    /// In the order of the currencies' codes.
    pub sections: Vec<Section>,
}

/// What the book calls things.
pub trait Names {
    fn payee(&self, id: u32) -> String;
    fn tag(&self, id: u32) -> String;
}

/// # Errors
/// When a figure is larger than a page can show.
pub fn table(plan: &Plan, added: &Added, names: &dyn Names) -> Result<Table, ReportRefusal> {
    let mut sections = Vec::new();
    for currency in 0..plan.currencies.len() {
        sections.extend(section(plan, added, names, currency)?);
    }
    sections.sort_by_key(|section| section.currency.code());
    Ok(Table { columns: plan.columns.clone(), sections })
}

fn section(
    plan: &Plan,
    added: &Added,
    names: &dyn Names,
    currency: usize,
) -> Result<Option<Section>, ReportRefusal> {
    let columns = plan.columns.len();
    let of_top = |top: usize| {
        let from = (top * plan.currencies.len() + currency) * columns;
        &added.tops[from..from + columns]
    };
    let mut total = vec![Figure::default(); columns];
    for top in 0..TOPS {
        total.iter_mut().zip(of_top(top)).for_each(|(sum, figure)| sum.join(figure));
    }
    if total.iter().all(|figure| figure.count == 0) {
        return Ok(None);
    }
    let mut tree = Tree::new(columns);
    for top in [Top::In, Top::Out, Top::Assets, Top::Liabilities] {
        if let Some(key) = side(top) {
            tree.add(&[Leaf::fixed(key)], of_top(top as usize));
        }
    }
    for (group, figures) in added.lines.iter().filter(|(group, _)| group.currency == currency) {
        tree.add_below(usize::from(side(group.top).is_some()), &path(plan, names, group), figures);
    }
    for (group, figures) in added.below.iter().filter(|(group, _)| group.currency == currency) {
        let mut all = path(plan, names, group);
        let above = all.len();
        all.extend(leaves(plan, names, plan.definition.then, group.second));
        tree.add_below(above, &all, figures);
    }
    let lines = tree.lines(plan.definition);
    let total = Line { key: Vec::new(), name: String::new(), depth: 0, figures: total, cut: 0 };
    let is_large = |figure: &Figure| figure.sum.unsigned_abs() > LARGEST_BALANCE.unsigned_abs();
    if lines.iter().chain([&total]).any(|line| line.figures.iter().any(is_large)) {
        return Err(ReportRefusal::Large);
    }
    Ok(Some(Section { currency: plan.currencies[currency], lines, total }))
}

fn side(top: Top) -> Option<Key> {
    match top {
        Top::All => None,
        Top::In => Some(Key::In),
        Top::Out => Some(Key::Out),
        Top::Assets => Some(Key::Assets),
        Top::Liabilities => Some(Key::Liabilities),
    }
}

fn path(plan: &Plan, names: &dyn Names, group: &Group) -> Vec<Leaf> {
    let mut path: Vec<Leaf> = side(group.top).map(Leaf::fixed).into_iter().collect();
    path.extend(leaves(plan, names, plan.definition.by, group.first));
    path
}

/// What a number stands for in a grouping, with what it stands below.
fn leaves(plan: &Plan, names: &dyn Names, by: super::Grouping, id: u32) -> Vec<Leaf> {
    use super::Grouping;
    let account_name = || plan.account(id).map(|account| account.name.clone()).unwrap_or_default();
    match by {
        Grouping::None => Vec::new(),
        Grouping::Payee => vec![Leaf::named(Key::Payee(id), names.payee(id))],
        Grouping::Tag => vec![Leaf::named(Key::Tag(id), names.tag(id))],
        Grouping::Account => {
            let is_stock = matches!(plan.definition.what, What::NetWorth | What::Balance);
            let place = if is_stock { plan.place(id) } else { 0 };
            vec![Leaf { place, ..Leaf::named(Key::Account(id), account_name()) }]
        }
        Grouping::Category => match plan.account(id) {
            Some(account) if account.kind.is_register() => {
                vec![Leaf::fixed(Key::Transfers), Leaf::named(Key::Transfer(id), account_name())]
            }
            _ => Leaf::categories(&account_name()),
        },
    }
}
