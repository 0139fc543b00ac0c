//! Figures, and the lines that they stand in. It adds up what it is given and orders nothing.

use super::definition::{Definition, Measure};
use super::key::Key;

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
