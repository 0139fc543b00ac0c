//! A whole book among the files: it fills an empty one, and a dry run shows its registers.

use anyhow::bail;
use serde_json::Value;

use super::document::{File, StatementIn, Transaction};
use super::outcome::{Counts, Outcome};
use crate::export::contents::{Contents, Ids};
use crate::export::json;
use crate::export::movement::{Movement, movements};
use crate::ledger::Account;

/// JSON is written so, whoever wrote it (RFC 8259).
const ENCODING: &str = "UTF-8";

/// What is in the book.
pub fn described(file: String, bytes: &[u8]) -> File {
    match json::read(bytes) {
        Err(why) => File::unreadable(file, format!("{why}. Nothing was imported.")),
        Ok(contents) => {
            let ids = Ids::of(&contents);
            let statements = contents.registers(None).map(|register| statement(&contents, &ids, register));
            File {
                file,
                format: Some(json::NAME),
                encoding: Some(ENCODING),
                statements: statements.collect(),
                questions: Vec::new(),
                problems: Vec::new(),
            }
        }
    }
}

fn statement(contents: &Contents, ids: &Ids, register: &Account) -> StatementIn {
    let line = |line: Movement| Transaction {
        date: line.transaction.date.to_string(),
        amount: register.currency.text(line.amount),
        number: line.transaction.number.clone(),
        payee: contents.payee(line.transaction).to_owned(),
        memo: line.memo.clone(),
        id: line.bank_id.map(str::to_owned),
    };
    StatementIn {
        account: Some(register.name.clone()),
        currency: Some(register.currency.code().to_owned()),
        transactions: movements(contents, ids, register).map(line).collect(),
        balances: Vec::new(),
    }
}

/// Fills the book with what is posted to an address; refused where that is not empty.
pub fn take(
    mut post: impl FnMut(&str) -> anyhow::Result<Value>,
    account: Option<i64>,
) -> anyhow::Result<Outcome> {
    if account.is_some() {
        bail!(
            "The file is a whole book, which goes to no single account. Nothing was imported; leave --account out."
        );
    }
    let held = post("/api/v1/contents/preview")?;
    post("/api/v1/contents")?;
    let added = held["transactions"].as_u64().unwrap_or_default();
    Ok(Outcome {
        format: Some(json::NAME.into()),
        encoding: Some(ENCODING.into()),
        imported: Some(Counts { added, ..Counts::default() }),
        ..Outcome::default()
    })
}
