//! Two rows that are one: linking, merging, and which rows look like it.

use std::collections::HashMap;

use actix_web::web::{self, Json, Path, Query};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::{mapping, wire};
use crate::book::{Failure, View};
use crate::ledger::bulk::RowRef;
use crate::ledger::command::Counterparts;
use crate::ledger::pairing::proposals::{Evidence, Proposal, proposals};
use crate::ledger::pairing::{self, Row};
use crate::ledger::{Account, Class, Command, Transaction, TransactionId};

/// Rows of so many days before and after are offered to somebody who looks for the other side.
const OFFERED_DAYS: i32 = 60;

/// So many are offered, or proposed.
const MOST: usize = 200;

/// The command, with what was said of the other sides of its transfers.
pub fn minding(command: Command, said: Option<wire::Counterpart>) -> Command {
    let wanted = match said {
        Some(wire::Counterpart::Apart) => return command,
        Some(wire::Counterpart::Link) => Counterparts::Link,
        None => Counterparts::Ask,
    };
    Command::WithCounterparts(Box::new(command), wanted)
}

/// Links two rows of two accounts as one transfer: one transaction, one step of undo.
#[utoipa::path(operation_id = "link_rows", post, path = "/api/v1/transactions/link", tag = "transactions", request_body = wire::TwoRows,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn link(desk: Desk, two: Json<wire::TwoRows>) -> Answer<wire::Done> {
    let (rows, base) = (rows(&two)?, two.base);
    done(&desk, Command::LinkRows { rows, base }).await
}

/// Merges two rows of one account that are the same movement. What was imported as either is known of the one that stays.
#[utoipa::path(operation_id = "merge_rows", post, path = "/api/v1/transactions/merge", tag = "transactions", request_body = wire::TwoRows,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn merge(desk: Desk, two: Json<wire::TwoRows>) -> Answer<wire::Done> {
    let (rows, base) = (rows(&two)?, two.base);
    done(&desk, Command::MergeRows { rows, base }).await
}

fn rows(two: &wire::TwoRows) -> Result<[RowRef; 2], ApiError> {
    let row = |row: &wire::RowRef| RowRef { transaction: TransactionId(row.transaction), split: row.split };
    match two.rows.as_slice() {
        [one, other] => Ok([row(one), row(other)]),
        _ => Err(ApiError::field("rows", "two rows are needed", "Choose exactly two rows.")),
    }
}

/// Which side of the transaction is the row.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Side {
    /// From 0, which is what it is when left out.
    split: Option<usize>,
}

/// The rows of other accounts over the same amount with the other sign, of some days before and after.
#[utoipa::path(operation_id = "list_counterparts", get, path = "/api/v1/transactions/{id}/counterparts", tag = "transactions",
    params(("id" = i64, Path), Side),
    responses((status = 200, body = wire::Counterparts), (status = "4XX", body = wire::Problem)))]
pub async fn counterparts(
    site: web::Data<Site>,
    id: Path<i64>,
    side: Query<Side>,
) -> Answer<wire::Counterparts> {
    let row = RowRef { transaction: TransactionId(*id), split: side.split.unwrap_or_default() };
    let read = site.read(move |book| {
        let Some(transaction) = book.transaction(row.transaction)? else { return Ok(None) };
        let rows = fitting(book, &transaction, row.split)?;
        Ok(Some(wire::Counterparts { revision: book.revision()?, rows }))
    });
    read.await?.map(Json).ok_or_else(|| ApiError::not_found("there is no such transaction"))
}

fn fitting(book: &View, own: &Transaction, split: usize) -> Result<Vec<wire::PairRow>, Failure> {
    let names = book.account_names()?;
    let class_of = |id| names.get(&id).map_or(Class::Equity, |account| Class::of(account.kind));
    let row = Row { transaction: own, split };
    let Some(side) = own.splits.get(split) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for account in registers(book)? {
        if account.id == side.account || account.currency != own.currency {
            continue;
        }
        let (from, to) = around(own.date, OFFERED_DAYS);
        for other in book.rows_over(account.id, side.amount.negated(), from, to)? {
            let Some(there) = book.transaction(other.transaction)? else { continue };
            let as_row = Row { transaction: &there, split: other.split };
            if pairing::linked(row, as_row, &class_of).is_ok() {
                found.push(shown(book, &there, other.split, &names)?);
            }
        }
    }
    let days = |row: &wire::PairRow| {
        let date: Option<Date> = row.date.parse().ok();
        date.and_then(|date| date.since(own.date).ok()).map_or(i32::MAX, |span| span.get_days().abs())
    };
    found.sort_by_key(|row| (days(row), row.transaction));
    found.truncate(MOST);
    Ok(found)
}

/// Open accounts with a register.
pub fn registers(book: &View) -> Result<Vec<Account>, Failure> {
    let all = book.accounts()?.into_iter().map(|row| row.account);
    Ok(all.filter(|account| account.kind.is_register() && !account.closed).collect())
}

/// The days around one, as far as there are days.
pub fn around(date: Date, days: i32) -> (Date, Date) {
    (date.saturating_sub(days.days()), date.saturating_add(days.days()))
}

/// A side of a transaction as a row.
pub fn shown(
    book: &View,
    transaction: &Transaction,
    split: usize,
    names: &mapping::Names,
) -> Result<wire::PairRow, Failure> {
    let own = transaction.splits.get(split);
    let mut others = transaction.splits.iter().enumerate().filter(|(at, _)| *at != split);
    let other = match (others.next(), others.next()) {
        (Some((_, other)), None) => Some(other.account),
        _ => None,
    };
    let payee = transaction.payee.map(|id| book.payee(id)).transpose()?.flatten();
    Ok(wire::PairRow {
        transaction: transaction.id.0,
        split: u32::try_from(split).unwrap_or(u32::MAX),
        account: own.map_or(0, |own| own.account.0),
        date: transaction.date.to_string(),
        amount: own.map_or(0, |own| own.amount.units()),
        payee: payee.map(|payee| payee.name).unwrap_or_default(),
        memo: transaction.memo.clone(),
        category: mapping::category(other, names),
    })
}

/// Which part of the book.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Part {
    /// `YYYY-MM-DD`: only rows of this day and later. All when left out.
    from: Option<String>,
    /// Only pairs with a row in this account.
    account: Option<i64>,
}

/// Rows of two accounts that look like the two sides of one transfer.
#[utoipa::path(operation_id = "propose_transfers", get, path = "/api/v1/transfers/proposals", tag = "transactions", params(Part),
    responses((status = 200, body = wire::TransferProposals), (status = "4XX", body = wire::Problem)))]
pub async fn propose(site: web::Data<Site>, part: Query<Part>) -> Answer<wire::TransferProposals> {
    let from = part.from.as_deref().map(|text| mapping::date("from", text)).transpose()?;
    let account = part.account;
    let read = site.read(move |book| {
        let registers = registers(book)?;
        let names: HashMap<_, _> =
            registers.iter().map(|account| (account.id, account.name.clone())).collect();
        let all: Vec<&Account> = registers.iter().collect();
        let rows = book.unpaired_rows(&all, from.unwrap_or(Date::MIN), Date::MAX)?;
        let is_wanted = |pair: &Proposal| {
            account.is_none_or(|id| [pair.payment, pair.deposit].iter().any(|row| row.account.0 == id))
        };
        let found = proposals(&rows, &names);
        let pairs = found.iter().filter(|pair| is_wanted(pair)).take(MOST).map(proposal).collect();
        Ok(wire::TransferProposals { revision: book.revision()?, pairs })
    });
    Ok(Json(read.await?))
}

fn proposal(pair: &Proposal) -> wire::TransferProposal {
    let apart = match pair.days {
        0 => "the same amount on the same day".to_owned(),
        1 => "the same amount, 1 day apart".to_owned(),
        days => format!("the same amount, {days} days apart"),
    };
    let reason = match pair.evidence {
        Evidence::Words => format!("{apart}, and the words speak of a transfer"),
        Evidence::NothingElse => format!("{apart}, and neither has a category"),
    };
    wire::TransferProposal {
        payment: open_row(pair.payment),
        deposit: open_row(pair.deposit),
        days: pair.days.unsigned_abs(),
        reason,
    }
}

/// A row that is open on its other side, as it is shown.
pub fn open_row(row: &crate::ledger::pairing::proposals::OpenRow) -> wire::PairRow {
    wire::PairRow {
        transaction: row.row.transaction.0,
        split: u32::try_from(row.row.split).unwrap_or(u32::MAX),
        account: row.account.0,
        date: row.date.to_string(),
        amount: row.amount.units(),
        payee: row.payee.clone(),
        memo: row.memo.clone(),
        category: row.category.clone(),
    }
}
