//! What proves a reading of a table, and what is asked: each a kind of file that was once read wrong in silence.

use std::collections::BTreeMap;

use crate::import::layout::{Layout, Role, Sense, Setting, WordMeaning};
use crate::import::{BalanceKind, BankFile, Layouts, read, read_watched};
use crate::ledger::Unwatched;

fn file(text: &str) -> BankFile {
    read("sample.csv", text.as_bytes()).expect("a table")
}

fn with(text: &str, layout: Layout) -> BankFile {
    let layouts = Layouts::from([(file(text).readings[0].layout.clone(), layout)]);
    read_watched("sample.csv", text.as_bytes(), &layouts, &Unwatched).expect("a table")
}

fn open(file: &BankFile) -> Vec<&str> {
    let questions = file.readings[0].questions.iter().filter(|question| !question.answered);
    questions.map(|question| question.text.as_str()).collect()
}

/// "amount payee|memo" of each line.
fn lines(file: &BankFile) -> Vec<String> {
    let lines = file.statements.iter().flat_map(|statement| &statement.lines);
    lines.map(|line| format!("{} {}|{}", line.amount, line.payee, line.memo)).collect()
}

fn clear(text: &str) -> Vec<String> {
    let file = file(text);
    assert_eq!(open(&file), Vec::<&str>::new(), "{:?}", file.readings[0].evidence);
    lines(&file)
}

#[test]
fn one_step_of_a_balance_never_turns_what_words_say() {
    let told = clear(
        "Date,Label,Amount,D/C,Balance\n2024-12-15,Loaves,20.50,D,-10.50\n2024-12-16,Salary,-1000.50,C,990.00\n",
    );
    assert_eq!(told, ["-20.5 Loaves|", "1000.5 Salary|"]);
    // Balances that grow with every debit are not followed either, but nobody is left in the dark.
    let against = file(
        "Date,Label,Debit,Credit,Balance\n2024-12-15,A,1.00,,11.00\n2024-12-16,B,2.00,,13.00\n2024-12-17,C,4.00,,17.00\n2024-12-18,D,,5.00,12.00\n",
    );
    assert_eq!(open(&against).len(), 1, "{:?}", against.readings[0].questions);
}

#[test]
fn words_of_directions_are_understood_with_and_without_a_header() {
    for (header, out, into) in [
        ("D/K", "D", "K"),
        ("Af Bij", "Af", "Bij"),
        ("Soll/Haben", "S", "H"),
        ("Type", "Expense", "Income"),
        ("+/-", "-", "+"),
        ("I/O", "O", "I"),
        ("Credit Debit Indicator", "DBIT", "CRDT"),
        ("Strona", "Obciążenie", "Uznanie"),
        ("Cargo/Abono", "C", "A"),
        ("", "Lastschrift", "Gutschrift"),
    ] {
        let told = clear(&format!(
            "Date,Name,{header},Amount\n2024-01-13,A,{out},1.50\n2024-01-14,B,{into},2.50\n2024-01-15,C,{out},3.50\n"
        ));
        let amounts: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(amounts, ["-1.5", "2.5", "-3.5"], "{header}");
    }
}

const TYPES: &str = "Date,Type,Description,Amount\n2025-02-03,Debit,Grocer,18.20\n2025-02-04,Credit,Wages,900.00\n2025-02-05,Frobnicate,Number 412,125.00\n";

#[test]
fn a_word_that_nobody_knows_is_asked_and_the_answer_counts() {
    let asked = file(TYPES);
    assert_eq!(open(&asked), ["What does “Frobnicate” say of a row of this file?"]);
    let choice = &asked.readings[0].questions[0].choices[0];
    assert_eq!(choice.setting, Setting::Word("frobnicate".into(), WordMeaning::MoneyOut));
    assert!(choice.rows[0].ends_with("Number 412 -125"), "{choice:?}");
    let words = BTreeMap::from([("frobnicate".to_owned(), WordMeaning::MoneyOut)]);
    let told = with(TYPES, Layout { words, ..Layout::default() });
    assert_eq!(lines(&told).last().map(String::as_str), Some("-125 Number 412|"));
    assert!(open(&told).is_empty() && told.problems.is_empty());
}

#[test]
fn a_status_that_nobody_knows_among_others_is_asked() {
    let text = "Date,Payee,Amount,Status\n2025-02-14,A,-1.00,Completed\n2025-02-15,B,-2.00,Frobbed\n";
    let told = file(text);
    assert_eq!(open(&told), ["Has the bank booked the rows that say “Frobbed”?"]);
    let choices = &told.readings[0].questions[0].choices;
    let rows: Vec<&str> = choices.iter().flat_map(|choice| &choice.rows).map(String::as_str).collect();
    assert_eq!(rows, ["2025-02-15 B -2", "2025-02-15 B: left out"]);
    let words = BTreeMap::from([("frobbed".to_owned(), WordMeaning::Booked)]);
    assert_eq!(lines(&with(text, Layout { words, ..Layout::default() })).len(), 2);
    let only = file("Date,Payee,Amount,Status\n2025-02-14,A,-1.00,Frobbed\n2025-02-15,B,-2.00,Frobbed\n");
    assert!(only.problems[0].reason.contains("“Frobbed”"), "{:?}", only.problems);
}

#[test]
fn columns_of_money_that_nothing_explains_are_asked() {
    let sides = "18.03.2024;Bakery;;33,87\n18.03.2024;Shop;;23,55\n19.03.2024;March;2400,00;\n";
    assert_eq!(open(&file(sides)), ["Which column is the amount? Neither a header nor a balance says so."]);
    let Setting::Roles(roles) = file(sides).readings[0].questions[0].choices[1].setting.clone() else {
        panic!("columns are asked for")
    };
    let told = with(sides, Layout { roles: Some(roles), ..Layout::default() });
    assert_eq!(lines(&told), ["-33.87 Bakery|", "-23.55 Shop|", "2400 March|"]);
    let bare =
        "when,what,total,tax,refund\n2024-03-07,loaf tin,4.22,0.24,0\n2024-03-08,kettle,34.12,1.93,0\n";
    assert!(!open(&file(bare)).is_empty());
    // A balance proves it without a word.
    let proved = file(
        "07.03.2024;Baker;100,00;-12,10;87,90\n08.03.2024;Wages;87,90;1200,00;1287,90\n09.03.2024;Water;1287,90;-41,10;1246,80\n",
    );
    assert_eq!(lines(&proved), ["-12.1 Baker|", "1200 Wages|", "-41.1 Water|"], "{:?}", proved.readings);
}

#[test]
fn rows_of_balances_are_no_movements() {
    let told = file(
        "Data;Valuta;Addebiti;Accrediti;Descrizione\n31/12/23;;;50,00;SALDO INIZIALE\n15/03/24;15/03/24;12,10;;FORNO\n\
         17/03/24;17/03/24;;200,00;BONIFICO DA Ada\n31/03/24;;;237,90;Saldo finale al 31/03/24\n",
    );
    assert_eq!(lines(&told), ["-12.1 FORNO|", "200 BONIFICO DA Ada|"]);
    let balances: Vec<_> =
        told.statements[0].balances.iter().map(|one| (one.kind, one.amount.to_string())).collect();
    assert_eq!(
        balances,
        [(BalanceKind::Opening, "50".to_owned()), (BalanceKind::Ledger, "237.9".to_owned())]
    );
    assert!(told.problems[0].reason.contains("2 rows state a balance"), "{:?}", told.problems);
}

#[test]
fn what_is_not_booked_is_left_out_in_any_language() {
    for (status, booked) in [
        ("Pending", "Completed"),
        ("autorizzato", "contabilizzato"),
        ("Vorgemerkt", "Gebucht"),
        ("Declined", "Completed"),
        ("en attente", "comptabilisé"),
        ("Отменено", "Исполнено"),
        ("交易关闭", "交易成功"),
        ("Anulowana", "Zrealizowana"),
    ] {
        let told = file(&format!(
            "Date,Payee,Amount,Status\n2025-02-14,A,-1.00,{booked}\n2025-02-15,B,-2.00,{status}\n"
        ));
        assert_eq!(lines(&told), ["-1 A|"], "{status}");
        assert!(told.problems[0].reason.contains(status), "{:?}", told.problems);
    }
    let elsewhere = file("Date,Type,Payee,Amount\n2025-02-14,Card,A,-1.00\n2025-02-15,Pending,B,-2.00\n");
    assert_eq!(lines(&elsewhere).len(), 1, "in whatever column");
}

#[test]
fn a_fee_that_the_balance_proves_is_a_part_of_its_own() {
    let text = "Date,Description,Amount,Fee,Balance\n2025-02-01,A,-2.00,0.00,98.00\n2025-02-05,Cash,-40.00,1.20,56.80\n2025-02-06,B,-6.00,0.00,50.80\n";
    let told = file(text);
    assert_eq!(lines(&told)[1], "-41.2 Cash|");
    let sides: Vec<String> =
        told.statements[0].lines[1].sides.iter().map(|side| side.amount.to_string()).collect();
    assert_eq!(sides, ["-40", "-1.2"]);
    let unproved = text
        .lines()
        .map(|line| line.rsplit_once(',').map_or(line, |(rest, _)| rest))
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(open(&file(&unproved)).len(), 1, "without a balance it is asked");
    let told = with(&unproved, Layout { fee_apart: Some(false), ..Layout::default() });
    assert_eq!(lines(&told)[1], "-40 Cash|");
}

#[test]
fn several_currencies_are_several_accounts_told_apart() {
    let told = file(
        "Date,Description,Amount\n2025-02-14,Hotel,-120.00 USD\n2025-02-15,Pay,900.00 EUR\n2025-02-17,Museum,-£8.00\n",
    );
    let accounts: Vec<_> =
        told.statements.iter().map(|one| (one.currency.as_deref(), one.account.label.as_str())).collect();
    assert_eq!(accounts.iter().map(|one| one.0).collect::<Vec<_>>(), [Some("USD"), Some("EUR"), Some("GBP")]);
    let labels: std::collections::BTreeSet<&str> = accounts.iter().map(|one| one.1).collect();
    assert_eq!(labels.len(), 3, "{accounts:?}");
}

#[test]
fn a_number_on_every_row_is_no_cheque() {
    let number =
        |text: &str| file(text).statements[0].lines.iter().filter(|line| line.number.is_some()).count();
    assert_eq!(number("Number,Date,Description,Amount\n1,2025-02-14,A,-12.50\n2,2025-02-15,B,900.00\n"), 0);
    assert_eq!(
        number("Date,Card Number,Description,Amount\n2025-02-14,4821,A,-12.50\n2025-02-15,4821,B,-4.00\n"),
        0
    );
    assert_eq!(
        number("Date,Number,Name,Amount\n2025-02-14,DE02500105170137075030,A,-1.00\n2025-02-15,,B,-4.00\n"),
        0
    );
    assert_eq!(
        number("Date,Check Number,Description,Amount\n2025-02-14,558,A,-12.50\n2025-02-15,,B,-4.00\n"),
        1
    );
}

#[test]
fn names_go_before_account_numbers_and_every_text_is_kept() {
    let told = clear(
        "Date;Name / Description;Account;Counterparty;Code;Amount;Notifications;Oddity\n\
         20240313;Bakery;NL91ABNA0417164300;NL20INGB0001234567;GT;-12,10;two loaves;blue\n\
         20240314;Ada;NL91ABNA0417164300;NL02ABNA0123456789;GT;50,00;back to you;red\n",
    );
    assert_eq!(told, ["-12.1 Bakery|two loaves GT blue", "50 Ada|back to you GT red"]);
    let numbered = clear(
        "Datum;Name;Buchungstext;VWZ1;VWZ2;Betrag\n13.01.2024;Ada;Lastschrift;Rechnung 1;zwei Brote;-1,00\n14.01.2024;Bo;Gutschrift;Gehalt;März;2,00\n",
    );
    assert_eq!(numbered, ["-1 Ada|Rechnung 1 zwei Brote Lastschrift", "2 Bo|Gehalt März Gutschrift"]);
    let oneself = clear(
        "Datum;Auftraggeber;Empfänger;Betrag\n13.01.2024;Ada;Bakery;-1,00\n14.01.2024;Ada;Employer;2,00\n",
    );
    assert_eq!(oneself, ["-1 Bakery|", "2 Employer|"], "never one's own name");
}

#[test]
fn a_decimal_comma_that_parts_columns_is_one_amount_again() {
    let told = clear("Datum,Empfänger,Betrag\n14.02.2025,Werkhof,-12,50\n17.02.2025,Gehalt,1300,75\n");
    assert_eq!(told, ["-12.5 Werkhof|", "1300.75 Gehalt|"]);
    let torn = file("Date,Payee,Amount\n2025-02-14,A,-1.00\n2025-02-15,B,-2.00\n2025-02-16,C, Inc,-3.00\n");
    assert_eq!(lines(&torn).len(), 2);
    assert_eq!(torn.problems.len(), 1, "{:?}", torn.problems);
}

#[test]
fn a_header_over_two_rows_and_a_text_over_two_are_read() {
    let told = clear(
        "Date,Description,Amount,,Balance\n,,Debit,Credit,\n2024-01-13,BAKERY,12.50,,87.50\n,North street,,,\n2024-01-14,PAY,,100.00,187.50\n",
    );
    assert_eq!(told, ["-12.5 BAKERY|North street", "100 PAY|"]);
}

#[test]
fn an_account_that_is_named_in_few_rows_and_a_footer_is_one() {
    let told = file(
        "Date,Account,Description,Amount\n2025-02-14,Giro,A,-12.50\n2025-02-15,Savings,B,1.50\n\n\"For information only.\"\n",
    );
    let labels: Vec<&str> = told.statements.iter().map(|one| one.account.label.as_str()).collect();
    assert_eq!(labels, ["Giro", "Savings"]);
    let generic = read("transactions (1).csv", b"Date,Payee,Amount\n2025-02-14,A,-1.00\n").expect("a table");
    assert_eq!(generic.statements[0].account.label, crate::import::NAMELESS);
}

#[test]
fn what_could_be_owed_is_asked_and_the_answer_turns_it() {
    let text = "Date,Description,Amount,Balance\n2024-01-13,PURCHASE A,10.00,110.00\n2024-01-14,PURCHASE B,20.00,130.00\n2024-01-15,PAYMENT RECEIVED,-130.00,0.00\n";
    assert_eq!(open(&file(text)).len(), 1, "{:?}", file(text).readings);
    let told = with(text, Layout { sense: Some(Sense::Out), ..Layout::default() });
    assert_eq!(lines(&told)[0], "-10 PURCHASE A|");
    assert!(!told.readings[0].found.roles.as_ref().is_some_and(|roles| roles.contains(&Role::Direction)));
}

#[test]
fn a_row_without_a_date_is_of_the_day_above_unless_it_could_be_a_sum() {
    let text = "Date,Description,Amount\n2025-02-14,Kiosk,-12.50\n,Bakery,-3.20\n2025-02-15,Pay,900.00\n,Whole,884.30\n";
    let told = file(text);
    let days: Vec<String> = told.statements[0].lines.iter().map(|line| line.date.to_string()).collect();
    assert_eq!(days, ["2025-02-14", "2025-02-14", "2025-02-15"]);
    assert!(told.readings[0].evidence.iter().any(|words| words.contains("day of the row above")));
    assert_eq!(told.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(5)]);
    // What moves money is no text that goes on, whatever else is missing.
    let words = file("Date,Name,D/C,Amount\n2025-02-14,A,D,1.00\n2025-02-15,B,D,2.00\n,C,Frob,3.00\n");
    assert!(words.statements[0].lines.iter().all(|line| !line.memo.contains('C')));
    assert!(!open(&words).is_empty() || words.problems.iter().any(|problem| problem.line == Some(4)));
}

#[test]
fn amounts_that_commas_cut_are_put_together_or_nothing_is_read() {
    let told = clear(
        "Date,Payee,Debit,Credit\n14.02.2025,Shop,12,50,\n17.02.2025,Pay,,1300,75\n18.02.2025,Rent,500,00,\n",
    );
    assert_eq!(told, ["-12.5 Shop|", "1300.75 Pay|", "-500 Rent|"]);
    let thousands = clear(
        "Date,Payee,Amount,Balance\n2025-02-14,Shop,-12.50,987.50\n2025-02-15,Pay,1,300.25,2,287.75\n2025-02-16,Rent,-500.00,1,787.75\n",
    );
    assert_eq!(thousands, ["-12.5 Shop|", "1300.25 Pay|", "-500 Rent|"]);
    let headless = file("14.02.2025,Shop,-12,50\n17.02.2025,Pay,1300,75\n");
    assert!(headless.statements.is_empty(), "{:?}", headless.statements);
    assert!(headless.problems[0].reason.contains("Nothing of this table was read"));
    // Thousands are cut only in some rows, which then have more cells than the others.
    let some = file(
        "2024/03/16,Shop,out,3,106.23 EUR\n2024/03/15,Kiosk,in,653.35 EUR\n2024/03/12,Mill,out,332.71 EUR\n",
    );
    assert!(some.statements.is_empty() && some.problems[0].reason.contains("Nothing of this table was read"));
}

#[test]
fn balances_and_sums_say_nothing_of_the_sign_of_movements() {
    // A card without a balance column: its opening and closing balance have a minus, its purchases have none.
    let card = file(
        "Date,Payee,Amount\n2025-02-01,Opening balance,-100.00\n2025-02-14,Shop,12.50\n2025-02-15,Fuel,40.00\n2025-02-16,Rent,500.00\n2025-02-17,Thanks,-60.00\n2025-02-28,Closing balance,-592.50\n",
    );
    assert_eq!(open(&card), ["What is an amount without a minus in this file?"]);
}

#[test]
fn a_heading_is_read_in_the_language_of_the_others() {
    // “kulu” is a fee in Finnish and money out in Estonian.
    let asked = file(
        "saaja;kulu;kirjauspvm;määrä;tilanne\nTram;1,29;08.07.2024;-529,60;kirjattu\nKiosk;;09.07.2024;-2,00;kirjattu\n",
    );
    assert_eq!(open(&asked), ["Is “kulu” part of the amount beside it?"]);
}

#[test]
fn a_fee_on_top_of_what_was_spent_is_proved_by_the_balance_of_a_card() {
    let told = clear(
        "Date,Payee,Amount,Fee,Balance\n2025-02-14,Shop,10.00,,990.00\n2025-02-15,Cash,40.00,1.20,948.80\n2025-02-16,Back,-20.00,,968.80\n2025-02-17,Fuel,8.80,,960.00\n",
    );
    assert_eq!(told, ["-10 Shop|", "-41.2 Cash|", "20 Back|", "-8.8 Fuel|"]);
}

#[test]
fn words_of_a_direction_prove_an_amount_without_a_header() {
    let told = clear(
        "2025-02-14;Shop;debit;10,00;90,00\n2025-02-15;Pay;credit;900,00;990,00\n2025-02-16;Rent;debit;500,00;490,00\n",
    );
    assert_eq!(told, ["-10 Shop|", "900 Pay|", "-500 Rent|"]);
}

#[test]
fn balances_at_both_ends_are_proved_by_what_stands_between() {
    let told = file(
        "Datum;Empfänger;Verwendungszweck;Betrag\n2025-02-01;;Frob alt;100,00\n2025-02-13;Employer;Pay;900,00\n2025-02-14;Kiosk;Bread;-12,50\n2025-02-28;;Frob neu;987,50\n",
    );
    assert_eq!(lines(&told), ["900 Employer|Pay", "-12.5 Kiosk|Bread"]);
    let kinds: Vec<BalanceKind> = told.statements[0].balances.iter().map(|balance| balance.kind).collect();
    assert_eq!(kinds, [BalanceKind::Opening, BalanceKind::Ledger]);
}

#[test]
fn a_column_for_both_signs_is_no_side_and_a_side_with_a_minus_throughout_is_one() {
    let both = clear("Date,Text,Debit,Balance\n2025-02-13,Pay,900,1000\n2025-02-14,Kiosk,-12.5,987.5\n");
    assert_eq!(both, ["900 Pay|", "-12.5 Kiosk|"]);
    let card =
        clear("Date,Description,Debit,Credit\n02/14/2025,KIOSK,12.50,\n02/20/2025,THANK YOU,,-100.00\n");
    assert_eq!(card, ["-12.5 KIOSK|", "100 THANK YOU|"]);
}

#[test]
fn of_two_amounts_the_one_in_the_currency_of_the_account_counts() {
    let told = file(
        "Дата операции;Сумма операции;Валюта операции;Сумма платежа;Валюта платежа;Описание\n14.02.2025;-12,50;EUR;-1250,75;RUB;Киоск\n13.02.2025;90000,00;RUB;90000,00;RUB;Работа\n",
    );
    assert_eq!(told.statements.len(), 1);
    assert_eq!(told.statements[0].currency.as_deref(), Some("RUB"));
    let amounts: Vec<String> =
        lines(&told).iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert!(amounts.contains(&"-1250.75".to_owned()) && amounts.contains(&"90000".to_owned()), "{amounts:?}");
    let francs = clear(
        "Date;Libellé;Montant(EUROS);Montant(FRANCS)\n14/02/2025;Kiosque;-12,50;-81,99\n13/02/2025;Salaire;900,00;5903,61\n",
    );
    assert_eq!(francs, ["900 Salaire|", "-12.5 Kiosque|"]);
}

#[test]
fn japanese_thousands_and_the_only_currency_above_the_table_are_no_question() {
    let yen = clear(
        "日付,摘要,支払い金額,預かり金額,差引残高\n2025/2/13,給料,,\"250,000\",\"300,000\"\n2025/2/14,パン屋,\"1,250\",,\"298,750\"\n",
    );
    assert_eq!(yen, ["250000 給料|", "-1250 パン屋|"]);
    let zloty = file(
        "Klient;Jo\nWaluta;PLN\nSaldo;987,50 PLN\n\nData operacji;Opis;Kwota\n2025-02-13;Praca;900,00\n2025-02-14;Kiosk;-12,50\n",
    );
    assert_eq!(zloty.statements[0].currency.as_deref(), Some("PLN"));
}

#[test]
fn a_journal_with_both_sides_of_its_entries_is_refused_by_name() {
    let refused = |text: &str| read("a.csv", text.as_bytes()).expect_err("a journal").to_string();
    let of_hledger = "\"txnidx\",\"date\",\"description\",\"account\",\"amount\",\"commodity\",\"posting-status\"\n1,2025-02-14,Kiosk,expenses:food,12.50,EUR,\n1,2025-02-14,Kiosk,assets:giro,-12.50,EUR,\n";
    let of_ledger = "\"2025/02/14\",\"\",\"Kiosk\",\"Expenses:Food\",\"EUR\",\"12.5\",\"\",\"\"\n\"2025/02/14\",\"\",\"Kiosk\",\"Assets:Giro\",\"EUR\",\"-12.5\",\"\",\"\"\n";
    let of_datev = "\"EXTF\";510;21;\"Buchungsstapel\";7\nUmsatz;S/H;Konto;Gegenkonto;Belegdatum;Buchungstext\n12,50;S;4930;1200;1402;Kiosk\n";
    let of_gnucash = "Date,Description,Full Account Name,Amount Num.\n2025-02-14,Pay,Assets:Giro,900.00\n,,Income:Pay,-900.00\n2025-02-15,Kiosk,Assets:Giro,-12.50\n,,Expenses:Food,12.50\n";
    for (text, name) in
        [(of_hledger, "hledger"), (of_ledger, "both sides"), (of_datev, "DATEV"), (of_gnucash, "both sides")]
    {
        let why = refused(text);
        assert!(why.contains("journal") && why.contains(name), "{why}");
    }
    // A register of one account names the other sides, and is none.
    let register = "Date,Description,Transfer,Amount\n2025-02-14,Pay,Income:Pay,900.00\n2025-02-15,Kiosk,Expenses:Food,-12.50\n";
    assert_eq!(read("a.csv", register.as_bytes()).expect("a register").statements[0].lines.len(), 2);
}

#[test]
fn a_list_of_orders_is_refused_as_one_and_a_wallet_s_statement_is_not() {
    for (text, named) in [
        (
            "order id,items,date,total,shipping\n112-1,loaf tin,2024-03-07,4.22,0\n112-2,kettle,2024-03-08,34.12,0\n",
            "“order id”, “items”",
        ),
        (
            "Bestellnummer;Bestelldatum;Artikel;Menge;Betrag\nB1;07.03.2024;Backform;1;4,22\n",
            "“Bestellnummer”",
        ),
        (
            "注文日,注文番号,商品名,数量,金額\n2024/03/07,1,パン型,1,422\n2024/03/08,2,やかん,1,3412\n",
            "“注文日”",
        ),
    ] {
        let why = read("a.csv", text.as_bytes()).expect_err("orders").to_string();
        assert!(why.contains("lists orders") && why.contains(named), "{why}");
    }
    for text in [
        // What a wallet pays for has items and an order's number beside the balance, or a sign.
        "Date,Name,Order ID,Item Title,Quantity,Gross,Balance\n2024-03-07,Shop,1,Tin,1,-4.22,95.78\n2024-03-08,Shop,2,Tin,1,-5.78,90.00\n",
        "Date,Name,Order ID,Item Title,Amount\n2024-03-07,Shop,1,Tin,-4.22\n2024-03-08,Shop,2,Tin,-5.00\n",
    ] {
        let file = read("a.csv", text.as_bytes()).expect("a statement");
        assert_eq!(file.statements[0].lines.len(), 2, "{:?}", file.problems);
    }
}

#[test]
fn a_header_below_a_date_of_the_bank_s_own_counts_where_no_row_has_a_date_that_is_known() {
    let text = "Sample bank;;28.12.2024;10000000\n\nNo;Date;Payee;Paid out;Paid in;Fee\n1;5 Xyz 2024;Tram;178,30;;\n2;8 Xyz 2024;Mill;1125,78;;\n";
    let told = file(text);
    assert!(told.statements.is_empty() && !told.problems.is_empty(), "{:?}", told.statements);
    // A month that two languages know is a date in both; the header's own says which.
    let polish = "Sample bank;;28 grudzień 2024;10000000\n\nNo;data transakcji;nazwa kontrahenta;wypłaty;wpłata\n1;5 listopad 2024;Tram;178,30;\n2;8 listopad 2024;Pay;;900,00\n";
    assert_eq!(lines(&file(polish)), ["-178.3 Tram|", "900 Pay|"]);
}

#[test]
fn a_balance_is_of_the_account_that_its_row_names_and_a_category_is_no_status() {
    let told = file(
        "Account,Date,Payee,Master Category,Outflow,Inflow,Cleared\nGiro,2024-01-01,Starting Balance,Income,0.00,50.00,R\n\
         Card,2024-01-01,Starting Balance,,31.00,0.00,R\nGiro,2024-01-05,Shop,Future,4.50,0.00,C\nCard,2024-01-06,Fuel,Everyday,9.00,0.00,U\n",
    );
    assert_eq!(open(&told), Vec::<&str>::new());
    let of = |at: usize| {
        let statement = &told.statements[at];
        let openings: Vec<String> = statement.balances.iter().map(|one| one.amount.to_string()).collect();
        (statement.account.label.as_str(), statement.lines[0].amount.to_string(), openings)
    };
    assert_eq!(of(0), ("Giro", "-4.5".into(), vec!["50".into()]));
    assert_eq!(of(1), ("Card", "-9".into(), vec!["-31".into()]));
}

#[test]
fn six_digits_have_the_year_at_the_end_that_keeps_the_rows_together_or_are_asked_about() {
    let days = |text: &str| -> Vec<String> {
        file(text).statements[0].lines.iter().map(|line| line.date.to_string()).collect()
    };
    assert_eq!(
        days("Date;Text;Amount\n250201;Shop;-12,50\n250213;Pay;900,00\n"),
        ["2025-02-01", "2025-02-13"]
    );
    assert_eq!(
        days("Date;Text;Amount\n010225;Shop;-12,50\n130225;Pay;900,00\n"),
        ["2025-02-01", "2025-02-13"]
    );
    assert_eq!(
        days("Date;Text;Amount\n25-02-01;Shop;-12,50\n25-02-13;Pay;900,00\n"),
        ["2025-02-01", "2025-02-13"]
    );
    let one = file("Date;Text;Amount\n250201;Shop;-12,50\n");
    assert_eq!(open(&one), ["In which order are day, month and year in the dates of this file?"]);
}

#[test]
fn a_word_says_the_direction_before_a_letter_that_could_be_anything_does() {
    assert_eq!(
        clear("01-02-2025;A;12,50;Af\n02-02-2025;B;900,00;Bij\n")
            .iter()
            .map(|line| &line[..4])
            .collect::<Vec<_>>(),
        ["-12.", "900 "]
    );
    // Signs of both kinds that letters contradict are what counts.
    let signed = clear("Date;Unheard;Amount\n01.02.2025;A;-12,50\n02.02.2025;B;900,00\n");
    assert_eq!(signed.iter().map(|line| &line[..4]).collect::<Vec<_>>(), ["-12.", "900 "]);
    let named = clear("date,text,amount,ind\n2025-02-01,Shop,12.50,DBIT\n2025-02-02,Pay,900.00,CRDT\n");
    assert_eq!(named, ["-12.5 Shop|", "900 Pay|"]);
}

#[test]
fn single_letters_without_a_heading_are_no_directions_but_those_that_banks_write_alone() {
    let asked = file("01-02-2025;A;12,50\n02-02-2025;B;900,00\n03-02-2025;A;7,00\n");
    assert!(!open(&asked).is_empty(), "{:?}", lines(&asked));
    let signed = clear("01-02-2025;A;-12,50\n02-02-2025;B;900,00\n03-02-2025;A;-7,00\n");
    assert_eq!(signed, ["-12.5 A|", "900 B|", "-7 A|"]);
    for (out, into) in [("D", "C"), ("D", "K"), ("O", "I"), ("S", "H")] {
        let told = clear(&format!(
            "01-02-2025;Bakery;12,50;{out}\n02-02-2025;Wages;900,00;{into}\n03-02-2025;Kiosk;7,00;{out}\n"
        ));
        assert_eq!(told, ["-12.5 Bakery|", "900 Wages|", "-7 Kiosk|"], "{out}/{into}");
    }
}
