//! What a table says nowhere, found in all of it: the order of its dates, its marks, the sense of its amounts.
//!
//! It puts together what the other modules find and says it; it reads no row.

use super::amounts::Amounts;
use super::balance_check::Proof;
use super::dating::Dating;
use super::directions::Directions;
use super::grid::Row;
use super::roles::Roles;
use super::sense::{Facts, Sensed};
use super::standing::Standings;
use super::{Reader, cell, decimals, ends, guess, order, sense};
use crate::import::decimal::marks::Mark;
use crate::import::layout::{Question, Role};
use crate::import::vocabulary::{Heading, vocabulary};

/// What the rows are read by, and what was said and asked about it.
pub struct Understood {
    pub dating: Dating,
    pub mark: Option<Mark>,
    pub amounts: Amounts,
    pub standings: Standings,
    /// Of each row whether it is no movement.
    pub is_left: Vec<bool>,
    pub proof: Option<Proof>,
    pub is_newest_first: bool,
    pub evidence: Vec<String>,
    pub questions: Vec<Question>,
}

impl Reader<'_> {
    /// Finds in the whole table what it says nowhere.
    pub fn understand(&mut self) -> Understood {
        let rows = self.region.rows;
        let mut standings = Standings::of(rows, &self.roles, &self.languages, &self.settled.words);
        let mut is_left: Vec<bool> = rows.iter().map(|row| standings.leaves(row)).collect();
        let movements: Vec<&Row> =
            rows.iter().zip(&is_left).filter(|(_, is_left)| !**is_left).map(|(row, _)| row).collect();
        let is_money = |role: &Role| {
            matches!(role, Role::Amount | Role::Debit | Role::Credit | Role::Balance | Role::Fee)
        };
        let of_money = |roles: &Roles| -> Vec<usize> {
            (0..roles.all().len()).filter(|column| is_money(&roles.all()[*column])).collect()
        };
        let mut money = of_money(&self.roles);
        money.extend(
            self.unexplained.iter().filter(|column| !money.contains(column)).copied().collect::<Vec<_>>(),
        );
        let marked = decimals::find(rows, &money, self.settled.mark.or_else(|| self.mark_of_the_language()));
        let (ordered, dating) = self.dated(marked.mark);
        let descends = descends(rows, &dating);
        let directions = Directions::of(&movements, &self.roles, &self.languages, &self.settled.words);
        let (roles, unexplained) = (self.roles.clone(), self.unexplained.as_slice());
        let guessed = guess::guess(&movements, roles, unexplained, &marked.marks, &directions, descends);
        self.roles = guessed.roles;
        let facts = Facts {
            rows: &movements,
            roles: &self.roles,
            settled: &self.settled,
            languages: &self.languages,
            is_card: self.is_card(),
            descends,
        };
        let Sensed { amounts, proof, evidence: sensed, questions } = sense::find(facts, marked.marks);
        if let Some(ends) = ends::balances(&movements, &self.roles, &amounts) {
            standings.proved.extend(ends);
            is_left = rows.iter().map(|row| standings.leaves(row)).collect();
        }
        let mut evidence = vec![self.shape()];
        evidence.extend(ordered.evidence);
        evidence.extend(marked.evidence);
        evidence.extend(guessed.evidence);
        evidence.extend(sensed);
        evidence.extend(self.only_a_value_date());
        let questions =
            [ordered.question, marked.question, guessed.question].into_iter().flatten().chain(questions);
        let is_newest_first = descends.or(proof.map(|proof| proof.is_newest_first)) == Some(true);
        Understood {
            dating,
            mark: marked.mark,
            amounts,
            standings,
            is_left,
            proof,
            is_newest_first,
            evidence,
            questions: questions.filter(|_| self.roles.has_what_is_needed()).collect(),
        }
    }

    /// In which order the dates are, and how they are read.
    fn dated(&self, mark: Option<Mark>) -> (order::Ordered, Dating) {
        let dates: Vec<usize> =
            self.roles.columns(Role::Date).chain(self.roles.columns(Role::ValueDate)).collect();
        let country = self.country();
        let signs = order::Signs {
            foreign_header: self.foreign.as_deref(),
            has_decimal_comma: mark == Some(Mark::Comma),
            country: country.as_deref(),
        };
        let pattern = self.settled.date_pattern.clone();
        let mut ordered = order::find(self.region.rows, &dates, signs, self.settled.order);
        if pattern.is_some() {
            ordered.question = None;
        }
        let dating = Dating::new(ordered.order, &self.roles, &self.languages, pattern);
        (ordered, dating)
    }

    /// Japanese, Chinese and Korean part thousands with a comma, and half of their money has no decimals.
    fn mark_of_the_language(&self) -> Option<Mark> {
        let is_eastern = |language: &usize| matches!(vocabulary().code(*language), "ja" | "zh" | "ko");
        (!self.languages.is_empty() && self.languages.iter().all(is_eastern)).then_some(Mark::Point)
    }

    /// An account number or a currency that tells the country: all that have an IBAN write the day first.
    fn country(&self) -> Option<String> {
        const DAY_FIRST: &[&str] = &[
            "EUR", "GBP", "CHF", "PLN", "CZK", "RON", "BGN", "DKK", "NOK", "AUD", "NZD", "INR", "BRL", "ARS",
            "CLP", "COP", "MXN", "TRY", "RUB", "UAH", "RSD", "SGD", "IDR", "MYR", "THB", "VND", "AED", "ILS",
        ];
        let rows = self.region.rows.iter().take(20);
        let own = |role| self.roles.column(role);
        let cells = rows.flat_map(|row| {
            [own(Role::Account), own(Role::Currency)]
                .into_iter()
                .flatten()
                .map(move |column| row.cell(column))
        });
        let preamble = self.region.preamble.iter().flat_map(Row::cells);
        let names = self.region.names();
        let found = cells
            .chain(preamble)
            .find_map(|text| cell::iban(text).or_else(|| DAY_FIRST.contains(&text).then(|| text.to_owned())));
        found.or_else(|| {
            let mut words = names.iter().flat_map(|name| name.split(|c: char| !c.is_ascii_uppercase()));
            words.find(|word| DAY_FIRST.contains(word)).map(str::to_owned)
        })
    }

    /// How many cells bookings have, where a header names so many columns and most have no more.
    pub fn usual_width(&self) -> Option<usize> {
        const READ: usize = 500;
        let named = self.region.names().len();
        let bookings = || self.region.rows.iter().take(READ).filter(|row| row.is_booking());
        let fits = bookings().filter(|row| row.width() <= named).count();
        (named > 0 && self.grid.sheet.is_none() && fits * 2 > bookings().count()).then_some(named)
    }

    fn only_a_value_date(&self) -> Option<String> {
        let column = self.roles.column(Role::Date)?;
        let names = self.region.names();
        let meanings = vocabulary().meanings(names.get(column)?);
        let is_value = meanings.iter().any(|meaning| meaning.heading == Heading::Is(Role::ValueDate));
        let is_only = is_value && self.roles.column(Role::ValueDate).is_none();
        is_only.then(|| format!("{} is the only date, so it was taken.", self.roles.name(Role::Date)))
    }

    /// Whether the name of the file or what stands above the bookings speaks of a card.
    pub fn is_card(&self) -> bool {
        let words = vocabulary();
        let above = self.region.preamble.iter().flat_map(Row::cells);
        let names = self.region.names();
        // A column for the card's number is no more than that on an account with a card.
        let is_plain = |name: &&String| words.meanings(name).is_empty();
        words.speaks_of_a_card(self.stem)
            || above.into_iter().any(|text| words.speaks_of_a_card(text))
            || names.iter().filter(is_plain).any(|name| words.speaks_of_a_card(name))
            || names.iter().any(|name| name.to_lowercase().starts_with("card member"))
    }
}

/// Whether the dates go down through the rows, or up; none where they do both or neither.
fn descends(rows: &[Row], dating: &Dating) -> Option<bool> {
    const READ: usize = 5_000;
    let dates = rows.iter().take(READ).filter_map(|row| dating.date(row).ok().flatten());
    let dates: Vec<jiff::civil::Date> = dates.collect();
    let down = dates.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let up = dates.windows(2).filter(|pair| pair[0] < pair[1]).count();
    // A value date in between may break the order once in a while.
    (down > up * 4 || up > down * 4).then_some(down > up)
}
