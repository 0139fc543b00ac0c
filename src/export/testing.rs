//! A small book in which everything is odd that can be.

use std::collections::HashMap;

use super::Contents;
use crate::ledger::decide::testing::{account, minor, split, usd};
use crate::ledger::{AccountKind, PayeeId, Split, SplitState, TagId, Transaction, TransactionId};

pub fn transaction(id: i64, date: &str, payee: i64, splits: Vec<Split>) -> Transaction {
    Transaction {
        id: TransactionId(id),
        place: id,
        date: date.parse().expect("a day"),
        number: None,
        payee: Some(PayeeId(payee)),
        memo: String::new(),
        currency: usd(),
        splits,
        tags: Vec::new(),
        void: None,
    }
}

/// A checking account, savings, a split, a transfer, an opening balance and a void cheque.
pub fn book() -> Contents {
    let mut opening = transaction(1, "2024-01-01", 1, vec![split(1, 100_000), split(9, -100_000)]);
    opening.payee = None;
    let mut shop = transaction(2, "2024-01-05", 1, vec![split(1, -5_000), split(3, 3_500), split(4, 1_500)]);
    shop.number = Some("101".into());
    shop.memo = "=1+1; \"two\nlines\"".into();
    shop.splits[0].state = SplitState::Reconciled;
    shop.splits[1].memo = "bread  [2024-99-99] date:x".into();
    shop.tags = vec![TagId(1)];
    let mut moved = transaction(3, "2024-01-07", 2, vec![split(1, -20_000), split(2, 20_000)]);
    moved.splits[1].state = SplitState::Cleared;
    let mut void = transaction(4, "2024-01-09", 2, vec![split(1, 0), split(3, 0)]);
    void.number = Some("102".into());
    void.void = Some(vec![minor(-700), minor(700)]);
    Contents {
        accounts: vec![
            account(1, "Checking; \"main\"", AccountKind::Asset),
            account(2, "Säving  Ünder (two)", AccountKind::Asset),
            account(3, "Food:Groceries", AccountKind::Expense),
            account(4, "1st Aid/Health", AccountKind::Expense),
            account(9, "Opening balances", AccountKind::Equity),
        ],
        payees: HashMap::from([
            (PayeeId(1), "(Corner) \"Market\"; Ltd".to_owned()),
            (PayeeId(2), "@home, 北京".to_owned()),
        ]),
        tags: HashMap::from([(TagId(1), "holi day: 24".to_owned())]),
        transactions: vec![opening, shop, moved, void],
        ..Contents::default()
    }
}
