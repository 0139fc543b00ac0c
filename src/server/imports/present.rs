//! A plan as the page sees it.

use crate::book::Written;
use crate::import::matching::Fate;
use crate::import::plan::{Counts, Plan, PlannedLine, PlannedStatement};
use crate::import::{Line, Statement, Target};
use crate::ledger::command::{AccountChoice, Opening};
use crate::server::imports::layouts;
use crate::server::imports::route::stated;
use crate::server::previews::Held;
use crate::server::{mapping, wire};

pub fn preview(id: String, held: &Held, plan: &Plan) -> wire::ImportPreview {
    let file = &held.file;
    let problems = file.problems.iter().chain(&plan.problems);
    let statements =
        plan.statements.iter().map(|planned| statement(planned, &file.statements[planned.index]));
    wire::ImportPreview {
        id,
        file: held.name.clone(),
        format: file.format.name().to_owned(),
        encoding: file.encoding.to_owned(),
        statements: statements.collect(),
        readings: file.readings.iter().map(|reading| layouts::reading(reading, &held.layouts)).collect(),
        problems: problems
            .map(|problem| wire::ImportProblem { line: problem.line, reason: problem.reason.clone() })
            .collect(),
    }
}

fn statement(planned: &PlannedStatement, statement: &Statement) -> wire::StatementPreview {
    let currency = planned.destination.currency;
    let lines = planned.lines.iter().zip(&statement.lines).zip(0..);
    wire::StatementPreview {
        index: u32::try_from(planned.index).unwrap_or(u32::MAX),
        label: statement.account.label.clone(),
        kind: mapping::kind_to(statement.account.kind),
        currency: currency.code().to_owned(),
        currency_stated: stated(statement).is_some(),
        decimals: currency.decimals(),
        account: match planned.destination.account {
            AccountChoice::Existing(id) => Some(id.0),
            AccountChoice::New { .. } => None,
        },
        lines: lines.map(|((planned, read), index)| line(index, planned.as_ref(), read)).collect(),
        bank_balance: planned.bank_balance.map(balance),
        opening: planned.opening.map(balance),
    }
}

fn balance(balance: Opening) -> wire::BankBalance {
    wire::BankBalance { date: balance.date.to_string(), amount: balance.amount.units() }
}

fn line(index: u32, planned: Option<&PlannedLine>, line: &Line) -> wire::LinePreview {
    let (fate, reason) = match planned {
        Some(planned) => (fate(&planned.verdict.fate), planned.verdict.reason.clone()),
        None => (wire::LineFate::Unfit, "No book can hold this line: see the problems.".to_owned()),
    };
    wire::LinePreview {
        index,
        date: line.date.to_string(),
        amount: planned.map_or(0, |planned| planned.amount.units()),
        number: line.number.clone(),
        payee: line.payee.clone(),
        memo: line.memo.clone(),
        category: category(line),
        fate,
        reason,
    }
}

fn fate<R>(fate: &Fate<R>) -> wire::LineFate {
    match fate {
        Fate::New | Fate::NewAlone => wire::LineFate::New,
        Fate::Known => wire::LineFate::Known,
        Fate::Linked(_) | Fate::OtherHalf { .. } => wire::LineFate::Linked,
    }
}

fn category(line: &Line) -> String {
    match line.sides.as_slice() {
        [] => String::new(),
        [side] => match &side.target {
            Target::Category(name) => name.clone(),
            Target::Transfer(name) => format!("[{name}]"),
        },
        _ => "Split".into(),
    }
}

pub fn imported(written: &Written, counts: Counts, account: Option<i64>) -> wire::Imported {
    answer(written.revision, counts, account, written.words.clone())
}

/// Everything in the file was known: no step was made.
pub fn nothing_new(revision: u64, counts: Counts, plan: &Plan) -> wire::Imported {
    let account = plan.statements.first().and_then(|first| match first.destination.account {
        AccountChoice::Existing(id) => Some(id.0),
        AccountChoice::New { .. } => None,
    });
    answer(revision, counts, account, "Nothing in this file is new".into())
}

fn answer(revision: u64, counts: Counts, account: Option<i64>, words: String) -> wire::Imported {
    let Counts { added, known, linked, left_out } = counts;
    wire::Imported { revision, added, known, linked, left_out, account, words }
}
