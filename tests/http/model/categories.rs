//! Categories as a tree of names, in the program and in the model: another name or place, merging, what nothing uses.

use std::rc::Rc;

use serde_json::{Value, json};

use super::book::{Account, Book, Class, State, key, path};
use super::work::{Refused, Work};
use super::world::{Order, World};

impl World {
    pub fn rename_category(&mut self) {
        let categories = self.book.of_class(Class::Category);
        let Some(id) = self.pick_some(&categories) else { return };
        let (to, merge) = (self.category_name(), self.one_in(2));
        let to = if self.one_in(3) { format!("{to}:Deep") } else { to };
        let to = if self.one_in(20) { "[Savings]".to_owned() } else { to };
        let account = self.book.accounts[&id].clone();
        let mut work = self.work();
        let outcome = renamed(&mut work, &account, &to, merge);
        let body = json!({"name": to, "merge": merge});
        let order = Order::new("PATCH", format!("/api/v1/categories/{id}"), body);
        self.carry_out(&order, outcome.map(|()| work));
    }

    pub fn merge_category(&mut self) {
        let categories = self.book.of_class(Class::Category);
        let Some(id) = self.pick_some(&categories) else { return };
        let into = self.pick(&categories);
        let mut work = self.work();
        let outcome = merged_categories(&mut work, id, into);
        let order = Order::post(format!("/api/v1/categories/{id}/merge"), json!({"into": into}));
        self.carry_out(&order, outcome.map(|()| work));
    }

    pub fn delete_unused_categories(&mut self) {
        let mut work = self.work();
        for id in self.book.of_class(Class::Category) {
            if self.book.uses_of_account(id) == 0 {
                work.book.accounts.remove(&id);
            }
        }
        self.carry_out(&Order::post("/api/v1/categories/delete-unused", Value::Null), Ok(work));
    }
}

/// What follows `above` in the name of what is it or beneath it.
fn rest(name: &str, above: &str) -> Option<String> {
    let (name, count) = (name.trim(), above.trim().chars().count());
    let head: String = name.chars().take(count).collect();
    let tail: String = name.chars().skip(count).collect();
    (key(&head) == key(above) && (tail.is_empty() || tail.starts_with(':'))).then_some(tail)
}

fn categories(book: &Book, currency: &str) -> Vec<(i64, String)> {
    let of = book
        .accounts
        .iter()
        .filter(|(_, one)| one.kind.class() == Class::Category && one.currency == currency);
    of.map(|(id, one)| (*id, one.name.clone())).collect()
}

fn rename_to(work: &mut Work, id: i64, name: String) -> Result<(), Refused> {
    let account = work.account(id)?;
    // Only another name is looked at: what was called so once stays so.
    if name.starts_with('[') && name != account.name {
        return Err("bracket-category");
    }
    work.book.accounts.insert(id, Rc::new(Account { name, ..Account::clone(&account) }));
    Ok(())
}

fn renamed(work: &mut Work, account: &Account, to: &str, merge: bool) -> Result<(), Refused> {
    work.by_field = true;
    let to = path(to);
    let all = categories(&work.book, account.currency);
    for (id, name) in all.iter().filter(|(_, name)| rest(name, &account.name).is_some()) {
        let after = path(&format!("{to}{}", rest(name, &account.name).unwrap_or_default()));
        let has_it = |(other, name): &&(i64, String)| key(name) == key(&after) && other != id;
        let there = all.iter().find(has_it).filter(|(_, name)| rest(name, &account.name).is_none());
        match there {
            Some((there, _)) if merge => pour(work, *id, *there)?,
            Some(_) => return Err("category-taken"),
            None => rename_to(work, *id, after)?,
        }
    }
    Ok(())
}

fn merged_categories(work: &mut Work, id: i64, into: i64) -> Result<(), Refused> {
    work.by_field = true;
    let (from, target) = (work.account(id)?, work.account(into)?);
    if id == into {
        return Err("into-itself");
    }
    if from.currency != target.currency {
        return Err("currency-mix");
    }
    let all = categories(&work.book, from.currency);
    if rest(&target.name, &from.name).is_none() {
        for (child, name) in all.iter().filter(|(child, _)| *child != id) {
            let Some(tail) = rest(name, &from.name) else { continue };
            let after = format!("{}{tail}", target.name);
            let stays =
                |(_, name): &&(i64, String)| key(name) == key(&after) && rest(name, &from.name).is_none();
            match all.iter().find(stays) {
                Some((there, _)) => pour(work, *child, *there)?,
                None => rename_to(work, *child, after)?,
            }
        }
    }
    pour(work, id, into)?;
    work.made = Some(into);
    Ok(())
}

/// Every side of one goes to the other, and the one is gone.
fn pour(work: &mut Work, from: i64, into: i64) -> Result<(), Refused> {
    if work.book.sides(from).any(|(_, _, side)| side.state == State::Reconciled) {
        return Err("reconciled");
    }
    for one in work.book.transactions.values_mut() {
        if one.sides.iter().any(|side| side.account == from) {
            let sides = Rc::make_mut(one).sides.iter_mut();
            sides.filter(|side| side.account == from).for_each(|side| side.account = into);
        }
    }
    for one in work.book.schedules.values_mut() {
        if one.others.iter().any(|(account, ..)| *account == from) {
            let others = Rc::make_mut(one).others.iter_mut();
            others.filter(|(account, ..)| *account == from).for_each(|(account, ..)| *account = into);
        }
    }
    work.book.accounts.remove(&from);
    Ok(())
}
