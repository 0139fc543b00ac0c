//! The door, with a real file behind it.

use super::*;
use crate::events::Cursor;
use crate::ledger::command::{AccountPatch, NewAccount};
use crate::ledger::{AccountId, AccountKind};

fn new_account(name: &str) -> Command {
    let currency = "USD".parse().expect("a currency");
    Command::OpenAccount(NewAccount { name: name.into(), kind: AccountKind::Asset, currency, opening: None })
}

fn open(folder: &tempfile::TempDir) -> Arc<Book> {
    Book::open(&folder.path().join("b.counterfoil"), "book-1").expect("opens")
}

#[tokio::test]
async fn a_change_reaches_those_who_tail_without_anybody_telling_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = open(&folder);
    let mut tail = book.log().tail(&Cursor::default(), Frame::notice("hello", "{}"));
    tail.next().await.expect("hello");
    let written = book.submit(new_account("Cheque")).await.expect("is done");
    let frames = tail.next().await.expect("the change");
    assert_eq!(frames[0].revision(), Some(written.revision));
}

#[tokio::test]
async fn a_tail_goes_on_over_a_restart_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = open(&folder);
    for name in ["A", "B", "C"] {
        book.submit(new_account(name)).await.expect("is done");
    }
    book.close().expect("is one file");
    let book = open(&folder);
    let cursor = Cursor { log: Some("book-1".into()), after: Some(1) };
    let mut tail = book.log().tail(&cursor, Frame::notice("hello", "{}"));
    tail.next().await.expect("hello");
    let missed = tail.next().await.expect("what was missed");
    assert_eq!(missed.iter().filter_map(Frame::revision).collect::<Vec<_>>(), [2, 3]);
}

#[tokio::test]
async fn what_was_taken_is_finished_before_the_book_is_closed_and_no_more_is_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = open(&folder);
    let taken: Vec<_> = (0..20)
        .map(|n| {
            book.enqueue(new_account(&n.to_string()), String::new(), Arc::new(Unwatched), Named::default())
                .expect("open")
        })
        .collect();
    book.close().expect("is one file");
    for answer in taken {
        assert!(answer.await.expect("answered").is_ok());
    }
    assert_eq!(book.submit(new_account("late")).await, Err(Rejected::Ending));
}

#[tokio::test]
async fn what_changes_nothing_makes_no_revision() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = open(&folder);
    let made = book.submit(new_account("Cheque")).await.expect("is done");
    let id = AccountId(made.made.expect("an id"));
    let same = Command::EditAccount {
        id,
        patch: AccountPatch { name: Some("Cheque".into()), ..Default::default() },
    };
    assert_eq!(book.submit(same).await.expect("is done").revision, made.revision);
    assert_eq!(book.log().head(), made.revision);
}

#[tokio::test]
async fn another_programs_change_arrives_by_the_same_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ours, theirs) = (open(&folder), open(&folder));
    let mut tail = ours.log().tail(&Cursor::default(), Frame::notice("hello", "{}"));
    tail.next().await.expect("hello");
    theirs.submit(new_account("Theirs")).await.expect("is done");
    let frames = tokio::time::timeout(Duration::from_secs(20), tail.next()).await.expect("in time");
    assert_eq!(frames.expect("the change")[0].revision(), Some(1));
}

#[tokio::test]
async fn a_closed_book_is_one_file_that_can_be_copied_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = open(&folder);
    book.submit(new_account("Cheque")).await.expect("is done");
    book.read(|view| view.accounts()).expect("reads");
    book.prepare_search(AccountId(1));
    book.close().expect("is one file");
    let copy = folder.path().join("copy.counterfoil");
    std::fs::copy(book.path(), &copy).expect("copies");
    let copy = Book::open(&copy, "x").expect("is a book");
    assert_eq!(copy.read(|view| view.accounts()).expect("reads").len(), 1);
    assert_eq!(book.read(|view| view.revision()), Err(Failure::Closed));
}

#[test]
fn searching_is_made_ready_once_an_account_and_not_after_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = open(&folder);
    book.submit_blocking(new_account("Cheque")).expect("is done");
    book.prepare_search(AccountId(1));
    let prepared = std::mem::take(&mut *book.preparing.lock().expect("a list"));
    assert_eq!(prepared.len(), 1);
    prepared.into_iter().for_each(|thread| thread.join().expect("reads"));
    assert!(book.reader.is_ready_to_search(AccountId(1)));
    book.prepare_search(AccountId(1));
    assert!(book.preparing.lock().expect("a list").is_empty(), "it is ready");
    book.close().expect("is one file");
    assert_eq!(book.read(|view| view.prepare_search(AccountId(1))), Err(Failure::Closed));
}
