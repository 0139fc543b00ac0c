//! The files with the words, one for each language.
//!
//! A new language is a file and a line here. What its words mean stands in
//! CONTRIBUTING.md; the tests beside [`super`] say what is wrong with a file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Heading;
use crate::import::layout::Role;

macro_rules! languages {
    ($($code:literal in $folder:literal),+ $(,)?) => {
        &[$(($code, include_str!(concat!($folder, "/", $code, ".toml")))),+]
    };
}

/// The code of each language (ISO 639-1) and its words.
pub const LANGUAGES: &[(&str, &str)] = languages![
    "en" in "western", "de" in "western", "fr" in "western", "es" in "western", "it" in "western",
    "pt" in "western", "nl" in "western",
    "da" in "northern", "sv" in "northern", "nb" in "northern", "fi" in "northern", "et" in "northern",
    "lv" in "northern", "lt" in "northern",
    "pl" in "eastern", "cs" in "eastern", "sk" in "eastern", "hu" in "eastern", "ro" in "eastern",
    "hr" in "eastern", "sr" in "eastern", "sl" in "eastern", "tr" in "eastern", "el" in "eastern",
    "ru" in "eastern", "uk" in "eastern", "bg" in "eastern",
    "ja" in "asian", "zh" in "asian", "ko" in "asian", "id" in "asian",
];

type Words = Vec<String>;

/// The words of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    headers: BTreeMap<String, Words>,
    pub directions: Directions,
    #[serde(default)]
    pub hints: Directions,
    pub statuses: Statuses,
    pub balances: Balances,
    months: BTreeMap<String, Words>,
    #[serde(default)]
    pub currencies: BTreeMap<String, Words>,
    #[serde(default)]
    pub table: Table,
    #[serde(default)]
    pub orders: Orders,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directions {
    pub out: Words,
    pub r#in: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    pub booked: Words,
    pub pending: Words,
    pub void: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balances {
    pub opening: Words,
    pub closing: Words,
    pub turnover: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub card: Words,
    pub generic_names: Words,
}

/// Headings of what a shop lists, which is no statement of an account.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    /// Of the order itself: “Order number”.
    pub headings: Words,
    /// Of what was ordered and how it was sent.
    pub goods: Words,
}

const HEADINGS: &[(&str, Heading)] = &[
    ("date", Heading::Is(Role::Date)),
    ("value_date", Heading::Is(Role::ValueDate)),
    ("payee", Heading::Is(Role::Payee)),
    ("payer", Heading::Is(Role::Payer)),
    ("memo", Heading::Is(Role::Memo)),
    ("kind", Heading::Kind),
    ("number", Heading::Is(Role::Number)),
    ("amount", Heading::Is(Role::Amount)),
    ("debit", Heading::Is(Role::Debit)),
    ("credit", Heading::Is(Role::Credit)),
    ("direction", Heading::Is(Role::Direction)),
    ("balance", Heading::Is(Role::Balance)),
    ("currency", Heading::Is(Role::Currency)),
    ("bank_id", Heading::Is(Role::BankId)),
    ("category", Heading::Is(Role::Category)),
    ("account", Heading::Is(Role::Account)),
    ("status", Heading::Is(Role::Status)),
    ("fee", Heading::Is(Role::Fee)),
    ("other", Heading::Other),
];

impl Source {
    pub fn of(text: &str) -> Result<Source, toml::de::Error> {
        toml::from_str(text)
    }

    /// The words for each kind of column, the best of them first.
    pub fn headings(&self) -> impl Iterator<Item = (Heading, &Words)> {
        HEADINGS.iter().filter_map(|(name, heading)| Some((*heading, self.headers.get(*name)?)))
    }

    /// The names of the months, by number.
    pub fn months(&self) -> impl Iterator<Item = (i8, &Words)> {
        self.months.iter().filter_map(|(number, words)| Some((number.parse().ok()?, words)))
    }

    /// The words for one kind of column.
    #[cfg(test)]
    pub fn words(&self, name: &str) -> &[String] {
        self.headers.get(name).map_or(&[], Vec::as_slice)
    }

    /// Names in the file that nobody looks for.
    #[cfg(test)]
    pub fn unknown(&self) -> Vec<&String> {
        let is_known = |name: &&String| HEADINGS.iter().any(|(known, _)| known == name);
        let months = self.months.keys().filter(|number| !number.parse().is_ok_and(|one: u8| one < 13));
        self.headers.keys().filter(|name| !is_known(name)).chain(months).collect()
    }
}
