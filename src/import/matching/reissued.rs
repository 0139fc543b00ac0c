//! Rule 3: a movement that the bank calls otherwise than last time.
//!
//! Some banks give one movement another id in every export. Its id then tells
//! nothing, and the words do not prove it: two coffees on one day are two
//! movements. So a line is *asked* when the book has its day, its amount and
//! somebody alike from an earlier file, and no line of this file is that row.
//!
//! Twins stay two without a word: a file that has both movements has the one
//! that is known by its id, too, and nothing is left that the other could be.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::again::Claimed;
use super::{Account, Candidate, Fate, Incoming, Progress, Verdict, cheque_number};
use crate::import::fingerprint::is_fingerprint;
use crate::import::text::folded;
use crate::import::words::{Likeness, likeness, telling};
use crate::ledger::Minor;

/// So many rows of one day and amount a line is compared with, and so many it may be.
const MOST_COMPARED: usize = 400;
const MOST_OFFERED: usize = 40;

/// Why a line is asked whose id is new and whose movement is not.
const DOUBT: &str =
    "An earlier file brought this day, amount and payee under another id of the bank: it may be the same.";

/// `free` is by claimed split: whether no line of this file is it.
pub fn settle<R: Clone>(account: &Account<R>, free: &[bool], progress: &mut Progress<R>) {
    let mut rows: HashMap<(Date, Minor), Vec<Row<R>>> = HashMap::new();
    for (claimed, _) in account.claimed.iter().zip(free).filter(|(_, free)| **free) {
        let key = (claimed.entry.date, claimed.entry.amount);
        rows.entry(key).or_default().push(Row::of(claimed));
    }
    for (at, line) in account.lines.iter().enumerate() {
        let near = rows.get(&(line.date, line.amount)).filter(|_| progress.is_open(at));
        let candidates = near.map(|near| candidates(line, near)).unwrap_or_default();
        if !candidates.is_empty() {
            progress.verdicts[at] = Some(Verdict::new(Fate::Doubtful(candidates), DOUBT));
        }
    }
}

/// A row of the book with its words taken apart once.
struct Row<'a, R> {
    claimed: &'a Claimed<R>,
    number: Option<&'a str>,
    /// Its payee in the words of each file that brought it, and in the user's own.
    payees: Vec<BTreeSet<String>>,
    memo: BTreeSet<String>,
}

impl<'a, R> Row<'a, R> {
    fn of(claimed: &'a Claimed<R>) -> Self {
        let said = claimed.by.iter().map(|claim| &claim.payee).chain([&claimed.entry.payee]);
        Row {
            claimed,
            number: cheque_number(claimed.entry.number.as_deref()),
            payees: said.map(|payee| telling(payee)).collect(),
            memo: telling(&claimed.entry.memo),
        }
    }

    /// Two cheques are never one; two names are one as far as they have a word in common.
    fn may_be(&self, number: Option<&str>, payee: &BTreeSet<String>, memo: &BTreeSet<String>) -> bool {
        let is_other_cheque = self.number.zip(number).is_some_and(|(one, other)| one != other);
        let is_stranger = |said: &BTreeSet<String>| match likeness(said, payee) {
            Likeness::Unknown => likeness(&(said | &self.memo), &(payee | memo)) == Likeness::Strangers,
            likeness => likeness == Likeness::Strangers,
        };
        !is_other_cheque && !self.payees.iter().all(is_stranger)
    }
}

/// The rows that the line may be, the likeliest first.
fn candidates<R: Clone>(line: &Incoming, rows: &[Row<R>]) -> Vec<Candidate<R>> {
    let number = cheque_number(line.number.as_deref());
    let (payee, memo) = (telling(&line.payee), telling(&line.memo));
    let fits = |row: &&Row<R>| row.may_be(number, &payee, &memo);
    let mut fitting: Vec<&Row<R>> = rows.iter().take(MOST_COMPARED).filter(fits).collect();
    let words = folded(&line.payee);
    fitting.sort_by_cached_key(|row| {
        let is_same = row.claimed.by.iter().any(|claim| folded(&claim.payee) == words);
        (row.number != number, !is_same, row.memo != memo)
    });
    fitting.truncate(MOST_OFFERED);
    fitting.into_iter().map(candidate).collect()
}

fn candidate<R: Clone>(row: &Row<R>) -> Candidate<R> {
    let Claimed { entry, by } = row.claimed;
    let id = by.last().map_or("", |claim| claim.bank_id.as_str());
    let id = if !id.is_empty() && !is_fingerprint(id) { format!(" as {id}") } else { String::new() };
    Candidate { entry: entry.clone(), reason: format!("An earlier file brought this one{id}.") }
}
