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
    let after = Schedule { next, moved, ..after };
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
    let Some(last) = before.next.checked_sub(1) else { return (0, None) };
    let endless = Recurrence { end: End::Never, ..rule };
    let next = after(was, last, rule).and_then(|from| endless.next_from(from));
    (next.map_or(before.next, |(number, _)| number), None)
}

/// The day from which another rule goes on, after occurrence `last` of the one that was.
fn after(was: Recurrence, last: u32, rule: Recurrence) -> Option<Date> {
    let was = Recurrence { end: End::Never, ..was };
    let is_only_the_day = match (was.every, rule.every) {
        (Every::Months(n, _), Every::Months(m, _)) | (Every::Years(n, _), Every::Years(m, _)) => {
            (n, was.first) == (m, rule.first)
        }
        _ => false,
    };
    if is_only_the_day {
        // Paid on the 1st, from now on the 3rd: the 3rd of the same month would be the same bill again.
        let month = Recurrence { weekend: Weekend::Stay, ..was }.date(last)?;
        return month.last_of_month().tomorrow().ok();
    }
    was.date(last)?.tomorrow().ok()
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
