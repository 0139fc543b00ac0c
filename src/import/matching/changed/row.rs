//! A row that files brought, against a line: whether they may be one movement, and how likely.
//!
//! Pure. It says nothing of the other lines and rows.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::import::decimal::Decimal;
use crate::import::fingerprint::is_fingerprint;
use crate::import::matching::again::{Claim, Claimed};
use crate::import::matching::score::days_between;
use crate::import::matching::{Candidate, Incoming, cheque_number};
use crate::import::text::folded;
use crate::import::words::{Likeness, likeness, telling};
use crate::ledger::Minor;

/// This far banks move what they have listed already: with its id or its words, or without either.
pub const FURTHEST_DAYS: u32 = 11;
pub const NEAR_DAYS: u32 = 6;

/// This far the day of a purchase and that of its posting are apart, as a rule.
pub const EDGE_DAYS: u32 = 4;

/// How unlikely it is that a line is in place of a row: the less, the likelier.
pub type Distance = (bool, bool, bool, u32);

/// A row of the book with its words taken apart once.
pub struct Row<'a, R> {
    pub claimed: &'a Claimed<R>,
    pub number: Option<&'a str>,
    /// Its days and amounts in the files that brought it.
    pub seen: BTreeSet<(Date, Minor)>,
    /// Its payee in the words of each file that brought it, and in the user's own.
    pub payees: Vec<BTreeSet<String>>,
    pub memo: BTreeSet<String>,
}

/// What a line says, taken apart once.
pub struct Said<'a> {
    pub number: Option<&'a str>,
    pub payee: BTreeSet<String>,
    pub memo: BTreeSet<String>,
    pub words: String,
}

impl<'a> Said<'a> {
    pub fn of(line: &'a Incoming) -> Self {
        Said {
            number: cheque_number(line.number.as_deref()),
            payee: telling(&line.payee),
            memo: telling(&line.memo),
            words: folded(&line.payee),
        }
    }
}

impl<'a, R: Clone> Row<'a, R> {
    pub fn of(claimed: &'a Claimed<R>) -> Self {
        let said = claimed.by.iter().map(|claim| &claim.payee).chain([&claimed.entry.payee]);
        Row {
            claimed,
            number: cheque_number(claimed.entry.number.as_deref()),
            seen: claimed.seen(),
            payees: said.map(|payee| telling(payee)).collect(),
            memo: telling(&claimed.entry.memo),
        }
    }

    pub fn claims(&self) -> impl Iterator<Item = &'a Claim> + use<'a, R> {
        self.claimed.by.iter()
    }

    fn is_other_cheque(&self, said: &Said) -> bool {
        self.number.zip(said.number).is_some_and(|(one, other)| one != other)
    }

    /// Two cheques are never one; two names are one as far as they have a word in common.
    pub fn may_be(&self, said: &Said) -> bool {
        let is_stranger = |payee: &BTreeSet<String>| match likeness(payee, &said.payee) {
            Likeness::Unknown => {
                likeness(&(payee | &self.memo), &(&said.payee | &said.memo)) == Likeness::Strangers
            }
            likeness => likeness == Likeness::Strangers,
        };
        !self.is_other_cheque(said) && !self.payees.iter().all(is_stranger)
    }

    /// Whether both name somebody, and the same one as far as words tell.
    fn names_alike(&self, said: &Said) -> bool {
        let is_alike = |payee: &BTreeSet<String>| {
            matches!(likeness(payee, &said.payee), Likeness::Same | Likeness::Alike)
        };
        self.payees.iter().any(is_alike)
    }

    pub fn days_from(&self, line: &Incoming) -> u32 {
        self.seen.iter().map(|(day, _)| days_between(*day, line.date)).min().unwrap_or(u32::MAX)
    }

    fn has_id_of(&self, line: &Incoming) -> bool {
        !is_fingerprint(&line.bank_id) && self.claims().any(|claim| claim.bank_id == line.bank_id)
    }

    fn has_amount_of(&self, line: &Incoming) -> bool {
        self.seen.iter().any(|(_, amount)| *amount == line.amount)
    }

    /// Whether two layouts of one bank may date one movement so.
    pub fn is_as_near_as_layouts(&self, line: &Incoming, said: &Said) -> bool {
        self.has_amount_of(line) && self.names_alike(said) && self.days_from(line) <= EDGE_DAYS
    }

    /// None where the line cannot be in place of this row.
    pub fn distance(&self, line: &Incoming, said: &Said) -> Option<Distance> {
        let days = self.days_from(line);
        if self.is_other_cheque(said) || days > FURTHEST_DAYS {
            return None;
        }
        let (is_id, is_amount) = (self.has_id_of(line), self.has_amount_of(line));
        let is_alike = self.names_alike(said);
        let is_near = days <= NEAR_DAYS;
        let may_be = match is_amount {
            true => is_near || is_id || self.may_be(said),
            // Money that came is never in place of money that went.
            false if self.claimed.entry.amount.is_negative() != line.amount.is_negative() => false,
            false => is_id || (self.number.is_some() && self.number == said.number) || (is_near && is_alike),
        };
        may_be.then_some((!is_amount, !is_id, !is_alike, days))
    }

    pub fn candidate(&self) -> Candidate<R> {
        let Claimed { entry, by } = self.claimed;
        let id = by.last().map_or("", |claim| claim.bank_id.as_str());
        let id = if !id.is_empty() && !is_fingerprint(id) { format!(" as {id}") } else { String::new() };
        Candidate { entry: entry.clone(), reason: format!("An earlier file brought this one{id}.") }
    }

    pub fn candidate_elsewhere(&self, line: &Incoming, decimals: u32) -> Candidate<R> {
        let entry = self.claimed.entry.clone();
        let payee =
            if entry.payee.is_empty() { String::new() } else { format!(" for “{}”", entry.payee) };
        let over = if self.has_amount_of(line) {
            String::new()
        } else {
            let amount = Decimal::new(i128::from(entry.amount.units()), decimals);
            amount.map_or_else(
                || " over another amount".to_owned(),
                |amount| format!(" over {}", amount.with_decimals(decimals)),
            )
        };
        let day = self.seen.iter().map(|(day, _)| *day).min_by_key(|day| days_between(*day, line.date));
        let day = day.unwrap_or(entry.date);
        let reason = format!("An earlier file brought this one on {day}{payee}{over}; this file has it not.");
        Candidate { entry, reason }
    }
}
