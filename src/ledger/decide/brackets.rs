//! `[Savings]` in the place of a category: a transfer to the account of that name, never a category.
//!
//! A category that began with a bracket would be taken for the account from
//! then on, so there is none, by whatever door. What older books have of them
//! is renamed once, as a step of the history.

use super::facts::{Class, Facts};
use super::sheet::{Sheet, key_of};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::Account;
use crate::ledger::change::{Change, Edit};
use crate::ledger::money::Currency;
use crate::ledger::transfer_refusal::TransferRefusal;

const BRACKETS: [char; 2] = ['[', ']'];

/// What a category is called that was nothing but brackets.
const NAMELESS: &str = "Category";

/// "Savings" of `[Savings]`.
pub(super) fn account_in(text: &str) -> Option<&str> {
    text.trim().strip_prefix('[')?.strip_suffix(']').map(str::trim)
}

/// The open account that the brackets name.
pub(super) fn register_named<F: Facts>(
    sheet: &mut Sheet<F>,
    name: &str,
    currency: Currency,
) -> Outcome<Account, F> {
    match sheet.account_named(name, Class::Register, currency)? {
        Some(account) => sheet.open_account(account.id),
        None => Err(TransferRefusal::NoSuchRegister(name.to_owned()).into()),
    }
}

/// Refused for a category whose name begins with a bracket.
pub(super) fn checked(account: &Account) -> Result<(), TransferRefusal> {
    if is_bracketed(account) { Err(TransferRefusal::BracketCategory(account.name.clone())) } else { Ok(()) }
}

fn is_bracketed(account: &Account) -> bool {
    Class::of(account.kind) == Class::Category && account.name.trim_start().starts_with('[')
}

/// The same of all that a step changes. What the history brings back had its name before there was this rule.
pub(super) fn all_checked(changes: &[Change]) -> Result<(), TransferRefusal> {
    let named = changes.iter().filter_map(|change| match change {
        Change::Account(Edit { before, after: Some(after) }) => Some((before.as_ref(), after)),
        _ => None,
    });
    let mut renamed = named.filter(|(before, after)| before.is_none_or(|before| before.name != after.name));
    renamed.try_for_each(|(_, after)| checked(after))
}

/// Gives every category that begins with a bracket a name without any.
pub(super) fn rename_all<F: Facts>(sheet: &mut Sheet<F>) -> Outcome<Decision, F> {
    let mut all = sheet.facts.accounts().map_err(Denied::Failed)?;
    let mut told = Vec::new();
    for at in 0..all.len() {
        let before = all[at].clone();
        if !is_bracketed(&before) {
            continue;
        }
        let after = Account { name: free_name(&all, &before), ..before.clone() };
        told.push(format!("{} is {} now", before.name, after.name));
        all[at] = after.clone();
        sheet.changes.push(Change::Account(Edit::altered(before, after)));
    }
    Ok(sheet.done(format!("Renamed categories that began with a bracket: {}", told.join(", ")), None))
}

/// The name without brackets, numbered where another category of the currency has it.
fn free_name(all: &[Account], account: &Account) -> String {
    let plain = account.name.replace(BRACKETS, "");
    let plain = Some(plain.trim()).filter(|name| !name.is_empty()).unwrap_or(NAMELESS);
    let is_taken = |name: &str| {
        let is_same = |other: &Account| {
            Class::of(other.kind) == Class::Category
                && other.currency == account.currency
                && key_of(&other.name) == key_of(name)
        };
        all.iter().any(|other| other.id != account.id && is_same(other))
    };
    let numbered = (2..).map(|number| format!("{plain} {number}"));
    std::iter::once(plain.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}
