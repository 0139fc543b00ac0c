//! JSON as a book, or why it is none.
//!
//! It reads what is written there, and no more: whether the book holds
//! together is for whoever takes it in to say.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;

use super::budget::{self, BudgetObject};
use super::kept_reports::{self, KeptReportObject};
use super::objects::{
    AccountObject, AttachmentObject, BookObject, ChequebookObject, FileObject, Head, ImportObject,
    NamedObject, PreferenceObject, SplitObject, StatementObject, TransactionObject,
};
use super::schedules::{self, ScheduleObject};
use super::write::kind_word;
use super::{FORMAT, VERSION};
use crate::export::contents::{Contents, state_word};
use crate::ledger::schedule::Schedule;
use crate::ledger::{
    Account, AccountId, AccountKind, Attachment, AttachmentId, BankBalance, Batch, BatchId, BudgetEntry,
    Chequebook, ChequebookId, Currency, FileKind, Held, ImportedLine, Minor, PayeeId, Preference, RawFile,
    RawHash, Split, SplitState, Statement, StatementId, TagId, Transaction, TransactionId,
};

/// Why there is no book.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    #[error("the file is no whole book of Counterfoil")]
    NoBook,
    #[error(
        "the book was written by a newer Counterfoil (its version is {0}, this program knows up to {VERSION})"
    )]
    Newer(u32),
    /// In the words of the JSON reader, with the line.
    #[error("the book cannot be read: {0}")]
    Broken(String),
    #[error("{place} of the book cannot be read: {what}")]
    Odd { place: String, what: String },
}

type Read<T> = Result<T, String>;
type Currencies = HashMap<i64, Currency>;

/// Whether the bytes look like a whole book, wherever the mark of it stands in them.
pub fn is_book(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    first == Some(&b'{') && memchr::memmem::find(bytes, format!("\"{FORMAT}\"").as_bytes()).is_some()
}

/// The book that these bytes are.
pub fn read(bytes: &[u8]) -> Result<Contents, NotRead> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let broken = |error: serde_json::Error| NotRead::Broken(error.to_string());
    let Head { format, version } = serde_json::from_slice(bytes).map_err(broken)?;
    match version {
        _ if format != FORMAT => return Err(NotRead::NoBook),
        0 => return Err(NotRead::NoBook),
        newer if newer > VERSION => return Err(NotRead::Newer(newer)),
        _ => {}
    }
    contents(serde_json::from_slice(bytes).map_err(broken)?)
}

fn contents(book: BookObject) -> Result<Contents, NotRead> {
    let accounts: Vec<Account> = each("account", book.accounts, |one| one.id, account)?;
    let currencies: Currencies = accounts.iter().map(|one| (one.id.0, one.currency)).collect();
    Ok(Contents {
        transactions: each(
            "transaction",
            book.transactions,
            |one| one.id,
            |one| transaction(&currencies, one),
        )?,
        statements: each("statement", book.statements, |one| one.id, |one| statement(&currencies, one))?,
        chequebooks: book.chequebooks.into_iter().map(chequebook).collect(),
        schedules: each("schedule", book.schedules, |one| one.id, |one| schedule(&currencies, one))?,
        budget: book
            .budget
            .into_iter()
            .map(|one| budget_entry(&currencies, one))
            .collect::<Result<_, _>>()?,
        kept_reports: each("report", book.reports, KeptReportObject::id, kept_reports::report)?,
        batches: each("import", book.imports, |one| one.id, |one| import(&currencies, one))?,
        attachments: book.attachments.into_iter().map(attachment).collect(),
        files: book.files.into_iter().map(file).collect::<Result<_, _>>()?,
        payees: names("payee", book.payees, PayeeId)?,
        tags: names("tag", book.tags, TagId)?,
        preferences: book.preferences.into_iter().map(preference).collect(),
        accounts,
    })
}

/// All of one kind; the first that cannot be read is named by its id.
fn each<O, T>(
    kind: &str,
    all: Vec<O>,
    id: fn(&O) -> i64,
    read: impl Fn(O) -> Read<T>,
) -> Result<Vec<T>, NotRead> {
    let read = |one: O| {
        let place = format!("{kind} {}", id(&one));
        read(one).map_err(|what| NotRead::Odd { place, what })
    };
    all.into_iter().map(read).collect()
}

fn names<I: Eq + std::hash::Hash>(
    kind: &str,
    all: Vec<NamedObject>,
    id: fn(i64) -> I,
) -> Result<HashMap<I, String>, NotRead> {
    let count = all.len();
    let names: HashMap<I, String> = all.into_iter().map(|one| (id(one.id), one.name.into_owned())).collect();
    let twice = || NotRead::Odd { place: format!("a {kind}"), what: "its number is given twice".into() };
    if names.len() < count { Err(twice()) } else { Ok(names) }
}

fn account(one: AccountObject) -> Read<Account> {
    const KINDS: [AccountKind; 5] = [
        AccountKind::Asset,
        AccountKind::Liability,
        AccountKind::Income,
        AccountKind::Expense,
        AccountKind::Equity,
    ];
    let kind = KINDS.into_iter().find(|kind| kind_word(*kind) == one.kind);
    Ok(Account {
        id: AccountId(one.id),
        kind: kind.ok_or_else(|| format!("“{}” is no kind of account", one.kind))?,
        currency: currency(&one.currency)?,
        name: one.name.into_owned(),
        bank_key: one.bank_key.map(Into::into),
        note: one.note.into_owned(),
        closed: one.closed,
        subkind: one.subkind.into_owned(),
        group: one.group.into_owned(),
        order: one.order,
    })
}

fn currency(code: &str) -> Read<Currency> {
    code.parse().map_err(|error: crate::ledger::MoneyError| error.to_string())
}

fn day(text: &str) -> Read<Date> {
    text.parse().map_err(|_| format!("“{text}” is no day"))
}

fn transaction(currencies: &Currencies, one: TransactionObject) -> Read<Transaction> {
    let own = currency(&one.currency)?;
    let void = one.void.map(|was| was.into_iter().map(Minor::amount).collect::<Result<_, _>>());
    let splits = one.splits.into_iter().map(|side| split(currencies, own, side));
    Ok(Transaction {
        id: TransactionId(one.id),
        place: one.place.unwrap_or(one.id),
        date: day(&one.date)?,
        number: one.number.map(Into::into),
        payee: one.payee.map(PayeeId),
        memo: one.memo.into_owned(),
        currency: own,
        splits: splits.collect::<Read<_>>()?,
        tags: one.tags.into_iter().map(TagId).collect(),
        void: void.transpose().map_err(|error| error.to_string())?,
    })
}

fn split(currencies: &Currencies, currency: Currency, side: SplitObject) -> Read<Split> {
    const STATES: [SplitState; 3] = [SplitState::Uncleared, SplitState::Cleared, SplitState::Reconciled];
    let state = STATES.into_iter().find(|state| state_word(*state) == side.state);
    Ok(Split {
        account: AccountId(side.account),
        amount: amount(&side.amount, of(currencies, side.account)?)?,
        value: amount(&side.value, currency)?,
        state: state.ok_or_else(|| format!("“{}” is no state", side.state))?,
        memo: side.memo.into_owned(),
        bank_id: side.bank_id.map(Into::into),
        statement: side.statement.map(StatementId),
    })
}

fn of(currencies: &Currencies, account: i64) -> Read<Currency> {
    currencies.get(&account).copied().ok_or_else(|| format!("there is no account {account}"))
}

fn amount(text: &str, currency: Currency) -> Read<Minor> {
    let large = |error: crate::ledger::MoneyError| error.to_string();
    units(text, currency).and_then(|units| Minor::amount(units).map_err(large))
}

/// Minor units of exactly the text that [`Currency::text`] writes for them.
fn units(text: &str, currency: Currency) -> Read<i64> {
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    let units: Option<i64> = digits.parse().ok();
    let exact = units.filter(|units| Minor::balance(*units).is_ok_and(|minor| currency.text(minor) == text));
    exact.ok_or_else(|| format!("“{text}” is no amount in {currency}"))
}

fn statement(currencies: &Currencies, one: StatementObject) -> Read<Statement> {
    let closing = units(&one.closing, of(currencies, one.account)?)?;
    let held = |rows: Vec<super::objects::HeldObject>| {
        let row = |row: super::objects::HeldObject| Held {
            transaction: TransactionId(row.transaction),
            amount: row.amount,
        };
        rows.into_iter().map(row).collect()
    };
    Ok(Statement {
        id: StatementId(one.id),
        account: AccountId(one.account),
        date: day(&one.date)?,
        closing: Minor::balance(closing).map_err(|error| error.to_string())?,
        held: one.held.map(held),
    })
}

fn chequebook(one: ChequebookObject) -> Chequebook {
    Chequebook {
        id: ChequebookId(one.id),
        account: AccountId(one.account),
        first: one.first,
        last: one.last,
        next: one.next,
        digits: one.digits,
        closed: one.closed,
        in_use: one.in_use,
    }
}

fn schedule(currencies: &Currencies, one: ScheduleObject) -> Read<Schedule> {
    let own = of(currencies, one.account)?;
    schedules::read(one, |text| amount(text, own), day)
}

fn budget_entry(currencies: &Currencies, one: BudgetObject) -> Result<BudgetEntry, NotRead> {
    let read = budget::read(one, |category, text| amount(text, of(currencies, category)?));
    read.map_err(|what| NotRead::Odd { place: "the budget".into(), what })
}

fn import(currencies: &Currencies, one: ImportObject) -> Read<Batch> {
    let lines = one.lines.into_iter().map(|line| {
        Ok(ImportedLine {
            account: AccountId(line.account),
            amount: amount(&line.amount, of(currencies, line.account)?)?,
            date: line.date.as_deref().map(day).transpose()?,
            bank_id: line.bank_id.into_owned(),
            transaction: line.transaction.map(TransactionId),
            payee: line.payee.into_owned(),
        })
    });
    let balances = one.balances.into_iter().map(|told| {
        let units = units(&told.amount, of(currencies, told.account)?)?;
        Ok(BankBalance {
            account: AccountId(told.account),
            date: day(&told.date)?,
            amount: Minor::balance(units).map_err(|error| error.to_string())?,
        })
    });
    Ok(Batch {
        id: BatchId(one.id),
        file: one.file.into_owned(),
        format: one.format.into_owned(),
        layout: one.layout.into_owned(),
        lines: lines.collect::<Read<_>>()?,
        balances: balances.collect::<Read<_>>()?,
        raw: one.kept.map(|name| RawHash(name.into_owned())),
    })
}

fn attachment(one: AttachmentObject) -> Attachment {
    Attachment {
        id: AttachmentId(one.id),
        transaction: TransactionId(one.transaction),
        hash: RawHash(one.kept.into_owned()),
        size: one.size,
        name: one.name.into_owned(),
        kind: FileKind::named(&one.kind),
    }
}

fn file(one: FileObject) -> Result<RawFile, NotRead> {
    let packed = STANDARD.decode(&one.packed).map_err(|error| NotRead::Odd {
        place: format!("the kept file {}", one.name),
        what: error.to_string(),
    })?;
    Ok(RawFile { hash: RawHash(one.name.into_owned()), size: one.size, packed: Arc::from(packed) })
}

fn preference(one: PreferenceObject) -> Preference {
    Preference { key: one.key.into_owned(), value: one.value.to_string() }
}
