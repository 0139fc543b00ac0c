//! Balances, registers in several orders and pages, and searches, as the program answers them and as counting gives
//! them.

use serde_json::{Value, json};

use super::book::{Book, Row, State, Transaction};
use super::searches::{Search, fold};
use super::world::{TODAY, World};

/// What a register's rows are put in the order of, by the names of the interface.
const ORDERS: [&str; 8] = ["date", "number", "payee", "category", "memo", "payment", "deposit", "state"];

/// A cell as it sorts: what is empty comes last, whichever way it goes.
type Cell = Option<(u64, Vec<u8>)>;

impl World {
    /// Every account's balances, and what undo and redo would do.
    pub fn compare_balances(&self) {
        let answer = self.get("/api/v1/accounts");
        let mut told: Vec<Value> = answer["accounts"].as_array().expect("accounts").clone();
        told.sort_by_key(|one| one["id"].as_i64());
        let told: Vec<Value> = told.iter().map(seen).collect();
        let model: Vec<Value> = self.book.accounts.keys().map(|id| account(&self.book, *id)).collect();
        for (program, model) in told.iter().zip(&model) {
            self.same("an account", program, model);
        }
        self.same("how many accounts", &told.len(), &model.len());
        let history = self.get("/api/v1/history?limit=1");
        let words = |step: Option<&super::history::Entry>| json!(step.map(|step| &step.words));
        self.same("the revision", &history["revision"], &json!(self.history.revision));
        self.same("what undo takes back", &history["undo"], &words(self.history.done.last()));
        self.same("what redo does again", &history["redo"], &words(self.history.undone.last()));
    }

    pub fn compare_registers(&mut self) {
        for id in self.book.accounts.keys().copied().collect::<Vec<_>>() {
            self.compare_register(id);
        }
        for _ in 0..3 {
            self.compare_order();
            self.compare_search();
        }
    }

    fn compare_register(&mut self, id: i64) {
        let expected: Vec<Value> = shown(&self.book, id);
        let limit = self.pick(&[1_000, 1_000, 7, 25]);
        let mut rows = Vec::new();
        while rows.len() < expected.len() || rows.is_empty() {
            let path = format!("/api/v1/accounts/{id}/register?offset={}&limit={limit}", rows.len());
            let page = self.get(&path);
            self.same("rows of a register", &page["total"], &json!(expected.len()));
            let more = page["rows"].as_array().expect("rows").clone();
            if more.is_empty() {
                break;
            }
            rows.extend(more);
        }
        self.compare_rows(&format!("the register of {id}"), &rows, &expected);
        let last = self.get(&format!("/api/v1/accounts/{id}/register?limit=5"));
        let end = expected.len().saturating_sub(5);
        self.compare_rows("the last page", last["rows"].as_array().expect("rows"), &expected[end..]);
    }

    fn compare_rows(&self, what: &str, program: &[Value], model: &[Value]) {
        for (program, model) in program.iter().zip(model) {
            self.same(what, program, model);
        }
        self.same(what, &program.len(), &model.len());
    }

    fn compare_order(&mut self) {
        let Some(id) = self.register() else { return };
        let (by, descending) = (self.pick(&ORDERS), self.one_in(2));
        let mut rows: Vec<(Cell, usize)> = Vec::new();
        for (at, row) in self.book.rows(id).into_iter().enumerate() {
            rows.push((cell(&self.book, by, row), at));
        }
        if by == "date" && descending {
            rows.reverse();
        } else {
            rows.sort_by(|one, other| ordered(one, other, descending));
        }
        let shown = shown(&self.book, id);
        let expected: Vec<Value> = rows.iter().map(|(_, at)| shown[*at].clone()).collect();
        let path =
            format!("/api/v1/accounts/{id}/register?offset=0&limit=1000&sort={by}&descending={descending}");
        let page = self.get(&path);
        self.compare_rows(&path, page["rows"].as_array().expect("rows"), &expected);
    }

    fn compare_search(&mut self) {
        let Some(id) = self.register() else { return };
        let search = Search::any(self);
        let rows = self.book.rows(id).into_iter();
        let is_found = |(_, _, side, transaction): &Row| search.finds(&self.book, *transaction, *side);
        let found: Vec<usize> = rows.enumerate().filter(|(_, row)| is_found(row)).map(|(at, _)| at).collect();
        let shown = shown(&self.book, id);
        let expected: Vec<Value> = found.iter().map(|at| shown[*at].clone()).collect();
        let path = format!("/api/v1/accounts/{id}/register?offset=0&limit=1000&search={}", search.query());
        let page = self.get(&path);
        self.same(&path, &page["total"], &json!(expected.len()));
        self.compare_rows(&path, page["rows"].as_array().expect("rows"), &expected);
    }
}

fn ordered(one: &(Cell, usize), other: &(Cell, usize), descending: bool) -> std::cmp::Ordering {
    let cells = match (&one.0, &other.0) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        // What is empty comes last, whichever way it goes.
        (one, other) => one.is_none().cmp(&other.is_none()),
    };
    cells.then(one.1.cmp(&other.1))
}

fn cell(book: &Book, by: &str, (date, _, at, id): Row) -> Cell {
    let one = &book.transactions[&id];
    let amount = one.sides[at].amount;
    let text = |text: &str| if text.is_empty() { None } else { Some((0, fold(text).into_bytes())) };
    match by {
        "date" => Some((0, date.to_string().into_bytes())),
        "number" => one.number.as_ref().map(|number| (number.parse().expect("a number"), Vec::new())),
        "payee" => one.payee.and_then(|payee| text(&book.payees[&payee])),
        "category" => text(&book.category(one, at)),
        "memo" => text(memo(one, at)),
        "payment" => (amount < 0).then(|| (amount.unsigned_abs(), Vec::new())),
        "deposit" => u64::try_from(amount).ok().map(|amount| (amount, Vec::new())),
        _ => Some((one.sides[at].state as u64, Vec::new())),
    }
}

/// What a row says: the transaction's memo, or its own where there is none.
pub fn memo(one: &Transaction, at: usize) -> &str {
    if one.memo.is_empty() { &one.sides[at].memo } else { &one.memo }
}

/// The rows of an account as the interface tells them, with running balances.
fn shown(book: &Book, account: i64) -> Vec<Value> {
    let mut balance = 0;
    let rows = book.rows(account).into_iter().enumerate().map(|(index, (date, _, at, id))| {
        let one = &book.transactions[&id];
        let side = &one.sides[at];
        balance += side.amount;
        let mut tags: Vec<&str> = one.tags.iter().map(|tag| book.tags[tag].as_str()).collect();
        tags.sort_by_key(|tag| super::book::key(tag));
        let mut others = one.sides.iter().enumerate().filter(|(place, _)| *place != at);
        let other = match (others.next(), others.next()) {
            (Some((_, other)), None) => Some(other.account),
            _ => None,
        };
        json!({"transaction": id, "split": at, "index": index, "date": date.to_string(),
            "number": one.number, "payee": one.payee.map(|payee| book.payees[&payee].as_str()),
            "category": book.category(one, at), "other_account": other, "memo": memo(one, at),
            "amount": side.amount, "state": side.state.word(), "tags": tags,
            "void": one.void.is_some(), "attachments": 0, "imported": side.bank_id.is_some(), "balance": balance})
    });
    rows.collect()
}

/// What is compared of an account as the program tells it.
fn seen(one: &Value) -> Value {
    let mut seen = json!({});
    for field in
        ["id", "name", "kind", "currency", "balance", "entered_balance", "cleared_balance", "rows", "closed"]
    {
        seen[field] = one[field].clone();
    }
    seen
}

fn account(book: &Book, id: i64) -> Value {
    let one = &book.accounts[&id];
    let sum = |fits: &dyn Fn(&Transaction, State) -> bool| -> i64 {
        let sides = book.sides(id).filter(|(_, one, side)| fits(one, side.state));
        sides.map(|(_, _, side)| side.amount).sum()
    };
    json!({"id": id, "name": one.name, "kind": one.kind.word(), "currency": one.currency,
        "balance": sum(&|one, _| one.date <= TODAY), "entered_balance": sum(&|_, _| true),
        "cleared_balance": sum(&|_, state| state != State::Uncleared),
        "rows": book.sides(id).count(), "closed": one.closed})
}
