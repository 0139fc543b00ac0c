//! What the bank says there is, and what of it is free.
//!
//! Sums over months that are kept with every step, and what is left of the
//! month of today: the same few reads whatever the size of the book.

use jiff::civil::Date;
use rusqlite::Connection;

use super::failure::Failure;
use super::positions;
use super::reader::View;
use crate::ledger::AccountId;
use crate::ledger::register::Month;

/// Minor units, into the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funds {
    /// What is entered up to today.
    pub balance: i64,
    /// Everything entered, also for days to come.
    pub entered: i64,
    /// What the bank has: cleared and reconciled.
    pub cleared: i64,
    /// Payments up to today that are not cleared: they are outstanding. Negative.
    pub unpaid: i64,
    /// Deposits up to today that are not cleared.
    pub coming: i64,
}

impl Funds {
    /// What is coming in is no money yet: it is not counted.
    pub fn available(&self) -> i64 {
        self.cleared.saturating_add(self.unpaid)
    }
}

pub fn of(connection: &Connection, account: AccountId, today: Date) -> Result<Funds, Failure> {
    let sql = "SELECT coalesce(sum(total), 0), coalesce(sum(cleared), 0),
                      coalesce(sum(unpaid) FILTER (WHERE month <= ?2), 0),
                      coalesce(sum(total - cleared - unpaid) FILTER (WHERE month <= ?2), 0)
               FROM month_total WHERE account_id = ?1";
    let (entered, cleared, unpaid, coming): (i64, i64, i64, i64) =
        connection.prepare_cached(sql)?.query_row((account.0, Month::of(today).0), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let (unpaid_later, coming_later) = later_this_month(connection, account, today)?;
    Ok(Funds {
        balance: positions::balance_on(connection, account, today)?,
        entered,
        cleared,
        unpaid: unpaid - unpaid_later,
        coming: coming - coming_later,
    })
}

/// What of the month of a day comes after it and is not cleared: payments, deposits.
fn later_this_month(connection: &Connection, account: AccountId, day: Date) -> Result<(i64, i64), Failure> {
    let sql = "SELECT coalesce(sum(min(amount, 0)), 0), coalesce(sum(max(amount, 0)), 0)
               FROM split INDEXED BY split_by_register
               WHERE account_id = ?1 AND date > ?2 AND date <= ?3 AND state = 0";
    let (after, last) = (day.to_string(), day.last_of_month().to_string());
    Ok(connection
        .prepare_cached(sql)?
        .query_row((account.0, after, last), |row| Ok((row.get(0)?, row.get(1)?)))?)
}

impl View<'_> {
    pub fn funds(&self, account: AccountId, today: Date) -> Result<Funds, Failure> {
        of(self.connection, account, today)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::ledger::command::{NewAccount, SplitDraft, Target, TransactionDraft};
    use crate::ledger::{AccountKind, Command, Minor, SplitState, TransactionId};
    use crate::store::migrations::MIGRATIONS;
    use crate::store::open::{BookFile, connect, open_with};
    use crate::store::{Opened, open};

    const TODAY: Date = date(2026, 10, 15);
    const ACCOUNT: AccountId = AccountId(1);

    fn entered(day: i8, units: i64, state: SplitState) -> Command {
        let side = |target, units| SplitDraft {
            target,
            amount: Minor::amount(units).expect("within"),
            memo: String::new(),
            state: Some(state),
            bank_id: None,
        };
        let splits =
            vec![side(Target::Account(ACCOUNT), units), side(Target::Category("Food".into()), -units)];
        Command::AddTransaction(TransactionDraft {
            date: date(2026, 9 + day / 28, 1 + day % 28),
            number: None,
            payee: None,
            memo: String::new(),
            splits,
            tags: None,
        })
    }

    fn command(opened: &Opened, (act, day, units): (u8, i8, i64)) -> Command {
        let rows = opened.reader.at_once(|book| book.register(ACCOUNT, Some(0), 100)).expect("reads").rows;
        let chosen = rows.get(day as usize % rows.len().max(1));
        let id = chosen.map_or(TransactionId(0), |row| row.transaction);
        match act {
            0..4 => entered(day, units, SplitState::Uncleared),
            4 if units > 50 => entered(day, units, SplitState::Reconciled),
            4 => entered(day, units, SplitState::Cleared),
            5 => Command::SetState { id, split: 0, state: SplitState::Cleared, unreconcile: false },
            6 => Command::VoidTransaction { id, void: units > 0 },
            7 => Command::DeleteTransaction { id },
            _ => Command::Undo,
        }
    }

    /// Row by row, as somebody would with a pencil.
    fn counted(opened: &Opened) -> Funds {
        let page = opened.reader.at_once(|book| book.register(ACCOUNT, Some(0), 1_000)).expect("reads");
        let sum = |is_of: &dyn Fn(&crate::store::RegisterRow) -> bool| {
            page.rows.iter().filter(|row| is_of(row)).map(|row| row.amount.units()).sum()
        };
        let open = |row: &crate::store::RegisterRow| row.state == SplitState::Uncleared;
        Funds {
            balance: sum(&|row| row.date <= TODAY),
            entered: sum(&|_| true),
            cleared: sum(&|row| !open(row)),
            unpaid: sum(&|row| open(row) && row.amount.is_negative() && row.date <= TODAY),
            coming: sum(&|row| open(row) && !row.amount.is_negative() && row.date <= TODAY),
        }
    }

    /// What is not reconciled, by way of what the months keep of it.
    fn open_rows(opened: &Opened) -> Vec<i64> {
        let rows = opened.reader.at_once(|book| book.open_rows(ACCOUNT)).expect("reads");
        rows.iter().map(|row| row.amount).collect()
    }

    fn counted_open(opened: &Opened) -> Vec<i64> {
        let page = opened.reader.at_once(|book| book.register(ACCOUNT, Some(0), 1_000)).expect("reads");
        let open = page.rows.iter().filter(|row| row.state != SplitState::Reconciled);
        open.map(|row| row.amount.units()).collect()
    }

    #[test]
    fn an_older_book_knows_what_is_not_paid() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.counterfoil");
        drop(open_with(BookFile::at(&path, "id-1"), &MIGRATIONS[..5]).expect("opens"));
        let rows = "INSERT INTO account (id, name, name_key, kind, currency, note, closed)
                    VALUES (1, 'Cheque', 'cheque', 'asset', 'USD', '', 0);
                    INSERT INTO txn (id, date, memo, currency) VALUES (1, '2026-09-30', '', 'USD');
                    INSERT INTO split (txn_id, ordinal, account_id, date, amount, value, memo, state)
                    VALUES (1, 0, 1, '2026-09-30', -700, -700, '', 0), (1, 1, 1, '2026-09-30', 200, 200, '', 0),
                           (1, 2, 1, '2026-09-30', -50, -50, '', 1);
                    INSERT INTO month_total (account_id, month, row_count, total, cleared)
                    VALUES (1, 2026 * 12 + 8, 3, -550, -50);";
        connect(&path).expect("connects").execute_batch(rows).expect("inserts");
        let newer = open(BookFile::at(&path, "id-1")).expect("opens");
        let funds = newer.reader.at_once(|book| book.funds(ACCOUNT, TODAY)).expect("reads");
        assert_eq!(funds, Funds { balance: -550, entered: -550, cleared: -50, unpaid: -700, coming: 200 });
        assert_eq!(funds, counted(&newer));
        assert_eq!(open_rows(&newer), [-700, 200, -50]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn what_is_kept_is_what_counting_gives(acts in prop::collection::vec((0u8..9, 0i8..84, -99i64..99), 1..40)) {
            let folder = tempfile::tempdir().expect("a folder");
            let mut opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
            let currency = "USD".parse().expect("a currency");
            let new = NewAccount { name: "Cheque".into(), kind: AccountKind::Asset, currency, opening: None };
            let at = "2026-10-15T10:00:00Z";
            opened.writer.submit(&Command::OpenAccount(new), at).expect("opens");
            for act in acts {
                let _refused_or_not = opened.writer.submit(&command(&opened, act), at);
                let funds = opened.reader.at_once(|book| book.funds(ACCOUNT, TODAY)).expect("reads");
                prop_assert_eq!(funds, counted(&opened));
                prop_assert_eq!(open_rows(&opened), counted_open(&opened));
            }
        }
    }
}
