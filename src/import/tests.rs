//! What holds for every file, and for what is no file at all.

use std::time::Duration;

use proptest::prelude::*;

use super::matching::{Account, Entered, Incoming, Verdict};
use super::*;
use crate::ledger::{Currency, KnownDay, Times, Unwatched};

const FIXTURES: &[(&str, &[u8])] = &[
    ("checking.ofx", include_bytes!("../../tests/fixtures/checking.ofx")),
    ("card.ofx", include_bytes!("../../tests/fixtures/card.ofx")),
    ("giro.csv", include_bytes!("../../tests/fixtures/giro.csv")),
    ("accounts.qif", include_bytes!("../../tests/fixtures/accounts.qif")),
    ("statement.camt.xml", include_bytes!("../../tests/fixtures/statement.camt.xml")),
    ("statement.sta", include_bytes!("../../tests/fixtures/statement.sta")),
];

fn propose<R: Clone>(accounts: &[Account<R>]) -> Vec<Vec<Verdict<R>>> {
    matching::propose(accounts, &Unwatched).expect("nobody stops it")
}

fn usd() -> Currency {
    "USD".parse().expect("a currency")
}

/// What the caller would match: every line that a book can hold.
fn accounts(file: &BankFile) -> Vec<Account<usize>> {
    let account = |statement: &Statement| {
        let lines = statement.lines.iter().filter_map(|line| Incoming::of(line, usd()).ok());
        Account {
            label: statement.account.label.clone(),
            lines: lines.collect(),
            known: std::collections::HashMap::new(),
            has_opening: false,
            entered: Vec::new(),
            decimals: 2,
            format: "OFX".into(),
            layout: String::new(),
            claimed: Vec::new(),
            covers: statement.covers(),
        }
    };
    file.statements.iter().map(account).collect()
}

/// What must hold of whatever was read.
fn check(file: &BankFile) {
    let has_content =
        file.statements.iter().any(|statement| !statement.lines.is_empty() || !statement.balances.is_empty());
    assert!(has_content || !file.problems.is_empty(), "an empty success");
    for line in file.statements.iter().flat_map(|statement| &statement.lines) {
        assert!(!line.bank_id.is_empty() && line.at_line > 0);
        let sum = line.sides.iter().try_fold(Decimal::ZERO, |sum, side| sum.plus(side.amount));
        assert!(line.sides.is_empty() || sum == Some(line.amount), "{line:?}");
    }
    for problem in &file.problems {
        assert!(problem.line != Some(0) && problem.reason.ends_with('.'), "{problem:?}");
    }
    let mut labels: Vec<_> =
        file.statements.iter().filter_map(|statement| statement.account.key.clone()).collect();
    let count = labels.len();
    labels.sort();
    labels.dedup();
    let currencies =
        file.statements.iter().map(|statement| &statement.currency).collect::<std::collections::HashSet<_>>();
    assert!(labels.len() == count || currencies.len() > 1, "two statements of one account");
}

fn check_bytes(name: &str, bytes: &[u8]) {
    if let Ok(file) = read(name, bytes) {
        check(&file);
        propose(&accounts(&file));
    }
}

/// One change to a file: where, how much is taken away, and what is put there.
fn changed(bytes: &[u8], changes: &[(usize, usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, taken, put) in changes {
        let start = at % (bytes.len() + 1);
        let end = (start + taken).min(bytes.len());
        bytes.splice(start..end, put.iter().copied());
    }
    bytes
}

/// Pieces that a reader may stumble over.
const KNOWN: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<STMTTRN>",
    "</STMTTRN>",
    "<STMTRS>",
    "</OFX>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&",
    "&#0;",
    "&amp;",
    "\0",
    "\r",
    "\n",
    "^",
    "!",
    "!Type:Bank\n",
    "!Account\n",
    "S[",
    "]",
    "/",
    "'",
    "$",
    "-",
    "(",
    ",",
    ".",
    "99999999999999999999999999999999999999999",
    "\u{feff}",
    "é",
    "２",
    "D0/0/0\n",
    ";",
    "\"",
    "\t",
    "2024-01-02,B,3.00,5.00\n",
    "01.02.2024;B;3,00\n",
    "=\"1\"",
    "\n:61:",
    "240503D1,NTRF",
    "\n:86:",
    "?20",
    "/REMI/",
    "\n:62F:C240503EUR1,",
    "\n-\n",
    "<Ntry>",
    "</Ntry>",
    "<TxDtls>",
    "<Bal>",
    "<Amt Ccy=\"EUR\">",
    "<Sts>BOOK</Sts>",
    "T\n",
    "<DTPOSTED>99999999",
];

fn splinters() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => proptest::sample::select(KNOWN).prop_map(|text| text.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for name in ["a.ofx", "a.qif", "a.csv", "a"] {
            check_bytes(name, &bytes);
        }
    }

    #[test]
    fn no_text_of_splinters_makes_a_reader_panic(parts in proptest::collection::vec(splinters(), 0..80)) {
        let bytes = parts.concat();
        check_bytes("a.qif", &bytes);
        check_bytes("a.ofx", &[b"OFXHEADER:100<OFX>".as_slice(), &bytes].concat());
        check_bytes("a.csv", &[b"Date,Payee,Amount,Balance\n2024-01-02,A,1.00,2.00\n".as_slice(), &bytes].concat());
        check_bytes("a.sta", &[b":20:A\n:25:1\n".as_slice(), &bytes].concat());
        check_bytes("a.xml", &[b"<BkToCstmrStmt><Stmt>".as_slice(), &bytes].concat());
        check_bytes("a.qif", &[b"!Type:Bank\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_damage_to_a_file_makes_a_reader_panic(
        which in 0..FIXTURES.len(),
        changes in proptest::collection::vec((any::<usize>(), 0..40usize, splinters()), 1..8),
    ) {
        let (name, bytes) = FIXTURES[which];
        check_bytes(name, &changed(bytes, &changes));
    }

    #[test]
    fn a_file_that_ends_anywhere_gives_no_line_that_the_whole_has_not(which in 0..FIXTURES.len(), at in any::<usize>()) {
        let (name, bytes) = FIXTURES[which];
        let whole = read(name, bytes).expect("a fixture");
        if let Ok(part) = read(name, &bytes[..at % bytes.len()]) {
            check(&part);
            let count = |file: &BankFile| file.statements.iter().map(|statement| statement.lines.len()).sum::<usize>();
            prop_assert!(count(&part) <= count(&whole));
        }
    }
}

#[test]
fn the_fixtures_read_as_they_are_meant() {
    let read = |index: usize| {
        let (name, bytes) = FIXTURES[index];
        read(name, bytes).expect("a fixture")
    };
    let counts =
        |file: &BankFile| file.statements.iter().map(|statement| statement.lines.len()).collect::<Vec<_>>();
    let sum = |file: &BankFile| {
        let lines = file.statements.iter().flat_map(|statement| &statement.lines);
        lines.fold(Decimal::ZERO, |sum, line| sum.plus(line.amount).expect("small")).to_string()
    };
    let (checking, card, giro, qif) = (read(0), read(1), read(2), read(3));
    let (camt, mt940) = (read(4), read(5));
    assert_eq!((counts(&checking), sum(&checking).as_str(), checking.problems.len()), (vec![6], "989.09", 0));
    assert_eq!((counts(&card), sum(&card).as_str(), card.problems.len()), (vec![1], "-1204.5", 1));
    assert_eq!((counts(&giro), sum(&giro).as_str(), giro.problems.len()), (vec![4], "1525", 0));
    assert!(
        giro.readings[0].evidence.iter().any(|words| words.contains("3 of 3 balances")),
        "{:?}",
        giro.readings
    );
    assert_eq!((counts(&qif), sum(&qif).as_str(), qif.problems.len()), (vec![4, 2], "1112.85", 0));
    assert_eq!((counts(&camt), sum(&camt).as_str(), camt.problems.len()), (vec![3], "990.7", 1));
    assert_eq!((counts(&mt940), sum(&mt940).as_str(), mt940.problems.len()), (vec![3], "994.5", 0));
}

#[test]
fn the_same_file_again_adds_nothing_and_half_of_it_is_missed_by_half() {
    for (name, bytes) in FIXTURES {
        let file = read(name, bytes).expect("a fixture");
        let mut accounts = accounts(&file);
        for account in &mut accounts {
            for line in &account.lines {
                let once = KnownDay { date: Some(line.date), is_of_bank: true, times: Times::ONCE };
                account.known.entry((line.bank_id.clone(), line.amount)).or_default().push(once);
            }
        }
        let is_known = |verdict: &matching::Verdict<usize>| verdict.fate == matching::Fate::Known;
        assert!(propose(&accounts).iter().flatten().all(is_known), "{name}");
        accounts[0].known.clear();
        assert!(propose(&accounts)[0].iter().all(|verdict| !is_known(verdict)), "{name}");
    }
}

/// Far more than any of these needs, and far less than a quadratic reader would take.
const DEADLINE: Duration = Duration::from_secs(15);

/// The processor time of this thread: other work on the machine is no part of it.
#[cfg(unix)]
fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("is positive")
}

/// Where the system has no such clock, the time that has passed.
#[cfg(not(unix))]
fn spent() -> Duration {
    static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGUN.get_or_init(std::time::Instant::now).elapsed()
}

#[test]
fn the_time_a_reader_takes_grows_with_the_file_and_no_faster() {
    let many = |piece: &str| piece.repeat(200_000 / piece.len());
    // Each by itself: the machine may have other things to do.
    let mut start = spent();
    for piece in [
        "<",
        "<!",
        "<!--",
        "<![CDATA[",
        "<?",
        "<a ",
        "<a>",
        "</a>",
        "&",
        "&a",
        "<STMTRS>",
        "<STMTTRN>",
        "<STATUS>",
        "<LEDGERBAL>",
        "<ACCTID>1",
        "<MEMO>a",
        "]]>",
        "\u{1b}$",
        "\u{fffd}",
    ] {
        check_bytes("a.ofx", format!("OFXHEADER:100<OFX>{}", many(piece)).as_bytes());
        assert!(spent() - start < DEADLINE, "{piece}");
        start = spent();
    }
    for piece in [
        "^\n",
        "!\n",
        "!Type:Bank\n",
        "!Account\nNa\n^\n",
        "D1/1/20\nT1\nL[b]\n^\n",
        "S\n",
        "S[a]\n$1\n",
        "Ma\n",
        "\r",
    ] {
        check_bytes("a.qif", format!("!Type:Bank\nD1/1/20\nT1\n{}", many(piece)).as_bytes());
        assert!(spent() - start < DEADLINE, "{piece}");
        start = spent();
    }
    let long = format!("!Account\nN{}\n^\n!Type:Bank\n{}", "x".repeat(100_000), many("D1/1/20\nT1\n^\n"));
    check_bytes("a.qif", long.as_bytes());
    assert!(spent() - start < DEADLINE, "a long name");
}

#[test]
fn the_time_for_xml_grows_with_the_file_and_no_faster() {
    let many = |piece: &str| piece.repeat(200_000 / piece.len());
    let start = spent();
    let entry = "<Ntry><Amt Ccy='A'>1</Amt></Ntry>";
    for piece in ["<a>", "<a/>", "&", "&#x41;", "<Ntry/>", entry, "<Bal/>", "<a b='", "<!--", "<![CDATA["] {
        check_bytes("a.xml", format!("<BkToCstmrStmt><Stmt>{}", many(piece)).as_bytes());
        assert!(spent() - start < DEADLINE, "{piece}");
    }
    let batch = many("<TxDtls><Amt>1</Amt></TxDtls>");
    check_bytes("a.xml", format!("<BkToCstmrStmt><Stmt><Ntry>{batch}</Ntry>").as_bytes());
    assert!(spent() - start < DEADLINE, "a batch");
}

#[test]
fn the_time_for_fields_grows_with_the_file_and_no_faster() {
    let many = |piece: &str| piece.repeat(200_000 / piece.len());
    let start = spent();
    for piece in
        ["\n", "\r", ":", "-\n", "{4:", ":61:240503D1,N\n", ":86:?20\n", "?20", "/NAME/", "SVWZ+", ":25:1\n"]
    {
        check_bytes("a.sta", format!(":20:A\n:25:1\n:61:240503D1,N\n:86:{}", many(piece)).as_bytes());
        assert!(spent() - start < DEADLINE, "{piece}");
    }
}

#[test]
fn matching_many_equal_lines_takes_no_longer_than_many_others() {
    let text = format!("!Type:Bank\n{}", "D1/1/20\nT1\nN7\n^\nD1/2/20\nT1\n^\n".repeat(5_000));
    let mut accounts = accounts(&read("a.qif", text.as_bytes()).expect("a statement"));
    let lines = accounts[0].lines.clone();
    let entries = lines.iter().skip(1).enumerate().map(|(reference, line)| Entered {
        reference,
        date: line.date,
        amount: line.amount,
        number: line.number.clone(),
        payee: String::new(),
        memo: String::new(),
        far_side: None,
    });
    accounts[0].entered = entries.collect();
    let start = spent();
    propose(&accounts);
    assert!(spent() - start < DEADLINE);
}
