//! What a person, another program or a crash does to the one file.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::beside;
use super::open::{BookFile, Found, open};
use super::open_error::OpenError;
use super::{Failure, Opened, look};
use crate::ledger::AccountKind;
use crate::ledger::command::{Command, NewAccount};

const AT: &str = "2026-11-30T01:02:03Z";

fn file(path: &Path) -> BookFile<'_> {
    BookFile { at: AT, ..BookFile::at(path, "id-1") }
}

fn add(opened: &mut Opened, name: &str) {
    let currency = "USD".parse().expect("a currency");
    let new = NewAccount { name: name.into(), kind: AccountKind::Asset, currency, opening: None };
    opened.writer.submit(&Command::OpenAccount(new), AT).expect("is done");
}

fn names(opened: &Opened) -> Vec<String> {
    let rows = opened.reader.at_once(|book| book.accounts()).expect("reads");
    rows.into_iter().map(|row| row.account.name).collect()
}

/// Ends as a process that is killed does: nothing is brought into the file.
fn kill(opened: Opened) {
    let mut opened = opened;
    opened.writer.break_off();
    drop(opened);
}

fn close(opened: Opened) {
    assert!(opened.reader.close(std::time::Duration::from_secs(5)));
    opened.writer.close(std::time::Duration::from_secs(5)).expect("is one file");
}

/// A book with one account, closed; and a copy of it.
fn with_a_copy(folder: &Path) -> (PathBuf, PathBuf) {
    let (path, copy) = (folder.join("b.counterfoil"), folder.join("copy"));
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "Old");
    close(opened);
    fs::copy(&path, &copy).expect("copies");
    (path, copy)
}

#[test]
fn a_copy_put_over_a_killed_book_is_that_copy_and_the_log_is_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, copy) = with_a_copy(folder.path());
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "New");
    kill(opened);
    let log = fs::read(beside(&path, "-wal")).expect("a log is left");
    fs::copy(&copy, &path).expect("restores");
    let opened = open(file(&path)).expect("opens");
    assert_eq!(names(&opened), ["Old"]);
    let aside = beside(&path, "-wal.set-aside-2026-11-30T010203");
    assert_eq!(opened.found, [Found::SetAside(aside.clone())]);
    assert_eq!(fs::read(aside).expect("is kept"), log);
}

#[test]
fn a_copy_of_a_book_that_was_killed_later_still_is_told_from_it_by_the_mark_of_its_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, copy) = with_a_copy(folder.path());
    for name in ["A", "B", "C"] {
        let mut opened = open(file(&path)).expect("opens");
        add(&mut opened, name);
        kill(opened);
    }
    fs::copy(&copy, &path).expect("restores");
    assert_eq!(names(&open(file(&path)).expect("opens")), ["Old"]);
}

#[test]
fn the_log_of_a_killed_book_is_its_own_however_often_it_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    for n in 0..6 {
        let mut opened = open(file(&path)).expect("opens");
        assert_eq!(opened.found, []);
        assert_eq!(names(&opened).len(), n * 3);
        for name in ["A", "B", "C"] {
            add(&mut opened, &format!("{name}{n}"));
            opened.writer.rest(name == "B");
        }
        kill(opened);
    }
}

#[test]
fn a_journal_beside_a_book_is_of_something_else_and_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = with_a_copy(folder.path());
    fs::write(beside(&path, "-journal"), [0xd9; 4096]).expect("writes");
    let opened = open(file(&path)).expect("opens");
    assert_eq!(opened.found, [Found::SetAside(beside(&path, "-journal.set-aside-2026-11-30T010203"))]);
    assert_eq!(names(&opened), ["Old"]);
}

#[test]
fn a_damaged_book_is_left_as_it_is_with_its_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = with_a_copy(folder.path());
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "New");
    kill(opened);
    let mut bytes = fs::read(&path).expect("reads");
    // The interior of some tables; the head and the mark stay readable.
    let half = bytes.len() / 2;
    bytes[half..half + 20_000].fill(0x55);
    fs::write(&path, &bytes).expect("writes");
    let log = fs::read(beside(&path, "-wal")).expect("a log is left");
    assert!(matches!(open(file(&path)).err(), Some(OpenError::Damaged(_))));
    assert!(fs::read(&path).expect("reads") == bytes, "the book's bytes");
    assert!(fs::read(beside(&path, "-wal")).expect("reads") == log, "the log's bytes");
}

#[test]
fn no_new_book_is_made_where_one_was_or_may_have_been() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    fs::write(&path, "").expect("writes");
    assert!(matches!(open(file(&path)).err(), Some(OpenError::Empty(_))));
    fs::write(&path, "x").expect("writes");
    assert!(matches!(open(file(&path)).err(), Some(OpenError::Foreign(_))));
    fs::remove_file(&path).expect("removes");
    fs::write(beside(&path, "-wal"), "changes that may be nowhere else").expect("writes");
    assert!(matches!(open(file(&path)).err(), Some(OpenError::WithoutItsBook(..))));
    fs::remove_file(beside(&path, "-wal")).expect("removes");
    let known = BookFile { is_known: true, ..file(&path) };
    assert!(matches!(open(known).err(), Some(OpenError::Missing(_))));
    assert_eq!(fs::read_dir(folder.path()).expect("is there").count(), 0, "nothing was made");
    open(file(&path)).expect("is made");
}

#[test]
fn a_name_that_is_too_long_is_said_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    for length in [250, 300] {
        let path = folder.path().join("b".repeat(length));
        assert!(matches!(open(file(&path)).err(), Some(OpenError::NameTooLong(_))), "{length}");
    }
}

#[test]
fn a_book_with_a_log_that_can_only_be_read_is_looked_at_whole_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = with_a_copy(folder.path());
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "New");
    kill(opened);
    let before = (fs::read(&path).expect("reads"), fs::read(beside(&path, "-wal")).expect("reads"));
    let (id, reader) = look(file(&path)).expect("looks");
    let rows = reader.at_once(|book| book.accounts()).expect("reads");
    assert_eq!((id.as_str(), rows.len()), ("id-1", 2));
    assert!(before == (fs::read(&path).expect("reads"), fs::read(beside(&path, "-wal")).expect("reads")));
}

#[test]
fn what_becomes_of_an_open_file_is_noticed() {
    let told = |harm: &dyn Fn(&Path, &Path)| {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, copy) = with_a_copy(folder.path());
        let mut opened = open(file(&path)).expect("opens");
        add(&mut opened, "New");
        opened.writer.rest(true);
        opened.writer.look().expect("all is well");
        harm(&path, &copy);
        let seen = opened.writer.look();
        opened.writer.break_off();
        seen.expect_err("is noticed")
    };
    assert_eq!(told(&|path, _| fs::remove_file(path).expect("removes")), Failure::Deleted);
    assert!(matches!(
        told(&|path, _| fs::rename(path, path.with_extension("x")).expect("moves")),
        Failure::Moved(_)
    ));
    assert_eq!(told(&|path, copy| fs::rename(copy, path).expect("moves")), Failure::Replaced);
    let over = told(&|path, copy| fs::copy(copy, path).map(drop).expect("copies"));
    assert!(matches!(over, Failure::Replaced | Failure::CutOff), "{over}");
    let cut = |path: &Path| {
        fs::OpenOptions::new().write(true).open(path).expect("opens").set_len(8_192).expect("cuts")
    };
    assert_eq!(told(&|path, _| cut(path)), Failure::CutOff);
    assert_eq!(told(&|path, _| fs::remove_file(beside(path, "-wal")).expect("removes")), Failure::LogGone);
}

#[test]
fn a_book_that_was_deleted_while_open_is_saved_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = with_a_copy(folder.path());
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "New");
    fs::remove_file(&path).expect("removes");
    let saved = folder.path().join("saved");
    opened.writer.rescue(&saved).expect("is saved");
    kill(opened);
    assert_eq!(names(&open(file(&saved)).expect("opens")), ["New", "Old"]);
}

#[test]
fn who_reads_for_long_is_stopped_at_the_end_and_the_book_is_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = with_a_copy(folder.path());
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "New");
    let (begun, begins) = std::sync::mpsc::channel();
    let reader = &opened.reader;
    std::thread::scope(|scope| {
        let asked = scope.spawn(move || {
            reader.at_once(|book| {
                begun.send(()).expect("is waited for");
                // Days of it.
                let endless =
                    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
                Ok(book.connection.query_row(endless, [], |row| row.get::<_, i64>(0))?)
            })
        });
        begins.recv().expect("begins");
        assert!(reader.close(std::time::Duration::from_secs(10)), "it ends");
        assert_eq!(asked.join().expect("ends"), Err(Failure::Closed));
    });
    opened.writer.close(std::time::Duration::from_secs(5)).expect("is one file");
    assert!(!beside(&path, "-wal").exists());
}

#[test]
fn another_program_that_reads_at_the_end_is_said_and_the_file_holds_what_it_can() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = with_a_copy(folder.path());
    let mut opened = open(file(&path)).expect("opens");
    add(&mut opened, "New");
    let other = super::open::connect(&path).expect("opens");
    other.execute_batch("BEGIN; SELECT count(*) FROM account").expect("reads");
    let closed = opened.writer.close(std::time::Duration::from_millis(50));
    assert_eq!(closed, Err(Failure::NotOneFile));
    let alone = folder.path().join("alone");
    fs::copy(&path, &alone).expect("copies");
    assert_eq!(names(&open(file(&alone)).expect("opens")), ["New", "Old"]);
}

#[test]
fn who_reads_can_write_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = open(file(&folder.path().join("b.counterfoil"))).expect("opens");
    let tried = opened.reader.at_once(|book| Ok(book.connection.execute("DELETE FROM book", [])?));
    assert_eq!(tried, Err(Failure::ReadOnly));
}

#[test]
fn the_log_stays_small_while_the_program_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    let mut opened = open(file(&path)).expect("opens");
    for n in 0..600 {
        add(&mut opened, &format!("{n:0>200}"));
        opened.writer.rest(false);
    }
    let log = super::file::length(&beside(&path, "-wal"));
    assert!(log < 10 * 1024 * 1024, "{log} bytes");
    opened.writer.rest(true);
    let alone = folder.path().join("alone");
    fs::copy(&path, &alone).expect("copies");
    assert_eq!(
        names(&open(file(&alone)).expect("opens")).len(),
        600,
        "a copy of the one file misses nothing"
    );
}

#[test]
fn an_error_of_the_disk_is_not_called_damage() {
    use super::open::verdict_of;
    assert_eq!(verdict_of("ok"), Ok(()));
    assert_eq!(verdict_of("Tree 9 page 7: unable to get the page. error code=266"), Err(Failure::Disk));
    assert_eq!(verdict_of("Tree 9 page 7: unable to get the page. error code=11"), Err(Failure::Damaged));
    assert_eq!(verdict_of("row 1 missing from index a"), Err(Failure::Damaged));
}
