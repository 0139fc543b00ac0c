//! Figures as lines under their currencies, in the order in which they are read.
//!
//! It names nothing itself: what has no name in the book is known by its key.

use super::definition::{Grouping, What};
use super::key::Key;
use super::line::{Figure, Line};
use super::plan::{Plan, TOPS, Top};
use super::refusal::ReportRefusal;
use super::span::Column;
use super::sums::{Added, Group};
use super::tree::{Leaf, Tree};
use crate::ledger::Currency;
use crate::ledger::money::LARGEST_BALANCE;

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
fn leaves(plan: &Plan, names: &dyn Names, by: Grouping, id: u32) -> Vec<Leaf> {
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
