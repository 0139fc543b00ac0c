//! Files into the book, by the same interface as the page.
//!
//! Lines that could be an entry of the book are left out: they come again
//! with the next file, and nothing is doubled. What a file leaves open is
//! never guessed: such a file is not taken in.

use std::path::Path;

use anyhow::bail;
use serde_json::{Value, json};

use super::document::ProblemIn;
use super::onlooker::Onlooker;
use super::outcome::{Counts, Outcome};
use super::reading::{self, Sending};
use super::{balances, whole};
use crate::app::client::{Client, in_address};
use crate::export::json;

/// Takes one file in.
pub fn take(client: &Client, onlooker: &Onlooker, path: &Path, account: Option<i64>) -> Outcome {
    let file = path.display().to_string();
    if onlooker.is_interrupted() {
        return Outcome::failed(file, "It was cancelled before this file. Nothing of it was imported.");
    }
    let outcome = onlooker.during(client, &file, || taken(client, &onlooker.task, path, account));
    onlooker.wipe();
    match outcome {
        Ok(outcome) => Outcome { file, ..outcome },
        Err(reason) => Outcome::failed(file, format!("{reason:#}")),
    }
}

fn taken(client: &Client, task: &str, path: &Path, account: Option<i64>) -> anyhow::Result<Outcome> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let address = format!("/api/v1/imports/previews?lines=false&task={task}&name={}", in_address(&name));
    let mut sending = reading::sending(path).map_err(anyhow::Error::msg)?;
    let is_book = match &sending {
        Sending::Whole(bytes) => json::is_book(bytes),
        Sending::Pieces(file) => file.is_book,
    };
    let mut post = |address: &str| match &mut sending {
        Sending::Whole(bytes) => client.post_file(address, bytes),
        Sending::Pieces(file) => file.send(|body, length| client.post_read(address, body, length)),
    };
    if is_book {
        return whole::take(post, account);
    }
    let preview = post(&address)?;
    // The program has it: a long file need not be here as well.
    drop(sending);
    let preview = for_account(client, task, preview, account)?;
    let text = |field: &str| preview[field].as_str().map(str::to_owned);
    let mut outcome = Outcome {
        format: text("format"),
        encoding: text("encoding"),
        questions: questions(&preview),
        problems: problems(&preview),
        in_doubt: in_doubt(&preview),
        ..Outcome::default()
    };
    // A table that says nothing by itself is read once somebody says on the page what its columns are.
    if list(&preview, "statements").next().is_none() {
        let reasons = std::mem::take(&mut outcome.problems).into_iter().map(|problem| problem.reason);
        outcome.questions.extend(reasons);
    }
    if !outcome.questions.is_empty() {
        return Ok(outcome);
    }
    let statements: Vec<Value> = list(&preview, "statements").map(order).collect();
    let done = client.post(
        &format!("/api/v1/imports?task={task}"),
        &json!({"preview": preview["id"], "statements": statements}),
    )?;
    let count = |field: &str| done[field].as_u64().unwrap_or_default();
    let counts = Counts {
        added: count("added"),
        matched: count("linked"),
        known: count("known"),
        left_out: count("left_out"),
        scheduled: count("scheduled"),
    };
    // The lines that stay out were none of the preview's, either.
    let disagreements = balances::disagreements(client, &preview)?;
    Ok(Outcome { imported: Some(counts), disagreements, ..outcome })
}

/// The preview for the account that was named.
fn for_account(client: &Client, task: &str, preview: Value, account: Option<i64>) -> anyhow::Result<Value> {
    let Some(account) = account else { return Ok(preview) };
    let indices: Vec<&Value> = list(&preview, "statements").map(|one| &one["index"]).collect();
    let [index] = indices.as_slice() else {
        bail!(
            "The file has {} accounts, and --account names one. Nothing was imported; leave --account out, \
             or import it on the page.",
            indices.len()
        );
    };
    let address = format!(
        "/api/v1/imports/previews/{}?lines=false&task={task}",
        preview["id"].as_str().unwrap_or_default()
    );
    client.post(&address, &json!({"statements": [{"index": index, "account": account}]}))
}

/// Where a statement goes: where it was proposed to, or into a new account with what it held before.
fn order(statement: &Value) -> Value {
    let is_new = statement["account"].is_null();
    json!({
        "index": statement["index"],
        "account": statement["account"],
        "new_account": if is_new { statement["label"].clone() } else { Value::Null },
        "with_opening": is_new && !statement["opening"].is_null(),
        "undecided": "leave_out",
    })
}

fn list<'v>(value: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    value[field].as_array().into_iter().flatten()
}

fn in_doubt(preview: &Value) -> u64 {
    list(preview, "statements").filter_map(|statement| statement["doubtful"].as_u64()).sum()
}

fn questions(preview: &Value) -> Vec<String> {
    let all = list(preview, "readings").flat_map(|reading| list(reading, "questions"));
    let open = all.filter(|question| question["answered"] == false);
    open.filter_map(|question| question["text"].as_str().map(str::to_owned)).collect()
}

fn problems(preview: &Value) -> Vec<ProblemIn> {
    let told = |problem: &Value| {
        let reason = problem["reason"].as_str()?.to_owned();
        Some(ProblemIn { line: problem["line"].as_u64(), reason })
    };
    list(preview, "problems").filter_map(told).collect()
}
