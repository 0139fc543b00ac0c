//! The rules of whole files of MT940.

use jiff::civil::date;

use crate::import::{BalanceKind, BankFile, Format, Line, Unreadable, read};

const HEAD: &str = ":20:START\n:25:12345678/1020304050\n:28C:1/1\n:60F:C240502EUR100,\n";
const TAIL: &str = ":62F:C240503EUR90,\n-\n";

fn file(text: &str) -> BankFile {
    read("a.sta", text.as_bytes()).expect("a statement")
}

/// A file with one statement.
fn one(fields: &str) -> BankFile {
    file(&format!("{HEAD}{fields}{TAIL}"))
}

fn lines(file: &BankFile) -> Vec<Line> {
    file.statements.iter().flat_map(|statement| statement.lines.clone()).collect()
}

fn reasons(file: &BankFile) -> String {
    file.problems.iter().map(|problem| problem.reason.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_statement_has_its_account_currency_lines_and_balances() {
    let file = one(":61:2405030503D10,NMSCNONREF//BANK4711\n:86:005?00CARD?20Bread?32BAKER\n");
    let statement = &file.statements[0];
    assert_eq!((file.format, statement.currency.as_deref()), (Format::Mt940, Some("EUR")));
    assert_eq!(statement.account.key.as_deref(), Some("12345678/1020304050"));
    let line = &statement.lines[0];
    assert_eq!((line.date, line.amount.to_string().as_str(), line.at_line), (date(2024, 5, 3), "-10", 5));
    assert_eq!(
        (line.payee.as_str(), line.memo.as_str(), line.bank_id.as_str()),
        ("BAKER", "Bread", "BANK4711@2024-05-03")
    );
    let balances: Vec<_> = statement
        .balances
        .iter()
        .map(|balance| (balance.kind, balance.amount.to_string(), balance.date))
        .collect();
    assert_eq!(
        balances,
        [
            (BalanceKind::Opening, "100".into(), Some(date(2024, 5, 2))),
            (BalanceKind::Ledger, "90".into(), Some(date(2024, 5, 3))),
        ]
    );
    assert_eq!(file.problems, []);
}

#[test]
fn every_balance_has_its_kind() {
    let file = file(
        ":20:A\n:25:1234567\n:60M:D240502EUR1,\n:62M:C240503EUR2,\n:64:C240503EUR3,\n:65:C240504EUR4,\n",
    );
    let balances: Vec<_> = file.statements[0]
        .balances
        .iter()
        .map(|balance| (balance.kind, balance.amount.to_string()))
        .collect();
    use BalanceKind::{Available, Forward, Interim};
    assert_eq!(
        balances,
        [(Interim, "-1".into()), (Interim, "2".into()), (Available, "3".into()), (Forward, "4".into())]
    );
}

#[test]
fn statements_of_one_account_come_together_and_others_stay_apart() {
    let day = format!("{HEAD}:61:240503C1,NTRF\n{TAIL}");
    let file = file(&format!("{day}{}{day}", day.replace("1020304050", "99")));
    let counts: Vec<_> = file.statements.iter().map(|statement| statement.lines.len()).collect();
    assert_eq!(counts, [2, 1]);
}

#[test]
fn details_come_in_several_fields_and_over_several_lines() {
    let file = one(":61:240503D1,NTRFNONREF\n:86:BETALINGSKENM.  1   \n:86:FACTUUR 2\nline three\n");
    assert_eq!(lines(&file)[0].memo, "BETALINGSKENM. 1 FACTUUR 2 line three");
}

#[test]
fn details_of_the_whole_statement_are_no_line_s() {
    let file = file(&format!(
        "{HEAD}:86:for your information\n:61:240503D1,NTRFNONREF\n:62F:C240503EUR1,\n:86:bye\n"
    ));
    assert_eq!(lines(&file)[0].memo, "");
}

#[test]
fn the_second_line_stands_in_for_missing_details() {
    assert_eq!(lines(&one(":61:240503D1,NTRFNONREF\nCARD PAYMENT\n"))[0].memo, "CARD PAYMENT");
}

#[test]
fn a_cheque_s_number_is_the_line_s_number() {
    let numbers: Vec<_> =
        lines(&one(":61:240503D1,NCHK000319\n:61:240503D1,NCHKNONREF\n:61:240503D1,NTRF12\n"))
            .into_iter()
            .map(|line| line.number)
            .collect();
    assert_eq!(numbers, [Some("000319".into()), None, None]);
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_left() {
    let file = one(":61:240230D1,NTRF\n:86:of none\n:61:240503ED1,NTRF\n:61:240503D1,NTRF\n:86:of one\n");
    assert_eq!(lines(&file).len(), 1);
    assert_eq!(lines(&file)[0].memo, "of one");
    let places: Vec<_> = file.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(places, [Some(5), Some(7)]);
    assert!(reasons(&file).contains("does not exist") && reasons(&file).contains("not booked yet"));
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let file = file(&format!("{HEAD}:61:240503D1,NTRFNONREF\n:61:240503D12"));
    assert_eq!(lines(&file).len(), 1);
    assert!(
        reasons(&file).contains("ends within its amount") && reasons(&file).contains("no closing balance")
    );
}

#[test]
fn swift_s_envelope_and_stray_control_characters_are_passed_over() {
    let text = format!(
        "\u{1}\r\n{{1:F01BANKDEFF}}{{2:I940BANKDEFFN}}{{4:\r\n{HEAD}:61:240503D1,NTRF\n:62F:C240503EUR1,\n-}}{{5:}}\u{3}"
    );
    assert_eq!((lines(&file(&text)).len(), file(&text).problems), (1, vec![]));
}

#[test]
fn bytes_that_are_no_characters_lose_no_line() {
    let mut bytes = format!("{HEAD}:61:240503D1,NTRF\n:86:Caf").into_bytes();
    bytes.extend_from_slice(b"\xe9 und B\xfccher\n");
    bytes.extend_from_slice(TAIL.as_bytes());
    assert_eq!(lines(&read("a.sta", &bytes).expect("a statement"))[0].memo, "Café und Bücher");
}

#[test]
fn a_report_of_the_day_is_known_by_its_fields() {
    let file = file(
        ":20:A\n:25:1234567\n:34F:USDD0,00\n:13D:2405031730+0000\n:61:240503D0,42NTRFNONREF\n:90D:1USD0,42\n",
    );
    assert_eq!((file.format, file.statements[0].currency.as_deref()), (Format::Mt942, Some("USD")));
    assert_eq!((lines(&file).len(), file.problems), (1, vec![]));
}

#[test]
fn a_file_with_fields_but_without_a_statement_is_called_empty() {
    assert_eq!(read("a.sta", b":20:A\n:28C:1\n-\n"), Err(Unreadable::NoStatement { format: "MT940" }));
    assert!(matches!(read("a.sta", b"1\n2\n3\n"), Err(Unreadable::UnknownFormat { .. })));
}

#[test]
fn marks_in_lower_case_and_entries_alone_are_read() {
    let text = ":61:2403070307d1,01N946NONREF\n:86:FEES\n:61:2403080308c2,02N946NONREF\n:86:BACK\n";
    let file = crate::import::read("a.txt", text.as_bytes()).expect("readable");
    let amounts: Vec<String> = file.statements[0].lines.iter().map(|line| line.amount.to_string()).collect();
    assert_eq!(amounts, ["-1.01", "2.02"]);
}
