//! When a schedule comes again in the model, and what its next occurrence becomes.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::book::{Rule, Schedule, Side, State, Transaction, Unit};
use super::sides::checked;
use super::work::{Refused, Work};

/// The date by the rule, before it is moved off a weekend.
pub fn nominal(rule: &Rule, index: u32) -> Option<Date> {
    let steps = rule.interval * i64::from(index);
    match rule.unit {
        Unit::Days => rule.first.checked_add(steps.days()).ok(),
        Unit::Weeks => rule.first.checked_add((steps * 7).days()).ok(),
        Unit::Months => {
            let months = Span::new().try_months(steps).ok()?;
            let month = rule.first.first_of_month().checked_add(months).ok()?;
            let day = rule.first.day().min(month.days_in_month());
            Date::new(month.year(), month.month(), day).ok()
        }
    }
}

pub fn date(rule: &Rule, index: u32) -> Option<Date> {
    let date = nominal(rule, index)?;
    if rule.count.is_some_and(|count| index >= count) {
        return None;
    }
    let days = match (rule.weekend, date.weekday()) {
        ("before", Weekday::Saturday) => -1,
        ("before", Weekday::Sunday) => -2,
        ("after", Weekday::Saturday) => 2,
        ("after", Weekday::Sunday) => 1,
        _ => 0,
    };
    date.checked_add(days.days()).ok()
}

/// The day of the next one, where that is the one that is meant.
pub fn due(one: &Schedule, occurrence: Option<u32>) -> Result<Date, Refused> {
    if occurrence.is_some_and(|meant| meant != one.next) {
        return Err("occurrence-gone");
    }
    let date = date(&one.rule, one.next).ok_or("schedule-ended")?;
    Ok(one.moved.unwrap_or(date))
}

pub fn advanced(one: &Schedule) -> Schedule {
    let last = nominal(&one.rule, one.next).or(one.last);
    Schedule { next: one.next + 1, last, moved: None, ..one.clone() }
}

pub fn entered(work: &mut Work, one: &Schedule, amount: i64, day: Date) -> Result<i64, Refused> {
    work.open_account(one.account)?;
    let side = |account, amount, memo: &str| Side {
        account,
        amount,
        memo: memo.to_owned(),
        state: State::Uncleared,
        bank_id: None,
        statement: None,
    };
    let mut sides = vec![side(one.account, amount, "")];
    for (account, part, memo) in &one.others {
        work.open_account(*account)?;
        sides.push(side(*account, if one.others.len() == 1 { -amount } else { *part }, memo));
    }
    if sides.iter().map(|side| side.amount).sum::<i64>() != 0 {
        return Err("unbalanced");
    }
    let id = Work::take(&mut work.next.transaction);
    let (payee, memo, tags) = (one.payee, one.memo.clone(), one.tags.clone());
    let entry =
        Transaction { place: id, date: checked(day)?, number: None, payee, memo, sides, tags, void: None };
    work.put(id, entry);
    Ok(id)
}
