//! Why a command about schedules is not carried out; a part of [`crate::ledger::Refusal`].

use super::recurrence::NoRule;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleRefusal {
    #[error("there is no such schedule")]
    NoSuch,
    #[error(transparent)]
    NoRule(NoRule),
    #[error("the schedule “{0}” has ended")]
    Ended(String),
    #[error("this one of “{0}” was entered, skipped or changed meanwhile")]
    OccurrenceGone(String),
    #[error("the amount is missing")]
    AmountMissing,
    #[error("an amount that is asked for cannot be entered by itself")]
    AskedByItself,
    #[error("only a fixed amount can be split")]
    SplitNotFixed,
    #[error("the account “{account}” is used by the schedule “{schedule}”")]
    AccountUsed { account: String, schedule: String },
}

impl ScheduleRefusal {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ScheduleRefusal::NoSuch => "no-such-schedule",
            ScheduleRefusal::NoRule(_) => "no-rule",
            ScheduleRefusal::Ended(_) => "schedule-ended",
            ScheduleRefusal::OccurrenceGone(_) => "occurrence-gone",
            ScheduleRefusal::AmountMissing => "amount-missing",
            ScheduleRefusal::AskedByItself => "asked-by-itself",
            ScheduleRefusal::SplitNotFixed => "split-not-fixed",
            ScheduleRefusal::AccountUsed { .. } => "account-scheduled",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            ScheduleRefusal::NoSuch => "It may have been deleted in another tab. Undo brings it back.",
            ScheduleRefusal::NoRule(rule) => rule.advice(),
            ScheduleRefusal::Ended(_) => "Change its end, or delete it.",
            ScheduleRefusal::OccurrenceGone(_) => "Look at what is due now.",
            ScheduleRefusal::AmountMissing => "Type an amount, or choose to be asked for it.",
            ScheduleRefusal::AskedByItself => "Give an amount, have it estimated, or be reminded.",
            ScheduleRefusal::SplitNotFixed => "Fix the amount, or choose one category.",
            ScheduleRefusal::AccountUsed { .. } => "Delete that schedule, or give it another account.",
        }
    }

    /// The field at fault, by its name in a draft.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            ScheduleRefusal::NoRule(rule) => Some(rule.field()),
            ScheduleRefusal::AmountMissing => Some("amount"),
            ScheduleRefusal::AskedByItself => Some("mode"),
            ScheduleRefusal::SplitNotFixed => Some("splits"),
            _ => None,
        }
    }

    /// Whether the book is not as it was seen, rather than what was asked being wrong in itself.
    pub fn is_conflict(&self) -> bool {
        use ScheduleRefusal::{AccountUsed, Ended, OccurrenceGone};
        matches!(self, Ended(_) | OccurrenceGone(_) | AccountUsed { .. })
    }
}
