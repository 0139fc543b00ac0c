//! The rows of one account as a search sees them.

use std::sync::Arc;

use super::line::{IMPORTED, Line, SEVERAL, VOID, day_number, narrow, state_bits, too_large};
use super::texts::Texts;
use super::{Names, Search};
use crate::ledger::{AccountId, SplitState, Transaction};
use crate::store::failure::Failure;

/// Over so many rows that came or went the image is built anew.
pub const MOST_PATCHES: usize = 20_000;

/// How many rows lie between two sums.
const STRIDE: usize = 256;

/// When more rows than this come at once, all are sorted.
const MOST_SINGLY: usize = 32;

/// What a row is made of, wherever it comes from.
pub struct Entry<'t> {
    pub day: u32,
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
    lines: Vec<Line>,
    pub texts: Texts,
    /// The other sides of rows that have several: how many, then which.
    sides: Vec<u32>,
    patches: usize,
    /// What every [`STRIDE`]th row has before it, in minor units; empty until it is asked for.
    sums: Vec<i64>,
    /// The names of the book at this revision; none until they are asked for.
    names: Option<Arc<Names>>,
    /// What was looked for last, and the positions of what was found.
    last: Option<(Search, Arc<[u32]>)>,
}

impl Image {
    pub fn new(revision: u64, rows: usize) -> Image {
        let lines = Vec::with_capacity(rows);
        Image {
            revision,
            lines,
            texts: Texts::new(rows),
            sides: Vec::new(),
            patches: 0,
            sums: Vec::new(),
            names: None,
            last: None,
        }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The accounts of the other sides.
    pub fn others<'i>(&'i self, line: &'i Line) -> &'i [u32] {
        if line.other & SEVERAL == 0 {
            return std::slice::from_ref(&line.other);
        }
        let at = (line.other & !SEVERAL) as usize;
        let count = self.sides[at] as usize;
        &self.sides[at + 1..=at + count]
    }

    /// Adds a row at the end.
    pub fn push(&mut self, entry: &Entry) -> Result<(), Failure> {
        let other = match entry.others[..] {
            [one] => narrow(one)?,
            _ => self.several(&entry.others)?,
        };
        let text = self.texts.add(entry.number, &entry.memos).ok_or_else(too_large)?;
        let imported = if entry.imported { IMPORTED } else { 0 };
        let void = if entry.void { VOID } else { 0 };
        self.lines.push(Line {
            amount: entry.amount,
            transaction: narrow(entry.transaction)?,
            day: entry.day,
            payee: entry.payee.map_or(Ok(0), narrow)?,
            other,
            text,
            split: u16::try_from(entry.split).map_err(|_| too_large())?,
            flags: state_bits(entry.state) | imported | void,
        });
        Ok(())
    }

    fn several(&mut self, others: &[i64]) -> Result<u32, Failure> {
        let at = narrow(i64::try_from(self.sides.len()).map_err(|_| too_large())?)?;
        self.sides.push(narrow(i64::try_from(others.len()).map_err(|_| too_large())?)?);
        for other in others {
            self.sides.push(narrow(*other)?);
        }
        Ok(at | SEVERAL)
    }

    /// Exchanges rows of `account`: those of each first transaction for those of the second.
    pub fn exchange(
        &mut self,
        account: AccountId,
        edits: &[(Option<&Transaction>, Option<&Transaction>)],
    ) -> Result<(), Failure> {
        let gone = edits
            .iter()
            .filter_map(|(before, _)| *before)
            .filter(|t| t.splits.iter().any(|s| s.account == account));
        let mut gone: Vec<u32> = gone.map(|t| narrow(t.id.0)).collect::<Result<_, _>>()?;
        gone.sort_unstable();
        if !gone.is_empty() {
            self.lines.retain(|line| gone.binary_search(&line.transaction).is_err());
        }
        let kept = self.lines.len();
        for transaction in edits.iter().filter_map(|(_, after)| *after) {
            for (split, side) in
                transaction.splits.iter().enumerate().filter(|(_, side)| side.account == account)
            {
                self.push(&entry(transaction, split, side))?;
            }
        }
        let added = self.lines.split_off(kept);
        self.patches += gone.len() + added.len();
        self.put_in(added);
        self.sums.clear();
        Ok(())
    }

    fn put_in(&mut self, added: Vec<Line>) {
        if added.len() > MOST_SINGLY {
            self.lines.extend(added);
            self.lines.sort_by_key(Line::place);
            return;
        }
        for line in added {
            let at = self.lines.partition_point(|other| other.place() < line.place());
            self.lines.insert(at, line);
        }
    }

    /// Whether so much was exchanged that a new image is better.
    pub fn is_worn(&self) -> bool {
        self.patches > MOST_PATCHES
    }

    /// The positions of the rows that are found, in order; looked for once as long as nothing changes.
    pub fn found(
        &mut self,
        search: &Search,
        look: impl FnOnce(&mut Image) -> Result<Vec<u32>, Failure>,
    ) -> Result<Arc<[u32]>, Failure> {
        if let Some((_, found)) = self.last.as_ref().filter(|(last, _)| last == search) {
            return Ok(Arc::clone(found));
        }
        let found: Arc<[u32]> = look(self)?.into();
        self.last = Some((search.clone(), Arc::clone(&found)));
        Ok(found)
    }

    /// Something has changed: what was found before may be found no more.
    pub fn forget_found(&mut self) {
        self.last = None;
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
        if self.sums.is_empty() {
            let blocks = self.lines.chunks(STRIDE);
            self.sums =
                blocks.scan(0i64, |sum, block| Some(std::mem::replace(sum, added_up(*sum, block)))).collect();
        }
        let place = |position: &u32| {
            let at = *position as usize;
            let (block, line) = (at / STRIDE, &self.lines[at]);
            Placed {
                index: u64::from(*position),
                transaction: i64::from(line.transaction),
                split: u32::from(line.split),
                balance: added_up(self.sums[block], &self.lines[block * STRIDE..=at]),
            }
        };
        positions.iter().map(place).collect()
    }
}

/// A balance after these rows; parts of a register may pass what its whole may not.
fn added_up(balance: i64, lines: &[Line]) -> i64 {
    lines.iter().fold(balance, |sum, line| sum.saturating_add(line.amount))
}

/// The memo that a row shows, that of the transaction or else its own, and the other of the two.
pub fn shown_first<'t>(transaction: &'t str, own: &'t str) -> [&'t str; 2] {
    if transaction.is_empty() { [own, ""] } else { [transaction, own] }
}

fn entry<'t>(transaction: &'t Transaction, split: usize, side: &'t crate::ledger::Split) -> Entry<'t> {
    let others = || transaction.splits.iter().enumerate().filter(|(at, _)| *at != split);
    let own = shown_first(&transaction.memo, &side.memo);
    Entry {
        day: day_number(transaction.date),
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
