//! What the formats write for the odd book of [`super::testing`].

use proptest::prelude::*;

use super::testing::book;
use super::*;
use crate::ledger::decide::testing::split;

pub fn written(name: &str, contents: &Contents, only: Option<AccountId>) -> String {
    let mut text = String::new();
    (format_named(name).expect("a format").write)(contents, only, &mut text).expect("writes");
    text
}

#[test]
fn qif_has_a_section_for_each_register_with_parts_and_transfers() {
    let text = written("qif", &book(), None);
    assert!(text.starts_with("!Account\nNChecking; \"main\"\nTBank\n^\n!Type:Bank\n"), "{text}");
    assert!(text.contains("D2024-01-01\nT1000.00\nPOpening Balance\nL[Checking; \"main\"]\n^\n"), "{text}");
    assert!(
        text.contains("D2024-01-05\nT-50.00\nCX\nN101\nP(Corner) \"Market\"; Ltd\nM=1+1; \"two lines\"\nSFood:Groceries\n"),
        "{text}"
    );
    assert!(text.contains("S1st Aid-Health\n$-15.00\n"), "{text}");
    assert!(text.contains("T200.00\nC*\nP@home, 北京\nL[Checking; \"main\"]\n"), "{text}");
    assert!(text.contains("T0.00\nN102\nP**VOID**@home, 北京\n"), "{text}");
}

#[test]
fn one_account_is_written_alone() {
    let text = written("qif", &book(), Some(AccountId(2)));
    assert_eq!(text.matches("!Account").count(), 1);
    assert_eq!(text.matches('^').count(), 2);
}

#[test]
fn csv_parts_have_a_row_each_and_the_balance_runs() {
    let text = written("csv", &book(), Some(AccountId(1)));
    let balances: Vec<&str> = text.lines().skip(1).filter_map(|row| row.rsplit(',').nth(2)).collect();
    assert_eq!(balances, ["1000.00", "965.00", "950.00", "750.00", "750.00"]);
}

#[test]
fn a_spreadsheet_finds_no_formula_in_a_text() {
    let text = written("csv", &book(), None);
    assert!(text.contains(",\"'@home"), "{text}");
    assert!(text.contains(",\"'=1+1; \"\"two lines\"\"\","), "{text}");
    assert!(text.contains(",-200.00,"), "an amount is a number");
}

#[test]
fn json_has_everything_and_says_its_version() {
    let value: serde_json::Value = serde_json::from_str(&written("json", &book(), None)).expect("JSON");
    assert_eq!((&value["format"], &value["version"]), (&"counterfoil-book".into(), &1.into()));
    assert_eq!(value["accounts"].as_array().map(Vec::len), Some(5));
    let void = &value["transactions"][3];
    assert_eq!((&void["void"][0], &void["number"]), (&(-700).into(), &"102".into()));
    assert_eq!(value["transactions"][1]["splits"][0]["state"], "reconciled");
}

#[test]
fn a_balance_may_be_more_on_its_way_than_a_book_holds_in_the_end() {
    let mut contents = book();
    let most = 10_000_000_000_000;
    let large = |id: i64| {
        let amount = if id <= 1_000 { most } else { -most };
        super::testing::transaction(id, "2024-01-01", 1, vec![split(1, amount), split(3, -amount)])
    };
    contents.transactions = (1..=2_000).map(large).collect();
    let peak = "100000000000000.00";
    assert!(written("csv", &contents, Some(AccountId(1))).contains(peak));
    for format in FORMATS {
        assert!(!written(format.name, &contents, None).is_empty(), "{}", format.name);
    }
    assert!(written("ofx", &contents, Some(AccountId(1))).contains("<BALAMT>0.00</BALAMT>"));
}

#[test]
fn a_wide_mark_is_no_formula_either() {
    let mut contents = book();
    for mark in ["＝", "＋", "－", "＠", "﹦"] {
        contents.transactions[1].memo = format!("{mark}SUM(A1)");
        assert!(written("csv", &contents, None).contains(&format!(",'{mark}SUM(A1),")), "{mark}");
    }
}

proptest! {
    #[test]
    fn no_text_begins_another_line_of_qif(memo in "\\PC*[\\^\n\r!]\\PC*", payee in ".*") {
        let mut contents = book();
        contents.transactions[1].memo = memo;
        contents.payees.insert(crate::ledger::PayeeId(1), payee);
        let plain = written("qif", &book(), None);
        let lines = |text: &str, begins: char| text.lines().filter(|line| line.starts_with(begins)).count();
        let odd = written("qif", &contents, None);
        for mark in ['^', '!', 'D', 'T'] {
            prop_assert_eq!(lines(&odd, mark), lines(&plain, mark), "{}", mark);
        }
    }

    #[test]
    fn every_text_stays_in_its_cell(memo in "['＝＋－＠=+@-]?.*", payee in "['＝＋－＠=+@-]?.*") {
        let mut contents = book();
        contents.transactions[1].memo = memo;
        contents.payees.insert(crate::ledger::PayeeId(1), payee);
        let text = written("csv", &contents, None);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("every row has all cells");
        prop_assert_eq!(rows.len(), 6);
        for row in rows {
            let (memo, payee) = (row.get(5).expect("a memo"), row.get(4).expect("a payee"));
            let marks = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
            prop_assert!(!memo.starts_with(marks) && !payee.starts_with(marks));
        }
    }
}
