//! Changes as the JSON that the log keeps.
//!
//! These forms are read for as long as there are books: fields are only ever
//! added, with a default. The ledger's own types carry no such duty, which is
//! why they are not the ones that are serialised.

mod list;

use std::borrow::Cow;

pub use list::{from_json, read_json, to_json, write_json};
use serde::{Deserialize, Serialize};

use super::accounts::{kind_name, kind_named};
use super::budget::{self, StoredBudget};
use super::kept_reports::{self, StoredReport};
use super::stored_attachment::{self, StoredAttachment};
use super::stored_batch::{self, StoredBatch};
use super::stored_chequebook::{self, StoredChequebook};
use super::stored_mass::{
    self, StoredLinesMoved, StoredPayeeSwapped, StoredSplitsMoved, StoredTag, StoredTagged,
};
use super::stored_schedule::{self, StoredSchedule};
use super::stored_statement::{self, StoredStatement};
use crate::ledger::{
    Account, AccountId, Change, Edit, Minor, Payee, PayeeId, Preference, RawHash, Split, SplitState,
    StatementId, TagId, Transaction, TransactionId,
};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredChange<'c> {
    Account(StoredEdit<StoredAccount>),
    Payee(StoredEdit<StoredPayee>),
    Transaction(StoredEdit<StoredTransaction<'c>>),
    Batch(StoredEdit<StoredBatch<'c>>),
    Statement(StoredEdit<StoredStatement>),
    Schedule(StoredEdit<StoredSchedule>),
    Chequebook(StoredEdit<StoredChequebook>),
    Attachment(StoredEdit<StoredAttachment>),
    Budget(StoredEdit<StoredBudget>),
    KeptReport(StoredEdit<StoredReport>),
    Preference(StoredEdit<StoredPreference>),
    /// The hash.
    RawFile(StoredEdit<String>),
    Tag(StoredEdit<StoredTag>),
    SplitsMoved(StoredSplitsMoved),
    PayeeSwapped(StoredPayeeSwapped),
    Tagged(StoredTagged),
    LinesMoved(StoredLinesMoved),
}

#[derive(Serialize, Deserialize)]
struct StoredEdit<T> {
    before: Option<T>,
    after: Option<T>,
}

#[derive(Serialize, Deserialize)]
struct StoredAccount {
    id: i64,
    name: String,
    kind: String,
    currency: String,
    bank_key: Option<String>,
    note: String,
    closed: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    subkind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    group: String,
    #[serde(default)]
    order: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredPayee {
    id: i64,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct StoredTransaction<'c> {
    id: i64,
    date: String,
    number: Option<Cow<'c, str>>,
    payee: Option<i64>,
    memo: Cow<'c, str>,
    currency: Cow<'c, str>,
    splits: Vec<StoredSplit<'c>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    void: Option<Vec<i64>>,
    /// None: its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct StoredSplit<'c> {
    account: i64,
    amount: i64,
    value: i64,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    memo: Cow<'c, str>,
    /// "u", "c" or "r".
    state: char,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bank_id: Option<Cow<'c, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statement: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct StoredPreference {
    key: String,
    value: String,
}

impl<'c> From<&'c Change> for StoredChange<'c> {
    fn from(change: &'c Change) -> StoredChange<'c> {
        match change {
            Change::Account(edit) => StoredChange::Account(stored(edit, account)),
            Change::Payee(edit) => {
                StoredChange::Payee(stored(edit, |p| StoredPayee { id: p.id.0, name: p.name.clone() }))
            }
            Change::Transaction(edit) => StoredChange::Transaction(stored(edit, transaction)),
            Change::Statement(edit) => StoredChange::Statement(stored(edit, stored_statement::statement)),
            Change::Schedule(edit) => StoredChange::Schedule(stored(edit, stored_schedule::schedule)),
            Change::Chequebook(edit) => StoredChange::Chequebook(stored(edit, stored_chequebook::chequebook)),
            Change::Attachment(edit) => StoredChange::Attachment(stored(edit, stored_attachment::attachment)),
            Change::Budget(edit) => StoredChange::Budget(stored(edit, budget::stored)),
            Change::Batch(edit) => StoredChange::Batch(stored(edit, stored_batch::batch)),
            Change::KeptReport(edit) => StoredChange::KeptReport(stored(edit, kept_reports::stored)),
            Change::Preference(edit) => StoredChange::Preference(stored(edit, preference)),
            Change::RawFile(edit) => StoredChange::RawFile(stored(edit, |hash| hash.0.clone())),
            Change::Tag(edit) => StoredChange::Tag(stored(edit, stored_mass::tag)),
            Change::SplitsMoved(moved) => StoredChange::SplitsMoved(moved.into()),
            Change::PayeeSwapped(swapped) => StoredChange::PayeeSwapped(swapped.into()),
            Change::Tagged(tagged) => StoredChange::Tagged(tagged.into()),
            Change::LinesMoved(moved) => StoredChange::LinesMoved(moved.into()),
        }
    }
}

fn stored<'e, T, S>(edit: &'e Edit<T>, map: impl Fn(&'e T) -> S) -> StoredEdit<S> {
    StoredEdit { before: edit.before.as_ref().map(&map), after: edit.after.as_ref().map(&map) }
}

fn preference(preference: &Preference) -> StoredPreference {
    StoredPreference { key: preference.key.clone(), value: preference.value.clone() }
}

fn account(account: &Account) -> StoredAccount {
    StoredAccount {
        id: account.id.0,
        name: account.name.clone(),
        kind: kind_name(account.kind).to_owned(),
        currency: account.currency.code().to_owned(),
        bank_key: account.bank_key.clone(),
        note: account.note.clone(),
        closed: account.closed,
        subkind: account.subkind.clone(),
        group: account.group.clone(),
        order: account.order,
    }
}

fn transaction(transaction: &Transaction) -> StoredTransaction<'_> {
    StoredTransaction {
        id: transaction.id.0,
        date: transaction.date.to_string(),
        number: transaction.number.as_deref().map(Cow::Borrowed),
        payee: transaction.payee.map(|payee| payee.0),
        memo: Cow::Borrowed(&transaction.memo),
        currency: Cow::Borrowed(transaction.currency.code()),
        splits: transaction.splits.iter().map(split).collect(),
        tags: transaction.tags.iter().map(|tag| tag.0).collect(),
        void: transaction.void.as_ref().map(|was| was.iter().map(|amount| amount.units()).collect()),
        place: Some(transaction.place).filter(|place| *place != transaction.id.0),
    }
}

fn split(split: &Split) -> StoredSplit<'_> {
    StoredSplit {
        account: split.account.0,
        amount: split.amount.units(),
        value: split.value.units(),
        memo: Cow::Borrowed(&split.memo),
        state: match split.state {
            SplitState::Uncleared => 'u',
            SplitState::Cleared => 'c',
            SplitState::Reconciled => 'r',
        },
        bank_id: split.bank_id.as_deref().map(Cow::Borrowed),
        statement: split.statement.map(|id| id.0),
    }
}

impl StoredChange<'_> {
    fn restored(self) -> Option<Change> {
        Some(match self {
            StoredChange::Account(edit) => Change::Account(edit.restored(StoredAccount::restored)?),
            StoredChange::Payee(edit) => {
                Change::Payee(edit.restored(|p| Some(Payee { id: PayeeId(p.id), name: p.name }))?)
            }
            StoredChange::Transaction(edit) => {
                Change::Transaction(edit.restored(StoredTransaction::restored)?)
            }
            StoredChange::Statement(edit) => Change::Statement(edit.restored(StoredStatement::restored)?),
            StoredChange::KeptReport(edit) => Change::KeptReport(edit.restored(StoredReport::restored)?),
            StoredChange::Schedule(edit) => Change::Schedule(edit.restored(StoredSchedule::restored)?),
            StoredChange::Chequebook(edit) => {
                Change::Chequebook(edit.restored(|book| Some(book.restored()))?)
            }
            StoredChange::Attachment(edit) => Change::Attachment(edit.restored(|one| Some(one.restored()))?),
            StoredChange::Budget(edit) => Change::Budget(edit.restored(StoredBudget::restored)?),
            StoredChange::Tag(edit) => Change::Tag(edit.restored(|tag| Some(tag.restored()))?),
            StoredChange::SplitsMoved(moved) => Change::SplitsMoved(moved.restored()),
            StoredChange::PayeeSwapped(swapped) => Change::PayeeSwapped(swapped.restored()),
            StoredChange::Tagged(tagged) => Change::Tagged(tagged.restored()),
            StoredChange::LinesMoved(moved) => Change::LinesMoved(moved.restored()),
            StoredChange::Batch(edit) => Change::Batch(edit.restored(StoredBatch::restored)?),
            StoredChange::RawFile(edit) => Change::RawFile(edit.restored(|hash| Some(RawHash(hash)))?),
            StoredChange::Preference(edit) => {
                Change::Preference(edit.restored(|p| Some(Preference { key: p.key, value: p.value }))?)
            }
        })
    }
}

impl<S> StoredEdit<S> {
    fn restored<T>(self, map: impl Fn(S) -> Option<T>) -> Option<Edit<T>> {
        let side = |side: Option<S>| match side {
            Some(stored) => map(stored).map(Some),
            None => Some(None),
        };
        Some(Edit { before: side(self.before)?, after: side(self.after)? })
    }
}

impl StoredAccount {
    fn restored(self) -> Option<Account> {
        Some(Account {
            id: AccountId(self.id),
            name: self.name,
            kind: kind_named(&self.kind)?,
            currency: self.currency.parse().ok()?,
            bank_key: self.bank_key,
            note: self.note,
            closed: self.closed,
            subkind: self.subkind,
            group: self.group,
            order: self.order,
        })
    }
}

impl StoredTransaction<'_> {
    fn restored(self) -> Option<Transaction> {
        Some(Transaction {
            id: TransactionId(self.id),
            place: self.place.unwrap_or(self.id),
            date: self.date.parse().ok()?,
            number: self.number.map(Cow::into_owned),
            payee: self.payee.map(PayeeId),
            memo: self.memo.into_owned(),
            currency: self.currency.parse().ok()?,
            splits: self.splits.into_iter().map(StoredSplit::restored).collect::<Option<_>>()?,
            tags: self.tags.into_iter().map(TagId).collect(),
            void: match self.void {
                Some(was) => {
                    Some(was.into_iter().map(|units| Minor::amount(units).ok()).collect::<Option<_>>()?)
                }
                None => None,
            },
        })
    }
}

impl StoredSplit<'_> {
    fn restored(self) -> Option<Split> {
        Some(Split {
            account: AccountId(self.account),
            amount: Minor::amount(self.amount).ok()?,
            value: Minor::amount(self.value).ok()?,
            memo: self.memo.into_owned(),
            state: match self.state {
                'u' => SplitState::Uncleared,
                'c' => SplitState::Cleared,
                'r' => SplitState::Reconciled,
                _ => return None,
            },
            bank_id: self.bank_id.map(Cow::into_owned),
            statement: self.statement.map(StatementId),
        })
    }
}
