//! The history as the model keeps it: what each step changed, what is undone, what was taken back.
//!
//! A step is the difference of two books, found by comparing them; nothing is told to it by whoever made it, but
//! whether it changed whole things or a field of many.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::book::{Book, Table};

/// Of each thing that changed: before and after.
type Difference<T> = BTreeMap<i64, (Option<Rc<T>>, Option<Rc<T>>)>;

fn difference<T: PartialEq>(before: &Table<T>, after: &Table<T>) -> Difference<T> {
    let is_same = |one: Option<&Rc<T>>, other: Option<&Rc<T>>| match (one, other) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other) || one == other,
        (one, other) => one.is_none() && other.is_none(),
    };
    let ids = before.keys().chain(after.keys().filter(|id| !before.contains_key(id)));
    let changed = ids.filter(|id| !is_same(before.get(id), after.get(id)));
    changed.map(|id| (*id, (before.get(id).cloned(), after.get(id).cloned()))).collect()
}

fn inverse<T>(all: &Difference<T>) -> Difference<T> {
    all.iter().map(|(id, (before, after))| (*id, (after.clone(), before.clone()))).collect()
}

pub fn put<T>(table: &mut Table<T>, id: i64, value: Option<Rc<T>>) {
    match value {
        Some(value) => table.insert(id, value),
        None => table.remove(&id),
    };
}

fn apply<T>(table: &mut Table<T>, all: &Difference<T>) {
    all.iter().for_each(|(id, (_, after))| put(table, *id, after.clone()));
}

/// What a step changed.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub accounts: Difference<super::book::Account>,
    pub payees: Difference<String>,
    pub tags: Difference<String>,
    pub transactions: Difference<super::book::Transaction>,
    pub statements: Difference<super::book::Statement>,
    pub schedules: Difference<super::book::Schedule>,
    pub batches: Difference<super::book::Batch>,
    /// A field of many transactions, as a merge of payees: the rest of each may have changed since.
    pub by_field: bool,
}

impl Changes {
    pub fn between(before: &Book, after: &Book, by_field: bool) -> Changes {
        Changes {
            accounts: difference(&before.accounts, &after.accounts),
            payees: difference(&before.payees, &after.payees),
            tags: difference(&before.tags, &after.tags),
            transactions: difference(&before.transactions, &after.transactions),
            statements: difference(&before.statements, &after.statements),
            schedules: difference(&before.schedules, &after.schedules),
            batches: difference(&before.batches, &after.batches),
            by_field,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
            && self.payees.is_empty()
            && self.tags.is_empty()
            && self.transactions.is_empty()
            && self.statements.is_empty()
            && self.schedules.is_empty()
            && self.batches.is_empty()
    }

    pub fn inverse(&self) -> Changes {
        Changes {
            accounts: inverse(&self.accounts),
            payees: inverse(&self.payees),
            tags: inverse(&self.tags),
            transactions: inverse(&self.transactions),
            statements: inverse(&self.statements),
            schedules: inverse(&self.schedules),
            batches: inverse(&self.batches),
            by_field: self.by_field,
        }
    }

    pub fn apply(&self, book: &mut Book) {
        apply(&mut book.accounts, &self.accounts);
        apply(&mut book.payees, &self.payees);
        apply(&mut book.tags, &self.tags);
        apply(&mut book.transactions, &self.transactions);
        apply(&mut book.statements, &self.statements);
        apply(&mut book.schedules, &self.schedules);
        apply(&mut book.batches, &self.batches);
    }
}

/// One entry of the log.
#[derive(Debug, Clone)]
pub struct Entry {
    pub revision: u64,
    pub words: String,
    pub changes: Rc<Changes>,
    /// What the program's own export of the book was after it, where somebody looked.
    pub state: Option<u64>,
}

/// What an entry is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Step,
    Undo,
    Redo,
    /// Out of the middle: this revision is taken back, as a step of its own.
    TakeBack(u64),
}

#[derive(Debug, Default)]
pub struct History {
    pub revision: u64,
    pub log: BTreeMap<u64, Entry>,
    pub done: Vec<Entry>,
    pub undone: Vec<Entry>,
    /// Which entry is about which, and whether it took it back.
    targets: Vec<(u64, u64, bool)>,
}

impl History {
    /// A step, or a taking back.
    pub fn append(&mut self, words: String, changes: Changes, how: Move) {
        self.revision += 1;
        let (revision, changes) = (self.revision, Rc::new(changes));
        let entry = Entry { revision, words, changes, state: None };
        self.log.insert(revision, entry.clone());
        match how {
            Move::Step | Move::TakeBack(_) => {
                self.undone.clear();
                self.done.push(entry);
            }
            Move::Undo => {
                let step = self.done.pop().expect("something is done");
                self.targets.push((revision, step.revision, true));
                self.undone.push(step);
            }
            Move::Redo => {
                let step = self.undone.pop().expect("something is undone");
                self.targets.push((revision, step.revision, false));
                self.done.push(step);
            }
        }
        if let Move::TakeBack(target) = how {
            self.targets.push((revision, target, true));
        }
    }

    /// The entry that took this one back, if it still is taken back.
    pub fn taken_back_by(&self, revision: u64) -> Option<u64> {
        let last = self.targets.iter().rev().find(|(_, target, _)| *target == revision)?;
        let (by, _, is_undo) = *last;
        (is_undo && self.taken_back_by(by).is_none()).then_some(by)
    }
}
