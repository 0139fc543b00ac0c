//! Import batches as the JSON that the log keeps; see [`super::stored`] for its duty.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ledger::{AccountId, BankBalance, Batch, BatchId, ImportedLine, Minor, RawHash, TransactionId};

#[derive(Serialize, Deserialize)]
pub struct StoredBatch<'c> {
    id: i64,
    file: String,
    format: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    layout: String,
    /// Account, bank id, amount.
    lines: Vec<(i64, Cow<'c, str>, i64)>,
    /// By line; shorter where an older version wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    transactions: Vec<Option<i64>>,
    /// By line; shorter where an older version wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    payees: Vec<Cow<'c, str>>,
    /// By line, the bank's days; none where an older version wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dates: Vec<Option<String>>,
    /// Account, date, amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    balances: Vec<(i64, String, i64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

pub fn batch(batch: &Batch) -> StoredBatch<'_> {
    StoredBatch {
        id: batch.id.0,
        file: batch.file.clone(),
        format: batch.format.clone(),
        layout: batch.layout.clone(),
        lines: batch
            .lines
            .iter()
            .map(|line| (line.account.0, Cow::Borrowed(line.bank_id.as_str()), line.amount.units()))
            .collect(),
        transactions: batch.lines.iter().map(|line| line.transaction.map(|id| id.0)).collect(),
        payees: batch.lines.iter().map(|line| Cow::Borrowed(line.payee.as_str())).collect(),
        dates: batch.lines.iter().map(|line| line.date.map(|date| date.to_string())).collect(),
        balances: batch
            .balances
            .iter()
            .map(|told| (told.account.0, told.date.to_string(), told.amount.units()))
            .collect(),
        raw: batch.raw.as_ref().map(|hash| hash.0.clone()),
    }
}

impl StoredBatch<'_> {
    pub fn restored(self) -> Option<Batch> {
        let (mut transactions, mut payees) = (self.transactions.into_iter(), self.payees.into_iter());
        let mut dates = self.dates.into_iter();
        let mut line = |(account, bank_id, amount)| {
            let date = dates.next().flatten().map(|text: String| text.parse().ok());
            Some(ImportedLine {
                account: AccountId(account),
                bank_id: Cow::into_owned(bank_id),
                amount: Minor::amount(amount).ok()?,
                // A day that is written and cannot be read is no day that nobody wrote.
                date: date.map_or(Some(None), |date: Option<Date>| date.map(Some))?,
                transaction: transactions.next().flatten().map(TransactionId),
                payee: payees.next().map(Cow::into_owned).unwrap_or_default(),
            })
        };
        let lines = self.lines.into_iter().map(&mut line).collect::<Option<_>>()?;
        let balances = self.balances.into_iter().map(balance).collect::<Option<_>>()?;
        let raw = self.raw.map(RawHash);
        let (id, file, format, layout) = (BatchId(self.id), self.file, self.format, self.layout);
        Some(Batch { id, file, format, layout, lines, balances, raw })
    }
}

fn balance((account, date, amount): (i64, String, i64)) -> Option<BankBalance> {
    let (date, amount) = (date.parse().ok()?, Minor::balance(amount).ok()?);
    Some(BankBalance { account: AccountId(account), date, amount })
}
