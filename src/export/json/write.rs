//! A book as JSON, one object on each line.

use std::fmt::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::budget::{self, BudgetObject};
use super::kept_reports;
use super::objects::{
    AccountObject, AttachmentObject, BalanceObject, ChequebookObject, FileObject, HeldObject, ImportObject,
    LineObject, NamedObject, PreferenceObject, SplitObject, StatementObject, TransactionObject,
};
use super::schedules::{self, ScheduleObject};
use super::{FORMAT, VERSION};
use crate::export::contents::{Contents, Ids, state_word};
use crate::ledger::schedule::Schedule;
use crate::ledger::{
    Account, AccountId, AccountKind, Attachment, Batch, BudgetEntry, Chequebook, Currency, Minor, Preference,
    RawFile, Split, Statement, Transaction,
};

/// Always the whole book.
pub fn write(contents: &Contents, _: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let ids = Ids::of(contents);
    write!(out, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION}")?;
    list("accounts", contents.accounts.iter().map(account), out)?;
    list("payees", named(contents.payees.iter().map(|(id, name)| (id.0, name))), out)?;
    list("tags", named(contents.tags.iter().map(|(id, name)| (id.0, name))), out)?;
    list("transactions", contents.transactions.iter().map(|one| transaction(&ids, one)), out)?;
    list("statements", contents.statements.iter().map(|one| statement(&ids, one)), out)?;
    list("chequebooks", contents.chequebooks.iter().map(chequebook), out)?;
    // A program of before there were any knows no such list.
    if !contents.attachments.is_empty() {
        list("attachments", contents.attachments.iter().map(attachment), out)?;
    }
    list("schedules", contents.schedules.iter().filter_map(|one| schedule(&ids, one)), out)?;
    // Nor does one of before there were any know of budgets.
    if !contents.budget.is_empty() {
        list("budget", contents.budget.iter().filter_map(|one| budget_object(&ids, one)), out)?;
    }
    if !contents.kept_reports.is_empty() {
        list("reports", contents.kept_reports.iter().map(kept_reports::object), out)?;
    }
    list("imports", contents.batches.iter().map(|one| import(&ids, one)), out)?;
    list("files", contents.files.iter().map(file), out)?;
    list("preferences", contents.preferences.iter().map(preference), out)?;
    out.write_str("\n}\n")
}

/// A list with one object on each line.
fn list<T: Serialize>(name: &str, items: impl IntoIterator<Item = T>, out: &mut dyn Write) -> fmt::Result {
    write!(out, ",\n\"{name}\":[")?;
    for (at, item) in items.into_iter().enumerate() {
        let object = serde_json::to_string(&item).map_err(|_| fmt::Error)?;
        write!(out, "{}\n{object}", if at == 0 { "" } else { "," })?;
    }
    out.write_str("]")
}

fn named<'c>(all: impl Iterator<Item = (i64, &'c String)>) -> Vec<NamedObject<'c>> {
    let mut all: Vec<_> = all.map(|(id, name)| NamedObject { id, name: name.into() }).collect();
    all.sort_by_key(|one| one.id);
    all
}

fn account(account: &Account) -> AccountObject<'_> {
    AccountObject {
        id: account.id.0,
        name: (&account.name).into(),
        kind: kind_word(account.kind).into(),
        subkind: (&account.subkind).into(),
        currency: account.currency.code().into(),
        group: (&account.group).into(),
        order: account.order,
        closed: account.closed,
        note: (&account.note).into(),
        bank_key: account.bank_key.as_deref().map(Into::into),
    }
}

pub const fn kind_word(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Asset => "asset",
        AccountKind::Liability => "liability",
        AccountKind::Income => "income",
        AccountKind::Expense => "expense",
        AccountKind::Equity => "equity",
    }
}

fn transaction<'c>(ids: &Ids, one: &'c Transaction) -> TransactionObject<'c> {
    TransactionObject {
        id: one.id.0,
        date: one.date.to_string(),
        number: one.number.as_deref().map(Into::into),
        payee: one.payee.map(|payee| payee.0),
        memo: (&one.memo).into(),
        currency: one.currency.code().into(),
        tags: one.tags.iter().map(|tag| tag.0).collect(),
        void: one.void.as_ref().map(|was| was.iter().map(|amount| amount.units()).collect()),
        splits: one.splits.iter().map(|side| split(ids, one.currency, side)).collect(),
        place: Some(one.place).filter(|place| *place != one.id.0),
    }
}

fn split<'c>(ids: &Ids, currency: Currency, side: &'c Split) -> SplitObject<'c> {
    let own = ids.get(side.account).map_or(currency, |account| account.currency);
    SplitObject {
        account: side.account.0,
        amount: own.text(side.amount),
        value: currency.text(side.value),
        memo: (&side.memo).into(),
        state: state_word(side.state).into(),
        bank_id: side.bank_id.as_deref().map(Into::into),
        statement: side.statement.map(|id| id.0),
    }
}

/// An amount in the currency of an account; a book has every account that it names.
fn text(ids: &Ids, account: AccountId, amount: Minor) -> String {
    ids.get(account).map(|account| account.currency.text(amount)).unwrap_or_default()
}

fn statement(ids: &Ids, one: &Statement) -> StatementObject {
    let held = one.held.iter().flatten();
    let held = held.map(|row| HeldObject { transaction: row.transaction.0, amount: row.amount });
    StatementObject {
        id: one.id.0,
        account: one.account.0,
        date: one.date.to_string(),
        closing: text(ids, one.account, one.closing),
        held: one.is_finished().then(|| held.collect()),
    }
}

fn chequebook(one: &Chequebook) -> ChequebookObject {
    ChequebookObject {
        id: one.id.0,
        account: one.account.0,
        first: one.first,
        last: one.last,
        next: one.next,
        digits: one.digits,
        closed: one.closed,
        in_use: one.in_use,
    }
}

/// A book has the account of each.
fn schedule<'c>(ids: &Ids, one: &'c Schedule) -> Option<ScheduleObject<'c>> {
    ids.get(one.account).map(|account| schedules::object(one, account.currency))
}

fn budget_object(ids: &Ids, one: &BudgetEntry) -> Option<BudgetObject<'static>> {
    budget::object(one, |category| ids.get(category).map(|account| account.currency))
}

fn import<'c>(ids: &Ids, one: &'c Batch) -> ImportObject<'c> {
    let lines = one.lines.iter().map(|line| LineObject {
        account: line.account.0,
        bank_id: (&line.bank_id).into(),
        amount: text(ids, line.account, line.amount),
        date: line.date.map(|date| date.to_string()),
        transaction: line.transaction.map(|id| id.0),
        payee: (&line.payee).into(),
    });
    let balances = one.balances.iter().map(|told| BalanceObject {
        account: told.account.0,
        date: told.date.to_string(),
        amount: text(ids, told.account, told.amount),
    });
    ImportObject {
        id: one.id.0,
        file: (&one.file).into(),
        format: (&one.format).into(),
        layout: (&one.layout).into(),
        lines: lines.collect(),
        balances: balances.collect(),
        kept: one.raw.as_ref().map(|raw| raw.0.as_str().into()),
    }
}

fn attachment(one: &Attachment) -> AttachmentObject<'_> {
    AttachmentObject {
        id: one.id.0,
        transaction: one.transaction.0,
        name: (&one.name).into(),
        kind: one.kind.media_type().into(),
        size: one.size,
        kept: one.hash.0.as_str().into(),
    }
}

fn file(one: &RawFile) -> FileObject<'_> {
    FileObject { name: one.hash.0.as_str().into(), size: one.size, packed: STANDARD.encode(&one.packed) }
}

/// The page writes JSON and nothing else; what is none all the same goes as a text.
fn preference(kept: &Preference) -> PreferenceObject<'_> {
    let value = serde_json::from_str(&kept.value).unwrap_or_else(|_| kept.value.clone().into());
    PreferenceObject { key: (&kept.key).into(), value }
}
