//! Payees and tags: other names, merging, deleting.

use super::categories;
use super::checked_names::{checked_name, checked_tag};
use super::facts::Facts;
use super::schedules;
use super::sheet::Sheet;
use super::{Decision, Denied, Outcome};
use crate::ledger::change::{Change, Edit, Entity};
use crate::ledger::command::Unused;
use crate::ledger::mass::{PayeeSwapped, Tagged};
use crate::ledger::payee::{Payee, PayeeId};
use crate::ledger::refusal::Refusal;
use crate::ledger::tag::{Tag, TagId};

fn payee<F: Facts>(sheet: &Sheet<F>, id: PayeeId) -> Outcome<Payee, F> {
    Ok(sheet.facts.payee(id).map_err(Denied::Failed)?.ok_or(Refusal::NoSuchPayee)?)
}

fn tag<F: Facts>(sheet: &Sheet<F>, id: TagId) -> Outcome<Tag, F> {
    Ok(sheet.facts.tag(id).map_err(Denied::Failed)?.ok_or(Refusal::NoSuchTag)?)
}

pub(super) fn rename_payee<F: Facts>(sheet: &mut Sheet<F>, id: PayeeId, name: &str) -> Outcome<Decision, F> {
    let (before, name) = (payee(sheet, id)?, checked_name(name)?);
    let other = sheet.facts.payee_named(&name).map_err(Denied::Failed)?;
    if let Some(other) = other.filter(|other| other.id != id) {
        return Err(Refusal::PayeeTaken(other.name).into());
    }
    let words = format!("Renamed the payee {} to {name}", before.name);
    if before.name != name {
        sheet.changes.push(Change::Payee(Edit::altered(before, Payee { id, name })));
    }
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn merge_payee<F: Facts>(
    sheet: &mut Sheet<F>,
    id: PayeeId,
    into: PayeeId,
) -> Outcome<Decision, F> {
    let (from, target) = (payee(sheet, id)?, payee(sheet, into)?);
    if id == into {
        return Err(Refusal::IntoItself(from.name).into());
    }
    let transactions = sheet.facts.transactions_of(id).map_err(Denied::Failed)?;
    if !transactions.is_empty() {
        sheet.changes.push(Change::PayeeSwapped(PayeeSwapped { from: id, to: into, transactions }));
    }
    schedules::renamed(sheet, Entity::Payee(id), Some(Entity::Payee(into)))?;
    let words = format!("Merged the payee {} into {}", from.name, target.name);
    sheet.changes.push(Change::Payee(Edit::deleted(from)));
    Ok(sheet.done(words, Some(into.0)))
}

pub(super) fn delete_payee<F: Facts>(sheet: &mut Sheet<F>, id: PayeeId) -> Outcome<Decision, F> {
    let payee = payee(sheet, id)?;
    if sheet.facts.references(Entity::Payee(id)).map_err(Denied::Failed)? > 0 {
        return Err(Refusal::PayeeInUse(payee.name).into());
    }
    let words = format!("Deleted the payee {}", payee.name);
    sheet.changes.push(Change::Payee(Edit::deleted(payee)));
    Ok(sheet.done(words, None))
}

pub(super) fn rename_tag<F: Facts>(sheet: &mut Sheet<F>, id: TagId, name: &str) -> Outcome<Decision, F> {
    let (before, name) = (tag(sheet, id)?, checked_tag(name)?);
    let other = sheet.facts.tag_named(&name).map_err(Denied::Failed)?;
    if let Some(other) = other.filter(|other| other.id != id) {
        return Err(Refusal::TagTaken(other.name).into());
    }
    let words = format!("Renamed the tag {} to {name}", before.name);
    if before.name != name {
        sheet.changes.push(Change::Tag(Edit::altered(before, Tag { id, name })));
    }
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn merge_tag<F: Facts>(sheet: &mut Sheet<F>, id: TagId, into: TagId) -> Outcome<Decision, F> {
    let (from, target) = (tag(sheet, id)?, tag(sheet, into)?);
    if id == into {
        return Err(Refusal::IntoItself(from.name).into());
    }
    let had = sheet.facts.transactions_tagged(id).map_err(Denied::Failed)?;
    let have = sheet.facts.transactions_tagged(into).map_err(Denied::Failed)?;
    let new: Vec<_> = had.iter().filter(|id| have.binary_search(id).is_err()).copied().collect();
    mark(sheet, into, true, new);
    schedules::renamed(sheet, Entity::Tag(id), Some(Entity::Tag(into)))?;
    let words = format!("Merged the tag {} into {}", from.name, target.name);
    drop_tag(sheet, from, had);
    Ok(sheet.done(words, Some(into.0)))
}

pub(super) fn delete_tag<F: Facts>(sheet: &mut Sheet<F>, id: TagId) -> Outcome<Decision, F> {
    let tag = tag(sheet, id)?;
    let had = sheet.facts.transactions_tagged(id).map_err(Denied::Failed)?;
    let words = format!("Deleted the tag {}", tag.name);
    schedules::renamed(sheet, Entity::Tag(id), None)?;
    drop_tag(sheet, tag, had);
    Ok(sheet.done(words, None))
}

fn drop_tag<F: Facts>(sheet: &mut Sheet<F>, tag: Tag, had: Vec<crate::ledger::TransactionId>) {
    mark(sheet, tag.id, false, had);
    sheet.changes.push(Change::Tag(Edit::deleted(tag)));
}

fn mark<F: Facts>(
    sheet: &mut Sheet<F>,
    tag: TagId,
    on: bool,
    transactions: Vec<crate::ledger::TransactionId>,
) {
    if !transactions.is_empty() {
        sheet.changes.push(Change::Tagged(Tagged { tag, on, transactions }));
    }
}

pub(super) fn delete_unused<F: Facts>(sheet: &mut Sheet<F>, which: Unused) -> Outcome<Decision, F> {
    let (changes, one, many): (Vec<Change>, _, _) = match which {
        Unused::Categories => {
            let unused = categories::unused(sheet)?.into_iter();
            (unused.map(|a| Change::Account(Edit::deleted(a))).collect(), "category", "categories")
        }
        Unused::Payees => {
            let unused = sheet.facts.payees_unused().map_err(Denied::Failed)?.into_iter();
            (unused.map(|p| Change::Payee(Edit::deleted(p))).collect(), "payee", "payees")
        }
        Unused::Tags => {
            let unused = sheet.facts.tags_unused().map_err(Denied::Failed)?.into_iter();
            (unused.map(|t| Change::Tag(Edit::deleted(t))).collect(), "tag", "tags")
        }
    };
    let words = match changes.len() {
        0 => format!("Every one of the {many} is used"),
        1 => format!("Deleted 1 unused {one}"),
        count => format!("Deleted {count} unused {many}"),
    };
    sheet.changes.extend(changes);
    Ok(sheet.done(words, None))
}
