//! What the household keeps beside its entries: statements, chequebooks, and what comes again.
//!
//! All of it follows from the entries, so that every statement adds up, every
//! cheque is from a book, and nothing that comes again is entered twice.

use jiff::ToSpan;
use jiff::civil::Date;

use super::entry::{self, Entry, SAVINGS};
use super::household::{self, FIRST_CHEQUE};
use super::{Deed, Then};
use crate::ledger::cheque::{NewChequebook, PrintedNumber};
use crate::ledger::command::{Command, NewStatement, SplitDraft, Target};
use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, Recurrence, ScheduleCommand, ScheduleDraft, Weekend,
};
use crate::ledger::{AccountId, MoneyError, SplitState};

/// Cheques in one book.
const BOOK: u32 = 25;

/// The last day of the newest statement: it came, and is not reconciled yet.
pub fn newest_statement(today: Date) -> Date {
    today.first_of_month().saturating_sub(1.day())
}

/// Every month that is over but the last one is reconciled, for each of these accounts with what they opened with;
/// the last one is begun for the first account.
pub fn statements(
    entries: &[Entry],
    accounts: &[(AccountId, &'static str, i64)],
    today: Date,
) -> Result<Vec<Deed>, MoneyError> {
    let newest = newest_statement(today);
    let first = entries.iter().map(|entry| entry.date).min().unwrap_or(today);
    let months = |n: i64| first.first_of_month().saturating_add(n.months()).saturating_sub(1.day());
    let ends: Vec<Date> = (1..).map(months).take_while(|end| *end < newest).collect();
    let mut deeds = Vec::new();
    for (account, name, opening) in accounts {
        for end in &ends {
            let is_there = |entry: &&Entry| entry.state(today) == SplitState::Cleared;
            let closing = balance(entries.iter().filter(is_there), name, *opening, *end);
            deeds.push(Deed { command: begun(*account, *end, closing)?, then: Some(Then::Finish) });
        }
    }
    if let Some((account, name, opening)) = accounts.first() {
        // The bank knows what nobody has marked yet.
        let is_paid = entries.iter().filter(|entry| !entry.void && !entry.is_outstanding(today));
        let command = begun(*account, newest, balance(is_paid, name, *opening, newest))?;
        deeds.push(Deed { command, then: None });
    }
    Ok(deeds)
}

fn begun(account: AccountId, date: Date, closing: i64) -> Result<Command, MoneyError> {
    let closing = entry::amount(closing)?;
    Ok(Command::StartStatement(NewStatement {
        account,
        date,
        closing,
        tick_cleared: true,
        ticks: Vec::new(),
    }))
}

/// What an account has at the end of a day.
fn balance<'e>(entries: impl Iterator<Item = &'e Entry>, account: &str, opening: i64, until: Date) -> i64 {
    entries.filter(|entry| entry.date <= until).map(|entry| entry.puts_into(account)).sum::<i64>() + opening
}

/// Books for all cheques that were written, and the one in use.
pub fn chequebooks(entries: &[Entry], account: AccountId) -> Vec<Command> {
    let written = entries.iter().filter_map(|entry| entry.number.as_ref()?.parse::<u32>().ok());
    let last = written.max().unwrap_or(FIRST_CHEQUE);
    let printed = |number: u32| PrintedNumber { number: u64::from(number), digits: 6 };
    let firsts = (FIRST_CHEQUE..).step_by(BOOK as usize).take_while(|first| *first <= last + 1);
    let book = |first: u32| {
        let (from, to) = (printed(first), printed(first + BOOK - 1));
        let in_use = (first..first + BOOK).contains(&(last + 1));
        Command::AddChequebook(NewChequebook { account, first: from, last: to, next: None, in_use })
    };
    firsts.map(book).collect()
}

/// What comes again, each from its first date after today on.
pub fn schedules(account: AccountId, today: Date) -> Result<Vec<Command>, MoneyError> {
    let out = |units: i64| Ok::<_, MoneyError>(Amount::Fixed(entry::amount(-units)?));
    let (month, category) = (Every::Months, |name: &str| Target::Category(name.into()));
    let by_itself = Mode::Enter { days_before: 0 };
    let rent =
        bill("Oakfield Lettings", "Flat 4, standing order", category("Home:Rent"), out(household::RENT)?);
    let power =
        bill("Northlight Energy", "", category("Utilities:Electricity"), Amount::Estimated(Direction::Out));
    let home =
        bill("Shieldwell Home", "Contents", category("Home:Insurance"), out(household::HOME_INSURANCE)?);
    let motor = bill(
        "Shieldwell Motor",
        "Ask for another offer first",
        category("Car:Insurance"),
        Amount::Asked(Direction::Out),
    );
    let savings =
        bill("Standing order", "Rainy days", Target::Register(SAVINGS.into()), out(household::SAVED)?);
    let rules = [
        (rent, month(1, MonthDay::Day(1)), by_itself),
        (power, month(1, MonthDay::Day(3)), Mode::Remind),
        (home, month(3, MonthDay::Day(19)), Mode::Remind),
        (motor, Every::Years(1, MonthDay::Day(17)), Mode::Remind),
        (savings, month(1, MonthDay::Day(26)), by_itself),
    ];
    let due = [|_: Date| true, |_| true, household::is_home_insured, household::is_motor_insured, |_| true];
    let mut commands = Vec::new();
    for ((bill, every, mode), is_due) in rules.into_iter().zip(due) {
        let recurrence = after(today, every, Weekend::Stay, is_due);
        commands.push(add(ScheduleDraft { account, recurrence, mode, ..bill }));
    }
    commands.push(salary(account, today)?);
    Ok(commands)
}

fn salary(account: AccountId, today: Date) -> Result<Command, MoneyError> {
    let recurrence = after(today, Every::Months(1, MonthDay::Day(25)), Weekend::Before, |_| true);
    let paid = recurrence.date(0).unwrap_or(today);
    let sides = household::salary_sides(paid.year());
    let net = -sides.iter().map(|(_, units)| units).sum::<i64>();
    let others = sides.iter().map(|(name, units)| side(Target::Category((*name).into()), *units));
    Ok(add(ScheduleDraft {
        account,
        others: others.collect::<Result<_, _>>()?,
        recurrence,
        ..bill("Finch & Harbour Ltd", "Salary", Target::OpeningBalances, Amount::Fixed(entry::amount(net)?))
    }))
}

fn add(draft: ScheduleDraft) -> Command {
    Command::Schedule(ScheduleCommand::Add(draft))
}

/// The rule from its first date after today on that is due.
fn after(today: Date, every: Every, weekend: Weekend, is_due: impl Fn(Date) -> bool) -> Recurrence {
    let day = match every {
        Every::Months(_, MonthDay::Day(day)) | Every::Years(_, MonthDay::Day(day)) => day,
        _ => 1,
    };
    let rule = |first| Recurrence { first, every, weekend, end: End::Never };
    let from = today.first_of_month();
    let days = (0..=24).filter_map(|n: i64| from.saturating_add(n.months()).with().day(day).build().ok());
    let is_next = |first: &Date| is_due(*first) && rule(*first).date(0).is_some_and(|date| date > today);
    rule(days.filter(is_next).min().unwrap_or(today))
}

/// A schedule without its account, its rule and who enters it.
fn bill(payee: &str, memo: &str, target: Target, amount: Amount) -> ScheduleDraft {
    let other =
        SplitDraft { target, amount: opposite(amount), memo: String::new(), state: None, bank_id: None };
    ScheduleDraft {
        account: AccountId(0),
        payee: Some(payee.into()),
        memo: memo.into(),
        others: vec![other],
        tags: Vec::new(),
        amount,
        recurrence: Recurrence {
            first: Date::ZERO,
            every: Every::Days(1),
            weekend: Weekend::Stay,
            end: End::Never,
        },
        mode: Mode::Remind,
        by_cheque: false,
    }
}

fn opposite(amount: Amount) -> crate::ledger::Minor {
    match amount {
        Amount::Fixed(amount) => amount.negated(),
        _ => crate::ledger::Minor::ZERO,
    }
}

fn side(target: Target, units: i64) -> Result<SplitDraft, MoneyError> {
    Ok(SplitDraft { target, amount: entry::amount(units)?, memo: String::new(), state: None, bank_id: None })
}
