//! One way to write a table, drawn at random. The words are those of the vocabulary, so a new language is tried at once.

use super::dice::Dice;
use crate::import::vocabulary::{LANGUAGES, Source};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Counter,
    Date,
    ValueDate,
    Payee,
    Memo,
    OtherAccount,
    Direction,
    Amount,
    Debit,
    Credit,
    Fee,
    Balance,
    Currency,
    Account,
    Status,
}

#[derive(Debug, Clone)]
pub struct Layout {
    pub language: &'static str,
    pub encoding: usize,
    pub delimiter: char,
    pub dates: usize,
    pub comma: bool,
    pub grouping: bool,
    pub currency: &'static str,
    pub manner: Manner,
    pub words: (String, String),
    pub has_header: bool,
    pub newest_first: bool,
    /// 0: none, 1: after the amount, 2: before it.
    pub balance: usize,
    pub columns: Vec<Column>,
    /// How many accounts the account column names; 0 where there is none.
    pub accounts: usize,
    pub status: (String, String),
    pub preamble: bool,
    pub footer: bool,
    pub stated: bool,
    pub carried: bool,
    pub total: bool,
    pub unbooked: usize,
    pub once_a_day: bool,
    pub goes_on: bool,
    /// A decimal comma that stands unquoted between commas.
    pub unquoted: bool,
}

pub const ACCOUNTS: [&str; 2] = ["Household", "Savings 2"];

pub fn source(code: &str) -> Source {
    let text = LANGUAGES.iter().find(|(one, _)| *one == code).expect("a language").1;
    Source::of(text).expect("reads")
}

pub fn draw(dice: &mut Dice) -> Layout {
    let (code, _) = *dice.one(&LANGUAGES.iter().collect::<Vec<_>>());
    let source = source(code);
    let words = |words: &[String], dice: &mut Dice| {
        let is_long = |word: &&str| word.chars().count() > 1 || words.len() < 3;
        let long: Vec<&str> = words.iter().map(String::as_str).filter(is_long).collect();
        dice.one(&long).to_owned()
    };
    let out = words(&source.directions.out, dice);
    let into = words(&source.directions.r#in, dice);
    let status = (words(&source.statuses.booked, dice), words(&source.statuses.pending, dice));
    let has_header = dice.often(8);
    let mut layout = Layout {
        language: code,
        encoding: dice.roll(8),
        delimiter: *dice.one(&[&',', &';', &'\t', &'|']),
        // Only where English is spoken the month is written first.
        dates: if code == "en" { dice.roll(12) } else { [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11][dice.roll(11)] },
        comma: dice.often(5),
        grouping: dice.often(5),
        currency: dice.one(&["", "", "", "EUR", "€", "£"]),
        manner: MANNERS[dice.roll(MANNERS.len())],
        words: (out, into),
        has_header,
        newest_first: dice.often(5),
        balance: dice.roll(3),
        columns: Vec::new(),
        accounts: if has_header && dice.often(3) { 1 + dice.roll(2) } else { 0 },
        status,
        preamble: dice.often(4),
        footer: dice.often(4),
        stated: dice.often(3),
        carried: dice.often(2),
        total: dice.often(2),
        unbooked: if dice.often(3) { 1 + dice.roll(3) } else { 0 },
        once_a_day: dice.often(1),
        goes_on: dice.often(1),
        unquoted: dice.often(2),
    };
    // Whoever writes the month first writes a decimal point.
    layout.comma &= layout.dates != 3;
    layout.columns = layout.drawn_columns(dice);
    layout
}

impl Layout {
    fn drawn_columns(&self, dice: &mut Dice) -> Vec<Column> {
        use Column::{
            Account, Amount, Balance, Counter, Credit, Currency, Debit, Direction, Fee, Memo, OtherAccount,
            Payee, Status, ValueDate,
        };
        let mut columns = Vec::new();
        columns.extend(dice.often(3).then_some(Counter));
        columns.extend((self.accounts > 0).then_some(Account));
        columns.push(Column::Date);
        columns.extend(dice.often(3).then_some(ValueDate));
        columns.push(Payee);
        columns.extend(dice.often(3).then_some(OtherAccount));
        columns.extend((self.has_header && dice.often(3)).then_some(Memo));
        match self.manner {
            Manner::Sides | Manner::NegativeSides => columns.extend([Debit, Credit]),
            Manner::Words => columns.extend([Direction, Amount]),
            _ => columns.push(Amount),
        }
        columns.extend((self.currency.is_empty() && dice.often(2)).then_some(Currency));
        columns.extend((self.has_header && dice.often(2)).then_some(Fee));
        columns.extend((self.balance > 0).then_some(Balance));
        columns.extend((self.has_header && dice.often(2)).then_some(Status));
        if self.has_header && dice.often(3) {
            for at in (1..columns.len()).rev() {
                columns.swap(at, dice.roll(at + 1));
            }
        }
        columns
    }

    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// The currency of an account, as the column or the amounts have it.
    pub fn currency_of(&self, account: usize) -> Option<&'static str> {
        match self.currency {
            "£" => Some("GBP"),
            "" if !self.has(Column::Currency) => None,
            "" if self.accounts == 2 => Some(["PLN", "USD"][account]),
            "" => Some("PLN"),
            _ => Some("EUR"),
        }
    }
}
