//! Statements: begun, changed, ticked, finished, opened again and given up, in the program and in the model.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::book::{Book, Class, State, Statement};
use super::work::{Draft, Refused, SideDraft, Target, Work};
use super::world::{Order, World};

impl World {
    fn statement(&mut self, is_open: bool) -> Option<i64> {
        let mistaken = self.one_in(10);
        let fits = |one: &Statement| mistaken || one.held.is_none() == is_open;
        let ids: Vec<i64> =
            self.book.statements.iter().filter(|(_, one)| fits(one)).map(|(id, _)| *id).collect();
        self.pick_some(&ids)
    }

    pub fn reconcile(&mut self) {
        let has_open = self.book.statements.values().any(|one| one.held.is_none());
        match self.dice.below(if has_open { 10 } else { 3 }) {
            0 => self.start_statement(),
            1 => self.reopen_statement(),
            2 | 3 => self.edit_statement(),
            4 => self.drop_statement(),
            5..=7 => self.tick(),
            _ => self.finish_statement(),
        }
        if !has_open && self.one_in(2) {
            self.start_statement();
        }
    }

    fn start_statement(&mut self) {
        let Some(account) = self.register() else { return };
        let (date, closing, cleared) = (self.day(), self.closing(account), !self.one_in(3));
        let body = json!({"date": date.to_string(), "closing": closing, "tick_cleared": cleared});
        let order = Order::post(format!("/api/v1/accounts/{account}/statements"), body);
        let mut work = self.work();
        let outcome = (|| {
            work.open_account(account)?;
            place_is_free(&work.book, None, account, date)?;
            let id = Work::take(&mut work.next.statement);
            work.book.statements.insert(id, Rc::new(Statement { account, date, closing, held: None }));
            work.made = Some(id);
            for one in work.book.transactions.values_mut().filter(|one| cleared && one.date <= date) {
                let fits = |side: &super::book::Side| {
                    side.account == account && side.state == State::Cleared && side.statement.is_none()
                };
                if one.sides.iter().any(fits) {
                    let sides = Rc::make_mut(one).sides.iter_mut();
                    sides.filter(|side| fits(side)).for_each(|side| side.statement = Some(id));
                }
            }
            Ok(())
        })();
        self.carry_out(&order, outcome.map(|()| work));
    }

    /// Often what it comes to by now, so that statements are finished.
    fn closing(&mut self, account: i64) -> i64 {
        let cleared = self.book.sides(account).filter(|(_, _, side)| side.state != State::Uncleared);
        let cleared = cleared.map(|(_, _, side)| side.amount).sum();
        if self.one_in(3) { self.amount() } else { cleared }
    }

    fn edit_statement(&mut self) {
        let Some(id) = self.statement(true) else { return };
        let before = self.book.statements[&id].clone();
        let date = if self.one_in(2) { self.day() } else { before.date };
        // Mostly what it comes to, so that it can be finished.
        let fitting = before.closing - difference(&self.book, id);
        let closing = if self.one_in(3) { self.amount() } else { fitting };
        let body = json!({"date": date.to_string(), "closing": closing});
        let order = Order::new("PUT", format!("/api/v1/statements/{id}"), body);
        let mut work = self.work();
        let outcome = (|| {
            under_way(&before)?;
            place_is_free(&work.book, Some(id), before.account, date)?;
            let after = Statement { date, closing, ..Statement::clone(&before) };
            work.book.statements.insert(id, Rc::new(after));
            work.made = Some(id);
            Ok(())
        })();
        self.carry_out(&order, outcome.map(|()| work));
    }

    fn tick(&mut self) {
        let Some(id) = self.statement(true) else { return };
        let before = self.book.statements[&id].clone();
        let mut own = Vec::new();
        for (transaction, one) in &self.book.transactions {
            let sides = one.sides.iter().enumerate().filter(|(_, side)| side.account == before.account);
            own.extend(sides.map(|(at, _)| (*transaction, at)));
        }
        let mut rows = Vec::new();
        for _ in 0..=self.dice.below(4) {
            let any = if self.one_in(30) { self.row() } else { None };
            rows.extend(any.or_else(|| self.pick_some(&own)));
        }
        let ticked = !self.one_in(4);
        let told: Vec<Value> = rows.iter().map(|(id, at)| json!({"transaction": id, "split": at})).collect();
        let path = format!("/api/v1/statements/{id}/ticks");
        let order = Order::new("PUT", path, json!({"rows": told, "ticked": ticked}));
        let mut work = self.work();
        let outcome = (|| {
            under_way(&before)?;
            for (row, at) in rows {
                let mut one = work.transaction(row)?;
                let side = one.sides.get_mut(at).filter(|side| side.account == before.account);
                let side = side.ok_or("no-such-transaction")?;
                if side.state == State::Reconciled {
                    return Err("reconciled");
                }
                side.statement = ticked.then_some(id);
                work.put(row, one);
            }
            work.made = Some(id);
            Ok(())
        })();
        self.carry_out(&order, outcome.map(|()| work));
    }

    fn finish_statement(&mut self) {
        let Some(id) = self.statement(true) else { return };
        let (before, adjust) = (self.book.statements[&id].clone(), self.one_in(3));
        let order = Order::post(format!("/api/v1/statements/{id}/finish"), json!({"adjust": adjust}));
        let mut work = self.work();
        let outcome = (|| {
            under_way(&before)?;
            let difference = difference(&work.book, id);
            if difference != 0 && !adjust {
                return Err("statement-differs");
            }
            let mut held = BTreeMap::new();
            for (row, one) in &mut work.book.transactions {
                if one.sides.iter().any(|side| side.statement == Some(id)) {
                    let one = Rc::make_mut(one);
                    for side in one.sides.iter_mut().filter(|side| side.statement == Some(id)) {
                        side.state = State::Reconciled;
                        *held.entry(*row).or_insert(0) += side.amount;
                    }
                }
            }
            if difference != 0 {
                held.insert(adjustment(&mut work, &before, id, difference)?, difference);
            }
            let after = Statement { held: Some(held), ..Statement::clone(&before) };
            work.book.statements.insert(id, Rc::new(after));
            work.made = Some(id);
            Ok(())
        })();
        self.carry_out(&order, outcome.map(|()| work));
    }

    fn reopen_statement(&mut self) {
        let Some(id) = self.statement(false) else { return };
        let before = self.book.statements[&id].clone();
        let order = Order::post(format!("/api/v1/statements/{id}/reopen"), Value::Null);
        let mut work = self.work();
        let others = self.book.statements_of(before.account);
        let is_open = |id: &i64| self.book.statements[id].held.is_none();
        let outcome = if before.held.is_none() {
            Ok(work)
        } else if others.iter().any(|(_, id)| is_open(id)) {
            Err("statement-open")
        } else {
            each_side(&mut work.book, id, |side| side.state = State::Cleared);
            let after = Statement { held: None, ..Statement::clone(&before) };
            work.book.statements.insert(id, Rc::new(after));
            Ok(work)
        };
        self.carry_out(&order, outcome);
    }

    fn drop_statement(&mut self) {
        let Some(id) = self.statement(true) else { return };
        let before = self.book.statements[&id].clone();
        let order = Order::new("DELETE", format!("/api/v1/statements/{id}"), Value::Null);
        let mut work = self.work();
        let outcome = under_way(&before).map(|()| {
            each_side(&mut work.book, id, |side| side.statement = None);
            work.book.statements.remove(&id);
            work
        });
        self.carry_out(&order, outcome);
    }
}

fn under_way(one: &Statement) -> Result<(), Refused> {
    if one.held.is_some() { Err("statement-finished") } else { Ok(()) }
}

fn each_side(book: &mut Book, statement: i64, change: impl Fn(&mut super::book::Side)) {
    for one in book.transactions.values_mut() {
        if one.sides.iter().any(|side| side.statement == Some(statement)) {
            let sides = Rc::make_mut(one).sides.iter_mut();
            sides.filter(|side| side.statement == Some(statement)).for_each(&change);
        }
    }
}

/// What is missing for a statement to add up.
pub fn difference(book: &Book, id: i64) -> i64 {
    let one = &book.statements[&id];
    let (mut opening, mut ticked) = (0, 0);
    for (_, _, side) in book.sides(one.account) {
        if side.statement == Some(id) {
            ticked += side.amount;
        }
        let of = side.statement.and_then(|of| book.statements.get(&of).map(|found| (of, found)));
        let is_later =
            of.is_some_and(|(of, found)| found.account == one.account && (of == id || found.date > one.date));
        if side.state == State::Reconciled && !is_later {
            opening += side.amount;
        }
    }
    one.closing - opening - ticked
}

/// The entry that makes up the difference.
fn adjustment(work: &mut Work, one: &Statement, id: i64, amount: i64) -> Result<i64, Refused> {
    let text = "Reconciliation adjustment";
    let side = |target, amount| SideDraft { target, amount, memo: String::new(), state: None };
    let sides =
        vec![side(Target::Account(one.account), amount), side(Target::Category(text.into()), -amount)];
    let draft = Draft { date: one.date, number: None, payee: None, memo: text.into(), sides, tags: None };
    let made = Work::take(&mut work.next.transaction);
    let mut entry = work.write(made, &draft, None)?;
    (entry.sides[0].state, entry.sides[0].statement) = (State::Reconciled, Some(id));
    work.put(made, entry);
    Ok(made)
}

/// No finished statement comes after a new one, and no other is open; one that was opened again stays in its place.
fn place_is_free(book: &Book, own: Option<i64>, account: i64, date: Date) -> Result<(), Refused> {
    let all = book.statements_of(account);
    let position = own.and_then(|own| all.iter().position(|(_, id)| *id == own));
    for (at, (other, id)) in all.iter().enumerate() {
        if Some(at) == position {
            continue;
        }
        if position.is_none() && book.statements[id].held.is_none() {
            return Err("statement-open");
        }
        let comes_before = position.is_none_or(|position| at < position);
        if comes_before && *other >= date {
            return Err("statement-before");
        }
        if !comes_before && *other <= date {
            return Err("statement-after");
        }
    }
    if book.class(account) == Class::Register { Ok(()) } else { Err("no-such-account") }
}
