//! Undo, redo, and taking back one step out of the middle, in the model.

use std::rc::Rc;

use super::book::{Batch, Book, Class, Schedule, State, Statement, Table, Transaction, key};
use super::history::{Changes, put};
use super::work::Refused;

/// What the program says of a step that cannot be taken back; it has two words for it.
pub const STANDS: Refused = "cannot-take-back";

/// The book without what these changes did: `back` is what they are the other way round.
pub fn reverted(book: &Book, mut back: Changes) -> Result<Book, Refused> {
    let mut after = with_rows(book, &back)?;
    without_what_is_used(&after, &mut back);
    if back.is_empty() {
        return Err(STANDS);
    }
    same(&book.accounts, &back.accounts)?;
    same(&book.payees, &back.payees)?;
    same(&book.tags, &back.tags)?;
    let names = Changes {
        accounts: back.accounts.clone(),
        payees: back.payees.clone(),
        tags: back.tags.clone(),
        ..Changes::default()
    };
    names.apply(&mut after);
    fits(book, &after, &back)?;
    names_are_free(&after, &back)?;
    Ok(after)
}

/// All but the names, each where what it begins from is there.
fn with_rows(book: &Book, back: &Changes) -> Result<Book, Refused> {
    let mut after = book.clone();
    for (id, (was, one)) in &back.transactions {
        let now = book.transactions.get(id);
        let one = match (was, one, now) {
            (Some(was), Some(one), Some(now)) if back.by_field => Some(Rc::new(by_field(now, was, one)?)),
            _ if now == was.as_ref() => one.clone(),
            _ => return Err(STANDS),
        };
        put(&mut after.transactions, *id, one);
    }
    for (id, (was, one)) in &back.batches {
        let now = book.batches.get(id);
        let one = match (was, one, now) {
            (Some(was), Some(one), Some(now)) => Some(Rc::new(lines_back(now, was, one)?)),
            _ if now == was.as_ref() => one.clone(),
            _ => return Err(STANDS),
        };
        put(&mut after.batches, *id, one);
    }
    same(&book.statements, &back.statements)?;
    same(&book.schedules, &back.schedules)?;
    let rest = Changes {
        statements: back.statements.clone(),
        schedules: back.schedules.clone(),
        ..Changes::default()
    };
    rest.apply(&mut after);
    Ok(after)
}

type Sides<T> = std::collections::BTreeMap<i64, (Option<Rc<T>>, Option<Rc<T>>)>;

fn same<T: PartialEq>(now: &Table<T>, back: &Sides<T>) -> Result<(), Refused> {
    let fits = back.iter().all(|(id, (was, _))| now.get(id) == was.as_ref());
    if fits { Ok(()) } else { Err(STANDS) }
}

/// Only the fields that the step changed.
fn by_field(now: &Transaction, was: &Transaction, one: &Transaction) -> Result<Transaction, Refused> {
    let mut after = now.clone();
    if was.payee != one.payee {
        if now.payee != was.payee {
            return Err(STANDS);
        }
        after.payee = one.payee;
    }
    for gone in was.tags.difference(&one.tags) {
        if !after.tags.remove(gone) {
            return Err(STANDS);
        }
    }
    for back in one.tags.difference(&was.tags) {
        if !after.tags.insert(*back) {
            return Err(STANDS);
        }
    }
    for (at, (was, one)) in was.sides.iter().zip(&one.sides).enumerate() {
        if was.account == one.account {
            continue;
        }
        match after.sides.get_mut(at) {
            Some(side) if side.account == was.account => side.account = one.account,
            _ => return Err(STANDS),
        }
    }
    Ok(after)
}

/// The lines that were given another transaction, given back.
fn lines_back(now: &Batch, was: &Batch, one: &Batch) -> Result<Batch, Refused> {
    let mut after = now.clone();
    for ((line, was), one) in after.lines.iter_mut().zip(&was.lines).zip(&one.lines) {
        if was.transaction != one.transaction {
            if line.transaction != was.transaction {
                return Err(STANDS);
            }
            line.transaction = one.transaction;
        }
    }
    Ok(after)
}

/// Names that the step made and others use by now stay.
fn without_what_is_used(after: &Book, back: &mut Changes) {
    let scheduled =
        |is_it: &dyn Fn(&Schedule) -> bool| after.schedules.values().filter(|one| is_it(one)).count();
    back.accounts.retain(|id, (_, one)| one.is_some() || after.uses_of_account(*id) == 0);
    back.payees.retain(|id, (_, one)| {
        one.is_some() || after.uses_of_payee(*id) + scheduled(&|one| one.payee == Some(*id)) == 0
    });
    back.tags.retain(|id, (_, one)| {
        one.is_some() || after.uses_of_tag(*id) + scheduled(&|one| one.tags.contains(id)) == 0
    });
}

/// Whether everything that a transaction names is there.
fn is_whole(book: &Book, one: &Transaction) -> bool {
    one.sides.iter().all(|side| book.accounts.contains_key(&side.account))
        && one.payee.is_none_or(|payee| book.payees.contains_key(&payee))
        && one.tags.iter().all(|tag| book.tags.contains_key(tag))
}

/// A side is reconciled in a finished statement, ticked in an open one, or in none.
fn ticks_fit(book: &Book, one: &Transaction) -> bool {
    one.sides.iter().filter_map(|side| Some((side, side.statement?))).all(|(side, statement)| {
        let is_finished = book.statements.get(&statement).map(|found| found.held.is_some());
        is_finished == Some(side.state == State::Reconciled)
    })
}

/// Whether all that comes back finds what it needs.
fn fits(book: &Book, after: &Book, back: &Changes) -> Result<(), Refused> {
    let has_account = |id: i64| after.accounts.contains_key(&id);
    let changed = back.transactions.keys().filter_map(|id| after.transactions.get(id));
    let mut all = changed.map(|one| is_whole(after, one) && (back.by_field || ticks_fit(after, one)));
    if !all.all(|fits| fits) {
        return Err(STANDS);
    }
    for one in back.schedules.values().filter_map(|(_, one)| one.as_ref()) {
        let accounts = one.others.iter().map(|(account, ..)| *account).chain([one.account]);
        let has_names = one.payee.is_none_or(|payee| after.payees.contains_key(&payee))
            && one.tags.iter().all(|tag| after.tags.contains_key(tag));
        if !has_names || !accounts.into_iter().all(has_account) {
            return Err(STANDS);
        }
    }
    for one in back.batches.values().filter_map(|(_, one)| one.as_ref()) {
        let accounts = one.lines.iter().map(|line| line.account).chain(one.balances.iter().copied());
        if !accounts.into_iter().all(has_account) {
            return Err(STANDS);
        }
    }
    for (id, (was, one)) in &back.statements {
        statement_fits(book, after, (*id, was.as_deref(), one.as_deref()), back)?;
    }
    Ok(())
}

fn statement_fits(
    book: &Book,
    after: &Book,
    (id, was, one): (i64, Option<&Statement>, Option<&Statement>),
    back: &Changes,
) -> Result<(), Refused> {
    let is_finished = |one: Option<&Statement>| one.map(|one| one.held.is_some());
    if was.is_some() && is_finished(was) != is_finished(one) {
        let is_in = |one: &Transaction| one.sides.iter().any(|side| side.statement == Some(id));
        let mut rows = book.transactions.iter().filter(|(_, one)| is_in(one));
        if rows.any(|(row, _)| !back.transactions.contains_key(row)) {
            return Err(STANDS);
        }
    }
    let Some(one) = one else { return Ok(()) };
    if !after.accounts.contains_key(&one.account) {
        return Err(STANDS);
    }
    let others = book.statements.iter().filter(|(other, _)| !back.statements.contains_key(other));
    for (_, other) in others.filter(|(_, other)| other.account == one.account) {
        let is_passed = was.is_some_and(|was| (other.date < was.date) != (other.date < one.date));
        if other.date == one.date || is_passed || (other.held.is_none() && one.held.is_none()) {
            return Err(STANDS);
        }
    }
    Ok(())
}

/// Whoever comes back, or is called as before, finds the name free.
fn names_are_free(after: &Book, back: &Changes) -> Result<(), Refused> {
    for (id, (_, one)) in &back.accounts {
        let Some(one) = one else { continue };
        let is_taken = after.accounts.iter().any(|(other, account)| {
            other != id
                && account.kind.class() == one.kind.class()
                && (account.currency == one.currency || one.kind.class() == Class::Register)
                && key(&account.name) == key(&one.name)
        });
        if is_taken {
            return Err(STANDS);
        }
    }
    for (back, table) in [(&back.payees, &after.payees), (&back.tags, &after.tags)] {
        for (id, (_, one)) in back {
            let Some(one) = one else { continue };
            if table.iter().any(|(other, name)| other != id && key(name) == key(one)) {
                return Err(STANDS);
            }
        }
    }
    Ok(())
}
