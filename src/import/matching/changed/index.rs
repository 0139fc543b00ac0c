//! Rows that a file has not, by what a line may have in common with them.
//!
//! Bounded: a line is compared with so many rows at most, whatever the file and the book.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::row::{Distance, FURTHEST_DAYS, Row, Said};
use crate::import::fingerprint::is_fingerprint;
use crate::import::matching::Incoming;
use crate::import::matching::score::days_between;
use crate::ledger::Minor;

/// With so many rows of each kind a line is compared, and so many it may be.
const MOST_COMPARED: usize = 40;
const MOST_OFFERED: usize = 9;

/// The rows, those of an amount or a word in the order of their days.
pub struct Index<'r, 'a, R> {
    by_amount: HashMap<Minor, Vec<(Date, &'r Row<'a, R>)>>,
    by_id: HashMap<&'a str, Vec<&'r Row<'a, R>>>,
    by_number: HashMap<&'a str, Vec<&'r Row<'a, R>>>,
    by_word: HashMap<&'r str, Vec<(Date, &'r Row<'a, R>)>>,
}

impl<'r, 'a, R: Clone> Index<'r, 'a, R> {
    pub fn of(mut rows: Vec<&'r Row<'a, R>>) -> Self {
        rows.sort_by_key(|row| row.seen.first().map(|(day, _)| *day));
        let mut index = Index {
            by_amount: HashMap::new(),
            by_id: HashMap::new(),
            by_number: HashMap::new(),
            by_word: HashMap::new(),
        };
        for row in rows {
            for (day, amount) in &row.seen {
                index.by_amount.entry(*amount).or_default().push((*day, row));
            }
            for claim in row.claims().filter(|claim| !is_fingerprint(&claim.bank_id)) {
                index.by_id.entry(&claim.bank_id).or_default().push(row);
            }
            if let Some(number) = row.number {
                index.by_number.entry(number).or_default().push(row);
            }
            let words: BTreeSet<&str> = row.payees.iter().flatten().map(String::as_str).collect();
            let day = row.seen.first().map_or(row.claimed.entry.date, |(day, _)| *day);
            for word in words {
                index.by_word.entry(word).or_default().push((day, row));
            }
        }
        index
            .by_amount
            .values_mut()
            .chain(index.by_word.values_mut())
            .for_each(|all| all.sort_by_key(|one| one.0));
        index
    }

    /// The rows that the line may be in place of, the likeliest first.
    pub fn like(&self, line: &Incoming) -> Vec<&'r Row<'a, R>> {
        let said = Said::of(line);
        let by_amount = near(self.by_amount.get(&line.amount), line.date);
        let by_id = self.by_id.get(line.bank_id.as_str()).into_iter().flatten().copied();
        let by_number =
            said.number.and_then(|number| self.by_number.get(number)).into_iter().flatten().copied();
        let by_word = said.payee.iter().flat_map(|word| near(self.by_word.get(word.as_str()), line.date));
        let all = by_amount.chain(by_id.take(MOST_COMPARED)).chain(by_number).chain(by_word);
        let mut found: Vec<(Distance, &'r Row<'a, R>)> = Vec::new();
        for row in all {
            let is_there = found.iter().any(|(_, other)| std::ptr::eq(*other, row));
            let distance = if is_there { None } else { row.distance(line, &said) };
            found.extend(distance.map(|distance| (distance, row)));
        }
        found.sort_by_key(|(distance, _)| *distance);
        found.truncate(MOST_OFFERED);
        found.into_iter().map(|(_, row)| row).collect()
    }
}

/// Rows near a day, of those in the order of their days.
fn near<'v, 'r, 'a, R>(
    rows: Option<&'v Vec<(Date, &'r Row<'a, R>)>>,
    day: Date,
) -> impl Iterator<Item = &'r Row<'a, R>> + use<'v, 'r, 'a, R> {
    let rows = rows.map_or(&[][..], Vec::as_slice);
    let first = rows.partition_point(|(other, _)| *other < day && days_between(*other, day) > FURTHEST_DAYS);
    let near = rows[first..]
        .iter()
        .take_while(move |(other, _)| *other <= day || days_between(*other, day) <= FURTHEST_DAYS);
    near.take(MOST_COMPARED).map(|(_, row)| *row)
}
