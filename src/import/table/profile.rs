//! What the cells of one column are, counted over the first rows.
//!
//! It counts; what a column is called and what it is for, others say.

use std::collections::HashSet;

use super::cell;
use super::grid::Row;
use crate::import::layout::Role;
use crate::import::vocabulary::{Flow, vocabulary};

/// How many rows are looked at to learn what a column holds.
pub const SAMPLE_ROWS: usize = 2_000;

/// The counts of one column.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub rows: usize,
    pub filled: usize,
    pub dates: usize,
    /// Dates of six digits, and days as spreadsheets count them: only a heading makes them dates.
    pub digits_only: usize,
    pub amounts: usize,
    pub money: usize,
    pub negative: usize,
    pub zeros: usize,
    pub out: usize,
    pub incoming: usize,
    pub currencies: usize,
    pub ibans: usize,
    pub letters: usize,
    pub distinct: usize,
    /// Whole numbers, each one more or one less than the one before.
    pub is_counter: bool,
}

impl Profile {
    /// The columns of the rows that are bookings, or of all where none is.
    pub fn of_all(rows: &[Row], width: usize) -> Vec<Profile> {
        let is_stated = |row: &Row| row.cells().any(|text| vocabulary().stated(text).is_some());
        let is_booking = |row: &&Row| row.is_booking() && !is_stated(row);
        let bookings: Vec<&Row> = rows.iter().take(SAMPLE_ROWS).filter(is_booking).collect();
        let rows = if bookings.is_empty() { rows.iter().take(SAMPLE_ROWS).collect() } else { bookings };
        (0..width).map(|column| Profile::of(&rows, column)).collect()
    }

    fn of(rows: &[&Row], column: usize) -> Profile {
        let mut profile = Profile { rows: rows.len(), ..Profile::default() };
        let mut seen = HashSet::new();
        for text in rows.iter().map(|row| row.cell(column)).filter(|text| !text.is_empty()) {
            profile.filled += 1;
            seen.insert(text);
            profile.see(text);
        }
        profile.distinct = seen.len();
        profile.is_counter = is_counter(rows, column);
        profile
    }

    fn see(&mut self, text: &str) {
        let is_date = cell::is_date(text);
        self.dates += usize::from(is_date);
        let is_serial = || cell::serial_day(text).is_some();
        self.digits_only +=
            usize::from(!is_date && (cell::is_six_digits(text) && cell::could_be_date(text) || is_serial()));
        let is_amount = cell::is_amount(text);
        self.amounts += usize::from(is_amount);
        self.money += usize::from(!is_date && cell::is_money(text));
        let is_negative = text.contains(['-', '−', '(', '–']) || cell::without_sense(text).1;
        self.negative += usize::from(is_amount && is_negative);
        self.zeros += usize::from(is_amount && !text.bytes().any(|byte| matches!(byte, b'1'..=b'9')));
        self.currencies += usize::from(cell::is_currency(text));
        self.ibans += usize::from(!is_amount && text.len() < 45 && cell::iban(text).is_some());
        self.letters += text.chars().filter(|c| c.is_alphabetic()).count();
        const LONGEST_WORD: usize = 40;
        if text.len() <= LONGEST_WORD {
            let flows = vocabulary().flows(text);
            self.out += usize::from(flows.iter().any(|(_, flow)| *flow == Flow::Out));
            self.incoming += usize::from(flows.iter().any(|(_, flow)| *flow == Flow::In));
        }
    }

    pub fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 7
    }

    /// With a header that says it, half of the cells are enough: the others are then named as unreadable.
    fn half(&self, count: usize) -> bool {
        count * 2 >= self.filled
    }

    /// Words, and neither amounts nor dates nor account numbers.
    pub fn is_text(&self) -> bool {
        self.filled > 0
            && self.letters >= self.filled
            && !self.mostly(self.amounts)
            && !self.mostly(self.dates)
            && !self.mostly(self.ibans)
    }

    /// Whether no row leaves it empty, or nearly.
    pub fn is_full(&self) -> bool {
        self.filled * 10 >= self.rows * 9
    }

    /// Whether all rows that say something say a direction.
    pub fn says_directions(&self) -> bool {
        self.mostly(self.out.max(self.incoming)) || self.mostly(self.out + self.incoming)
    }

    /// Whether the cells can be what the header says.
    pub fn allows(&self, role: Role) -> bool {
        const MOST_ACCOUNTS: usize = 20;
        match role {
            // One of the two may have had nothing to tell yet, and fees are rare.
            Role::Debit | Role::Credit | Role::Fee if self.filled == 0 => true,
            _ if self.filled == 0 => false,
            Role::Date | Role::ValueDate => self.half(self.dates + self.digits_only),
            Role::Amount | Role::Debit | Role::Credit | Role::Balance | Role::Fee => self.half(self.amounts),
            Role::Direction => {
                self.distinct <= MOST_ACCOUNTS && !self.mostly(self.dates) && !self.mostly(self.amounts)
                    || self.says_directions()
            }
            Role::Currency => self.mostly(self.currencies),
            Role::BankId => {
                self.distinct == self.filled && self.filled * 20 >= self.rows * 19 && !self.is_counter
            }
            Role::Account => {
                let most = MOST_ACCOUNTS.min((self.rows / 2).max(3));
                self.filled == self.rows && self.distinct <= most && !self.mostly(self.dates)
            }
            Role::Number => !self.mostly(self.ibans) && self.letters <= self.filled * 3,
            Role::Payee | Role::Payer => {
                !self.mostly(self.ibans) && !self.mostly(self.dates) && self.letters > 0
            }
            Role::Memo => !self.mostly(self.money) && !self.mostly(self.dates),
            _ => true,
        }
    }
}

/// Whether the rows are numbered: 1, 2, 3 …
fn is_counter(rows: &[&Row], column: usize) -> bool {
    let numbers: Option<Vec<i64>> = rows.iter().map(|row| row.cell(column).parse().ok()).collect();
    let Some(numbers) = numbers else { return false };
    let by = |step: i64| numbers.windows(2).all(|pair| pair[1] - pair[0] == step);
    let begins_small = numbers.iter().min().is_some_and(|first| (0..=1).contains(first));
    !numbers.is_empty() && (numbers.len() > 1 || begins_small) && (by(1) || by(-1))
}
