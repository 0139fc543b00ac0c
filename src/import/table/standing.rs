//! Rows that are no movements of the account: balances, sums, and what is not booked.
//!
//! A row that a bank calls pending, declined or void stays out, in whatever
//! column the word stands; a row that states a balance is one. Both are named.
//! What a word means that nobody knows is asked, where others beside it are known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::grid::Row;
use super::profile::Profile;
use super::roles::Roles;
use crate::import::layout::{Choice, Question, Role, Setting, WordMeaning};
use crate::import::text::shown;
use crate::import::vocabulary::{Heading, Standing, Stated, plain, vocabulary};

/// What is no movement, by its words.
#[derive(Debug)]
pub struct Standings {
    status: Option<usize>,
    /// Columns with few different words, where a word for pending may stand.
    words: Vec<usize>,
    /// Columns whose text may name a balance.
    texts: Vec<usize>,
    payee: Option<usize>,
    /// By their line, rows that are balances although no word says so.
    pub proved: HashMap<u64, Stated>,
    unbooked: HashMap<String, bool>,
    /// Words of the status column that nobody knows.
    pub unknown: BTreeSet<String>,
    pub questions: Vec<Question>,
}

impl Standings {
    pub fn of(
        rows: &[Row],
        roles: &Roles,
        languages: &[usize],
        said: &BTreeMap<String, WordMeaning>,
    ) -> Standings {
        const FEW: usize = 20;
        let status = roles.column(Role::Status);
        let profiles = Profile::of_all(rows, roles.all().len());
        let is_text = |role: Role| matches!(role, Role::Ignored | Role::Memo | Role::Payee | Role::Date);
        // “Future” may be what somebody puts money by for.
        let is_category = |column: usize| {
            let meanings = vocabulary().meanings(roles.header(column));
            meanings.iter().any(|meaning| meaning.heading == Heading::Is(Role::Category))
        };
        let is_free = |column: &usize| is_text(roles.all()[*column]) && !is_category(*column);
        let free: Vec<usize> = (0..roles.all().len()).filter(is_free).collect();
        let is_few = |column: &usize| {
            let profile = &profiles[*column];
            profile.filled > 0 && profile.distinct <= FEW && !profile.mostly(profile.amounts)
        };
        let words = free.iter().copied().filter(is_few).collect();
        let texts = free.into_iter().filter(|column| roles.all()[*column] != Role::Date).collect();
        let payee = roles.column(Role::Payee);
        let mut standings = Standings {
            status,
            words,
            texts,
            payee,
            proved: HashMap::new(),
            unbooked: HashMap::new(),
            unknown: BTreeSet::new(),
            questions: Vec::new(),
        };
        standings.learn(rows, languages, said);
        standings
    }

    /// Goes through the words of the status column and of those with few words.
    fn learn(&mut self, rows: &[Row], languages: &[usize], said: &BTreeMap<String, WordMeaning>) {
        const MOST_WORDS: usize = 1_000;
        let mut has_known = false;
        let mut unknown: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let columns = self.status.iter().chain(&self.words).map(|column| (*column, row.cell(*column)));
            for (column, cell) in columns.filter(|(_, cell)| !cell.is_empty()).collect::<Vec<_>>() {
                if self.unbooked.contains_key(cell) || self.unbooked.len() >= MOST_WORDS {
                    continue;
                }
                let is_status = self.status == Some(column);
                let standing = if is_status {
                    vocabulary().standing(cell, languages)
                } else {
                    vocabulary().is_unbooked(cell)
                };
                let answer = said.get(&plain(cell)).map(|meaning| *meaning == WordMeaning::LeftOut);
                has_known |= is_status && standing.is_some();
                if is_status && standing.is_none() && row.is_booking() {
                    unknown.insert(cell.to_owned());
                }
                let is_out = answer.unwrap_or(standing.is_some_and(|standing| standing != Standing::Booked));
                self.unbooked.insert(cell.to_owned(), is_out);
            }
        }
        if has_known {
            self.questions = unknown.iter().map(|word| question(word, said.get(&plain(word)))).collect();
        } else {
            self.unknown = unknown;
        }
    }

    /// Whether the row is no movement.
    pub fn leaves(&self, row: &Row) -> bool {
        self.stated(row).is_some() || self.unbooked(row).is_some()
    }

    /// The word by which the row is not booked.
    pub fn unbooked<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let mut cells = self.status.iter().chain(&self.words).map(|column| row.cell(*column));
        cells.find(|cell| self.unbooked.get(*cell) == Some(&true)).or_else(|| {
            let mut texts = self.texts.iter().map(|column| row.cell(*column));
            texts.find(|text| begins_unbooked(text))
        })
    }

    /// Which balance the row states.
    pub fn stated<'r>(&self, row: &'r Row) -> Option<(Stated, &'r str)> {
        if let Some(stated) = self.proved.get(&row.line) {
            let mut texts = self.texts.iter().map(|column| row.cell(*column)).filter(|text| !text.is_empty());
            return Some((*stated, texts.next().unwrap_or_default()));
        }
        let found = self.texts.iter().find_map(|column| {
            let stated = vocabulary().stated(row.cell(*column))?;
            Some((*column, stated))
        });
        let (column, stated) = found?;
        // Somebody on the other side makes it a movement.
        let payee = self.payee.filter(|payee| *payee != column).map_or("", |payee| row.cell(payee));
        let is_alone = payee.is_empty() || vocabulary().stated(payee).is_some();
        is_alone.then(|| (stated, row.cell(column)))
    }
}

/// “PENDING - Corner Market”, “(pending) …”: a word with a mark that parts it from the rest.
fn begins_unbooked(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']']));
    let first =
        inner.or_else(|| text.split_once(": ")).or_else(|| text.split_once(" - ")).map(|(word, _)| word);
    first.is_some_and(|word| {
        word.chars().count() < 30
            && vocabulary().is_unbooked(word).is_some_and(|standing| standing == Standing::Pending)
    })
}

fn question(word: &str, answer: Option<&WordMeaning>) -> Question {
    let choice = |meaning, label: &str| Choice {
        setting: Setting::Word(plain(word), meaning),
        label: label.into(),
        example: String::new(),
        rows: Vec::new(),
    };
    Question {
        text: format!("Has the bank booked the rows that say “{}”?", shown(word)),
        choices: vec![
            choice(WordMeaning::Booked, "Booked"),
            choice(WordMeaning::LeftOut, "Not booked: leave them out"),
        ],
        taken: Setting::Word(plain(word), answer.copied().unwrap_or(WordMeaning::LeftOut)),
        answered: answer.is_some(),
    }
}
