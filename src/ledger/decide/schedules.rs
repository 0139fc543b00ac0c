//! Schedules: adding and changing them, and what becomes of their occurrences.
//!
//! Entering one is one step with moving the schedule on, so that it happens
//! once however often, or from wherever, it is asked for.

mod draft;
mod names;

use jiff::civil::Date;

use super::cheques;
use super::facts::Facts;
use super::sheet::Sheet;
use super::told::described;
use super::transactions::checked_date;
use super::{Decision, Denied, Outcome};
use crate::ledger::change::{Change, Edit};
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::{Amount, Schedule, ScheduleCommand, ScheduleId, ScheduleRefusal, estimate};
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};

use draft::{add, edit};
use names::title;
pub(super) use names::{renamed, unnamed};

/// The most that are entered by themselves in one step of one schedule; the rest follows in the next.
const MOST_AT_ONCE: usize = 400;

pub(super) fn change<F: Facts>(sheet: &mut Sheet<F>, wanted: &ScheduleCommand) -> Outcome<Decision, F> {
    match wanted {
        ScheduleCommand::Add(draft) => add(sheet, draft),
        ScheduleCommand::Edit { id, draft } => edit(sheet, *id, draft),
        ScheduleCommand::Delete { id } => delete(sheet, *id),
        ScheduleCommand::Enter { id, occurrence, amount, date } => {
            let schedule = due(sheet, *id, *occurrence)?;
            enter(sheet, &schedule, *amount, *date)
        }
        ScheduleCommand::Skip { id, occurrence } => skip(sheet, *id, *occurrence),
        ScheduleCommand::Move { id, occurrence, date } => move_to(sheet, *id, *occurrence, *date),
        ScheduleCommand::EnterDue { today } => enter_due(sheet, *today),
    }
}

fn delete<F: Facts>(sheet: &mut Sheet<F>, id: ScheduleId) -> Outcome<Decision, F> {
    let schedule = sheet.schedule(id)?;
    let words = format!("Deleted the schedule {}", title(sheet, &schedule)?);
    sheet.changes.push(Change::Schedule(Edit::deleted(schedule)));
    Ok(sheet.done(words, None))
}

/// The schedule, where the occurrence that is meant is its next one.
pub(super) fn due<F: Facts>(
    sheet: &Sheet<F>,
    id: ScheduleId,
    occurrence: Option<u32>,
) -> Outcome<Schedule, F> {
    let schedule = sheet.schedule(id)?;
    if occurrence.is_some_and(|meant| meant != schedule.next) {
        return Err(ScheduleRefusal::OccurrenceGone(title(sheet, &schedule)?).into());
    }
    match schedule.due() {
        Some(_) => Ok(schedule),
        None => Err(ScheduleRefusal::Ended(title(sheet, &schedule)?).into()),
    }
}

fn enter<F: Facts>(
    sheet: &mut Sheet<F>,
    schedule: &Schedule,
    amount: Option<Minor>,
    date: Option<Date>,
) -> Outcome<Decision, F> {
    let amount = match amount {
        Some(amount) => amount,
        None => usual(sheet, schedule)?.ok_or(ScheduleRefusal::AmountMissing)?,
    };
    let transaction = entered(sheet, schedule, amount, date)?;
    let words = described(sheet, "Entered", &transaction)?;
    let id = transaction.id.0;
    sheet.changes.push(Change::Transaction(Edit::made(transaction)));
    sheet.alter_schedule(schedule.clone(), schedule.advanced());
    Ok(sheet.done(words, Some(id)))
}

fn skip<F: Facts>(sheet: &mut Sheet<F>, id: ScheduleId, occurrence: Option<u32>) -> Outcome<Decision, F> {
    let before = due(sheet, id, occurrence)?;
    let day = before.due().map(|one| one.date.to_string()).unwrap_or_default();
    let words = format!("Skipped {} of {day}", title(sheet, &before)?);
    let after = before.advanced();
    sheet.alter_schedule(before, after);
    Ok(sheet.done(words, Some(id.0)))
}

fn move_to<F: Facts>(
    sheet: &mut Sheet<F>,
    id: ScheduleId,
    occurrence: Option<u32>,
    date: Date,
) -> Outcome<Decision, F> {
    let before = due(sheet, id, occurrence)?;
    let date = checked_date(date)?;
    let own = before.recurrence.date(before.next);
    let after = Schedule { moved: Some(date).filter(|date| Some(*date) != own), ..before.clone() };
    let from = before.due().map(|one| one.date.to_string()).unwrap_or_default();
    let words = format!("Moved {} from {from} to {date}", title(sheet, &before)?);
    sheet.alter_schedule(before, after);
    Ok(sheet.done(words, Some(id.0)))
}

/// What cannot be entered (a closed account, nothing to estimate from) stays due and stops nothing else.
fn enter_due<F: Facts>(sheet: &mut Sheet<F>, today: Date) -> Outcome<Decision, F> {
    let mut made = Vec::new();
    for before in sheet.facts.schedules().map_err(Denied::Failed)? {
        let mut schedule = before.clone();
        for _ in 0..MOST_AT_ONCE {
            if schedule.enters_on().is_none_or(|day| day > today) {
                break;
            }
            let transaction = match usual(sheet, &schedule)? {
                Some(amount) => entered(sheet, &schedule, amount, None),
                None => break,
            };
            match transaction {
                Ok(transaction) => made.push(transaction),
                Err(Denied::Refused(_)) => break,
                Err(failed) => return Err(failed),
            }
            schedule = schedule.advanced();
        }
        sheet.alter_schedule(before, schedule);
    }
    let words = match made.as_slice() {
        [] => "Nothing is to be entered by itself".to_owned(),
        [one] => described(sheet, "Entered by itself:", one)?,
        many => format!("Entered {} scheduled transactions by themselves", many.len()),
    };
    sheet.changes.extend(made.into_iter().map(|one| Change::Transaction(Edit::made(one))));
    Ok(sheet.done(words, None))
}

/// The amount that an occurrence has unless somebody says another; none where it must be asked for.
fn usual<F: Facts>(sheet: &Sheet<F>, schedule: &Schedule) -> Outcome<Option<Minor>, F> {
    match schedule.amount {
        Amount::Fixed(amount) => Ok(Some(amount)),
        Amount::Estimated(_) => Ok(estimate(&sheet.facts.amounts_like(schedule).map_err(Denied::Failed)?)),
        Amount::Asked(_) => Ok(None),
    }
}

/// The cheque that it is paid by; none where it is paid otherwise, or the chequebooks are used up.
fn number<F: Facts>(sheet: &mut Sheet<F>, schedule: &Schedule, amount: Minor) -> Outcome<Option<String>, F> {
    match schedule.by_cheque && amount.is_negative() {
        true => cheques::next_number(sheet, schedule.account),
        false => Ok(None),
    }
}

/// The transaction that the next occurrence becomes.
fn entered<F: Facts>(
    sheet: &mut Sheet<F>,
    schedule: &Schedule,
    amount: Minor,
    date: Option<Date>,
) -> Outcome<Transaction, F> {
    let due = schedule.due().map(|one| one.date);
    let date = date.or(due).ok_or(ScheduleRefusal::NoSuch)?;
    let own = sheet.open_account(schedule.account)?;
    let side = |account, amount, memo: &str| Split {
        account,
        amount,
        value: amount,
        memo: memo.to_owned(),
        state: SplitState::Uncleared,
        bank_id: None,
        statement: None,
    };
    let mut splits = vec![side(own.id, amount, "")];
    for other in &schedule.others {
        sheet.open_account(other.account)?;
        let units = if schedule.others.len() == 1 { amount.negated() } else { other.amount };
        splits.push(side(other.account, units, &other.memo));
    }
    let id = sheet.fresh_transaction();
    let transaction = Transaction {
        id: TransactionId(id),
        place: id,
        date: checked_date(date)?,
        number: number(sheet, schedule, amount)?,
        payee: schedule.payee,
        memo: schedule.memo.clone(),
        currency: own.currency,
        splits,
        tags: schedule.tags.clone(),
        void: None,
    };
    let left_over = transaction.imbalance()?;
    if left_over.units() != 0 {
        return Err(Refusal::Unbalanced(own.currency.text(left_over)).into());
    }
    Ok(transaction)
}
