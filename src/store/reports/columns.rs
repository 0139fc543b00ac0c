//! All transactions that are not void, each of their values in a column of its own.
//!
//! It knows nothing of reports: it hands out one transaction after the other.

use std::collections::HashMap;
use std::sync::Arc;

use super::behind::Behind;
use super::names::BookNames;
use crate::ledger::Transaction;
use crate::ledger::report::{DaySlot, Entry};
use crate::store::failure::Failure;

/// A transaction on its way into the columns. Ids are narrowed: a book that has given out four thousand million of them
/// has other troubles.
#[derive(Debug, Default)]
pub struct Row {
    pub id: u32,
    /// See [`DaySlot`].
    pub day: Option<DaySlot>,
    /// 0 for none.
    pub payee: u32,
    pub accounts: Vec<u32>,
    pub amounts: Vec<i64>,
}

/// In the order of their ids.
pub struct Columns {
    pub revision: u64,
    ids: Vec<u32>,
    days: Vec<DaySlot>,
    payees: Vec<u32>,
    /// Where the splits of each end.
    ends: Vec<u32>,
    accounts: Vec<u32>,
    amounts: Vec<i64>,
    /// Of the transactions that have any, ascending.
    tags: HashMap<u32, Vec<u32>>,
    names: Option<Arc<BookNames>>,
    pub behind: Behind,
}

impl Columns {
    pub fn new(revision: u64, transactions: usize) -> Columns {
        Columns {
            revision,
            ids: Vec::with_capacity(transactions),
            days: Vec::with_capacity(transactions),
            payees: Vec::with_capacity(transactions),
            ends: Vec::with_capacity(transactions),
            accounts: Vec::with_capacity(transactions * 2),
            amounts: Vec::with_capacity(transactions * 2),
            tags: HashMap::new(),
            names: None,
            behind: Behind::default(),
        }
    }

    /// Each transaction, or each of those whose numbers are marked, with its position.
    pub fn each(&self, marked: Option<&[bool]>, mut take: impl FnMut(usize, &Entry)) {
        let has_tags = !self.tags.is_empty();
        let mut start = 0;
        for at in 0..self.ids.len() {
            let end = self.ends[at] as usize;
            let splits = start..end;
            start = end;
            let id = self.ids[at];
            if marked.is_some_and(|marked| !marked.get(id as usize).copied().unwrap_or(false)) {
                continue;
            }
            let tags = if has_tags { self.tags.get(&id).map_or(&[][..], Vec::as_slice) } else { &[] };
            take(
                at,
                &Entry {
                    day: self.days[at],
                    payee: self.payees[at],
                    accounts: &self.accounts[splits.clone()],
                    amounts: &self.amounts[splits],
                    tags,
                },
            );
        }
    }

    pub fn id(&self, at: usize) -> u32 {
        self.ids[at]
    }

    /// Adds a transaction after all others.
    pub fn push(&mut self, row: Row) {
        self.put(row);
    }

    /// Puts a transaction in the place of the one with its number, or in its place among the others.
    pub fn put(&mut self, row: Row) {
        let Some(day) = row.day else { return };
        let splits = row.accounts.len();
        let (at, range) = match self.ids.binary_search(&row.id) {
            Ok(at) => {
                (self.days[at], self.payees[at]) = (day, row.payee);
                (at, self.splits(at))
            }
            Err(at) => {
                let start = if at == 0 { 0 } else { self.ends[at - 1] };
                self.ids.insert(at, row.id);
                self.days.insert(at, day);
                self.payees.insert(at, row.payee);
                self.ends.insert(at, start);
                (at, start as usize..start as usize)
            }
        };
        self.shift(at, splits, range.len());
        self.accounts.splice(range.clone(), row.accounts);
        self.amounts.splice(range, row.amounts);
    }

    /// Takes a transaction out, where it is there.
    pub fn remove(&mut self, id: u32) {
        let Ok(at) = self.ids.binary_search(&id) else { return };
        let range = self.splits(at);
        self.shift(at, 0, range.len());
        self.accounts.drain(range.clone());
        self.amounts.drain(range);
        self.ids.remove(at);
        self.days.remove(at);
        self.payees.remove(at);
        self.ends.remove(at);
    }

    /// A transaction has another number of splits.
    fn shift(&mut self, at: usize, now: usize, before: usize) {
        let (now, before) = (narrow_count(now), narrow_count(before));
        if now != before {
            self.ends[at..].iter_mut().for_each(|end| *end = *end - before + now);
        }
    }

    fn splits(&self, at: usize) -> std::ops::Range<usize> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        start..self.ends[at] as usize
    }

    /// A split is in another account. One that is not there, as of a void transaction, stays so.
    pub fn move_split(&mut self, id: u32, split: usize, to: u32) {
        let Ok(at) = self.ids.binary_search(&id) else { return };
        let range = self.splits(at);
        if let Some(account) = self.accounts[range].get_mut(split) {
            *account = to;
        }
    }

    pub fn swap_payee(&mut self, id: u32, to: u32) {
        if let Ok(at) = self.ids.binary_search(&id) {
            self.payees[at] = to;
        }
    }

    /// Gives a transaction these tags, ascending; a void one keeps them, too.
    pub fn tag(&mut self, id: u32, tags: Vec<u32>) {
        if tags.is_empty() {
            self.tags.remove(&id);
        } else {
            self.tags.insert(id, tags);
        }
    }

    pub fn mark(&mut self, id: u32, tag: u32, on: bool) {
        let mut tags = self.tags.remove(&id).unwrap_or_default();
        tags.retain(|other| *other != tag);
        if on {
            tags.push(tag);
            tags.sort_unstable();
        }
        self.tag(id, tags);
    }

    /// The names of the book; read once as long as none changes.
    pub fn names(
        &mut self,
        read: impl FnOnce() -> Result<BookNames, Failure>,
    ) -> Result<Arc<BookNames>, Failure> {
        if let Some(names) = &self.names {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(read()?);
        self.names = Some(Arc::clone(&names));
        Ok(names)
    }

    /// A payee or a tag came, went or is called otherwise.
    pub fn forget_names(&mut self) {
        self.names = None;
    }
}

impl Row {
    /// A transaction as it is kept; none where it is void.
    pub fn of(transaction: &Transaction) -> Result<Option<Row>, Failure> {
        if transaction.void.is_some() {
            return Ok(None);
        }
        let accounts = transaction.splits.iter().map(|split| narrow(split.account.0));
        Ok(Some(Row {
            id: narrow(transaction.id.0)?,
            day: Some(DaySlot::of(transaction.date)),
            payee: transaction.payee.map_or(Ok(0), |payee| narrow(payee.0))?,
            accounts: accounts.collect::<Result<_, _>>()?,
            amounts: transaction.splits.iter().map(|split| split.amount.units()).collect(),
        }))
    }
}

/// An id in four bytes.
pub fn narrow(id: i64) -> Result<u32, Failure> {
    u32::try_from(id).map_err(|_| Failure::Other("this book is too large for reports".into()))
}

fn narrow_count(splits: usize) -> u32 {
    u32::try_from(splits).unwrap_or(u32::MAX)
}
