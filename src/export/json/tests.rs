//! What is written is read again as it was, and nothing is lost in silence.

use proptest::prelude::*;

use super::*;
use crate::export::Contents;
use crate::export::testing::book;
use crate::ledger::PayeeId;

fn written(contents: &Contents) -> String {
    let mut text = String::new();
    write(contents, None, &mut text).expect("writes");
    text
}

fn reason(text: &str) -> String {
    read(text.as_bytes()).expect_err("no book").to_string()
}

#[test]
fn a_book_is_read_as_it_was_written() {
    assert_eq!(read(written(&book()).as_bytes()), Ok(book()));
    assert_eq!(read(written(&Contents::default()).as_bytes()), Ok(Contents::default()));
}

#[test]
fn a_book_of_the_first_version_is_still_read() {
    let text = r#"{"format":"counterfoil-book","version":1,
        "accounts":[{"id":1,"name":"Giro","kind":"asset","subkind":"","currency":"KWD","group":"","order":0,"closed":false,"note":"","bank_key":null},
            {"id":2,"name":"Food","kind":"expense","subkind":"","currency":"KWD","group":"","order":0,"closed":false,"note":"","bank_key":null}],
        "payees":[],"tags":[],
        "transactions":[{"id":7,"date":"2024-01-05","number":"101","payee":null,"memo":"","currency":"KWD","tags":[],"void":null,
            "splits":[{"account":1,"amount":"-1.005","value":"-1.005","memo":"","state":"cleared","bank_id":"x"},
                {"account":2,"amount":"1.005","value":"1.005","memo":"","state":"uncleared","bank_id":null}]}]}"#;
    let book = read(text.as_bytes()).expect("a book");
    let split = &book.transactions[0].splits[0];
    assert_eq!((split.amount.units(), split.bank_id.as_deref(), split.statement), (-1005, Some("x"), None));
}

#[test]
fn what_a_newer_program_wrote_is_refused_and_not_lost() {
    let text = written(&book());
    assert!(reason(&text.replacen("\"version\":1", "\"version\":2", 1)).contains("newer Counterfoil"));
    let more = text.replacen("\"closed\":false", "\"closed\":false,\"colour\":\"red\"", 1);
    assert!(reason(&more).contains("unknown field `colour`"), "{}", reason(&more));
}

#[test]
fn what_is_no_book_is_called_so() {
    assert_eq!(read(b"{\"format\":\"other\",\"version\":1}"), Err(NotRead::NoBook));
    assert_eq!(read(b"{}"), Err(NotRead::NoBook));
    assert!(matches!(read(b"{\"format\":"), Err(NotRead::Broken(_))));
    assert!(
        is_book(written(&book()).as_bytes()) && is_book(b"\xef\xbb\xbf {\"format\": \"counterfoil-book\"}")
    );
    assert!(!is_book(b"!Type:Bank\nP\"counterfoil-book\"") && !is_book(b"{}"));
}

#[test]
fn what_cannot_be_meant_is_named_with_its_place() {
    let text = written(&book());
    for (from, to, expected) in [
        (
            "\"2024-01-05\"",
            "\"2024-02-31\"",
            "transaction 2 of the book cannot be read: “2024-02-31” is no day",
        ),
        ("\"-50.00\"", "\"-50.0\"", "transaction 2 of the book cannot be read: “-50.0” is no amount in USD"),
        ("\"-50.00\"", "\"-5e1\"", "“-5e1” is no amount"),
        ("\"reconciled\"", "\"maybe\"", "“maybe” is no state"),
        ("\"asset\"", "\"thing\"", "account 1 of the book cannot be read: “thing” is no kind"),
        ("\"currency\":\"USD\"", "\"currency\":\"ABC\"", "not a currency"),
    ] {
        assert!(
            reason(&text.replacen(from, to, 1)).contains(expected),
            "{}",
            reason(&text.replacen(from, to, 1))
        );
    }
}

proptest! {
    #[test]
    fn no_text_is_another_after_reading(memo in ".*", payee in ".*") {
        let mut contents = book();
        contents.transactions[1].memo = memo;
        contents.payees.insert(PayeeId(1), payee);
        prop_assert_eq!(read(written(&contents).as_bytes()), Ok(contents));
    }

    #[test]
    fn nothing_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..2000) {
        let mut text = written(&book()).into_bytes();
        let at = at.min(text.len());
        text.splice(at..(at + bytes.len() / 4).min(text.len()), bytes);
        let _ = (read(&text), is_book(&text));
    }
}
