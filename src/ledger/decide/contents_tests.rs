//! What fills an empty book, and what does not.

use std::collections::HashMap;

use super::testing::{MemoryBook, account, minor, payment, split, usd};
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::attachment::{Attachment, AttachmentId, FileKind};
use crate::ledger::batch::{BankBalance, Batch, BatchId, ImportedLine, RawFile, RawHash};
use crate::ledger::budget::{BudgetEntry, Plan};
use crate::ledger::cheque::{Chequebook, ChequebookId};
use crate::ledger::command::Command;
use crate::ledger::contents::Contents;
use crate::ledger::payee::PayeeId;
use crate::ledger::preference::Preference;
use crate::ledger::refusal::Refusal;
use crate::ledger::register::Month;
use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, OtherSide, Recurrence, Schedule, ScheduleId, Weekend,
};
use crate::ledger::statement::{Held, Statement, StatementId};
use crate::ledger::tag::TagId;
use crate::ledger::transaction::{SplitState, Transaction, TransactionId};

/// Every month five out of the one account into the other.
/// What a file brought: a line that is there, and one that was deleted since.
fn batch(date: jiff::civil::Date) -> Batch {
    let line = |bank_id: &str, id| ImportedLine {
        account: AccountId(4),
        bank_id: bank_id.into(),
        amount: minor(-500),
        date: Some(date),
        transaction: Some(TransactionId(id)),
        payee: "MARKET".into(),
    };
    Batch {
        id: BatchId(7),
        file: "a.ofx".into(),
        format: "OFX".into(),
        layout: "a".into(),
        lines: vec![line("x", 8), line("y", 90)],
        balances: vec![BankBalance { account: AccountId(4), date, amount: minor(-500) }],
        raw: None,
    }
}

fn schedule() -> Schedule {
    Schedule {
        id: ScheduleId(3),
        account: AccountId(4),
        payee: Some(PayeeId(3)),
        memo: String::new(),
        others: vec![OtherSide { account: AccountId(6), amount: minor(500), memo: String::new() }],
        tags: vec![TagId(5)],
        amount: Amount::Fixed(minor(-500)),
        recurrence: Recurrence {
            first: jiff::civil::date(2024, 5, 17),
            every: Every::Months(1, MonthDay::Last),
            weekend: Weekend::Stay,
            end: End::Never,
        },
        next: 2,
        last: None,
        moved: None,
        mode: Mode::Remind,
        by_cheque: false,
    }
}

fn receipt() -> RawFile {
    RawFile { hash: RawHash("f".repeat(64)), size: 3, packed: std::sync::Arc::from(&b"pdf"[..]) }
}

/// A closed account with a reconciled row, and an import that remembers one that was deleted.
fn contents() -> Contents {
    let mut own = split(4, -500);
    (own.state, own.statement, own.bank_id) =
        (SplitState::Reconciled, Some(StatementId(2)), Some("x".into()));
    let date = jiff::civil::date(2024, 5, 17);
    Contents {
        kept_reports: Vec::new(),
        accounts: vec![
            Account { closed: true, ..account(4, "Giro", AccountKind::Asset) },
            account(6, "Food", AccountKind::Expense),
        ],
        payees: HashMap::from([(PayeeId(3), "Market".into())]),
        tags: HashMap::from([(TagId(5), "trip".into())]),
        transactions: vec![Transaction {
            id: TransactionId(8),
            place: 8,
            date,
            number: Some("101".into()),
            payee: Some(PayeeId(3)),
            memo: "bread".into(),
            currency: usd(),
            splits: vec![own, split(6, 500)],
            tags: vec![TagId(5)],
            void: None,
        }],
        statements: vec![Statement {
            id: StatementId(2),
            account: AccountId(4),
            date,
            closing: minor(-500),
            held: Some(vec![Held { transaction: TransactionId(8), amount: -500 }]),
        }],
        batches: vec![batch(date)],
        files: vec![receipt()],
        attachments: vec![Attachment {
            id: AttachmentId(9),
            transaction: TransactionId(8),
            hash: receipt().hash,
            size: receipt().size,
            name: "a.pdf".into(),
            kind: FileKind::Pdf,
        }],
        chequebooks: vec![Chequebook {
            id: ChequebookId(1),
            account: AccountId(4),
            first: 101,
            last: 150,
            next: 102,
            digits: 6,
            closed: false,
            in_use: true,
        }],
        schedules: vec![schedule()],
        budget: vec![planned()],
        preferences: vec![Preference { key: "columns".into(), value: "[1]".into() }],
    }
}

fn planned() -> BudgetEntry {
    BudgetEntry::Plan(Plan { category: AccountId(6), month: Month(2026 * 12), amount: minor(900) })
}

fn fill(book: &mut MemoryBook, contents: Contents) -> Result<(), Refusal> {
    book.submit(&Command::Fill(Box::new(contents))).map(drop)
}

#[test]
fn a_new_book_becomes_what_was_exported_and_keeps_its_ids() {
    let (mut book, whole) = (MemoryBook::default(), contents());
    fill(&mut book, whole.clone()).expect("is filled");
    assert_eq!(book.rows.accounts.into_values().collect::<Vec<_>>(), whole.accounts);
    assert_eq!(book.rows.transactions.into_values().collect::<Vec<_>>(), whole.transactions);
    assert_eq!(book.rows.statements.into_values().collect::<Vec<_>>(), whole.statements);
    assert_eq!(book.rows.batches.into_values().collect::<Vec<_>>(), whole.batches);
    assert_eq!(book.rows.chequebooks.into_values().collect::<Vec<_>>(), whole.chequebooks);
    assert_eq!(book.rows.attachments.into_values().collect::<Vec<_>>(), whole.attachments);
    assert_eq!(book.rows.schedules.into_values().collect::<Vec<_>>(), whole.schedules);
    assert_eq!(book.rows.preferences.into_values().collect::<Vec<_>>(), whole.preferences);
    assert_eq!((book.rows.payees.len(), book.rows.tags.len()), (1, 1));
}

#[test]
fn filling_is_one_step_that_undo_takes_back_whole() {
    let mut book = MemoryBook::default();
    let before = book.rows.clone();
    fill(&mut book, contents()).expect("is filled");
    let after = book.rows.clone();
    book.submit(&Command::Undo).expect("takes back");
    assert_eq!(book.rows, before);
    book.submit(&Command::Redo).expect("does again");
    assert_eq!(book.rows, after);
}

#[test]
fn a_book_that_holds_something_is_not_filled() {
    let mut book = MemoryBook::default();
    book.open("Giro");
    let before = book.rows.clone();
    assert_eq!(fill(&mut book, contents()), Err(Refusal::BookNotEmpty));
    assert_eq!(book.rows, before);
}

#[test]
fn names_that_were_left_over_make_room_and_ids_go_on() {
    let mut book = MemoryBook::default();
    let giro = book.open("Giro");
    let paid = book.submit(&Command::AddTransaction(payment(giro, "Market", "Food", 1))).expect("adds");
    let id = TransactionId(paid.made.expect("an id"));
    book.submit(&Command::DeleteTransaction { id }).expect("deletes");
    book.submit(&Command::DeleteAccount { id: giro }).expect("deletes");
    assert!(!book.rows.payees.is_empty() && !book.rows.accounts.is_empty());
    let used: Vec<AccountId> = book.rows.accounts.keys().copied().chain([giro]).collect();
    fill(&mut book, contents()).expect("is filled");
    let names: Vec<&str> = book.rows.accounts.values().map(|account| account.name.as_str()).collect();
    assert_eq!(names, ["Giro", "Food"]);
    assert!(book.rows.accounts.keys().all(|id| !used.contains(id)));
    let one = book.rows.transactions.values().next().expect("a transaction");
    assert!(one.id > id && book.rows.accounts.contains_key(&one.splits[0].account));
    let [held] = book.rows.statements.values().next().and_then(|s| s.held.as_deref()).expect("held") else {
        panic!("one row")
    };
    assert_eq!(held.transaction, one.id);
    let line = &book.rows.batches.values().next().expect("a batch").lines[0];
    assert_eq!((line.account, line.transaction), (one.splits[0].account, Some(one.id)));
}

#[test]
fn what_does_not_hold_together_fills_nothing() {
    let spoilt: &[(Spoil, &str)] = &[
        (|c| c.transactions[0].splits[1].value = minor(499), "do not add up"),
        (|c| c.transactions[0].splits[1].amount = minor(499), "two values in one currency"),
        (|c| c.transactions[0].splits.truncate(1), "needs two sides"),
        (|c| c.transactions[0].payee = Some(PayeeId(99)), "no such payee"),
        (|c| c.transactions[0].tags = vec![TagId(99)], "no such tag"),
        (|c| c.transactions[0].splits[1].account = AccountId(99), "no such account"),
        (|c| c.transactions[0].void = Some(vec![minor(1), minor(-1)]), "it is void"),
        (|c| c.transactions[0].memo = "x".repeat(5_000), "longer than"),
        (|c| c.transactions[0].date = jiff::civil::date(3000, 1, 1), "the year 3000"),
        (|c| c.transactions.push(c.transactions[0].clone()), "two transactions have the number 8"),
        (|c| c.transactions[0].id = TransactionId(0), "0 is no number"),
        (|c| c.transactions[0].id = TransactionId(i64::MAX), "is no number"),
        (|c| c.accounts[1].name = " ".into(), "the name is empty"),
        (|c| c.accounts.push(account(9, "giro", AccountKind::Liability)), "two accounts named “giro”"),
        (|c| c.accounts.push(account(4, "Other", AccountKind::Asset)), "have the same number"),
        (|c| drop(c.payees.insert(PayeeId(4), "market".into())), "two payees named"),
        (|c| drop(c.tags.insert(TagId(6), "a,b".into())), "has a comma"),
        (|c| c.statements[0].account = AccountId(6), "has no register"),
        (
            |c| c.statements.push(Statement { id: StatementId(3), ..c.statements[0].clone() }),
            "two statements of",
        ),
        (|c| c.chequebooks[0].last = 100, "chequebook 1: "),
        (|c| c.chequebooks[0].last = 99_999, "chequebook 1: "),
        (|c| c.chequebooks[0].next = u64::MAX, "its numbers are too long"),
        (|c| c.chequebooks[0].closed = true, "it is closed and in use"),
        (|c| c.chequebooks[0].account = AccountId(6), "has no register"),
        (
            |c| c.chequebooks.push(Chequebook { id: ChequebookId(2), ..c.chequebooks[0].clone() }),
            "in each other",
        ),
        (|c| c.schedules[0].others[0].amount = minor(400), "schedule 3: the sides do not add up"),
        (|c| c.schedules[0].others.clear(), "schedule 3: "),
        (|c| c.schedules[0].others[0].account = AccountId(4), "schedule 3: "),
        (|c| c.schedules[0].account = AccountId(6), "has no register"),
        (|c| c.schedules[0].payee = Some(PayeeId(99)), "no such payee"),
        (|c| c.schedules[0].recurrence.every = Every::Days(0), "the interval"),
        (|c| c.schedules[0].amount = Amount::Estimated(Direction::Out), "only a fixed amount"),
        (|c| c.schedules.push(schedule()), "two schedules have the number 3"),
        (|c| c.batches[0].lines[1].account = AccountId(99), "import 7: there is no such account"),
        (
            |c| c.batches[0].raw = Some(RawHash("gone".into())),
            "import 7: the file that is kept of it is missing",
        ),
        (|c| c.preferences[0].value = "x".repeat(70_000), "the preference columns"),
    ];
    spoilt.iter().for_each(|(spoil, expected)| is_refused(*spoil, expected));
}

#[test]
fn attachments_that_do_not_hold_together_fill_nothing() {
    let spoilt: &[(Spoil, &str)] = &[
        (|c| c.attachments[0].transaction = TransactionId(99), "its transaction is not in the file"),
        (|c| c.attachments[0].hash = RawHash("0".repeat(64)), "its file is missing"),
        (|c| c.attachments[0].size = 4, "its file is missing"),
        (|c| c.attachments[0].name = "/".into(), "has no name"),
        (|c| c.attachments.push(c.attachments[0].clone()), "two attachments have the number 9"),
    ];
    spoilt.iter().for_each(|(spoil, expected)| is_refused(*spoil, expected));
}

type Spoil = fn(&mut Contents);

fn is_refused(spoil: Spoil, expected: &str) {
    let (mut book, mut whole) = (MemoryBook::default(), contents());
    spoil(&mut whole);
    let refusal = fill(&mut book, whole).expect_err(expected);
    assert!(matches!(refusal, Refusal::DoesNotHoldTogether(_)), "{refusal:?}");
    assert!(refusal.to_string().contains(expected), "{refusal}");
    assert_eq!(book.rows, MemoryBook::default().rows);
}
