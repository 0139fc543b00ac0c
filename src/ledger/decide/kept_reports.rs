//! Keeping reports under names, changing, ordering and deleting them.
//!
//! That a question can be answered today is said where it is asked; here only that it names what there is.

use super::checked_names::checked_name;
use super::facts::Facts;
use super::sheet::{Sheet, key_of};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::change::{Change, Edit};
use crate::ledger::kept_report::{
    KeptReport, KeptReportCommand, KeptReportId, KeptReportRefusal, MOST_KEPT, Question,
};
use crate::ledger::report;

pub(super) fn change<F: Facts>(sheet: &mut Sheet<F>, wanted: &KeptReportCommand) -> Outcome<Decision, F> {
    match wanted {
        KeptReportCommand::Keep { name, question } => keep(sheet, name, question),
        KeptReportCommand::Change { id, name, question } => {
            alter(sheet, *id, name.as_deref(), question.as_ref())
        }
        KeptReportCommand::Delete(id) => {
            let before = kept(sheet, *id)?;
            let words = format!("Deleted the report {}", before.name);
            sheet.changes.push(Change::KeptReport(Edit::deleted(before)));
            Ok(sheet.done(words, None))
        }
        KeptReportCommand::Order(order) => put_in_order(sheet, order),
    }
}

fn keep<F: Facts>(sheet: &mut Sheet<F>, name: &str, question: &Question) -> Outcome<Decision, F> {
    let all = all(sheet)?;
    if all.len() >= MOST_KEPT {
        return Err(KeptReportRefusal::TooMany.into());
    }
    let id = KeptReportId(sheet.fresh_kept_report());
    let name = free_name(&all, id, name)?;
    checked(sheet, question)?;
    let place = all.iter().map(|one| one.place).max().unwrap_or(0).saturating_add(1);
    let words = format!("Kept the report {name}");
    let made = KeptReport { id, name, place, question: question.clone() };
    sheet.changes.push(Change::KeptReport(Edit::made(made)));
    Ok(sheet.done(words, Some(id.0)))
}

fn alter<F: Facts>(
    sheet: &mut Sheet<F>,
    id: KeptReportId,
    name: Option<&str>,
    question: Option<&Question>,
) -> Outcome<Decision, F> {
    let before = kept(sheet, id)?;
    let mut after = before.clone();
    if let Some(name) = name {
        after.name = free_name(&all(sheet)?, id, name)?;
    }
    if let Some(question) = question {
        checked(sheet, question)?;
        after.question = question.clone();
    }
    let words = match before.question == after.question {
        true => format!("Renamed the report {} to {}", before.name, after.name),
        false => format!("Changed the report {}", after.name),
    };
    if before != after {
        sheet.changes.push(Change::KeptReport(Edit::altered(before, after)));
    }
    Ok(sheet.done(words, Some(id.0)))
}

/// Those that are named come first; the others stay in their order after them.
fn put_in_order<F: Facts>(sheet: &mut Sheet<F>, order: &[KeptReportId]) -> Outcome<Decision, F> {
    let all = all(sheet)?;
    if order.iter().any(|id| !all.iter().any(|one| one.id == *id)) {
        return Err(KeptReportRefusal::NoSuch.into());
    }
    let place_of = |one: &KeptReport| order.iter().position(|id| *id == one.id).unwrap_or(usize::MAX);
    let mut sorted = all;
    sorted.sort_by_key(|one| (place_of(one), one.place, one.id));
    for (before, place) in sorted.into_iter().zip(1..) {
        if before.place != place {
            let after = KeptReport { place, ..before.clone() };
            sheet.changes.push(Change::KeptReport(Edit::altered(before, after)));
        }
    }
    Ok(sheet.done("Put the kept reports in another order".to_owned(), None))
}

/// Who names a category that goes into another names that one afterwards.
pub(super) fn follow<F: Facts>(sheet: &mut Sheet<F>, from: AccountId, into: AccountId) -> Outcome<(), F> {
    for before in all(sheet)? {
        let known = sheet.changes.iter_mut().find_map(|change| match change {
            Change::KeptReport(edit) => edit.after.as_mut().filter(|one| one.id == before.id),
            _ => None,
        });
        match known {
            // Two of its categories go in one step: it is one change.
            Some(known) => *known = known.following(from, into).unwrap_or_else(|| known.clone()),
            None => {
                let after = before.following(from, into);
                sheet.changes.extend(after.map(|after| Change::KeptReport(Edit::altered(before, after))));
            }
        }
    }
    Ok(())
}

fn kept<F: Facts>(sheet: &Sheet<F>, id: KeptReportId) -> Outcome<KeptReport, F> {
    let found = sheet.facts.kept_report(id).map_err(Denied::Failed)?;
    Ok(found.ok_or(KeptReportRefusal::NoSuch)?)
}

fn all<F: Facts>(sheet: &Sheet<F>) -> Outcome<Vec<KeptReport>, F> {
    sheet.facts.kept_reports().map_err(Denied::Failed)
}

fn free_name<Failure>(all: &[KeptReport], id: KeptReportId, name: &str) -> Result<String, Denied<Failure>> {
    let name = checked_name(name)?;
    let is_same = |one: &&KeptReport| one.id != id && key_of(&one.name) == key_of(&name);
    let holder = all.iter().find(is_same).map(|one| one.name.clone());
    let holder = holder.or_else(|| report::is_taken(&name).then(|| name.clone()));
    match holder {
        Some(holder) => Err(KeptReportRefusal::NameTaken(holder).into()),
        None => Ok(name),
    }
}

fn checked<F: Facts>(sheet: &Sheet<F>, question: &Question) -> Outcome<(), F> {
    let accounts = sheet.facts.accounts().map_err(Denied::Failed)?;
    report::checked(&question.definition, &accounts).map_err(KeptReportRefusal::Question)?;
    Ok(())
}
