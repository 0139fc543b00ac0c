//! Chequebooks, each rule by its name.

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::AccountId;
use crate::ledger::cheque::{
    Chequebook, ChequebookId, ChequebookPatch, NewChequebook, PrintedNumber, next_cheque,
};
use crate::ledger::command::*;
use crate::ledger::transaction::TransactionId;

fn printed(text: &str) -> PrintedNumber {
    text.parse().expect("is a number")
}

fn new(account: AccountId, first: &str, last: &str) -> NewChequebook {
    NewChequebook { account, first: printed(first), last: printed(last), next: None, in_use: false }
}

fn added(book: &mut MemoryBook, new: NewChequebook) -> ChequebookId {
    ChequebookId(book.submit(&Command::AddChequebook(new)).expect("is added").made.expect("an id"))
}

fn patched(
    book: &mut MemoryBook,
    id: ChequebookId,
    change: impl FnOnce(&mut ChequebookPatch),
) -> Result<Decision, Refusal> {
    let mut patch = ChequebookPatch::default();
    change(&mut patch);
    book.submit(&Command::EditChequebook(id, patch))
}

fn cheque(book: &mut MemoryBook, account: AccountId, number: &str) -> TransactionId {
    let draft = TransactionDraft { number: Some(number.into()), ..payment(account, "Grocer", "Food", 5_00) };
    TransactionId(book.submit(&Command::AddTransaction(draft)).expect("is added").made.expect("an id"))
}

/// What `+` gives.
fn next(book: &MemoryBook, account: AccountId) -> Option<String> {
    let Ok(books) = book.chequebooks(account);
    let with_highest = |one: Chequebook| {
        let Ok(highest) = book.highest_cheque(&one);
        (one, highest)
    };
    let books: Vec<_> = books.into_iter().map(with_highest).collect();
    next_cheque(&books).map(|(one, number)| one.printed(number))
}

#[test]
fn a_written_cheque_takes_its_number_and_undo_gives_it_back() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    added(&mut book, new(account, "000101", "000125"));
    assert_eq!(next(&book, account).as_deref(), Some("000101"));
    let id = cheque(&mut book, account, "000101");
    cheque(&mut book, account, "102");
    assert_eq!(next(&book, account).as_deref(), Some("000103"));
    book.submit(&Command::Undo).expect("is undone");
    assert_eq!(next(&book, account).as_deref(), Some("000102"));
    book.submit(&Command::VoidTransaction { id, void: true }).expect("is void");
    assert_eq!(next(&book, account).as_deref(), Some("000102"), "a void cheque stays in the sequence");
}

#[test]
fn a_deposit_with_a_number_is_no_cheque() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    added(&mut book, new(account, "101", "125"));
    let draft = payment(account, "Employer", "Salary", -5_00);
    book.submit(&Command::AddTransaction(TransactionDraft { number: Some("110".into()), ..draft }))
        .expect("is added");
    assert_eq!(next(&book, account).as_deref(), Some("101"));
}

#[test]
fn books_of_an_account_do_not_overlap_and_the_field_is_named() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let other = book.open("Savings");
    let id = added(&mut book, new(account, "101", "125"));
    added(&mut book, new(other, "101", "125"));
    for (first, last, field) in [("125", "150", "first"), ("050", "101", "last"), ("090", "200", "last")] {
        let refused = book.submit(&Command::AddChequebook(new(account, first, last))).expect_err("overlaps");
        assert_eq!(refused, Refusal::ChequebookOverlaps { book: "101–125".into(), field });
        assert_eq!(refused.field(), Some(field));
    }
    let later = added(&mut book, new(account, "126", "150"));
    let refused =
        patched(&mut book, later, |patch| patch.first = Some(printed("125"))).expect_err("overlaps");
    assert_eq!(refused.code(), "chequebook-overlaps");
    patched(&mut book, id, |patch| patch.last = Some(printed("110"))).expect("is shortened");
    patched(&mut book, later, |patch| patch.first = Some(printed("111"))).expect("is free now");
}

#[test]
fn numbers_that_make_no_book_are_refused_beside_their_field() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let mut refused = |new: NewChequebook| {
        let refused = book.submit(&Command::AddChequebook(new)).expect_err("is refused");
        (refused.code(), refused.field())
    };
    assert_eq!(refused(new(account, "125", "101")), ("chequebook-backwards", Some("last")));
    assert_eq!(refused(new(account, "1", "100000")), ("chequebook-too-large", Some("last")));
    let outside = NewChequebook { next: Some(printed("126")), ..new(account, "101", "125") };
    assert_eq!(refused(outside), ("cheque-outside", Some("next")));
    assert_eq!(refused(new(AccountId(99), "1", "2")).0, "no-such-account");
}

#[test]
fn the_next_number_is_not_set_back_before_one_that_is_written() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, new(account, "101", "125"));
    cheque(&mut book, account, "104");
    let refused = patched(&mut book, id, |patch| patch.next = Some(printed("103"))).expect_err("is written");
    assert_eq!(refused, Refusal::ChequeWritten { written: "104".into() });
    patched(&mut book, id, |patch| patch.next = Some(printed("110"))).expect("leaves some out");
    assert_eq!(next(&book, account).as_deref(), Some("110"));
}

#[test]
fn one_book_is_in_use_and_another_takes_its_place() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let first = added(&mut book, NewChequebook { in_use: true, ..new(account, "101", "125") });
    let second = added(&mut book, new(account, "201", "225"));
    let before = book.rows.clone();
    patched(&mut book, second, |patch| patch.in_use = Some(true)).expect("is in use");
    assert_eq!(next(&book, account).as_deref(), Some("201"));
    assert!(!book.rows.chequebooks[&first].in_use);
    book.submit(&Command::Undo).expect("is undone");
    assert_eq!(book.rows, before);
    let words = patched(&mut book, first, |patch| patch.closed = Some(true)).expect("is closed").words;
    assert_eq!(words, "Closed chequebook 101–125");
    assert_eq!(next(&book, account).as_deref(), Some("201"));
}

#[test]
fn other_numbers_of_a_book_take_its_next_one_along() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, new(account, "101", "125"));
    patched(&mut book, id, |patch| {
        (patch.first, patch.last) = (Some(printed("0201")), Some(printed("0225")));
    })
    .expect("is another book");
    assert_eq!(next(&book, account).as_deref(), Some("0201"));
}

#[test]
fn a_book_is_not_taken_back_onto_numbers_that_another_has_by_now() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    let id = added(&mut book, new(account, "101", "125"));
    book.submit(&Command::DeleteChequebook(id)).expect("is deleted");
    let deleted = book.revision;
    added(&mut book, new(account, "120", "140"));
    let refused = book.submit(&Command::TakeBack { revision: deleted }).expect_err("is not free");
    assert_eq!(refused.code(), "cannot-take-back");
}

#[test]
fn an_account_takes_its_books_with_it_and_undo_brings_them_back() {
    let mut book = MemoryBook::default();
    let account = book.open("Current");
    added(&mut book, new(account, "101", "125"));
    let before = book.rows.clone();
    book.submit(&Command::DeleteAccount { id: account }).expect("is deleted");
    assert!(book.rows.chequebooks.is_empty());
    book.submit(&Command::Undo).expect("is undone");
    assert_eq!(book.rows, before);
}

#[derive(Debug, Clone)]
enum Act {
    Add(u8, u8, bool),
    Renumber(u8, u8),
    Next(u8, u8),
    Use(u8),
    Close(u8, bool),
    Delete(u8),
    Write(u8),
    TakeBack(u8),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (any::<u8>(), 0u8..30, any::<bool>()).prop_map(|(first, size, on)| Act::Add(first, size, on)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(at, first)| Act::Renumber(at, first)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(at, next)| Act::Next(at, next)),
        2 => any::<u8>().prop_map(Act::Use),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(at, on)| Act::Close(at, on)),
        1 => any::<u8>().prop_map(Act::Delete),
        4 => any::<u8>().prop_map(Act::Write),
        2 => any::<u8>().prop_map(Act::TakeBack),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn command(book: &MemoryBook, account: AccountId, act: &Act) -> Command {
    let number = |number: u8| printed(&format!("{number:03}"));
    let id = |at: u8| {
        let ids: Vec<ChequebookId> = book.rows.chequebooks.keys().copied().collect();
        ids.get(usize::from(at) % ids.len().max(1)).copied().unwrap_or(ChequebookId(0))
    };
    let edit = |at: u8, patch: ChequebookPatch| Command::EditChequebook(id(at), patch);
    let none = ChequebookPatch::default;
    match *act {
        Act::Add(first, size, in_use) => Command::AddChequebook(NewChequebook {
            account,
            first: number(first),
            last: number(first.saturating_add(size)),
            next: None,
            in_use,
        }),
        Act::Renumber(at, first) => edit(at, ChequebookPatch { first: Some(number(first)), ..none() }),
        Act::Next(at, next) => edit(at, ChequebookPatch { next: Some(number(next)), ..none() }),
        Act::Use(at) => edit(at, ChequebookPatch { in_use: Some(true), ..none() }),
        Act::Close(at, closed) => edit(at, ChequebookPatch { closed: Some(closed), ..none() }),
        Act::Delete(at) => Command::DeleteChequebook(id(at)),
        Act::Write(written) => Command::AddTransaction(TransactionDraft {
            number: Some(format!("{written:03}")),
            ..payment(account, "Grocer", "Food", 1)
        }),
        Act::TakeBack(at) => Command::TakeBack { revision: 1 + u64::from(at) % book.revision.max(1) },
        Act::Undo => Command::Undo,
        Act::Redo => Command::Redo,
    }
}

/// No number is in two books, one book at most is in use, and the next number is one that nobody wrote.
fn is_whole(book: &MemoryBook, account: AccountId) {
    let books: Vec<&Chequebook> = book.rows.chequebooks.values().collect();
    for one in &books {
        assert!(books.iter().all(|other| !one.clashes(other)));
        assert!(one.first <= one.last && one.holds(one.next) && !(one.in_use && one.closed));
    }
    if let Some(next) = next(book, account) {
        let number: u64 = next.parse().expect("digits");
        assert!(books.iter().any(|one| one.holds(number)));
        assert!(book.rows.transactions.values().all(|t| t.number.as_deref() != Some(&next)));
    }
}

proptest! {
    #[test]
    fn whatever_is_done_no_number_is_in_two_books(acts in prop::collection::vec(act(), 1..80)) {
        let mut book = MemoryBook::default();
        let account = book.open("Current");
        for act in &acts {
            let before = book.rows.clone();
            let command = command(&book, account, act);
            if book.submit(&command).is_err() {
                prop_assert_eq!(&book.rows, &before);
            }
            if book.rows.accounts.contains_key(&account) {
                is_whole(&book, account);
            }
        }
        while book.submit(&Command::Undo).is_ok() {}
        prop_assert!(book.rows.chequebooks.is_empty() && book.rows.accounts.is_empty());
    }
}
