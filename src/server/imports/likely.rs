//! The account that a statement most likely belongs to.
//!
//! It only proposes: whatever is chosen on the page goes before.

use std::collections::{HashMap, HashSet};

use super::route::stated;
use crate::book::{AccountRow, KnownLines};
use crate::import::Statement;
use crate::ledger::{Account, AccountId};

/// The open register of the statement's currency that earlier files of this bank account went to, that
/// has most of its lines, or that has its name; none of those that are `taken`.
pub fn likely(
    statement: &Statement,
    accounts: &[AccountRow],
    known: &HashMap<AccountId, KnownLines>,
    taken: &HashSet<AccountId>,
) -> Option<AccountId> {
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
        return Some(same_key);
    }
    if let Some(same_lines) = by_lines(statement, &registers, known) {
        return Some(same_lines);
    }
    let name = statement.account.label.to_lowercase();
    found(&|account| account.name.to_lowercase() == name)
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
