//! What somebody looks for: the language of the search field.
//!
//! Words are looked for everywhere, without regard to case and accents, and
//! all of them must be found. `payee:`, `memo:`, `cat:`, `no:` and `tag:` look
//! in one place; `>100` and `<=20` compare the size of the amount, whichever
//! way it went; `12.34` is an amount of the row or of one of its parts, or
//! stands in its words; `2024`, `2024-03`, `2024-03-09` and `2024-03..2024-04-15`
//! are dates; `is:uncleared` and the like say what a row is. A `-` before a
//! term turns it round, and quotes hold words together.
//!
//! Amounts and dates are read as the page shows them: in the reader's own
//! [`Notation`], which comes with the text. What looks like an amount, a date or
//! a field and is none is looked for as words, and the term keeps the doubt, to
//! be said where nothing is found.
//!
//! This module reads the text and says what is wrong with it. It finds nothing
//! and knows no book: the store does the finding.

mod dates;
mod decimal;
mod fold;
mod notation;
mod runs;
mod terms;

#[cfg(test)]
mod tests;

pub use dates::Days;
pub use decimal::{Comparison, Decimal};
pub use fold::fold;
pub use notation::{DateOrder, DecimalMark, Notation};

/// The longest text that is searched for, in characters.
pub const LONGEST_TEXT: usize = 500;

/// The most terms in one search.
const MOST_TERMS: usize = 32;

/// What a row must be to be found: all of these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    pub terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// Whether the row must *not* be so.
    pub negated: bool,
    pub test: Test,
    /// Why it may have been meant otherwise, in words.
    pub doubt: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// The text, folded, is part of the field.
    Text(Field, String),
    /// The size of the amount compares so.
    Amount(Comparison, Decimal),
    Dates(Days),
    Is(Trait),
    /// One of these is enough: `2024` is a year, and may be a cheque's number.
    AnyOf(Vec<Test>),
    /// None of these may be missing: an amount with a space in it may be two words.
    AllOf(Vec<Test>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Any,
    Payee,
    Memo,
    /// The other side: a category with those below it, or another account.
    Category,
    Number,
    Tag,
}

/// What a row can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trait {
    Uncleared,
    Cleared,
    Reconciled,
    Void,
    Split,
    Transfer,
    Imported,
    Future,
}

/// Why a text says nothing that could be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct SearchError {
    pub what: String,
    pub advice: String,
}

impl SearchError {
    fn new(what: impl Into<String>, advice: impl Into<String>) -> SearchError {
        SearchError { what: what.into(), advice: advice.into() }
    }
}

impl Query {
    /// Reads what was typed where nothing is known of the reader: see [`Query::read`].
    ///
    /// # Errors
    /// As there.
    pub fn parse(text: &str) -> Result<Query, SearchError> {
        Query::read(text, Notation::default())
    }

    /// What may have been meant otherwise, where `total` rows are found. A term that is turned round finds much,
    /// also when it was not understood.
    pub fn doubts(&self, total: u64) -> Vec<String> {
        let doubtful = self.terms.iter().filter(|term| total == 0 || term.negated);
        doubtful.filter_map(|term| term.doubt.clone()).collect()
    }

    /// Reads what was typed. An empty text finds everything.
    ///
    /// # Errors
    /// What cannot be understood, in words; nothing that was typed can do worse.
    pub fn read(text: &str, notation: Notation) -> Result<Query, SearchError> {
        if text.chars().count() > LONGEST_TEXT {
            return Err(SearchError::new(
                format!("the search is longer than {LONGEST_TEXT} characters"),
                "Look for a few words of it.",
            ));
        }
        let mut terms = Vec::new();
        for piece in terms::pieces(text) {
            terms.extend(terms::term(&piece, notation)?);
        }
        if terms.len() > MOST_TERMS {
            return Err(SearchError::new(
                format!("the search has more than {MOST_TERMS} words"),
                "Hold words together with quotes, or leave some out.",
            ));
        }
        Ok(Query { terms })
    }
}
