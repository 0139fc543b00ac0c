//! Rule 5: entries of the same amount, by points and one best assignment.
//!
//! Every pair of a line and an entry that could belong together has its
//! [points](super::score). Over all of them the best one-to-one assignment is
//! taken; a pair of it is linked when it has enough points and when the book
//! would be clearly worse off with any other choice. Else the line is *asked*:
//! it is in doubt, with the entries that could be meant.
//!
//! Which of two lines goes with which of two entries is no choice when both
//! go with one: either way leaves the same book. So only those choices count
//! that link another entry, or another line. Twins, which nothing tells apart,
//! are no choice either.
//!
//! So many of one amount that weighing them would take long go to the nearest first; there, too, a line is linked
//! only where no other of the same worth is left, and everybody who is not is asked.

use std::collections::{HashMap, HashSet};

use super::assign::{Assignment, Pair};
use super::component::{Component, Scored, components, near};
use super::crowd::{clear, nearest_first};
use super::score::{ASK, LINK, MARGIN, Traits};
use super::{Account, Candidate, Doubt, Entered, Progress};
use crate::import::text::counted;
use crate::import::words::Likeness;
use crate::ledger::{Minor, Stage, Stopped, Watch};

/// Of so many entries the user chooses at most.
const MOST_OFFERED: usize = 9;

/// So many lines and entries that hang together are weighed against each other; of more only the nearest pairs are.
const LARGEST_COMPONENT: usize = 600;

/// One point in units of an assignment's worth. Below it equal points are decided: in favour of the order of dates.
const POINT: i64 = 1 << 20;

struct Compared<'a, R> {
    account: &'a Account<R>,
    lines: HashMap<usize, Traits>,
    entries: HashMap<usize, Traits>,
}

pub fn settle<R: Clone>(
    account: &Account<R>,
    progress: &mut Progress<R>,
    watch: &dyn Watch,
) -> Result<(), Stopped> {
    let mut entries: HashMap<Minor, Vec<usize>> = HashMap::new();
    for (index, entry) in account.entered.iter().enumerate().filter(|(index, _)| progress.free[*index]) {
        entries.entry(entry.amount).or_default().push(index);
    }
    if entries.is_empty() {
        return Ok(());
    }
    let mut lines: HashMap<Minor, Vec<usize>> = HashMap::new();
    for (index, line) in account.lines.iter().enumerate().filter(|(index, _)| progress.is_open(*index)) {
        if entries.contains_key(&line.amount) {
            lines.entry(line.amount).or_default().push(index);
        }
    }
    let of = lines.values().map(Vec::len).sum();
    let mut done = 0;
    for (amount, lines) in lines {
        watch.at(Stage::Comparing, done, of)?;
        done += lines.len();
        let compared = Compared::new(account, lines, &entries[&amount]);
        for component in compared.components() {
            compared.settle(&component, progress);
        }
        compared.ask(progress);
    }
    Ok(())
}

impl<'a, R: Clone> Compared<'a, R> {
    fn new(account: &'a Account<R>, lines: Vec<usize>, entries: &[usize]) -> Self {
        let of_line = |line: usize| (line, Traits::of_line(&account.lines[line]));
        let of_entry = |entry: &usize| (*entry, Traits::of_entry(&account.entered[*entry]));
        Compared {
            account,
            lines: lines.into_iter().map(of_line).collect(),
            entries: entries.iter().map(of_entry).collect(),
        }
    }

    /// Every pair that is worth asking about, in the order of the lines.
    fn scored(&self) -> Vec<Scored> {
        let by_day = self.by_day(|_| true);
        let nearest = self.nearest(&by_day, |_| true);
        nearest.into_iter().flat_map(|(_, pairs)| pairs).collect()
    }

    /// The entries in the order of their days.
    fn by_day(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<(i32, usize)> {
        let wanted = self.entries.iter().filter(|(entry, _)| is_wanted(**entry));
        let mut by_day: Vec<(i32, usize)> = wanted.map(|(entry, traits)| (traits.day, *entry)).collect();
        by_day.sort_unstable();
        by_day
    }

    /// The lines in their order, each with its rank on its day and the pairs that it could be.
    fn nearest(
        &self,
        by_day: &[(i32, usize)],
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Vec<Scored>)> {
        let mut lines: Vec<usize> = self.lines.keys().copied().filter(|line| is_wanted(*line)).collect();
        lines.sort_unstable();
        let mut ranks: HashMap<i32, usize> = HashMap::new();
        let pairs = lines.into_iter().map(|line| {
            let traits = &self.lines[&line];
            let rank = ranks.entry(traits.day).or_default();
            let near = near(by_day, traits.day, *rank).into_iter().filter_map(|entry| {
                let points = traits.score(&self.entries[&entry]).filter(|points| *points >= ASK)?;
                Some(Scored { line, entry, points })
            });
            let pairs = (*rank, near.collect());
            *rank += 1;
            pairs
        });
        pairs.collect()
    }

    fn components(&self) -> Vec<Component> {
        components(self.scored())
    }

    fn settle(&self, component: &Component, progress: &mut Progress<R>) {
        if component.lines.len() + component.entries.len() > LARGEST_COMPONENT {
            return self.settle_crowd(component, progress);
        }
        let local = |all: &[usize]| -> HashMap<usize, usize> {
            all.iter().enumerate().map(|(place, index)| (*index, place)).collect()
        };
        let (lines, entries) = (local(&component.lines), local(&component.entries));
        let worth = |pair: &Scored| {
            let days = i64::from(self.lines[&pair.line].days_from(&self.entries[&pair.entry]));
            i64::from(pair.points) * POINT - days * days
        };
        let pairs = component.pairs.iter();
        let pairs: Vec<Pair> = pairs
            .map(|pair| Pair { left: lines[&pair.line], right: entries[&pair.entry], worth: worth(pair) })
            .collect();
        let best = Assignment::best(lines.len(), entries.len(), &pairs);
        let weighed = Weighed::new(component, best);
        let certain = component.pairs.iter().filter(|pair| {
            let (left, right) = (lines[&pair.line], entries[&pair.entry]);
            pair.points >= LINK && self.is_certain(&weighed, left, right)
        });
        let certain: Vec<Scored> = certain.copied().collect();
        for pair in certain {
            progress.link(pair.line, self.account, pair.entry, self.reason(pair));
        }
    }

    /// Whether the assignment has this pair, and any other choice is clearly worse.
    fn is_certain(&self, weighed: &Weighed, left: usize, right: usize) -> bool {
        if weighed.best.right_of(left) != Some(right) {
            return false;
        }
        let entry = |right: usize| &self.entries[&weighed.component.entries[right]];
        let line = |left: usize| &self.lines[&weighed.component.lines[left]];
        // What somebody entered without a payee may be anything: only the bank's own lines are twins without one.
        let is_twin =
            |other: &usize| entry(*other).names_somebody() && entry(*other).is_twin_of(entry(right));
        let twins: Vec<usize> = weighed.free_rights.iter().copied().filter(is_twin).collect();
        let is_twin = |other: &usize| line(*other).is_twin_of(line(left));
        let twin_lines: Vec<usize> = weighed.free_lefts.iter().copied().filter(is_twin).collect();
        let clear = i64::from(MARGIN) * POINT - POINT / 2;
        weighed.best.loss_without_right(left, &twins) >= clear
            && weighed.best.loss_without_left(right, &twin_lines) >= clear
    }

    /// So many of one amount that weighing them would take long: the nearest first.
    fn settle_crowd(&self, component: &Component, progress: &mut Progress<R>) {
        let enough = component.pairs.iter().filter(|pair| pair.points >= LINK);
        let nearest = nearest_first(enough.copied().collect());
        let lines = kinds(&component.lines, |line: usize| Some(&self.lines[&line]));
        let named = |entry: usize| Some(&self.entries[&entry]).filter(|traits| traits.names_somebody());
        let entries = kinds(&component.entries, named);
        for pair in clear(&component.pairs, nearest, |line| lines[&line], |entry| entries[&entry]) {
            progress.link(pair.line, self.account, pair.entry, self.reason(pair));
        }
    }

    /// Whoever still has an entry that could be meant is asked.
    fn ask(&self, progress: &mut Progress<R>) {
        let by_day = self.by_day(|entry| progress.free[entry]);
        for (rank, mut pairs) in self.nearest(&by_day, |line| progress.is_open(line)) {
            pairs.sort_by_key(|pair| (-pair.points, pair.entry));
            let Some(best) = pairs.first().copied() else { continue };
            // Of a crowd that fits as well each line is offered others: it is not to run out of those that it may be.
            let equals = pairs.iter().take_while(|pair| pair.points == best.points).count();
            if equals > MOST_OFFERED {
                pairs[..equals].rotate_left(rank % equals);
            }
            pairs.truncate(MOST_OFFERED);
            let reason = if best.points < LINK || pairs.len() == 1 { ONE_DOUBT } else { DOUBT };
            let candidates = pairs.iter().map(|pair| self.candidate(*pair)).collect();
            progress.doubtful[best.line] = Some(Doubt { candidates, reason });
        }
    }

    fn candidate(&self, pair: Scored) -> Candidate<R> {
        Candidate { entry: self.account.entered[pair.entry].clone(), reason: self.reason(pair) }
    }

    fn reason(&self, pair: Scored) -> String {
        let entry = &self.account.entered[pair.entry];
        let (line, traits) = (&self.lines[&pair.line], &self.entries[&pair.entry]);
        let days = line.days_from(traits);
        let likeness = line.payee_likeness(traits);
        if traits.is_far_side() && days == 0 && likeness != Likeness::Strangers {
            return "A file of the other account of this transfer brought it into your book.".into();
        }
        let payee = match (likeness, called(entry)) {
            (Likeness::Unknown, _) | (_, None) => String::new(),
            (Likeness::Strangers, Some(name)) => format!(", but for “{name}”,"),
            (_, Some(name)) => format!(" for {name}"),
        };
        match days {
            0 => format!("You entered this amount{payee} on the same day."),
            days => {
                let away = counted(u64::from(days), "day", "days");
                format!("You entered this amount{payee} on {}, {away} away.", entry.date)
            }
        }
    }
}

/// Whom an entry is for, in the middle of a sentence.
fn called<R>(entry: &Entered<R>) -> Option<String> {
    match &entry.far_side {
        _ if !entry.payee.is_empty() => Some(entry.payee.clone()),
        Some(far) => Some(format!("[{}]", far.accounts.first()?)),
        None => None,
    }
}

/// Twins have one number; what has no traits has no twin.
fn kinds<'t>(all: &[usize], traits: impl Fn(usize) -> Option<&'t Traits>) -> HashMap<usize, usize> {
    let mut known = HashMap::new();
    let numbered = all.iter().enumerate().map(|(at, node)| {
        let kind = traits(*node).map(|traits| *known.entry(traits.compared()).or_insert(at));
        (*node, kind.unwrap_or(at))
    });
    numbered.collect()
}

/// The assignment of a component, and who is left over by it.
struct Weighed<'c> {
    component: &'c Component,
    best: Assignment,
    free_lefts: Vec<usize>,
    free_rights: Vec<usize>,
}

impl<'c> Weighed<'c> {
    fn new(component: &'c Component, best: Assignment) -> Self {
        let lefts = 0..component.lines.len();
        let taken: HashSet<usize> = lefts.clone().filter_map(|left| best.right_of(left)).collect();
        Weighed {
            component,
            free_lefts: lefts.filter(|left| best.right_of(*left).is_none()).collect(),
            free_rights: (0..component.entries.len()).filter(|right| !taken.contains(right)).collect(),
            best,
        }
    }
}

/// What is said of a line that could be one of several entries.
const DOUBT: &str = "Your book has this amount near this date, but more than one entry could be meant.";

/// What is said of a line that could be an entry, or not.
const ONE_DOUBT: &str = "Your book has this amount near this date, but it may be something else.";
