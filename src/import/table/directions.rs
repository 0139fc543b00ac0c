//! What the words of a direction column say, and which of them nobody knows.
//!
//! A letter can mean two things in two languages: “C” is a credit in one and a
//! cargo in another. The words of the column together tell which; what they do
//! not tell is asked, and never taken as money that came in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::grid::Row;
use super::roles::Roles;
use crate::import::layout::{Choice, Question, Role, Setting, WordMeaning};
use crate::import::text::shown;
use crate::import::vocabulary::{Flow, plain, vocabulary};

/// What a cell of the direction column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Known(Flow),
    /// It was said that such rows stay out.
    LeftOut,
    Unknown,
}

/// The words of one column.
#[derive(Debug, Clone, Default)]
pub struct Directions {
    column: Option<usize>,
    /// By the cell as it is written.
    words: HashMap<String, Direction>,
}

/// More words than a direction column can have.
const MOST_WORDS: usize = 200;

impl Directions {
    /// The words of the column of directions; those that were said count first.
    pub fn of(
        rows: &[&Row],
        roles: &Roles,
        languages: &[usize],
        said: &BTreeMap<String, WordMeaning>,
    ) -> Directions {
        let Some(column) = roles.column(Role::Direction) else { return Directions::none() };
        let mut cells: BTreeSet<&str> = BTreeSet::new();
        let amount = roles.column(Role::Amount);
        // A row without a date is a movement, too, where it has an amount.
        let is_movement = |row: &Row| {
            row.is_booking() || amount.is_some_and(|column| super::cell::is_amount(row.cell(column)))
        };
        for row in rows {
            let cell = row.cell(column);
            if cells.len() < MOST_WORDS && !cells.contains(cell) && is_movement(row) {
                cells.insert(cell);
            }
        }
        let known = known(&cells, languages);
        let words = cells.iter().map(|cell| {
            let direction = match said.get(&plain(cell)) {
                Some(WordMeaning::MoneyOut) => Direction::Known(Flow::Out),
                Some(WordMeaning::MoneyIn) => Direction::Known(Flow::In),
                Some(WordMeaning::LeftOut) => Direction::LeftOut,
                _ => known.get(*cell).map_or(Direction::Unknown, |flow| Direction::Known(*flow)),
            };
            ((*cell).to_owned(), direction)
        });
        Directions { column: Some(column), words: words.collect() }
    }

    /// Whether there is such a column.
    pub fn is_there(&self) -> bool {
        self.column.is_some()
    }

    pub fn none() -> Directions {
        Directions::default()
    }

    /// What the row says.
    pub fn of_row(&self, row: &Row) -> Direction {
        let cell = self.column.map_or("", |column| row.cell(column));
        self.words.get(cell).copied().unwrap_or(Direction::Unknown)
    }

    /// Whether no word of the column is known.
    pub fn knows_nothing(&self) -> bool {
        !self.words.values().any(|direction| matches!(direction, Direction::Known(_)))
    }

    /// A question for each word that nobody knows, and the answered ones.
    pub fn questions(
        &self,
        rows: &[&Row],
        said: &BTreeMap<String, WordMeaning>,
        shown_as: impl Fn(&Row, WordMeaning) -> Option<String>,
    ) -> Vec<Question> {
        let mut cells: Vec<&String> = self.words.keys().collect();
        cells.sort_unstable();
        let asked = cells.into_iter().filter_map(|cell| {
            let answer = said.get(&plain(cell)).copied();
            let is_open = self.words.get(cell) == Some(&Direction::Unknown);
            (is_open || answer.is_some()).then(|| {
                let example = rows.iter().find(|row| self.column.is_some_and(|at| row.cell(at) == cell));
                let shown_as = |meaning| example.and_then(|row| shown_as(row, meaning));
                question(cell, answer, &shown_as)
            })
        });
        asked.collect()
    }
}

/// The words that have one meaning in this column.
fn known<'a>(cells: &BTreeSet<&'a str>, languages: &[usize]) -> HashMap<&'a str, Flow> {
    let flows: Vec<(&str, &[(usize, Flow)])> = cells
        .iter()
        .map(|cell| (*cell, vocabulary().flows(cell)))
        .filter(|(_, flows)| !flows.is_empty())
        .collect();
    let all = 0..vocabulary().languages();
    // Words that a language all takes for one side are words of another language.
    let knows = |language: usize| {
        let of = |flow: Flow| flows.iter().filter(|(_, flows)| flows.contains(&(language, flow))).count();
        let (out, into) = (of(Flow::Out), of(Flow::In));
        (out > 0 && into > 0, out + into)
    };
    let most = all.clone().map(knows).max().unwrap_or_default();
    let knowing: Vec<usize> = all.filter(|language| knows(*language) == most).collect();
    let spoken: Vec<usize> =
        knowing.iter().copied().filter(|language| languages.contains(language)).collect();
    let meaning = |flows: &[(usize, Flow)], of: &[usize]| {
        let mut ours = flows.iter().filter(|(language, _)| of.contains(language)).map(|(_, flow)| *flow);
        let first = ours.next()?;
        ours.all(|flow| flow == first).then_some(first)
    };
    let every: Vec<usize> = (0..vocabulary().languages()).collect();
    let is_near = |language: &usize| languages.contains(language) || vocabulary().code(*language) == "en";
    let near: Vec<usize> = every.iter().copied().filter(is_near).collect();
    let found = flows.iter().filter_map(|(cell, flows)| {
        // One letter on all rows has no other beside it that would say which language it is.
        let is_alone = cell.chars().count() == 1 && cells.len() == 1;
        let flow = if is_alone {
            meaning(flows, &near)
        } else {
            meaning(flows, &knowing).or_else(|| meaning(flows, &spoken)).or_else(|| meaning(flows, &every))
        };
        Some((*cell, flow?))
    });
    found.collect()
}

fn question(
    cell: &str,
    answer: Option<WordMeaning>,
    shown_as: &dyn Fn(WordMeaning) -> Option<String>,
) -> Question {
    let word = if cell.is_empty() { "an empty cell".to_owned() } else { format!("“{}”", shown(cell)) };
    let choice = |meaning, label: &str| Choice {
        setting: Setting::Word(plain(cell), meaning),
        label: label.into(),
        example: String::new(),
        rows: shown_as(meaning).into_iter().collect(),
    };
    Question {
        text: format!("What does {word} say of a row of this file?"),
        choices: vec![
            choice(WordMeaning::MoneyOut, "Money went out"),
            choice(WordMeaning::MoneyIn, "Money came in"),
            choice(WordMeaning::LeftOut, "It is no movement of this account"),
        ],
        taken: Setting::Word(plain(cell), answer.unwrap_or(WordMeaning::LeftOut)),
        answered: answer.is_some(),
    }
}
