//! What the book knows of an account that a file goes to, and what was learned from it.
//!
//! It only reads, and decides nothing: matching does.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::own_rows;
use super::rows_chosen::rows_chosen;
use crate::book::{AccountRow, ClaimingLine, Failure, KnownLines, Loose, LooseQuery, View};
use crate::import::Statement;
use crate::import::agreement::Days;
use crate::import::matching::{Claim, Claimed, Entered, FURTHEST_DAYS, FarSide, cheque_number};
use crate::import::plan::{Chosen, Knowledge, Reference};
use crate::ledger::{AccountId, KnownDay, Times};

/// So many days before and after a file rows are looked at that files brought.
const AROUND: i64 = 11;

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
    (id, known): (AccountId, KnownLines),
    statement: &Statement,
    chosen: &Chosen,
    accounts: &[AccountRow],
) -> Result<Knowledge, Failure> {
    let dates = || statement.lines.iter().map(|line| line.date);
    let (entered, claimed) = match dates().min().zip(dates().max()) {
        Some((from, to)) => {
            let entered = book.loose_splits(id, &loose_query(statement, from, to))?;
            // What the bank moved may be a little before or after the file.
            let (from, to) = (from.saturating_sub(AROUND.days()), to.saturating_add(AROUND.days()));
            (entered, book.claimed_splits(id, from, to)?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let entered = entered.into_iter().map(entered_from);
    let mut knowledge = Knowledge {
        claimed: claimed.into_iter().map(claimed_from).collect(),
        known,
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

/// What may be one of the lines: entries near their days, and their cheques.
fn loose_query(statement: &Statement, from: Date, to: Date) -> LooseQuery {
    let near = FURTHEST_DAYS.days();
    let numbers = statement.lines.iter().filter_map(|line| cheque_number(line.number.as_deref()));
    // SQLite reads a number that is too long as the largest (`CAST`, "The SQLite Query Language").
    let numbers = numbers.map(|number| number.parse().unwrap_or(i64::MAX));
    LooseQuery { from: from.saturating_sub(near), to: to.saturating_add(near), numbers: numbers.collect() }
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
