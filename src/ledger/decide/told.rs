//! What was done to a transaction, in words for the history.
//!
//! Only words: what a change does is worked out elsewhere, and nothing reads
//! these again.

use super::facts::Facts;
use super::sheet::Sheet;
use super::{Denied, Outcome};
use crate::ledger::change::{Change, Edit};
use crate::ledger::payee::PayeeId;
use crate::ledger::transaction::{Split, Transaction};

/// The longest memo that is told whole, in characters.
const TOLD: usize = 40;
/// So many sides are told by name.
const NAMED: usize = 4;

/// "Added Corner Market −12.50": what was done to which transaction, for people.
pub(super) fn described<F: Facts>(
    sheet: &Sheet<F>,
    verb: &str,
    transaction: &Transaction,
) -> Outcome<String, F> {
    let payee = match transaction.payee {
        Some(id) => payee_name(sheet, id)?,
        None => None,
    };
    let name = payee.unwrap_or_else(|| match transaction.memo.as_str() {
        "" => "a transaction".to_owned(),
        memo => memo.to_owned(),
    });
    let amount = transaction.splits.first().map(|split| transaction.currency.text(split.amount));
    let amount = amount.unwrap_or_default().replace('-', "−");
    Ok(format!("{verb} {name} {amount}"))
}

/// ": amount was −10.00, category was Food": what an edit changed, as it was before; empty where all is as it was.
pub(super) fn was<F: Facts>(
    sheet: &mut Sheet<F>,
    before: &Transaction,
    after: &Transaction,
) -> Outcome<String, F> {
    let mut told = Vec::new();
    if before.date != after.date {
        told.push(format!("date was {}", before.date));
    }
    if before.number != after.number {
        told.push(format!("number was {}", or_empty(before.number.as_deref().unwrap_or_default())));
    }
    if before.payee != after.payee {
        let name = before.payee.map(|id| payee_name(sheet, id)).transpose()?.flatten();
        told.push(format!("payee was {}", or_empty(&name.unwrap_or_default())));
    }
    told.extend(sides_were(sheet, before, after)?);
    if before.memo != after.memo {
        told.push(format!("memo was {}", or_empty(&quoted(&before.memo))));
    }
    if before.tags != after.tags {
        told.push("tags were others".to_owned());
    }
    Ok(if told.is_empty() { String::new() } else { format!(": {}", told.join(", ")) })
}

/// Amount, account and category where there are two sides before and after; else that the splits changed.
fn sides_were<F: Facts>(
    sheet: &mut Sheet<F>,
    before: &Transaction,
    after: &Transaction,
) -> Outcome<Vec<String>, F> {
    let mut told = Vec::new();
    let ([here, there], [here_now, there_now]) = (&*before.splits, &*after.splits) else {
        let same = |one: &Split, other: &Split| {
            (one.account, one.amount, &one.memo) == (other.account, other.amount, &other.memo)
        };
        let all = before.splits.len() == after.splits.len()
            && before.splits.iter().zip(&after.splits).all(|(one, other)| same(one, other));
        return Ok(if all { told } else { vec![format!("splits were {}", parts(sheet, before)?)] });
    };
    if here.amount != here_now.amount {
        told.push(format!("amount was {}", figure(before, here)));
    }
    if here.account != here_now.account {
        told.push(format!("account was {}", sheet.account(here.account)?.name));
    }
    if there.account != there_now.account {
        told.push(format!("category was {}", sheet.account(there.account)?.name));
    }
    Ok(told)
}

/// "Food 8.00 + Home 4.50": the sides but the first.
fn parts<F: Facts>(sheet: &mut Sheet<F>, transaction: &Transaction) -> Outcome<String, F> {
    let mut parts = Vec::new();
    let others = transaction.splits.len().saturating_sub(1);
    for split in transaction.splits.iter().skip(1).take(NAMED) {
        parts.push(format!("{} {}", sheet.account(split.account)?.name, figure(transaction, split)));
    }
    if others > NAMED {
        parts.push(format!("{} more", others - NAMED));
    }
    Ok(parts.join(" + "))
}

fn figure(transaction: &Transaction, split: &Split) -> String {
    transaction.currency.text(split.amount).replace('-', "−")
}

fn or_empty(text: &str) -> &str {
    if text.is_empty() { "empty" } else { text }
}

fn quoted(memo: &str) -> String {
    match memo.char_indices().nth(TOLD) {
        _ if memo.is_empty() => String::new(),
        None => format!("“{memo}”"),
        Some((end, _)) => format!("“{}…”", memo.get(..end).unwrap_or_default()),
    }
}

/// What a payee is called, one that this very change makes as well.
pub(super) fn payee_name<F: Facts>(sheet: &Sheet<F>, id: PayeeId) -> Outcome<Option<String>, F> {
    let made = sheet.changes.iter().find_map(|change| match change {
        Change::Payee(Edit { after: Some(payee), .. }) if payee.id == id => Some(payee.name.clone()),
        _ => None,
    });
    if made.is_some() {
        return Ok(made);
    }
    let payee = sheet.facts.payee(id).map_err(Denied::Failed)?;
    Ok(payee.map(|payee| payee.name))
}
