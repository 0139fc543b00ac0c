//! Rule 2: what a file of another kind brought before.
//!
//! Each kind of file names a movement in its own way: OFX by the bank's id,
//! CAMT by another, QIF by none. So the ids of one tell nothing about the
//! lines of the other, nor do those of two layouts of a table. What they have in common is the bank's day and amount
//! (not those of the book: a line may have been matched with an entry of another day, or was changed since),
//! and how often both occur: a line goes with a split that no file of its own
//! kind has brought, one to one, and the rest is new. So twins stay two.
//!
//! Which of several equal ones it is makes no difference to the book; those
//! with the same number and payee go first, so that it looks right, too.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::Hash;

use jiff::civil::Date;

use super::{Account, Entered, Fate, Incoming, Progress, Verdict, cheque_number};
use crate::import::fingerprint::is_fingerprint;
use crate::import::text::folded;
use crate::ledger::Minor;

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
    /// The bank's day; none where an older book does not say: then it is the entry's.
    pub date: Option<Date>,
    /// The bank's amount.
    pub amount: Minor,
}

impl<R> Claimed<R> {
    /// The days and amounts that files gave it, each once. The entry may have others.
    pub fn seen(&self) -> BTreeSet<(Date, Minor)> {
        self.by.iter().map(|claim| (self.day_of(claim), claim.amount)).collect()
    }

    pub fn day_of(&self, claim: &Claim) -> Date {
        claim.date.unwrap_or(self.entry.date)
    }
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

/// Lines that are known by their ids, each with the claimed split that it is.
pub fn known_rows<R>(account: &Account<R>, is_known: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut by_day: HashMap<(&str, Minor, Option<Date>), VecDeque<usize>> = HashMap::new();
    for (at, claimed) in account.claimed.iter().enumerate() {
        for claim in &claimed.by {
            by_day.entry((&claim.bank_id, claim.amount, claim.date)).or_default().push_back(at);
        }
    }
    let mut free = vec![true; account.claimed.len()];
    let mut rows = Vec::new();
    for (at, line) in account.lines.iter().enumerate().filter(|(at, _)| is_known(*at)) {
        let row = [Some(line.date), None].into_iter().find_map(|date| {
            let claimed = by_day.get_mut(&(line.bank_id.as_str(), line.amount, date))?;
            first_free(claimed, &free)
        });
        if let Some(row) = row {
            free[row] = false;
            rows.push((at, row));
        }
    }
    rows
}

/// The first that is still free; those before it never will be again.
fn first_free(all: &mut VecDeque<usize>, free: &[bool]) -> Option<usize> {
    std::iter::from_fn(|| all.pop_front()).find(|at| free[*at])
}

/// What a claimed split was in a file: its day and amount there, and its words in the book.
struct Seen<'a, R> {
    date: Date,
    amount: Minor,
    entry: &'a Entered<R>,
}

/// Lines and claimed splits of the same day and amount, one to one: the most alike first.
struct Pairing<'a, R> {
    account: &'a Account<R>,
    lines: Vec<usize>,
    claimed: Vec<usize>,
    /// By claimed split: whether no line has it.
    free: Vec<bool>,
    pairs: Vec<(usize, usize)>,
}

impl<'a, R> Pairing<'a, R> {
    fn of(account: &'a Account<R>, lines: Vec<usize>, claimed: Vec<usize>) -> Self {
        let free = vec![true; account.claimed.len()];
        let mut pairing = Pairing { account, lines, claimed, free, pairs: Vec::new() };
        let number = |number: &Option<String>| cheque_number(number.as_deref()).map(str::to_owned);
        pairing.pair(
            |line| (line.date, line.amount, number(&line.number), folded(&line.payee)),
            |seen| (seen.date, seen.amount, number(&seen.entry.number), folded(&seen.entry.payee)),
        );
        pairing.pair(
            |line| (line.date, line.amount, number(&line.number)),
            |seen| (seen.date, seen.amount, number(&seen.entry.number)),
        );
        // Who is left has a number and the other has none, or they are two cheques.
        pairing.pair(
            |line| (line.date, line.amount, number(&line.number).is_some()),
            |seen| (seen.date, seen.amount, number(&seen.entry.number).is_none()),
        );
        pairing
    }

    fn pair<K: Hash + Eq>(&mut self, of_line: impl Fn(&Incoming) -> K, of_split: impl Fn(&Seen<R>) -> K) {
        let account = self.account;
        let mut by_key: HashMap<K, VecDeque<usize>> = HashMap::new();
        for at in self.claimed.iter().filter(|at| self.free[**at]) {
            let claimed = &account.claimed[*at];
            for (date, amount) in claimed.seen() {
                let key = of_split(&Seen { date, amount, entry: &claimed.entry });
                by_key.entry(key).or_default().push_back(*at);
            }
        }
        let (free, pairs) = (&mut self.free, &mut self.pairs);
        self.lines.retain(|line| {
            let claimed = by_key.get_mut(&of_line(&account.lines[*line]));
            let Some(claimed) = claimed.and_then(|all| first_free(all, free)) else { return true };
            free[claimed] = false;
            pairs.push((*line, claimed));
            false
        });
    }
}
