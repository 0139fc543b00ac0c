//! The whole book as the program's JSON has it, against the model's; and whether it is again what it was when the history
//! stood at the same step.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};

use super::book::{Book, Schedule, Transaction};
use super::files::written;
use super::world::World;

impl World {
    /// The whole book, and whether it is what it was when the history stood here before.
    pub fn compare_book(&mut self) {
        let mut whole = self.get("/api/v1/export?format=json");
        let state = state(&mut whole);
        let place = match self.history.done.last_mut() {
            Some(step) => &mut step.state,
            None => &mut self.empty,
        };
        if let Some(known) = *place {
            self.same("the book as it was when the history stood here", &state, &known);
        } else {
            *place = Some(state);
        }
        let model = book_json(&self.book);
        for (list, expected) in model.as_object().expect("lists") {
            let mut program: Vec<Value> =
                whole[list].as_array().into_iter().flatten().map(|one| plain(list, one)).collect();
            // Transactions stand in the order of the book, the others as a page lists them.
            if list != "transactions" {
                program.sort_by_key(|one| one["id"].as_i64());
            }
            let expected = expected.as_array().expect("a list");
            for (program, model) in program.iter().zip(expected) {
                self.same(list, program, model);
            }
            self.same(&format!("how many {list}"), &program.len(), &expected.len());
        }
    }
}

/// A number for all that the program says of its book.
fn state(whole: &mut Value) -> u64 {
    let object = whole.as_object_mut().expect("a book");
    object.remove("exported");
    // What is kept of a bank's file outlives the import, for as long as it can be done again.
    let files = object.remove("files");
    let mut hasher = DefaultHasher::new();
    Value::Object(object.clone()).to_string().hash(&mut hasher);
    object.extend(files.map(|files| ("files".to_owned(), files)));
    hasher.finish()
}

/// A thing of the program's JSON with what the model knows of it.
fn plain(list: &str, one: &Value) -> Value {
    let mut one = one.clone();
    let object = one.as_object_mut().expect("an object");
    match list {
        "accounts" => {
            for field in ["subkind", "group", "order", "note"] {
                object.remove(field);
            }
            object.insert("bank_key".into(), json!(!object["bank_key"].is_null()));
        }
        "transactions" => {
            object.entry("place").or_insert(Value::Null);
            for side in object["splits"].as_array_mut().expect("sides") {
                side["bank_id"] = json!(!side["bank_id"].is_null());
                let side = side.as_object_mut().expect("a side");
                side.remove("value");
                side.entry("statement").or_insert(Value::Null);
            }
        }
        "schedules" => {
            let known =
                ["id", "account", "payee", "memo", "tags", "others", "amount", "next", "last", "moved"];
            object.retain(|field, _| known.contains(&field.as_str()));
            for field in ["last", "moved"] {
                object.entry(field).or_insert(Value::Null);
            }
        }
        "imports" => {
            object.retain(|field, _| ["id", "file", "lines"].contains(&field.as_str()));
            for line in object["lines"].as_array_mut().expect("lines") {
                let line = line.as_object_mut().expect("a line");
                line.retain(|field, _| {
                    ["account", "amount", "date", "transaction"].contains(&field.as_str())
                });
            }
        }
        _ => {}
    }
    one
}

fn book_json(book: &Book) -> Value {
    let accounts = book.accounts.iter().map(|(id, one)| {
        json!({"id": id, "name": one.name, "kind": one.kind.word(), "currency": one.currency,
            "closed": one.closed, "bank_key": one.bank_key.is_some()})
    });
    let named = |table: &super::book::Table<String>| -> Vec<Value> {
        table.iter().map(|(id, name)| json!({"id": id, "name": **name})).collect()
    };
    let transactions = in_order(book).into_iter().map(|id| transaction(book, id));
    let statements = book.statements.iter().map(|(id, one)| {
        let held = one.held.as_ref().map(|held| {
            let rows = held.iter().map(|(id, amount)| json!({"transaction": id, "amount": amount}));
            rows.collect::<Vec<_>>()
        });
        let currency = book.accounts[&one.account].currency;
        json!({"id": id, "account": one.account, "date": one.date.to_string(),
            "closing": written(one.closing, currency), "held": held})
    });
    let imports = book.batches.iter().map(|(id, one)| {
        let line = |line: &super::book::Line| {
            json!({"account": line.account, "date": line.date.to_string(), "transaction": line.transaction,
                "amount": written(line.amount, book.accounts[&line.account].currency)})
        };
        json!({"id": id, "file": one.file, "lines": one.lines.iter().map(line).collect::<Vec<_>>()})
    });
    json!({"accounts": accounts.collect::<Vec<_>>(), "payees": named(&book.payees), "tags": named(&book.tags),
        "transactions": transactions.collect::<Vec<_>>(), "statements": statements.collect::<Vec<_>>(),
        "schedules": book.schedules.iter().map(|(id, one)| schedule(book, *id, one)).collect::<Vec<_>>(),
        "imports": imports.collect::<Vec<_>>()})
}

/// All transactions in the order of the book: by day, and within it by place.
fn in_order(book: &Book) -> Vec<i64> {
    let mut all: Vec<_> = book.transactions.iter().map(|(id, one)| (one.date, one.place, *id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(.., id)| id).collect()
}

fn transaction(book: &Book, id: i64) -> Value {
    let one: &Transaction = &book.transactions[&id];
    let currency = book.currency(one);
    let side = |side: &super::book::Side| {
        json!({"account": side.account, "amount": written(side.amount, currency), "memo": side.memo,
            "state": side.state.word(), "bank_id": side.bank_id.is_some(), "statement": side.statement})
    };
    json!({"id": id, "date": one.date.to_string(), "number": one.number, "payee": one.payee, "memo": one.memo,
        "currency": currency, "tags": one.tags, "void": one.void,
        "place": Some(one.place).filter(|place| *place != id),
        "splits": one.sides.iter().map(side).collect::<Vec<_>>()})
}

fn schedule(book: &Book, id: i64, one: &Schedule) -> Value {
    let currency = book.accounts[&one.account].currency;
    let other = |(account, amount, memo): &(i64, i64, String)| json!({"account": account, "amount": written(*amount, currency), "memo": memo});
    json!({"id": id, "account": one.account, "payee": one.payee, "memo": one.memo, "tags": one.tags,
        "others": one.others.iter().map(other).collect::<Vec<_>>(),
        "amount": one.amount.map(|amount| written(amount, currency)), "next": one.next,
        "last": one.last.map(|day| day.to_string()), "moved": one.moved.map(|day| day.to_string())})
}
