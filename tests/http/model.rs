//! Random operations over HTTP against a small model of its own: the real program, its real port, and a book that is
//! counted anew from the beginning after each of them.
//!
//! What the program refuses the model refuses for the same reason, and what it accepts is the same afterwards: balances,
//! registers, searches, exports, and what undo and redo would do. At the end everything is undone to the very beginning
//! and done again. `COUNTERFOIL_MODEL_STEPS` says how many operations, `COUNTERFOIL_MODEL_SEED` which; `make model` runs
//! 20,000. The model never uses the program's own types.

mod book;
mod bulk;
mod categories;
mod counterparts;
mod drafting;
mod entering;
mod exports;
mod files;
mod history;
mod importing;
mod names;
mod naming;
mod occurrences;
mod reconciling;
mod registers;
mod reporting;
mod scheduling;
mod searches;
mod sides;
mod taking_back;
mod transfers;
mod undoing;
mod whole;
mod work;
mod world;

use serde_json::{Value, json};

use world::{Order, World};

/// After so many steps everything is compared.
const LOOK: usize = 25;

/// After so many steps the program is killed and started again.
const LIFE: usize = 400;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

#[test]
fn whatever_is_done_in_any_order_the_book_is_what_counting_gives() {
    let steps = usize::try_from(number("COUNTERFOIL_MODEL_STEPS", 200)).expect("a number of steps");
    let mut world = World::new(number("COUNTERFOIL_MODEL_SEED", 1));
    let begun = std::time::Instant::now();
    world.compare_book();
    for step in 1..=steps {
        world.step = step;
        world.operate();
        world.compare_balances();
        if step.is_multiple_of(LOOK) {
            world.compare_all();
        }
        if step.is_multiple_of(LIFE) {
            world.restart();
            world.compare_all();
        }
    }
    let done = world.history.done.len();
    while !world.history.done.is_empty() {
        world.undo();
        world.compare_balances();
        if world.history.done.len().is_multiple_of(LOOK) {
            world.compare_all();
        }
    }
    world.undo();
    world.compare_all();
    world.restart();
    while !world.history.undone.is_empty() {
        world.redo();
        world.compare_balances();
        if world.history.undone.len().is_multiple_of(LOOK) {
            world.compare_all();
        }
    }
    world.redo();
    world.restart();
    world.compare_all();
    println!("{steps} steps, {done} of them undone and done again, in {:?}", begun.elapsed());
}

impl World {
    fn compare_all(&mut self) {
        self.compare_registers();
        self.compare_reports();
        self.compare_book();
        self.compare_exports();
    }

    fn operate(&mut self) {
        if self.book.registers().len() < 4 {
            return self.open();
        }
        match self.dice.below(100) {
            0..=24 => self.add(),
            25..=34 => self.edit(),
            35..=37 => self.delete(),
            38..=41 => self.void(),
            42..=44 => self.duplicate(),
            45..=50 => self.mark(),
            51..=54 => self.move_in_day(),
            55..=58 => self.join_rows(),
            59..=65 => self.change_many(),
            66 => self.open(),
            67..=69 => self.change_account(),
            70 => self.delete_account(),
            71 | 72 => self.rename_category(),
            73 => self.merge_category(),
            74..=76 => self.change_name(),
            77 => self.delete_unused_categories(),
            78..=83 => self.reconcile(),
            84..=88 => self.schedules(),
            89..=92 => self.import(),
            93..=95 => self.undo_some(),
            96..=98 => self.take_back(),
            _ => self.mean_nothing(),
        }
    }

    /// Requests that no book understands.
    fn mean_nothing(&mut self) {
        let mut open = self.book.registers();
        open.retain(|id| !self.book.accounts[id].closed);
        let Some(account) = self.pick_some(&open) else { return };
        let far = 987_654_321;
        let side = |account: Value, amount: Value| json!({"account": account, "amount": amount});
        let draft = |date: &str, splits: Value| json!({"date": date, "splits": splits});
        let two = json!([side(json!(account), json!(-5)), {"category": "Food", "amount": 5}]);
        let bad = [
            (Order::post("/api/v1/transactions", draft("2026-02-30", two.clone())), 422),
            (Order::post("/api/v1/transactions", draft("1776-07-04", two.clone())), 422),
            (Order::post("/api/v1/transactions", draft("2026-02-03", json!([]))), 422),
            (Order::post("/api/v1/transactions", json!({"splits": two})), 400),
            (Order::new("DELETE", format!("/api/v1/transactions/{far}"), Value::Null), 404),
            (Order::post(format!("/api/v1/transactions/{far}/void"), json!({"void": true})), 404),
            (Order::post(format!("/api/v1/history/{far}/undo"), Value::Null), 409),
            (Order::post("/api/v1/transactions/bulk", json!({"selection": [], "change": "delete"})), 422),
            (Order::post("/api/v1/transactions/link", json!({"rows": []})), 422),
            (Order::post("/api/v1/imports", json!({"preview": "none", "statements": []})), 404),
            (Order::post("/api/v1/nothing", json!({})), 404),
        ];
        let at = usize::try_from(self.dice.below(bad.len() as u64)).expect("small");
        let (order, status) = &bad[at];
        self.refused(order, *status);
    }
}
