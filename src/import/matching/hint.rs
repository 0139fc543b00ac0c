//! A word about a cheque that the book has over another amount: a slip of the pen, or of the bank.
//!
//! It changes no fate: what was entered is never changed unless somebody says so. The line stays new, and the cheque
//! is offered beside it.

use std::collections::HashMap;

use super::{Account, Candidate, Fate, Verdict, cheque_number};
use crate::import::decimal::Decimal;

/// Adds it to the reasons of new lines whose number an entry has that no line took.
pub fn cheques<R: Clone>(account: &Account<R>, free: &[bool], verdicts: &mut [Verdict<R>]) {
    let entries = account.entered.iter().zip(free).filter(|(_, free)| **free).map(|(entry, _)| entry);
    let written: HashMap<&str, _> =
        entries.filter_map(|entry| Some((cheque_number(entry.number.as_deref())?, entry))).collect();
    for (line, verdict) in account.lines.iter().zip(verdicts) {
        let entry = cheque_number(line.number.as_deref()).and_then(|number| written.get(number));
        let Some(entry) = entry.filter(|_| matches!(verdict.fate, Fate::New)) else { continue };
        let number = entry.number.as_deref().unwrap_or_default();
        let amount = Decimal::new(i128::from(entry.amount.units()), account.decimals);
        let amount = amount
            .map_or_else(|| "another amount".to_owned(), |amount| amount.with_decimals(account.decimals));
        let told = format!("Cheque {number} is in your book with {amount}, dated {}.", entry.date);
        verdict.reason.to_mut().push_str(&format!(" {told}"));
        verdict.offers.push(Candidate { entry: (*entry).clone(), reason: told });
    }
}
