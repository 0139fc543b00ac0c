//! The words of a payee that mean somebody, without what banks write around them.
//!
//! Pure. It compares names; it never decides what somebody is called.

use std::collections::BTreeSet;

/// What banks write into a payee that names nobody: how it was paid, and what everybody is.
const NOISE: &[&str] = &[
    "ach",
    "achat",
    "atm",
    "card",
    "carte",
    "cash",
    "cheque",
    "com",
    "compra",
    "credit",
    "danke",
    "dankt",
    "debit",
    "direct",
    "ecarte",
    "eft",
    "elv",
    "folgenr",
    "girocard",
    "gmbh",
    "inc",
    "kartenzahlung",
    "lastschrift",
    "llc",
    "ltd",
    "mastercard",
    "online",
    "pago",
    "paiement",
    "payment",
    "pos",
    "prelevement",
    "purchase",
    "sagt",
    "sepa",
    "svwz",
    "tarjeta",
    "the",
    "transfer",
    "ueberweisung",
    "verfalld",
    "virement",
    "visa",
    "www",
    "zahlung",
];

/// The shortest word that can name somebody, in letters.
const SHORTEST: usize = 3;

/// The words of a text that name somebody, each once.
pub fn telling(text: &str) -> BTreeSet<String> {
    in_order(text).collect()
}

/// The same words in the order they stand.
pub fn in_order(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '&');
    let words = words.filter(|word| !word.chars().any(char::is_numeric)).map(plain);
    words.filter(|word| word.chars().count() >= SHORTEST && NOISE.binary_search(&word.as_str()).is_err())
}

/// A word as it is compared: banks write neither case nor accents the way people do.
fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'ø' | 'œ' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => plain.push('a'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => plain.push('o'),
            'ù' | 'ú' | 'û' => plain.push('u'),
            'ç' => plain.push('c'),
            'ñ' => plain.push('n'),
            other => plain.push(other),
        }
    }
    plain
}

/// How much two names have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// One of them says nothing.
    Unknown,
    /// No word of the one is in the other.
    Strangers,
    /// Some words are.
    Alike,
    /// All words of the shorter one are.
    Same,
}

/// Compares the words of two names.
pub fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Likeness {
    let common = one.intersection(other).count();
    match (one.len().min(other.len()), common) {
        (0, _) => Likeness::Unknown,
        (_, 0) => Likeness::Strangers,
        (fewer, common) if common == fewer => Likeness::Same,
        _ => Likeness::Alike,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(one: &str, other: &str) -> Likeness {
        likeness(&telling(one), &telling(other))
    }

    #[test]
    fn the_noise_is_in_order_so_that_it_can_be_searched() {
        assert!(NOISE.is_sorted());
    }

    #[test]
    fn the_noise_of_banks_names_nobody() {
        let words: Vec<String> = in_order("POS 1234 REWE SAGT DANKE 0042//BERLIN/DE").collect();
        assert_eq!(words, ["rewe", "berlin"]);
    }

    #[test]
    fn names_are_alike_whatever_the_bank_made_of_them() {
        assert_eq!(like("POS 1234 REWE SAGT DANKE 0042//BERLIN/DE", "Rewe"), Likeness::Same);
        assert_eq!(like("BAECKEREI MUELLER GMBH", "Bäckerei Müller"), Likeness::Same);
        assert_eq!(like("Oak Street Rentals", "Oak Bakery"), Likeness::Alike);
        assert_eq!(like("Bakery", "Cinema"), Likeness::Strangers);
        assert_eq!(like("POS 1234", "Cinema"), Likeness::Unknown);
    }
}
