//! Undo, redo and steps out of the middle, in the program and in the model.

use serde_json::Value;

use super::history::Move;
use super::taking_back::{STANDS, reverted};
use super::world::{Order, World};

impl World {
    pub fn undo(&mut self) {
        let order = Order::post("/api/v1/undo", Value::Null);
        let mut work = self.work();
        let outcome = match self.history.done.last() {
            Some(step) => {
                work.by_field = step.changes.by_field;
                step.changes.inverse().apply(&mut work.book);
                Ok(work)
            }
            None => Err("nothing-to-undo"),
        };
        self.carry_out_as(&order, outcome, Move::Undo);
    }

    pub fn redo(&mut self) {
        let order = Order::post("/api/v1/redo", Value::Null);
        let mut work = self.work();
        let outcome = match self.history.undone.last() {
            Some(step) => {
                work.by_field = step.changes.by_field;
                step.changes.apply(&mut work.book);
                Ok(work)
            }
            None => Err("nothing-to-redo"),
        };
        self.carry_out_as(&order, outcome, Move::Redo);
    }

    /// Some steps back, and some of them again.
    pub fn undo_some(&mut self) {
        let back = 1 + self.dice.below(6);
        (0..back).for_each(|_| self.undo());
        let again = self.dice.below(back + 2);
        (0..again).for_each(|_| self.redo());
    }

    /// A step of not long ago is taken back; or, where it is, done again.
    pub fn take_back(&mut self) {
        let many = self.history.log.len() as u64;
        if many == 0 {
            return;
        }
        let revision = self.history.revision - self.dice.below(many.min(30));
        let by = self.history.taken_back_by(revision);
        let is_again = if self.one_in(6) { by.is_none() } else { by.is_some() };
        let verb = if is_again { "redo" } else { "undo" };
        let order = Order::post(format!("/api/v1/history/{revision}/{verb}"), Value::Null);
        if is_again { self.do_again(&order, revision, by) } else { self.revert(&order, revision, by) }
    }

    fn revert(&mut self, order: &Order, revision: u64, by: Option<u64>) {
        let mut work = self.work();
        work.by_field = self.history.log[&revision].changes.by_field;
        if self.history.done.last().is_some_and(|step| step.revision == revision) {
            self.history.log[&revision].changes.inverse().apply(&mut work.book);
            return self.carry_out_as(order, Ok(work), Move::Undo);
        }
        let outcome = match by {
            Some(_) => Err("taken-back-already"),
            None => self.without(revision),
        };
        let outcome = outcome.map(|book| {
            work.book = book;
            work
        });
        self.carry_out_as(order, outcome, Move::TakeBack(revision));
    }

    fn do_again(&mut self, order: &Order, revision: u64, by: Option<u64>) {
        let mut work = self.work();
        work.by_field = self.history.log[&revision].changes.by_field;
        if self.history.undone.last().is_some_and(|step| step.revision == revision) {
            self.history.log[&revision].changes.apply(&mut work.book);
            return self.carry_out_as(order, Ok(work), Move::Redo);
        }
        let outcome = by.ok_or("nothing-to-redo").and_then(|by| self.without(by)).map(|book| {
            work.book = book;
            work
        });
        self.carry_out_as(order, outcome, Move::TakeBack(by.unwrap_or_default()));
    }

    fn without(&self, revision: u64) -> Result<super::book::Book, &'static str> {
        let entry = self.history.log.get(&revision).ok_or(STANDS)?;
        reverted(&self.book, entry.changes.inverse())
    }
}
