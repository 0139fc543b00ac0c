//! Tables of many banks, each with invented names and in the bank's own manner.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::import::layout::{Layout, Role, Sense, Setting};
use crate::import::{BankFile, Layouts, dates::Order, decimal::marks::Mark, read, read_watched};
use crate::ledger::Unwatched;

fn file(name: &str, text: &str) -> BankFile {
    read(name, text.as_bytes()).expect("a table")
}

/// "date amount payee|memo" of each line.
fn lines(file: &BankFile) -> Vec<String> {
    let lines = file.statements.iter().flat_map(|statement| &statement.lines);
    lines.map(|line| format!("{} {} {}|{}", line.date, line.amount, line.payee, line.memo)).collect()
}

fn evidence(file: &BankFile) -> String {
    file.readings[0].evidence.join("\n")
}

fn questions(file: &BankFile) -> Vec<Setting> {
    file.readings[0]
        .questions
        .iter()
        .filter(|question| !question.answered)
        .map(|question| question.taken.clone())
        .collect()
}

/// Read whole, without a question and without a problem.
fn clear(name: &str, text: &str) -> BankFile {
    let file = file(name, text);
    assert_eq!((questions(&file), &file.problems), (vec![], &vec![]), "{}", evidence(&file));
    file
}

#[test]
fn a_german_current_account_with_a_preamble_and_latin_1_quotes() {
    let file = clear(
        "umsatz.csv",
        "\"Girokonto\";\"DE89 3704 0044 0532 0130 00\"\n\"Zeitraum:\";\"01.01.2024 - 31.01.2024\"\n\"Kontostand vom 31.01.2024:\";\"1.187,50 EUR\"\n\n\
         \"Buchungstag\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\"Verwendungszweck\";\"Betrag (€)\"\n\
         \"02.01.24\";\"02.01.24\";\"Gebucht\";\"Ada Beispiel\";\"Bäckerei Kornblum\";\"Brot; Kuchen\";\"-12,50\"\n\
         \"03.01.24\";\"03.01.24\";\"Gebucht\";\"Werk AG\";\"Ada Beispiel\";\"Lohn\";\"1.200,00\"\n",
    );
    assert_eq!(
        lines(&file),
        ["2024-01-02 -12.5 Bäckerei Kornblum|Brot; Kuchen", "2024-01-03 1200 Werk AG|Lohn"]
    );
    assert_eq!(file.statements[0].account.key.as_deref(), Some("DE89370400440532013000"));
    let told = evidence(&file);
    assert!(
        told.contains("semicolons") && told.contains("have the day first") && told.contains("decimal comma"),
        "{told}"
    );
}

#[test]
fn an_english_account_with_money_in_and_money_out() {
    let file = clear(
        "statement.csv",
        "Date,Type,Description,Paid out,Paid in,Balance\n13/02/2024,VIS,CORNER MARKET,12.50,,987.50\n\
         14/02/2024,BP,A LANDLORD,\"1,000.00\",,-12.50\n15/02/2024,CR,ACME PAYROLL,,\"2,500.00\",\"2,487.50\"\n",
    );
    assert_eq!(
        lines(&file),
        [
            "2024-02-13 -12.5 CORNER MARKET|VIS",
            "2024-02-14 -1000 A LANDLORD|BP",
            "2024-02-15 2500 ACME PAYROLL|CR"
        ]
    );
    let told = evidence(&file);
    assert!(told.contains("“13/02/2024” occurs in line 2, so the day comes first."), "{told}");
    assert!(told.contains("2 of 2 balances"), "{told}");
    assert_eq!(file.statements[0].balances[0].amount.to_string(), "2487.5");
}

#[test]
fn a_french_account_with_debit_and_credit_columns() {
    let file = clear(
        "releve.csv",
        "Numéro de compte;12345678\nDate de comptabilisation;Libellé simplifié;Référence;Débit;Crédit;Date de valeur\n\
         05/03/2024;BOULANGERIE DU PORT;ABC1;-12,50;;05/03/2024\n06/03/2024;VIREMENT EMPLOYEUR;ABC2;;+1 800,00;06/03/2024\n",
    );
    assert_eq!(lines(&file).len(), 2);
    assert!(lines(&file)[0].starts_with("2024-03-05 -12.5 "), "{:?}", lines(&file));
    assert!(lines(&file)[1].starts_with("2024-03-06 1800 "), "{:?}", lines(&file));
}

#[test]
fn a_spanish_account_with_newest_first_and_a_balance() {
    let file = clear(
        "movimientos.csv",
        "Fecha;Concepto;Importe;Saldo\n04/03/2024;Nómina Fábrica SA;1.500,00;2.400,00\n03/03/2024;Panadería Sol;-100,00;900,00\n",
    );
    assert_eq!(lines(&file)[1], "2024-03-04 1500 Nómina Fábrica SA|", "the oldest row first");
    assert!(evidence(&file).contains("the newest row first"));
    assert_eq!(file.statements[0].balances[0].amount.to_string(), "2400");
}

#[test]
fn an_italian_account_with_dare_and_avere() {
    let file = clear(
        "movimenti.csv",
        "Data contabile;Data valuta;Dare;Avere;Divisa;Descrizione operazione\n02/04/2024;02/04/2024;-25,00;;EUR;Forno Rossi\n\
         03/04/2024;03/04/2024;;90,00;EUR;Bonifico Bianchi\n",
    );
    assert_eq!(lines(&file), ["2024-04-02 -25 Forno Rossi|", "2024-04-03 90 Bonifico Bianchi|"]);
    assert_eq!(file.statements[0].currency.as_deref(), Some("EUR"));
}

#[test]
fn a_dutch_account_with_a_direction_column() {
    let file = clear(
        "nl.csv",
        "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Code\",\"Af Bij\",\"Bedrag (EUR)\",\"Mededelingen\"\n\
         \"20240502\",\"Bakker Bart\",\"NL91ABNA0417164300\",\"\",\"BA\",\"Af\",\"12,50\",\"Pas 001\"\n\
         \"20240503\",\"Werkgever BV\",\"NL91ABNA0417164300\",\"\",\"OV\",\"Bij\",\"2000,00\",\"Salaris\"\n",
    );
    assert_eq!(
        lines(&file),
        ["2024-05-02 -12.5 Bakker Bart|Pas 001 BA", "2024-05-03 2000 Werkgever BV|Salaris OV"]
    );
    assert_eq!(file.statements[0].account.key.as_deref(), Some("NL91ABNA0417164300"));
    assert_eq!(file.statements[0].currency.as_deref(), Some("EUR"));
}

#[test]
fn two_accounts_in_one_file_are_two_statements() {
    let file = clear(
        "both.csv",
        "Account,Date,Payee,Amount,Currency\nCurrent,2024-05-02,Baker,-1.00,GBP\nSavings,2024-05-02,Bank,2.00,GBP\n\
         Current,2024-05-03,Miller,-3.00,GBP\nSavings,2024-05-04,Bank,-2.00,GBP\n",
    );
    let labels: Vec<_> = file
        .statements
        .iter()
        .map(|statement| (statement.account.label.as_str(), statement.lines.len()))
        .collect();
    assert_eq!(labels, [("Current", 2), ("Savings", 2)]);
}

#[test]
fn a_table_without_headers_is_told_by_its_cells() {
    let file = clear(
        "bank.csv",
        "02/13/2024,-12.50,*,,CORNER MARKET\n02/14/2024,2500.00,*,,ACME PAYROLL\n02/15/2024,-3.10,*,1021,CHEQUE\n",
    );
    assert_eq!(lines(&file)[0], "2024-02-13 -12.5 CORNER MARKET|");
    assert!(evidence(&file).contains("“02/13/2024” occurs in line 1, so the month comes first."));
}

#[test]
fn a_card_statement_of_plain_amounts_is_asked_about_and_the_answer_is_kept_by_its_layout() {
    let text = "Date,Description,Card Member,Amount\n02/13/2024,CORNER MARKET,A EXAMPLE,12.50\n02/14/2024,AIRWEST,A EXAMPLE,250.00\n\
                02/20/2024,PAYMENT RECEIVED,A EXAMPLE,-262.50\n";
    let asked = file("activity.csv", text);
    assert_eq!(questions(&asked), [Setting::Sense(Sense::Out)]);
    assert_eq!(asked.readings[0].questions[0].choices[0].example, "CORNER MARKET 12.50 is a payment");
    let mut layout = Layout::default();
    layout.settle(Setting::Sense(Sense::In));
    let layouts = Layouts::from([(asked.readings[0].layout.clone(), layout)]);
    let next = read_watched("other.csv", text.replace("12.50", "13.50").as_bytes(), &layouts, &Unwatched)
        .expect("a table");
    assert_eq!(questions(&next), []);
    assert!(lines(&next)[0].contains(" 13.5 "), "{:?}", lines(&next));
    assert!(lines(&asked)[0].contains(" -12.5 "), "{:?}", lines(&asked));
}

#[test]
fn dates_that_can_be_exchanged_are_asked_about_with_an_example() {
    let text = "Date,Description,Amount\n01/02/2024,A,-1.00\n03/02/2024,B,2.00\n";
    let asked = file("a.csv", text);
    assert_eq!(questions(&asked), [Setting::Order(Order::MonthFirst)]);
    let examples: Vec<_> =
        asked.readings[0].questions[0].choices.iter().map(|choice| choice.example.as_str()).collect();
    assert_eq!(examples, ["“01/02/2024” is 1 February 2024", "“01/02/2024” is 2 January 2024"]);
    let layout = Layout { order: Some(Order::DayFirst), ..Layout::default() };
    let layouts = Layouts::from([(asked.readings[0].layout.clone(), layout)]);
    let told = read_watched("a.csv", text.as_bytes(), &layouts, &Unwatched).expect("a table");
    assert_eq!(lines(&told)[0], "2024-02-01 -1 A|");
    assert_eq!(questions(&told), []);
}

#[test]
fn rows_in_the_order_of_their_dates_tell_which_way_they_are_read() {
    let text = "Date,Description,Amount\n01/02/2024,A,-1.00\n05/02/2024,B,2.00\n09/02/2024,B,-2.00\n02/03/2024,C,-4.00\n03/03/2024,C,-4.00\n";
    let file = clear("a.csv", text);
    assert!(lines(&file)[0].starts_with("2024-02-01"));
    assert!(evidence(&file).contains("in the order of their dates"));
}

#[test]
fn a_mark_before_three_digits_is_asked_about() {
    let text = "Date,Description,Amount\n2024-01-02,A,\"-1,234\"\n2024-01-03,B,\"2,500\"\n";
    let asked = file("a.csv", text);
    assert_eq!(questions(&asked), [Setting::Mark(Mark::Point)]);
    assert!(lines(&asked)[0].contains("-1234 "));
    let layout = Layout { mark: Some(Mark::Comma), ..Layout::default() };
    let layouts = Layouts::from([(asked.readings[0].layout.clone(), layout)]);
    assert!(
        lines(&read_watched("a.csv", text.as_bytes(), &layouts, &Unwatched).expect("a table"))[0]
            .contains("-1.234 ")
    );
}

#[test]
fn the_balance_proves_the_sign_of_a_card_without_a_question() {
    let file = clear(
        "card.csv",
        "Date,Description,Amount,Balance\n2024-01-02,A,10.00,-110.00\n2024-01-03,B,20.00,-130.00\n2024-01-04,PAYMENT,-130.00,0.00\n",
    );
    assert_eq!(lines(&file)[0], "2024-01-02 -10 A|");
    assert_eq!(lines(&file)[2], "2024-01-04 130 PAYMENT|");
}

#[test]
fn columns_that_nobody_knows_are_asked_for_and_roles_by_hand_count() {
    let text = "Foo,Bar,Baz\nhello,world,there\nagain,and,again\n";
    let unknown = read("a.csv", text.as_bytes());
    assert!(unknown.is_err(), "no table of bookings");
    let text = "Foo,Bar,Baz\n2024-01-02,Baker,twelve\n2024-01-03,Miller,13\n2024-01-04,Miller,two\n";
    let odd = file("a.csv", text);
    assert!(odd.readings[0].is_open(), "{:?}", odd.readings);
    let roles = vec![Role::Date, Role::Payee, Role::Amount];
    let layout = Layout { roles: Some(roles), sense: Some(Sense::Out), ..Layout::default() };
    let layouts = Layouts::from([(odd.readings[0].layout.clone(), layout)]);
    let told = read_watched("a.csv", text.as_bytes(), &layouts, &Unwatched).expect("a table");
    assert_eq!(lines(&told), ["2024-01-03 -13 Miller|"]);
    assert_eq!(told.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(2), Some(4)]);
}

#[test]
fn what_is_not_booked_is_left_out_and_named() {
    let file = file(
        "a.csv",
        "Date,Description,Amount,Status\n2024-01-02,A,-1.00,Completed\n2024-01-03,B,2.00,Pending\n",
    );
    assert_eq!(lines(&file), ["2024-01-02 -1 A|"]);
    assert!(file.problems[0].reason.contains("“Pending”"), "{:?}", file.problems);
}

#[test]
fn a_row_with_a_bad_cell_is_named_and_a_total_is_passed_over() {
    let file = file(
        "a.csv",
        "Date,Description,Amount\n2024-01-02,A,-1.00\n2024-13-03,B,2.00\n2024-01-03,C,n/a\nTotal,,\n",
    );
    assert_eq!(lines(&file), ["2024-01-02 -1 A|"]);
    let problems: Vec<_> = file.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(problems, [Some(3), Some(4), Some(5)]);
}

#[test]
fn ids_cheque_numbers_and_categories_are_kept() {
    let file = clear(
        "a.csv",
        "Date,Num,Payee,Memo,Category,Amount,Cleared,Id\n2005-01-01,1001,Corner Market,weekly,Food:Groceries,-30.58,R,T1\n2005-01-02,,ACME,,Income:Salary,100.00,R,T2\n",
    );
    let line = &file.statements[0].lines[0];
    assert_eq!(
        (line.number.as_deref(), line.bank_id.as_str(), line.memo.as_str()),
        (Some("1001"), "T1", "weekly")
    );
    assert_eq!(line.sides.len(), 1);
}

#[test]
fn amounts_with_their_sense_behind_them_and_months_by_name_are_read() {
    let file = clear(
        "a.csv",
        "Date|Narrative|Amount|Balance\n13 Feb 2024|A|12.50 DR|87.50 CR\n14 Feb 2024|B|10.00 CR|97.50 CR\n",
    );
    assert_eq!(lines(&file), ["2024-02-13 -12.5 A|", "2024-02-14 10 B|"]);
}

#[test]
fn every_encoding_gives_the_same_lines() {
    use encoding_rs::*;
    for (encoding, payee) in [
        (UTF_8, "Bäckerei Łódź 東京"),
        (WINDOWS_1252, "Bäckerei Müller Größe"),
        (WINDOWS_1250, "Piekarnia Łódź Żółć i świeże bułki"),
        (WINDOWS_1251, "Пекарня Ромашка на Невском"),
        (ISO_8859_2, "Piekarnia Łódź Żółć i świeże bułki ąęśćź"),
        (GB18030, "支付宝转账给张三购买早餐和午餐的费用"),
        (EUC_KR, "계좌에서 전기 요금이 출금되었습니다"),
        (EUC_JP, "振込手数料を口座から引き落としました"),
        (SHIFT_JIS, "振込手数料を口座から引き落としました"),
    ] {
        let text = format!("Date,Payee,Amount\n2024-01-02,{payee},-12.50\n2024-01-03,{payee},5.00\n");
        let bytes = encoding.encode(&text).0;
        let read = read("a.csv", &bytes).expect("a table");
        assert_eq!(lines(&read)[0], format!("2024-01-02 -12.5 {payee}|"), "{}", encoding.name());
    }
}

#[test]
fn other_tables_and_letters_are_not_taken_for_bookings() {
    for text in ["Dear diary,\nnothing, nothing\n", "a;b\nc;d\n", "Name,Phone\nAda,+49 30 123456\n"] {
        assert!(read("a.txt", text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_header_without_bookings_is_called_an_empty_statement() {
    let error = read("a.csv", b"Date,Description,Amount,Balance\n").expect_err("nothing in it");
    assert!(error.to_string().contains("holds no statement"), "{error}");
}

/// Far more than it needs, and far less than a quadratic reader would take.
const DEADLINE: Duration = Duration::from_secs(60);

#[test]
fn the_time_grows_with_the_rows_and_no_faster() {
    let mut text = String::from("Date,Payee,Memo,Amount,Balance\n");
    for row in 0..10_000 {
        let _ =
            writeln!(text, "2024-01-{:02},Shop {row},order {row},-{}.50,{}.25", row % 28 + 1, row % 300, row);
    }
    let mut start = Instant::now();
    assert_eq!(lines(&file("a.csv", &text)).len(), 10_000);
    for piece in [",", "\"", "\n", "\"\n", "1,2,3\n", "a;b\n", "2024-01-01,1\n", "2024-01-01,1.00,EUR,x\"\n"]
    {
        let _ = read("a.csv", format!("Date,Amount\n{}", piece.repeat(200_000 / piece.len())).as_bytes());
        assert!(start.elapsed() < DEADLINE, "{piece}");
        start = Instant::now();
    }
}

#[test]
fn amounts_in_all_their_dresses_are_read() {
    let told = |text: &str| {
        let file = clear("a.csv", text);
        file.statements[0].lines.iter().map(|line| line.amount.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        told(
            "Datum;Text;Betrag\n13.01.2024;A;-1.234,50 €\n14.01.2024;B;12,50-\n15.01.2024;C;−3,00\n16.01.2024;D;1 234,50\n"
        ),
        ["-1234.5", "-12.5", "-3", "1234.5"]
    );
    assert_eq!(
        told(
            "Date,Payee,Amount\n2024-01-13,A,(12.50)\n2024-01-14,B,\"$1,000.00\"\n2024-01-15,C,-$5.00\n2024-01-16,D,1'234.50\n"
        ),
        ["-12.5", "1000", "-5", "1234.5"]
    );
}
