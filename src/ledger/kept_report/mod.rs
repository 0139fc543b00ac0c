//! Reports that are kept in the book under a name, in an order of their own.
//!
//! A kept report is a question and no answer: its figures are those of the moment in which it is asked. It names accounts
//! and categories by their numbers, so that another name changes nothing, and what was merged is followed. It adds up
//! nothing.

mod refusal;
mod text;

use strum::{Display, EnumString, VariantNames};

pub use self::refusal::KeptReportRefusal;
pub use self::text::KeptReportText;
use super::account::AccountId;
use super::report::Definition;
use super::search::Notation;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeptReportId(pub i64);

/// The most that a book keeps.
pub const MOST_KEPT: usize = 500;

/// What a report is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum ChartKind {
    /// Bars, or lines of what there is at the end of each column.
    #[default]
    Usual,
    Treemap,
    /// From where the money comes to where it goes.
    Sankey,
    None,
}

/// A question to the book, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub definition: Definition,
    /// As it was typed, and the notation that it was typed in.
    pub search: Option<String>,
    pub notation: Notation,
    pub chart: ChartKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReport {
    pub id: KeptReportId,
    pub name: String,
    /// By which they are put in order, ascending.
    pub place: i64,
    pub question: Question,
}

/// What can be done with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptReportCommand {
    Keep {
        name: String,
        question: Question,
    },
    /// What is none stays as it is.
    Change {
        id: KeptReportId,
        name: Option<String>,
        question: Option<Question>,
    },
    Delete(KeptReportId),
    /// These, in this order, before all others.
    Order(Vec<KeptReportId>),
}

impl KeptReport {
    /// The same with another category in the place of one; none where it does not name it.
    pub fn following(&self, from: AccountId, into: AccountId) -> Option<KeptReport> {
        if !self.question.definition.categories.contains(&from) {
            return None;
        }
        let mut after = self.clone();
        let categories = &mut after.question.definition.categories;
        categories.iter_mut().filter(|id| **id == from).for_each(|id| *id = into);
        let mut seen = Vec::new();
        categories.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        Some(after)
    }
}
