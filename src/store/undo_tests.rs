//! What is undone and done again stands in the log once, whatever became of it since.

use super::bulk_tests::{AT, answers, import, import_into};
use super::open::{connect, open};
use super::*;
use crate::ledger::AccountId;
use crate::ledger::change::inverse;
use crate::ledger::command::{AccountChoice, AccountPatch, Command};

struct Book {
    folder: tempfile::TempDir,
    opened: Option<Opened>,
}

impl Book {
    fn new() -> Book {
        let folder = tempfile::tempdir().expect("a folder");
        let mut book = Book { folder, opened: None };
        book.restart();
        book
    }

    /// Closes the file and opens it again.
    fn restart(&mut self) {
        if let Some(opened) = self.opened.take() {
            opened.writer.close(std::time::Duration::from_secs(5)).expect("closes");
        }
        self.opened = Some(open(BookFile::at(&self.path(), "id-1")).expect("opens"));
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("b.counterfoil")
    }

    fn opened(&mut self) -> &mut Opened {
        self.opened.as_mut().expect("is open")
    }

    /// Carries out a command; everything that can be asked afterwards.
    fn after(&mut self, command: Command) -> String {
        self.opened().writer.submit(&command, AT).expect("is done");
        answers(self.opened())
    }

    fn annotated(&mut self, note: &str) -> String {
        let patch = AccountPatch { note: Some(note.into()), ..AccountPatch::default() };
        self.after(Command::EditAccount { id: AccountId(1), patch })
    }

    /// Of each entry of the log: how many bytes its own changes take, and the one that it names.
    fn log(&self) -> Vec<(u64, Option<u64>, bool)> {
        let connection = connect(&self.path()).expect("connects");
        let sql = "SELECT length(changes) + coalesce(length(packed), 0), source, is_inverse FROM log ORDER BY revision";
        let mut statement = connection.prepare(sql).expect("is understood");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        rows.expect("reads").collect::<Result<_, _>>().expect("reads")
    }
}

/// Into the account that the first import made.
fn more(lines: std::ops::Range<i64>) -> Command {
    import_into(AccountChoice::Existing(AccountId(1)), lines)
}

#[test]
fn a_chain_of_undo_and_redo_over_restarts_gives_every_answer_back_and_keeps_the_changes_once() {
    let mut book = Book::new();
    let empty = answers(book.opened());
    let imported = book.after(import(1..2_001));
    for _ in 0..2 {
        assert_eq!(book.after(Command::Undo), empty);
        book.restart();
        assert_eq!(answers(book.opened()), empty);
        assert_eq!(book.after(Command::Redo), imported);
        book.restart();
    }
    assert_eq!(book.after(Command::Undo), empty);
    let log = book.log();
    assert!(log[0].0 > 10_000 && log[0].1.is_none(), "{log:?}");
    let expected = [(0, Some(1), true), (0, Some(1), false), (0, Some(1), true), (0, Some(1), false)];
    assert_eq!(log[1..5], expected);
}

#[test]
fn an_old_step_is_taken_back_and_done_again_and_that_is_undone_by_what_the_log_has() {
    let mut book = Book::new();
    let one = book.after(import(1..1_501));
    let two = book.after(more(2_000..3_501));
    let three = book.annotated("kept");
    // The first import is not the newest step: it is taken out of the middle.
    let without = book.after(Command::TakeBack { revision: 1 });
    assert_ne!(without, three);
    assert_eq!(book.after(Command::Undo), three, "the taking back is undone");
    assert_eq!(book.after(Command::Redo), without);
    book.restart();
    assert_eq!(book.after(Command::DoAgain { revision: 1 }), three, "the taking back is taken back");
    assert_eq!(book.after(Command::Undo), without, "an undo of an undo of an undo");
    assert_eq!(book.after(Command::Redo), three);
    for expected in [&without, &three, &two, &one] {
        assert_eq!(&book.after(Command::Undo), expected);
    }
    assert!(book.log()[3..].iter().all(|(bytes, source, _)| *bytes == 0 || source.is_none()));
}

#[test]
fn what_stays_of_a_step_that_is_taken_back_in_part_is_not_named_as_a_whole() {
    let mut book = Book::new();
    book.after(import(1..1_001));
    let imported = book.after(more(5_000..5_010));
    // The second import uses the account, the payee and the category that the first one made.
    let without = book.after(Command::TakeBack { revision: 1 });
    let (bytes, source, _) = book.log()[2];
    assert!(bytes > 0 && source.is_none(), "it has the changes that it made");
    assert_eq!(book.after(Command::Undo), imported);
    book.restart();
    assert_eq!(book.after(Command::Redo), without);
}

#[test]
fn entries_of_books_from_before_which_have_the_changes_themselves_stay_readable() {
    let mut book = Book::new();
    let empty = answers(book.opened());
    let imported = book.after(import(1..2_001));
    book.after(Command::Undo);
    book.restart();
    // As an undo was written before: its own changes, packed.
    let connection = connect(&book.path()).expect("connects");
    let packed: Vec<u8> = connection
        .query_row("SELECT packed FROM log WHERE revision = 1", [], |row| row.get(0))
        .expect("is there");
    let changes = inverse(kept_changes::read("", Some(packed)).expect("reads"));
    let json = stored::to_json(&changes).expect("is written");
    let packed = raw_files::deflated(json.as_bytes(), flate2::Compression::fast()).expect("is packed");
    let sql = "UPDATE log SET packed = ?1, source = NULL, is_inverse = 0 WHERE revision = 2";
    connection.execute(sql, [packed]).expect("is written");
    drop(connection);
    assert_eq!(book.after(Command::Redo), imported);
    assert_eq!(book.after(Command::Undo), empty);
    assert_eq!(book.after(Command::DoAgain { revision: 1 }), imported);
}

#[test]
fn what_was_changed_since_by_another_step_is_still_found_out() {
    let mut book = Book::new();
    book.after(import(1..1_501));
    let connection = connect(&book.path()).expect("connects");
    for sql in [
        "UPDATE split SET memo = 'another' WHERE txn_id = 700 AND ordinal = 1",
        "UPDATE split SET memo = '' WHERE txn_id = 700 AND ordinal = 1; UPDATE txn SET memo = 'another' WHERE id = 701",
        "UPDATE txn SET memo = 'line 701' WHERE id = 701; DELETE FROM txn_tag WHERE txn_id = 770",
        "DELETE FROM split WHERE txn_id = 900; DELETE FROM txn WHERE id = 900",
    ] {
        connection.execute_batch(sql).expect("is changed");
        let refused = book.opened().writer.submit(&Command::Undo, AT);
        assert!(refused.is_err(), "{sql}");
    }
}
