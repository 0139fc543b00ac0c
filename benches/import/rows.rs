//! Bank files of any length, the same in every run.

use std::fmt::Write;

use jiff::civil::{Date, date};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ofx,
    Qif,
    Csv,
    Camt,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Ofx => "ofx",
            Kind::Qif => "qif",
            Kind::Csv => "csv",
            Kind::Camt => "xml",
        }
    }
}

struct Row {
    n: usize,
    date: Date,
    cents: u64,
    payee: String,
    memo: String,
}

/// Twenty years of a busy account, as a file of this kind.
pub fn file(kind: Kind, rows: usize) -> Vec<u8> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut text = head(kind).to_owned();
    for n in 0..rows {
        let days = i64::try_from(n * 7_300 / rows).expect("fits");
        let row = Row {
            n,
            date: date(2005, 1, 1) + jiff::Span::new().days(days),
            cents: 50 + dice.below(1_000) * dice.below(200),
            payee: payee(dice.below(2_000)),
            memo: if dice.below(3) == 0 { format!("order {}", dice.below(1_000_000)) } else { String::new() },
        };
        written(kind, &row, &mut text);
    }
    text.push_str(foot(kind));
    text.into_bytes()
}

fn head(kind: Kind) -> &'static str {
    match kind {
        Kind::Ofx => {
            "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:UTF-8\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS>\
             <STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
        }
        Kind::Qif => "!Type:Bank\n",
        Kind::Csv => "Date;Payee;Memo;Amount;Currency\n",
        Kind::Camt => {
            "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
             <Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
        }
    }
}

const fn foot(kind: Kind) -> &'static str {
    match kind {
        Kind::Ofx => "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n",
        Kind::Qif | Kind::Csv => "",
        Kind::Camt => "</Stmt></BkToCstmrStmt></Document>\n",
    }
}

fn written(kind: Kind, row: &Row, text: &mut String) {
    let Row { n, date, cents, payee, memo } = row;
    let amount = format!("-{}.{:02}", cents / 100, cents % 100);
    let line = match kind {
        Kind::Ofx => format!(
            "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{}<TRNAMT>{amount}<FITID>B{n}<NAME>{payee}<MEMO>{memo}</STMTTRN>\r\n",
            date.strftime("%Y%m%d")
        ),
        Kind::Qif => format!("D{}\nT{amount}\nP{payee}\nM{memo}\n^\n", date.strftime("%m/%d/%Y")),
        Kind::Csv => format!("{date};{payee};{memo};{amount};EUR\n"),
        Kind::Camt => format!(
            "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{date}</Dt>\
             </BookgDt><AcctSvcrRef>B{n}0000</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>{payee}</Nm></Pty>\
             </Cdtr></RltdPties><RmtInf><Ustrd>{memo}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n",
            amount.trim_start_matches('-')
        ),
    };
    text.write_str(&line).expect("memory is enough");
}

/// Numbers that look like chance and are not (xorshift, G. Marsaglia, 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn payee(n: u64) -> String {
    let first = ["Corner", "Old", "Café", "Blue", "North", "Müller", "City", "Green", "Grand", "Little"];
    let second =
        ["Market", "Bakery", "Rentals", "Garage", "Books", "Pharmacy", "Power", "Diner", "Sport", "Deli"];
    let at = |list: [&'static str; 10], n: u64| list[usize::try_from(n % 10).expect("fits")];
    format!("{} {} {n}", at(first, n), at(second, n / 10))
}
