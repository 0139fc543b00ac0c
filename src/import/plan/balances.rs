//! The bank's balance: what it is, what has to be there before it, and whether the register agrees.

use jiff::civil::Date;

use super::{Chosen, PlannedLine};
use crate::import::Statement;
use crate::import::agreement::{Agreement, Days, compare};
use crate::import::matching::Fate;
use crate::ledger::command::Opening;
use crate::ledger::{Currency, Minor};

/// The register as it will be, against the bank.
pub fn agreement(
    statement: &Statement,
    lines: &[Option<PlannedLine>],
    chosen: &Chosen,
    (before, mut days): Days,
    bank: Opening,
) -> Agreement {
    let held =
        || statement.lines.iter().zip(lines).filter_map(|(read, line)| Some((read.date, line.as_ref()?)));
    let of_bank: Vec<(Date, i64)> = held().map(|(date, line)| (date, line.amount.units())).collect();
    let taken = statement.lines.iter().zip(lines).enumerate();
    let taken = taken.filter(|(at, _)| !chosen.leave_out.contains(at));
    let taken = taken.filter_map(|(_, (read, line))| Some((read.date, line.as_ref()?)));
    days.extend(taken.filter_map(|(date, line)| brings(date, line)));
    compare((bank.date, bank.amount.units()), &of_bank, before, &days)
}

/// The day on which a line changes what the register holds, and by how much.
fn brings(date: Date, line: &PlannedLine) -> Option<(Date, i64)> {
    match line.verdict.fate {
        Fate::New | Fate::NewAlone => Some((date, line.amount.units())),
        Fate::Corrected { was, on, .. } => Some((on, line.amount.units() - was.units())),
        _ => None,
    }
}

/// The bank's own balance, where the file gives one with a date: the last of several.
pub fn bank_balance(statement: &Statement, currency: Currency) -> Option<Opening> {
    let (date, amount) = statement.booked()?;
    Some(Opening { date, amount: amount.to_minor(currency).ok()?.minor })
}

/// What was there the day before the first line, if the bank's balance comes after all lines.
pub fn opening(statement: &Statement, amounts: &[Option<Minor>], bank: Opening) -> Option<Opening> {
    let dates = || statement.lines.iter().map(|line| line.date);
    if dates().any(|date| date > bank.date) {
        return None;
    }
    // One line that cannot be counted, and the difference means nothing.
    let sum = Minor::sum(amounts.iter().copied().collect::<Option<Vec<_>>>()?).ok()?;
    let amount = bank.amount.plus(sum.negated()).ok()?;
    let amount = Minor::amount(amount.units()).ok()?;
    Some(Opening { date: dates().min().unwrap_or(bank.date).yesterday().unwrap_or(Date::MIN), amount })
}
