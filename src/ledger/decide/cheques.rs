//! Adding, changing and deleting chequebooks.
//!
//! A book says which numbers there are; which of them are written is in the
//! register alone, so that undo and edits there need nothing of the books.

use super::facts::Facts;
use super::sheet::Sheet;
use super::{Decision, Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::change::{Change, Edit};
use crate::ledger::cheque::{
    Chequebook, ChequebookId, ChequebookPatch, MOST_CHEQUES, NewChequebook, PrintedNumber, next_cheque,
};
use crate::ledger::refusal::Refusal;

pub(super) fn add<F: Facts>(sheet: &mut Sheet<F>, new: &NewChequebook) -> Outcome<Decision, F> {
    let account = sheet.open_account(new.account)?;
    if !account.kind.is_register() {
        return Err(Refusal::NotARegister(account.name).into());
    }
    let book = Chequebook {
        id: ChequebookId(sheet.fresh_chequebook()),
        account: account.id,
        first: new.first.number,
        last: new.last.number,
        next: new.next.unwrap_or(new.first).number,
        digits: new.first.digits,
        closed: false,
        in_use: new.in_use,
    };
    checked(sheet, &book, new.next)?;
    let (id, words) = (book.id, format!("Added chequebook {} of {}", book.name(), account.name));
    if book.in_use {
        put_aside(sheet, book.account, book.id)?;
    }
    sheet.changes.push(Change::Chequebook(Edit::made(book)));
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn edit<F: Facts>(
    sheet: &mut Sheet<F>,
    id: ChequebookId,
    patch: &ChequebookPatch,
) -> Outcome<Decision, F> {
    let before = chequebook(sheet, id)?;
    let after = patched(&before, patch);
    checked(sheet, &after, patch.next)?;
    let words = words(&before, &after);
    if after.in_use && !before.in_use {
        put_aside(sheet, after.account, id)?;
    }
    if before != after {
        sheet.changes.push(Change::Chequebook(Edit::altered(before, after)));
    }
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn delete<F: Facts>(sheet: &mut Sheet<F>, id: ChequebookId) -> Outcome<Decision, F> {
    let before = chequebook(sheet, id)?;
    let words = format!("Deleted chequebook {}", before.name());
    sheet.changes.push(Change::Chequebook(Edit::deleted(before)));
    Ok(sheet.done(words, None))
}

/// Deletes the books of an account that goes.
pub(super) fn delete_all<F: Facts>(sheet: &mut Sheet<F>, account: AccountId) -> Outcome<(), F> {
    let books = sheet.facts.chequebooks(account).map_err(Denied::Failed)?;
    sheet.changes.extend(books.into_iter().map(|book| Change::Chequebook(Edit::deleted(book))));
    Ok(())
}

fn chequebook<F: Facts>(sheet: &Sheet<F>, id: ChequebookId) -> Outcome<Chequebook, F> {
    let found = sheet.facts.chequebook(id).map_err(Denied::Failed)?;
    Ok(found.ok_or(Refusal::NoSuchChequebook)?)
}

fn patched(before: &Chequebook, patch: &ChequebookPatch) -> Chequebook {
    let mut after = before.clone();
    if let Some(first) = patch.first {
        (after.first, after.digits) = (first.number, first.digits);
    }
    after.last = patch.last.map_or(before.last, |last| last.number);
    // What nobody set goes with the numbers of the book.
    let is_kept = before.next != before.first && after.holds(before.next);
    after.next = patch.next.map_or(if is_kept { before.next } else { after.first }, |next| next.number);
    after.in_use = patch.in_use.unwrap_or(before.in_use);
    after.closed = patch.closed.unwrap_or(before.closed && patch.in_use != Some(true));
    after.in_use &= !after.closed;
    after
}

fn words(before: &Chequebook, after: &Chequebook) -> String {
    let name = after.name();
    match (before.closed, after.closed) {
        (false, true) => format!("Closed chequebook {name}"),
        (true, false) => format!("Re-opened chequebook {name}"),
        _ if after.in_use && !before.in_use => format!("Took chequebook {name} into use"),
        _ => format!("Changed chequebook {name}"),
    }
}

/// That the numbers are in order and belong to no other book. `next` is what somebody typed.
fn checked<F: Facts>(sheet: &Sheet<F>, book: &Chequebook, next: Option<PrintedNumber>) -> Outcome<(), F> {
    if book.last < book.first {
        return Err(Refusal::ChequebookBackwards.into());
    }
    let count = book.last - book.first + 1;
    if count > MOST_CHEQUES {
        return Err(Refusal::ChequebookTooLarge(count).into());
    }
    let others = sheet.facts.chequebooks(book.account).map_err(Denied::Failed)?;
    if let Some(other) = others.iter().find(|other| other.id != book.id && other.overlaps(book)) {
        let field = if other.holds(book.first) { "first" } else { "last" };
        return Err(Refusal::ChequebookOverlaps { book: other.name(), field }.into());
    }
    let Some(next) = next else {
        return Ok(());
    };
    if !book.holds(next.number) {
        return Err(Refusal::ChequeOutside(book.name()).into());
    }
    let highest = sheet.facts.highest_cheque(book).map_err(Denied::Failed)?;
    match highest.filter(|highest| *highest >= next.number) {
        Some(highest) => Err(Refusal::ChequeWritten { written: book.printed(highest) }.into()),
        None => Ok(()),
    }
}

/// The number of the next cheque of an account, which nothing else of this step gets; none without one.
pub(super) fn next_number<F: Facts>(sheet: &mut Sheet<F>, account: AccountId) -> Outcome<Option<String>, F> {
    let mut books = Vec::new();
    for book in sheet.facts.chequebooks(account).map_err(Denied::Failed)? {
        let written = sheet.facts.highest_cheque(&book).map_err(Denied::Failed)?;
        let highest = written.max(sheet.cheques.get(&book.id).copied());
        books.push((book, highest));
    }
    let Some((book, number)) = next_cheque(&books) else { return Ok(None) };
    sheet.cheques.insert(book.id, number);
    Ok(Some(book.printed(number)))
}

/// Another book comes into use.
fn put_aside<F: Facts>(sheet: &mut Sheet<F>, account: AccountId, except: ChequebookId) -> Outcome<(), F> {
    let books = sheet.facts.chequebooks(account).map_err(Denied::Failed)?;
    for before in books.into_iter().filter(|book| book.in_use && book.id != except) {
        let after = Chequebook { in_use: false, ..before.clone() };
        sheet.changes.push(Change::Chequebook(Edit::altered(before, after)));
    }
    Ok(())
}
