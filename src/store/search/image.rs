//! The rows of one account as a search sees them.

use std::sync::Arc;

use super::Names;
use super::columns::Columns;
use super::follow::Behind;
use super::found::Kept;
use super::line::{IMPORTED, Line, Place, SEVERAL, VOID, day_number, narrow, state_bits, too_large};
use super::texts::Texts;
use crate::ledger::{AccountId, SplitState, Transaction};
use crate::store::failure::Failure;

/// Over so many rows that came or went the image is built anew.
pub const MOST_PATCHES: usize = 20_000;

/// How many rows lie between two sums.
const STRIDE: usize = 256;

/// When more rows than this come or go at once, all are put in order anew; tests take both ways.
const MOST_SINGLY: usize = if cfg!(test) { 1 } else { 32 };

/// What a row is made of, wherever it comes from.
pub struct Entry<'t> {
    pub day: u32,
    /// Of the transaction among those of its day.
    pub place: i64,
    pub transaction: i64,
    pub split: usize,
    pub amount: i64,
    pub state: SplitState,
    pub imported: bool,
    pub void: bool,
    pub payee: Option<i64>,
    pub number: Option<&'t str>,
    /// What the row shows, which may be empty; then those of all sides.
    pub memos: Vec<&'t str>,
    /// The accounts of the other sides.
    pub others: Vec<i64>,
}

/// A found row with its place and balance in the whole register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub index: u64,
    pub transaction: i64,
    pub split: u32,
    pub balance: i64,
}

/// All rows of an account at one revision, in the order of its register.
pub struct Image {
    pub revision: u64,
    pub columns: Columns,
    pub texts: Texts,
    /// The other sides of rows that have several: how many, then which.
    sides: Vec<u32>,
    patches: usize,
    /// What every [`STRIDE`]th row has before it, in minor units; empty until it is asked for.
    sums: Vec<i64>,
    /// The names of the book at this revision; none until they are asked for.
    names: Option<Arc<Names>>,
    /// What was found last.
    pub kept: Kept,
    pub behind: Behind,
}

impl Image {
    pub fn new(revision: u64, rows: usize) -> Image {
        Image {
            revision,
            columns: Columns::with_room_for(rows),
            texts: Texts::new(rows),
            sides: Vec::new(),
            patches: 0,
            sums: Vec::new(),
            names: None,
            kept: Kept::default(),
            behind: Behind::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Of each list of several sides, by what stands in the column without its mark, whether one of them passes.
    pub fn lists_with(&self, passes: impl Fn(u32) -> bool) -> Vec<bool> {
        let mut lists = vec![false; self.sides.len()];
        let mut at = 0;
        while let Some(count) = self.sides.get(at) {
            let end = at + 1 + *count as usize;
            lists[at] = self.sides[at + 1..end].iter().fold(false, |any, other| any | passes(*other));
            at = end;
        }
        lists
    }

    /// The cheque's number of a row, folded.
    pub fn number(&self, at: usize) -> &[u8] {
        self.texts.parts(self.columns.texts[at]).0
    }

    /// The memo that a row shows, folded.
    pub fn memo(&self, at: usize) -> &[u8] {
        self.texts.parts(self.columns.texts[at]).1
    }

    /// Adds a row at the end.
    pub fn push(&mut self, entry: &Entry) -> Result<(), Failure> {
        let line = self.line(entry)?;
        self.columns.push(&line);
        Ok(())
    }

    fn line(&mut self, entry: &Entry) -> Result<Line, Failure> {
        let other = match entry.others[..] {
            [one] => narrow(one)?,
            _ => self.several(&entry.others)?,
        };
        let text = self.texts.add(entry.number, &entry.memos).ok_or_else(too_large)?;
        let imported = if entry.imported { IMPORTED } else { 0 };
        let void = if entry.void { VOID } else { 0 };
        Ok(Line {
            amount: entry.amount,
            transaction: narrow(entry.transaction)?,
            place: narrow(entry.place)?,
            day: entry.day,
            payee: entry.payee.map_or(Ok(0), narrow)?,
            other,
            text,
            split: u16::try_from(entry.split).map_err(|_| too_large())?,
            flags: state_bits(entry.state) | imported | void,
        })
    }

    fn several(&mut self, others: &[i64]) -> Result<u32, Failure> {
        let at = narrow(i64::try_from(self.sides.len()).map_err(|_| too_large())?)?;
        self.sides.push(narrow(i64::try_from(others.len()).map_err(|_| too_large())?)?);
        for other in others {
            self.sides.push(narrow(*other)?);
        }
        Ok(at | SEVERAL)
    }

    /// Exchanges rows of `account`: those of each first transaction for those of the second. False where one of the
    /// first is not there, which leaves the image of no use.
    pub fn exchange(
        &mut self,
        account: AccountId,
        edits: &[(Option<&Transaction>, Option<&Transaction>)],
    ) -> Result<bool, Failure> {
        let (mut gone, mut added) = (Vec::new(), Vec::new());
        for (before, after) in edits {
            for side in sides_in(account, *before) {
                gone.push(place(side)?);
            }
            for (transaction, split) in sides_in(account, *after) {
                added.push(self.line(&entry(transaction, split))?);
            }
        }
        self.patches += gone.len() + added.len();
        self.sums.clear();
        self.kept.clear();
        let singly = gone.len() + added.len() <= MOST_SINGLY;
        Ok(if singly { self.one_by_one(&gone, &added) } else { self.at_once(&gone, &added) })
    }

    fn one_by_one(&mut self, gone: &[Place], added: &[Line]) -> bool {
        for place in gone {
            let Some(at) = self.columns.at(*place) else { return false };
            self.columns.remove(at);
        }
        for line in added {
            self.columns.insert(self.columns.before(line.place()), line);
        }
        true
    }

    fn at_once(&mut self, gone: &[Place], added: &[Line]) -> bool {
        let mut stays = vec![true; self.len()];
        for place in gone {
            let Some(at) = self.columns.at(*place) else { return false };
            stays[at] = false;
        }
        added.iter().for_each(|line| self.columns.push(line));
        stays.resize(self.len(), true);
        let staying = (0u32..).zip(stays).filter(|(_, stays)| *stays);
        let mut order: Vec<u32> = staying.map(|(at, _)| at).collect();
        order.sort_by_key(|at| self.columns.place(*at as usize));
        self.columns.keep(&order);
        true
    }

    /// Whether so much was exchanged that a new image is better.
    pub fn is_worn(&self) -> bool {
        self.patches > MOST_PATCHES
    }

    /// The names of the book; read once as long as none changes.
    pub fn names(&mut self, read: impl FnOnce() -> Result<Names, Failure>) -> Result<Arc<Names>, Failure> {
        if let Some(names) = &self.names {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(read()?);
        self.names = Some(Arc::clone(&names));
        Ok(names)
    }

    /// A payee or an account came, went or is called otherwise.
    pub fn forget_names(&mut self) {
        self.names = None;
    }

    /// The rows at these positions with their balances.
    pub fn placed(&mut self, positions: &[u32]) -> Vec<Placed> {
        let amounts = &self.columns.amounts;
        if self.sums.is_empty() {
            let blocks = amounts.chunks(STRIDE);
            self.sums =
                blocks.scan(0i64, |sum, block| Some(std::mem::replace(sum, added_up(*sum, block)))).collect();
        }
        let place = |position: &u32| {
            let at = *position as usize;
            let (block, (_, _, split)) = (at / STRIDE, self.columns.place(at));
            Placed {
                index: u64::from(*position),
                transaction: i64::from(self.columns.transactions[at]),
                split: u32::from(split),
                balance: added_up(self.sums[block], &amounts[block * STRIDE..=at]),
            }
        };
        positions.iter().map(place).collect()
    }
}

/// A balance after these amounts; parts of a register may pass what its whole may not.
fn added_up(balance: i64, amounts: &[i64]) -> i64 {
    amounts.iter().fold(balance, |sum, amount| sum.saturating_add(*amount))
}

/// The splits of a transaction that are in an account.
fn sides_in(
    account: AccountId,
    transaction: Option<&Transaction>,
) -> impl Iterator<Item = (&Transaction, usize)> {
    transaction.into_iter().flat_map(move |transaction| {
        let splits = transaction.splits.iter().enumerate();
        splits.filter(move |(_, side)| side.account == account).map(move |(split, _)| (transaction, split))
    })
}

fn place((transaction, split): (&Transaction, usize)) -> Result<Place, Failure> {
    let split = u16::try_from(split).map_err(|_| too_large())?;
    Ok((day_number(transaction.date), narrow(transaction.place)?, split))
}

/// The memo that a row shows, that of the transaction or else its own, and the other of the two.
pub fn shown_first<'t>(transaction: &'t str, own: &'t str) -> [&'t str; 2] {
    if transaction.is_empty() { [own, ""] } else { [transaction, own] }
}

fn entry(transaction: &Transaction, split: usize) -> Entry<'_> {
    let side = &transaction.splits[split];
    let others = || transaction.splits.iter().enumerate().filter(|(at, _)| *at != split);
    let own = shown_first(&transaction.memo, &side.memo);
    Entry {
        day: day_number(transaction.date),
        place: transaction.place,
        transaction: transaction.id.0,
        split,
        amount: side.amount.units(),
        state: side.state,
        imported: side.bank_id.is_some(),
        void: transaction.void.is_some(),
        payee: transaction.payee.map(|payee| payee.0),
        number: transaction.number.as_deref(),
        memos: own.into_iter().chain(others().map(|(_, other)| other.memo.as_str())).collect(),
        others: others().map(|(_, other)| other.account.0).collect(),
    }
}
