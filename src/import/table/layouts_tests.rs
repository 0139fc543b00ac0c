//! One history in layouts drawn at random, compared with the truth: read right, asked about, or refused, never wrong.
//!
//! The headers, directions, months and balances are words of the vocabulary, so a new language is tried at once.

use std::fmt::Write;

use jiff::civil::{Date, date};

use crate::import::vocabulary::vocabulary;
use crate::import::{BankFile, read};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("fits") % sides.max(1)
    }

    fn one<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.roll(all.len())]
    }

    fn often(&mut self, of_ten: usize) -> bool {
        self.roll(10) < of_ten
    }
}

/// A movement in cents.
#[derive(Debug, Clone)]
struct Movement {
    date: Date,
    cents: i64,
    payee: String,
}

fn history(dice: &mut Dice) -> Vec<Movement> {
    let mut day = date(2024, 1 + i8::try_from(dice.roll(12)).expect("small"), 3);
    let names =
        ["Bakery North", "Water works", "Corner shop", "J Sample", "Mill Ltd", "Tram", "Kiosk", "Ferry Line"];
    let count = 5 + dice.roll(12);
    (0..count)
        .map(|at| {
            day = day
                .checked_add(jiff::Span::new().days(i64::try_from(dice.roll(4)).expect("small")))
                .expect("a day");
            let cents = i64::try_from(dice.roll(400_000) + 101).expect("small");
            let is_in = at % 5 == 2;
            Movement {
                date: day,
                cents: if is_in { cents } else { -cents },
                payee: dice.one(&names).to_owned(),
            }
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Signed,
    /// As on a card: what was spent has no minus.
    Turned,
    Sides,
    NegativeSides,
    Words,
    Behind,
}

const MANNERS: [Manner; 6] =
    [Manner::Signed, Manner::Turned, Manner::Sides, Manner::NegativeSides, Manner::Words, Manner::Behind];

/// One way to write a table.
#[derive(Debug, Clone)]
struct Layout {
    language: &'static str,
    delimiter: char,
    dates: usize,
    comma: bool,
    grouping: bool,
    currency: &'static str,
    manner: Manner,
    words: (String, String),
    has_header: bool,
    newest_first: bool,
    balance: usize,
    counter: bool,
    other_account: bool,
    preamble: bool,
    footer: bool,
    stated: bool,
    unbooked: bool,
    value_date: bool,
}

fn draw(dice: &mut Dice) -> Layout {
    let (code, _) = *dice.one(&crate::import::vocabulary::LANGUAGES.iter().collect::<Vec<_>>());
    let source = source(code);
    let words = |words: &[String], dice: &mut Dice| {
        let long: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| word.chars().count() > 1 || words.len() < 3)
            .collect();
        dice.one(&long).to_owned()
    };
    let out = words(&source.directions.out, dice);
    let into = words(&source.directions.r#in, dice);
    Layout {
        language: code,
        delimiter: *dice.one(&[&',', &';', &'\t', &'|']),
        // Only where English is spoken the month is written first.
        dates: if code == "en" { dice.roll(7) } else { [0, 1, 2, 4, 5, 6][dice.roll(6)] },
        comma: dice.often(5),
        grouping: dice.often(5),
        currency: dice.one(&["", "", "", "EUR", "€", "£"]),
        manner: MANNERS[dice.roll(MANNERS.len())],
        words: (out, into),
        has_header: dice.often(8),
        newest_first: dice.often(5),
        balance: dice.roll(3),
        counter: dice.often(3),
        other_account: dice.often(3),
        preamble: dice.often(4),
        footer: dice.often(4),
        stated: dice.often(3),
        unbooked: dice.often(3),
        value_date: dice.often(3),
    }
}

fn source(code: &str) -> crate::import::vocabulary::Source {
    let text =
        crate::import::vocabulary::LANGUAGES.iter().find(|(one, _)| *one == code).expect("a language").1;
    crate::import::vocabulary::Source::of(text).expect("reads")
}

impl Layout {
    fn number(&self, cents: i64, with_sign: bool) -> String {
        let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let mut digits = whole.to_string();
        if self.grouping && digits.len() > 3 {
            digits.insert(digits.len() - 3, if self.comma { '.' } else { ',' });
        }
        let mark = if self.comma { ',' } else { '.' };
        let sign = if with_sign && cents < 0 { "-" } else { "" };
        let number = format!("{sign}{digits}{mark}{rest:02}");
        match self.currency {
            "" => number,
            "£" => format!("{sign}£{}", number.trim_start_matches('-')),
            sign => format!("{number} {sign}"),
        }
    }

    fn date(&self, day: Date) -> String {
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        let source = source(self.language);
        let name = source
            .months()
            .find(|(number, _)| *number == month)
            .and_then(|(_, words)| words.first().cloned());
        match self.dates {
            0 => format!("{year}-{month:02}-{of_month:02}"),
            1 => format!("{of_month:02}.{month:02}.{year}"),
            2 => format!("{of_month:02}/{month:02}/{year}"),
            3 => format!("{month:02}/{of_month:02}/{year}"),
            4 => format!("{year}{month:02}{of_month:02}"),
            5 => format!("{of_month:02}-{month:02}-{:02}", year % 100),
            _ => format!("{of_month} {} {year}", name.unwrap_or_default()),
        }
    }

    fn cell(&self, text: &str) -> String {
        if text.contains([self.delimiter, '"']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string()) + "\n"
    }

    fn header(&self, dice: &mut Dice) -> Vec<String> {
        let source = source(self.language);
        let word = |name: &str, dice: &mut Dice| {
            let words = source.words(name);
            let first = &words[..words.len().min(4)];
            first.get(dice.roll(first.len())).cloned().unwrap_or_else(|| name.to_owned())
        };
        let mut names = Vec::new();
        if self.counter {
            names.push("No".to_owned());
        }
        names.push(word("date", dice));
        if self.value_date {
            names.push(word("value_date", dice));
        }
        names.push(word("payee", dice));
        if self.other_account {
            names.push("IBAN".to_owned());
        }
        match self.manner {
            Manner::Sides | Manner::NegativeSides => {
                names.extend([word("debit", dice), word("credit", dice)])
            }
            Manner::Words => names.extend([word("direction", dice), word("amount", dice)]),
            _ => names.push(word("amount", dice)),
        }
        if self.balance > 0 {
            names.push(word("balance", dice));
        }
        names
    }

    fn amounts(&self, cents: i64) -> Vec<String> {
        let plain = self.number(cents.abs(), false);
        let side = |is_it: bool, negative: bool| match (is_it, negative) {
            (false, _) => String::new(),
            (true, true) => self.number(-cents.abs(), true),
            (true, false) => plain.clone(),
        };
        match self.manner {
            Manner::Signed => vec![self.number(cents, true)],
            Manner::Turned => vec![self.number(-cents, true)],
            Manner::Sides => vec![side(cents < 0, false), side(cents >= 0, false)],
            Manner::NegativeSides => vec![side(cents < 0, true), side(cents >= 0, false)],
            Manner::Words => {
                let word = if cents < 0 { &self.words.0 } else { &self.words.1 };
                vec![word.clone(), plain]
            }
            Manner::Behind => vec![format!("{plain} {}", if cents < 0 { "DR" } else { "CR" })],
        }
    }

    fn row(
        &self,
        at: usize,
        day: Option<Date>,
        payee: &str,
        amounts: Vec<String>,
        balance: Option<i64>,
    ) -> Vec<String> {
        let date = day.map(|day| self.date(day)).unwrap_or_default();
        let mut cells = Vec::new();
        if self.counter {
            cells.push((at + 1).to_string());
        }
        cells.push(date.clone());
        if self.value_date {
            cells.push(date);
        }
        cells.push(payee.to_owned());
        if self.other_account {
            cells.push(["DE02500105170137075030", "DE02100100100006820101"][at % 2].to_owned());
        }
        cells.extend(amounts);
        if self.balance > 0 {
            cells.push(balance.map(|balance| self.number(balance, true)).unwrap_or_default());
        }
        cells
    }

    /// Rows that are no movements: a balance, and one that is not booked.
    fn noise(&self, history: &[Movement], balance: i64) -> Vec<String> {
        let source = source(self.language);
        let mut rows = Vec::new();
        if self.stated {
            let words = source.balances.closing.iter().find(|word| word.contains(' ')).cloned();
            let last = history.last().map(|movement| movement.date);
            let row = self.row(
                history.len(),
                last,
                &words.unwrap_or_else(|| "Closing balance".into()),
                self.amounts(balance.abs()),
                None,
            );
            rows.push(self.line(&row));
        }
        if self.unbooked {
            let word = source.statuses.pending.first().cloned().unwrap_or_default();
            let row = self.row(
                history.len() + 1,
                history.last().map(|movement| movement.date),
                &format!("[{word}] Garage"),
                self.amounts(-7_777),
                None,
            );
            rows.push(self.line(&row));
        }
        rows
    }

    fn text(&self, history: &[Movement], dice: &mut Dice) -> String {
        let mut text = String::new();
        if self.preamble {
            let _ = writeln!(
                text,
                "{}",
                self.line(&[
                    "Sample bank".into(),
                    String::new(),
                    self.date(date(2024, 12, 28)),
                    "10000000".into()
                ])
                .trim_end()
            );
            text.push('\n');
        }
        if self.has_header {
            text += &self.line(&self.header(dice));
        }
        let mut balance = 500_000;
        let mut rows: Vec<String> = Vec::new();
        for (at, movement) in history.iter().enumerate() {
            let before = balance;
            balance += movement.cents;
            let shown = if self.balance == 2 { before } else { balance };
            rows.push(self.line(&self.row(
                at,
                Some(movement.date),
                &movement.payee,
                self.amounts(movement.cents),
                Some(shown),
            )));
        }
        rows.extend(self.noise(history, balance));
        if self.newest_first {
            rows.reverse();
        }
        text += &rows.concat();
        if self.footer {
            text += "\nThis file is for information only.\n";
        }
        text
    }
}

/// What the reader made of the file.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Right,
    Asked,
    /// Rows are left out, and named.
    Named,
    Refused,
    Wrong(String),
}

fn outcome(text: &str, truth: &[Movement]) -> Outcome {
    let Ok(file) = read("sample.csv", text.as_bytes()) else { return Outcome::Refused };
    judged(&file, truth)
}

fn judged(file: &BankFile, truth: &[Movement]) -> Outcome {
    if file.readings.iter().any(crate::import::Reading::is_open) {
        return Outcome::Asked;
    }
    let mut left: Vec<(Date, String)> = truth
        .iter()
        .map(|one| (one.date, crate::import::Decimal::new(one.cents.into(), 2).expect("small").to_string()))
        .collect();
    for line in file.statements.iter().flat_map(|statement| &statement.lines) {
        let is_it = |(day, amount): &(Date, String)| *day == line.date && *amount == line.amount.to_string();
        match left.iter().position(is_it) {
            Some(at) => drop(left.swap_remove(at)),
            None => {
                return Outcome::Wrong(format!(
                    "{} {} {} is not in the history",
                    line.date, line.amount, line.payee
                ));
            }
        }
    }
    match (left.is_empty(), file.problems.is_empty()) {
        (true, _) => Outcome::Right,
        (false, false) => Outcome::Named,
        (false, true) => Outcome::Wrong(format!("{} rows are missing and nothing is said", left.len())),
    }
}

#[test]
fn one_history_in_any_layout_is_read_right_or_asked_and_never_wrong() {
    const LAYOUTS: u64 = 600;
    let (mut counts, mut wrong) = ([0; 4], Vec::new());
    let mut open = Vec::new();
    for seed in 1..=LAYOUTS {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            dice.roll(2);
        }
        let history = history(&mut dice);
        let layout = draw(&mut dice);
        let text = layout.text(&history, &mut dice);
        let head: String = text.lines().take(6).collect::<Vec<_>>().join("\n");
        match outcome(&text, &history) {
            Outcome::Right => counts[0] += 1,
            Outcome::Asked => counts[1] += 1,
            Outcome::Named => counts[2] += 1,
            Outcome::Refused => counts[3] += 1,
            Outcome::Wrong(why) => wrong.push(format!("{seed}: {why}\n{layout:?}\n{head}\n")),
        }
        let is_clear = layout.has_header && layout.manner != Manner::Turned && layout.dates < 2;
        if is_clear && outcome(&text, &history) != Outcome::Right {
            open.push(format!("{seed}: {:?}\n{layout:?}\n{head}\n", outcome(&text, &history)));
        }
    }
    println!("right, asked, named, refused: {counts:?}, wrong: {}", wrong.len());
    println!("{} clear ones are not right:\n{}", open.len(), open.join("\n"));
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(counts[0] * 10 > usize::try_from(LAYOUTS).expect("small") * 6, "{counts:?}");
    assert!(vocabulary().languages() >= 20);
}
