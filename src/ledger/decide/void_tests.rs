//! What a void transaction may become, whoever writes it anew.

use jiff::civil::date;
use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::{AccountId, AccountKind, UNCATEGORISED};
use crate::ledger::command::*;
use crate::ledger::loss::Loss;
use crate::ledger::transaction::{Transaction, TransactionId};

fn opening(account: AccountId, units: i64) -> Command {
    let opening = Opening { date: date(2024, 1, 1), amount: minor(units) };
    let patch = AccountPatch { opening: Some(opening), ..AccountPatch::default() };
    Command::EditAccount { id: account, patch }
}

fn only(book: &MemoryBook) -> Transaction {
    book.rows.transactions.values().next().expect("there").clone()
}

fn set(id: TransactionId, void: bool) -> Command {
    Command::VoidTransaction { id, void }
}

/// The transaction as it would be typed again, with nothing on its sides where it is void.
fn typed(transaction: &Transaction) -> TransactionDraft {
    let side = |split: &crate::ledger::Split| SplitDraft {
        target: Target::Account(split.account),
        amount: split.amount,
        memo: split.memo.clone(),
        state: None,
        bank_id: None,
    };
    TransactionDraft {
        date: transaction.date,
        number: transaction.number.clone(),
        payee: None,
        memo: transaction.memo.clone(),
        splits: transaction.splits.iter().map(side).collect(),
        tags: None,
    }
}

/// Account, memo and amount of each side, in an order of their own.
fn sides(transaction: &Transaction) -> Vec<(AccountId, String, i64)> {
    let side = |split: &crate::ledger::Split| (split.account, split.memo.clone(), split.amount.units());
    let mut all: Vec<_> = transaction.splits.iter().map(side).collect();
    all.sort();
    all
}

#[test]
fn a_void_opening_balance_that_is_typed_anew_counts_again_and_says_so() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    book.submit(&opening(cheque, 500)).expect("is written");
    let id = only(&book).id;
    book.submit(&set(id, true)).expect("is void");
    assert_eq!(book.balance(cheque), Ok(0));
    book.submit(&opening(cheque, 700)).expect("is typed anew");
    assert_eq!((book.balance(cheque), only(&book).void), (Ok(700), None));
    book.submit(&set(id, true)).expect("is void");
    book.submit(&opening(cheque, 0)).expect("is taken away");
    assert!(book.rows.transactions.is_empty());
}

#[test]
fn a_duplicate_of_an_opening_balance_is_an_ordinary_row() {
    for is_void in [false, true] {
        let mut book = MemoryBook::default();
        let cheque = book.open("Cheque");
        book.submit(&opening(cheque, 500)).expect("is written");
        let id = only(&book).id;
        book.submit(&set(id, is_void)).expect("is so");
        let day = date(2024, 6, 1);
        let made = book.submit(&Command::DuplicateTransaction { id, date: day }).expect("is done").made;
        let copy = &book.rows.transactions[&TransactionId(made.expect("an id"))];
        let other = &book.rows.accounts[&copy.splits[1].account];
        assert_eq!((other.name.as_str(), other.kind), (UNCATEGORISED, AccountKind::Income));
        assert_eq!((copy.splits[0].account, copy.memo.as_str()), (cheque, ""));
        book.submit(&opening(cheque, 900)).expect("is put right");
        book.submit(&set(id, false)).expect("is valid");
        assert_eq!(book.balance(cheque), Ok(if is_void { 900 } else { 1_400 }));
    }
}

#[test]
fn a_side_that_was_something_is_not_lost_and_one_that_counts_makes_it_valid() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut draft = payment(cheque, "Grocer", "Food", 100);
    draft.splits.push(side(Target::Category("Tax".into()), 7));
    draft.splits[0].amount = minor(-107);
    let id = TransactionId(book.submit(&Command::AddTransaction(draft)).expect("added").made.expect("an id"));
    let before = only(&book);
    book.submit(&set(id, true)).expect("is void");
    let edit = |draft| Command::EditTransaction { id, draft, base: None };
    let mut fewer = typed(&only(&book));
    fewer.splits.pop();
    assert_eq!(book.submit(&edit(fewer)), Err(Loss::VoidSide.into()));
    let mut more = typed(&only(&book));
    more.splits.insert(0, side(Target::Category("Tip".into()), 0));
    book.submit(&edit(more.clone())).expect("nothing is lost");
    book.submit(&set(id, false)).expect("is valid");
    let mut expected = sides(&before);
    let tip = only(&book).splits[0].account;
    expected.push((tip, String::new(), 0));
    expected.sort();
    assert_eq!(sides(&only(&book)), expected);
    book.submit(&set(id, true)).expect("is void");
    (more.splits[0].amount, more.splits[1].amount) = (minor(3), minor(-3));
    book.submit(&edit(more)).expect("counts as it is typed");
    assert_eq!((only(&book).void, book.balance(cheque)), (None, Ok(-3)));
}

/// Amounts that are no two alike and come to zero, each on one of three accounts.
fn drafts() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
    proptest::collection::vec(0usize..3, 2..6).prop_flat_map(|accounts| {
        let order: Vec<usize> = (0..accounts.len()).collect();
        (Just(accounts), Just(order).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn in_whatever_order_a_void_transaction_is_written_each_side_gets_its_own_again((at, order) in drafts(), to in 0usize..3) {
        // All sides on one account are refused, before and after one of them went elsewhere.
        let after: Vec<usize> = at.iter().enumerate().map(|(place, account)| if place == order[0] { to } else { *account }).collect();
        let is_on_two = |accounts: &[usize]| accounts.iter().any(|account| *account != accounts[0]);
        prop_assume!(is_on_two(&at) && is_on_two(&after));
        let mut book = MemoryBook::default();
        let accounts = ["Cheque", "Savings", "Cash"].map(|name| book.open(name));
        let count = at.len() as i64;
        let splits = at.iter().enumerate().map(|(place, account)| {
            let units = if place == 0 { -(1..count).map(|n| 1 << n).sum::<i64>() } else { 1 << place };
            SplitDraft { memo: format!("m{place}"), ..side(Target::Account(accounts[*account]), units) }
        });
        let draft = TransactionDraft { splits: splits.collect(), ..payment(accounts[0], "Grocer", "Food", 1) };
        let made = book.submit(&Command::AddTransaction(draft)).expect("added").made.expect("an id");
        let (id, before) = (TransactionId(made), only(&book));
        book.submit(&set(id, true)).expect("is void");
        let now = typed(&only(&book));
        let mut shuffled = TransactionDraft { splits: order.iter().map(|at| now.splits[*at].clone()).collect(), ..now };
        // One of them goes to another account, and takes along what it was.
        shuffled.splits[0].target = Target::Account(accounts[to]);
        book.submit(&Command::EditTransaction { id, draft: shuffled, base: None }).expect("is written");
        prop_assert!(only(&book).splits.iter().all(|split| split.amount.units() == 0));
        book.submit(&set(id, false)).expect("is valid");
        let mut expected = before;
        expected.splits[order[0]].account = accounts[to];
        prop_assert_eq!(sides(&only(&book)), sides(&expected));
    }
}
