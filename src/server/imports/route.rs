//! Where the statements of a file go: what was chosen, or what is likely.

use std::collections::HashMap;
use std::sync::Arc;

use crate::book::{AccountRow, Failure, View};
use crate::import::Statement;
use crate::import::matching::Entered;
use crate::import::plan::{Destination, Knowledge, Plan, plan};
use crate::ledger::command::AccountChoice;
use crate::ledger::{AccountId, AccountKind, Currency};
use crate::server::error::ApiError;
use crate::server::previews::Held;
use crate::server::site::Site;
use crate::server::{mapping, wire};

/// The currency of a new account when neither the file nor the book says one.
const USUAL_CURRENCY: &str = "USD";

/// What the user chose for one statement.
#[derive(Debug, Clone)]
pub struct Choice {
    index: usize,
    account: Option<AccountId>,
    new_name: Option<String>,
    currency: Option<String>,
    with_opening: bool,
    leave_out: Vec<u32>,
}

impl Choice {
    pub fn of_preview(choice: wire::StatementChoice) -> Choice {
        Choice {
            index: choice.index as usize,
            account: choice.account.map(AccountId),
            new_name: None,
            currency: choice.currency,
            with_opening: false,
            leave_out: Vec::new(),
        }
    }

    pub fn of_order(order: wire::StatementOrder) -> Choice {
        Choice {
            index: order.index as usize,
            account: order.account.map(AccountId),
            new_name: order.new_account,
            currency: order.currency,
            with_opening: order.with_opening,
            leave_out: order.leave_out,
        }
    }
}

/// The plan on the book as it is now, and the revision that is. Without choices it goes where it is likely.
pub async fn plan_in(
    site: &Site,
    held: &Arc<Held>,
    choices: Option<Vec<Choice>>,
) -> Result<(Plan, u64), ApiError> {
    let currencies = currencies(&choices)?;
    let held = Arc::clone(held);
    let read = site.read(move |book| {
        let accounts = book.accounts()?;
        let mut destinations = Vec::with_capacity(held.file.statements.len());
        for (index, statement) in held.file.statements.iter().enumerate() {
            let wanted = match &choices {
                Some(choices) => choices.iter().find(|choice| choice.index == index).cloned(),
                None => Some(likely(index, statement, &accounts)),
            };
            destinations.push(match wanted {
                Some(choice) => destination(book, &accounts, statement, choice, &currencies)?,
                None => None,
            });
        }
        Ok((plan(&held.file, destinations), book.revision()?))
    });
    read.await
}

/// Codes that were typed, understood before anything is read.
fn currencies(choices: &Option<Vec<Choice>>) -> Result<HashMap<String, Currency>, ApiError> {
    let codes = choices.iter().flatten().filter_map(|choice| choice.currency.clone());
    codes.map(|code| mapping::currency(&code).map(|currency| (code, currency))).collect()
}

/// The account that earlier files of this bank account went to, or the register of the same name.
fn likely(index: usize, statement: &Statement, accounts: &[AccountRow]) -> Choice {
    let key = statement.account.key.as_ref();
    let registers = || accounts.iter().filter(|row| row.account.kind.is_register() && !row.account.closed);
    let by_key = registers().find(|row| key.is_some() && row.account.bank_key.as_ref() == key);
    let by_name = || {
        let name = statement.account.label.to_lowercase();
        registers().find(|row| row.account.name.to_lowercase() == name)
    };
    let account = by_key.or_else(by_name).map(|row| row.account.id);
    Choice { index, account, new_name: None, currency: None, with_opening: false, leave_out: Vec::new() }
}

fn destination(
    book: &View,
    accounts: &[AccountRow],
    statement: &Statement,
    choice: Choice,
    currencies: &HashMap<String, Currency>,
) -> Result<Option<Destination>, Failure> {
    let leave_out = choice.leave_out.iter().map(|line| *line as usize).collect();
    let with_opening = choice.with_opening;
    let Some(id) = choice.account else {
        let name = choice.new_name.unwrap_or_else(|| statement.account.label.clone());
        let typed = choice.currency.and_then(|code| currencies.get(&code).copied());
        let currency = stated(statement).or(typed).or_else(|| usual(accounts));
        let Some(currency) = currency else {
            return Ok(None);
        };
        let account = AccountChoice::New { name: name.clone(), kind: statement.account.kind, currency };
        let knowledge = Knowledge::default();
        return Ok(Some(Destination { account, name, currency, knowledge, with_opening, leave_out }));
    };
    let Some(row) = accounts.iter().find(|row| row.account.id == id) else {
        return Ok(None);
    };
    Ok(Some(Destination {
        account: AccountChoice::Existing(id),
        name: row.account.name.clone(),
        currency: row.account.currency,
        knowledge: knowledge(book, id)?,
        // An account that is there has its opening balance or needs none.
        with_opening: false,
        leave_out,
    }))
}

fn knowledge(book: &View, id: AccountId) -> Result<Knowledge, Failure> {
    let entered = book.loose_splits(id)?.into_iter().map(|split| Entered {
        reference: (split.transaction, split.split as usize),
        date: split.date,
        amount: split.amount,
        number: split.number,
        is_transfer: split.is_transfer,
    });
    Ok(Knowledge { known: book.known_lines(id)?, entered: entered.collect() })
}

/// The currency that the file states, if it is one.
pub fn stated(statement: &Statement) -> Option<Currency> {
    statement.currency.as_deref()?.parse().ok()
}

/// The currency of the book's first register.
fn usual(accounts: &[AccountRow]) -> Option<Currency> {
    let first = accounts.iter().find(|row| row.account.kind == AccountKind::Asset);
    first.map(|row| row.account.currency).or_else(|| USUAL_CURRENCY.parse().ok())
}

/// The first account that the plan brings lines to, found by name if it was just made.
pub async fn first_account(site: &Site, plan: &Plan) -> Result<Option<i64>, ApiError> {
    let Some(first) = plan.statements.first() else {
        return Ok(None);
    };
    let name = match &first.destination.account {
        AccountChoice::Existing(id) => return Ok(Some(id.0)),
        AccountChoice::New { name, .. } => name.trim().to_lowercase(),
    };
    let accounts = site.read(|book| book.accounts()).await?;
    let made =
        accounts.iter().find(|row| row.account.kind.is_register() && row.account.name.to_lowercase() == name);
    Ok(made.map(|row| row.account.id.0))
}
