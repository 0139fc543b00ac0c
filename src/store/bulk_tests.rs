//! A step of thousands of rows, which are written together.

use jiff::civil::date;

use super::open::{BookFile, connect, open};
use super::*;
use crate::ledger::command::{
    AccountChoice, AddedLine, Command, ImportDraft, LineDraft, LineFate, SplitDraft, StatementDraft, Target,
};
use crate::ledger::{
    AccountId, AccountKind, Change, Denied, Minor, Refusal, SplitState, Stage, Stopped, Watch,
};

pub const AT: &str = "2024-05-17T10:00:00Z";
const ACCOUNT: AccountId = AccountId(1);

fn line(n: i64) -> LineDraft {
    let amount = Minor::amount(-n).expect("within");
    let other = SplitDraft {
        target: Target::Category("Food".into()),
        amount: Minor::amount(n).expect("within"),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    // Each third line has a payee of its own, so that makes of names stand between those of transactions.
    let payee = if n % 3 == 0 { format!("Payee {n}") } else { "Market".into() };
    let day = i8::try_from(n % 28).expect("a day") + 1;
    let added = AddedLine {
        date: date(2024, 5, day),
        number: (n % 7 == 0).then(|| n.to_string()),
        payee: Some(payee.clone()),
        memo: format!("line {n}"),
        state: SplitState::Cleared,
        void: false,
        others: vec![other],
        tags: if n % 11 == 0 { vec!["trip".into()] } else { Vec::new() },
        enters: None,
    };
    LineDraft {
        bank_id: format!("id-{n}"),
        amount,
        date: date(2024, 5, day),
        payee: Some(payee),
        fate: LineFate::Add(added),
    }
}

pub fn import(lines: std::ops::Range<i64>) -> Command {
    let currency = "USD".parse().expect("a currency");
    let account = AccountChoice::New {
        name: "Cheque".into(),
        kind: AccountKind::Asset,
        currency,
        subkind: String::new(),
    };
    import_into(account, lines)
}

pub fn import_into(account: AccountChoice, lines: std::ops::Range<i64>) -> Command {
    let lines = lines.map(line).collect();
    let statement = StatementDraft { account, bank_key: None, opening: None, closing: None, lines };
    Command::Import(ImportDraft {
        file: "may.ofx".into(),
        format: "OFX".into(),
        layout: String::new(),
        raw: None,
        base: u64::MAX,
        statements: vec![statement],
    })
}

pub fn answers(opened: &Opened) -> String {
    let asked = opened.reader.at_once(|book| {
        let contents = book.contents()?;
        Ok(format!(
            "{:?} {:?} {:?} {:?}",
            book.register(ACCOUNT, Some(0), 5_000)?,
            book.accounts()?,
            contents.transactions,
            contents.batches
        ))
    });
    asked.expect("reads")
}

#[test]
fn rows_written_together_are_what_was_imported_and_undo_and_redo_give_every_answer_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
    let empty = answers(&opened);
    opened.writer.submit(&import(1..3_001), AT).expect("imports");
    let imported = answers(&opened);
    let page = opened.reader.at_once(|book| book.register(ACCOUNT, None, 1)).expect("reads");
    assert_eq!((page.total, page.rows[0].balance), (3_000, -(1..3_001).sum::<i64>()));
    let contents = opened.reader.at_once(|book| book.contents()).expect("reads");
    for (n, one) in (1..3_001).map(|n| (n, line(n))) {
        let LineFate::Add(added) = one.fate else { unreachable!("all are added") };
        let made =
            contents.transactions.iter().find(|made| made.splits[0].bank_id == Some(format!("id-{n}")));
        let made = made.expect("is there");
        let payee = made.payee.map(|id| contents.payees[&id].clone());
        assert_eq!(
            (made.date, &made.number, payee, &made.memo),
            (added.date, &added.number, added.payee, &added.memo)
        );
        assert_eq!((made.splits[0].amount, made.tags.len()), (one.amount, added.tags.len()));
    }
    opened.writer.submit(&Command::Undo, AT).expect("undoes");
    assert_eq!(answers(&opened), empty);
    opened.writer.submit(&Command::Redo, AT).expect("does again");
    assert_eq!(answers(&opened), imported);
}

/// So many lines are written while the rest of them is decided.
const LONG: i64 = 20_000;

#[test]
fn a_long_import_is_written_while_it_is_decided_and_comes_to_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    let mut opened = open(BookFile::at(&path, "id-1")).expect("opens");
    let empty = answers(&opened);
    let command = import(1..LONG + 1);
    let whole =
        opened.reader.at_once(|book| Ok(book.would(command.clone()))).expect("reads").expect("decides");
    let written = opened.writer.submit(&command, AT).expect("imports");
    assert_eq!((&written.words, written.made), (&whole.words, whole.made));
    let connection = connect(&path).expect("connects");
    let logged = history::step_at(&connection, written.revision).expect("reads").expect("is there");
    assert!(logged.changes == whole.changes, "the log has what was decided");
    assert_eq!(written.entry.expect("an entry").topics, named(&whole.changes));
    let imported = answers(&opened);
    let page = opened.reader.at_once(|book| book.register(ACCOUNT, None, 1)).expect("reads");
    assert_eq!((page.total, page.rows[0].balance), (LONG as u64, -(1..LONG + 1).sum::<i64>()));
    opened.writer.submit(&Command::Undo, AT).expect("undoes");
    assert_eq!(answers(&opened), empty);
    opened.writer.submit(&Command::Redo, AT).expect("does again");
    assert_eq!(answers(&opened), imported);
}

fn named(changes: &[Change]) -> String {
    crate::ledger::topics(changes).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_import_that_is_refused_or_stopped_in_its_midst_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
    let empty = answers(&opened);
    let mut command = import(1..LONG + 1);
    let Command::Import(draft) = &mut command else { unreachable!("an import") };
    if let Some(LineFate::Add(added)) = draft.statements[0].lines.last_mut().map(|line| &mut line.fate) {
        added.memo = "x".repeat(5_000);
    }
    let refused = opened.writer.submit(&command, AT);
    assert!(matches!(refused, Err(Denied::Refused(Refusal::TooLong { field: "memo", .. }))), "{refused:?}");
    assert_eq!(answers(&opened), empty);
    let stopped = opened.writer.submit_watched(import(1..LONG + 1), AT, "", &UntilHalf);
    assert!(matches!(stopped, Err(Denied::Failed(Failure::Stopped))), "{stopped:?}");
    assert_eq!(answers(&opened), empty);
    opened.writer.submit(&import(1..4), AT).expect("goes on");
}

/// Wants it no more when half of it is written.
struct UntilHalf;

impl Watch for UntilHalf {
    fn at(&self, stage: Stage, done: usize, of: usize) -> Result<(), Stopped> {
        if stage == Stage::Writing && done * 2 > of { Err(Stopped) } else { Ok(()) }
    }
}

#[test]
fn a_long_step_is_moved_into_the_book_s_own_file_once_it_was_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.counterfoil");
    let mut opened = open(BookFile::at(&path, "id-1")).expect("opens");
    opened.writer.rest(false);
    let size = || path.metadata().expect("is there").len();
    let before = size();
    opened.writer.submit(&import(1..6_001), AT).expect("imports");
    assert_eq!(size(), before, "nobody waits for it");
    opened.writer.rest(false);
    assert!(size() > before + 1_000_000, "{} of {before}", size());
    let page = opened.reader.at_once(|book| book.register(ACCOUNT, None, 1)).expect("reads");
    assert_eq!(page.total, 6_000);
}
