//! Schedules as the JSON that the log and the book keep; see [`super::stored`] for its duty.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, MonthDays, OtherSide, Recurrence, Schedule, ScheduleId,
    Weekend,
};
use crate::ledger::{AccountId, Minor, PayeeId, TagId};

#[derive(Serialize, Deserialize)]
pub struct StoredSchedule {
    id: i64,
    account: i64,
    payee: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    memo: String,
    /// Account, minor units, memo.
    others: Vec<(i64, i64, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<i64>,
    amount: StoredAmount,
    first: String,
    every: StoredEvery,
    /// "stay", "before" or "after".
    weekend: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    next: u32,
    /// Left out by older books, where the rule tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
    /// Entered by itself so many days before; none is reminded of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    enter: Option<u16>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_cheque: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredAmount {
    Fixed(i64),
    /// True into the account.
    Estimated(bool),
    Asked(bool),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredEvery {
    Days(u16),
    Weeks(u16),
    Months(u16, StoredDay),
    MonthDays(u16, Vec<StoredDay>),
    Years(u16, StoredDay),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredDay {
    Day(i8),
    Last,
    /// The first to fourth, or −1 for the last; and the weekday, Monday is 1.
    Nth(i8, i8),
}

pub fn schedule(schedule: &Schedule) -> StoredSchedule {
    let Recurrence { first, every, weekend, end } = schedule.recurrence;
    let other = |side: &OtherSide| (side.account.0, side.amount.units(), side.memo.clone());
    StoredSchedule {
        id: schedule.id.0,
        account: schedule.account.0,
        payee: schedule.payee.map(|payee| payee.0),
        memo: schedule.memo.clone(),
        others: schedule.others.iter().map(other).collect(),
        tags: schedule.tags.iter().map(|tag| tag.0).collect(),
        amount: amount(schedule.amount),
        first: first.to_string(),
        every: match every {
            Every::Days(n) => StoredEvery::Days(n),
            Every::Weeks(n) => StoredEvery::Weeks(n),
            Every::Months(n, on) => StoredEvery::Months(n, day(on)),
            Every::MonthDays(n, on) => StoredEvery::MonthDays(n, on.iter().map(day).collect()),
            Every::Years(n, on) => StoredEvery::Years(n, day(on)),
        },
        weekend: match weekend {
            Weekend::Stay => "stay".into(),
            Weekend::Before => "before".into(),
            Weekend::After => "after".into(),
        },
        until: if let End::Until(last) = end { Some(last.to_string()) } else { None },
        count: if let End::Count(count) = end { Some(count) } else { None },
        next: schedule.next,
        last: schedule.last.map(|date| date.to_string()),
        moved: schedule.moved.map(|date| date.to_string()),
        enter: if let Mode::Enter { days_before } = schedule.mode { Some(days_before) } else { None },
        by_cheque: schedule.by_cheque,
    }
}

fn amount(amount: Amount) -> StoredAmount {
    match amount {
        Amount::Fixed(units) => StoredAmount::Fixed(units.units()),
        Amount::Estimated(direction) => StoredAmount::Estimated(direction == Direction::In),
        Amount::Asked(direction) => StoredAmount::Asked(direction == Direction::In),
    }
}

fn day(on: MonthDay) -> StoredDay {
    match on {
        MonthDay::Day(day) => StoredDay::Day(day),
        MonthDay::Last => StoredDay::Last,
        MonthDay::Nth(which, weekday) => StoredDay::Nth(which, weekday.to_monday_one_offset()),
    }
}

impl StoredSchedule {
    pub fn restored(self) -> Option<Schedule> {
        let other = |(account, units, memo)| {
            Some(OtherSide { account: AccountId(account), amount: Minor::amount(units).ok()?, memo })
        };
        let date = |text: String| text.parse().ok();
        let recurrence = Recurrence {
            first: date(self.first)?,
            every: self.every.restored()?,
            weekend: match self.weekend.as_str() {
                "before" => Weekend::Before,
                "after" => Weekend::After,
                _ => Weekend::Stay,
            },
            end: match (self.until, self.count) {
                (Some(last), _) => End::Until(date(last)?),
                (None, Some(count)) => End::Count(count),
                (None, None) => End::Never,
            },
        };
        Some(Schedule {
            id: ScheduleId(self.id),
            account: AccountId(self.account),
            payee: self.payee.map(PayeeId),
            memo: self.memo,
            others: self.others.into_iter().map(other).collect::<Option<_>>()?,
            tags: self.tags.into_iter().map(TagId).collect(),
            amount: self.amount.restored()?,
            recurrence,
            next: self.next,
            last: match self.last {
                Some(text) => Some(date(text)?),
                None => Schedule::last_by_rule(recurrence, self.next),
            },
            moved: match self.moved {
                Some(text) => Some(date(text)?),
                None => None,
            },
            mode: self.enter.map_or(Mode::Remind, |days_before| Mode::Enter { days_before }),
            by_cheque: self.by_cheque,
        })
    }
}

impl StoredAmount {
    fn restored(self) -> Option<Amount> {
        let direction = |is_in| if is_in { Direction::In } else { Direction::Out };
        Some(match self {
            StoredAmount::Fixed(units) => Amount::Fixed(Minor::amount(units).ok()?),
            StoredAmount::Estimated(is_in) => Amount::Estimated(direction(is_in)),
            StoredAmount::Asked(is_in) => Amount::Asked(direction(is_in)),
        })
    }
}

impl StoredEvery {
    fn restored(self) -> Option<Every> {
        Some(match self {
            StoredEvery::Days(n) => Every::Days(n),
            StoredEvery::Weeks(n) => Every::Weeks(n),
            StoredEvery::Months(n, on) => Every::Months(n, on.restored()?),
            StoredEvery::MonthDays(n, on) => {
                let days: Vec<MonthDay> = on.into_iter().map(StoredDay::restored).collect::<Option<_>>()?;
                Every::MonthDays(n, MonthDays::checked(&days).ok()?)
            }
            StoredEvery::Years(n, on) => Every::Years(n, on.restored()?),
        })
    }
}

impl StoredDay {
    fn restored(self) -> Option<MonthDay> {
        Some(match self {
            StoredDay::Day(day) => MonthDay::Day(day),
            StoredDay::Last => MonthDay::Last,
            StoredDay::Nth(which, weekday) => {
                MonthDay::Nth(which, Weekday::from_monday_one_offset(weekday).ok()?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn day() -> impl Strategy<Value = MonthDay> {
        prop_oneof![
            (1i8..=31).prop_map(MonthDay::Day),
            Just(MonthDay::Last),
            (1i8..=4).prop_map(|n| MonthDay::Nth(n, Weekday::Sunday)),
            Just(MonthDay::Nth(-1, Weekday::Monday)),
        ]
    }

    fn every() -> impl Strategy<Value = Every> {
        prop_oneof![
            (1u16..9).prop_map(Every::Days),
            (1u16..9).prop_map(Every::Weeks),
            (1u16..9, day()).prop_map(|(n, on)| Every::Months(n, on)),
            (1u16..9, day()).prop_map(|(n, on)| Every::Years(n, on)),
            (1u16..9, day(), day()).prop_filter_map("two days", |(n, one, other)| {
                Some(Every::MonthDays(n, MonthDays::checked(&[one, other]).ok()?))
            }),
        ]
    }

    fn amount() -> impl Strategy<Value = Amount> {
        prop_oneof![
            (-9_000i64..9_000).prop_map(|units| Amount::Fixed(Minor::amount(units).expect("small"))),
            Just(Amount::Estimated(Direction::In)),
            Just(Amount::Asked(Direction::Out)),
        ]
    }

    proptest! {
        #[test]
        fn a_schedule_is_read_as_it_was_written(
            every in every(),
            amount in amount(),
            weekend in prop_oneof![Just(Weekend::Stay), Just(Weekend::Before), Just(Weekend::After)],
            end in prop_oneof![Just(End::Never), Just(End::Count(3)), Just(End::Until(date(2030, 1, 1)))],
            mode in prop_oneof![Just(Mode::Remind), (0u16..9).prop_map(|days_before| Mode::Enter { days_before })],
            moved in prop_oneof![Just(None), Just(Some(date(2026, 2, 28)))],
            by_cheque in any::<bool>(),
        ) {
            let one = Schedule {
                id: ScheduleId(7),
                account: AccountId(1),
                payee: Some(PayeeId(3)),
                memo: "memo".into(),
                others: vec![OtherSide { account: AccountId(2), amount: Minor::ZERO, memo: "m".into() }],
                tags: vec![TagId(4)],
                amount,
                recurrence: Recurrence { first: date(2026, 1, 31), every, weekend, end },
                next: 2,
                last: Some(date(2026, 2, 17)),
                moved,
                mode,
                by_cheque,
            };
            let json = serde_json::to_string(&schedule(&one)).expect("JSON");
            let read: StoredSchedule = serde_json::from_str(&json).expect("read");
            prop_assert_eq!(read.restored(), Some(one.clone()));
            // An older book did not keep the day of the last one: its rule tells it.
            let mut older: serde_json::Value = serde_json::from_str(&json).expect("read");
            older.as_object_mut().expect("an object").remove("last");
            let read: StoredSchedule = serde_json::from_value(older).expect("read");
            let last = one.recurrence.nominal(1);
            prop_assert_eq!(read.restored(), Some(Schedule { last, ..one }));
        }
    }
}
