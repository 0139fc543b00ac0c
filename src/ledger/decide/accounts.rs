//! Opening, changing and deleting accounts.

use super::budget;
use super::checked_names::{checked_account_name, checked_name};
use super::checks::keeps_reconciled;
use super::cheques::delete_all;
use super::closing;
use super::facts::{Class, Facts, Use};
use super::schedules;
use super::sheet::{Sheet, key_of};
use super::transactions::checked_date;
use super::{Decision, Denied, Outcome};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::{AccountPatch, AccountWords, NewAccount, Opening};
use crate::ledger::name;
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};

/// What the transaction of an opening balance says of itself.
pub(super) const OPENING_MEMO: &str = "Opening balance";

/// The longest note on an account, in characters.
const LONGEST_NOTE: usize = 4_000;

pub(super) fn open<F: Facts>(
    sheet: &mut Sheet<F>,
    new: &NewAccount,
    words: &AccountWords,
) -> Outcome<Decision, F> {
    let name = checked_account_name(&new.name, Class::of(new.kind))?;
    if sheet.account_named(&name, Class::of(new.kind), new.currency)?.is_some() {
        return Err(Refusal::NameTaken(name).into());
    }
    let mut account = sheet.make_account(&name, new.kind, new.currency, None)?;
    (account.subkind, account.group) = (short(&words.subkind)?, short(&words.group)?);
    account.note = checked_note(&words.note)?;
    sheet.remade(&account);
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
    let id = sheet.fresh_transaction();
    let transaction = Transaction {
        id: TransactionId(id),
        place: id,
        date: checked_date(opening.date)?,
        number: None,
        payee: None,
        memo: OPENING_MEMO.into(),
        currency: account.currency,
        splits: vec![
            side(account.id, opening.amount, SplitState::Cleared),
            side(equity.id, opening.amount.negated(), SplitState::Uncleared),
        ],
        tags: Vec::new(),
        void: None,
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
        after.note = checked_note(note)?;
    }
    after.closed = patch.closed.unwrap_or(before.closed);
    if after.closed && !before.closed && !patch.close_anyway {
        closing::nothing_is_left(sheet, &before)?;
    }
    after.order = patch.order.unwrap_or(before.order);
    if let Some(kind) = patch.kind {
        if Class::of(kind) != Class::of(before.kind) {
            return Err(Refusal::KindOfAnotherClass(before.name).into());
        }
        after.kind = kind;
    }
    for (given, kept) in [(&patch.subkind, &mut after.subkind), (&patch.group, &mut after.group)] {
        if let Some(given) = given {
            *kept = short(given)?;
        }
    }
    if let Some(opening) = &patch.opening {
        rewrite_opening(sheet, &before, opening)?;
    }
    let words = words(&before, &after);
    if before != after {
        sheet.changes.push(Change::Account(Edit::altered(before, after)));
    }
    Ok(sheet.done(words, None))
}

fn free_name<F: Facts>(sheet: &mut Sheet<F>, account: &Account, name: &str) -> Outcome<String, F> {
    let name = checked_account_name(name, Class::of(account.kind))?;
    let other = sheet.account_named(&name, Class::of(account.kind), account.currency)?;
    if key_of(&name) != key_of(&account.name) && other.is_some() {
        return Err(Refusal::NameTaken(name).into());
    }
    Ok(name)
}

/// A note on an account as it is kept.
pub(super) fn checked_note(note: &str) -> Result<String, Refusal> {
    if note.chars().count() > LONGEST_NOTE {
        return Err(Refusal::TooLong { field: "note", most: LONGEST_NOTE });
    }
    Ok(note.to_owned())
}

/// A heading or the name of a kind; may be empty.
pub(super) fn short(text: &str) -> Result<String, Refusal> {
    if name::tidied(text).is_empty() { Ok(String::new()) } else { checked_name(text) }
}

/// The opening balance as it should have been. Zero takes it away.
fn rewrite_opening<F: Facts>(sheet: &mut Sheet<F>, account: &Account, opening: &Opening) -> Outcome<(), F> {
    if Class::of(account.kind) != Class::Register {
        return Err(Refusal::NotARegister(account.name.clone()).into());
    }
    let Some(id) = sheet.facts.opening(account.id).map_err(Denied::Failed)? else {
        return write_opening(sheet, account, opening);
    };
    let before = sheet.transaction(id)?;
    if opening.amount.units() == 0 {
        keeps_reconciled(&before, None)?;
        sheet.changes.push(Change::Transaction(Edit::deleted(before)));
        return Ok(());
    }
    // What is entered counts, also where it was void before.
    let mut after = Transaction { date: checked_date(opening.date)?, void: None, ..before.clone() };
    for split in &mut after.splits {
        let amount = if split.account == account.id { opening.amount } else { opening.amount.negated() };
        (split.amount, split.value) = (amount, amount);
    }
    keeps_reconciled(&before, Some(&after))?;
    sheet.alter(before, after);
    Ok(())
}

/// Gives the accounts their places, from 1 in the order given, and the one that moved its heading.
pub(super) fn order<F: Facts>(
    sheet: &mut Sheet<F>,
    ids: &[AccountId],
    moved: Option<&(AccountId, String)>,
) -> Outcome<Decision, F> {
    for (place, id) in (1..).zip(ids) {
        let before = sheet.account(*id)?;
        let mut after = Account { order: place, ..before.clone() };
        if let Some((_, group)) = moved.filter(|(one, _)| one == id) {
            after.group = short(group)?;
        }
        if before != after {
            sheet.changes.push(Change::Account(Edit::altered(before, after)));
        }
    }
    Ok(sheet.done("Put the accounts in another order".into(), None))
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
    schedules::unnamed(sheet, &account)?;
    match sheet.facts.account_use(id).map_err(Denied::Failed)? {
        Use::Nothing => {}
        Use::Transactions => return Err(Refusal::AccountInUse(account.name).into()),
        Use::Imports => return Err(Refusal::AccountRemembers(account.name).into()),
    }
    let words = format!("Deleted the account {}", account.name);
    delete_all(sheet, id)?;
    budget::deleted(sheet, id)?;
    sheet.changes.push(Change::Account(Edit::deleted(account)));
    Ok(sheet.done(words, None))
}
