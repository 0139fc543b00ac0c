//! The files of `../shared/cases/import`: each a kind of fault, with what is right.
//!
//! They are read from there and nothing of them is kept here but what they should give.

use std::path::{Path, PathBuf};

use counterfoil::import::{BankFile, read};

use super::figures::Outcome;

/// What a file holds: its amounts in any order, and texts that have to be found in its lines or accounts.
type Case = (&'static str, &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    ("camt-notprovided-as-memo.xml", "-12.1", &[]),
    (
        "csv-action-column-lost.csv",
        "-41.1 1200",
        &["DIRECT DEBIT WATER WORKS", "DIRECT DEPOSIT EMPLOYER PAYROLL"],
    ),
    ("csv-camelcase-checknumber-lost.csv", "-75 -41.1 20", &["#558"]),
    ("csv-closing-balance-row-as-deposit.csv", "-12.1 200", &["PAGAMENTO PANETTERIA"]),
    (
        "csv-counterparty-iban-as-payee.csv",
        "-12.1 50",
        &["payee Bakery North", "payee J Sample", "two loaves"],
    ),
    ("csv-direction-column-turned-by-balance.csv", "-33.5 1533.5", &["payee Bakery North"]),
    ("csv-dk-flag-and-balance-rows.csv", "-15.31 1200", &["payee Bakery North"]),
    ("csv-empty-column-as-payee.csv", "-12.1 1200 -41.1", &["payee Pago en PANADERIA NORTE"]),
    (
        "csv-footer-merges-accounts.csv",
        "-12.1 0.66 -41.1 100 -100 1200",
        &["account Checking", "account Savings"],
    ),
    ("csv-headerless-balance-before-amount.csv", "-12.1 1200 -41.1", &["NL91ABNA0417164300"]),
    ("csv-headerless-two-amount-columns-guessed.csv", "-33.87 -23.55 2400 -41.1", &[]),
    ("csv-iban-swallows-the-words-behind-it.csv", "-12.1 1200", &["key DE02120300000000202051"]),
    ("csv-number-column-as-amount-in-silence.csv", "-36000 36000 -41 41", &[]),
    ("csv-number-header-is-no-cheque.csv", "-12.1 1200", &["two loaves", "payee Employer"]),
    ("csv-only-a-value-date.csv", "-12.1 1200", &["payee Boulangerie Nord"]),
    // A shop's list of orders: refused as one.
    ("csv-order-list-total-minus-tax-in-silence.csv", "", &[]),
    ("csv-pending-in-italian.csv", "-41.1 1200", &["ACQUEDOTTO"]),
    ("csv-pound-sign-windows-1252-blocked.csv", "-12.1 1200 -41.1", &["BAKERY NORTH"]),
    ("csv-preamble-row-with-date-and-number.csv", "-12.1 1200 -41.1", &["payee Bäckerei Nord"]),
    ("csv-purpose-in-numbered-columns-lost.csv", "-12.1 1200", &["Rechnung 4711 zwei Brote", "Gehalt März"]),
    ("f1-types.csv", "-18.2 -2.8 -3.1 900", &[]),
    ("f10.csv", "-1 -2 -3 -4 700", &[]),
    ("f11.csv", "-12.5 -3.2 900", &[]),
    ("f12.csv", "100 -2 -3 -4 -41.2 -6 -3.8", &[]),
    ("f13.csv", "-12.5 1500", &["payee Boulangerie"]),
    ("f15.csv", "-12.5", &[]),
    ("f16/bank1/transactions.csv", "-3 900", &["account Bank account"]),
    ("f16/bank2/transactions.csv", "-30 90", &["account Bank account"]),
    ("f19.csv", "-12.5 -4", &[]),
    ("f2-comma.csv", "-12.5 1300.75", &[]),
    ("f21-1er.csv", "-3 900", &["2025-02-01"]),
    ("f21-kc.csv", "-1250.5", &["currency CZK"]),
    ("f21-kr.csv", "-25.5", &[]),
    ("f21-real.csv", "-25.5", &["currency BRL"]),
    ("f21-zl.csv", "-25.5", &["currency PLN"]),
    ("f22c.csv", "-12.5 9", &["payee Café Rêve"]),
    ("f23.xls", "-12.5", &["payee Kiosk"]),
    ("f25.csv", "-12.5 500", &[]),
    ("f26-paypal.csv", "-20 -18.7 20 48.2", &["currency USD", "currency EUR"]),
    ("f3a.csv", "-12.5 900", &[]),
    ("f3b.csv", "900 -2.8", &[]),
    ("f5.csv", "-12.5 1.5", &["account Giro", "account Savings"]),
    ("f6.csv", "-120 900 -8", &["currency USD", "currency EUR", "currency GBP"]),
    ("f6b.csv", "-12.5 700", &["currency EUR"]),
    ("f7a.ofx", "-4.5 -12.34", &[]),
    ("f7b.csv", "-4.5 -12.34", &[]),
    ("f7c.csv", "-4.5 900", &[]),
    ("f7d.csv", "-4.5 900", &[]),
    ("f8a.csv", "-500 -4.5 900", &[]),
    ("f8b.csv", "-500 900 -4.5", &[]),
    ("f9.csv", "-24.85 -15 450", &[]),
    ("mt940-address-glued-to-name.sta", "-12.1", &["OFFICE GROUP UL. SPOKOJNA 3"]),
    ("mt940-fragment-without-20.sta", "-12.1", &["BAKERY NORTH"]),
    ("mt940-lower-case-mark-left-out.sta", "-1.01 -2.02", &[]),
    ("mt940-naam-in-free-text-no-payee.sta", "-12.1 -41.1", &["payee BAKKERIJ NOORD", "payee WATERBEDRIJF"]),
    (
        "mt940-name-behind-the-reference-lost.sta",
        "-12.1 -41.1",
        &["payee BAKKERIJ NOORD BV", "payee WATERBEDRIJF AMERSFOORT"],
    ),
    ("mt940-text-behind-an-empty-remi-lost.sta", "100", &["AFREK. BETAALAUTOMAAT REFNR. H6 AANT. 11"]),
    ("ofx-latin1-header-overruled-by-gbk.ofx", "-11 -12", &["ÇçÈèÉéÊêÎîÔôÛû"]),
    ("ofx-ofc-account-number-balance-lost.ofc", "337 -16.75", &["key 00104//000123456"]),
    ("qif-missing-caret-second-record-lost.qif", "-13 -4", &["payee Bakery North", "payee Water works"]),
    ("xls-wide-strings-with-codepage-1252.xls", "", &[]),
];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/import");
    let folder = std::env::var_os("CASES").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there are no cases at {}", folder.display());
    None
}

/// What became of each file, by its extension; none where the folder is not there.
pub fn outcomes() -> Option<Vec<(String, String, Outcome)>> {
    let folder = folder()?;
    let outcome = |(name, amounts, texts): &Case| {
        let bytes = std::fs::read(folder.join(name)).expect("the file");
        let extension = name.rsplit('.').next().unwrap_or_default().to_uppercase();
        ((*name).to_owned(), extension, judged(name, &bytes, amounts, texts))
    };
    Some(CASES.iter().map(outcome).collect())
}

fn judged(name: &str, bytes: &[u8], amounts: &str, texts: &[&str]) -> Outcome {
    let name = name.rsplit('/').next().unwrap_or(name);
    let Ok(file) = read(name, bytes) else { return Outcome::Refused };
    if file.readings.iter().any(counterfoil::import::Reading::is_open) {
        return Outcome::Asked;
    }
    let told = told(&file);
    let mut ours: Vec<&str> = told.iter().filter_map(|text| text.strip_prefix("amount ")).collect();
    let mut right: Vec<&str> = amounts.split_whitespace().collect();
    ours.sort_unstable();
    right.sort_unstable();
    let lost: Vec<&&str> = texts.iter().filter(|text| !told.iter().any(|one| one.contains(**text))).collect();
    match () {
        () if !amounts.is_empty() && ours != right => {
            Outcome::Wrong(format!("{ours:?} instead of {right:?}"))
        }
        () if !lost.is_empty() => Outcome::Wrong(format!("{lost:?} are not in it")),
        () if ours.is_empty() => Outcome::Refused,
        () => Outcome::Right,
    }
}

/// All that a file says, each with what it is.
fn told(file: &BankFile) -> Vec<String> {
    let mut told = Vec::new();
    for statement in &file.statements {
        told.push(format!("account {}", statement.account.label));
        told.push(format!("key {}", statement.account.key.as_deref().unwrap_or_default()));
        told.push(format!("currency {}", statement.currency.as_deref().unwrap_or_default()));
        for line in &statement.lines {
            told.push(format!("amount {}", line.amount));
            told.push(format!("payee {}", line.payee));
            told.push(line.memo.clone());
            told.push(line.date.to_string());
        }
    }
    told
}

#[test]
fn no_case_is_read_wrong() {
    let Some(outcomes) = outcomes() else { return };
    let wrong: Vec<String> = outcomes
        .into_iter()
        .filter_map(|(name, _, outcome)| match outcome {
            Outcome::Wrong(why) => Some(format!("{name}: {why}")),
            _ => None,
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
