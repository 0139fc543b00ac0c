//! What comes again: bills, income and transfers that are expected.
//!
//! Pure. It says when and how much; it enters nothing, and it never reads the
//! date of today: that is an argument.
//!
//! - [`recurrence`]: the dates of a rule
//! - [`month_days`]: several days of a month
//! - [`entity`]: a schedule, and which of its occurrences is the next
//! - [`command`]: every way schedules may change
//! - [`refusal`]: why not
//! - [`expected`]: how much, and how near its day, a payment has to be to be one of it
//! - [`ahead`]: the balance from now on, and its lowest point
//! - [`proposals`]: payments of the past that seem to go on

pub mod ahead;
pub mod command;
pub mod entity;
pub mod expected;
pub mod month_days;
pub mod proposals;
pub mod recurrence;
pub mod refusal;

pub use command::{ScheduleCommand, ScheduleDraft};
pub use entity::{Amount, Direction, Mode, Occurrence, OtherSide, Schedule, ScheduleId, estimate};
pub use expected::Expects;
pub use month_days::MonthDays;
pub use recurrence::{End, Every, MonthDay, NoRule, Recurrence, Weekend};
pub use refusal::ScheduleRefusal;
