//! The words that banks write, in the languages of `vocabulary/*/*.toml`.
//!
//! It says what a heading, a direction, a status, a balance, a month or a
//! currency sign can mean, and in which languages. Which of the meanings holds
//! in a file is for the reader to find: nothing here looks at a file.

mod filling;
mod plain;
mod source;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::layout::Role;
use plain::beginnings;
pub use plain::{phrases, plain};
#[cfg(test)]
pub use source::{LANGUAGES, Source};
#[cfg(not(test))]
use source::{LANGUAGES, Source};

/// What a heading says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    Is(Role),
    /// How it was paid; some banks write the direction under it.
    Kind,
    /// Something that no line has a place for: the other side's account, the price abroad.
    Other,
}

/// What a heading can mean, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    pub heading: Heading,
    pub language: usize,
    /// The smaller, the better among columns of the same role.
    pub rank: usize,
    /// The word is the whole heading.
    pub is_whole: bool,
    /// How many letters of the heading it explains.
    weight: usize,
}

/// Where the money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flow {
    Out,
    In,
}

/// What a bank says of a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    Booked,
    /// Not yet.
    Pending,
    /// Never.
    Void,
}

/// Which balance a row states that is no movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stated {
    Opening,
    Closing,
    /// A sum of movements.
    Turnover,
}

/// What a heading of a shop's list of orders is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sold {
    Order,
    Goods,
}

/// All words, by what is looked for.
#[derive(Debug, Default)]
pub struct Vocabulary {
    codes: Vec<&'static str>,
    headings: HashMap<String, Vec<(Heading, usize, usize)>>,
    flows: HashMap<String, Vec<(usize, Flow)>>,
    hints: HashMap<String, Flow>,
    standings: HashMap<String, Vec<(usize, Standing)>>,
    stated: HashMap<String, Stated>,
    months: HashMap<String, Vec<(usize, i8)>>,
    currencies: HashMap<String, Vec<(usize, String)>>,
    cards: HashMap<String, ()>,
    generic: HashMap<String, ()>,
    sold: HashMap<String, Sold>,
    /// Single words with letters beyond ASCII, in lower case and with their accents.
    spellings: HashSet<String>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for (code, text) in LANGUAGES {
        // That every file can be read is a test.
        vocabulary.add(code, Source::of(text).unwrap_or_default());
    }
    vocabulary
});

/// The words of all languages.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

impl Vocabulary {
    /// "de".
    pub fn code(&self, language: usize) -> &'static str {
        self.codes.get(language).copied().unwrap_or_default()
    }

    pub fn languages(&self) -> usize {
        self.codes.len()
    }

    /// What a heading can mean: the longest of our words that it holds, in every language that has it.
    pub fn meanings(&self, heading: &str) -> Vec<Meaning> {
        const LONGEST: usize = 120;
        if heading.is_empty() || heading.len() > LONGEST {
            return Vec::new();
        }
        let whole = self.without_units(&plain(heading));
        let mut found: Vec<Meaning> = Vec::new();
        for phrase in phrases(&whole) {
            let is_whole = phrase == whole;
            for (heading, rank, language) in self.headings.get(phrase).into_iter().flatten().copied() {
                let weight = phrase.chars().count() * 2 + usize::from(is_whole);
                let rank = rank * 2 + usize::from(!is_whole);
                found.push(Meaning { heading, language, rank, is_whole, weight });
            }
        }
        if !found.iter().any(|meaning| meaning.is_whole) {
            vetoed(&mut found);
        }
        let most = found.iter().map(|meaning| meaning.weight).max().unwrap_or_default();
        found.retain(|meaning| meaning.weight == most && (meaning.is_whole || meaning.weight > 4));
        found
    }

    /// Without the currencies behind a heading, “(EUR)”, and the number of a column, “VWZ1”.
    fn without_units(&self, heading: &str) -> String {
        let mut rest = heading;
        while let Some((before, last)) = rest.rsplit_once(' ') {
            let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
            let is_code = last.len() == 3 && last.to_uppercase().parse::<crate::ledger::Currency>().is_ok();
            let is_unit = is_number || is_code || self.currency(last, &[]).is_some();
            if !is_unit || self.headings.contains_key(rest) {
                break;
            }
            rest = before;
        }
        rest.to_owned()
    }

    /// What a heading is about that shops write over their orders.
    pub fn sold(&self, heading: &str) -> Option<Sold> {
        self.sold.get(&self.without_units(&plain(heading))).copied()
    }

    /// What a word says of the direction, by language.
    pub fn flows(&self, word: &str) -> &[(usize, Flow)] {
        self.flows.get(&plain(word)).map_or(&[], Vec::as_slice)
    }

    /// What a text lets one think of the direction: no proof.
    pub fn hint(&self, text: &str) -> Option<Flow> {
        let text = plain(text);
        let hints = phrases(&text).filter_map(|phrase| Some((phrase.len(), *self.hints.get(phrase)?)));
        hints.max_by_key(|(length, _)| *length).map(|(_, flow)| flow)
    }

    /// What a status means: as a whole, or else by the longest word in it. In doubt it is not booked.
    pub fn standing(&self, status: &str, languages: &[usize]) -> Option<Standing> {
        let text = plain(status);
        let longest = phrases(&text)
            .filter(|phrase| *phrase == text || phrase.chars().count() > 3)
            .filter_map(|phrase| Some((phrase.len(), self.standings.get(phrase)?)))
            .max_by_key(|(length, _)| *length);
        let meanings = longest?.1;
        let ours = meanings.iter().filter(|(language, _)| languages.contains(language));
        let ours: Vec<Standing> = ours.map(|(_, standing)| *standing).collect();
        let all = meanings.iter().map(|(_, standing)| *standing);
        let candidates = if ours.is_empty() { all.collect() } else { ours };
        let doubtful = candidates.iter().find(|standing| **standing != Standing::Booked);
        doubtful.or(candidates.first()).copied()
    }

    /// Whether the whole text is a status that is not booked: such a word stands anywhere in a row.
    pub fn is_unbooked(&self, text: &str) -> Option<Standing> {
        let meanings = self.standings.get(&plain(text))?;
        let is_unbooked = meanings.iter().all(|(_, standing)| *standing != Standing::Booked);
        is_unbooked.then(|| meanings.first().map(|(_, standing)| *standing)).flatten()
    }

    /// Which balance a text states, if it is nothing else: “Closing balance 31.03.2024”.
    pub fn stated(&self, text: &str) -> Option<Stated> {
        const LONGEST: usize = 100;
        if text.len() > LONGEST {
            return None;
        }
        let text = plain(text);
        if let Some(stated) = self.stated.get(&text) {
            return Some(*stated);
        }
        let begins = beginnings(&text);
        let (length, stated) =
            begins.filter_map(|phrase| Some((phrase.len(), *self.stated.get(phrase)?))).last()?;
        let (phrase, rest) = text.split_at(length);
        let is_light = |word: &str| {
            word.chars().any(|c| c.is_ascii_digit())
                || self.months.contains_key(word)
                || word.chars().count() <= 3
                || self.currency(word, &[]).is_some()
        };
        // “Total” is a petrol station, too.
        let says_enough = phrase.contains(' ') || stated != Stated::Turnover;
        (says_enough && rest.split(' ').all(is_light)).then_some(stated)
    }

    /// The month of a word, if all languages that know it agree, or the file's own do.
    pub fn month(&self, word: &str, languages: &[usize]) -> Option<i8> {
        let meanings = self.months.get(&plain(word))?;
        let ours = meanings.iter().filter(|(language, _)| languages.contains(language));
        agreed(meanings.iter().map(|one| one.1)).or_else(|| agreed(ours.map(|one| one.1)))
    }

    /// The languages in which a word is a month.
    pub fn languages_of_month(&self, word: &str) -> Vec<usize> {
        self.months.get(&plain(word)).into_iter().flatten().map(|(language, _)| *language).collect()
    }

    /// The currency of a sign or word, if only one has it, or the file's languages say which.
    pub fn currency(&self, text: &str, languages: &[usize]) -> Option<&str> {
        let meanings = self.currencies.get(&sign(text))?;
        let ours = meanings.iter().filter(|(language, _)| languages.contains(language));
        agreed(ours.map(|(_, code)| code.as_str()))
            .or_else(|| agreed(meanings.iter().map(|(_, code)| code.as_str())))
    }

    /// Whether a text is a sign or a word for money, whichever.
    pub fn is_money_sign(&self, text: &str) -> bool {
        self.currencies.contains_key(&sign(text))
    }

    /// Whether a word says that this is a card, where a plain amount is what was spent.
    pub fn speaks_of_a_card(&self, text: &str) -> bool {
        let text = plain(text);
        phrases(&text).any(|phrase| self.cards.contains_key(phrase))
    }

    /// Whether a word in lower case is one of ours, letter by letter: then its letters were read right.
    pub fn spells(&self, word: &str) -> bool {
        self.spellings.contains(word)
    }

    /// Whether every word says only that it is a bank's file: “transactions (1)”.
    pub fn is_generic_name(&self, name: &str) -> bool {
        let name = plain(name);
        self.generic.contains_key(&name)
            || name.split(' ').all(|word| {
                word.bytes().all(|byte| byte.is_ascii_digit())
                    || self.generic.contains_key(word)
                    || self.months.contains_key(word)
            })
    }
}

/// An amount beside which the heading names something else is another amount: “Tax amount”.
fn vetoed(found: &mut Vec<Meaning>) {
    let is_other = |meaning: &Meaning| matches!(meaning.heading, Heading::Other | Heading::Is(Role::Fee));
    let is_money = |meaning: &Meaning| {
        use Role::{Account, Amount, Balance, Credit, Currency, Debit};
        matches!(meaning.heading, Heading::Is(Amount | Debit | Credit | Balance | Currency | Account))
    };
    let most = |found: &[Meaning], fits: &dyn Fn(&Meaning) -> bool| {
        found.iter().filter(|meaning| fits(meaning)).map(|meaning| meaning.weight).max().unwrap_or_default()
    };
    // A word that holds the other one whole explains it: “Counterparty account number”.
    let (other, money) = (most(found, &is_other), most(found, &is_money));
    if other > 0 && money > 0 && other + 12 > money {
        found.retain(is_other);
    }
}

/// What all say.
fn agreed<T: PartialEq + Copy>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|one| one == first).then_some(first)
}

/// A sign as it is compared: “Kč”, “kr.”, “R$”.
fn sign(text: &str) -> String {
    let folded = text.trim().to_lowercase();
    folded.trim_end_matches('.').chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests;
