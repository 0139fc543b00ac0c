//! Where the statements of a file go: what was chosen, or what is likely.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use actix_web::http::StatusCode;

use super::counterparts;
use super::knowledge::knowledge;
use super::learning::learned;
use super::likely::{free_name, likely};
use super::scheduled::scheduled;
use crate::book::{AccountRow, KnownLines, Rejected, View, WantedLines};
use crate::import::Statement;
use crate::import::fingerprint::is_one;
use crate::import::plan::{
    Answer, Chosen, Destination, Knowledge, LineEdit, Plan, Registers, Undecided, plan,
};
use crate::ledger::command::AccountChoice;
use crate::ledger::{Account, AccountId, AccountKind, Currency, Refusal, Stage, TransactionId, Watch, name};
use crate::server::error::ApiError;
use crate::server::previews::Held;
use crate::server::site::Site;
use crate::server::underway::Task;
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
    lines: Chosen,
}

impl Choice {
    fn proposed(index: usize, account: Option<AccountId>) -> Choice {
        let lines = Chosen::default();
        Choice { index, account, new_name: None, currency: None, with_opening: false, lines }
    }

    pub fn of_preview(choice: wire::StatementChoice) -> Choice {
        let proposed = Choice::proposed(choice.index as usize, choice.account.map(AccountId));
        Choice { currency: choice.currency, ..proposed }
    }

    pub fn of_order(order: wire::StatementOrder) -> Choice {
        let lines = chosen(&order);
        Choice {
            index: order.index as usize,
            account: order.account.map(AccountId),
            new_name: order.new_account,
            currency: order.currency,
            with_opening: order.with_opening,
            lines,
        }
    }
}

fn chosen(order: &wire::StatementOrder) -> Chosen {
    let answer = |answer: &wire::LineAnswer| {
        let row = answer.entry.map(|entry| (TransactionId(entry.transaction), entry.split as usize));
        let takes_amount = answer.entry.is_some_and(|entry| entry.take_amount);
        let with = if takes_amount { Answer::Correct } else { Answer::Entry };
        (answer.index as usize, row.map_or(Answer::New, with))
    };
    let edit = |edit: &wire::LineEdit| {
        let wire::LineEdit { index, payee, category } = edit.clone();
        (index as usize, LineEdit { payee, category })
    };
    Chosen {
        leave_out: order.leave_out.iter().map(|line| *line as usize).collect(),
        bring_back: order.bring_back.iter().map(|line| *line as usize).collect(),
        answers: order.answers.iter().map(answer).collect(),
        undecided: match order.undecided {
            wire::Undecided::Ask => Undecided::Ask,
            wire::Undecided::Add => Undecided::Add,
            wire::Undecided::Likeliest => Undecided::Likeliest,
            wire::Undecided::LeaveOut => Undecided::LeaveOut,
        },
        edits: order.edits.iter().map(edit).collect(),
        due: order.due.iter().map(|due| (due.index as usize, due.enters)).collect(),
    }
}

/// The plan on the book as it is now, and the revision that is. Without choices it goes where it is likely.
pub async fn plan_in(
    site: &Site,
    held: &Arc<Held>,
    choices: Option<Vec<Choice>>,
    task: &Arc<Task>,
) -> Result<(Plan, u64), ApiError> {
    let currencies = currencies(&choices)?;
    let (held, task) = (Arc::clone(held), Arc::clone(task));
    let read = site.read(move |book| match plan_on(book, &held, choices.as_deref(), &currencies, &*task) {
        Err(ApiError::Rejected(Rejected::Failed(failure))) => Err(failure),
        answer => Ok(answer),
    });
    read.await?
}

fn plan_on(
    book: &View,
    held: &Held,
    choices: Option<&[Choice]>,
    currencies: &HashMap<String, Currency>,
    watch: &dyn Watch,
) -> Result<(Plan, u64), ApiError> {
    watch.at(Stage::Comparing, 0, 0)?;
    let accounts = book.accounts()?;
    let lines = || held.file.statements.iter().flat_map(|statement| &statement.lines);
    let days = || lines().map(|line| line.date);
    let days = lines().all(|line| is_one(&line.bank_id)).then(|| days().min().zip(days().max())).flatten();
    let ids = lines().map(|line| line.bank_id.as_str()).collect();
    let mut known = book.known_lines(&WantedLines { ids, days })?;
    let mut taken = HashSet::new();
    let mut destinations = Vec::with_capacity(held.file.statements.len());
    for (index, statement) in held.file.statements.iter().enumerate() {
        let wanted = match choices {
            Some(choices) => choices.iter().find(|choice| choice.index == index).cloned(),
            None => {
                let layout = held.file.layout();
                Some(Choice::proposed(index, likely(book, statement, &layout, &accounts, &known, &taken)?))
            }
        };
        let account = wanted.as_ref().and_then(|choice| choice.account);
        if account.is_some_and(|id| !taken.insert(id)) {
            return Err(chosen_twice());
        }
        let known = account.and_then(|id| known.remove(&id)).unwrap_or_default();
        let chosen = wanted.map(|choice| destination(book, &accounts, statement, choice, currencies, known));
        destinations.push(chosen.transpose()?.flatten());
    }
    let registers = accounts.iter().map(|row| &row.account).filter(|account| account.kind.is_register());
    let registers = Registers::of(registers);
    watch.at(Stage::Comparing, 0, 0)?;
    Ok((plan(&held.file, destinations, registers, &learned(book, &held.file)?, watch)?, book.revision()?))
}

/// Codes that were typed, understood before anything is read.
fn currencies(choices: &Option<Vec<Choice>>) -> Result<HashMap<String, Currency>, ApiError> {
    let codes = choices.iter().flatten().filter_map(|choice| choice.currency.clone());
    codes.map(|code| mapping::currency(&code).map(|currency| (code, currency))).collect()
}

fn destination(
    book: &View,
    accounts: &[AccountRow],
    statement: &Statement,
    choice: Choice,
    currencies: &HashMap<String, Currency>,
    known: KnownLines,
) -> Result<Option<Destination>, ApiError> {
    let (with_opening, chosen) = (choice.with_opening, choice.lines);
    let Some(id) = choice.account else {
        let name = choice.new_name.unwrap_or_else(|| free_name(&statement.account.label, accounts));
        let typed = choice.currency.and_then(|code| currencies.get(&code).copied());
        let currency = stated(statement).or(typed).or_else(|| usual(accounts));
        let Some(currency) = currency else {
            return Ok(None);
        };
        let (kind, subkind) = (statement.account.kind, statement.account.subkind.to_owned());
        let account = AccountChoice::New { name: name.clone(), kind, currency, subkind };
        let far = counterparts::far(book, None, currency, statement)?;
        let knowledge = Knowledge { far, ..Knowledge::default() };
        return Ok(Some(Destination { account, name, currency, knowledge, with_opening, chosen }));
    };
    let account = register(accounts, id)?;
    if let Some(currency) = stated(statement).filter(|currency| *currency != account.currency) {
        return Err(other_currency(currency, account));
    }
    Ok(Some(Destination {
        account: AccountChoice::Existing(id),
        name: account.name.clone(),
        currency: account.currency,
        knowledge: Knowledge {
            scheduled: scheduled(book, id, accounts)?,
            far: counterparts::far(book, Some(id), account.currency, statement)?,
            ..knowledge(book, (id, known), statement, &chosen, accounts)?
        },
        // An account that is there has its opening balance or needs none.
        with_opening: false,
        chosen,
    }))
}

/// The register of this id, or why there is none.
fn register(accounts: &[AccountRow], id: AccountId) -> Result<&Account, ApiError> {
    let found = accounts.iter().map(|row| &row.account).find(|account| account.id == id);
    let account = found.ok_or(Refusal::NoSuchAccount)?;
    if account.kind.is_register() {
        return Ok(account);
    }
    let what = format!("“{}” is a category, and a statement goes into an account", account.name);
    Err(unfit("not-a-register", what, "Choose an account of yours, or a new one."))
}

fn other_currency(stated: Currency, account: &Account) -> ApiError {
    let what = format!("the statement is in {stated}, {} is kept in {}", account.name, account.currency);
    unfit("other-currency", what, "Choose another account or a new one.")
}

fn chosen_twice() -> ApiError {
    let what = "two statements of the file were to go into the same account";
    unfit("chosen-twice", what, "Import them one after the other.")
}

fn unfit(code: &'static str, what: impl Into<String>, advice: &str) -> ApiError {
    ApiError::bad(code, StatusCode::UNPROCESSABLE_ENTITY, what, advice)
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
pub async fn first_account(site: &Site, first: Option<&AccountChoice>) -> Result<Option<i64>, ApiError> {
    match first {
        None => Ok(None),
        Some(AccountChoice::Existing(id)) => Ok(Some(id.0)),
        Some(AccountChoice::New { name, .. }) => register_named(site, name).await,
    }
}

/// The register of this name.
pub async fn register_named(site: &Site, name: &str) -> Result<Option<i64>, ApiError> {
    let name = name::key(name);
    let accounts = site.read(|book| book.accounts()).await?;
    let made =
        accounts.iter().find(|row| row.account.kind.is_register() && name::key(&row.account.name) == name);
    Ok(made.map(|row| row.account.id.0))
}
