//! Which lines are what schedules expect.
//!
//! Pure, and after everything else: only a line that the book has not got, or
//! may not have, can be an occurrence of a schedule. It changes no fate. Of all
//! pairs of a line and an occurrence that could belong together the best
//! one-to-one assignment is taken, so that no occurrence comes twice.
//!
//! | what | |
//! |---|---|
//! | the amount | as the schedule [expects](Expects) it |
//! | the day | near its own, by the period of the rule ([`Recurrence::leeway_days`]) |
//! | the payee | alike; where any amount will do, the same. Where one of the two names nobody, a fixed amount has to do |
//! | another payee, but the fixed amount; or one that is only alike, and any amount | is offered, and entered only when the user says so |
//!
//! [`Recurrence::leeway_days`]: crate::ledger::schedule::Recurrence::leeway_days

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::assign::{Assignment, Pair};
use super::component::{Component, Scored, components};
use super::crowd::nearest_first;
use super::score::Traits;
use super::{Fate, Incoming, Verdict};
use crate::import::text::counted;
use crate::import::words::Likeness;
use crate::ledger::schedule::{Expects, Occurrence, Schedule, ScheduleId};

/// So many lines and occurrences that hang together are weighed against each other; of more the nearest pairs are taken.
const LARGEST_COMPONENT: usize = 400;

/// The most occurrences of one schedule that a file is searched for.
const MOST_OCCURRENCES: usize = 500;

/// What is expected in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// As it is seen from this account.
    pub schedule: Schedule,
    /// What people know it by.
    pub title: String,
    pub payee: Option<String>,
    /// What stands in the category column.
    pub category: String,
    /// By name.
    pub tags: Vec<String>,
    /// The amounts that an estimate rests on, newest first.
    pub latest: Vec<i64>,
}

/// A line that is an occurrence of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which of the account's schedules.
    pub scheduled: usize,
    pub occurrence: Occurrence,
    /// Else it is only offered.
    pub is_certain: bool,
    /// A sentence for people.
    pub reason: String,
}

/// Occurrences that lines of a file are already.
pub type Taken = HashSet<(ScheduleId, u32)>;

/// By line: what it is of `scheduled`. `verdicts` are by line; what is found is added to `taken`.
pub fn dues<R>(
    lines: &[&Incoming],
    verdicts: &[Verdict<R>],
    scheduled: &[Scheduled],
    taken: &mut Taken,
) -> Vec<Option<Due>> {
    let mut dues = vec![None; lines.len()];
    let search = Search::new(lines, verdicts, scheduled, taken);
    let found: Vec<Scored> = components(search.scored()).iter().flat_map(assigned).collect();
    let name = |pair: &Scored| {
        let (at, occurrence) = search.occurrences[pair.entry];
        (scheduled[at].schedule.id, occurrence.number)
    };
    let certain: Taken = found.iter().filter(|pair| pair.points >= CERTAIN).map(name).collect();
    taken.extend(found.iter().map(name));
    for pair in found {
        dues[pair.line] = Some(search.due(pair, &certain));
    }
    dues
}

struct Search<'a> {
    lines: &'a [&'a Incoming],
    scheduled: &'a [Scheduled],
    /// The lines that can be due, by their days.
    open: Vec<(Date, usize)>,
    /// What can come: which schedule, and when.
    occurrences: Vec<(usize, Occurrence)>,
}

impl<'a> Search<'a> {
    fn new<R>(
        lines: &'a [&'a Incoming],
        verdicts: &[Verdict<R>],
        scheduled: &'a [Scheduled],
        taken: &Taken,
    ) -> Search<'a> {
        let mut search = Search { lines, scheduled, open: Vec::new(), occurrences: Vec::new() };
        if scheduled.is_empty() {
            return search;
        }
        let is_open = |verdict: &Verdict<R>| matches!(verdict.fate, Fate::New | Fate::Doubtful(_));
        let open = lines.iter().zip(verdicts).enumerate().filter(|(_, (_, verdict))| is_open(verdict));
        search.open = open.map(|(at, (line, _))| (line.date, at)).collect();
        search.open.sort_unstable();
        for (at, one) in scheduled.iter().enumerate() {
            let free = search.within(&one.schedule).into_iter();
            let free = free.filter(|found| !taken.contains(&(one.schedule.id, found.number)));
            search.occurrences.extend(free.map(|found| (at, found)));
        }
        search
    }

    /// The occurrences of a schedule that a line can be near to.
    fn within(&self, schedule: &Schedule) -> Vec<Occurrence> {
        let (Some((first, _)), Some((last, _))) = (self.open.first(), self.open.last()) else {
            return Vec::new();
        };
        let leeway = schedule.recurrence.leeway_days();
        let (first, last) = (plus(*first, -leeway), plus(*last, leeway));
        // What was due long before the file begins is passed by in one step.
        let from = schedule.recurrence.next_from(first).map_or(schedule.next, |(number, _)| number);
        let due = schedule.due().filter(|due| due.date >= first && due.date <= last);
        let later = schedule.recurrence.dates_from(from.max(schedule.next.saturating_add(1)));
        let later = later.take_while(|(_, date)| *date <= last).take(MOST_OCCURRENCES);
        due.into_iter().chain(later.map(|(number, date)| Occurrence { number, date })).collect()
    }

    /// Every pair that could be, in the order of the lines.
    fn scored(&self) -> Vec<Scored> {
        let mut traits: HashMap<usize, Traits> = HashMap::new();
        let mut scored = Vec::new();
        for (entry, (at, occurrence)) in self.occurrences.iter().enumerate() {
            let one = &self.scheduled[*at];
            let (expects, leeway) =
                (one.schedule.expects(&one.latest), one.schedule.recurrence.leeway_days());
            let wanted = Traits::of_payee(occurrence.date, &one.payee_or_memo());
            let from = self.open.partition_point(|(date, _)| *date < plus(occurrence.date, -leeway));
            let near =
                self.open[from..].iter().take_while(|(date, _)| *date <= plus(occurrence.date, leeway));
            for (_, line) in near.filter(|(_, line)| expects.holds(self.lines[*line].amount)) {
                let own = traits.entry(*line).or_insert_with(|| Traits::of_line(self.lines[*line]));
                let points = points(own, &wanted, expects);
                scored.extend(points.map(|points| Scored { line: *line, entry, points }));
            }
        }
        scored.sort_by_key(|pair| (pair.line, pair.entry));
        scored
    }

    fn due(&self, pair: Scored, certain: &Taken) -> Due {
        let (scheduled, occurrence) = self.occurrences[pair.entry];
        let Scheduled { title, schedule, .. } = &self.scheduled[scheduled];
        let is_certain = pair.points >= CERTAIN;
        let what = format!("{title}, due {}", occurrence.date);
        let reason = match is_certain {
            true => format!("{what}: this enters it.{}", passed_over(schedule, occurrence, certain)),
            false => format!("This could be {what}. It is entered only if you say so."),
        };
        Due { scheduled, occurrence, is_certain, reason }
    }
}

/// What is said of the occurrences that come before this one and are in no line.
fn passed_over(schedule: &Schedule, occurrence: Occurrence, certain: &Taken) -> String {
    let passed: Vec<Occurrence> = schedule.passed_over(occurrence.number).take(MOST_OCCURRENCES).collect();
    let is_missing = |one: &&Occurrence| !certain.contains(&(schedule.id, one.number));
    let missing: Vec<&Occurrence> = passed.iter().rev().take_while(is_missing).collect();
    match missing.as_slice() {
        [] => String::new(),
        [only] => format!(" The one due {} is passed over.", only.date),
        [.., first] => {
            let many = counted(missing.len() as u64, "one", "ones");
            format!(" The {many} before it, from {} on, are passed over.", first.date)
        }
    }
}

impl Scheduled {
    /// Whom a line has to be like.
    fn payee_or_memo(&self) -> String {
        self.payee.clone().unwrap_or_else(|| self.schedule.memo.clone())
    }
}

/// From here on a pair is taken without being asked.
const CERTAIN: i32 = 50;

/// How well a line fits what is expected; none where it does not. Of equals the nearer in days is better.
fn points(line: &Traits, wanted: &Traits, expects: Expects) -> Option<i32> {
    let is_exact = matches!(expects, Expects::Exactly(_));
    let payee = match line.payee_likeness(wanted) {
        Likeness::Same => 90,
        // A word in common and any amount may be anybody.
        Likeness::Alike if matches!(expects, Expects::Any(_)) => 40,
        Likeness::Alike => 80,
        Likeness::Unknown if is_exact => 70,
        Likeness::Strangers if is_exact => 40,
        _ => return None,
    };
    let days = i32::try_from(line.days_from(wanted)).ok()?;
    Some(payee + if is_exact { 5 } else { 0 } - days)
}

/// The best assignment of what hangs together; in a crowd the best pairs first.
fn assigned(component: &Component) -> Vec<Scored> {
    if component.lines.len() + component.entries.len() > LARGEST_COMPONENT {
        return nearest_first(component.pairs.clone());
    }
    let place = |all: &[usize]| -> HashMap<usize, usize> {
        all.iter().enumerate().map(|(place, index)| (*index, place)).collect()
    };
    let (lines, entries) = (place(&component.lines), place(&component.entries));
    let pair = |pair: &Scored| Pair {
        left: lines[&pair.line],
        right: entries[&pair.entry],
        worth: i64::from(pair.points),
    };
    let pairs: Vec<Pair> = component.pairs.iter().map(pair).collect();
    let best = Assignment::best(lines.len(), entries.len(), &pairs);
    let is_best = |pair: &&Scored| best.right_of(lines[&pair.line]) == Some(entries[&pair.entry]);
    component.pairs.iter().filter(is_best).copied().collect()
}

fn plus(date: Date, days: i32) -> Date {
    let end = if days < 0 { Date::MIN } else { Date::MAX };
    jiff::Span::new().try_days(days).and_then(|days| date.checked_add(days)).unwrap_or(end)
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
