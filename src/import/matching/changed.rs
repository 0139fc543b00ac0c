//! Rules 3 and 6: a movement that the bank tells otherwise than last time.
//!
//! Some banks give one movement another id in every export. Others list it
//! before it is booked, and then move it to another day, call it otherwise or
//! book another amount; and two layouts of one bank may give the day of the
//! purchase and the day of the posting. Words and days do not prove that it is
//! one: two coffees on one day are two movements. So such a line is *asked*,
//! with the rows that it may be, and only rows that no line of this file is.
//!
//! Twins stay two without a word: a file that has both movements has the one
//! that is known by its id, too, and nothing is left that the other could be.
//!
//! | | what is asked |
//! |---|---|
//! | this day and amount, somebody alike | always |
//! | this id and amount, a day near | always, but where the bank gave that id to several movements |
//! | this amount, a day near, somebody alike; or a day very near, whoever it is | where the file has that day without it |
//! | this amount, a day or a few apart, somebody alike, from a file of another kind or layout | also beside the days of the file |
//! | another amount: its id, its cheque number, or somebody alike, a day near | where the file has that day without it |

mod index;
mod row;

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use index::Index;
use row::{EDGE_DAYS, NEAR_DAYS, Row, Said};

use super::score::days_between;
use super::{Account, Candidate, Doubt, Fate, Incoming, Progress, Verdict};
use crate::import::fingerprint::is_fingerprint;
use crate::import::text::folded;
use crate::ledger::Minor;

/// With so many rows a line is compared, and so many it may be.
const MOST_COMPARED: usize = 400;
const MOST_OFFERED: usize = 40;

/// Why a line is asked whose id is new and whose movement is not.
const OTHER_ID: &str =
    "An earlier file brought this day, amount and payee under another id of the bank: it may be the same.";

/// Why a line is asked whose id and amount are those of a day near it.
const OTHER_DAY: &str = "An earlier file brought this id and amount on a day near this one: the bank may have moved it, or \
     used the id again.";

/// Why a line is asked that may be in place of a row which the file has not.
const MISSING: &str = "An earlier file brought something like this that this file has not, though it covers that day: \
     the bank may have moved, renamed or changed it.";

/// The rows that files brought and no line of this file is.
pub struct Changed<'a, R> {
    account: &'a Account<R>,
    rows: Vec<Row<'a, R>>,
    by_day: HashMap<(Date, Minor), Vec<usize>>,
    by_id: HashMap<(&'a str, Minor), Vec<usize>>,
    /// The ids that the bank gave to several movements of one amount: they tell nothing of another day.
    shared: HashSet<(&'a str, Minor)>,
}

impl<'a, R: Clone> Changed<'a, R> {
    /// `free` is by claimed split: whether no line of this file is it.
    pub fn of(account: &'a Account<R>, free: &[bool]) -> Self {
        let free = account.claimed.iter().zip(free).filter(|(_, free)| **free);
        let rows: Vec<Row<R>> = free.map(|(claimed, _)| Row::of(claimed)).collect();
        let (by_day, by_id) = (HashMap::new(), HashMap::new());
        let mut changed = Changed { account, rows, by_day, by_id, shared: shared(account) };
        for (at, row) in changed.rows.iter().enumerate() {
            for key in &row.seen {
                changed.by_day.entry(*key).or_default().push(at);
            }
            for claim in row.claims().filter(|claim| !is_fingerprint(&claim.bank_id)) {
                changed.by_id.entry((&claim.bank_id, claim.amount)).or_default().push(at);
            }
        }
        changed
    }

    /// Rule 3: under another id on its day, or under its id on a day near.
    pub fn settle_reissued(&self, progress: &mut Progress<R>) {
        for (at, line) in self.account.lines.iter().enumerate().filter(|_| !self.rows.is_empty()) {
            if !progress.is_open(at) {
                continue;
            }
            let on_day = self.on_day(line);
            let (rows, reason) = match on_day.is_empty() {
                true => (self.by_its_id(line), OTHER_DAY),
                false => (on_day, OTHER_ID),
            };
            if !rows.is_empty() {
                let candidates = rows.into_iter().map(|row| row.candidate()).collect();
                progress.verdicts[at] = Some(Verdict::new(Fate::Doubtful(candidates), reason));
            }
        }
    }

    /// The rows of its day and amount that may be it, the likeliest first.
    fn on_day(&self, line: &Incoming) -> Vec<&Row<'a, R>> {
        let rows = self.by_day.get(&(line.date, line.amount)).into_iter().flatten();
        let said = Said::of(line);
        let rows = rows.take(MOST_COMPARED).map(|at| &self.rows[*at]);
        let mut fitting: Vec<&Row<R>> = rows.filter(|row| row.may_be(&said)).collect();
        fitting.sort_by_cached_key(|row| {
            let is_same = row.claims().any(|claim| folded(&claim.payee) == said.words);
            (row.number != said.number, !is_same, row.memo != said.memo)
        });
        fitting.truncate(MOST_OFFERED);
        fitting
    }

    /// The rows of its id and amount near its day, the nearest first.
    fn by_its_id(&self, line: &Incoming) -> Vec<&Row<'a, R>> {
        let id = (line.bank_id.as_str(), line.amount);
        let rows = self.by_id.get(&id).filter(|_| !self.shared.contains(&id)).into_iter().flatten();
        let rows = rows.take(MOST_COMPARED).map(|at| &self.rows[*at]);
        let mut near: Vec<&Row<R>> = rows.filter(|row| row.days_from(line) <= NEAR_DAYS).collect();
        near.sort_by_key(|row| row.days_from(line));
        near.truncate(MOST_OFFERED);
        near
    }

    /// Rule 6: in place of a row whose day the file has without it.
    pub fn settle_missing(&self, progress: &mut Progress<R>) {
        let missing = self.missing();
        if missing.is_empty() {
            return;
        }
        let index = Index::of(missing);
        for (at, line) in self.account.lines.iter().enumerate() {
            if !progress.is_open(at) {
                continue;
            }
            let said = Said::of(line);
            let may_be = |row: &&Row<R>| self.is_covered(row) || row.is_as_near_as_layouts(line, &said);
            let candidates = index.like(line).into_iter().filter(may_be);
            let candidates = candidates.map(|row| row.candidate_elsewhere(line, self.account.decimals));
            let candidates: Vec<Candidate<R>> = candidates.collect();
            match &mut progress.doubtful[at] {
                _ if candidates.is_empty() => {}
                Some(doubt) => doubt.candidates.extend(candidates),
                none => *none = Some(Doubt { candidates, reason: MISSING }),
            }
        }
    }

    /// The rows of which the file covers the day, and those just beside its days that came from files of another kind:
    /// what one layout dates by the purchase and another by the posting stands on either side of a file's end.
    fn missing(&self) -> Vec<&Row<'a, R>> {
        let account = self.account;
        let is_of_others = |row: &Row<R>| {
            row.claims().all(|claim| claim.format != account.format || claim.layout != account.layout)
        };
        let is_beside = |row: &Row<R>| self.is_within(row, EDGE_DAYS) && is_of_others(row);
        self.rows.iter().filter(|row| self.is_covered(row) || is_beside(row)).collect()
    }

    fn is_covered(&self, row: &Row<R>) -> bool {
        self.is_within(row, 0)
    }

    /// Whether a day of the row is one of the file's, or so many days beside them.
    fn is_within(&self, row: &Row<R>, beside: u32) -> bool {
        let Some((first, last)) = self.account.covers else { return false };
        let is_near = |day: Date| {
            (first..=last).contains(&day)
                || days_between(day, if day < first { first } else { last }) <= beside
        };
        row.seen.iter().any(|(day, _)| is_near(*day))
    }
}

/// Ids with amounts that several rows of the book have, or lines of several days in this file.
fn shared<R>(account: &Account<R>) -> HashSet<(&str, Minor)> {
    let mut shared = HashSet::new();
    if account.claimed.is_empty() {
        return shared;
    }
    let mut days: HashMap<_, Date> = HashMap::with_capacity(account.lines.len());
    for line in &account.lines {
        let id = (line.bank_id.as_str(), line.amount);
        if *days.entry(id).or_insert(line.date) != line.date {
            shared.insert(id);
        }
    }
    let mut rows = HashSet::new();
    for claimed in &account.claimed {
        let ids = claimed.by.iter().map(|claim| (claim.bank_id.as_str(), claim.amount));
        let ids: BTreeSet<_> = ids.collect();
        shared.extend(ids.into_iter().filter(|id| !rows.insert(*id)));
    }
    shared
}
