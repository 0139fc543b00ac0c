//! The account that a statement most likely belongs to.
//!
//! It only proposes: whatever is chosen on the page goes before.

use std::collections::{HashMap, HashSet};

use super::own_rows;
use super::route::stated;
use crate::book::{AccountRow, Failure, KnownLines, View};
use crate::import::{NAMELESS, Statement};
use crate::ledger::{Account, AccountId, name};

/// The open register of the statement's currency that earlier files of this bank account went to, that
/// has most of its lines, that alone had files of this layout, or that has its name; none of those that are `taken`.
pub fn likely(
    book: &View,
    statement: &Statement,
    layout: &str,
    accounts: &[AccountRow],
    known: &HashMap<AccountId, KnownLines>,
    taken: &HashSet<AccountId>,
) -> Result<Option<AccountId>, Failure> {
    let fits = |account: &&Account| {
        let is_same_currency = stated(statement).is_none_or(|currency| currency == account.currency);
        account.kind.is_register() && !account.closed && is_same_currency && !taken.contains(&account.id)
    };
    let registers: Vec<&Account> = accounts.iter().map(|row| &row.account).filter(fits).collect();
    let found = |is_it: &dyn Fn(&Account) -> bool| {
        registers.iter().find(|account| is_it(account)).map(|account| account.id)
    };
    let key = statement.account.key.as_ref();
    if let Some(same_key) = found(&|account| key.is_some() && account.bank_key.as_ref() == key) {
        return Ok(Some(same_key));
    }
    if let Some(own) = by_own_rows(book, statement, &registers)? {
        return Ok(Some(own));
    }
    if let Some(same_lines) = by_lines(statement, &registers, known) {
        return Ok(Some(same_lines));
    }
    let had_layout = |account: &&&Account| key.is_none() || account.bank_key.is_none();
    let of_layout = book.accounts_of_layout(layout)?;
    let mut had = registers.iter().filter(had_layout).filter(|account| of_layout.contains(&account.id));
    if let (Some(only), None) = (had.next(), had.next()) {
        return Ok(Some(only.id));
    }
    // A name that every bank's file could have says nothing of whose it is.
    if statement.account.label == NAMELESS {
        return Ok(None);
    }
    let name = name::key(&statement.account.label);
    Ok(found(&|account| name::key(&account.name) == name))
}

/// The register that has most of the lines as its own rows: the file is ours.
fn by_own_rows(
    book: &View,
    statement: &Statement,
    registers: &[&Account],
) -> Result<Option<AccountId>, Failure> {
    let (mut most, mut found) = (0, None);
    for account in registers {
        let count = own_rows::of(book, account, statement)?.len();
        if count > most {
            (most, found) = (count, Some(account.id));
        }
    }
    let named = own_rows::account_of(statement);
    Ok(found.or_else(|| registers.iter().map(|account| account.id).find(|id| Some(*id) == named)))
}

/// The label for a new account; of a name that says nothing, one that no account has.
pub fn free_name(label: &str, accounts: &[AccountRow]) -> String {
    let is_free = |name: &String| !accounts.iter().any(|row| row.account.name.eq_ignore_ascii_case(name));
    let mut names = (2..100).map(|number| format!("{NAMELESS} {number}"));
    let own = label.to_owned();
    if label != NAMELESS || is_free(&own) { own } else { names.find(is_free).unwrap_or(own) }
}

/// The register into which most of the lines were imported, if any was. A file without account numbers
/// is recognised by nothing else once its account has another name.
fn by_lines(
    statement: &Statement,
    registers: &[&Account],
    known: &HashMap<AccountId, KnownLines>,
) -> Option<AccountId> {
    let (mut most, mut found) = (0, None);
    // Another number at the bank is another account, whatever the ids of its lines are.
    let is_other = |account: &Account| statement.account.key.is_some() && account.bank_key.is_some();
    for account in registers.iter().filter(|account| !is_other(account)) {
        let Some(known) = known.get(&account.id) else { continue };
        let is_known = |line: &&crate::import::Line| {
            let amount = line.amount.to_minor(account.currency);
            amount.is_ok_and(|amount| known.contains_key(&(line.bank_id.clone(), amount.minor)))
        };
        let count = statement.lines.iter().filter(is_known).count();
        if count > most {
            (most, found) = (count, Some(account.id));
        }
    }
    found
}
