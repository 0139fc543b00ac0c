//! The figures of a report, added up part by part.
//!
//! It knows the numbers of things and not their names.

use std::collections::HashMap;

use super::definition::Grouping;
use super::line::Figure;
use super::plan::{Entry, Part, Plan, TOPS, Top};
use super::refusal::ReportRefusal;

/// The most figures that are added up: beyond it a report is none that anybody reads.
const MOST_FIGURES: usize = 2_000_000;

/// What parts are put together by: the numbers of what they have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    pub top: Top,
    pub currency: usize,
    /// Of what the lines stand for.
    pub first: u32,
    /// Of what stands below them; 0 where nothing does.
    pub second: u32,
}

/// Figures by group and column.
pub struct Sums<'p, 'b> {
    plan: &'p Plan<'b>,
    /// By side and currency, every part once.
    tops: Vec<Figure>,
    lines: Grouped,
    below: Grouped,
    is_too_large: bool,
}

/// The figures of groups, and the places of those that were met.
#[derive(Default)]
struct Grouped {
    groups: Vec<Group>,
    figures: Vec<Figure>,
    /// By the first number, the currency and the side: one more than the place, 0 for none.
    direct: Vec<u32>,
    by_both: HashMap<Group, u32>,
}

/// What was added up, in the order of the groups' numbers.
pub struct Added {
    /// By side, then currency, then column.
    pub tops: Vec<Figure>,
    /// Each with its figures by column.
    pub lines: Vec<(Group, Vec<Figure>)>,
    pub below: Vec<(Group, Vec<Figure>)>,
}

impl<'p, 'b> Sums<'p, 'b> {
    pub fn new(plan: &'p Plan<'b>) -> Sums<'p, 'b> {
        let tops = vec![Figure::default(); TOPS * plan.currencies.len() * plan.columns.len()];
        Sums { plan, tops, lines: Grouped::default(), below: Grouped::default(), is_too_large: false }
    }

    /// Adds what counts of a transaction.
    #[inline]
    pub fn take(&mut self, entry: &Entry) {
        let plan = self.plan;
        for column in plan.columns_of(entry.day) {
            plan.parts(entry, |part| self.add(entry, &part, column));
        }
    }

    fn add(&mut self, entry: &Entry, part: &Part, column: usize) {
        let (currencies, columns) = (self.plan.currencies.len(), self.plan.columns.len());
        let top = part.top as usize * currencies + part.currency;
        self.tops[top * columns + column].add(part.amount);
        let (by, then) = (self.plan.definition.by, self.plan.definition.then);
        let mut grouped = |first, second, into: &mut Grouped| {
            let group = Group { top: part.top, currency: part.currency, first, second };
            let at = into.place(group, currencies, columns);
            self.is_too_large |= at.is_none();
            if let Some(at) = at {
                into.figures[at * columns + column].add(part.amount);
            }
        };
        each(by, entry, part, |first| {
            grouped(first, 0, &mut self.lines);
            each(then, entry, part, |second| grouped(first, second, &mut self.below));
        });
    }

    /// # Errors
    /// When there were too many figures.
    pub fn added(self) -> Result<Added, ReportRefusal> {
        if self.is_too_large {
            return Err(ReportRefusal::Figures);
        }
        let columns = self.plan.columns.len();
        let mut added = Added {
            tops: self.tops,
            lines: self.lines.in_order(columns),
            below: self.below.in_order(columns),
        };
        if self.plan.definition.what.is_stock() {
            added.tops.chunks_mut(columns).for_each(carried_on);
            added.lines.iter_mut().for_each(|(_, figures)| carried_on(figures));
        }
        Ok(added)
    }
}

impl Grouped {
    /// The place of a group, which it gets when it is met first; none where there is no more room.
    fn place(&mut self, group: Group, currencies: usize, columns: usize) -> Option<usize> {
        let new = u32::try_from(self.groups.len()).ok()? + 1;
        let known = if group.second == 0 {
            let at = (group.first as usize * currencies + group.currency) * TOPS + group.top as usize;
            if at >= self.direct.len() {
                self.direct.resize(at + 1, 0);
            }
            &mut self.direct[at]
        } else {
            self.by_both.entry(group).or_default()
        };
        if *known == 0 {
            if self.figures.len() + columns > MOST_FIGURES {
                return None;
            }
            *known = new;
            self.groups.push(group);
            self.figures.resize(self.figures.len() + columns, Figure::default());
        }
        Some(*known as usize - 1)
    }

    fn in_order(self, columns: usize) -> Vec<(Group, Vec<Figure>)> {
        let figures = self.figures.chunks(columns).map(<[Figure]>::to_vec);
        let mut all: Vec<_> = self.groups.into_iter().zip(figures).collect();
        all.sort_unstable_by_key(|(group, _)| *group);
        all
    }
}

/// The numbers that a part has in a grouping: one, or one for each tag.
pub fn each(by: Grouping, entry: &Entry, part: &Part, mut take: impl FnMut(u32)) {
    match by {
        Grouping::None => {}
        Grouping::Category => take(entry.accounts[part.leg]),
        Grouping::Payee => take(entry.payee),
        Grouping::Account => take(entry.accounts[part.own]),
        Grouping::Tag if entry.tags.is_empty() => take(0),
        Grouping::Tag => entry.tags.iter().for_each(|tag| take(*tag)),
    }
}

/// What there is at an end is what there was at the one before, and what came since.
fn carried_on(figures: &mut [Figure]) {
    let mut before = Figure::default();
    for figure in figures {
        figure.join(&before);
        before = *figure;
    }
}
