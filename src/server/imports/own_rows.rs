//! Lines of our own OFX that come back into the book they were written from.
//!
//! Its ids name the transaction (`export/ofx.rs`). A line is a row of the book
//! only where day and amount are that row's, too: another book gives out the
//! same ids.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::book::{Failure, View};
use crate::import::Statement;
use crate::ledger::{Account, AccountId, Minor, TransactionId};

/// What the id of a line of ours begins with.
const OWN: &str = "counterfoil-";

/// The lines that are rows of the account: their ids, each with its amount.
pub fn of(book: &View, account: &Account, statement: &Statement) -> Result<Vec<(String, Minor)>, Failure> {
    let named = statement.lines.iter().filter_map(|line| Some((line, named(&line.bank_id)?)));
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: HashMap<TransactionId, (Date, Vec<Minor>)> = HashMap::new();
    for (id, date, amount) in book.dated_splits(account.id)? {
        rows.entry(id).or_insert((date, Vec::new())).1.push(amount);
    }
    let is_row = |id: &TransactionId, place: usize, date: Date, amount: Minor| {
        rows.get(id).is_some_and(|(day, own)| {
            let is_whole = place == 0 && Minor::sum(own.iter().copied()) == Ok(amount);
            *day == date && (is_whole || own.get(place) == Some(&amount))
        })
    };
    let found = named.into_iter().filter_map(|(line, (id, place))| {
        let amount = line.amount.to_minor(account.currency).ok()?.minor;
        is_row(&id, place, line.date, amount).then(|| (line.bank_id.clone(), amount))
    });
    Ok(found.collect())
}

/// The account that a statement of ours without lines is about, by its number.
pub fn account_of(statement: &Statement) -> Option<AccountId> {
    let number = statement.account.written.as_deref().filter(|_| statement.lines.is_empty())?;
    number.strip_prefix(OWN)?.parse().ok().map(AccountId)
}

/// The transaction that an id of ours names, and which of its rows in the account.
fn named(bank_id: &str) -> Option<(TransactionId, usize)> {
    let rest = bank_id.strip_prefix(OWN)?;
    if let Some(opening) = rest.strip_prefix("opening-") {
        return opening.parse().ok().map(|id| (TransactionId(id), 0));
    }
    let (id, place) = rest.split_once('-')?;
    Some((TransactionId(id.parse().ok()?), place.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_ours_name_a_transaction() {
        assert_eq!(named("counterfoil-12-1"), Some((TransactionId(12), 1)));
        assert_eq!(named("counterfoil-opening-3"), Some((TransactionId(3), 0)));
        for other in ["12-1", "counterfoil-", "counterfoil-x-1", "counterfoil-1", "f:00#1"] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
