//! Every way schedules may change.

use jiff::civil::Date;

use super::entity::{Amount, Mode, ScheduleId};
use super::recurrence::Recurrence;
use crate::ledger::account::AccountId;
use crate::ledger::command::SplitDraft;
use crate::ledger::money::Minor;

/// What somebody wants done with schedules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleCommand {
    Add(ScheduleDraft),
    Edit {
        id: ScheduleId,
        draft: ScheduleDraft,
    },
    Delete {
        id: ScheduleId,
    },
    /// The next occurrence becomes a transaction.
    Enter {
        id: ScheduleId,
        /// The one that is meant: a refusal where it is no longer the next. None: whichever is next.
        occurrence: Option<u32>,
        /// Another amount than the schedule's.
        amount: Option<Minor>,
        /// Another day than the one it is due.
        date: Option<Date>,
    },
    Skip {
        id: ScheduleId,
        occurrence: Option<u32>,
    },
    /// The next occurrence is on another day; the ones after it stay.
    Move {
        id: ScheduleId,
        occurrence: Option<u32>,
        date: Date,
    },
    /// Everything that is to be entered by itself up to this day. Asked twice, it is entered once.
    EnterDue {
        today: Date,
    },
}

/// A schedule as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleDraft {
    pub account: AccountId,
    pub payee: Option<String>,
    pub memo: String,
    /// The other sides; amounts count where the amount is fixed.
    pub others: Vec<SplitDraft>,
    /// By name, made where there is none.
    pub tags: Vec<String>,
    pub amount: Amount,
    pub recurrence: Recurrence,
    pub mode: Mode,
    /// A payment takes the next cheque of the book in use, where there is one.
    pub by_cheque: bool,
}
