//! What the book knows of an account that a file goes to, and what was learned from it.
//!
//! It only reads, and decides nothing: matching does.

use std::collections::HashMap;

use jiff::ToSpan;

use super::own_rows;
use super::rows_chosen::rows_chosen;
use crate::book::{AccountRow, ClaimingLine, Failure, Loose, View};
use crate::import::Statement;
use crate::import::agreement::Days;
use crate::import::learned::{Habit, Learned, RULES_KEY, Rename};
use crate::import::matching::{Claim, Claimed, Entered, FarSide};
use crate::import::plan::{Chosen, Knowledge, Reference};
use crate::ledger::{AccountId, KnownDay, Times};

/// So many days before and after a file rows are looked at that files brought.
const AROUND: i64 = 11;

/// What was learned from the book, and the rules that the user made. Rules that cannot be read are none.
pub fn learned(book: &View) -> Result<Learned, Failure> {
    let kept = book.preferences()?.into_iter().find(|kept| kept.key == RULES_KEY);
    let rules = kept.and_then(|kept| serde_json::from_str(&kept.value).ok()).unwrap_or_default();
    let renames = book.renamed_payees()?.into_iter();
    let renames = renames.map(|kept| Rename { bank: kept.bank, payee: kept.payee, date: kept.date });
    let habits = book.usual_categories()?.into_iter();
    let habits = habits.map(|kept| Habit { payee: kept.payee, category: kept.category, date: kept.date });
    Ok(Learned::of(rules, renames.collect(), habits.collect()))
}

/// The days of a statement that states a balance, from its first line on.
fn register_days(book: &View, id: AccountId, statement: &Statement) -> Result<Option<Days>, Failure> {
    let Some((to, _)) = statement.booked() else {
        return Ok(None);
    };
    let from = statement.lines.iter().map(|line| line.date).min().unwrap_or(to);
    book.day_totals(id, from, to).map(Some)
}

pub fn knowledge(
    book: &View,
    id: AccountId,
    statement: &Statement,
    chosen: &Chosen,
    accounts: &[AccountRow],
) -> Result<Knowledge, Failure> {
    let entered = book.loose_splits(id)?.into_iter().map(entered_from);
    let dates = || statement.lines.iter().map(|line| line.date);
    let claimed = match dates().min().zip(dates().max()) {
        Some((from, to)) => {
            // What the bank moved may be a little before or after the file.
            let (from, to) = (from.saturating_sub(AROUND.days()), to.saturating_add(AROUND.days()));
            book.claimed_splits(id, from, to)?
        }
        None => Vec::new(),
    };
    let mut knowledge = Knowledge {
        claimed: claimed.into_iter().map(claimed_from).collect(),
        known: book.known_lines(id)?,
        entered: entered.collect(),
        scheduled: Vec::new(),
        register: register_days(book, id, statement)?,
        has_opening: book.has_opening(id)?,
        elsewhere: HashMap::new(),
        far: Vec::new(),
        fixed: HashMap::new(),
    };
    if let Some(row) = accounts.iter().find(|row| row.account.id == id) {
        for (own, date) in own_rows::of(book, &row.account, statement)? {
            let times = Times { there: 1, deleted: 0 };
            knowledge.known.entry(own).or_default().push(KnownDay {
                date: Some(date),
                is_of_bank: true,
                times,
            });
        }
    }
    rows_chosen(book, id, chosen, accounts, &mut knowledge)?;
    Ok(knowledge)
}

fn entered_from(split: Loose) -> Entered<Reference> {
    Entered {
        reference: (split.transaction, split.split as usize),
        date: split.date,
        amount: split.amount,
        number: split.number,
        payee: split.payee.unwrap_or_default(),
        memo: split.memo,
        far_side: split
            .far_side
            .map(|store| FarSide { accounts: store.accounts, is_imported: store.is_imported }),
    }
}

fn claimed_from((split, lines): (Loose, Vec<ClaimingLine>)) -> Claimed<Reference> {
    let claim = |line: ClaimingLine| {
        let ClaimingLine { format, layout, bank_id, payee, date, amount } = line;
        Claim { format, layout, bank_id, payee, date, amount }
    };
    Claimed { entry: entered_from(split), by: lines.into_iter().map(claim).collect() }
}
