//! The book as the program writes it for others, read by small readers: sums and counts of every format of another
//! program. The whole book as JSON is compared elsewhere.

use std::collections::BTreeMap;

use super::book::Class;
use super::files::read;
use super::world::World;

/// Of each register: how many rows there are, and what they come to.
type Sums = BTreeMap<String, (usize, i64)>;

impl World {
    pub fn compare_exports(&self) {
        let sums = self.sums();
        self.same("CSV", &self.csv(), &sums);
        self.same("OFX", &self.ofx(), &sums);
        self.same("QIF", &self.qif(), &sums);
        let entries = self.book.transactions.len();
        for format in ["journal", "beancount"] {
            self.same(format, &self.postings(format), &(entries, self.totals()));
        }
    }

    /// A transaction is one line of its first register, and a line for each side of the others.
    fn sums(&self) -> Sums {
        let mut sums = Sums::new();
        for (id, account) in self.book.accounts.iter().filter(|(_, one)| one.kind.class() == Class::Register)
        {
            let mut rows = 0;
            for one in self.book.transactions.values() {
                let first = one.sides.iter().find(|side| self.book.class(side.account) == Class::Register);
                let own = one.sides.iter().filter(|side| side.account == *id).count();
                rows += if first.is_some_and(|first| first.account == *id) { own.min(1) } else { own };
            }
            let sum = (rows, self.book.balance(*id));
            if rows > 0 {
                sums.insert(account.name.clone(), sum);
            }
        }
        sums
    }

    fn csv(&self) -> Sums {
        let text = self.text("/api/v1/export?format=csv");
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut sums: BTreeMap<String, (Vec<String>, i64, i64)> = BTreeMap::new();
        for row in rows.records() {
            let row = row.expect("a row");
            let (name, currency) = (row[0].to_owned(), row[1].to_owned());
            let sum = sums.entry(name).or_default();
            sum.0.push(row[12].to_owned());
            sum.1 += read(&row[8], &currency);
            sum.2 = read(&row[10], &currency);
        }
        let mut told = Sums::new();
        for (name, (mut rows, sum, balance)) in sums {
            self.same("the last balance of a CSV file", &balance, &sum);
            rows.sort();
            rows.dedup();
            told.insert(name, (rows.len(), sum));
        }
        told
    }

    fn currency_of(&self, register: &str) -> &'static str {
        let id = self.book.account_named(register, Class::Register, "").expect("a register");
        self.book.accounts[&id].currency
    }

    fn ofx(&self) -> Sums {
        let text = self.text("/api/v1/export?format=ofx");
        let mut told = Sums::new();
        for statement in text.split("<CURDEF>").skip(1) {
            let currency = &statement[..3];
            let account = self.book.registers().into_iter().find(|id| {
                let number = within(statement, "ACCTID");
                number == format!("counterfoil-{id}") || number == id.to_string()
            });
            let account = account.expect("an account of ours");
            let lines = statement.split("<STMTTRN>").skip(1);
            let amounts: Vec<i64> = lines.map(|line| read(&within(line, "TRNAMT"), currency)).collect();
            let sum = amounts.iter().sum();
            self.same("the balance of an OFX file", &read(&within(statement, "BALAMT"), currency), &sum);
            if !amounts.is_empty() {
                told.insert(self.book.accounts[&account].name.clone(), (amounts.len(), sum));
            }
        }
        told
    }

    fn qif(&self) -> Sums {
        let text = self.text("/api/v1/export?format=qif");
        let (mut told, mut register, mut is_header) = (Sums::new(), String::new(), false);
        for line in text.lines() {
            match line.split_at_checked(1) {
                Some(("!", rest)) => is_header = rest == "Account",
                Some(("N", name)) if is_header => register = name.to_owned(),
                Some(("T", amount)) if !is_header => {
                    let sum = told.entry(register.clone()).or_default();
                    sum.0 += 1;
                    sum.1 += read(amount, self.currency_of(&register));
                }
                _ => {}
            }
        }
        told
    }

    /// How many entries there are, and what the postings to all accounts of each currency come to, by their sizes.
    fn postings(&self, format: &str) -> (usize, BTreeMap<String, (usize, i64)>) {
        let text = self.text(&format!("/api/v1/export?format={format}"));
        let (mut entries, mut sums) = (0, BTreeMap::new());
        let (mut is_entry, mut is_balances) = (false, false);
        for line in text.lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_digit());
            if begins {
                let rest = line.get(11..).unwrap_or_default();
                is_balances = rest.starts_with("* Balances");
                is_entry = !is_balances
                    && !["open", "close", "balance", "commodity", "pad"]
                        .iter()
                        .any(|word| rest.starts_with(word));
                entries += usize::from(is_entry);
                continue;
            }
            let text = line.trim();
            if !is_entry || is_balances || text.is_empty() || text.starts_with(';') || text.contains("memo:")
            {
                continue;
            }
            let mut words = text.rsplit(' ');
            let (currency, amount) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            if currency.len() == 3 && currency.chars().all(|c| c.is_ascii_uppercase()) {
                let sum: &mut (usize, i64) = sums.entry(currency.to_owned()).or_default();
                sum.0 += 1;
                sum.1 += read(amount, currency).abs();
            }
        }
        (entries, sums)
    }

    fn totals(&self) -> BTreeMap<String, (usize, i64)> {
        let mut sums: BTreeMap<String, (usize, i64)> = BTreeMap::new();
        for one in self.book.transactions.values() {
            for side in &one.sides {
                let sum = sums.entry(self.book.currency(one).to_owned()).or_default();
                sum.0 += 1;
                sum.1 += side.amount.abs();
            }
        }
        sums
    }
}

/// What stands in an element.
fn within(text: &str, element: &str) -> String {
    let begin = text.split_once(&format!("<{element}>")).map_or("", |(_, rest)| rest);
    begin.split('<').next().unwrap_or_default().to_owned()
}
