//! Opening, changing and deleting accounts.

use super::facts::{Class, Facts, Use};
use super::sheet::{Sheet, checked_name, key_of};
use super::transactions::checked_date;
use super::{Decision, Denied, Outcome};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::{AccountPatch, NewAccount, Opening};
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};

/// The longest note on an account, in characters.
const LONGEST_NOTE: usize = 4_000;

pub(super) fn open<F: Facts>(sheet: &mut Sheet<F>, new: &NewAccount) -> Outcome<Decision, F> {
    let name = checked_name(&new.name)?;
    if sheet.account_named(&name, Class::of(new.kind), new.currency)?.is_some() {
        return Err(Refusal::NameTaken(name).into());
    }
    let account = sheet.make_account(&name, new.kind, new.currency, None)?;
    if let Some(opening) = &new.opening {
        write_opening(sheet, &account, opening)?;
    }
    Ok(sheet.done(format!("Opened the account {name}"), Some(account.id.0)))
}

/// The opening balance is a transaction against equity, so that the book adds up.
pub(super) fn write_opening<F: Facts>(
    sheet: &mut Sheet<F>,
    account: &Account,
    opening: &Opening,
) -> Outcome<(), F> {
    if opening.amount.units() == 0 {
        return Ok(());
    }
    let equity = sheet.opening_balances(account.currency)?;
    let side = |account: AccountId, amount, state| Split {
        account,
        amount,
        value: amount,
        memo: String::new(),
        state,
        bank_id: None,
        statement: None,
    };
    let transaction = Transaction {
        id: TransactionId(sheet.fresh_transaction()),
        date: checked_date(opening.date)?,
        number: None,
        payee: None,
        memo: "Opening balance".into(),
        currency: account.currency,
        splits: vec![
            side(account.id, opening.amount, SplitState::Cleared),
            side(equity.id, opening.amount.negated(), SplitState::Uncleared),
        ],
    };
    sheet.changes.push(Change::Transaction(Edit::made(transaction)));
    Ok(())
}

pub(super) fn edit<F: Facts>(
    sheet: &mut Sheet<F>,
    id: AccountId,
    patch: &AccountPatch,
) -> Outcome<Decision, F> {
    let before = sheet.account(id)?;
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        after.name = free_name(sheet, &before, name)?;
    }
    if let Some(note) = &patch.note {
        if note.chars().count() > LONGEST_NOTE {
            return Err(Refusal::TooLong { field: "note", most: LONGEST_NOTE }.into());
        }
        after.note.clone_from(note);
    }
    after.closed = patch.closed.unwrap_or(before.closed);
    let words = words(&before, &after);
    if before != after {
        sheet.changes.push(Change::Account(Edit::altered(before, after)));
    }
    Ok(sheet.done(words, None))
}

fn free_name<F: Facts>(sheet: &mut Sheet<F>, account: &Account, name: &str) -> Outcome<String, F> {
    let name = checked_name(name)?;
    let other = sheet.account_named(&name, Class::of(account.kind), account.currency)?;
    if key_of(&name) != key_of(&account.name) && other.is_some() {
        return Err(Refusal::NameTaken(name).into());
    }
    Ok(name)
}

fn words(before: &Account, after: &Account) -> String {
    if before.name != after.name {
        return format!("Renamed the account {} to {}", before.name, after.name);
    }
    match (before.closed, after.closed) {
        (false, true) => format!("Closed the account {}", after.name),
        (true, false) => format!("Re-opened the account {}", after.name),
        _ => format!("Changed the account {}", after.name),
    }
}

pub(super) fn delete<F: Facts>(sheet: &mut Sheet<F>, id: AccountId) -> Outcome<Decision, F> {
    let account = sheet.account(id)?;
    match sheet.facts.account_use(id).map_err(Denied::Failed)? {
        Use::Nothing => {}
        Use::Transactions => return Err(Refusal::AccountInUse(account.name).into()),
        Use::Imports => return Err(Refusal::AccountRemembers(account.name).into()),
    }
    let words = format!("Deleted the account {}", account.name);
    sheet.changes.push(Change::Account(Edit::deleted(account)));
    Ok(sheet.done(words, None))
}
