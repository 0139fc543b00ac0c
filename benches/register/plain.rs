//! The same questions the plain way: one statement over the whole account.

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;

use super::book::{CHEQUE, Dice};
use super::figures::spread;

const ALL: &str = "SELECT s.txn_id, s.date, s.amount, p.name AS payee, t.memo, t.number, a.name AS category,
        sum(s.amount) OVER (ORDER BY s.date, s.txn_id, s.ordinal) AS balance
    FROM split s JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
    LEFT JOIN split o ON o.txn_id = s.txn_id AND o.ordinal = 1 LEFT JOIN account a ON a.id = o.account_id
    WHERE s.account_id = ?1";

pub fn measure(path: &Path, rows: usize) {
    let connection = Connection::open(path).expect("opens");
    let mut dice = Dice(5);
    let page = format!("{ALL} ORDER BY s.date, s.txn_id, s.ordinal LIMIT 100 OFFSET ?2");
    let mut took: Vec<u64> =
        (0..5).map(|_| timed(&connection, &page, &dice.below(rows as u64).to_string())).collect();
    println!("plain, page with SUM() OVER: {}", spread(&mut took));
    let search = format!(
        "SELECT * FROM ({ALL}) WHERE payee LIKE ?2 OR memo LIKE ?2 OR category LIKE ?2 OR number LIKE ?2
         ORDER BY date, txn_id LIMIT 100"
    );
    let mut took: Vec<u64> = (0..5).map(|n| timed(&connection, &search, &format!("%market {n}%"))).collect();
    println!("plain, search with LIKE: {}", spread(&mut took));
}

fn timed(connection: &Connection, sql: &str, argument: &str) -> u64 {
    let begun = Instant::now();
    let mut statement = connection.prepare_cached(sql).expect("prepares");
    let mut rows = statement.query((CHEQUE.0, argument)).expect("asks");
    while rows.next().expect("reads").is_some() {}
    u64::try_from(begun.elapsed().as_nanos()).expect("fits")
}
