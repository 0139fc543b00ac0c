//! Schedules on the wire ↔ schedules of the ledger.

use jiff::civil::{Date, Weekday};

use super::super::error::ApiError;
use super::super::mapping::{Names, amount, category, date};
use super::super::wire;
use crate::ledger::AccountId;
use crate::ledger::command::{SplitDraft, Target};
use crate::ledger::schedule::recurrence::LONGEST_INTERVAL;
use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, MonthDays, OtherSide, Recurrence, Schedule, ScheduleDraft,
    Weekend,
};

/// The most days before its day that something is entered by itself.
const MOST_DAYS_BEFORE: u16 = 60;

pub fn draft(draft: wire::ScheduleDraft) -> Result<ScheduleDraft, ApiError> {
    Ok(ScheduleDraft {
        account: AccountId(draft.account),
        payee: draft.payee,
        memo: draft.memo,
        others: draft.splits.into_iter().map(side).collect::<Result<_, _>>()?,
        tags: draft.tags,
        amount: match draft.amount {
            wire::ScheduleAmount::Fixed { amount: units } => Amount::Fixed(amount("amount", units)?),
            wire::ScheduleAmount::Estimated { deposit } => Amount::Estimated(direction(deposit)),
            wire::ScheduleAmount::Asked { deposit } => Amount::Asked(direction(deposit)),
        },
        recurrence: rule(&draft.rule)?,
        mode: mode(draft.enter_days_before)?,
        by_cheque: draft.by_cheque,
    })
}

fn direction(deposit: bool) -> Direction {
    if deposit { Direction::In } else { Direction::Out }
}

fn side(split: wire::SplitDraft) -> Result<SplitDraft, ApiError> {
    let named = split.category.filter(|name| !name.trim().is_empty());
    let target = match (split.account, named) {
        (Some(id), None) => Target::Account(AccountId(id)),
        (None, Some(name)) => Target::Category(name),
        _ => {
            let what = "it is not said where the money goes";
            return Err(ApiError::field("category", what, "Give a category or an account."));
        }
    };
    let amount = amount("amount", split.amount)?;
    Ok(SplitDraft { target, amount, memo: split.memo, state: None, bank_id: None })
}

fn mode(days_before: Option<i64>) -> Result<Mode, ApiError> {
    let Some(days) = days_before else {
        return Ok(Mode::Remind);
    };
    let fits = u16::try_from(days).ok().filter(|days| *days <= MOST_DAYS_BEFORE);
    let days_before = fits.ok_or_else(|| {
        let advice = format!("Use a number of days from 0 to {MOST_DAYS_BEFORE}.");
        ApiError::field("enter_days_before", format!("it cannot be entered {days} days before"), advice)
    })?;
    Ok(Mode::Enter { days_before })
}

/// Only what the rule of the ledger cannot hold is refused here; the ledger refuses the rest.
fn rule(rule: &wire::Rule) -> Result<Recurrence, ApiError> {
    let first = date("first", &rule.first)?;
    let interval = u16::try_from(rule.interval).map_err(|_| {
        let advice = format!("Use a whole number from 1 to {LONGEST_INTERVAL}, as in every 2 weeks.");
        ApiError::field("interval", format!("nothing comes every {} of these", rule.interval), advice)
    })?;
    let on = || match rule.on {
        None => Ok(MonthDay::Day(first.day())),
        Some(on) => month_day(on),
    };
    if !rule.also_on.is_empty() && rule.unit != wire::RuleUnit::Months {
        let advice = "Choose months, or leave the further days out.";
        return Err(ApiError::field("also_on", "only months have several days", advice));
    }
    Ok(Recurrence {
        first,
        every: match rule.unit {
            wire::RuleUnit::Months if !rule.also_on.is_empty() => {
                Every::MonthDays(interval, several(on()?, &rule.also_on)?)
            }
            wire::RuleUnit::Days => Every::Days(interval),
            wire::RuleUnit::Weeks => Every::Weeks(interval),
            wire::RuleUnit::Months => Every::Months(interval, on()?),
            wire::RuleUnit::Years => Every::Years(interval, on()?),
        },
        weekend: match rule.weekend {
            wire::RuleWeekend::Stay => Weekend::Stay,
            wire::RuleWeekend::Before => Weekend::Before,
            wire::RuleWeekend::After => Weekend::After,
        },
        end: match &rule.end {
            wire::RuleEnd::Never => End::Never,
            wire::RuleEnd::Until { date: last } => End::Until(date("end", last)?),
            wire::RuleEnd::Count { count } => End::Count(u32::try_from(*count).map_err(|_| {
                let what = format!("nothing comes {count} times");
                ApiError::field("end", what, "Use a whole number of times, at least 1.")
            })?),
        },
    })
}

fn several(on: MonthDay, also: &[wire::RuleDay]) -> Result<MonthDays, ApiError> {
    let mut days = vec![on];
    for day in also {
        days.push(month_day(*day)?);
    }
    MonthDays::checked(&days).map_err(|why| ApiError::field("also_on", why.to_string(), why.advice()))
}

fn month_day(on: wire::RuleDay) -> Result<MonthDay, ApiError> {
    let no_day = || {
        let advice = "Choose a day from 1 to 31, the last day, or the first to fourth or last of a weekday.";
        ApiError::field("on", "a month has no such day", advice)
    };
    let small = |number: i64| i8::try_from(number).map_err(|_| no_day());
    Ok(match on {
        wire::RuleDay::Day { day } => MonthDay::Day(small(day)?),
        wire::RuleDay::Last => MonthDay::Last,
        wire::RuleDay::Nth { nth, weekday } => {
            let weekday = Weekday::from_monday_one_offset(small(weekday)?).map_err(|_| no_day())?;
            MonthDay::Nth(small(nth)?, weekday)
        }
    })
}

/// What names a schedule uses.
pub struct Named<'n> {
    pub names: &'n Names,
    pub payee: Option<String>,
    pub tags: Vec<String>,
}

impl Named<'_> {
    /// What a schedule is known by.
    pub fn title(&self, schedule: &Schedule) -> String {
        let memo = Some(schedule.memo.clone()).filter(|memo| !memo.is_empty());
        self.payee.clone().or(memo).unwrap_or_else(|| self.category(schedule))
    }

    /// What stands in its category column.
    pub fn category(&self, schedule: &Schedule) -> String {
        let only = if let [only] = schedule.others.as_slice() { Some(only.account) } else { None };
        category(only, self.names)
    }
}

pub fn schedule(schedule: &Schedule, named: &Named, usual: Option<i64>, today: Date) -> wire::Schedule {
    let next = schedule.due().map(|due| wire::NextOccurrence {
        occurrence: due.number,
        date: due.date.to_string(),
        moved: schedule.moved.is_some(),
        amount: usual,
        overdue: due.date < today,
    });
    wire::Schedule {
        id: schedule.id.0,
        title: named.title(schedule),
        category: named.category(schedule),
        draft: draft_of(schedule, named),
        next,
    }
}

fn draft_of(schedule: &Schedule, named: &Named) -> wire::ScheduleDraft {
    let side = |side: &OtherSide| {
        let account = named.names.get(&side.account);
        let is_category = account.is_some_and(|account| !account.kind.is_register());
        wire::SplitDraft {
            account: (!is_category).then_some(side.account.0),
            category: account.filter(|_| is_category).map(|account| account.name.clone()),
            amount: side.amount.units(),
            memo: side.memo.clone(),
            state: None,
        }
    };
    wire::ScheduleDraft {
        account: schedule.account.0,
        payee: named.payee.clone(),
        memo: schedule.memo.clone(),
        splits: schedule.others.iter().map(side).collect(),
        tags: named.tags.clone(),
        amount: match schedule.amount {
            Amount::Fixed(amount) => wire::ScheduleAmount::Fixed { amount: amount.units() },
            Amount::Estimated(to) => wire::ScheduleAmount::Estimated { deposit: to == Direction::In },
            Amount::Asked(to) => wire::ScheduleAmount::Asked { deposit: to == Direction::In },
        },
        rule: rule_of(schedule.recurrence),
        enter_days_before: match schedule.mode {
            Mode::Remind => None,
            Mode::Enter { days_before } => Some(days_before.into()),
        },
        by_cheque: schedule.by_cheque,
    }
}

pub fn rule_of(recurrence: Recurrence) -> wire::Rule {
    let Recurrence { first, every, weekend, end } = recurrence;
    let day = |on| match on {
        MonthDay::Day(day) => wire::RuleDay::Day { day: day.into() },
        MonthDay::Last => wire::RuleDay::Last,
        MonthDay::Nth(nth, weekday) => {
            wire::RuleDay::Nth { nth: nth.into(), weekday: weekday.to_monday_one_offset().into() }
        }
    };
    let (unit, interval, on) = match every {
        Every::Days(n) => (wire::RuleUnit::Days, n, vec![]),
        Every::Weeks(n) => (wire::RuleUnit::Weeks, n, vec![]),
        Every::Months(n, on) => (wire::RuleUnit::Months, n, vec![day(on)]),
        Every::MonthDays(n, on) => (wire::RuleUnit::Months, n, on.iter().map(day).collect()),
        Every::Years(n, on) => (wire::RuleUnit::Years, n, vec![day(on)]),
    };
    wire::Rule {
        first: first.to_string(),
        unit,
        interval: interval.into(),
        on: on.first().copied(),
        also_on: on.into_iter().skip(1).collect(),
        weekend: match weekend {
            Weekend::Stay => wire::RuleWeekend::Stay,
            Weekend::Before => wire::RuleWeekend::Before,
            Weekend::After => wire::RuleWeekend::After,
        },
        end: match end {
            End::Never => wire::RuleEnd::Never,
            End::Until(last) => wire::RuleEnd::Until { date: last.to_string() },
            End::Count(count) => wire::RuleEnd::Count { count: count.into() },
        },
    }
}
