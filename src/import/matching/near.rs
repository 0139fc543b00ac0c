//! Rule 4: an entry of the same amount a few days away.
//!
//! The nearest date goes first. Where several lines and as many entries stand
//! equally near, any pairing leaves the same book, so they are paired in order.
//! Where their numbers differ somebody would have to be guessed: then none is
//! linked and the reason says so. Two cheques of different numbers never match.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Account, Progress, cheque_number};
use crate::import::text::counted;
use crate::ledger::Minor;

/// How far the bank's date may be from the entry's.
const FURTHEST_DAYS: i64 = 3;

/// What is said of a line that could be one of several entries.
pub const DOUBT: &str = "Added as new. Your book has this amount near this date, but more than one entry could be \
    meant; look whether it is there twice now.";

/// Lines, or entries, of one amount by their date.
type ByDate = BTreeMap<Date, Vec<usize>>;

/// Whether lines and entries that are compared have a cheque number. Both never do: [`super::link`] has had them.
const WHO_HAS_A_NUMBER: [(bool, bool); 3] = [(false, false), (true, false), (false, true)];

/// Lines and entries that are equally near to each other.
struct Group {
    lines: Vec<usize>,
    entries: Vec<usize>,
    /// Whether some of the entries are as near to lines of another day.
    contested: bool,
}

pub fn entries<R: Clone>(account: &Account<R>, progress: &mut Progress<R>) {
    if !progress.free.contains(&true) {
        return;
    }
    for days in 0..=FURTHEST_DAYS {
        for who in WHO_HAS_A_NUMBER {
            for group in groups(account, progress, days, who) {
                if group.contested || group.lines.len() != group.entries.len() {
                    doubt(&group, progress);
                } else {
                    link(account, &group, days, progress);
                }
            }
        }
    }
}

/// What is still free and exactly so many days apart. Taken at once, so that no group depends on what became of another.
fn groups<R: Clone>(
    account: &Account<R>,
    progress: &Progress<R>,
    days: i64,
    (line_has, entry_has): (bool, bool),
) -> Vec<Group> {
    let has_number = |number: &Option<String>| cheque_number(number.as_deref()).is_some();
    let lines = account.lines.iter().enumerate();
    let lines = by_amount(lines.filter_map(|(index, line)| {
        let counts =
            progress.is_open(index) && !progress.doubtful[index] && has_number(&line.number) == line_has;
        counts.then_some((line.amount, line.date, index))
    }));
    let entries = account.entered.iter().enumerate();
    let entries = by_amount(entries.filter_map(|(index, entry)| {
        let counts = progress.free[index] && has_number(&entry.number) == entry_has;
        counts.then_some((entry.amount, entry.date, index))
    }));
    let pairs = lines.iter().filter_map(|(amount, lines)| Some((lines, entries.get(amount)?)));
    pairs.flat_map(|(lines, entries)| groups_of_amount(lines, entries, days)).collect()
}

fn by_amount(items: impl Iterator<Item = (Minor, Date, usize)>) -> HashMap<Minor, ByDate> {
    let mut by_amount: HashMap<Minor, ByDate> = HashMap::new();
    for (amount, date, index) in items {
        by_amount.entry(amount).or_default().entry(date).or_default().push(index);
    }
    by_amount
}

fn groups_of_amount(lines: &ByDate, entries: &ByDate, days: i64) -> Vec<Group> {
    let mut groups = Vec::new();
    for (date, on_date) in lines {
        let reached: Vec<Date> =
            apart(*date, days).into_iter().filter(|date| entries.contains_key(date)).collect();
        if reached.is_empty() {
            continue;
        }
        let contested = reached.iter().any(|reached| {
            apart(*reached, days).iter().any(|other| other != date && lines.contains_key(other))
        });
        let entries = reached.iter().filter_map(|date| entries.get(date)).flatten().copied().collect();
        groups.push(Group { lines: on_date.clone(), entries, contested });
    }
    groups
}

/// The one or two dates so many days away.
fn apart(date: Date, days: i64) -> Vec<Date> {
    let mut dates: Vec<Date> =
        [days, -days].into_iter().filter_map(|days| date.checked_sub(days.days()).ok()).collect();
    dates.dedup();
    dates
}

fn link<R: Clone>(account: &Account<R>, group: &Group, days: i64, progress: &mut Progress<R>) {
    for (line, entry) in group.lines.iter().zip(&group.entries) {
        let reason = match days {
            0 => "You entered this amount on the same day.".into(),
            _ => {
                let away = counted(days.unsigned_abs(), "day", "days");
                format!("You entered this amount on {}, {away} away.", account.entered[*entry].date)
            }
        };
        progress.link(*line, account, *entry, reason);
    }
}

/// Leaves lines and entries that cannot be told apart.
fn doubt<R>(group: &Group, progress: &mut Progress<R>) {
    for entry in &group.entries {
        progress.free[*entry] = false;
    }
    for line in &group.lines {
        progress.doubtful[*line] = true;
    }
}
