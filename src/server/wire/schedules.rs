//! Schedules, what is due, what is ahead, and what is proposed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::transactions::SplitDraft;

/// `POST /api/v1/schedules`, and `PUT /api/v1/schedules/{id}` (the whole, not a part).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScheduleDraft {
    /// The register it is paid from or into.
    pub account: i64,
    /// A payee by name; a new name makes a new payee.
    pub payee: Option<String>,
    #[serde(default)]
    pub memo: String,
    /// The other sides, at least one. Amounts count where the amount is fixed; only then may there be several.
    pub splits: Vec<SplitDraft>,
    /// By name; a new name makes a new tag.
    #[serde(default)]
    pub tags: Vec<String>,
    pub amount: ScheduleAmount,
    pub rule: Rule,
    /// Entered by itself so many days before it is due, 0 to 60; left out: somebody is reminded.
    pub enter_days_before: Option<i64>,
    /// A payment takes the number of the next cheque of the chequebook in use, where there is one.
    #[serde(default)]
    pub by_cheque: bool,
}

/// How much an occurrence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScheduleAmount {
    /// Minor units: positive is a deposit, negative a payment.
    Fixed { amount: i64 },
    /// The median of the latest ones.
    Estimated { deposit: bool },
    /// Known only when it is there.
    Asked { deposit: bool },
}

/// When it comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rule {
    /// The rule begins here: no date is before this one, unless it is moved off a weekend (`weekend: before`) to the
    /// Friday before.
    pub first: String,
    pub unit: RuleUnit,
    /// Every so many units, 1 to 1,000.
    pub interval: i64,
    /// Which day of the month; for months and years. Left out: that of `first`.
    pub on: Option<RuleDay>,
    #[serde(default)]
    pub weekend: RuleWeekend,
    #[serde(default)]
    pub end: RuleEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleUnit {
    Days,
    Weeks,
    Months,
    Years,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleDay {
    /// 1 to 31; in a month that has no such day, its last.
    Day {
        day: i64,
    },
    Last,
    /// The first to fourth (1 to 4) such weekday, or the last (−1); Monday is 1, Sunday 7.
    Nth {
        nth: i64,
        weekday: i64,
    },
}

/// What becomes of a date on a Saturday or Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleWeekend {
    #[default]
    Stay,
    /// The Friday before.
    Before,
    /// The Monday after.
    After,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleEnd {
    #[default]
    Never,
    /// No date is after this one.
    Until { date: String },
    /// So many times in all.
    Count { count: i64 },
}

/// `GET /api/v1/schedules`, by the day that is due next; those that have ended last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Schedules {
    pub revision: u64,
    /// The day that `overdue` is told by.
    pub today: String,
    pub schedules: Vec<Schedule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Schedule {
    pub id: i64,
    /// What it is known by: its payee, else its memo, else where the money goes.
    pub title: String,
    /// What stands in the category column: a category, `[Savings]` for a transfer, "Split" for several.
    pub category: String,
    /// To change it; categories are given by name.
    pub draft: ScheduleDraft,
    /// Null when it has ended.
    pub next: Option<NextOccurrence>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextOccurrence {
    /// Its number: give it back when it is entered, skipped or moved.
    pub occurrence: u32,
    pub date: String,
    /// Not on the day of its rule.
    pub moved: bool,
    /// Minor units; null where it must be asked for.
    pub amount: Option<i64>,
    pub overdue: bool,
}

/// `POST /api/v1/schedules/{id}/enter`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct EnterOccurrence {
    /// The one that was shown; 409 where it was entered or skipped meanwhile. Left out: whichever is next.
    pub occurrence: Option<u32>,
    /// Minor units; left out, the schedule's own.
    pub amount: Option<i64>,
    /// Left out, the day it is due.
    pub date: Option<String>,
}

/// `POST /api/v1/schedules/{id}/skip`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SkipOccurrence {
    pub occurrence: Option<u32>,
}

/// `POST /api/v1/schedules/{id}/move`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MoveOccurrence {
    pub occurrence: Option<u32>,
    pub date: String,
}

/// `GET /api/v1/schedules/proposals`: what seems to come again and is no schedule yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Proposals {
    pub revision: u64,
    pub proposals: Vec<Proposal>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Proposal {
    /// Names it for ever. Not proposed any more once the preference `schedules.dismissed`, a list, has it.
    pub key: String,
    /// The payee.
    pub title: String,
    /// How often it was seen.
    pub times: u64,
    pub last: String,
    /// The median, minor units.
    pub amount: i64,
    /// Whether every amount was this one.
    pub exact: bool,
    /// What stands in the category column.
    pub category: String,
    /// The schedule it would be.
    pub draft: ScheduleDraft,
}

/// `GET /api/v1/accounts/{id}/ahead?days=`: what is coming in one register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Ahead {
    pub revision: u64,
    pub account: i64,
    pub today: String,
    /// The balance at the end of today, minor units, without what is only scheduled.
    pub balance: i64,
    /// By date; what is overdue comes first.
    pub rows: Vec<AheadRow>,
    /// The lowest balance from today to the last of the days, transactions of later days included; the first of several.
    pub lowest: BalancePoint,
}

/// An occurrence that is not in the register yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AheadRow {
    pub schedule: i64,
    pub occurrence: u32,
    /// Only the next one of a schedule can be entered, skipped or moved.
    pub next: bool,
    pub date: String,
    pub overdue: bool,
    /// It is entered by itself when its day comes.
    pub enters: bool,
    pub payee: Option<String>,
    pub category: String,
    pub memo: String,
    /// Minor units; null where nobody knows it yet: it counts as nothing.
    pub amount: Option<i64>,
    /// Whether it comes into the schedule's own account: the sign of an amount that is asked for.
    pub deposit: bool,
    pub estimated: bool,
    /// What the balance would be after it.
    pub balance: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BalancePoint {
    pub date: String,
    pub balance: i64,
}

/// `GET /api/v1/due`: what is due today or was due before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Due {
    pub revision: u64,
    pub today: String,
    pub count: u64,
    /// The oldest first.
    pub lines: Vec<DueLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueLine {
    pub schedule: i64,
    pub occurrence: u32,
    pub title: String,
    pub account: i64,
    pub date: String,
    pub overdue: bool,
    /// Minor units; null where it must be asked for.
    pub amount: Option<i64>,
    /// The amount with its currency, as in "−45.00 USD"; empty where it is not known.
    pub amount_text: String,
}
