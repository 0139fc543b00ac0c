//! JSON of the whole book: for programs, and for keeping.
//!
//! One object: `format` is `"counterfoil-book"`, `version` is [`VERSION`], then
//! `accounts`, `payees`, `tags` and `transactions`, each a list of objects with
//! their ids. Amounts are decimal texts with their sign in the currency of the
//! account (`amount`) and of the transaction (`value`); dates are YYYY-MM-DD.
//! Later versions only add fields; a change that old readers would
//! misunderstand takes the next number.

use std::fmt::{self, Write};

use serde::Serialize;

use super::contents::{Contents, Ids, state_word};
use crate::ledger::{Account, AccountId, AccountKind, Currency, Split, Transaction};

/// Of what is written here.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct AccountObject<'c> {
    id: i64,
    name: &'c str,
    kind: &'static str,
    subkind: &'c str,
    currency: &'static str,
    group: &'c str,
    order: i64,
    closed: bool,
    note: &'c str,
    bank_key: Option<&'c str>,
}

#[derive(Serialize)]
struct Named<'c> {
    id: i64,
    name: &'c str,
}

#[derive(Serialize)]
struct TransactionObject<'c> {
    id: i64,
    date: String,
    number: Option<&'c str>,
    payee: Option<i64>,
    memo: &'c str,
    currency: &'static str,
    tags: Vec<i64>,
    /// Of a void cheque: what its sides were, in minor units.
    void: Option<Vec<i64>>,
    splits: Vec<SplitObject<'c>>,
}

#[derive(Serialize)]
struct SplitObject<'c> {
    account: i64,
    amount: String,
    value: String,
    memo: &'c str,
    state: &'static str,
    bank_id: Option<&'c str>,
}

/// Always the whole book.
pub fn write(contents: &Contents, _: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let ids = Ids::of(contents);
    write!(out, "{{\"format\":\"counterfoil-book\",\"version\":{VERSION}")?;
    list("accounts", contents.accounts.iter().map(account), out)?;
    let mut payees: Vec<Named> = contents.payees.iter().map(|(id, name)| Named { id: id.0, name }).collect();
    payees.sort_by_key(|payee| payee.id);
    list("payees", payees, out)?;
    let mut tags: Vec<Named> = contents.tags.iter().map(|(id, name)| Named { id: id.0, name }).collect();
    tags.sort_by_key(|tag| tag.id);
    list("tags", tags, out)?;
    list("transactions", contents.transactions.iter().map(|one| transaction(&ids, one)), out)?;
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

fn account(account: &Account) -> AccountObject<'_> {
    AccountObject {
        id: account.id.0,
        name: &account.name,
        kind: kind_word(account.kind),
        subkind: &account.subkind,
        currency: account.currency.code(),
        group: &account.group,
        order: account.order,
        closed: account.closed,
        note: &account.note,
        bank_key: account.bank_key.as_deref(),
    }
}

const fn kind_word(kind: AccountKind) -> &'static str {
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
        number: one.number.as_deref(),
        payee: one.payee.map(|payee| payee.0),
        memo: &one.memo,
        currency: one.currency.code(),
        tags: one.tags.iter().map(|tag| tag.0).collect(),
        void: one.void.as_ref().map(|was| was.iter().map(|amount| amount.units()).collect()),
        splits: one.splits.iter().map(|side| split(ids, one.currency, side)).collect(),
    }
}

fn split<'c>(ids: &Ids, currency: Currency, side: &'c Split) -> SplitObject<'c> {
    let own = ids.get(side.account).map_or(currency, |account| account.currency);
    SplitObject {
        account: side.account.0,
        amount: own.text(side.amount),
        value: currency.text(side.value),
        memo: &side.memo,
        state: state_word(side.state),
        bank_id: side.bank_id.as_deref(),
    }
}
