//! Bits that flip: each is found, or nothing that anybody can read differs.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::check;
use crate::ledger::command::{Command, NewAccount, Opening, SplitDraft, Target, TransactionDraft};
use crate::ledger::{AccountId, AccountKind, AttachmentCommand, FileKind, NewAttachment, TransactionId};
use crate::store::file::companions;
use crate::store::{BookFile, open, pack_attachment};

const AT: &str = "2026-11-30T01:02:03Z";

fn book(path: &Path) {
    let mut opened = open(BookFile::at(path, "book-of-a-test")).expect("opens");
    let currency: crate::ledger::Currency = "USD".parse().expect("a currency");
    let minor = |units| crate::ledger::Minor::amount(units).expect("in range");
    let day = jiff::civil::date(2026, 1, 1);
    let opening = Some(Opening { date: day, amount: minor(100_00) });
    let account = NewAccount { name: "Cheque".into(), kind: AccountKind::Asset, currency, opening };
    opened.writer.submit(&Command::OpenAccount(account), AT).expect("is done");
    for n in 0..60 {
        let split = |target, units| SplitDraft {
            target,
            amount: minor(units),
            memo: String::new(),
            state: None,
            bank_id: None,
        };
        let draft = TransactionDraft {
            date: day.checked_add(jiff::Span::new().days(n)).expect("a day"),
            number: None,
            payee: Some(format!("Payee {}", n % 7)),
            memo: format!("memo {n}"),
            splits: vec![
                split(Target::Account(AccountId(1)), -100 - n),
                split(Target::Category(format!("Food:{}", n % 3)), 100 + n),
            ],
            tags: None,
        };
        opened.writer.submit(&Command::AddTransaction(draft), AT).expect("is done");
    }
    opened.writer.submit(&Command::Undo, AT).expect("is done");
    let receipt: Vec<u8> = (0..6_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let receipt = NewAttachment {
        transaction: TransactionId(1),
        name: "receipt.pdf".into(),
        kind: FileKind::Pdf,
        file: pack_attachment(&receipt).expect("is packed"),
    };
    let attach = Command::Attachment(AttachmentCommand::Attach(receipt));
    opened.writer.submit(&attach, AT).expect("is done");
    assert!(opened.reader.close(std::time::Duration::from_secs(5)));
    opened.writer.close(std::time::Duration::from_secs(5)).expect("is one file");
}

/// Everything that can be read in it; none where something cannot.
fn everything(path: &Path) -> Option<Vec<Vec<Value>>> {
    let connection = companions::alone(path).ok()?;
    let names = |connection: &Connection| -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let mut all = Vec::new();
    for table in names(&connection).ok()? {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).ok()?;
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()
        });
        for row in rows.ok()? {
            all.push(row.ok()?);
        }
    }
    Some(all)
}

/// What the book may lose without a change to what it says: marks by which a log knows it, answers that were given.
const HARMLESS: &[&str] = &["generation", "generation before", "settled"];

fn is_harmless(row: &[Value]) -> bool {
    matches!(row.first(), Some(Value::Text(key)) if HARMLESS.contains(&key.as_str()))
}

/// Each move on the history, in the order in which it is hardest to tell them apart afterwards.
#[test]
fn what_was_taken_back_undone_and_done_again_is_as_the_log_has_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    book(&path);
    let mut opened = open(BookFile::at(&path, "book-of-a-test")).expect("opens");
    let category = |name: &str| {
        let currency = "USD".parse().expect("a currency");
        Command::OpenAccount(NewAccount {
            name: name.into(),
            kind: AccountKind::Expense,
            currency,
            opening: None,
        })
    };
    let mut carried = |command: Command| {
        let revision = opened.writer.submit(&command, AT).expect("is done").revision;
        assert_eq!(check(&path), Ok(Vec::new()), "after {command:?}");
        revision
    };
    carried(Command::TakeBack { revision: 20 });
    carried(Command::DoAgain { revision: 20 });
    for command in [Command::Undo, Command::Undo, Command::Redo] {
        carried(command);
    }
    carried(category("Books"));
    let last = carried(category("Films"));
    carried(Command::TakeBack { revision: last });
    for command in [Command::Undo, Command::Undo, Command::Redo, Command::Redo, Command::Undo] {
        carried(command);
    }
    carried(category("Music"));
}

#[test]
fn a_sound_book_is_found_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    book(&path);
    assert_eq!(check(&path), Ok(Vec::new()));
}

#[test]
fn a_bit_that_flips_is_found_or_changes_nothing_that_can_be_read() {
    let flips: u64 = std::env::var("COUNTERFOIL_FLIPS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    book(&path);
    let sound = fs::read(&path).expect("reads");
    let before = everything(&path).expect("reads");
    let (mut dice, mut found, mut harmless, mut unfound) = (0x2545_f491_4f6c_dd1d_u64, 0, 0, Vec::new());
    for _ in 0..flips {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        let at = usize::try_from(dice % sound.len() as u64).expect("a place");
        let mut harmed = sound.clone();
        harmed[at] ^= 1 << (dice >> 60 & 7);
        let other = folder.path().join("harmed");
        fs::write(&other, &harmed).expect("writes");
        let is_found = check(&other).map_or(true, |findings| !findings.is_empty());
        let now = everything(&other);
        let differs = now.as_ref().is_none_or(|now| {
            now.len() != before.len()
                || now.iter().zip(&before).any(|(now, then)| now != then && !is_harmless(then))
        });
        match (is_found, differs) {
            (true, _) => found += 1,
            (false, false) => harmless += 1,
            (false, true) => unfound.push(at),
        }
    }
    println!("{flips} flips: {found} found, {harmless} harmless");
    assert_eq!(unfound, Vec::<usize>::new(), "neither found nor harmless");
}
