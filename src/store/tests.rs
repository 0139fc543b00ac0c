//! A real SQLite file, every rule of the store.

use std::fs;
use std::path::PathBuf;

use super::migrations::{MIGRATIONS, copy_path, latest};
use super::open::{BookFile, open, open_with};
use super::open_error::OpenError;
use super::*;
use crate::ledger::cheque::{ChequebookPatch, NewChequebook};
use crate::ledger::command::{Command, NewAccount, Opening, SplitDraft, Target, TransactionDraft};
use crate::ledger::{
    AccountId, AccountKind, ChequebookId, Currency, Denied, Minor, Refusal, Times, TransactionId,
};

const AT: &str = "2024-05-17T10:00:00Z";

struct Book {
    folder: tempfile::TempDir,
    opened: Opened,
}

impl Book {
    fn new() -> Book {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
        Book { folder, opened }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("b.counterfoil")
    }

    fn submit(&mut self, command: Command) -> Written {
        self.opened.writer.submit(&command, AT).expect("is done")
    }

    fn account(&mut self, name: &str) -> AccountId {
        let opening = Some(Opening { date: jiff::civil::date(2024, 1, 1), amount: minor(100_000) });
        let new = NewAccount { name: name.into(), kind: AccountKind::Asset, currency: usd(), opening };
        AccountId(self.submit(Command::OpenAccount(new)).made.expect("an id"))
    }

    fn pay(&mut self, account: AccountId, day: jiff::civil::Date, units: i64) -> TransactionId {
        TransactionId(self.submit(Command::AddTransaction(payment(account, day, units))).made.expect("an id"))
    }

    fn balances(&self, account: AccountId, offset: u64, limit: u64) -> Vec<i64> {
        let page =
            self.opened.reader.at_once(|book| book.register(account, Some(offset), limit)).expect("reads");
        page.rows.iter().map(|row| row.balance).collect()
    }

    /// Every answer the book can give, for comparing whole books.
    fn everything(&self) -> String {
        let told = self.opened.reader.at_once(|book| {
            let accounts = book.accounts()?;
            let batches = book.contents()?.batches;
            let mut told = format!("{accounts:#?}{:#?}{batches:?}", book.payees()?);
            for row in &accounts {
                let page = book.register(row.account.id, Some(0), 1_000)?;
                told += &format!("{page:#?}");
                told += &format!("{:?}", book.funds(row.account.id, jiff::civil::date(2024, 2, 15))?);
                told += &format!("{:?}", book.chequebooks(row.account.id)?);
                for line in &page.rows {
                    told += &format!("{:#?}", book.transaction(line.transaction)?);
                }
            }
            Ok(told)
        });
        told.expect("reads")
    }
}

fn usd() -> Currency {
    "USD".parse().expect("a currency")
}

fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("within")
}

fn payment(account: AccountId, date: jiff::civil::Date, units: i64) -> TransactionDraft {
    let side = |target, units| SplitDraft {
        target,
        amount: minor(units),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    TransactionDraft {
        date,
        number: Some("101".into()),
        payee: Some("Grocer".into()),
        memo: "m".into(),
        splits: vec![side(Target::Account(account), -units), side(Target::Category("Food".into()), units)],
        tags: None,
    }
}

#[test]
fn balances_run_in_date_order_also_after_a_back_dated_insert() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    book.pay(cheque, jiff::civil::date(2024, 3, 10), 1_000);
    book.pay(cheque, jiff::civil::date(2024, 1, 15), 500);
    book.pay(cheque, jiff::civil::date(2024, 3, 9), 200);
    assert_eq!(book.balances(cheque, 0, 10), [100_000, 99_500, 99_300, 98_300]);
    assert_eq!(book.balances(cheque, 2, 1), [99_300]);
    assert_eq!(book.balances(cheque, 3, 5), [98_300]);
    assert_eq!(book.balances(cheque, 9, 5), [0; 0]);
}

#[test]
fn undo_gives_back_the_same_answers_to_every_question_and_redo_too() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    let id = book.pay(cheque, jiff::civil::date(2024, 3, 10), 1_000);
    let states: Vec<Command> = vec![
        Command::AddTransaction(payment(cheque, jiff::civil::date(2024, 2, 1), 77)),
        Command::EditTransaction { id, draft: payment(cheque, jiff::civil::date(2023, 2, 1), 5), base: None },
        Command::DeleteTransaction { id },
    ];
    let mut seen = vec![book.everything()];
    for command in states {
        book.submit(command);
        seen.push(book.everything());
    }
    for expected in seen.iter().rev().skip(1) {
        book.submit(Command::Undo);
        assert_eq!(&book.everything(), expected);
    }
    for expected in &seen[1..] {
        book.submit(Command::Redo);
        assert_eq!(&book.everything(), expected);
    }
}

#[test]
fn undo_gives_chequebooks_back() {
    let mut book = Book::new();
    let account = book.account("Cheque");
    book.pay(account, jiff::civil::date(2024, 3, 10), 1_000);
    let number = |text: &str| text.parse().expect("a number");
    let new = |first, last, in_use| {
        let (first, last) = (number(first), number(last));
        Command::AddChequebook(NewChequebook { account, first, last, next: None, in_use })
    };
    let mut seen = vec![book.everything()];
    let first = ChequebookId(book.submit(new("000100", "000120", true)).made.expect("an id"));
    seen.push(book.everything());
    let patch = ChequebookPatch { closed: Some(true), ..ChequebookPatch::default() };
    let later =
        [new("201", "220", true), Command::EditChequebook(first, patch), Command::DeleteChequebook(first)];
    for command in later {
        book.submit(command);
        seen.push(book.everything());
    }
    for expected in seen.iter().rev().skip(1) {
        book.submit(Command::Undo);
        assert_eq!(&book.everything(), expected);
    }
    for expected in &seen[1..] {
        book.submit(Command::Redo);
        assert_eq!(&book.everything(), expected);
    }
}

#[test]
fn ids_are_not_given_out_again_after_an_undo() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    let first = book.pay(cheque, jiff::civil::date(2024, 3, 10), 1);
    book.submit(Command::Undo);
    let second = book.pay(cheque, jiff::civil::date(2024, 3, 10), 1);
    assert_ne!(first, second);
}

#[test]
fn revisions_have_no_gaps_and_a_refusal_takes_none() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    let refused = book.opened.writer.submit(&Command::DeleteAccount { id: cheque }, AT);
    assert_eq!(refused, Err(Denied::Refused(Refusal::AccountInUse("Cheque".into()))));
    book.pay(cheque, jiff::civil::date(2024, 3, 10), 1);
    book.submit(Command::Undo);
    let log = book.opened.reader.at_once(|book| book.log_after(0, 100)).expect("reads");
    assert_eq!(log.iter().map(|row| row.revision).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(log[1].topics, "accounts payees register:1 register:3");
}

#[test]
fn a_book_keeps_its_id_and_its_history_when_it_is_opened_again() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    book.pay(cheque, jiff::civil::date(2024, 3, 10), 1);
    let before = book.everything();
    let path = book.path();
    let folder = book.folder;
    drop(book.opened);
    let opened = open(BookFile::at(&path, "id-2")).expect("opens again");
    let mut book = Book { folder, opened };
    assert_eq!((book.opened.id.as_str(), book.everything()), ("id-1", before));
    assert_eq!(book.submit(Command::Undo).words, "Undid: Added Grocer −0.01");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_a_book() {
    use std::os::unix::fs::PermissionsExt;
    let mut book = Book::new();
    book.account("Cheque");
    for file in fs::read_dir(book.folder.path()).expect("lists") {
        let file = file.expect("a file");
        let mode = file.metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", file.file_name());
    }
}

fn refused(path: &std::path::Path) -> OpenError {
    let before = fs::read(path).ok();
    let error = open(BookFile::at(path, "x")).err().expect("does not open");
    assert_eq!(fs::read(path).ok(), before, "the file is left as it is");
    error
}

#[test]
fn a_file_that_is_no_book_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("letter.txt");
    fs::write(&text, "Dear Sir or Madam, this is a letter of some length, longer than a header of SQLite.")
        .expect("writes");
    assert!(matches!(refused(&text), OpenError::Foreign(_)));
    let other = folder.path().join("other.sqlite");
    let connection = rusqlite::Connection::open(&other).expect("opens");
    connection.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);").expect("writes");
    drop(connection);
    assert!(matches!(refused(&other), OpenError::Foreign(_)));
    assert!(matches!(refused(folder.path()), OpenError::Foreign(_)));
}

#[test]
fn a_newer_book_is_refused_with_both_versions() {
    let book = Book::new();
    let path = book.path();
    let Book { folder: _folder, opened } = book;
    drop(opened);
    let connection = rusqlite::Connection::open(&path).expect("opens");
    connection.pragma_update(None, "user_version", 99).expect("writes");
    drop(connection);
    let error = refused(&path);
    assert!(
        matches!(error, OpenError::Newer { found: 99, known, .. } if known == latest(MIGRATIONS)),
        "{error}"
    );
}

#[test]
fn a_damaged_book_is_refused() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    for day in 1..29 {
        book.pay(cheque, jiff::civil::date(2024, 3, day), 1);
    }
    let path = book.path();
    let Book { folder: _folder, opened } = book;
    drop(opened);
    let mut bytes = fs::read(&path).expect("reads");
    for byte in &mut bytes[8_000..30_000] {
        *byte = 0xA5;
    }
    fs::write(&path, &bytes).expect("writes");
    assert!(matches!(refused(&path), OpenError::Damaged(_)));
}

#[test]
fn a_locked_book_says_so() {
    let book = Book::new();
    let path = book.path();
    let Book { folder: _folder, opened } = book;
    drop(opened);
    let connection = rusqlite::Connection::open(&path).expect("opens");
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE").expect("asks for it");
    connection.execute_batch("BEGIN EXCLUSIVE").expect("locks");
    assert!(matches!(open(BookFile::at(&path, "x")).err(), Some(OpenError::Locked(_))));
}

#[test]
fn before_a_migration_a_copy_is_made() {
    let mut book = Book::new();
    book.account("Cheque");
    let path = book.path();
    let Book { folder: _folder, opened } = book;
    drop(opened);
    let known = latest(MIGRATIONS);
    let more = [MIGRATIONS, &["ALTER TABLE payee ADD COLUMN note TEXT NOT NULL DEFAULT ''"]].concat();
    let opened = open_with(BookFile::at(&path, "x"), &more).expect("migrates");
    assert_eq!(opened.id, "id-1");
    let copy =
        open(BookFile::at(&copy_path(&path, known), "x")).expect("the copy is a book of the old version");
    let accounts = copy.reader.at_once(|book| book.accounts()).expect("reads");
    assert!(accounts.iter().any(|row| row.account.name == "Cheque" && row.balance == 100_000));
    assert!(matches!(open(BookFile::at(&path, "x")).err(), Some(OpenError::Newer { .. })));
}

#[test]
fn a_migration_that_fails_leaves_the_book_as_it_was() {
    let book = Book::new();
    let path = book.path();
    let Book { folder: _folder, opened } = book;
    drop(opened);
    let bad = "ALTER TABLE payee ADD COLUMN note TEXT; ALTER TABLE nowhere ADD COLUMN x TEXT";
    let bad = [MIGRATIONS, &[bad]].concat();
    assert!(open_with(BookFile::at(&path, "x"), &bad).is_err());
    open(BookFile::at(&path, "x")).expect("still opens with the old program");
}

#[test]
fn another_programs_write_is_noticed() {
    let mut book = Book::new();
    let path = book.path();
    let before = book.opened.writer.foreign_writes().expect("reads");
    book.account("Ours");
    assert_eq!(book.opened.writer.foreign_writes().expect("reads"), before);
    let mut other = open(BookFile::at(&path, "x")).expect("opens").writer;
    let new = NewAccount { name: "Theirs".into(), kind: AccountKind::Asset, currency: usd(), opening: None };
    other.submit(&Command::OpenAccount(new), AT).expect("writes");
    assert_ne!(book.opened.writer.foreign_writes().expect("reads"), before);
    assert_eq!(book.opened.writer.revision().expect("reads"), 2);
}

#[test]
fn what_is_committed_is_on_the_disk() {
    // `synchronous` 2 is FULL: a power cut after the answer loses nothing. No kill can show that.
    let book = Book::new();
    assert_eq!(book.opened.writer.durability().expect("reads"), ("wal".to_owned(), 2));
}

#[test]
fn an_undone_step_stays_undone_in_the_history_also_after_the_next_step() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    book.pay(cheque, jiff::civil::date(2024, 3, 10), 1);
    book.submit(Command::Undo);
    book.pay(cheque, jiff::civil::date(2024, 3, 11), 2);
    let history = book
        .opened
        .reader
        .at_once(|book| book.history(&HistoryQuery { limit: 10, ..HistoryQuery::default() }))
        .expect("reads");
    let undone: Vec<u64> = history.iter().filter(|row| row.undone).map(|row| row.revision).collect();
    assert_eq!(undone, [2]);
}

#[test]
fn a_payee_that_no_transaction_has_is_not_offered() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    let id = book.pay(cheque, jiff::civil::date(2024, 3, 10), 1);
    let payees = |book: &Book| book.opened.reader.at_once(|book| book.payees()).expect("reads").len();
    assert_eq!(payees(&book), 1);
    book.submit(Command::DeleteTransaction { id });
    assert_eq!(payees(&book), 0);
}

#[test]
fn undo_of_a_merged_category_gives_every_answer_back() {
    let mut book = Book::new();
    let cheque = book.account("Cheque");
    for day in 0..200 {
        let date = jiff::civil::date(2024, 1, 1).saturating_add(jiff::Span::new().days(day));
        book.pay(cheque, date, 100 + day);
    }
    let other =
        NewAccount { name: "Treats".into(), kind: AccountKind::Expense, currency: usd(), opening: None };
    let treats = AccountId(book.submit(Command::OpenAccount(other)).made.expect("an id"));
    let find = |book: &Book, name: &str| {
        let accounts = book.opened.reader.at_once(|book| book.accounts()).expect("reads");
        accounts.iter().find(|row| row.account.name == name).expect("is there").account.id
    };
    let food = find(&book, "Food");
    let commands = vec![
        Command::MergeCategory { id: food, into: treats },
        Command::RenamePayee { id: crate::ledger::PayeeId(1), name: "Market".into() },
        Command::VoidTransaction { id: TransactionId(2), void: true },
        Command::RenameCategory {
            name: "Treats".into(),
            currency: usd(),
            to: "Fun:Treats".into(),
            merge: false,
        },
    ];
    let mut seen = vec![book.everything()];
    for command in commands {
        book.submit(command);
        seen.push(book.everything());
    }
    assert_eq!(book.balances(treats, 199, 1), book.balances(treats, 0, 200)[199..]);
    for expected in seen.iter().rev().skip(1) {
        book.submit(Command::Undo);
        assert_eq!(&book.everything(), expected);
    }
    for expected in &seen[1..] {
        book.submit(Command::Redo);
        assert_eq!(&book.everything(), expected);
    }
}

#[test]
fn what_an_older_book_imported_is_still_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    drop(open_with(BookFile::at(&path, "id-1"), &MIGRATIONS[..9]).expect("opens"));
    let rows = "INSERT INTO account (id, name, name_key, kind, currency, note, closed)
                VALUES (1, 'Cheque', 'cheque', 'asset', 'USD', '', 0), (2, 'Food', 'food', 'expense', 'USD', '', 0);
                INSERT INTO txn (id, date, memo, currency) VALUES (1, '2024-05-01', '', 'USD');
                INSERT INTO batch (id, file, format) VALUES (1, 'may.ofx', 'OFX'), (2, 'june.ofx', 'OFX');
                INSERT INTO imported_line (batch_id, ordinal, account_id, bank_id, amount, txn_id)
                VALUES (1, 0, 1, 'a', -100, 1), (2, 0, 1, 'a', -100, 9), (2, 1, 2, 'b', 5, NULL);";
    super::open::connect(&path).expect("connects").execute_batch(rows).expect("inserts");
    let book = open(BookFile::at(&path, "id-1")).expect("opens");
    let known = book
        .reader
        .at_once(|book| book.known_lines(&WantedLines { ids: ["a", "c"].into(), days: None }))
        .expect("reads");
    let times = Times { there: 1, deleted: 1 };
    let known: Vec<Times> =
        known[&AccountId(1)][&("a".to_owned(), minor(-100))].iter().map(|day| day.times).collect();
    assert_eq!(known.iter().map(|times| times.there).sum::<u32>(), times.there);
    assert_eq!(known.iter().map(|times| times.deleted).sum::<u32>(), times.deleted);
}
