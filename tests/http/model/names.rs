//! What becomes of payees and tags in the model: they are the same in all but who names them.

use std::rc::Rc;

use super::book::{Schedule, Table, Transaction, key};
use super::work::{Refused, Work};

fn table(work: &mut Work, is_tag: bool) -> &mut Table<String> {
    if is_tag { &mut work.book.tags } else { &mut work.book.payees }
}

pub fn rename(work: &mut Work, is_tag: bool, id: i64, name: &str) -> Result<(), Refused> {
    let name = name.trim().to_owned();
    let table = table(work, is_tag);
    if table.iter().any(|(other, known)| *other != id && key(known) == key(&name)) {
        return Err(if is_tag { "tag-taken" } else { "payee-taken" });
    }
    table.insert(id, Rc::new(name));
    work.made = Some(id);
    Ok(())
}

pub fn merge(work: &mut Work, is_tag: bool, id: i64, into: i64) -> Result<(), Refused> {
    if id == into {
        return Err("into-itself");
    }
    each(work, is_tag, id, Some(into));
    table(work, is_tag).remove(&id);
    work.made = Some(into);
    Ok(())
}

pub fn delete(work: &mut Work, is_tag: bool, id: i64) -> Result<(), Refused> {
    if is_tag {
        each(work, is_tag, id, None);
    } else if work.book.uses_of_payee(id) > 0 || work.book.schedules.values().any(|one| one.payee == Some(id))
    {
        return Err("payee-in-use");
    }
    table(work, is_tag).remove(&id);
    Ok(())
}

pub fn delete_unused(work: &mut Work, is_tag: bool) {
    let ids: Vec<i64> = table(work, is_tag).keys().copied().collect();
    for id in ids {
        let is_used = if is_tag {
            work.book.uses_of_tag(id) > 0 || work.book.schedules.values().any(|one| one.tags.contains(&id))
        } else {
            work.book.uses_of_payee(id) > 0 || work.book.schedules.values().any(|one| one.payee == Some(id))
        };
        if !is_used {
            table(work, is_tag).remove(&id);
        }
    }
}

/// Whoever names the one names the other, or nobody.
fn each(work: &mut Work, is_tag: bool, id: i64, into: Option<i64>) {
    for one in work.book.transactions.values_mut() {
        if is_tag && one.tags.contains(&id) {
            let one: &mut Transaction = Rc::make_mut(one);
            one.tags.remove(&id);
            one.tags.extend(into);
        } else if !is_tag && one.payee == Some(id) {
            Rc::make_mut(one).payee = into;
        }
    }
    for one in work.book.schedules.values_mut() {
        if is_tag && one.tags.contains(&id) {
            let one: &mut Schedule = Rc::make_mut(one);
            one.tags.remove(&id);
            one.tags.extend(into);
        } else if !is_tag && one.payee == Some(id) {
            Rc::make_mut(one).payee = into;
        }
    }
}
