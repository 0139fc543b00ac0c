//! Reconciling: statements of an account, their ticks, and why they do not add up.

use std::collections::HashSet;

use actix_web::web::{self, Json, Path};

use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::{drift, mapping, wire};
use crate::book::{BroughtStatement, Failure, TickRow, View};
use crate::ledger::bulk::RowRef;
use crate::ledger::command::NewStatement;
use crate::ledger::reconcile::explain::Standing;
use crate::ledger::reconcile::{Explanation, Row, explanations};
use crate::ledger::{AccountId, BatchId, Command, Minor, Statement, StatementId, TransactionId};

/// The statements of an account.
#[utoipa::path(operation_id = "list_statements", get, path = "/api/v1/accounts/{id}/statements", tag = "statements", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Statements), (status = "4XX", body = wire::Problem)))]
pub async fn list(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::Statements> {
    let account = AccountId(*id);
    let read = site.read(move |book| {
        let mut statements = Vec::new();
        for statement in book.statements(account)? {
            statements.push(entry(book, &statement)?);
        }
        let is_under_way = statements.iter().any(|one| !one.finished);
        let brought = if is_under_way { None } else { book.brought_statement(account)?.map(brought) };
        Ok(wire::Statements { revision: book.revision()?, account: account.0, statements, brought })
    });
    read.await.map(Json)
}

fn brought(brought: BroughtStatement) -> wire::BroughtStatement {
    wire::BroughtStatement {
        batch: brought.batch.0,
        file: brought.file,
        date: brought.date.to_string(),
        closing: brought.closing.units(),
    }
}

/// One statement with its rows, what could explain its difference, and what became of it.
#[utoipa::path(operation_id = "read_statement", get, path = "/api/v1/statements/{id}", tag = "statements", params(("id" = i64, Path)),
    responses((status = 200, body = wire::StatementPage), (status = "4XX", body = wire::Problem)))]
pub async fn get(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::StatementPage> {
    let id = StatementId(*id);
    let read = site.read(move |book| book.statement(id)?.map(|found| page(book, &found)).transpose());
    read.await?.map(Json).ok_or_else(|| ApiError::not_found("there is no such statement"))
}

/// Begins to reconcile a statement.
#[utoipa::path(operation_id = "start_statement", post, path = "/api/v1/accounts/{id}/statements", tag = "statements", params(("id" = i64, Path)),
    request_body = wire::NewStatement, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn start(desk: Desk, id: Path<i64>, new: Json<wire::NewStatement>) -> Answer<wire::Done> {
    let (new, account) = (new.into_inner(), AccountId(*id));
    let date = mapping::date("date", &new.date)?;
    let mut ticks = rows_from(new.ticks);
    if let Some(batch) = new.batch.map(BatchId) {
        ticks.extend(desk.read(move |book| book.rows_brought(batch, account, date)).await?);
    }
    let command = Command::StartStatement(NewStatement {
        account,
        date,
        closing: closing(new.closing)?,
        tick_cleared: new.tick_cleared.unwrap_or(true),
        ticks,
    });
    done(&desk, command).await
}

/// Changes the date or the balance of a statement that is being reconciled.
#[utoipa::path(operation_id = "edit_statement", put, path = "/api/v1/statements/{id}", tag = "statements", params(("id" = i64, Path)),
    request_body = wire::StatementChange, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(desk: Desk, id: Path<i64>, change: Json<wire::StatementChange>) -> Answer<wire::Done> {
    let date = mapping::date("date", &change.date)?;
    let closing = closing(change.closing)?;
    done(&desk, Command::EditStatement { id: StatementId(*id), date, closing }).await
}

/// Ticks rows, or takes their ticks away.
#[utoipa::path(operation_id = "tick", put, path = "/api/v1/statements/{id}/ticks", tag = "statements", params(("id" = i64, Path)),
    request_body = wire::Ticks, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn tick(desk: Desk, id: Path<i64>, ticks: Json<wire::Ticks>) -> Answer<wire::Done> {
    let wire::Ticks { rows, ticked } = ticks.into_inner();
    let statement = StatementId(*id);
    done(&desk, Command::Tick { statement, rows: rows_from(rows), is_ticked: ticked }).await
}

/// Finishes a statement that adds up, or makes up the difference by an adjustment.
#[utoipa::path(operation_id = "finish_statement", post, path = "/api/v1/statements/{id}/finish", tag = "statements", params(("id" = i64, Path)),
    request_body = wire::Finish, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn finish(desk: Desk, id: Path<i64>, how: Json<wire::Finish>) -> Answer<wire::Done> {
    done(&desk, Command::FinishStatement { id: StatementId(*id), adjust: how.adjust }).await
}

/// Opens a finished statement again.
#[utoipa::path(operation_id = "reopen_statement", post, path = "/api/v1/statements/{id}/reopen", tag = "statements", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn reopen(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::ReopenStatement { id: StatementId(*id) }).await
}

/// Gives up a statement that is being reconciled.
#[utoipa::path(operation_id = "drop_statement", delete, path = "/api/v1/statements/{id}", tag = "statements", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn give_up(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DropStatement { id: StatementId(*id) }).await
}

fn closing(units: i64) -> Result<Minor, ApiError> {
    let advice = "Check the balance for a digit too many.";
    Minor::balance(units).map_err(|error| ApiError::field("closing", error.to_string(), advice))
}

fn rows_from(rows: Vec<wire::RowRef>) -> Vec<RowRef> {
    let row = |row: wire::RowRef| RowRef { transaction: TransactionId(row.transaction), split: row.split };
    rows.into_iter().map(row).collect()
}

fn entry(book: &View, statement: &Statement) -> Result<wire::StatementEntry, Failure> {
    let sums = book.statement_sums(statement)?;
    let (rows, has_drifted) = book.statement_rows_and_drift(statement.id)?;
    Ok(wire::StatementEntry {
        id: statement.id.0,
        account: statement.account.0,
        date: statement.date.to_string(),
        closing: statement.closing.units(),
        finished: statement.is_finished(),
        opening: sums.opening,
        ticked: sums.ticked,
        difference: sums.difference(statement.closing),
        rows,
        changed: statement.is_finished() && has_drifted,
    })
}

fn page(book: &View, statement: &Statement) -> Result<wire::StatementPage, Failure> {
    let own = book.statement_rows(statement.id)?;
    let entry = entry(book, statement)?;
    let drift = drift::causes(book, statement, &entry, &own)?;
    let rows = if statement.is_finished() { own } else { book.open_rows(statement.account)? };
    let explanations = match entry.difference {
        0 => Vec::new(),
        difference => {
            let elsewhere = book.reconciled_elsewhere(statement, difference)?;
            explained(difference, statement, &rows, &elsewhere)
        }
    };
    Ok(wire::StatementPage {
        revision: book.revision()?,
        rows: rows.iter().map(|row| tick_row(row, statement.id)).collect(),
        statement: entry,
        explanations,
        drift,
    })
}

fn explained(
    difference: i64,
    statement: &Statement,
    rows: &[TickRow],
    elsewhere: &[(TickRow, jiff::civil::Date)],
) -> Vec<wire::Explanation> {
    let standing = |row: &TickRow| {
        if row.statement == Some(statement.id) { Standing::Ticked } else { Standing::Open }
    };
    let row = |row: &TickRow, standing| Row {
        reference: (row.transaction, row.split),
        amount: row.amount,
        standing,
    };
    let mut all: Vec<Row<_>> = rows.iter().map(|one| row(one, standing(one))).collect();
    all.extend(elsewhere.iter().map(|(one, _)| row(one, Standing::Elsewhere)));
    let found = |reference| elsewhere.iter().find(|(row, _)| (row.transaction, row.split) == reference);
    let date_of = |reference| found(reference).map(|(_, date)| date.to_string());
    let statement_of = |reference| found(reference).and_then(|(row, _)| row.statement).map(|id| id.0);
    // What is dated later is on the next statement, unless nothing else explains it.
    let dated_later: HashSet<(TransactionId, u32)> = rows
        .iter()
        .filter(|row| row.date > statement.date && standing(row) == Standing::Open)
        .map(|row| (row.transaction, row.split))
        .collect();
    let in_time: Vec<Row<_>> =
        all.iter().filter(|row| !dated_later.contains(&row.reference)).copied().collect();
    let likely = explanations(difference, &in_time);
    let likely = if likely.is_empty() { explanations(difference, &all) } else { likely };
    let amount_of = |reference| all.iter().find(|row| row.reference == reference).map(|row| row.amount);
    let found = likely.into_iter().map(|one| match one {
        Explanation::Toggle(rows) => explanation(wire::ExplanationKind::Toggle, &rows),
        Explanation::SignSlip(row) => wire::Explanation {
            bank_amount: amount_of(row).map(i64::saturating_neg),
            ..explanation(wire::ExplanationKind::SignSlip, &[row])
        },
        Explanation::Transposed { row, bank_amount } => wire::Explanation {
            bank_amount: Some(bank_amount),
            ..explanation(wire::ExplanationKind::Transposed, &[row])
        },
        Explanation::Elsewhere(row) => wire::Explanation {
            date: date_of(row),
            statement: statement_of(row),
            ..explanation(wire::ExplanationKind::Elsewhere, &[row])
        },
    });
    found.collect()
}

fn explanation(kind: wire::ExplanationKind, rows: &[(TransactionId, u32)]) -> wire::Explanation {
    let row = |(transaction, split): &(TransactionId, u32)| wire::RowRef {
        transaction: transaction.0,
        split: *split as usize,
    };
    wire::Explanation {
        kind,
        rows: rows.iter().map(row).collect(),
        bank_amount: None,
        date: None,
        statement: None,
    }
}

fn tick_row(row: &TickRow, statement: StatementId) -> wire::TickRow {
    wire::TickRow {
        transaction: row.transaction.0,
        split: row.split,
        date: row.date.to_string(),
        number: row.number.clone(),
        payee: row.payee.clone(),
        memo: row.memo.clone(),
        amount: row.amount,
        state: mapping::state_to(row.state),
        ticked: row.statement == Some(statement),
    }
}
