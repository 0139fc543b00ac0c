//! Rows of the register that a person chose for lines, wherever they are.
//!
//! Matching knows only what is near the lines. A row that was chosen by hand
//! may be anywhere: it is looked up here, so that the plan can say whether it fits.

use std::collections::HashSet;

use crate::book::{AccountRow, Failure, View};
use crate::import::matching::{Claimed, Entered};
use crate::import::plan::{Answer, Chosen, Elsewhere, Knowledge, Reference};
use crate::ledger::{AccountId, AmountStays};

/// Adds to what is known of the account each row that was chosen and is not among it.
pub fn rows_chosen(
    book: &View,
    id: AccountId,
    chosen: &Chosen,
    accounts: &[AccountRow],
    knowledge: &mut Knowledge,
) -> Result<(), Failure> {
    for answer in chosen.answers.values() {
        knowledge.fixed.extend(fixed(book, answer)?);
    }
    let chosen: HashSet<Reference> = chosen.answers.values().filter_map(entry).collect();
    if chosen.is_empty() {
        return Ok(());
    }
    let entered = knowledge.entered.iter().map(|entry| entry.reference);
    let known: HashSet<Reference> =
        entered.chain(knowledge.claimed.iter().map(|claimed| claimed.entry.reference)).collect();
    for row in chosen.difference(&known) {
        look_up(book, id, *row, accounts, knowledge)?;
    }
    Ok(())
}

fn entry(answer: &Answer) -> Option<Reference> {
    match answer {
        Answer::New => None,
        Answer::Entry(row) | Answer::Correct(row) => Some(*row),
    }
}

/// Why a row that is to get the amount of its line cannot.
fn fixed(book: &View, answer: &Answer) -> Result<Option<(Reference, AmountStays)>, Failure> {
    let Answer::Correct(row) = *answer else { return Ok(None) };
    let transaction = book.transaction(row.0)?;
    Ok(transaction.and_then(|transaction| Some((row, transaction.hindrance_of_amount(row.1)?))))
}

fn look_up(
    book: &View,
    id: AccountId,
    row: Reference,
    accounts: &[AccountRow],
    knowledge: &mut Knowledge,
) -> Result<(), Failure> {
    let transaction = book.transaction(row.0)?;
    let split = transaction.as_ref().and_then(|transaction| transaction.splits.get(row.1));
    let Some((transaction, split)) = transaction.as_ref().zip(split) else {
        knowledge.elsewhere.insert(row, Elsewhere::Gone);
        return Ok(());
    };
    if split.account != id {
        let other = accounts.iter().find(|other| other.account.id == split.account);
        let name = other.map_or_else(String::new, |other| other.account.name.clone());
        knowledge.elsewhere.insert(row, Elsewhere::In(name));
        return Ok(());
    }
    let entry = Entered {
        reference: row,
        date: transaction.date,
        amount: split.amount,
        number: transaction.number.clone(),
        payee: String::new(),
        memo: String::new(),
        far_side: None,
    };
    match split.bank_id {
        // It is of other days than the file, or was changed since: matching does not look at it.
        Some(_) => knowledge.claimed.push(Claimed { entry, by: Vec::new() }),
        None => knowledge.entered.push(entry),
    }
    Ok(())
}
