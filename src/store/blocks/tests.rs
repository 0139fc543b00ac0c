//! Large months: every place and balance is that of counting from the beginning.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::ledger::command::{Command, NewAccount, SplitDraft, Target, TransactionDraft};
use crate::ledger::{AccountId, AccountKind, Minor, TransactionId};
use crate::store::migrations::MIGRATIONS;
use crate::store::open::{BookFile, connect, open, open_with};
use crate::store::{Opened, View};

const AT: &str = "2024-05-17T10:00:00Z";
const CHEQUE: AccountId = AccountId(1);

fn book() -> (tempfile::TempDir, Opened) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
    let currency = "USD".parse().expect("a currency");
    let new = NewAccount { name: "Cheque".into(), kind: AccountKind::Asset, currency, opening: None };
    opened.writer.submit(&Command::OpenAccount(new), AT).expect("opens an account");
    (folder, opened)
}

fn payment(day: Date, units: i64) -> TransactionDraft {
    let side = |target, units| SplitDraft {
        target,
        amount: Minor::amount(units).expect("within"),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    let splits = vec![side(Target::Account(CHEQUE), -units), side(Target::Category("Food".into()), units)];
    TransactionDraft { date: day, number: None, payee: None, memo: String::new(), splits, tags: None }
}

/// Many rows straight into the tables, as an older program would have left them.
fn fill(path: &std::path::Path, rows: i64, day: impl Fn(i64) -> Date) {
    let mut connection = connect(path).expect("connects");
    let transaction = connection.transaction().expect("begins");
    for n in 1..=rows {
        let (id, day) = (1_000 + n, day(n).to_string());
        transaction
            .execute("INSERT INTO txn (id, date, memo, currency) VALUES (?1, ?2, '', 'USD')", (id, &day))
            .expect("inserts");
        let sql = "INSERT INTO split (txn_id, ordinal, account_id, date, amount, value, memo, state)
                   VALUES (?1, 0, 1, ?2, ?3, ?3, '', 0)";
        transaction.execute(sql, (id, &day, n)).expect("inserts");
    }
    // A book of today has the place there as well.
    let _ = transaction.execute("UPDATE split SET place = txn_id WHERE place = 0", []);
    let sql = "INSERT INTO month_total (account_id, month, row_count, total, cleared)
               SELECT 1, substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1, count(*), sum(amount), 0
               FROM split WHERE account_id = 1 GROUP BY 2";
    transaction.execute(sql, []).expect("sums");
    transaction.execute("UPDATE next_id SET next = 1000000 WHERE kind = 'transaction'", []).expect("sets");
    transaction.commit().expect("commits");
}

/// Every row by its place, and every place by its row, against the whole read from the beginning.
fn check(opened: &Opened, path: &std::path::Path) {
    let connection = connect(path).expect("connects");
    let sql = "SELECT txn_id, ordinal, sum(amount) OVER (ORDER BY date, place, ordinal)
               FROM split WHERE account_id = 1 ORDER BY date, place, ordinal";
    let mut statement = connection.prepare(sql).expect("prepares");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("asks");
    let plain: Vec<(i64, u32, i64)> = rows.collect::<Result<_, _>>().expect("reads");
    let all = |book: &View| {
        let total = book.register(CHEQUE, Some(0), 1)?.total;
        assert_eq!(total, plain.len() as u64);
        for (index, (id, split, balance)) in (0u64..).zip(&plain).step_by(97) {
            let page = book.register(CHEQUE, Some(index), 2)?;
            let row = &page.rows[0];
            assert_eq!(
                (row.transaction.0, row.split, row.balance, row.index),
                (*id, *split, *balance, index)
            );
            let place = book.place_of_split(CHEQUE, (TransactionId(*id), Some(*split)), None)?;
            assert_eq!(place, Some((index, total)));
        }
        for day in
            [date(2024, 1, 31), date(2024, 2, 28), date(2024, 3, 1), date(2024, 3, 9), date(2024, 3, 20)]
        {
            let sql = "SELECT coalesce(sum(amount), 0) FROM split WHERE account_id = 1 AND date <= ?1";
            let counted: i64 = connection.query_row(sql, [day.to_string()], |row| row.get(0)).expect("sums");
            let accounts = book.accounts_on(day)?;
            let balance =
                accounts.iter().find(|(row, _)| row.account.id == CHEQUE).map(|(_, balance)| *balance);
            assert_eq!(balance, Some(counted), "{day}");
        }
        Ok(())
    };
    opened.reader.at_once(all).expect("reads");
}

fn blocks(path: &std::path::Path) -> Vec<(String, i64, u64, i64)> {
    let connection = connect(path).expect("connects");
    let sql =
        "SELECT date, place, row_count, total FROM block WHERE account_id = 1 ORDER BY date, place, ordinal";
    let mut statement = connection.prepare(sql).expect("prepares");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    rows.expect("asks").collect::<Result<_, _>>().expect("reads")
}

#[test]
fn an_older_book_gets_the_blocks_that_it_would_have_had() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    let older = open_with(BookFile::at(&path, "id-1"), &MIGRATIONS[..2]).expect("opens");
    let sql = "INSERT INTO account (id, name, name_key, kind, currency, note, closed)
               VALUES (1, 'Cheque', 'cheque', 'asset', 'USD', '', 0)";
    connect(&path).expect("connects").execute(sql, []).expect("inserts");
    fill(&path, 3_000, |n| {
        date(2024, if n % 3 == 0 { 2 } else { 3 }, i8::try_from(n % 28).expect("fits") + 1)
    });
    drop(older);
    let newer = open(BookFile::at(&path, "id-1")).expect("opens");
    let migrated = blocks(&path);
    assert_eq!(migrated.len(), 4, "2,000 rows in one month; 1,000 in the other are not divided");
    check(&newer, &path);
    let month = crate::ledger::register::Month::of(date(2024, 3, 1));
    let (from, until) = (super::Key::of_month(month), super::Key::of_month(super::next(month)));
    super::divide(&connect(&path).expect("connects"), CHEQUE, &from, &until).expect("divides");
    assert_eq!(blocks(&path), migrated, "the two ways to divide agree");
}

#[test]
fn a_month_that_grows_is_divided_and_one_that_shrinks_is_whole_again() {
    let (folder, mut opened) = book();
    let path = folder.path().join("b.counterfoil");
    fill(&path, 1_024, |_| date(2024, 3, 9));
    assert_eq!(blocks(&path).len(), 0);
    let add = Command::AddTransaction(payment(date(2024, 3, 9), 7));
    opened.writer.submit(&add, AT).expect("adds");
    assert_eq!(blocks(&path).len(), 3, "1,025 rows of one day");
    check(&opened, &path);
    opened.writer.submit(&Command::Undo, AT).expect("undoes");
    assert_eq!(blocks(&path).len(), 0);
}

#[test]
fn a_block_that_grows_is_divided_alone() {
    let (folder, mut opened) = book();
    let path = folder.path().join("b.counterfoil");
    fill(&path, 2_000, |n| if n <= 1_000 { date(2024, 3, 1) } else { date(2024, 3, 20) });
    for _ in 0..600 {
        opened.writer.submit(&Command::AddTransaction(payment(date(2024, 3, 1), 3)), AT).expect("adds");
    }
    let made = blocks(&path);
    assert!(made.iter().all(|(.., rows, _)| *rows <= 1_024), "{made:?}");
    assert_eq!(made.iter().map(|(.., rows, _)| rows).sum::<u64>(), 2_600);
    check(&opened, &path);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn places_hold_whatever_comes_and_goes(
        days in prop::collection::vec((1i8..29, 1i64..500, any::<bool>()), 40..80),
    ) {
        let (folder, mut opened) = book();
        let path = folder.path().join("b.counterfoil");
        fill(&path, 1_020, |n| date(2024, 3, i8::try_from(n % 5).expect("fits") + 10));
        for (day, units, stays) in days {
            opened.writer.submit(&Command::AddTransaction(payment(date(2024, 3, day), units)), AT).expect("adds");
            let moved = Command::MoveInDay { id: TransactionId(1_000 + units), account: CHEQUE, by: units % 7 - 3 };
            let _ = opened.writer.submit(&moved, AT);
            if !stays {
                let gone = Command::DeleteTransaction { id: TransactionId(1_000 + units) };
                let _ = opened.writer.submit(&gone, AT);
            }
        }
        check(&opened, &path);
    }
}
