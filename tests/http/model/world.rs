//! The program and the model side by side: one order is given to both, and what they make of it is compared.
//!
//! It chooses at random by one seed, and keeps what was ordered last, to say when the two differ.

use std::collections::VecDeque;
use std::process::{Command, Stdio};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::super::support::program::{Running, command};
use super::super::support::{Client, Dice, Request};
use super::book::Book;
use super::history::{Changes, History, Move};
use super::work::{Ids, Refused, Work};

/// The day that the program goes by.
pub const TODAY: Date = date(2026, 5, 15);

/// So many orders are told of when something differs.
const TOLD: usize = 12;

/// A request as it is sent.
#[derive(Debug)]
pub struct Order {
    pub method: &'static str,
    pub path: String,
    pub body: Value,
}

impl Order {
    pub fn new(method: &'static str, path: impl Into<String>, body: Value) -> Order {
        Order { method, path: path.into(), body }
    }

    pub fn post(path: impl Into<String>, body: Value) -> Order {
        Order::new("POST", path, body)
    }
}

pub struct World {
    folder: tempfile::TempDir,
    program: Option<Running>,
    pub book: Book,
    pub next: Ids,
    pub history: History,
    pub dice: Dice,
    seed: u64,
    pub step: usize,
    told: VecDeque<String>,
    /// What the program's own export of the empty book was.
    pub empty: Option<u64>,
    pub files: Vec<super::files::BankFile>,
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut world = World {
            folder: tempfile::tempdir().expect("a folder"),
            program: None,
            book: Book::default(),
            next: Ids::FIRST,
            history: History::default(),
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            seed,
            step: 0,
            told: VecDeque::new(),
            empty: None,
            files: Vec::new(),
        };
        world.restart();
        world
    }

    /// Kills the program, where it runs, and starts it on the same book.
    pub fn restart(&mut self) {
        if self.program.take().is_some() {
            self.check();
        }
        let mut command = command(self.folder.path());
        command.args([
            "--no-browser",
            "--keep-running",
            "--log",
            "error",
            "--clock",
            "2026-05-15T09:00[UTC]",
        ]);
        command.env("TZ", "UTC").stderr(Stdio::inherit());
        self.program = Some(Running::outside(command).let_in());
    }

    /// What was left is sound in the eyes of the program itself: only such a book has backups.
    fn check(&self) {
        let book = self.folder.path().join("b.counterfoil");
        let mut check = Command::new(env!("CARGO_BIN_EXE_counterfoil"));
        let output = check.arg("check").arg(book).env("HOME", self.folder.path()).output().expect("runs");
        if !output.status.success() {
            self.differs(&String::from_utf8_lossy(&output.stdout));
        }
    }

    pub fn client(&self) -> &Client {
        &self.program.as_ref().expect("runs").client
    }

    /// What the program answers to a question.
    pub fn get(&self, path: &str) -> Value {
        let answer = self.client().send(Request::get(path));
        if answer.status != 200 {
            self.differs(&format!("GET {path}: {} {}", answer.status, answer.text()));
        }
        answer.json()
    }

    pub fn text(&self, path: &str) -> String {
        let answer = self.client().send(Request::get(path));
        if answer.status != 200 {
            self.differs(&format!("GET {path}: {} {}", answer.status, answer.text()));
        }
        answer.text()
    }

    /// Ends the test, with all that is needed to see it again.
    pub fn differs(&self, what: &str) -> ! {
        let told: Vec<&str> = self.told.iter().map(String::as_str).collect();
        panic!(
            "the program and the model differ at step {} (COUNTERFOIL_MODEL_SEED={}): {what}\nlast orders:\n{}",
            self.step,
            self.seed,
            told.join("\n")
        );
    }

    pub fn same<T: PartialEq + std::fmt::Debug>(&self, what: &str, program: &T, model: &T) {
        if program != model {
            self.differs(&format!("{what}\nprogram: {program:?}\nmodel:   {model:?}"));
        }
    }

    pub fn tell(&mut self, order: &Order) {
        if self.told.len() == TOLD {
            self.told.pop_front();
        }
        self.told.push_back(format!("{} {} {} {}", self.step, order.method, order.path, order.body));
    }

    pub fn work(&self) -> Work {
        let (book, next) = (self.book.clone(), self.next);
        Work { book, next, written: Vec::new(), made: None, by_field: false }
    }

    /// Gives the order to the program, and compares what became of it with what the model says.
    pub fn carry_out(&mut self, order: &Order, outcome: Result<Work, Refused>) {
        self.carry_out_as(order, outcome, Move::Step);
    }

    pub fn carry_out_as(&mut self, order: &Order, outcome: Result<Work, Refused>, how: Move) {
        self.tell(order);
        let request = Request::new(order.method, &order.path).json(&order.body);
        let answer = self.client().send(request);
        let said = answer.json();
        match (outcome, answer.status) {
            (Ok(work), 200) => self.done(work, &said, how),
            (Err(why), 400..=499) => {
                let code = said["type"].as_str().unwrap_or_default();
                let code = code.trim_start_matches("urn:counterfoil:problem:");
                self.same("why it is refused", &class(code), &class(why));
            }
            (Ok(_), status) => self.differs(&format!("the model accepts, the program {status}: {said}")),
            (Err(why), _) => self.differs(&format!("the model refuses ({why}), the program: {said}")),
        }
    }

    fn done(&mut self, work: Work, said: &Value, how: Move) {
        let changes = Changes::between(&self.book, &work.book, work.by_field);
        if !changes.is_empty() {
            let words = said["words"].as_str().unwrap_or_default().to_owned();
            self.history.append(words, changes, how);
            self.next = self.next.after(&work.book);
            self.book = work.book;
        }
        self.same("the revision", &said["revision"], &json!(self.history.revision));
        if let Some(made) = work.made {
            self.same("what was made", &said["id"], &json!(made));
        }
    }

    /// An order that means nothing: it is refused, whatever the book holds.
    pub fn refused(&mut self, order: &Order, status: u16) {
        self.tell(order);
        let answer = self.client().send(Request::new(order.method, &order.path).json(&order.body));
        if answer.status != status {
            self.differs(&format!("refused with {status}, the program: {} {}", answer.status, answer.text()));
        }
    }

    pub fn one_in(&mut self, many: u64) -> bool {
        self.dice.below(many) == 0
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.dice.below(all.len() as u64);
        all[usize::try_from(at).expect("small")].clone()
    }

    pub fn pick_some<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() { None } else { Some(self.pick(all)) }
    }

    /// A day of half a year, some of it to come.
    pub fn day(&mut self) -> Date {
        let days = i64::try_from(self.dice.below(180)).expect("small");
        date(2026, 1, 1).checked_add(days.days()).expect("a day")
    }

    /// Often one of a few, so that rows of one amount meet.
    pub fn amount(&mut self) -> i64 {
        if self.one_in(3) {
            return i64::try_from(self.dice.below(90_000)).expect("small") + 1;
        }
        self.pick(&[500, 1_000, 1_250, 2_000, 4_200, 9_999])
    }

    pub fn transaction(&mut self) -> Option<i64> {
        let ids: Vec<i64> = self.book.transactions.keys().copied().collect();
        self.pick_some(&ids)
    }

    /// A row of a register.
    pub fn row(&mut self) -> Option<(i64, usize)> {
        let id = self.transaction()?;
        let sides = self.book.transactions[&id].sides.len() as u64;
        Some((id, usize::try_from(self.dice.below(sides)).expect("small")))
    }

    pub fn register(&mut self) -> Option<i64> {
        let all = self.book.registers();
        self.pick_some(&all)
    }
}

/// Refusals that are one to whoever meets them.
fn class(code: &str) -> &str {
    match code {
        "locked" | "rows-reconciled" => "reconciled",
        "in-the-way" => "cannot-take-back",
        other => other,
    }
}
