//! Schedules as they are typed: what is checked, and where a changed one goes on.

use super::super::facts::Facts;
use super::super::sheet::Sheet;
use super::super::transactions::checked_memo;
use super::super::{Decision, Outcome};
use super::names::title;
use crate::ledger::account::Account;
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::SplitDraft;
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, OtherSide, Recurrence, Schedule, ScheduleDraft, ScheduleId,
    ScheduleRefusal, Weekend,
};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

pub(super) fn add<F: Facts>(sheet: &mut Sheet<F>, draft: &ScheduleDraft) -> Outcome<Decision, F> {
    let id = ScheduleId(sheet.fresh_schedule());
    let schedule = written(sheet, id, draft)?;
    let words = format!("Added the schedule {}", title(sheet, &schedule)?);
    sheet.changes.push(Change::Schedule(Edit::made(schedule)));
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn edit<F: Facts>(
    sheet: &mut Sheet<F>,
    id: ScheduleId,
    draft: &ScheduleDraft,
) -> Outcome<Decision, F> {
    let before = sheet.schedule(id)?;
    let after = written(sheet, id, draft)?;
    let (next, moved) = place(&before, after.recurrence);
    let after = Schedule { next, moved, last: before.last, ..after };
    let words = format!("Changed the schedule {}", title(sheet, &after)?);
    sheet.alter_schedule(before, after);
    Ok(sheet.done(words, Some(id.0)))
}

/// Where a schedule goes on under another rule: after what was dealt with, which does not come again.
///
/// A number means the same occurrence for as long as the first date and the rhythm are the same, whatever the end and
/// the weekend. A rule that ends before it keeps its place, too: it goes on from there when it no longer ends.
fn place(before: &Schedule, rule: Recurrence) -> (u32, Option<Date>) {
    let was = before.recurrence;
    if (rule.first, rule.every) == (was.first, was.every) {
        return (before.next, before.moved);
    }
    let Some(last) = before.last else { return (0, None) };
    // What is moved off a weekend is still of its own month.
    let plain = Recurrence { end: End::Never, weekend: Weekend::Stay, ..rule };
    let next = goes_on(was.every, last, rule.every).and_then(|from| plain.next_from(from));
    (next.map_or(before.next, |(number, _)| number), None)
}

/// The first day on which another rule may go on, when the one that was has been dealt with up to `last`.
///
/// Whoever pays every three months and now does so on another day has paid for these three months: what is nearer than
/// half of them would be the same bill again. Months and weeks are those of the calendar.
fn goes_on(was: Every, last: Date, rule: Every) -> Option<Date> {
    let more_than_half = |one: u16, other: u16| i64::from(one.min(other) / 2) + 1;
    match (was, rule) {
        (Every::MonthDays(one, days), Every::MonthDays(other, now))
            if one == other && days.count() == now.count() =>
        {
            // The first of them was the first, wherever in the month it is now.
            let place = days.within(last)?.into_iter().position(|day| day == last)?;
            let same = now.within(last)?.get(place).copied()?;
            last.max(same).tomorrow().ok()
        }
        // Else nothing tells which of several days one stands for.
        (Every::MonthDays(..), _) | (_, Every::MonthDays(..)) => last.tomorrow().ok(),
        (Every::Days(one), Every::Days(other)) => {
            last.checked_add(Span::new().try_days(more_than_half(one, other)).ok()?).ok()
        }
        (Every::Weeks(one), Every::Weeks(other)) => {
            let monday = last.checked_sub(i64::from(last.weekday().to_monday_zero_offset()).days()).ok()?;
            monday.checked_add(Span::new().try_weeks(more_than_half(one, other)).ok()?).ok()
        }
        _ => match (months(was), months(rule)) {
            (Some(one), Some(other)) => {
                let months = Span::new().try_months(more_than_half(one, other)).ok()?;
                last.first_of_month().checked_add(months).ok()
            }
            _ => last.tomorrow().ok(),
        },
    }
}

/// How many months are between two dates of a rule that counts in months.
fn months(every: Every) -> Option<u16> {
    match every {
        Every::Months(n, _) => Some(n),
        Every::Years(n, _) => Some(n.saturating_mul(12)),
        Every::Days(_) | Every::Weeks(_) | Every::MonthDays(..) => None,
    }
}

/// The schedule that a draft describes, before its first occurrence.
fn written<F: Facts>(sheet: &mut Sheet<F>, id: ScheduleId, draft: &ScheduleDraft) -> Outcome<Schedule, F> {
    let account = sheet.open_account(draft.account)?;
    if !account.kind.is_register() {
        return Err(Refusal::NotARegister(account.name).into());
    }
    if matches!((draft.amount, draft.mode), (Amount::Asked(_), Mode::Enter { .. })) {
        return Err(ScheduleRefusal::AskedByItself.into());
    }
    Ok(Schedule {
        id,
        account: account.id,
        payee: sheet.payee(draft.payee.as_deref())?,
        memo: checked_memo(&draft.memo)?,
        others: others(sheet, &account, draft)?,
        tags: sheet.tags(&draft.tags)?,
        amount: draft.amount,
        recurrence: draft.recurrence.checked().map_err(ScheduleRefusal::NoRule)?,
        next: 0,
        last: None,
        moved: None,
        mode: draft.mode,
        by_cheque: draft.by_cheque,
    })
}

fn others<F: Facts>(
    sheet: &mut Sheet<F>,
    own: &Account,
    draft: &ScheduleDraft,
) -> Outcome<Vec<OtherSide>, F> {
    if draft.others.is_empty() {
        return Err(Refusal::OneSided.into());
    }
    let fixed = match draft.amount {
        Amount::Fixed(amount) if amount.units() == 0 => return Err(ScheduleRefusal::AmountMissing.into()),
        Amount::Fixed(amount) => Some(amount),
        _ if draft.others.len() > 1 => return Err(ScheduleRefusal::SplitNotFixed.into()),
        _ => None,
    };
    let mut sides = Vec::with_capacity(draft.others.len());
    for other in &draft.others {
        sides.push(other_side(sheet, own, other, fixed.is_some(), draft.amount.direction())?);
    }
    if let Some(amount) = fixed {
        let sum = Minor::sum(sides.iter().map(|side| side.amount).chain([amount]))?;
        if sum.units() != 0 {
            return Err(Refusal::Unbalanced(own.currency.text(sum.negated())).into());
        }
    }
    Ok(sides)
}

fn other_side<F: Facts>(
    sheet: &mut Sheet<F>,
    own: &Account,
    other: &SplitDraft,
    is_fixed: bool,
    direction: Direction,
) -> Outcome<OtherSide, F> {
    // Whether a new category is an expense or an income is told by the sign.
    let sign = if direction == Direction::Out { 1 } else { -1 };
    let amount = if is_fixed { other.amount } else { Minor::amount(sign)? };
    let account = sheet.target(&other.target, amount, own.currency)?;
    if account.id == own.id {
        return Err(Refusal::AlreadyThere(account.name).into());
    }
    if account.currency != own.currency {
        let (ours, theirs) = (own.currency.code().to_owned(), account.currency.code().to_owned());
        return Err(Refusal::CurrencyMix(ours, theirs).into());
    }
    let amount = if is_fixed { other.amount } else { Minor::ZERO };
    Ok(OtherSide { account: account.id, amount, memo: checked_memo(&other.memo)? })
}
