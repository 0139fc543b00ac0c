//! Whole files, from bytes to the command.

use super::*;
use crate::import::read;
use crate::ledger::command::{ImportDraft, LineFate, Target};
use crate::ledger::{Account, AccountId, AccountKind, KnownDay, Times, Unwatched};

pub(super) fn plan(
    file: &BankFile,
    destinations: Vec<Option<Destination>>,
    registers: Registers,
    learned: &Learned,
) -> Plan {
    super::plan(file, destinations, registers, learned, &Unwatched).expect("nobody stops it")
}

pub(super) fn usd() -> Currency {
    "USD".parse().expect("a currency")
}

fn to_new(name: &str) -> Option<Destination> {
    Some(Destination {
        account: AccountChoice::New {
            name: name.into(),
            kind: AccountKind::Asset,
            currency: usd(),
            subkind: String::new(),
        },
        name: name.into(),
        currency: usd(),
        knowledge: Knowledge::default(),
        with_opening: true,
        chosen: Chosen::default(),
    })
}

/// The command for a file whose statements go to new accounts of these names.
fn drafted(bytes: &str, names: &[&str]) -> (ImportDraft, Counts, Vec<Problem>) {
    let file = read("test", bytes.as_bytes()).expect("is a statement");
    let plan = plan(
        &file,
        names.iter().map(|name| to_new(name)).collect(),
        Registers::default(),
        &Learned::default(),
    );
    let (draft, counts) = draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits");
    (draft, counts, plan.problems)
}

pub(super) fn ofx(lines: &str, balance: &str) -> String {
    format!(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD\
         <BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>{lines}</BANKTRANLIST>\
         <LEDGERBAL><BALAMT>{balance}<DTASOF>20240531</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
}

pub(super) fn entry(date: &str, amount: &str, id: &str) -> String {
    format!("<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{date}<TRNAMT>{amount}<FITID>{id}<NAME>Grocer</STMTTRN>")
}

#[test]
fn a_new_account_opens_with_what_makes_the_bank_right() {
    let lines = entry("20240510", "-10.00", "a") + &entry("20240512", "-5.50", "b");
    let (draft, counts, problems) = drafted(&ofx(&lines, "100.00"), &["Bank"]);
    assert_eq!((counts.added, problems.len()), (2, 0));
    let opening = draft.statements[0].opening.expect("is known");
    assert_eq!((opening.date.to_string().as_str(), opening.amount.units()), ("2024-05-09", 115_50));
}

#[test]
fn the_balance_of_an_earlier_day_tells_nothing_about_the_opening() {
    let (draft, ..) = drafted(&ofx(&entry("20240602", "-10.00", "a"), "100.00"), &["Bank"]);
    assert_eq!(draft.statements[0].opening, None);
}

#[test]
fn what_no_book_can_hold_is_left_out_and_named() {
    let lines = entry("20240510", "-10.00", "a") + &entry("20240511", "99999999999999999.00", "b");
    let (draft, counts, problems) = drafted(&ofx(&lines, "100.00"), &["Bank"]);
    assert_eq!((counts.added, draft.statements[0].lines.len()), (1, 1));
    assert!(problems[0].reason.contains("larger than a book can hold"), "{problems:?}");
    assert_eq!(draft.statements[0].opening, None, "a sum without it would be wrong");
}

#[test]
fn an_amount_finer_than_a_cent_is_rounded_and_named() {
    let (draft, _, problems) = drafted(&ofx(&entry("20240510", "-10.005", "a"), "100.00"), &["Bank"]);
    let LineFate::Add(added) = &draft.statements[0].lines[0].fate else { panic!("is added") };
    assert_eq!(draft.statements[0].lines[0].amount.units(), -10_01);
    assert!(added.others.is_empty(), "nobody said what it was for");
    assert!(problems[0].reason.contains("-10.01"), "{problems:?}");
}

#[test]
fn sides_sum_to_the_line_to_the_last_cent() {
    let qif = "!Type:Bank\nD05/13/2024\nT-10.00\nPShop\nSFood\n$-3.335\nSHome\n$-6.665\n^\n";
    let (draft, ..) = drafted(qif, &["Bank"]);
    let LineFate::Add(added) = &draft.statements[0].lines[0].fate else { panic!("is added") };
    let others: Vec<i64> = added.others.iter().map(|side| side.amount.units()).collect();
    assert_eq!(others.iter().sum::<i64>(), 10_00, "{others:?}");
}

const TWO_ACCOUNTS: &str = "!Account\nNCheque\nTBank\n^\n!Type:Bank\nD05/13/2024\nT-40.00\nPMove\nL[Savings]\n^\n\
     !Account\nNSavings\nTBank\n^\n!Type:Bank\nD05/13/2024\nT40.00\nPMove\nL[Cheque]\n^\n";

#[test]
fn the_two_halves_of_a_transfer_become_one_transaction_that_knows_both_lines() {
    let (draft, counts, _) = drafted(TWO_ACCOUNTS, &["My cheque", "My savings"]);
    assert_eq!((counts.added, counts.linked), (1, 1));
    let LineFate::Add(added) = &draft.statements[0].lines[0].fate else { panic!("is added") };
    assert_eq!(added.others[0].target, Target::Register("My savings".into()));
    assert_eq!(draft.statements[1].lines[0].fate, LineFate::Remember);
    assert_eq!(added.others[0].bank_id.as_ref(), Some(&draft.statements[1].lines[0].bank_id));
}

#[test]
fn a_half_whose_other_half_is_left_out_stands_alone() {
    let file = read("test", TWO_ACCOUNTS.as_bytes()).expect("is a statement");
    let mut first = to_new("Cheque").expect("goes somewhere");
    first.chosen.leave_out.insert(0);
    let plan = plan(&file, vec![Some(first), to_new("Savings")], Registers::default(), &Learned::default());
    let (draft, counts) = draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits");
    assert_eq!((counts.added, counts.left_out), (1, 1));
    assert!(matches!(draft.statements[1].lines[0].fate, LineFate::Add(_)));
}

/// Two accounts of which the first is as `change` has it, and what becomes of their lines.
fn halves(change: impl Fn(&mut Destination, &mut Destination)) -> (ImportDraft, Counts) {
    let file = read("test", TWO_ACCOUNTS.as_bytes()).expect("is a statement");
    let [mut cheque, mut savings] = ["Cheque", "Savings"].map(|name| to_new(name).expect("goes somewhere"));
    change(&mut cheque, &mut savings);
    let plan = plan(&file, vec![Some(cheque), Some(savings)], Registers::default(), &Learned::default());
    draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits")
}

fn added(draft: &ImportDraft, statement: usize) -> &crate::ledger::command::AddedLine {
    let LineFate::Add(added) = &draft.statements[statement].lines[0].fate else { panic!("is added") };
    added
}

#[test]
fn a_half_that_gets_a_category_leaves_the_other_one_in_its_account() {
    let (draft, counts) = halves(|cheque, _| {
        let edit = LineEdit { category: Some("Food".into()), payee: None };
        cheque.chosen.edits.insert(0, edit);
    });
    assert_eq!(counts.added, 2);
    assert_eq!(added(&draft, 0).others[0].target, Target::Category("Food".into()));
    assert_eq!(added(&draft, 0).others[0].bank_id, None);
    assert_eq!(added(&draft, 1).others[0].target, Target::Category("Uncategorised".into()));
}

/// Two entries that the transfer could be.
fn twins(cheque: &mut Destination) {
    // Equally far from the bank's day.
    let entry = |id, date: &str| Entered {
        reference: (TransactionId(id), 0),
        date: date.parse().expect("a day"),
        amount: Minor::amount(-40_00).expect("small"),
        number: None,
        payee: "Move".into(),
        memo: String::new(),
        far_side: None,
    };
    cheque.knowledge.entered = vec![entry(1, "2024-05-11"), entry(2, "2024-05-15")];
}

#[test]
fn a_half_that_is_an_entry_of_the_book_does_not_come_once_more_by_the_other() {
    let (draft, counts) = halves(|cheque, _| {
        twins(cheque);
        cheque.chosen.answers.insert(0, Answer::Entry((TransactionId(2), 0)));
    });
    assert_eq!((counts.added, counts.linked), (1, 1));
    assert_eq!(added(&draft, 1).others[0].target, Target::Category("Uncategorised".into()));
}

#[test]
fn a_half_in_doubt_that_is_left_out_waits_with_the_other() {
    let (draft, counts) = halves(|cheque, _| {
        twins(cheque);
        cheque.chosen.undecided = Undecided::LeaveOut;
    });
    assert_eq!((counts.added, counts.left_out), (0, 2));
    assert!(draft.statements.iter().all(|statement| statement.lines.is_empty()));
}

#[test]
fn both_halves_of_a_deleted_transfer_come_back_as_one() {
    let file = read("test", TWO_ACCOUNTS.as_bytes()).expect("is a statement");
    let ids: Vec<(String, Minor)> = file
        .statements
        .iter()
        .map(|one| (one.lines[0].bank_id.clone(), one.lines[0].amount.to_minor(usd()).expect("fits").minor))
        .collect();
    let times = Times { there: 0, deleted: 1 };
    let day = KnownDay { date: None, is_of_bank: false, times };
    let deleted = |at: usize| HashMap::from([(ids[at].clone(), vec![day])]);
    let (draft, counts) = halves(|cheque, savings| {
        for (at, one) in [cheque, savings].into_iter().enumerate() {
            one.knowledge.known = deleted(at);
            one.chosen.bring_back.insert(0);
        }
    });
    assert_eq!((counts.added, counts.linked), (1, 1));
    assert_eq!(added(&draft, 0).others[0].target, Target::Register("Savings".into()));
    assert_eq!(draft.statements[1].lines[0].fate, LineFate::Remember);
}

#[test]
fn an_opening_balance_of_qif_goes_against_equity() {
    let qif =
        "!Account\nNCheque\nTBank\n^\n!Type:Bank\nD05/13/2024\nT100.00\nPOpening Balance\nL[Cheque]\n^\n";
    let (draft, ..) = drafted(qif, &["Cheque"]);
    let LineFate::Add(added) = &draft.statements[0].lines[0].fate else { panic!("is added") };
    assert_eq!(added.others[0].target, Target::OpeningBalances);
}

fn register(name: &str, currency: &str, closed: bool) -> Account {
    Account {
        id: AccountId(1),
        name: name.into(),
        kind: AccountKind::Asset,
        currency: currency.parse().expect("a currency"),
        bank_key: None,
        note: String::new(),
        closed,
        subkind: String::new(),
        group: String::new(),
        order: 0,
    }
}

#[test]
fn a_transfer_that_cannot_be_one_is_left_without_category_and_named() {
    let qif = "!Type:Bank\nD05/13/2024\nT-40.00\nL[dollar]\n^\nD05/14/2024\nT-50.00\nL[Old]\n^\n";
    let file = read("test", qif.as_bytes()).expect("is a statement");
    let book = [register("Dollar", "EUR", false), register("Old", "USD", true)];
    let plan = plan(&file, vec![to_new("Bank")], Registers::of(book.iter()), &Learned::default());
    let (draft, _) = draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits");
    for line in &draft.statements[0].lines {
        let LineFate::Add(added) = &line.fate else { panic!("is added") };
        assert_eq!(added.others[0].target, Target::Category("Uncategorised".into()));
    }
    let problems: Vec<_> =
        plan.problems.iter().map(|problem| (problem.line, problem.reason.as_str())).collect();
    let in_euro =
        "[dollar] is kept in EUR: the transfer was left without category; enter its other half there.";
    assert_eq!(problems[0], (Some(2), in_euro));
    assert!(problems[1].1.starts_with("[Old] is closed"), "{problems:?}");
}

#[test]
fn halves_in_two_currencies_are_no_transfer() {
    let file = read("test", TWO_ACCOUNTS.as_bytes()).expect("is a statement");
    let mut savings = to_new("Savings").expect("goes somewhere");
    savings.currency = "EUR".parse().expect("a currency");
    let plan = plan(&file, vec![to_new("Cheque"), Some(savings)], Registers::default(), &Learned::default());
    let (_, counts) = draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits");
    assert_eq!((counts.added, plan.problems.len()), (2, 2));
}

#[test]
fn a_name_that_is_too_long_goes_on_in_the_memo() {
    let long = "x".repeat(300);
    let qif = format!("!Type:Bank\nD05/13/2024\nT-1.00\nP{long}\nMnote\n^\n");
    let (draft, ..) = drafted(&qif, &["Bank"]);
    let LineFate::Add(added) = &draft.statements[0].lines[0].fate else { panic!("is added") };
    assert_eq!(added.payee.as_deref(), Some("x".repeat(200).as_str()));
    assert_eq!(added.memo, format!("note · {long}"));
}

#[test]
fn classes_of_qif_become_tags_whatever_marks_they_have() {
    let text = "!Type:Bank\nD12/31/2024\nT-1.00\nLFood/Trip, 2024 #1\n^\n";
    let (draft, ..) = drafted(text, &["Bank"]);
    let LineFate::Add(added) = &draft.statements[0].lines[0].fate else { panic!("a new line") };
    assert_eq!(added.tags, ["Trip 2024 1"]);
}
