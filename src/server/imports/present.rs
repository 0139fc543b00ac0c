//! A plan as the page sees it.

use crate::book::Written;
use crate::import::agreement::Agreement;
use crate::import::learned::{Proposal, Said};
use crate::import::matching::{Entered, Fate, Scheduled};
use crate::import::plan::{Counts, Plan, PlannedLine, PlannedStatement};
use crate::import::{BankFile, Line, Statement, Target};
use crate::ledger::command::{AccountChoice, Opening};
use crate::server::imports::progress::Shown;
use crate::server::imports::route::stated;
use crate::server::imports::{counterparts, layouts};
use crate::server::pairs::open_row;
use crate::server::previews::Held;
use crate::server::{mapping, wire};

pub fn preview(id: String, held: &Held, plan: &Plan, shown: Shown) -> wire::ImportPreview {
    let file = &held.file;
    let problems = file.problems.iter().chain(&plan.problems);
    let with_lines = shown.lines.unwrap_or(true);
    let statements =
        plan.statements.iter().map(|planned| statement(planned, &file.statements[planned.index], with_lines));
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

fn statement(planned: &PlannedStatement, statement: &Statement, with_lines: bool) -> wire::StatementPreview {
    let currency = planned.destination.currency;
    let lines = planned.lines.iter().zip(&statement.lines).zip(0..);
    let counterparts = counterparts::of(planned, statement);
    wire::StatementPreview {
        index: u32::try_from(planned.index).unwrap_or(u32::MAX),
        label: statement.account.label.clone(),
        kind: mapping::kind_to(statement.account.kind),
        currency: currency.code().to_owned(),
        currency_stated: stated(statement).is_some(),
        account_named: statement.account.written.is_some(),
        decimals: currency.decimals(),
        account: match planned.destination.account {
            AccountChoice::Existing(id) => Some(id.0),
            AccountChoice::New { .. } => None,
        },
        doubtful: (!with_lines).then(|| doubtful(planned)),
        lines: lines
            .zip(counterparts)
            .take_while(|_| with_lines)
            .map(|(((line, read), index), counterpart)| wire::LinePreview {
                counterpart: counterpart.map(open_row),
                ..shown(index, line.as_ref(), read, &planned.scheduled)
            })
            .collect(),
        bank_balance: planned.bank_balance.map(balance),
        opening: planned.opening.map(balance),
        agreement: planned.agreement.map(agreement),
    }
}

fn doubtful(planned: &PlannedStatement) -> u64 {
    planned.lines.iter().flatten().filter(|line| line.is_doubtful()).count() as u64
}

fn agreement(agreement: Agreement) -> wire::Agreement {
    wire::Agreement {
        register: agreement.register,
        difference: agreement.difference,
        since: agreement.since.map(|date| date.to_string()),
    }
}

/// What becomes of the lines of which something was said.
pub fn checked(plan: &Plan, file: &BankFile) -> wire::DecisionsChecked {
    let statement = |planned: &PlannedStatement| wire::StatementChecked {
        index: u32::try_from(planned.index).unwrap_or(u32::MAX),
        agreement: planned.agreement.map(agreement),
        lines: said(planned, &file.statements[planned.index]).collect(),
    };
    wire::DecisionsChecked { statements: plan.statements.iter().map(statement).collect() }
}

fn said<'p>(
    planned: &'p PlannedStatement,
    statement: &'p Statement,
) -> impl Iterator<Item = wire::LineChecked> + 'p {
    let lines = planned.lines.iter().zip(&statement.lines).zip(0..);
    let is_said = |at: &u32| planned.destination.chosen.answers.contains_key(&(*at as usize));
    let said = lines.filter(move |(_, at)| is_said(at));
    said.map(|((line, read), at)| wire::LineChecked {
        line: shown(at, line.as_ref(), read, &planned.scheduled),
        problem: line.as_ref().and_then(|line| line.refused.clone()),
    })
}

fn balance(balance: Opening) -> wire::BankBalance {
    wire::BankBalance { date: balance.date.to_string(), amount: balance.amount.units() }
}

fn shown(
    index: u32,
    planned: Option<&PlannedLine>,
    line: &Line,
    scheduled: &[Scheduled],
) -> wire::LinePreview {
    let (fate, reason) = match planned {
        Some(planned) => (fate(&planned.verdict.fate), planned.verdict.reason.clone().into_owned()),
        None => (wire::LineFate::Unfit, "No book can hold this line: see the problems.".to_owned()),
    };
    let said = |which: fn(&Proposal) -> Option<&Said>| {
        planned.and_then(|planned| which(planned.proposal.as_deref()?))
    };
    let proposed = said(|proposal| proposal.category.as_ref()).filter(|_| line.sides.is_empty());
    wire::LinePreview {
        index,
        date: line.date.to_string(),
        amount: planned.map_or(0, |planned| planned.amount.units()),
        number: line.number.clone(),
        payee: said(|proposal| proposal.payee.as_ref())
            .map_or_else(|| line.payee.clone(), |said| said.text.clone()),
        memo: line.memo.clone(),
        category: proposed.map_or_else(|| category(line), |said| said.text.clone()),
        payee_reason: said(|proposal| proposal.payee.as_ref()).map(|said| said.reason.clone()),
        bank_payee: line.payee.clone(),
        category_reason: proposed.map(|said| said.reason.clone()),
        fate,
        reason,
        candidates: planned.map(candidates).unwrap_or_default(),
        due: planned.and_then(|planned| due(planned, line, scheduled)),
        counterpart: None,
    }
}

/// Only where it can still come true.
fn due(planned: &PlannedLine, line: &Line, scheduled: &[Scheduled]) -> Option<wire::DuePreview> {
    let can_be = matches!(planned.verdict.fate, Fate::New | Fate::Doubtful(_));
    let due = planned.due.as_deref().filter(|_| can_be)?;
    let Scheduled { schedule, title, payee, category: of_schedule, .. } = scheduled.get(due.scheduled)?;
    Some(wire::DuePreview {
        schedule: schedule.id.0,
        title: title.clone(),
        date: due.occurrence.date.to_string(),
        certain: due.is_certain,
        reason: due.reason.clone(),
        payee: payee.clone().unwrap_or_else(|| line.payee.clone()),
        category: if line.sides.is_empty() { of_schedule.clone() } else { category(line) },
        memo: if schedule.memo.is_empty() { line.memo.clone() } else { schedule.memo.clone() },
    })
}

fn candidates(planned: &PlannedLine) -> Vec<wire::CandidatePreview> {
    let candidates = match &planned.verdict.fate {
        Fate::Doubtful(candidates) => candidates,
        _ => &planned.verdict.offers,
    };
    let shown = candidates.iter().map(|candidate| {
        let Entered { reference: (transaction, split), date, amount, number, payee, memo, .. } =
            candidate.entry.clone();
        wire::CandidatePreview {
            transaction: transaction.0,
            split: u32::try_from(split).unwrap_or(u32::MAX),
            date: date.to_string(),
            amount: amount.units(),
            number,
            payee,
            memo,
            reason: candidate.reason.clone(),
        }
    });
    shown.collect()
}

fn fate<R>(fate: &Fate<R>) -> wire::LineFate {
    match fate {
        Fate::New | Fate::NewAlone => wire::LineFate::New,
        Fate::Known => wire::LineFate::Known,
        Fate::Linked(_) | Fate::Corrected { .. } | Fate::Again(_) | Fate::OtherHalf { .. } => {
            wire::LineFate::Linked
        }
        Fate::Doubtful(_) => wire::LineFate::Doubtful,
        Fate::Deleted => wire::LineFate::Deleted,
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
    let Counts { added, known, linked, scheduled, left_out } = counts;
    wire::Imported { revision, added, known, linked, left_out, scheduled, account, words }
}
