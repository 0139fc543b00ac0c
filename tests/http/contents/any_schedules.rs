//! Schedules of the books that could be anybody's.

use counterfoil::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, MonthDays, OtherSide, Recurrence, Schedule, ScheduleId,
    Weekend,
};
use counterfoil::ledger::{Account, Minor, PayeeId, TagId};
use jiff::civil::{Weekday, date};
use proptest::prelude::*;

use super::any::{day, minor, text};

fn rule() -> impl Strategy<Value = Recurrence> {
    let on = prop_oneof![
        (1i8..=31).prop_map(MonthDay::Day),
        Just(MonthDay::Last),
        (1i8..=4).prop_map(|nth| MonthDay::Nth(nth, Weekday::Tuesday)),
        Just(MonthDay::Nth(-1, Weekday::Friday)),
    ];
    let every = prop_oneof![
        (1u16..9).prop_map(Every::Days),
        (1u16..9).prop_map(Every::Weeks),
        (1u16..9, on.clone()).prop_map(|(n, on)| Every::Months(n, on)),
        (1u16..9, on.clone(), on.clone()).prop_filter_map("two days", |(n, one, other)| {
            Some(Every::MonthDays(n, MonthDays::checked(&[one, other]).ok()?))
        }),
        (1u16..9, on).prop_map(|(n, on)| Every::Years(n, on)),
    ];
    let weekend = prop_oneof![Just(Weekend::Stay), Just(Weekend::Before), Just(Weekend::After)];
    let end =
        prop_oneof![Just(End::Never), (1u32..9).prop_map(End::Count), Just(End::Until(date(2199, 1, 1)))];
    (day(), every, weekend, end).prop_map(|(first, every, weekend, end)| Recurrence {
        first,
        every,
        weekend,
        end,
    })
}

fn last_of(recurrence: Recurrence, next: u32) -> Option<jiff::civil::Date> {
    Schedule::last_by_rule(recurrence, next).filter(|day| day.year() < 2200)
}

/// From the first register into the third account, which has the same currency.
pub fn schedules(accounts: Vec<Account>) -> impl Strategy<Value = Vec<Schedule>> {
    let amount = prop_oneof![
        (1i64..9_000).prop_map(|units| Amount::Fixed(minor(-units))),
        Just(Amount::Estimated(Direction::In)),
        Just(Amount::Asked(Direction::Out)),
    ];
    let one = (amount, rule(), 0u32..9, proptest::option::of(day()), proptest::option::of(0u16..9), text());
    proptest::collection::vec(one, 0..4).prop_map(move |all| {
        let made = all.into_iter().enumerate().map(|(at, (amount, recurrence, next, moved, days, memo))| {
            let fixed = if let Amount::Fixed(amount) = amount { amount } else { Minor::ZERO };
            let days = days.filter(|_| !matches!(amount, Amount::Asked(_)));
            Schedule {
                id: ScheduleId(at as i64 + 1),
                account: accounts[0].id,
                payee: (at > 1).then_some(PayeeId(1)),
                memo: memo.clone(),
                others: vec![OtherSide { account: accounts[2].id, amount: fixed.negated(), memo }],
                tags: if at == 0 { vec![TagId(2)] } else { Vec::new() },
                amount,
                recurrence,
                next,
                last: last_of(recurrence, next),
                moved,
                mode: days.map_or(Mode::Remind, |days_before| Mode::Enter { days_before }),
                by_cheque: at == 0,
            }
        });
        // Of a rule that has no date at all no schedule is made.
        made.filter(|one| one.recurrence.checked().is_ok()).collect()
    })
}
