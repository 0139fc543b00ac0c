//! One change to many rows, with a look at what it would do; void, duplicate, move.

use std::collections::HashMap;

use actix_web::web::{self, Json, Path};

use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::{mapping, pairs, wire};
use crate::book::{Failure, Rejected, View};
use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::command::Target;
use crate::ledger::{
    AccountId, Change, Command, Decision, Denied, Edit, PayeeId, Refusal, TagId, Transaction, TransactionId,
};

/// How many rows a preview shows.
const SHOWN: usize = 200;

/// Changes many rows as one step of undo. Nothing is done where one of them may not be changed so.
#[utoipa::path(operation_id = "change_rows", post, path = "/api/v1/transactions/bulk", tag = "transactions", request_body = wire::Bulk,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn change(desk: Desk, bulk: Json<wire::Bulk>) -> Answer<wire::Done> {
    let counterpart = bulk.counterpart;
    done(&desk, pairs::minding(Command::Bulk(draft(bulk.into_inner())?), counterpart)).await
}

/// What the same would do: each row before and after. Changes nothing.
#[utoipa::path(operation_id = "preview_rows", post, path = "/api/v1/transactions/bulk/preview", tag = "transactions", request_body = wire::Bulk,
    responses((status = 200, body = wire::BulkPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview(site: web::Data<Site>, bulk: Json<wire::Bulk>) -> Answer<wire::BulkPreview> {
    let counterpart = bulk.counterpart;
    let draft = draft(bulk.into_inner())?;
    let command = pairs::minding(Command::Bulk(draft.clone()), counterpart);
    let read = site.read(move |book| match book.would(command) {
        Ok(decision) => Ok(Ok(shown(book, &draft, &decision)?)),
        Err(Denied::Refused(refusal)) => Ok(Err(refusal)),
        Err(Denied::Failed(failure)) => Err(failure),
    });
    let outcome: Result<wire::BulkPreview, Refusal> = read.await?;
    Ok(Json(outcome.map_err(Rejected::Refused)?))
}

fn draft(bulk: wire::Bulk) -> Result<BulkDraft, ApiError> {
    let row = |row: wire::RowRef| RowRef { transaction: TransactionId(row.transaction), split: row.split };
    let change = match bulk.change {
        wire::BulkChange::Delete => BulkChange::Delete,
        wire::BulkChange::Category(name) if name.trim().is_empty() => {
            return Err(ApiError::field("category", "the category is missing", "Give a category."));
        }
        wire::BulkChange::Category(name) => BulkChange::Category(Target::Category(name)),
        wire::BulkChange::AccountMove(id) => BulkChange::AccountMove(AccountId(id)),
        wire::BulkChange::Payee(name) => BulkChange::Payee(Some(name).filter(|name| !name.trim().is_empty())),
        wire::BulkChange::State(state) => BulkChange::State(mapping::state_from(state)),
        wire::BulkChange::ShiftDays(days) => BulkChange::ShiftDays(days),
        wire::BulkChange::Date(date) => BulkChange::Date(mapping::date("date", &date)?),
        wire::BulkChange::TagsAdd(names) => BulkChange::TagsAdd(names),
        wire::BulkChange::TagsRemove(names) => BulkChange::TagsRemove(names),
        wire::BulkChange::Memo(memo) => BulkChange::Memo(memo),
    };
    Ok(BulkDraft { rows: bulk.selection.into_iter().map(row).collect(), base: bulk.base, change })
}

/// The first rows of a decision, before and after.
fn shown(book: &View, draft: &BulkDraft, decision: &Decision) -> Result<wire::BulkPreview, Failure> {
    let edits: Vec<&Edit<Transaction>> = decision
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Transaction(edit) => Some(edit),
            _ => None,
        })
        .collect();
    let mut names = Shown::new(book, decision)?;
    let split_of: HashMap<TransactionId, usize> =
        draft.rows.iter().rev().map(|row| (row.transaction, row.split)).collect();
    let mut rows = Vec::new();
    for edit in edits.iter().take(SHOWN) {
        let Some(before) = &edit.before else { continue };
        let split = split_of.get(&before.id).copied().unwrap_or_default();
        let after = edit.after.as_ref().map(|after| names.side(after, split)).transpose()?;
        rows.extend(
            names.side(before, split)?.map(|before| wire::BulkRow { before, after: after.flatten() }),
        );
    }
    let (revision, words) = (book.revision()?, decision.words.clone());
    Ok(wire::BulkPreview { revision, words, total: edits.len() as u64, rows })
}

/// Names as they would be: those of the book and those that the decision makes.
struct Shown<'b, 'v> {
    book: &'b View<'v>,
    accounts: mapping::Names,
    tags: HashMap<TagId, String>,
    payees: HashMap<PayeeId, String>,
}

impl<'b, 'v> Shown<'b, 'v> {
    fn new(book: &'b View<'v>, decision: &Decision) -> Result<Shown<'b, 'v>, Failure> {
        let tags = book.tags()?.into_iter().map(|row| (row.tag.id, row.tag.name)).collect();
        let mut shown = Shown { book, accounts: book.account_names()?, tags, payees: HashMap::new() };
        for change in &decision.changes {
            match change {
                Change::Tag(Edit { after: Some(tag), .. }) => {
                    shown.tags.insert(tag.id, tag.name.clone());
                }
                Change::Payee(Edit { after: Some(payee), .. }) => {
                    shown.payees.insert(payee.id, payee.name.clone());
                }
                Change::Account(Edit { after: Some(account), .. }) => {
                    let (name, kind) = (account.name.clone(), account.kind);
                    shown.accounts.insert(account.id, crate::book::AccountName { name, kind });
                }
                _ => {}
            }
        }
        Ok(shown)
    }

    fn payee(&mut self, id: PayeeId) -> Result<Option<String>, Failure> {
        if let Some(name) = self.payees.get(&id) {
            return Ok(Some(name.clone()));
        }
        let name = self.book.payee(id)?.map(|payee| payee.name);
        self.payees.extend(name.clone().map(|name| (id, name)));
        Ok(name)
    }

    fn side(&mut self, transaction: &Transaction, at: usize) -> Result<Option<wire::BulkSide>, Failure> {
        let Some(own) = transaction.splits.get(at) else {
            return Ok(None);
        };
        let mut others = transaction.splits.iter().enumerate().filter(|(place, _)| *place != at);
        let other = match (others.next(), others.next()) {
            (Some((_, other)), None) => Some(other.account),
            _ => None,
        };
        let payee = transaction.payee.map(|id| self.payee(id)).transpose()?.flatten();
        Ok(Some(wire::BulkSide {
            transaction: transaction.id.0,
            split: at as u32,
            account: own.account.0,
            date: transaction.date.to_string(),
            number: transaction.number.clone(),
            payee,
            category: mapping::category(other, &self.accounts),
            memo: transaction.memo.clone(),
            amount: own.amount.units(),
            state: mapping::state_to(own.state),
            tags: transaction.tags.iter().filter_map(|tag| self.tags.get(tag).cloned()).collect(),
        }))
    }
}

/// Makes a transaction void: kept, zero and marked; or valid again.
#[utoipa::path(operation_id = "void_transaction", post, path = "/api/v1/transactions/{id}/void", tag = "transactions", params(("id" = i64, Path)),
    request_body = wire::Void,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn void(desk: Desk, id: Path<i64>, wanted: Json<wire::Void>) -> Answer<wire::Done> {
    done(&desk, Command::VoidTransaction { id: TransactionId(*id), void: wanted.void }).await
}

/// The same again on another day: uncleared and without a cheque number.
#[utoipa::path(operation_id = "duplicate_transaction", post, path = "/api/v1/transactions/{id}/duplicate", tag = "transactions", params(("id" = i64, Path)),
    request_body = wire::Duplicate,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn duplicate(desk: Desk, id: Path<i64>, wanted: Json<wire::Duplicate>) -> Answer<wire::Done> {
    let date = mapping::date("date", &wanted.date)?;
    done(&desk, Command::DuplicateTransaction { id: TransactionId(*id), date }).await
}

/// Moves a transaction within its day: the order of the register, and with it the running balances.
#[utoipa::path(operation_id = "move_in_day", post, path = "/api/v1/transactions/{id}/place", tag = "transactions", params(("id" = i64, Path)),
    request_body = wire::MoveInDay,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn move_in_day(desk: Desk, id: Path<i64>, wanted: Json<wire::MoveInDay>) -> Answer<wire::Done> {
    let account = AccountId(wanted.account);
    done(&desk, Command::MoveInDay { id: TransactionId(*id), account, by: wanted.by }).await
}

/// Moves one side of a transaction to another register.
#[utoipa::path(operation_id = "move_row", post, path = "/api/v1/transactions/{id}/move", tag = "transactions", params(("id" = i64, Path)),
    request_body = wire::MoveRow,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn move_row(desk: Desk, id: Path<i64>, wanted: Json<wire::MoveRow>) -> Answer<wire::Done> {
    let row = RowRef { transaction: TransactionId(*id), split: wanted.split };
    let change = BulkChange::AccountMove(AccountId(wanted.account));
    done(&desk, Command::Bulk(BulkDraft { rows: vec![row], base: None, change })).await
}
