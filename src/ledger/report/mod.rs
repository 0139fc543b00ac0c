//! Reports: where the money goes, and what there is.
//!
//! A [`Definition`] says what is asked; a [`Plan`] is that definition for one book and one day; [`sums`] adds up what
//! the plan takes of each transaction, and [`table`] makes lines of the sums. Which rows a figure was added up from is
//! asked of the same plan, so that what a figure opens sums to it.
//!
//! What counts, seen from the chosen accounts (all registers, where none are named):
//!
//! - A *part* of a flow is a split outside of them, of a transaction that touches them: a category, or another
//!   register, to which a transfer leaves. A transfer inside of them has no part, and opening balances are no flow.
//! - Spending is the parts in expense categories, less what came back, and transfers that leave. Income is the same of
//!   income categories and transfers that come in.
//! - A part is ascribed to the first split of its transaction that is in the chosen accounts.
//! - A balance is all splits in the chosen accounts up to a day.
//! - What is void never counts. Several currencies stand side by side.
//!
//! It reads no book, no clock and no text of people; it knows no JSON, and its only words are those of its refusals.

mod days;
mod definition;
mod interval;
mod key;
mod line;
mod opened;
mod plan;
mod refusal;
mod share;
mod span;
mod sums;
mod table;
mod tree;

pub use days::DaySlot;
pub use definition::{COMPARE, Definition, Grouping, MOST_LINES, Measure, USUAL_LINES, What, is_taken};
pub use interval::{Interval, YearBegins};
pub use key::{Key, Which, folded};
pub use line::{Figure, Line};
pub use opened::Opened;
pub use plan::{Entry, Part, Plan, Top, checked};
pub use refusal::ReportRefusal;
pub use share::shares;
pub use span::{Column, NamedSpan, Span};
pub use sums::Sums;
pub use table::{Names, Section, Table, table};
