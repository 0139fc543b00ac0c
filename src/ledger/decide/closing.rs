//! Whether an account can be closed without being missed.
//!
//! A closed account is hidden: money in it would be forgotten, and what a
//! schedule enters there would be refused each time. It says what is left, and
//! whoever has read it may close the account all the same.

use super::facts::Facts;
use super::schedules::titles_using;
use super::sheet::Sheet;
use super::{Denied, Outcome};
use crate::ledger::account::Account;
use crate::ledger::loss::Loss;
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;

/// How many schedules are named.
const NAMED: usize = 3;

pub(super) fn nothing_is_left<F: Facts>(sheet: &Sheet<F>, account: &Account) -> Outcome<(), F> {
    let mut uses = Vec::new();
    if account.kind.is_register() {
        let held = Minor::balance(sheet.facts.balance(account.id).map_err(Denied::Failed)?)?;
        if held.units() != 0 {
            uses.push(format!(
                "it holds {} {}",
                account.currency.text(held).replace('-', "−"),
                account.currency.code()
            ));
        }
    }
    uses.extend(scheduled(&titles_using(sheet, account.id)?));
    if uses.is_empty() {
        return Ok(());
    }
    Err(Refusal::from(Loss::UsedAccount { name: account.name.clone(), uses: uses.join(", and ") }).into())
}

/// "the schedules “Rent”, “Gym” and 2 more use it".
fn scheduled(titles: &[String]) -> Option<String> {
    let named: Vec<String> = titles.iter().take(NAMED).map(|title| format!("“{title}”")).collect();
    let more = titles.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match titles {
        [] => None,
        [_] => Some(format!("the schedule {} uses it", named.join(", "))),
        _ => Some(format!("the schedules {}{more} use it", named.join(", "))),
    }
}
