//! What one step adds to the totals and takes from them, collected and written once.
//!
//! A step may hold a hundred thousand transactions; the months they fall into are few.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::Connection;

use super::blocks;
use super::failure::Failure;
use super::months;
use super::positions::Key;
use crate::ledger::register::Month;
use crate::ledger::{AccountId, Split, SplitState};

/// What changes in one month of one account.
#[derive(Debug, Default)]
pub struct Touched {
    pub rows: i64,
    /// Minor units, as all totals here.
    pub total: i64,
    pub cleared: i64,
    pub reconciled: i64,
    /// What goes out and is not cleared.
    pub unpaid: i64,
    /// Rows that are not reconciled.
    pub open: i64,
    /// Each row, unless there are more than [`blocks::MOST_SINGLY`].
    pub singly: Vec<Delta>,
    pub count: usize,
}

/// A row that comes (`rows` 1) or goes (−1).
#[derive(Debug)]
pub struct Delta {
    pub key: Key,
    pub rows: i64,
    pub total: i64,
}

#[derive(Debug, Default)]
pub struct Tally {
    months: HashMap<(AccountId, Month), Touched>,
}

impl Tally {
    /// Counts a split in (`sign` 1) or out (−1). `place` is its transaction's among those of the day.
    pub fn count(&mut self, (date, place): (Date, i64), (ordinal, split): (usize, &Split), sign: i64) {
        let amount = sign * split.amount.units();
        let touched = self.months.entry((split.account, Month::of(date))).or_default();
        touched.rows += sign;
        touched.total = touched.total.saturating_add(amount);
        if split.state != SplitState::Uncleared {
            touched.cleared = touched.cleared.saturating_add(amount);
        }
        if split.state == SplitState::Uncleared && split.amount.is_negative() {
            touched.unpaid = touched.unpaid.saturating_add(amount);
        }
        match split.state {
            SplitState::Reconciled => touched.reconciled = touched.reconciled.saturating_add(amount),
            SplitState::Uncleared | SplitState::Cleared => touched.open += sign,
        }
        touched.count += 1;
        if touched.count <= blocks::MOST_SINGLY {
            let split = u32::try_from(ordinal).unwrap_or(u32::MAX);
            let key = Key { date: date.to_string(), place, split };
            touched.singly.push(Delta { key, rows: sign, total: amount });
        }
    }

    /// Writes the totals; the rows are written by now.
    pub fn write(self, connection: &Connection) -> Result<(), Failure> {
        for ((account, month), touched) in self.months {
            let rows = months::add(connection, account, month, &touched)?;
            blocks::follow(connection, account, month, rows, &touched)?;
        }
        Ok(())
    }
}
