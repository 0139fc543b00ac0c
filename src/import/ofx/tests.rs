//! The OFX reader against small files of every kind.

use jiff::civil::date;

use crate::import::{BalanceKind, BankFile, Format, Line, Unreadable, read};
use crate::ledger::AccountKind;

const HEADER: &str = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n";
const SIGN_ON: &str =
    "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>";

fn sgml(body: &str) -> String {
    format!("{HEADER}<OFX>{SIGN_ON}{body}</OFX>")
}

/// A checking statement with these transactions, and what may follow them.
fn statement(entries: &str, after: &str) -> String {
    sgml(&format!(
        "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD\
         <BANKACCTFROM><BANKID>121<ACCTID>0042687<ACCTTYPE>CHECKING</BANKACCTFROM>\
         <BANKTRANLIST><DTSTART>20240101<DTEND>20240131{entries}</BANKTRANLIST>{after}</STMTRS></STMTTRNRS></BANKMSGSRSV1>"
    ))
}

fn entry(fields: &str) -> String {
    format!("<STMTTRN><TRNTYPE>DEBIT{fields}</STMTTRN>")
}

fn file(text: &str) -> BankFile {
    read("a.ofx", text.as_bytes()).expect("a statement")
}

fn line(fields: &str) -> Line {
    let mut file = file(&statement(&entry(fields), ""));
    assert_eq!(file.problems, [], "{fields}");
    file.statements.remove(0).lines.remove(0)
}

fn reasons(file: &BankFile) -> Vec<&str> {
    file.problems.iter().map(|problem| problem.reason.as_str()).collect()
}

const PLAIN: &str = "<DTPOSTED>20240105120000[-5:EST]<TRNAMT>-12.50<FITID>A1<NAME>Joe's";

#[test]
fn a_transaction_is_read_with_all_that_counts() {
    let line = line(
        "<DTPOSTED>20240105120000[-5:EST]<TRNAMT>-12.50<FITID>A1<CHECKNUM>319<NAME>Joe & Sons<MEMO>haircut",
    );
    assert_eq!((line.date, line.amount.to_string().as_str()), (date(2024, 1, 5), "-12.5"));
    assert_eq!((line.bank_id.as_str(), line.number.as_deref()), ("A1", Some("319")));
    assert_eq!((line.payee.as_str(), line.memo.as_str()), ("Joe & Sons", "haircut"));
}

#[test]
fn the_account_is_named_the_same_in_every_file() {
    let account = &file(&statement(&entry(PLAIN), "")).statements[0].account;
    assert_eq!(account.key.as_deref(), Some("121//0042687/CHECKING"));
    assert_eq!((account.label.as_str(), account.kind), ("Checking …2687", AccountKind::Asset));
}

#[test]
fn a_card_is_a_liability() {
    let text = sgml(
        "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>AUD<CCACCTFROM><ACCTID>1234123412341234</CCACCTFROM>\
         <LEDGERBAL><BALAMT>-123.45<DTASOF>20170510192849</LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1>",
    );
    let statement = &file(&text).statements[0];
    assert_eq!(statement.account.kind, AccountKind::Liability);
    assert_eq!(statement.account.label, "Credit card …1234");
    assert_eq!(statement.currency.as_deref(), Some("AUD"));
}

#[test]
fn balances_are_read_with_their_date() {
    let after = "<LEDGERBAL><BALAMT>100.99<DTASOF>20240131</LEDGERBAL><AVAILBAL><BALAMT>75,99</AVAILBAL>";
    let file = file(&statement("", after));
    let [ledger, available] = file.statements[0].balances.as_slice() else { panic!("two balances") };
    assert_eq!(
        (ledger.kind, ledger.date, ledger.amount.to_string().as_str()),
        (BalanceKind::Ledger, Some(date(2024, 1, 31)), "100.99")
    );
    assert_eq!(
        (available.kind, available.date, available.amount.to_string().as_str()),
        (BalanceKind::Available, None, "75.99")
    );
    assert!(reasons(&file)[0].contains("available balance has no date"), "{:?}", file.problems);
}

#[test]
fn an_empty_balance_is_named_and_left() {
    let file = file(&statement(&entry(PLAIN), "<LEDGERBAL><BALAMT> </BALAMT><DTASOF></DTASOF></LEDGERBAL>"));
    assert_eq!(file.statements[0].balances, []);
    assert_eq!(reasons(&file), ["The ledger balance has no amount: it is empty. It was left out."]);
}

#[test]
fn xml_and_sgml_give_the_same_lines() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n<OFX><STMTRS><CURDEF>USD</CURDEF>\
        <BANKACCTFROM><BANKID>121</BANKID><BRANCHID/><ACCTID>0042687</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>\
        <BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20240105</DTPOSTED><TRNAMT>-12.50</TRNAMT>\
        <FITID>A1</FITID><NAME><![CDATA[Joe's]]></NAME></STMTTRN></BANKTRANLIST></STMTRS></OFX>";
    let (xml, sgml) = (file(xml), file(&statement(&entry(PLAIN), "")));
    assert_eq!((xml.format, sgml.format), (Format::OfxXml, Format::OfxSgml));
    let without_place = |file: &BankFile| Line { at_line: 0, ..file.statements[0].lines[0].clone() };
    assert_eq!(without_place(&xml), without_place(&sgml));
    assert_eq!(xml.statements[0].account, sgml.statements[0].account);
}

#[test]
fn closing_tags_that_are_missing_lose_nothing() {
    let text = format!(
        "<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1<BANKTRANLIST>\
         <STMTTRN>{PLAIN}<CURRENCY><CURRATE>1<CURSYM>USD<STMTTRN>{PLAIN}<PAYEE><NAME>Other<CITY>X<MEMO>m\
         <LEDGERBAL><BALAMT>5<DTASOF>20240131<AVAILBAL><BALAMT>6<DTASOF>20240131</OFX>"
    );
    let file = file(&text);
    assert_eq!(file.problems, []);
    assert_eq!(file.statements[0].lines.len(), 2);
    assert_eq!(file.statements[0].lines[1].memo, "m");
    assert_eq!(file.statements[0].balances.len(), 2);
}

#[test]
fn lines_without_breaks_and_headers_without_newlines_are_read() {
    let text = statement(&entry(PLAIN), "").replace('\n', "");
    assert_eq!(file(&text).statements[0].lines.len(), 1);
    assert_eq!(file(&statement(&entry(PLAIN), "").replace('\n', "\r")).statements[0].lines.len(), 1);
}

#[test]
fn several_statements_of_one_account_become_one() {
    let one = "<STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>2</BANKACCTFROM><BANKTRANLIST><STMTTRN><DTPOSTED>20240105<TRNAMT>1</STMTTRN></BANKTRANLIST></STMTRS>";
    let other = one.replace("<ACCTID>2", "<ACCTID>3");
    let file = file(&sgml(&format!("{one}{other}{one}")));
    let counts: Vec<usize> = file.statements.iter().map(|statement| statement.lines.len()).collect();
    assert_eq!(counts, [2, 1]);
    let ids: Vec<&str> = file.statements[0].lines.iter().map(|line| line.bank_id.as_str()).collect();
    assert!(ids[0].ends_with("#1") && ids[1].ends_with("#2"), "{ids:?}");
}

#[test]
fn a_transaction_without_a_usable_date_is_named_and_left() {
    for (fields, reason) in [
        ("<TRNAMT>-80.00<NAME>A", "The transaction “A” has no date: it is empty. It was left out."),
        (
            "<DTPOSTED>20120231<TRNAMT>1<MEMO>B",
            "The transaction “B” has no date: “20120231” is a day that does not exist. It was left out.",
        ),
    ] {
        let file = file(&statement(&format!("{}\n{}", entry(PLAIN), entry(fields)), ""));
        assert_eq!(file.statements[0].lines.len(), 1);
        assert_eq!(reasons(&file), [reason]);
        assert_eq!(file.problems[0].line, Some(8));
    }
}

#[test]
fn a_statement_of_which_every_line_is_left_is_no_silent_success() {
    let file = file(&statement(&entry("<DTPOSTED>20240101<TRNAMT>none"), ""));
    assert_eq!(file.statements[0].lines, []);
    assert_eq!(reasons(&file), ["A transaction has no amount: “none” is not a number. It was left out."]);
}

#[test]
fn the_day_it_was_made_stands_in_for_a_posting_date_that_is_missing() {
    let file = file(&statement(&entry("<DTPOSTED><DTUSER>20240106<TRNAMT>1<NAME>A"), ""));
    assert_eq!(file.statements[0].lines[0].date, date(2024, 1, 6));
    assert!(reasons(&file)[0].contains("The day it was made, 2024-01-06, was taken"));
}

#[test]
fn comma_decimals_are_read() {
    assert_eq!(line("<DTPOSTED>20240101<TRNAMT>-1234,50").amount.to_string(), "-1234.5");
    assert_eq!(line("<DTPOSTED>20240101<TRNAMT>+1.234,50").amount.to_string(), "1234.5");
}

#[test]
fn an_amount_that_could_be_a_thousand_is_read_by_the_specification_and_named() {
    let file = file(&statement(&entry("<DTPOSTED>20240101<TRNAMT>1,234"), ""));
    assert_eq!(file.statements[0].lines[0].amount.to_string(), "1.234");
    assert!(reasons(&file)[0].contains("“1,234”"));
}

#[test]
fn zeros_are_no_cheque_number_and_no_id() {
    let line = line("<DTPOSTED>20240101<TRNAMT>1<FITID>000<CHECKNUM>0000");
    assert_eq!(line.number, None);
    assert!(line.bank_id.starts_with("f:"), "{}", line.bank_id);
}

#[test]
fn the_reference_of_a_cheque_is_its_number() {
    let number = |kind| {
        let text = statement(&format!("<STMTTRN><TRNTYPE>{kind}{PLAIN}<REFNUM>77</STMTTRN>"), "");
        file(&text).statements.remove(0).lines.remove(0).number
    };
    assert_eq!(number("CHECK").as_deref(), Some("77"));
    assert_eq!(number("DEBIT"), None);
}

#[test]
fn the_payee_group_names_the_payee_and_other_accounts_do_not_name_ours() {
    let text = statement(
        &entry(
            "<DTPOSTED>20240101<TRNAMT>1<PAYEE><NAME>Landlord</NAME><CITY>Ulm</PAYEE><BANKACCTTO><BANKID>9<ACCTID>8</BANKACCTTO><MEMO>rent",
        ),
        "",
    );
    let file = file(&text);
    assert_eq!(file.statements[0].account.key.as_deref(), Some("121//0042687/CHECKING"));
    assert_eq!(
        (file.statements[0].lines[0].payee.as_str(), file.statements[0].lines[0].memo.as_str()),
        ("Landlord", "rent")
    );
}

#[test]
fn an_amount_in_another_currency_is_named() {
    let fields = format!("{PLAIN}<CURRENCY><CURRATE>1.06<CURSYM>CAD</CURRENCY>");
    assert!(
        reasons(&file(&statement(&entry(&fields), "")))[0].contains("in CAD, but the statement is in USD")
    );
    let converted = fields.replace("CURRENCY>", "ORIGCURRENCY>");
    assert_eq!(reasons(&file(&statement(&entry(&converted), ""))), [""; 0]);
}

#[test]
fn the_cash_rows_of_investments_are_read_and_the_rest_is_named() {
    let cash = format!("<INVBANKTRAN>{}<SUBACCTFUND>CASH</INVBANKTRAN>", entry(PLAIN));
    let trade = "<BUYSTOCK><INVBUY><INVTRAN><FITID>9<DTTRADE>20240102<MEMO>BOUGHT</INVTRAN><TOTAL>-5</INVBUY><BUYTYPE>BUY</BUYSTOCK>";
    let text = |rows: &str| {
        sgml(&format!(
            "<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM><BROKERID>b.example<ACCTID>77</INVACCTFROM>\
             <INVTRANLIST>{rows}</INVTRANLIST><INVPOSLIST><POSSTOCK><UNITS>1</POSSTOCK></INVPOSLIST>\
             <INVBAL><AVAILCASH>1<BALLIST><BAL><NAME>Net<VALUE>5</BAL></BALLIST></INVBAL></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1>"
        ))
    };
    let read_cash = file(&text(&format!("{trade}{cash}{trade}")));
    assert_eq!(read_cash.statements[0].lines.len(), 1);
    assert_eq!(read_cash.statements[0].lines[0].payee, "Joe's");
    assert_eq!(
        reasons(&read_cash),
        ["Investments were left out (2 purchases, 1 holding): only the movements of cash are read."]
    );
    let reason = read("a.ofx", text(trade).as_bytes()).expect_err("no cash");
    assert_eq!(reason, Unreadable::InvestmentsOnly { format: "OFX", what: "1 purchase, 1 holding".into() });
}

#[test]
fn the_bank_s_own_words_say_why_there_is_no_statement() {
    let refused = "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password</STATUS></SONRS></SIGNONMSGSRSV1></OFX>";
    let reason = read("a.ofx", refused.as_bytes()).expect_err("refused");
    assert_eq!(reason, Unreadable::BankRefused { answer: "“Wrong password” (code 15500)".into() });
}

#[test]
fn a_refusal_beside_a_statement_is_a_problem() {
    let text = statement(&entry(PLAIN), "").replace(
        "<BANKMSGSRSV1>",
        "<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR</STATUS></STMTTRNRS>",
    );
    let file = file(&text);
    assert_eq!(file.statements[0].lines.len(), 1);
    assert!(reasons(&file)[0].contains("error code 2000"));
}

#[test]
fn a_warning_does_not_hide_the_statement() {
    let text = statement(&entry(PLAIN), "").replace(
        "<TRNUID>1<STATUS><CODE>0<SEVERITY>INFO",
        "<STATUS><CODE>2028<SEVERITY>WARN<MESSAGE>Old data",
    );
    let file = file(&text);
    assert_eq!(file.statements[0].lines.len(), 1);
    assert_eq!(reasons(&file), ["The bank warns: “Old data” (code 2028). The statement was read."]);
}

#[test]
fn a_file_without_a_statement_says_what_it_is() {
    let reason = |text: &str| read("a.ofx", text.as_bytes()).expect_err("nothing in it");
    assert_eq!(reason(&sgml("")), Unreadable::NoStatement { format: "OFX" });
    assert_eq!(reason("<OFX></OFX>"), Unreadable::NoStatement { format: "OFX" });
    assert_eq!(reason(&statement("", "")), Unreadable::NoStatement { format: "OFX" });
    let accounts = "<SIGNUPMSGSRSV1><ACCTINFO><DESC>S<BANKACCTINFO><BANKACCTFROM><ACCTID>1</BANKACCTFROM></ACCTINFO></SIGNUPMSGSRSV1>";
    assert!(matches!(reason(&sgml(accounts)), Unreadable::ListsOnly { .. }));
}

#[test]
fn a_file_that_was_cut_off_says_so_and_leaves_its_last_record() {
    let text = statement(&format!("{}{}", entry(PLAIN), entry(PLAIN)), "");
    let cut = &text[..text.rfind("<FITID>").expect("two")];
    let file = file(cut);
    assert_eq!(file.statements[0].lines.len(), 1);
    assert_eq!(reasons(&file).len(), 2, "{:?}", file.problems);
    assert!(reasons(&file).iter().any(|reason| reason.contains("ends without </OFX>")));
}

#[test]
fn reading_again_gives_the_same() {
    let text = statement(&format!("{}{}", entry(PLAIN), entry("<DTPOSTED>20240101<TRNAMT>1")), "");
    assert_eq!(file(&text), file(&text));
}

#[test]
fn a_currency_that_an_amount_once_was_in_does_not_count_even_if_nothing_is_closed() {
    let fields = format!("{PLAIN}<CURRENCY><CURRATE>1<CURSYM>USD<ORIGCURRENCY><CURRATE>2<CURSYM>CAD");
    assert_eq!(reasons(&file(&statement(&entry(&fields), ""))), [""; 0]);
}

#[test]
fn stray_text_after_the_tag_of_a_transaction_does_not_hide_it() {
    let stray = entry(PLAIN).replace("<STMTTRN>", "<STMTTRN>stray");
    assert_eq!(file(&statement(&stray, "")).statements[0].lines.len(), 1);
}

#[test]
fn an_investment_account_without_cash_is_no_statement_beside_others() {
    let investments =
        "<INVSTMTRS><CURDEF>USD<INVACCTFROM><BROKERID>b<ACCTID>7</INVACCTFROM><BUYMF></BUYMF></INVSTMTRS>";
    let text = statement(&entry(PLAIN), "").replace("</OFX>", &format!("{investments}</OFX>"));
    assert_eq!(file(&text).statements.len(), 1);
}

#[test]
fn what_the_bank_has_not_booked_is_named_and_left() {
    let pending = "<BANKTRANLISTP><STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20240105<TRNAMT>-1<NAME>Later</STMTTRNP></BANKTRANLISTP>";
    let open = entry(PLAIN).replace("</STMTTRN>", "");
    let file = file(&statement(&open, pending));
    assert_eq!(file.statements[0].lines.len(), 1);
    assert_eq!(file.statements[0].lines[0].amount.to_string(), "-12.5");
    assert_eq!(reasons(&file), ["A transaction that the bank has not booked yet was left out."]);
}

#[test]
fn an_empty_sign_on_and_tags_that_close_themselves_are_no_hindrance() {
    for sign_on in [
        "",
        "<SIGNONMSGSRSV1></SIGNONMSGSRSV1>",
        "<SIGNONMSGSRSV1/>",
        "<SIGNONMSGSRSV1><SONRS></SONRS></SIGNONMSGSRSV1>",
        "<SIGNONMSGSRSV1><SONRS><STATUS><CODE><SEVERITY></STATUS><DTSERVER><LANGUAGE></SONRS></SIGNONMSGSRSV1>",
        "<SIGNONMSGSRSV1><SONRS><STATUS/><DTSERVER/></SONRS></SIGNONMSGSRSV1>",
    ] {
        let file =
            file(&statement(&entry(&format!("{PLAIN}<MEMO/><CHECKNUM/>")), "").replace(SIGN_ON, sign_on));
        assert_eq!((file.statements[0].lines.len(), reasons(&file).len()), (1, 0), "{sign_on}");
        assert_eq!(file.statements[0].lines[0].number, None);
    }
}

#[test]
fn a_time_zone_never_moves_the_day() {
    for written in [
        "20240105",
        "20240105000000[-8:PST]",
        "20240105235959.999[+13:NZDT]",
        "20240105233000[0:GMT]",
        "20240105240000",
    ] {
        let line = line(&format!("<DTPOSTED>{written}<TRNAMT>1<FITID>A1"));
        assert_eq!(line.date, date(2024, 1, 5), "{written}");
    }
}

#[test]
fn a_payee_is_whole_where_the_file_has_it_whole() {
    let told = |fields: &str| {
        let text = format!(
            "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>2</BANKACCTFROM><BANKTRANLIST>\
             <STMTTRN><DTPOSTED>20240501<TRNAMT>-1.00<FITID>a{fields}</STMTTRN>\
             </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
        );
        let file = read("a.ofx", format!("OFXHEADER:100\n\n{text}").as_bytes()).expect("a statement");
        let line = &file.statements[0].lines[0];
        (line.payee.clone(), line.memo.clone())
    };
    let pair = |payee: &str, memo: &str| (payee.to_owned(), memo.to_owned());
    let cut = "The Society for the Preservation";
    let whole = "The Society for the  Preservation of Old Mills";
    assert_eq!(told(&format!("<NAME>{cut}<EXTDNAME>{whole}<MEMO>gift")), pair(whole, "gift"));
    assert_eq!(told(&format!("<PAYEE><NAME>{cut}<CITY>Delft</PAYEE><EXTDNAME>{whole}")), pair(whole, ""));
    assert_eq!(told(&format!("<EXTDNAME>{whole}")), pair(whole, ""));
    assert_eq!(told("<NAME>Shop<EXTDNAME>card 1234<MEMO>May"), pair("Shop", "May card 1234"));
    assert_eq!(told("<NAME>Shop<EXTDNAME>card 1234<MEMO>by card 1234"), pair("Shop", "by card 1234"));
    assert_eq!(told("<NAME>Shop"), pair("Shop", ""));
}
