//! Bank files as the model makes them: what they say, as OFX and as CSV, with amounts and words that are nobody
//! else's.

use jiff::civil::Date;

use super::world::World;

/// Lines that are nobody else's have at least this amount; what is entered by hand hardly ever has.
pub const LEAST_STRANGE: i64 = 1_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Ofx,
    Csv,
}

#[derive(Debug, Clone)]
pub struct FileLine {
    /// The bank's, where the format has one.
    pub id: String,
    pub date: Date,
    pub amount: i64,
    pub payee: String,
}

#[derive(Debug, Clone)]
pub struct BankFile {
    pub account: i64,
    pub name: String,
    pub format: Format,
    /// Oldest first.
    pub lines: Vec<FileLine>,
    pub tells_balance: bool,
}

/// The decimals of the model's currencies.
pub fn decimals(currency: &str) -> usize {
    if currency == "JPY" { 0 } else { 2 }
}

/// An amount as files write it.
pub fn written(amount: i64, currency: &str) -> String {
    if decimals(currency) == 0 {
        return amount.to_string();
    }
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", amount.abs() / 100, amount.abs() % 100)
}

/// The other way.
pub fn read(text: &str, currency: &str) -> i64 {
    let digits = text.replace(['.', ','], "");
    let whole = decimals(currency) == 0 || text.contains('.');
    assert!(whole, "{text} has its decimals");
    digits.parse().expect("an amount")
}

impl BankFile {
    pub fn text(&self, currency: &str) -> String {
        match self.format {
            Format::Ofx => self.ofx(currency),
            Format::Csv => self.csv(currency),
        }
    }

    fn ofx(&self, currency: &str) -> String {
        let mut lines = String::new();
        for FileLine { id, date, amount, payee } in &self.lines {
            let (day, amount) = (date.strftime("%Y%m%d"), written(*amount, currency));
            lines += &format!(
                "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{id}<NAME>{payee}</STMTTRN>"
            );
        }
        let last = self.lines.last().map_or(super::world::TODAY, |line| line.date).strftime("%Y%m%d");
        let balance = match self.tells_balance {
            true => format!("<LEDGERBAL><BALAMT>0<DTASOF>{last}</LEDGERBAL>"),
            false => String::new(),
        };
        format!(
            "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\
             <CURDEF>{currency}<BANKACCTFROM><BANKID>12<ACCTID>{}<ACCTTYPE>CHECKING</BANKACCTFROM>\
             <BANKTRANLIST>{lines}</BANKTRANLIST>{balance}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n",
            self.account
        )
    }

    fn csv(&self, currency: &str) -> String {
        // In two columns nobody has to ask which way the money went.
        let line = |line: &FileLine| {
            let size = written(line.amount.abs(), currency);
            let (debit, credit) = if line.amount < 0 { (size, String::new()) } else { (String::new(), size) };
            format!("{},{},{debit},{credit}\r\n", line.date, line.payee)
        };
        let lines: String = self.lines.iter().map(line).collect();
        format!("Date,Payee,Debit,Credit\r\n{lines}")
    }
}

impl World {
    /// A name that no other line has, nor anything like it.
    pub fn strange_name(&mut self) -> String {
        let mut name = String::new();
        for at in 0..10 {
            let letters: &[char] = if at % 2 == 0 {
                &['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z']
            } else {
                &['a', 'e', 'i', 'o', 'u']
            };
            name.push(self.pick(letters));
        }
        name
    }

    /// An amount that nothing in the account has, nor had in a file of it.
    pub fn strange_amount(&mut self) -> i64 {
        loop {
            let amount = LEAST_STRANGE + i64::try_from(self.dice.below(50_000_000)).expect("small");
            let is_known = |other: i64| other.abs() == amount;
            let mut sides = self.book.transactions.values().flat_map(|one| &one.sides);
            let mut lines = self.files.iter().flat_map(|file| &file.lines);
            let known = sides.any(|side| is_known(side.amount)) || lines.any(|line| is_known(line.amount));
            if !known {
                return if self.one_in(3) { amount } else { -amount };
            }
        }
    }
}
