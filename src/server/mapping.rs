//! Wire types ↔ ledger types.
//!
//! The only place where numbers and text become accounts, dates and amounts.
//! What means nothing is an error with the name of its field.

use std::collections::HashMap;

use jiff::civil::Date;

use super::error::ApiError;
use super::wire;
use crate::book::{AccountName, AccountRow, Completion, Recalled, RegisterRow};
use crate::ledger::command::{
    AccountPatch, AccountWords, NewAccount, Opening, SplitDraft, Target, TransactionDraft,
};
use crate::ledger::register::Column;
use crate::ledger::{AccountId, AccountKind, Currency, Minor, SplitState, Transaction};

pub type Names = HashMap<AccountId, AccountName>;

/// A date as the wire has it: ISO 8601, and on the calendar.
pub fn date(field: &str, text: &str) -> Result<Date, ApiError> {
    let plain = text.len() == 10 && text.is_ascii();
    let parsed = plain.then(|| text.parse::<Date>().ok()).flatten();
    parsed.ok_or_else(|| {
        ApiError::field(
            field,
            format!("there is no date “{text}”"),
            "Use a day of the calendar, as in 2024-05-17.",
        )
    })
}

pub fn amount(field: &str, units: i64) -> Result<Minor, ApiError> {
    Minor::amount(units)
        .map_err(|error| ApiError::field(field, error.to_string(), "Check the amount for a digit too many."))
}

pub fn currency(code: &str) -> Result<Currency, ApiError> {
    code.parse().map_err(|_| {
        let what = format!("there is no currency “{code}”");
        ApiError::field("currency", what, "Use a code of three letters, as in EUR, USD or JPY (ISO 4217).")
    })
}

pub fn kind_from(kind: wire::AccountKind) -> AccountKind {
    match kind {
        wire::AccountKind::Asset => AccountKind::Asset,
        wire::AccountKind::Liability => AccountKind::Liability,
        wire::AccountKind::Income => AccountKind::Income,
        wire::AccountKind::Expense => AccountKind::Expense,
        wire::AccountKind::Equity => AccountKind::Equity,
    }
}

pub fn kind_to(kind: AccountKind) -> wire::AccountKind {
    match kind {
        AccountKind::Asset => wire::AccountKind::Asset,
        AccountKind::Liability => wire::AccountKind::Liability,
        AccountKind::Income => wire::AccountKind::Income,
        AccountKind::Expense => wire::AccountKind::Expense,
        AccountKind::Equity => wire::AccountKind::Equity,
    }
}

pub fn state_from(state: wire::SplitState) -> SplitState {
    match state {
        wire::SplitState::Uncleared => SplitState::Uncleared,
        wire::SplitState::Cleared => SplitState::Cleared,
        wire::SplitState::Reconciled => SplitState::Reconciled,
    }
}

pub fn state_to(state: SplitState) -> wire::SplitState {
    match state {
        SplitState::Uncleared => wire::SplitState::Uncleared,
        SplitState::Cleared => wire::SplitState::Cleared,
        SplitState::Reconciled => wire::SplitState::Reconciled,
    }
}

/// `balance` is that of today.
pub fn account(row: &AccountRow, balance: i64) -> wire::Account {
    wire::Account {
        id: row.account.id.0,
        name: row.account.name.clone(),
        kind: kind_to(row.account.kind),
        currency: row.account.currency.code().to_owned(),
        decimals: row.account.currency.decimals(),
        balance,
        entered_balance: row.balance,
        cleared_balance: row.cleared,
        rows: row.rows,
        closed: row.account.closed,
        note: row.account.note.clone(),
        subkind: row.account.subkind.clone(),
        group: row.account.group.clone(),
        order: row.account.order,
    }
}

pub fn new_account(new: wire::NewAccount) -> Result<(NewAccount, AccountWords), ApiError> {
    let words = AccountWords { subkind: new.subkind, group: new.group, note: new.note };
    let opening = new.opening.map(opening).transpose()?;
    let (kind, currency) = (kind_from(new.kind), currency(&new.currency)?);
    Ok((NewAccount { name: new.name, kind, currency, opening }, words))
}

fn opening(opening: wire::Opening) -> Result<Opening, ApiError> {
    let amount = amount("opening.amount", opening.amount)?;
    Ok(Opening { date: date("opening.date", &opening.date)?, amount })
}

pub fn account_patch(patch: wire::AccountPatch) -> Result<AccountPatch, ApiError> {
    Ok(AccountPatch {
        name: patch.name,
        note: patch.note,
        closed: patch.closed,
        close_anyway: patch.close_anyway,
        kind: patch.kind.map(kind_from),
        subkind: patch.subkind,
        group: patch.group,
        order: patch.order,
        opening: patch.opening.map(opening).transpose()?,
    })
}

pub fn draft(draft: wire::TransactionDraft) -> Result<TransactionDraft, ApiError> {
    let splits = draft.splits.into_iter().enumerate();
    Ok(TransactionDraft {
        date: date("date", &draft.date)?,
        number: draft.number,
        payee: draft.payee,
        memo: draft.memo,
        splits: splits.map(|(at, split)| side(at, split)).collect::<Result<_, _>>()?,
        tags: draft.tags,
    })
}

fn side(at: usize, split: wire::SplitDraft) -> Result<SplitDraft, ApiError> {
    let category = split.category.filter(|name| !name.trim().is_empty());
    let target = match (split.account, category) {
        (Some(id), None) => Target::Account(AccountId(id)),
        (None, Some(name)) => Target::Category(name),
        _ => {
            let field = format!("splits.{at}.category");
            return Err(ApiError::field(
                field,
                "the other side is missing",
                "Give a category or an account.",
            ));
        }
    };
    Ok(SplitDraft {
        target,
        amount: amount(&format!("splits.{at}.amount"), split.amount)?,
        memo: split.memo,
        state: split.state.map(state_from),
        bank_id: None,
    })
}

pub fn transaction(
    revision: u64,
    transaction: &Transaction,
    payee: Option<String>,
    tags: Vec<String>,
) -> wire::Transaction {
    let split = |split: &crate::ledger::Split| wire::Split {
        account: split.account.0,
        amount: split.amount.units(),
        memo: split.memo.clone(),
        state: state_to(split.state),
    };
    wire::Transaction {
        revision,
        id: transaction.id.0,
        date: transaction.date.to_string(),
        number: transaction.number.clone(),
        payee,
        memo: transaction.memo.clone(),
        splits: transaction.splits.iter().map(split).collect(),
        tags,
        void: transaction.void.is_some(),
    }
}

pub fn register_row(row: RegisterRow, names: &Names) -> wire::RegisterRow {
    wire::RegisterRow {
        transaction: row.transaction.0,
        split: row.split,
        index: row.index,
        date: row.date.to_string(),
        number: row.number,
        payee: row.payee,
        category: category(row.other, names),
        other_account: row.other.map(|id| id.0),
        memo: row.memo,
        amount: row.amount.units(),
        state: state_to(row.state),
        tags: row.tags,
        void: row.void,
        imported: row.imported,
        balance: row.balance,
        attachments: row.attachments,
    }
}

pub fn completion(found: Completion) -> wire::Completion {
    wire::Completion { payee: found.payee.0, name: found.name, uses: found.uses, last_date: found.last_date }
}

/// The transaction as its first side in that account saw it.
pub fn recall(recalled: &Recalled, names: &Names) -> wire::Recall {
    let transaction = &recalled.transaction;
    let own = transaction.splits.iter().position(|split| split.account == recalled.from).unwrap_or(0);
    let others =
        || transaction.splits.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, split)| split);
    let one = if others().count() == 1 { others().next().map(|split| split.account) } else { None };
    let is_register = |id: &AccountId| names.get(id).is_some_and(|name| name.kind.is_register());
    let split = |split: &crate::ledger::Split| wire::RecalledSplit {
        account: split.account.0,
        category: category(Some(split.account), names),
        amount: split.amount.units(),
        memo: split.memo.clone(),
    };
    wire::Recall {
        transaction: transaction.id.0,
        date: transaction.date.to_string(),
        category: one.filter(|id| !is_register(id)).map(|id| category(Some(id), names)),
        account: one.map(|id| id.0),
        memo: transaction.memo.clone(),
        amount: transaction.splits.get(own).map_or(0, |split| split.amount.units()),
        number: transaction.number.clone(),
        splits: others().map(split).collect(),
        tags: recalled.tags.clone(),
    }
}

/// What stands in the category column.
pub fn category(other: Option<AccountId>, names: &Names) -> String {
    match other.and_then(|id| names.get(&id)) {
        None => "Split".into(),
        Some(account) if account.kind.is_register() => format!("[{}]", account.name),
        Some(account) => account.name.clone(),
    }
}

pub fn column(column: wire::SortColumn) -> Column {
    match column {
        wire::SortColumn::Date => Column::Date,
        wire::SortColumn::Number => Column::Number,
        wire::SortColumn::Payee => Column::Payee,
        wire::SortColumn::Category => Column::Category,
        wire::SortColumn::Memo => Column::Memo,
        wire::SortColumn::Tags => Column::Tags,
        wire::SortColumn::Payment => Column::Payment,
        wire::SortColumn::Deposit => Column::Deposit,
        wire::SortColumn::State => Column::State,
    }
}
