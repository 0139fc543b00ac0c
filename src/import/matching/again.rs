//! Rule 2: what a file of another kind brought before.
//!
//! Each kind of file names a movement in its own way: OFX by the bank's id,
//! CAMT by another, QIF by none. So the ids of one tell nothing about the
//! lines of the other, nor do those of two layouts of a table. What they have in common is the bank's day and amount,
//! and how often both occur: a line goes with a split that no file of its own
//! kind has brought, one to one, and the rest is new. So twins stay two.
//!
//! Which of several equal ones it is makes no difference to the book; those
//! with the same number and payee go first, so that it looks right, too.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::Hash;

use super::{Account, Entered, Fate, Incoming, Progress, Verdict, cheque_number};
use crate::import::fingerprint::is_fingerprint;
use crate::import::text::folded;

/// A split in the book that came from a bank file, or was linked to a line of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed<R> {
    pub entry: Entered<R>,
    /// Every line that it is, in the files so far.
    pub by: Vec<Claim>,
}

/// A line of an earlier file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The format of its file, as it is called.
    pub format: String,
    /// Which of that format's layouts its file had.
    pub layout: String,
    pub bank_id: String,
    /// In the words of that file.
    pub payee: String,
}

/// How a kind of file names movements: its family ("OFX", "CAMT"), its layout, and whether the id was made from
/// the line itself.
type Scheme<'a> = (&'a str, &'a str, bool);

fn scheme<'a>(format: &'a str, layout: &'a str, bank_id: &str) -> Scheme<'a> {
    let family = format.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(format.len());
    (&format[..family], layout, is_fingerprint(bank_id))
}

/// By claimed split: whether no line of this file is it.
pub fn settle<R: Clone>(account: &Account<R>, progress: &mut Progress<R>) -> Vec<bool> {
    if account.claimed.is_empty() {
        return Vec::new();
    }
    let mut free = free(account, progress);
    let of_line = |line: &Incoming| scheme(&account.format, &account.layout, &line.bank_id);
    let schemes: BTreeSet<Scheme> = account.lines.iter().map(of_line).collect();
    for own in schemes {
        let offered = |(at, claimed): &(usize, &Claimed<R>)| {
            free[*at]
                && claimed.by.iter().all(|claim| scheme(&claim.format, &claim.layout, &claim.bank_id) != own)
        };
        let offered = account.claimed.iter().enumerate().filter(offered).map(|(at, _)| at).collect();
        let open = |at: &usize| progress.is_open(*at) && of_line(&account.lines[*at]) == own;
        let open = (0..account.lines.len()).filter(open).collect();
        for (line, claimed) in Pairing::of(account, open, offered).pairs {
            free[claimed] = false;
            let Claimed { entry, by } = &account.claimed[claimed];
            let fate = Fate::Again(entry.reference.clone());
            progress.verdicts[line] = Some(Verdict::new(fate, reason(entry, by)));
        }
    }
    free
}

fn reason<R>(entry: &Entered<R>, by: &[Claim]) -> String {
    let format = by.first().map_or("other", |claim| claim.format.as_str());
    let payee = if entry.payee.is_empty() { String::new() } else { format!(" for {}", entry.payee) };
    format!("Imported before, from a file in the {format} format: this day and amount{payee}.")
}

/// By claimed split: whether no line of this file is it by its id.
fn free<R>(account: &Account<R>, progress: &Progress<R>) -> Vec<bool> {
    let is_known = |line: usize| {
        progress.verdicts[line].as_ref().is_some_and(|verdict| matches!(verdict.fate, Fate::Known))
    };
    let mut free = vec![true; account.claimed.len()];
    known_rows(account, is_known).into_iter().for_each(|(_, claimed)| free[claimed] = false);
    free
}

/// Lines that are known by their ids, each with the claimed split that it is. A split that was changed since is none.
pub fn known_rows<R>(account: &Account<R>, is_known: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut by_id: HashMap<(&str, i64), VecDeque<usize>> = HashMap::new();
    for (at, claimed) in account.claimed.iter().enumerate() {
        for claim in &claimed.by {
            let key = (claim.bank_id.as_str(), claimed.entry.amount.units());
            by_id.entry(key).or_default().push_back(at);
        }
    }
    let mut free = vec![true; account.claimed.len()];
    let mut rows = Vec::new();
    for (at, line) in account.lines.iter().enumerate().filter(|(at, _)| is_known(*at)) {
        let claimed = by_id.get_mut(&(line.bank_id.as_str(), line.amount.units()));
        if let Some(claimed) = claimed.and_then(|all| first_free(all, &free)) {
            free[claimed] = false;
            rows.push((at, claimed));
        }
    }
    rows
}

/// The first that is still free; those before it never will be again.
fn first_free(all: &mut VecDeque<usize>, free: &[bool]) -> Option<usize> {
    std::iter::from_fn(|| all.pop_front()).find(|at| free[*at])
}

/// Lines and claimed splits of the same day and amount, one to one: the most alike first.
struct Pairing<'a, R> {
    account: &'a Account<R>,
    lines: Vec<usize>,
    claimed: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

impl<'a, R> Pairing<'a, R> {
    fn of(account: &'a Account<R>, lines: Vec<usize>, claimed: Vec<usize>) -> Self {
        let mut pairing = Pairing { account, lines, claimed, pairs: Vec::new() };
        let number = |number: &Option<String>| cheque_number(number.as_deref()).map(str::to_owned);
        pairing.pair(
            |line| (line.date, line.amount, number(&line.number), folded(&line.payee)),
            |entry| (entry.date, entry.amount, number(&entry.number), folded(&entry.payee)),
        );
        pairing.pair(
            |line| (line.date, line.amount, number(&line.number)),
            |entry| (entry.date, entry.amount, number(&entry.number)),
        );
        // Who is left has a number and the other has none, or they are two cheques.
        pairing.pair(
            |line| (line.date, line.amount, number(&line.number).is_some()),
            |entry| (entry.date, entry.amount, number(&entry.number).is_none()),
        );
        pairing
    }

    fn pair<K: Hash + Eq>(&mut self, of_line: impl Fn(&Incoming) -> K, of_entry: impl Fn(&Entered<R>) -> K) {
        let account = self.account;
        let mut by_key: HashMap<K, VecDeque<usize>> = HashMap::new();
        for at in &self.claimed {
            by_key.entry(of_entry(&account.claimed[*at].entry)).or_default().push_back(*at);
        }
        let mut pairs = Vec::new();
        self.lines.retain(|line| {
            let claimed = by_key.get_mut(&of_line(&account.lines[*line]));
            let claimed = claimed.and_then(VecDeque::pop_front);
            pairs.extend(claimed.map(|claimed| (*line, claimed)));
            claimed.is_none()
        });
        let left: BTreeSet<usize> = by_key.into_values().flatten().collect();
        self.claimed.retain(|at| left.contains(at));
        self.pairs.extend(pairs);
    }
}
