//! The QIF reader against small files of every kind.

use jiff::civil::date;

use crate::import::dates::Order;
use crate::import::layout::Layout;
use crate::import::{BankFile, Layouts, Line, Side, Target, Unreadable, read, read_watched};
use crate::ledger::{AccountKind, SplitState, Unwatched};

fn file(text: &str) -> BankFile {
    read("a.qif", text.as_bytes()).expect("a statement")
}

fn reasons(file: &BankFile) -> Vec<&str> {
    file.problems.iter().map(|problem| problem.reason.as_str()).collect()
}

/// The one line of a bank account; a second transaction settles the order of the dates.
fn line(record: &str) -> Line {
    let mut file = file(&format!("!Type:Bank\n{record}\n^\nD12/31/2020\nT0.01\n^\n"));
    assert_eq!(reasons(&file), [""; 0], "{record}");
    file.statements.remove(0).lines.remove(0)
}

fn shown(sides: &[Side]) -> Vec<String> {
    let one = |side: &Side| match &side.target {
        Target::Category(name) => format!("{name} {} {}", side.amount, side.memo),
        Target::Transfer(name) => format!("[{name}] {} {}", side.amount, side.memo),
    };
    sides.iter().map(one).collect()
}

fn labels(file: &BankFile) -> Vec<(&str, usize)> {
    file.statements
        .iter()
        .map(|statement| (statement.account.label.as_str(), statement.lines.len()))
        .collect()
}

#[test]
fn a_transaction_is_read_with_all_that_counts() {
    let line = line("D2/11'2020\nT-1,025.00\nC*\nN123\nPWalmart\nMnon split\nAStreet 1\nLFood:Groceries");
    assert_eq!((line.date, line.amount.to_string().as_str()), (date(2020, 2, 11), "-1025"));
    assert_eq!(
        (line.number.as_deref(), line.payee.as_str(), line.memo.as_str()),
        (Some("123"), "Walmart", "non split")
    );
    assert_eq!(line.state, SplitState::Cleared);
    assert_eq!(shown(&line.sides), ["Food:Groceries -1025 "]);
    assert!(line.bank_id.starts_with("f:"), "{}", line.bank_id);
}

#[test]
fn cleared_and_reconciled_marks_are_told_apart() {
    for (mark, state) in [
        ("", SplitState::Uncleared),
        ("*", SplitState::Cleared),
        ("c", SplitState::Cleared),
        ("X", SplitState::Reconciled),
        ("R", SplitState::Reconciled),
    ] {
        assert_eq!(line(&format!("D1/1/2020\nT1\nC{mark}")).state, state, "{mark}");
    }
}

#[test]
fn the_amount_may_stand_under_either_of_its_codes() {
    assert_eq!(line("D1/1/2020\nU-10.00\nT-10.00").amount.to_string(), "-10");
    assert_eq!(line("D1/1/2020\nU-10.00").amount.to_string(), "-10");
}

#[test]
fn a_split_keeps_its_parts_and_a_date_within_it_is_not_the_transaction_s() {
    let line = line("D2/10'2020\nT-10.00\nL--Split--\nS[Savings]\nD1/10'2020\nEaside\n$-9.00\nSFood\n$-1.00");
    assert_eq!(line.date, date(2020, 2, 10));
    assert_eq!(shown(&line.sides), ["[Savings] -9 aside", "Food -1 "]);
}

#[test]
fn parts_written_without_the_minus_are_turned_round() {
    assert_eq!(shown(&line("D1/1/2020\nT-10.00\nSA\n$9.00\nSB\n$1.00").sides), ["A -9 ", "B -1 "]);
}

#[test]
fn parts_that_do_not_add_up_get_the_difference_and_it_is_named() {
    let file = file("!Type:Bank\nD12/31/2020\nT-10.00\nPShop\nSA\n$-7.00\nSB\n$none\n^\n");
    assert_eq!(shown(&file.statements[0].lines[0].sides), ["A -7 ", " -3 "]);
    assert_eq!(
        reasons(&file),
        [
            "The transaction “Shop”: its parts add up to -7, but its amount is -10. The difference of -3 is without a category.",
            "The transaction “Shop”: its part “B” has no amount: “none” is not a number. The part was left out.",
        ]
    );
    assert_eq!(file.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(2), Some(7)]);
}

#[test]
fn classes_become_tags_each_once() {
    let file = file(
        "!Type:Bank\nD12/31/2020\nT-1\nLFood/Trip\n^\n\
         D12/31/2020\nT-3\nL--Split--\nSFood/Trip\n$-1\nS[Cash]/Trip\n$-1\nSFuel/Car\n$-1\n^\n",
    );
    let lines = &file.statements[0].lines;
    assert_eq!(shown(&lines[0].sides), ["Food -1 "]);
    assert_eq!(
        (lines[0].tags.as_slice(), lines[1].tags.as_slice()),
        (&["Trip".into()][..], &["Trip".into(), "Car".into()][..])
    );
    assert_eq!(reasons(&file), [""; 0]);
}

#[test]
fn account_blocks_say_whose_transactions_follow() {
    let file = file(
        "!Option:AutoSwitch\n!Account\nNChecking\nTBank\n^\nNVisa\nTCCard\n^\n!Clear:AutoSwitch\n\
         !Option:AutoSwitch\n!Account\nNChecking\nTBank\n^\n!Type:Bank\nD12/31/2020\nT1\n^\n\
         !Account\nNVisa\nTCCard\n^\n!Type:CCard\nD12/31/2020\nT2\n^\nD12/30/2020\nT3\n^\n\
         !Account\nNchecking\nTBank\n^\n!Type:Bank\nD12/29/2020\nT4\n^\n",
    );
    assert_eq!(labels(&file), [("Checking", 2), ("Visa", 2)]);
    assert_eq!(file.statements[1].account.kind, AccountKind::Liability);
    assert_eq!(reasons(&file), [""; 0]);
}

#[test]
fn a_list_of_accounts_does_not_name_the_account_of_what_follows() {
    let list = "!Option:AutoSwitch\n!Account\nNChecking\nTBank\n^\nNVisa\nTCCard\n^\n!Clear:AutoSwitch\n";
    assert_eq!(labels(&file(&format!("{list}!Type:Bank\nD12/31/2020\nT1\n^\n"))), [("Bank account", 1)]);
    let two_types =
        "!Account\nNChecking\n^\n!Type:Bank\nD12/31/2020\nT1\n^\n!Type:CCard\nD12/31/2020\nT1\n^\n";
    assert_eq!(labels(&file(two_types)), [("Checking", 1), ("Credit card", 1)]);
}

#[test]
fn an_opening_balance_names_the_account_it_opens() {
    let file = file(
        "!Type:Bank\nD12/31/2020\nT5.00\nPOpening Balance\nL[My Bank]\n^\nD12/31/2020\nT1\nL[Other]\n^\n",
    );
    assert_eq!(labels(&file), [("My Bank", 2)]);
    let lines = &file.statements[0].lines;
    assert!(lines[0].is_opening_balance("My Bank") && !lines[1].is_opening_balance("My Bank"));
}

#[test]
fn one_date_tells_the_order_of_all() {
    let file = file("!Type:Bank\nD01/02/2018\nT1\n^\nD22/12/2017\nT1\n^\n");
    assert_eq!(file.statements[0].lines[0].date, date(2018, 2, 1));
    assert_eq!(reasons(&file), [""; 0]);
}

#[test]
fn an_order_that_nothing_tells_is_asked_for_and_the_answer_counts() {
    let text = "!Type:Bank\nD01/02/2018\nT1\n^\nD05/06/2018\nT1\n^\n";
    let asked = file(text);
    assert_eq!(asked.statements[0].lines[0].date, date(2018, 1, 2));
    assert!(asked.readings[0].is_open());
    let layout = Layout { order: Some(Order::DayFirst), ..Layout::default() };
    let layouts = Layouts::from([(asked.readings[0].layout.clone(), layout)]);
    let told = read_watched("a.qif", text.as_bytes(), &layouts, &Unwatched).expect("a statement");
    assert_eq!(told.statements[0].lines[0].date, date(2018, 2, 1));
    assert!(!told.readings[0].is_open());
}

#[test]
fn the_decimal_mark_is_found_from_the_whole_file() {
    let amounts = |text: &str| -> Vec<String> {
        let file = file(text);
        assert_eq!(reasons(&file), [""; 0]);
        file.statements[0].lines.iter().map(|line| line.amount.to_string()).collect()
    };
    assert_eq!(
        amounts("!Type:Bank\nD31.12.2020\nT-1.234,50\n^\nD1.12.2020\nT2.000\n^\n"),
        ["-1234.5", "2000"]
    );
    assert_eq!(amounts("!Type:Bank\nD12/31/20\nT-1,234.50\n^\nD12/1/20\nT2,000\n^\n"), ["-1234.5", "2000"]);
}

#[test]
fn a_decimal_mark_that_nothing_tells_is_asked_for() {
    let file = file("!Type:Bank\nD12/31/20\nT2,000\n^\n");
    assert_eq!(file.statements[0].lines[0].amount.to_string(), "2000");
    let question = &file.readings[0].questions[0];
    assert!(!question.answered && question.choices[0].example.contains("“2,000” is 2000"), "{question:?}");
    assert!(file.readings[0].evidence[0].contains("“12/31/20” occurs in line 2"), "{:?}", file.readings);
}

#[test]
fn what_has_no_date_or_amount_is_named_and_left() {
    let file =
        file("!Type:Bank\nD2/30/2020\nT1\nPA\n^\nD12/31/2020\nT1\n^\nT5\nPB\n^\nD12/31/2020\nTmuch\nPC\n^\n");
    assert_eq!(file.statements[0].lines.len(), 1);
    assert_eq!(
        reasons(&file),
        [
            "The transaction “A” has no date: “2/30/2020” is a day that does not exist. It was left out.",
            "The transaction “B” has no date: it is empty. It was left out.",
            "The transaction “C” has no amount: “much” is not a number. It was left out.",
        ]
    );
    assert_eq!(
        file.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(),
        [Some(2), Some(9), Some(12)]
    );
}

#[test]
fn lists_are_passed_over_and_investments_are_named() {
    let file = file(
        "!Type:Cat\nNFood\nT5\n^\n!Type:Class\nNTrip\n^\n!Type:Memorized\nT5\nPX\n^\n!Type:Bank\nD12/31/2020\nT1\n^\n\
         !Type:Invst\nD12/31/2020\nNBuy\nT99\n^\n!Type:Security\nNABC\n^\n!Type:Prices\n\"ABC\",1,\"1/1/20\"\n^\n!Type:Magic\nD1\n^\n",
    );
    assert_eq!(labels(&file), [("Bank account", 1)]);
    assert_eq!(
        reasons(&file),
        [
            "Investments are not kept: 1 transaction was left out.",
            "Investments are not kept: 1 security was left out.",
            "Investments are not kept: 1 price was left out.",
            "“!Type:Magic” is not known. What follows it was left out.",
        ]
    );
}

#[test]
fn the_cash_of_an_investment_account_is_read_and_its_trades_are_named() {
    let file = file(
        "!Account\nNBroker\nTInvst\n^\n!Type:Invst\n\
         D1/13/2020\nNXIn\nPFrom the bank\nT1,000.00\nL[Checking]\nCX\n^\n\
         D1/14/2020\nNXOut\n$200.00\nL[Checking]\n^\n\
         D1/15/2020\nNContribX\nU30.00\nL[Savings]\n^\nD1/16/2020\nNWithdrwX\nT40.00\nL[Savings]\n^\n\
         D1/17/2020\nNCash\nT-5.00\nLBank Charge\nMFee\n^\n\
         D1/18/2020\nNMiscInc\nT6.00\nLOther Inc\n^\nD1/19/2020\nNMiscExp\nT7.00\nLFees\n^\n\
         D1/20/2020\nNDiv\nYACME Corp\nT8.00\n^\nD1/21/2020\nNIntInc\nT9.00\n^\n\
         D1/22/2020\nNMargInt\nT1.00\n^\nD1/23/2020\nNRtrnCap\nYACME Corp\nT2.00\nMBack\n^\n\
         D1/24/2020\nNCGShort\nT3.00\n^\n\
         D1/25/2020\nNDivX\nT8.00\nL[Checking]\n^\nD1/26/2020\nNBuy\nYACME Corp\nI2\nQ3\nT6.00\n^\n\
         D1/27/2020\nNReinvDiv\nT1.00\n^\nD1/28/2020\nNCash\nL[Broker]\n^\n",
    );
    assert_eq!(labels(&file), [("Broker", 12)]);
    let lines = &file.statements[0].lines;
    let shown: Vec<String> =
        lines.iter().map(|line| format!("{} {} {}", line.amount, line.payee, line.memo)).collect();
    assert_eq!(
        shown,
        [
            "1000 From the bank ",
            "-200  ",
            "30  ",
            "-40  ",
            "-5  Fee",
            "6  ",
            "-7  ",
            "8 ACME Corp Dividend",
            "9  Interest",
            "-1  Margin interest",
            "2 ACME Corp Back",
            "3  Capital gains",
        ]
    );
    let side = |at: usize| {
        lines[at].sides.iter().map(|side| (side.target.clone(), side.amount.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(side(1), [(Target::Transfer("Checking".into()), "-200".into())]);
    assert_eq!(side(6), [(Target::Category("Fees".into()), "-7".into())]);
    assert_eq!((side(7), lines[0].state), (Vec::new(), SplitState::Reconciled));
    assert!(lines.iter().all(|line| line.number.is_none()));
    assert_eq!(reasons(&file), ["Investments are not kept: 4 transactions were left out."]);
}

#[test]
fn remarks_before_the_first_header_are_passed_over() {
    let file = file("# Dear reader\nThis is T1\n\n!Type:Bank\nD12/31/2020\nT1\n^\n");
    assert_eq!(labels(&file), [("Bank account", 1)]);
    assert_eq!(reasons(&file), [""; 0]);
}

#[test]
fn a_file_without_a_header_is_read_as_a_bank_account_and_it_is_said() {
    let file = file("D12/31/2020\nT1\n^\nD12/30/2020\nT2\n^\n");
    assert_eq!(labels(&file), [("Bank account", 2)]);
    assert_eq!(reasons(&file).len(), 1);
}

#[test]
fn a_file_without_a_transaction_says_what_it_is() {
    let reason = |text: &str| read("a.qif", text.as_bytes()).expect_err("nothing in it");
    assert_eq!(reason("!Type:Bank\n^\n"), Unreadable::NoStatement { format: "QIF" });
    assert_eq!(
        reason("!Account\nNChecking\n^\n!Type:Cat\nNFood\n^\n"),
        Unreadable::ListsOnly { format: "QIF", what: "accounts and categories".into() }
    );
    assert!(matches!(reason("!Type:Invst\nD1/1'01\nNCash\n^\n"), Unreadable::InvestmentsOnly { .. }));
}

#[test]
fn equal_records_get_different_ids_and_the_same_ones_again() {
    let text = "!Type:Bank\nD12/31/2020\nT1\nPA\n^\nD12/31/2020\nT1\nPA\n^\n";
    let ids = |file: BankFile| -> Vec<String> {
        file.statements[0].lines.iter().map(|line| line.bank_id.clone()).collect()
    };
    let first = ids(file(text));
    assert_ne!(first[0], first[1]);
    assert_eq!(ids(file(&text.replace("PA\n", "PA\nLFood\nCX\n"))), first);
}

#[test]
fn an_opening_balance_of_an_account_that_is_there_already_continues_it() {
    let file = file(
        "!Account\nNChecking\n^\n!Type:Bank\nD12/31/2020\nT1\n^\n!Type:CCard\nD12/31/2020\nT2\n^\n\
         D12/31/2020\nT3\nPOpening Balance\nL[Checking]\n^\n",
    );
    assert_eq!(labels(&file), [("Checking", 2), ("Credit card", 1)]);
}

#[test]
fn dates_that_are_clear_are_not_asked_about() {
    let order = |text: &str| {
        let file = file(text);
        let asked = file.readings[0].questions.len();
        (file.statements[0].lines[0].date, asked)
    };
    assert_eq!(order("!Type:Bank\nD05.03.2024\nT-12.10\n^\n"), (date(2024, 3, 5), 0));
    assert_eq!(order("!Type:Bank\nD2024-03-05\nT-12.10\n^\n"), (date(2024, 3, 5), 0));
    assert_eq!(order("!Type:Bank\nD05/03/2024\nT-1.012,10\n^\n"), (date(2024, 3, 5), 0));
    assert_eq!(order("!Type:Bank\nD05/03/2024\nT-12.10\n^\n").1, 1);
}
