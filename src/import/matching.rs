//! Which lines of a file the book already has.
//!
//! Pure: statement lines and what the book holds of their accounts go in, a
//! proposal comes out, one [`Verdict`] for each line with its reason in words.
//! Nothing is written here, and nothing that was entered is ever changed: a
//! linked entry only gets the line's bank id.
//!
//! The rules, each only for lines that no earlier one settled:
//!
//! 1. The bank id is known with this amount and day, as a multiset: twice in the file and once in the book leaves
//!    one. So is an opening balance of an account that has one ([`known`]).
//! 2. A file of another kind brought this day and amount, as often as it says ([`again`]).
//! 3. An earlier file brought this day, amount and payee under another id, or this id and amount on a day near
//!    this one: it is asked ([`changed`]).
//! 4. The cheque number and the amount are those of an entry; its date is free ([`link`]).
//! 5. Entries of the same amount near the date, transfers from other accounts among them: points for every pair
//!    ([`score`]), one best assignment over the whole file ([`assign`]), and what is not clear is asked ([`entries`]).
//! 6. An earlier file brought something like it that this file has not, though it covers that day: the bank may have
//!    moved, renamed or changed it, and it is asked ([`changed`]).
//! 7. Another statement of the file brings the same transfer ([`mirror`]).
//! 8. What is new may be what a schedule expects: told beside the verdicts ([`dues`]).

mod again;
mod assign;
mod changed;
mod component;
mod crowd;
mod due;
mod entries;
mod hint;
mod known;
mod link;
mod mirror;
mod score;

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;

pub use again::{Claim, Claimed, known_rows};
pub use due::{Due, Scheduled, Taken, dues};

use changed::Changed;

use super::text::same_name;
use super::{Line, Target};
use crate::ledger::{Currency, KnownDay, Minor, MoneyError, Stopped, Watch, one_by_one};

/// An account that a file brings lines for, and what the book holds of it.
#[derive(Debug, Clone)]
pub struct Account<R> {
    /// What the file calls it, in transfers, too.
    pub label: String,
    pub lines: Vec<Incoming>,
    /// The lines that were imported into it, a bank id with its amount, and on which days how often each.
    pub known: HashMap<(String, Minor), Vec<KnownDay>>,
    /// Whether it has an opening balance already.
    pub has_opening: bool,
    /// The account's splits without a bank id.
    pub entered: Vec<Entered<R>>,
    /// Of its currency: how many digits of an amount come after the mark.
    pub decimals: u32,
    /// The format of the file, as it is called.
    pub format: String,
    /// Which of that format's layouts the file has; empty where there is only one.
    pub layout: String,
    /// The account's splits that are lines of files, of the days around these lines.
    pub claimed: Vec<Claimed<R>>,
    /// The days of which the file has every line.
    pub covers: Option<(Date, Date)>,
}

/// A statement line, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    pub date: Date,
    pub amount: Minor,
    pub number: Option<String>,
    pub payee: String,
    pub memo: String,
    pub bank_id: String,
    pub transfers: Vec<Transfer>,
}

/// A side of a line that goes to another account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Which of the [line's sides](Line::sides) it is.
    pub side: usize,
    /// The account as the file calls it.
    pub to: String,
    /// With the sign of the line.
    pub amount: Minor,
}

/// A split in the book that no bank line belongs to yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered<R> {
    /// By what the caller finds it again.
    pub reference: R,
    pub date: Date,
    pub amount: Minor,
    pub number: Option<String>,
    pub payee: String,
    pub memo: String,
    /// What is on the other side, if that is a register, too.
    pub far_side: Option<FarSide>,
}

/// The other side of a transfer in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FarSide {
    /// What its accounts are called, in the book and in the file.
    pub accounts: Vec<String>,
    /// Whether a file of one of them brought the transfer, an earlier one or this.
    pub is_imported: bool,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate<R> {
    /// It is added with all its sides.
    New,
    /// It is added, but its transfer's other half is in the book already as an
    /// entry of its own: the side that goes there goes to no category instead.
    NewAlone,
    /// Nothing is done.
    Known,
    /// Nothing is done: it was imported before, and the user deleted it. It comes back only when asked for.
    Deleted,
    /// The user is asked: it is one of these entries, or it is new.
    Doubtful(Vec<Candidate<R>>),
    /// The entry gets the line's bank id.
    Linked(R),
    /// The row, which was over another amount on that day, gets the line's amount and bank id.
    Corrected { row: R, was: Minor, on: Date },
    /// Nothing is done but to remember this line's id, too: another file brought it.
    Again(R),
    /// Nothing is added: the transaction of that line has this account on that
    /// side of it; the split there gets this line's bank id.
    OtherHalf { account: usize, line: usize, side: usize },
}

/// What becomes of a line, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<R> {
    pub fate: Fate<R>,
    /// A sentence for people.
    pub reason: Cow<'static, str>,
    /// Of a new line: entries that it is not, but could be if they got its amount.
    pub offers: Vec<Candidate<R>>,
}

/// An entry that a line could belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<R> {
    pub entry: Entered<R>,
    /// A sentence for people: what speaks for it.
    pub reason: String,
}

/// Entries that could be meant, and why none was taken.
#[derive(Debug, Clone)]
struct Doubt<R> {
    /// The likeliest first.
    candidates: Vec<Candidate<R>>,
    reason: &'static str,
}

/// How far the lines of one account have got.
#[derive(Debug, Clone)]
struct Progress<R> {
    /// By line; none where no rule has spoken yet.
    verdicts: Vec<Option<Verdict<R>>>,
    /// By line: what it could be. It still may turn out to be half of a transfer.
    doubtful: Vec<Option<Doubt<R>>>,
    /// By line: what is said of its bank id, if that is known with another amount or day.
    reused: Vec<Option<&'static str>>,
    /// By entry: whether no line has it yet.
    free: Vec<bool>,
}

impl Incoming {
    /// The line in minor units of its account; an error where no book can hold it.
    pub fn of(line: &Line, currency: Currency) -> Result<Incoming, MoneyError> {
        let mut transfers = Vec::new();
        for (side, part) in line.sides.iter().enumerate() {
            if let Target::Transfer(to) = &part.target {
                let amount = part.amount.to_minor(currency)?.minor;
                transfers.push(Transfer { side, to: to.clone(), amount });
            }
        }
        Ok(Incoming {
            date: line.date,
            amount: line.amount.to_minor(currency)?.minor,
            number: line.number.clone(),
            payee: line.payee.clone(),
            memo: line.memo.clone(),
            bank_id: line.bank_id.clone(),
            transfers,
        })
    }

    /// See [`Line::is_opening_balance`].
    fn is_opening_balance(&self, own: &str) -> bool {
        let sum = Minor::sum(self.transfers.iter().map(|transfer| transfer.amount));
        let is_own = |transfer: &Transfer| same_name(&transfer.to, own);
        !self.transfers.is_empty() && self.transfers.iter().all(is_own) && sum == Ok(self.amount)
    }
}

/// Why a line is added that nothing speaks against.
const NEW: &str = "Not in your book yet.";

impl<R> Verdict<R> {
    pub fn new(fate: Fate<R>, reason: impl Into<Cow<'static, str>>) -> Verdict<R> {
        Verdict { fate, reason: reason.into(), offers: Vec::new() }
    }
}

/// Proposes what becomes of every line of a file: a verdict for each line of each account, in their order.
pub fn propose<R: Clone>(
    accounts: &[Account<R>],
    watch: &dyn Watch,
) -> Result<Vec<Vec<Verdict<R>>>, Stopped> {
    let settled = accounts.iter().map(|account| settle(account, watch));
    let mut progress: Vec<Progress<R>> = settled.collect::<Result<_, _>>()?;
    mirror::settle(accounts, &mut progress);
    let told = accounts.iter().zip(progress).map(|(account, progress)| {
        let free = progress.free.clone();
        let mut verdicts = progress.into_verdicts();
        hint::cheques(account, &free, &mut verdicts);
        verdicts
    });
    Ok(told.collect())
}

/// The rules that need no other account.
fn settle<R: Clone>(account: &Account<R>, watch: &dyn Watch) -> Result<Progress<R>, Stopped> {
    let mut progress = Progress {
        verdicts: vec![None; account.lines.len()],
        doubtful: vec![None; account.lines.len()],
        reused: vec![None; account.lines.len()],
        free: vec![true; account.entered.len()],
    };
    known::ids(account, &mut progress);
    known::openings(account, &mut progress);
    let free = again::settle(account, &mut progress);
    let changed = Changed::of(account, &free);
    changed.settle_reissued(&mut progress);
    link::cheques(account, &mut progress);
    entries::settle(account, &mut progress, watch)?;
    changed.settle_missing(&mut progress);
    Ok(progress)
}

impl<R: Clone> Progress<R> {
    fn is_open(&self, line: usize) -> bool {
        self.verdicts[line].is_none()
    }

    /// Gives the entry to the line.
    fn link(&mut self, line: usize, account: &Account<R>, entry: usize, reason: String) {
        self.free[entry] = false;
        let reference = account.entered[entry].reference.clone();
        self.verdicts[line] = Some(Verdict::new(Fate::Linked(reference), reason));
    }

    /// What no rule has settled is asked or new.
    fn into_verdicts(self) -> Vec<Verdict<R>> {
        let mut settled = Vec::with_capacity(self.verdicts.len());
        let rest = one_by_one(self.doubtful).zip(self.reused);
        let verdicts = one_by_one(self.verdicts).zip(rest);
        settled.extend(verdicts.map(|(verdict, (doubt, reused))| concluded(verdict, doubt, reused)));
        settled
    }
}

fn concluded<R>(
    verdict: Option<Verdict<R>>,
    doubt: Option<Doubt<R>>,
    reused: Option<&'static str>,
) -> Verdict<R> {
    match (verdict, doubt) {
        (Some(verdict), _) if !matches!(verdict.fate, Fate::New) => verdict,
        (_, Some(doubt)) => Verdict::new(Fate::Doubtful(doubt.candidates), doubt.reason),
        (_, None) => Verdict::new(Fate::New, reused.unwrap_or(NEW)),
    }
}

/// Entries further than this from all lines, in days, are no matter of these rules; only a cheque may be of any day.
pub const FURTHEST_DAYS: i64 = 45;

/// A cheque number without the zeros that banks put in front. Words like "ATM" are none.
pub fn cheque_number(number: Option<&str>) -> Option<&str> {
    let number = number?.trim().trim_start_matches('0');
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod changed_tests;
#[cfg(test)]
mod downloads_tests;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod tests;
