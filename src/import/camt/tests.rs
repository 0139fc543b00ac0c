//! The rules of CAMT, each on a message of its own.

use jiff::civil::date;

use crate::import::{BalanceKind, BankFile, Format, Line, Unreadable, read};

const DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>";
const END: &str = "</BkToCstmrStmt></Document>";
const ACCOUNT: &str = "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>";
const BOOKED: &str = "<Sts>BOOK</Sts><BookgDt><Dt>2024-05-03</Dt></BookgDt>";

fn file_of(statements: &str) -> Result<BankFile, Unreadable> {
    read("a.xml", format!("{DOCUMENT}{statements}{END}").as_bytes())
}

/// A file with one statement of [`ACCOUNT`].
fn file(content: &str) -> BankFile {
    file_of(&format!("<Stmt>{ACCOUNT}{content}</Stmt>")).expect("a statement")
}

/// An entry of `amount` euros, with more elements in it.
fn entry(amount: &str, direction: &str, more: &str) -> String {
    format!("<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{more}</Ntry>")
}

fn booked(amount: &str, direction: &str, more: &str) -> String {
    entry(amount, direction, &format!("{BOOKED}{more}"))
}

fn payment(more: &str) -> String {
    format!("<NtryDtls><TxDtls>{more}</TxDtls></NtryDtls>")
}

fn lines(file: &BankFile) -> Vec<Line> {
    file.statements.iter().flat_map(|statement| statement.lines.clone()).collect()
}

fn line(content: &str) -> Line {
    let file = file(content);
    assert_eq!(file.problems, []);
    let [line] = lines(&file).try_into().expect("one line");
    line
}

fn amounts(file: &BankFile) -> Vec<String> {
    lines(file).iter().map(|line| line.amount.to_string()).collect()
}

fn reasons(file: &BankFile) -> String {
    file.problems.iter().map(|problem| problem.reason.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_credit_is_more_and_a_debit_is_less() {
    let file = file(&(booked("8.85", "CRDT", "") + &booked("7,5", "DBIT", "")));
    assert_eq!(amounts(&file), ["8.85", "-7.5"]);
    assert_eq!(file.format, Format::Camt053);
}

#[test]
fn a_reversal_keeps_its_own_direction_and_names_the_first_payee() {
    let parties = payment("<RltdPties><Dbtr><Nm>Me</Nm></Dbtr><Cdtr><Nm>The Shop</Nm></Cdtr></RltdPties>");
    let back = line(&booked("5.00", "CRDT", &format!("<RvslInd>true</RvslInd>{parties}")));
    assert_eq!((back.amount.to_string().as_str(), back.payee.as_str()), ("5", "The Shop"));
    let first = line(&booked("5.00", "CRDT", &format!("<RvslInd>false</RvslInd>{parties}")));
    assert_eq!(first.payee, "Me");
}

#[test]
fn a_returned_debit_names_the_other_side() {
    let parties = "<RltdPties><Dbtr><Nm>Customer</Nm></Dbtr><Cdtr><Nm>The Shop</Nm></Cdtr></RltdPties>\
        <RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";
    assert_eq!(line(&booked("5", "CRDT", &payment(parties))).payee, "The Shop");
    assert_eq!(line(&booked("5", "DBIT", &payment(parties))).payee, "Customer");
    // Also where nothing but the account says who is who.
    let own = "<RltdPties><Dbtr><Nm>Me</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>\
        <Cdtr><Nm>The Shop</Nm></Cdtr></RltdPties>";
    assert_eq!(line(&booked("5", "CRDT", &payment(own))).payee, "The Shop");
}

#[test]
fn the_scheme_s_word_for_nothing_is_nothing() {
    let said = "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Cdtr><Nm>NOTPROVIDED</Nm></Cdtr>\
        </RltdPties><RmtInf><Ustrd>NOTPROVIDED</Ustrd></RmtInf>";
    let line = line(&booked("5", "DBIT", &payment(said)));
    assert_eq!((line.payee.as_str(), line.memo.as_str()), ("", ""));
}

#[test]
fn the_payee_is_the_other_party_and_the_one_behind_it_goes_to_the_memo() {
    let parties = "<RltdPties><Dbtr><Pty><Nm>Me</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Pay Ltd</Nm></Pty></Cdtr>\
        <UltmtCdtr><Pty><Nm>Bookshop</Nm></Pty></UltmtCdtr></RltdPties>";
    let paid = line(&booked("5", "DBIT", &payment(parties)));
    assert_eq!((paid.payee.as_str(), paid.memo.as_str()), ("Pay Ltd", "Bookshop"));
    let only = "<RltdPties><UltmtDbtr><Nm>Aunt</Nm></UltmtDbtr></RltdPties>";
    assert_eq!(line(&booked("5", "CRDT", &payment(only))).payee, "Aunt");
}

#[test]
fn a_party_that_is_the_account_s_own_is_no_payee() {
    let own = "<RltdPties><Cdtr><Nm>Me</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id></CdtrAcct></RltdPties>";
    assert_eq!(line(&booked("5", "CRDT", &payment(own))).payee, "");
    let other = "<RltdPties><Cdtr><Nm>Company</Nm></Cdtr></RltdPties>";
    assert_eq!(line(&booked("5", "CRDT", &payment(other))).payee, "Company");
}

#[test]
fn the_memo_has_the_remittance_and_its_references() {
    let remittance = "<RmtInf><Ustrd>Invoice 7,</Ustrd><Ustrd>thank you &amp; bye</Ustrd><Strd><CdtrRefInf>\
        <Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>";
    assert_eq!(
        line(&booked("5", "CRDT", &payment(remittance))).memo,
        "Invoice 7, thank you & bye · RF18539007547034"
    );
    let info = "<AddtlNtryInf>CASH MACHINE</AddtlNtryInf>";
    assert_eq!(line(&booked("5", "DBIT", info)).memo, "CASH MACHINE");
}

#[test]
fn charges_and_the_amount_abroad_are_in_the_memo() {
    let abroad = "<AmtDtls><InstdAmt><Amt Ccy=\"USD\">6.00</Amt></InstdAmt></AmtDtls><Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">0.31\
        </TtlChrgsAndTaxAmt><Rcrd><Amt Ccy=\"EUR\">0.31</Amt></Rcrd></Chrgs>";
    assert_eq!(line(&booked("5", "DBIT", &payment(abroad))).memo, "6.00 USD · Charges 0.31 EUR");
    let none = "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">0.00</TtlChrgsAndTaxAmt></Chrgs>";
    assert_eq!(line(&booked("5", "DBIT", none)).memo, "");
}

fn batch(parts: &[&str]) -> String {
    let part = |amount: &&str| {
        format!(
            "<TxDtls><Refs><EndToEndId>E{amount}</EndToEndId></Refs><Amt Ccy=\"EUR\">{amount}</Amt></TxDtls>"
        )
    };
    let parts: String = parts.iter().map(part).collect();
    format!("<AcctSvcrRef>BANK-4711</AcctSvcrRef><NtryDtls><Btch/>{parts}</NtryDtls>")
}

#[test]
fn a_batch_whose_payments_add_up_is_a_line_for_each() {
    let file = file(&booked("6.30", "DBIT", &batch(&["3.10", "3.20"])));
    assert_eq!(amounts(&file), ["-3.1", "-3.2"]);
    let ids: Vec<String> = lines(&file).into_iter().map(|line| line.bank_id).collect();
    assert_eq!(ids, ["BANK-4711/1", "BANK-4711/2"]);
    assert_eq!(file.problems, []);
}

#[test]
fn a_batch_whose_payments_do_not_add_up_is_one_line_and_it_is_said() {
    let file = file(&booked("6.00", "DBIT", &batch(&["3.10", "3.20"])));
    assert_eq!(amounts(&file), ["-6"]);
    assert!(reasons(&file).contains("2 payments that do not add up"), "{}", reasons(&file));
}

#[test]
fn payments_of_a_batch_may_go_both_ways() {
    let parts = "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">10</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>\
        <TxDtls><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls>";
    assert_eq!(amounts(&file(&booked("9", "CRDT", parts))), ["10", "-1"]);
}

#[test]
fn the_booking_date_counts_and_the_value_date_stands_in() {
    let both = "<BookgDt><DtTm>2024-12-31T23:59:59+01:00</DtTm></BookgDt><ValDt><Dt>2025-01-02</Dt></ValDt>";
    assert_eq!(lines(&file(&entry("1", "CRDT", both)))[0].date, date(2024, 12, 31));
    let file = file(&entry("1", "CRDT", "<ValDt><Dt>2025-01-02Z</Dt></ValDt>"));
    assert_eq!(lines(&file)[0].date, date(2025, 1, 2));
    assert!(reasons(&file).contains("no booking date"));
}

#[test]
fn an_entry_without_a_date_or_direction_is_named_and_left() {
    let file = file(
        &(entry("1", "CRDT", "<AddtlNtryInf>LOST</AddtlNtryInf>")
            + &booked("2", "UP", "")
            + &booked("x", "CRDT", "")),
    );
    assert_eq!(amounts(&file), [""; 0]);
    let reasons = reasons(&file);
    assert!(
        reasons.contains("“LOST” has no date")
            && reasons.contains("came or went")
            && reasons.contains("no amount"),
        "{reasons}"
    );
    assert_eq!(file.problems.iter().filter(|problem| problem.line == Some(2)).count(), 3);
}

#[test]
fn what_is_not_booked_yet_is_named_and_left() {
    for status in
        ["<Sts>PDNG</Sts>", "<Sts><Cd>PDNG</Cd></Sts>", "<Sts>INFO</Sts>", "<Sts><Cd>FUTR</Cd></Sts>"]
    {
        let file = file(
            &(entry("1", "CRDT", &format!("{status}<BookgDt><Dt>2024-05-03</Dt></BookgDt>"))
                + &booked("2", "CRDT", "")),
        );
        assert_eq!(amounts(&file), ["2"], "{status}");
        assert!(reasons(&file).contains("not booked yet"), "{status}");
    }
}

#[test]
fn every_balance_has_its_kind_and_its_date() {
    let balance = |code: &str, direction: &str, date: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">1.50</Amt>\
             <CdtDbtInd>{direction}</CdtDbtInd><Dt>{date}</Dt></Bal>"
        )
    };
    let content = ["OPBD", "PRCD", "ITBD", "CLAV", "FWAV", "OPAV"]
        .map(|code| balance(code, "CRDT", "<Dt>2024-05-01</Dt>"))
        .concat()
        + &balance("CLBD", "DBIT", "<DtTm>2024-05-03T18:00:00</DtTm>");
    let file = file(&content);
    let kinds: Vec<BalanceKind> = file.statements[0].balances.iter().map(|balance| balance.kind).collect();
    use BalanceKind::{Available, Forward, Interim, Ledger, Opening, Other};
    assert_eq!(kinds, [Opening, Opening, Interim, Available, Forward, Other, Ledger]);
    let last = file.statements[0].balances.last().expect("seven");
    assert_eq!((last.amount.to_string().as_str(), last.date), ("-1.5", Some(date(2024, 5, 3))));
}

#[test]
fn statements_of_one_account_come_together_and_others_stay_apart() {
    let one = format!("<Stmt>{ACCOUNT}{}</Stmt>", booked("1", "CRDT", ""));
    let other =
        format!("<Stmt><Acct><Id><Othr><Id>77</Id></Othr></Id></Acct>{}</Stmt>", booked("2", "CRDT", ""));
    let file = file_of(&format!("{one}{other}{one}")).expect("statements");
    let counts: Vec<_> = file
        .statements
        .iter()
        .map(|statement| (statement.account.key.clone(), statement.lines.len()))
        .collect();
    assert_eq!(counts, [(Some("DE89370400440532013000".into()), 2), (Some("77".into()), 1)]);
    assert_eq!(file.statements[1].currency.as_deref(), Some("EUR"));
}

#[test]
fn each_currency_of_an_account_is_a_statement_of_its_own() {
    let dollars = booked("2", "CRDT", "").replace("EUR", "USD");
    let file = file(&(booked("1", "CRDT", "") + &dollars));
    let currencies: Vec<_> = file.statements.iter().map(|statement| statement.currency.clone()).collect();
    assert_eq!(currencies, [Some("EUR".into()), Some("USD".into())]);
}

#[test]
fn a_reference_counts_as_an_id_only_where_it_identifies() {
    let id = |more: &str| line(&booked("5", "CRDT", more)).bank_id;
    assert_eq!(id("<AcctSvcrRef>2024BANK01</AcctSvcrRef>"), "2024BANK01");
    for none in ["NONREF", "NOTPROVIDED", "000000000", "1", ""] {
        let id = id(&format!(
            "<AcctSvcrRef>{none}</AcctSvcrRef>{}",
            payment(&format!("<Refs><EndToEndId>{none}</EndToEndId></Refs>"))
        ));
        assert!(id.starts_with("f:"), "{none}: {id}");
    }
    // What the payer may repeat next month counts with its day.
    assert_eq!(id(&payment("<Refs><EndToEndId>RENT-0815</EndToEndId></Refs>")), "RENT-0815@2024-05-03");
}

#[test]
fn a_cheque_number_is_the_line_s_number() {
    assert_eq!(
        line(&booked("5", "DBIT", &payment("<Refs><ChqNb>000319</ChqNb></Refs>"))).number.as_deref(),
        Some("000319")
    );
}

#[test]
fn every_message_and_version_is_read_by_its_local_names() {
    for (message, statement, format) in [
        ("BkToCstmrAcctRptV01", "Rpt", Format::Camt052),
        ("BkToCstmrAcctRpt", "Rpt", Format::Camt052),
        ("BkToCstmrStmt", "Stmt", Format::Camt053),
        ("BkToCstmrDbtCdtNtfctn", "Ntfctn", Format::Camt054),
    ] {
        let text = format!(
            "<e:Envelope><n:Document xmlns:n=\"u\"><n:{message}><n:{statement}>{}</n:{statement}></n:{message}></n:Document></e:Envelope>",
            booked("1", "CRDT", "").replace("</", "\u{1}").replace('<', "<n:").replace('\u{1}', "</n:")
        );
        let file = read("a.xml", text.as_bytes()).expect("a statement");
        assert_eq!((file.format, amounts(&file)), (format, vec!["1".to_owned()]), "{message}");
    }
}

#[test]
fn the_encoding_of_the_declaration_counts() {
    let text = format!(
        "{DOCUMENT}<Stmt>{ACCOUNT}{}</Stmt>{END}",
        booked("5", "CRDT", "<AddtlNtryInf>Müller</AddtlNtryInf>")
    );
    let latin: Vec<u8> = text
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    assert_eq!(lines(&read("a.xml", &latin).expect("a statement"))[0].memo, "Müller");
    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.replace("UTF-8", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(lines(&read("a.xml", &wide).expect("a statement"))[0].memo, "Müller");
}

#[test]
fn a_file_that_was_cut_off_gives_its_whole_entries_and_says_so() {
    let text = format!("{DOCUMENT}<Stmt>{ACCOUNT}{}<Ntry><Amt Ccy=\"EUR\">12", booked("1", "CRDT", ""));
    let file = read("a.xml", text.as_bytes()).expect("a statement");
    assert_eq!(amounts(&file), ["1"]);
    let reasons = reasons(&file);
    assert!(reasons.contains("within this entry") && reasons.contains("cut off"), "{reasons}");
}

#[test]
fn broken_xml_is_read_up_to_where_it_breaks() {
    let text = format!("{DOCUMENT}<Stmt>{ACCOUNT}{}</Wrong>{END}", booked("1", "CRDT", ""));
    let file = read("a.xml", text.as_bytes()).expect("a statement");
    assert_eq!(amounts(&file), ["1"]);
    assert!(reasons(&file).contains("cannot be read further"));
}

#[test]
fn a_page_that_is_not_the_last_is_said() {
    let file =
        file(&format!("<StmtPgntn><LastPgInd>false</LastPgInd></StmtPgntn>{}", booked("1", "CRDT", "")));
    assert!(reasons(&file).contains("more pages"));
}

#[test]
fn another_message_is_called_what_it_is() {
    let order = "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn/></Document>";
    assert!(matches!(
        read("a.xml", order.as_bytes()),
        Err(Unreadable::OtherMessage { what: "an order to pay", .. })
    ));
    assert_eq!(file_of("<GrpHdr/>"), Err(Unreadable::NoStatement { format: "CAMT.053" }));
    assert_eq!(
        file_of(&format!("<Stmt>{ACCOUNT}</Stmt>")),
        Err(Unreadable::NoMovements { format: "CAMT.053", account: "DE89370400440532013000".into() })
    );
}
