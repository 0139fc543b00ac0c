//! Schedules in the JSON of a whole book: the objects, and both ways.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::objects::Text;
use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, MonthDays, OtherSide, Recurrence, Schedule, ScheduleId,
    Weekend,
};
use crate::ledger::{AccountId, Currency, Minor, PayeeId, TagId};

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
    (Weekday::Sunday, "sunday"),
];

/// What comes again.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleObject<'c> {
    pub id: i64,
    pub account: i64,
    payee: Option<i64>,
    memo: Text<'c>,
    tags: Vec<i64>,
    others: Vec<OtherObject<'c>>,
    /// Into the account; null where it is not fixed.
    amount: Option<String>,
    /// Where it is not fixed: `estimated` or `asked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount_is: Option<Text<'c>>,
    /// `out` or `in`.
    direction: Text<'c>,
    first: String,
    every: EveryObject,
    /// `stay`, `before` or `after`: what becomes of a date on one.
    weekend: Text<'c>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    /// The number of the next occurrence, from 0.
    next: u32,
    /// The day of the last one that was dealt with, by its rule; where it is left out, the rule tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
    /// Entered by itself so many days before; null is reminded of.
    enter_days_before: Option<u16>,
    /// Paid by the next cheque of the book in use.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_cheque: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherObject<'c> {
    account: i64,
    amount: String,
    memo: Text<'c>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EveryObject {
    interval: u16,
    /// `days`, `weeks`, `months` or `years`.
    unit: String,
    /// Of months and years: `1` to `31`, `last`, or `2 tuesday` and `last friday`; of months several with commas: `1, 15`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<String>,
}

pub fn object(one: &Schedule, currency: Currency) -> ScheduleObject<'_> {
    let Recurrence { first, every, weekend, end } = one.recurrence;
    let other = |side: &OtherSide| OtherObject {
        account: side.account.0,
        amount: currency.text(side.amount),
        memo: side.memo.clone().into(),
    };
    ScheduleObject {
        id: one.id.0,
        account: one.account.0,
        payee: one.payee.map(|payee| payee.0),
        memo: (&one.memo).into(),
        tags: one.tags.iter().map(|tag| tag.0).collect(),
        others: one.others.iter().map(other).collect(),
        amount: if let Amount::Fixed(amount) = one.amount { Some(currency.text(amount)) } else { None },
        amount_is: match one.amount {
            Amount::Fixed(_) => None,
            Amount::Estimated(_) => Some("estimated".into()),
            Amount::Asked(_) => Some("asked".into()),
        },
        direction: if one.amount.direction() == Direction::In { "in".into() } else { "out".into() },
        first: first.to_string(),
        every: every_object(every),
        weekend: match weekend {
            Weekend::Stay => "stay".into(),
            Weekend::Before => "before".into(),
            Weekend::After => "after".into(),
        },
        until: if let End::Until(last) = end { Some(last.to_string()) } else { None },
        count: if let End::Count(count) = end { Some(count) } else { None },
        next: one.next,
        last: one.last.map(|date| date.to_string()),
        moved: one.moved.map(|date| date.to_string()),
        enter_days_before: if let Mode::Enter { days_before } = one.mode { Some(days_before) } else { None },
        by_cheque: one.by_cheque,
    }
}

fn every_object(every: Every) -> EveryObject {
    let (interval, unit, on) = match every {
        Every::Days(interval) => (interval, "days", None),
        Every::Weeks(interval) => (interval, "weeks", None),
        Every::Months(interval, on) => (interval, "months", Some(on_text(on))),
        Every::MonthDays(interval, on) => {
            (interval, "months", Some(on.iter().map(on_text).collect::<Vec<_>>().join(", ")))
        }
        Every::Years(interval, on) => (interval, "years", Some(on_text(on))),
    };
    EveryObject { interval, unit: unit.into(), on }
}

fn on_text(on: MonthDay) -> String {
    match on {
        MonthDay::Day(day) => day.to_string(),
        MonthDay::Last => "last".into(),
        MonthDay::Nth(which, weekday) => {
            let name = WEEKDAYS.iter().find(|(day, _)| *day == weekday).map_or("", |(_, name)| name);
            if which < 0 { format!("last {name}") } else { format!("{which} {name}") }
        }
    }
}

/// The schedule; `amount` reads one in the currency of its account, `day` a date.
pub fn read(
    one: ScheduleObject,
    amount: impl Fn(&str) -> Result<Minor, String>,
    day: impl Fn(&str) -> Result<Date, String>,
) -> Result<Schedule, String> {
    let recurrence = recurrence(&one, &day)?;
    let direction = match one.direction.as_ref() {
        "in" => Direction::In,
        "out" => Direction::Out,
        other => return Err(format!("“{other}” is no direction")),
    };
    let others = one.others.into_iter().map(|side| {
        let (account, memo) = (AccountId(side.account), side.memo.into_owned());
        Ok(OtherSide { account, amount: amount(&side.amount)?, memo })
    });
    Ok(Schedule {
        id: ScheduleId(one.id),
        account: AccountId(one.account),
        payee: one.payee.map(PayeeId),
        memo: one.memo.into_owned(),
        others: others.collect::<Result<_, String>>()?,
        tags: one.tags.into_iter().map(TagId).collect(),
        amount: match (one.amount, one.amount_is.as_deref()) {
            (Some(text), None) => Amount::Fixed(amount(&text)?),
            (None, Some("estimated")) => Amount::Estimated(direction),
            (None, Some("asked")) => Amount::Asked(direction),
            _ => return Err("its amount is neither fixed nor estimated nor asked for".into()),
        },
        recurrence,
        next: one.next,
        last: match one.last {
            Some(text) => Some(day(&text)?),
            None => Schedule::last_by_rule(recurrence, one.next),
        },
        moved: one.moved.map(|text| day(&text)).transpose()?,
        mode: one.enter_days_before.map_or(Mode::Remind, |days_before| Mode::Enter { days_before }),
        by_cheque: one.by_cheque,
    })
}

fn recurrence(
    one: &ScheduleObject,
    day: &impl Fn(&str) -> Result<Date, String>,
) -> Result<Recurrence, String> {
    Ok(Recurrence {
        first: day(&one.first)?,
        every: every(&one.every)?,
        weekend: match one.weekend.as_ref() {
            "stay" => Weekend::Stay,
            "before" => Weekend::Before,
            "after" => Weekend::After,
            other => return Err(format!("“{other}” is nothing to do on a weekend")),
        },
        end: match (&one.until, one.count) {
            (None, None) => End::Never,
            (Some(last), None) => End::Until(day(last)?),
            (None, Some(count)) => End::Count(count),
            (Some(_), Some(_)) => return Err("it ends in two ways".into()),
        },
    })
}

fn every(every: &EveryObject) -> Result<Every, String> {
    let on: Option<Vec<MonthDay>> =
        every.on.as_deref().map(|on| on.split(',').map(|day| month_day(day.trim())).collect()).transpose()?;
    match (every.unit.as_str(), on.as_deref()) {
        ("days", None) => Ok(Every::Days(every.interval)),
        ("weeks", None) => Ok(Every::Weeks(every.interval)),
        ("months", Some([on])) => Ok(Every::Months(every.interval, *on)),
        ("months", Some(several)) => {
            let several = MonthDays::checked(several).map_err(|why| why.to_string())?;
            Ok(Every::MonthDays(every.interval, several))
        }
        ("years", Some([on])) => Ok(Every::Years(every.interval, *on)),
        (unit, _) => Err(format!("every so many “{unit}” is no rule")),
    }
}

fn month_day(text: &str) -> Result<MonthDay, String> {
    let odd = || format!("“{text}” is no day of a month");
    if text == "last" {
        return Ok(MonthDay::Last);
    }
    let Some((which, name)) = text.split_once(' ') else {
        return text.parse().map(MonthDay::Day).map_err(|_| odd());
    };
    let (weekday, _) = WEEKDAYS.iter().find(|(_, known)| *known == name).ok_or_else(odd)?;
    let which = if which == "last" { -1 } else { which.parse().map_err(|_| odd())? };
    Ok(MonthDay::Nth(which, *weekday))
}
