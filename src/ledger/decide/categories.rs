//! Categories as a tree: `Food:Groceries` is beneath `Food`.
//!
//! The tree is in the names; what is beneath a category follows it.

use super::budget;
use super::checked_names::checked_account_name;
use super::facts::{Class, Facts, Use};
use super::kept_reports;
use super::schedules;
use super::sheet::{Sheet, key_of};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::change::{Change, Edit, Entity};
use crate::ledger::mass::SplitsMoved;
use crate::ledger::money::{Currency, LARGEST_BALANCE};
use crate::ledger::name::{BENEATH, tidied_path};
use crate::ledger::refusal::Refusal;

/// Which category is to be called what.
pub(super) struct Renaming<'c> {
    pub name: &'c str,
    pub currency: Currency,
    pub to: &'c str,
    /// Whether what has such a name already becomes one with it.
    pub merge: bool,
}

/// Gives a category and all beneath it another name, or another place: `Groceries` → `Food:Groceries`. Two trees
/// become one where that is wanted: each category joins the one that has its name there.
pub(super) fn rename<F: Facts>(sheet: &mut Sheet<F>, wanted: &Renaming) -> Outcome<Decision, F> {
    let name = tidied_path(wanted.name);
    let to = checked_account_name(wanted.to, Class::Category)?;
    let all = categories(sheet, wanted.currency)?;
    let moved: Vec<Account> = all.iter().filter(|a| rest(&a.name, &name).is_some()).cloned().collect();
    if moved.is_empty() {
        return Err(Refusal::NoSuchAccount.into());
    }
    let mut joins = false;
    for before in moved {
        let after = format!("{to}{}", rest(&before.name, &name).unwrap_or_default());
        let after = checked_account_name(&after, Class::Category)?;
        match holder(&all, &name, &before, &after) {
            Some(there) if wanted.merge => {
                pour(sheet, &before, there)?;
                joins = true;
            }
            Some(there) => return Err(Refusal::CategoryTaken(there.name.clone()).into()),
            None => put(sheet, before, after),
        }
    }
    let words = match joins {
        true => format!("Merged the category {name} into {to}"),
        false => format!("Renamed the category {name} to {to}"),
    };
    Ok(sheet.done(words, None))
}

/// Who has the name that a category is to get. What is under `from` leaves its own, too.
fn holder<'a>(all: &'a [Account], from: &str, before: &Account, name: &str) -> Option<&'a Account> {
    let has_it = |a: &&Account| key_of(&a.name) == key_of(name) && a.id != before.id;
    all.iter().find(has_it).filter(|there| rest(&there.name, from).is_none())
}

fn put<F: Facts>(sheet: &mut Sheet<F>, before: Account, name: String) {
    let after = Account { name, ..before.clone() };
    if before != after {
        sheet.changes.push(Change::Account(Edit::altered(before, after)));
    }
}

/// All that is in one category goes to the other; what is beneath it follows, and joins what has its name there.
pub(super) fn merge<F: Facts>(sheet: &mut Sheet<F>, id: AccountId, into: AccountId) -> Outcome<Decision, F> {
    let (from, target) = (category(sheet, id)?, category(sheet, into)?);
    if id == into {
        return Err(Refusal::IntoItself(from.name).into());
    }
    if from.currency != target.currency {
        let (ours, theirs) = (from.currency.code().to_owned(), target.currency.code().to_owned());
        return Err(Refusal::CurrencyMix(ours, theirs).into());
    }
    let all = categories(sheet, from.currency)?;
    // Into one of its own: only what is in itself goes there.
    let is_its_own = rest(&target.name, &from.name).is_some();
    let beneath = all.iter().filter(|a| !is_its_own && a.id != id && rest(&a.name, &from.name).is_some());
    for child in beneath.cloned() {
        let name = format!("{}{}", target.name, rest(&child.name, &from.name).unwrap_or_default());
        // What is itself under `from` leaves its name to others: `Food:Bread:Bread` may become `Food:Bread`.
        let stays = |a: &&Account| key_of(&a.name) == key_of(&name) && rest(&a.name, &from.name).is_none();
        match all.iter().find(stays) {
            Some(there) => pour(sheet, &child, there)?,
            None => {
                let after = Account { name: checked_account_name(&name, Class::Category)?, ..child.clone() };
                sheet.changes.push(Change::Account(Edit::altered(child, after)));
            }
        }
    }
    pour(sheet, &from, &target)?;
    let words = format!("Merged the category {} into {}", from.name, target.name);
    Ok(sheet.done(words, Some(into.0)))
}

/// Every split of one goes to the other, and the one is gone.
fn pour<F: Facts>(sheet: &mut Sheet<F>, from: &Account, into: &Account) -> Outcome<(), F> {
    if sheet.facts.has_reconciled(from.id).map_err(Denied::Failed)? {
        return Err(Refusal::Reconciled.into());
    }
    let balance = |id| sheet.facts.balance(id).map_err(Denied::Failed);
    let sum = i128::from(balance(from.id)?) + i128::from(balance(into.id)?);
    if sum.abs() > i128::from(LARGEST_BALANCE) {
        return Err(Refusal::BalanceTooLarge(into.name.clone()).into());
    }
    let splits = sheet.facts.splits_of(from.id).map_err(Denied::Failed)?;
    if sheet.facts.account_use(from.id).map_err(Denied::Failed)? == Use::Imports {
        return Err(Refusal::AccountRemembers(from.name.clone()).into());
    }
    if !splits.is_empty() {
        sheet.changes.push(Change::SplitsMoved(SplitsMoved { from: from.id, to: into.id, splits }));
    }
    schedules::renamed(sheet, Entity::Account(from.id), Some(Entity::Account(into.id)))?;
    budget::poured(sheet, from.id, into.id)?;
    kept_reports::follow(sheet, from.id, into.id)?;
    sheet.changes.push(Change::Account(Edit::deleted(from.clone())));
    Ok(())
}

/// The categories that nothing uses and nothing is beneath.
pub(super) fn unused<F: Facts>(sheet: &Sheet<F>) -> Outcome<Vec<Account>, F> {
    let mut unused = Vec::new();
    for account in sheet.facts.accounts().map_err(Denied::Failed)? {
        let is_category = Class::of(account.kind) == Class::Category;
        // What is planned for one is a use of it.
        if is_category
            && sheet.facts.account_use(account.id).map_err(Denied::Failed)? == Use::Nothing
            && sheet.facts.budget_of(account.id).map_err(Denied::Failed)?.is_empty()
        {
            unused.push(account);
        }
    }
    Ok(unused)
}

fn category<F: Facts>(sheet: &mut Sheet<F>, id: AccountId) -> Outcome<Account, F> {
    let account = sheet.account(id)?;
    match Class::of(account.kind) {
        Class::Category => Ok(account),
        _ => Err(Refusal::NotACategory(account.name).into()),
    }
}

fn categories<F: Facts>(sheet: &Sheet<F>, currency: Currency) -> Outcome<Vec<Account>, F> {
    let all = sheet.facts.accounts().map_err(Denied::Failed)?;
    Ok(all.into_iter().filter(|a| Class::of(a.kind) == Class::Category && a.currency == currency).collect())
}

/// What follows `above` in a name: "" for the category itself, ":Groceries" for one beneath; none for others.
fn rest<'n>(name: &'n str, above: &str) -> Option<&'n str> {
    let above = above.trim();
    let (head, tail) = match name.char_indices().nth(above.chars().count()) {
        Some((at, _)) => name.split_at(at),
        None => (name, ""),
    };
    let is_below = tail.is_empty() || tail.starts_with(BENEATH);
    (key_of(head) == key_of(above) && is_below).then_some(tail)
}
