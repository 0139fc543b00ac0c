//! What schedules are called, and what they name.

use super::super::facts::Facts;
use super::super::sheet::Sheet;
use super::super::told::payee_name;
use super::super::{Denied, Outcome};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::change::{Change, Edit, Entity};
use crate::ledger::schedule::{Schedule, ScheduleId, ScheduleRefusal};

/// What people know a schedule by: its payee, else its memo, else where the money goes.
pub fn title<F: Facts>(sheet: &Sheet<F>, schedule: &Schedule) -> Outcome<String, F> {
    let payee = match schedule.payee {
        Some(id) => payee_name(sheet, id)?,
        None => None,
    };
    if let Some(name) = payee.or_else(|| Some(schedule.memo.clone()).filter(|memo| !memo.is_empty())) {
        return Ok(name);
    }
    let other = schedule.others.first().map(|side| side.account);
    let made = sheet.changes.iter().find_map(|change| match change {
        Change::Account(Edit { after: Some(account), .. }) if Some(account.id) == other => {
            Some(account.clone())
        }
        _ => None,
    });
    let account = match (made, other) {
        (None, Some(id)) => sheet.facts.account(id).map_err(Denied::Failed)?,
        (made, _) => made,
    };
    Ok(account.map_or_else(|| "a transaction".to_owned(), |account| account.name))
}

/// What is merged into another, or deleted, is so in the schedules that name it, too.
pub fn renamed<F: Facts>(sheet: &mut Sheet<F>, from: Entity, into: Option<Entity>) -> Outcome<(), F> {
    for id in naming(sheet, from)? {
        let before = sheet.schedule(id)?;
        let mut after = before.clone();
        match (from, into) {
            (Entity::Account(from), Some(Entity::Account(into))) => {
                after
                    .others
                    .iter_mut()
                    .filter(|side| side.account == from)
                    .for_each(|side| side.account = into);
            }
            (Entity::Payee(_), Some(Entity::Payee(into))) => after.payee = Some(into),
            (Entity::Tag(from), into) => {
                after.tags.retain(|tag| *tag != from);
                if let Some(Entity::Tag(into)) = into {
                    after.tags.push(into);
                }
                after.tags.sort_unstable();
                after.tags.dedup();
            }
            _ => {}
        }
        sheet.alter_schedule(before, after);
    }
    Ok(())
}

/// An account that a schedule names is not deleted.
pub fn unnamed<F: Facts>(sheet: &Sheet<F>, account: &Account) -> Outcome<(), F> {
    match naming(sheet, Entity::Account(account.id))?.first() {
        None => Ok(()),
        Some(id) => {
            let schedule = title(sheet, &sheet.schedule(*id)?)?;
            let used = ScheduleRefusal::AccountUsed { account: account.name.clone(), schedule };
            Err(used.into())
        }
    }
}

/// What people call the schedules that still enter something into an account, or take it from there.
pub fn titles_using<F: Facts>(sheet: &Sheet<F>, account: AccountId) -> Outcome<Vec<String>, F> {
    let mut titles = Vec::new();
    for id in naming(sheet, Entity::Account(account))? {
        let schedule = sheet.schedule(id)?;
        if schedule.due().is_some() {
            titles.push(title(sheet, &schedule)?);
        }
    }
    Ok(titles)
}

fn naming<F: Facts>(sheet: &Sheet<F>, entity: Entity) -> Outcome<Vec<ScheduleId>, F> {
    let all = sheet.facts.schedules().map_err(Denied::Failed)?.into_iter();
    Ok(all.filter(|one| one.references().any(|named| named == entity)).map(|one| one.id).collect())
}
