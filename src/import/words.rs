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

/// What banks and people write where money only goes from one account to another. None of it names anybody.
const TRANSFER: &str = "account acct ach bank banking between bonifico buchung compte conta conto cuenta dauerauftrag eft eigen \
    eigenuebertrag from giroconto girofondo havale intern interna internal interne internet interno konto \
    mobile online order overboeking overfoering overforing overforsel overschrijving own prevod przelew \
    rekening siirto standing tfr tilisiirto transfer transferencia transferred transfers transfert \
    transferts trasferimento traspaso trf trsf uebertrag uebertragung ueberweisung umbuchung utalas vir \
    virement xfer перевод";

/// Those of them that say that it is one.
const SAYS_TRANSFER: &str = "bonifico eigenuebertrag giroconto girofondo havale overboeking overfoering overforing overforsel \
    overschrijving prevod przelew siirto tfr tilisiirto transfer transferencia transferred transfers \
    transfert transferts trasferimento traspaso trf trsf uebertrag uebertragung ueberweisung umbuchung \
    utalas vir virement xfer перевод";

/// Whether a text calls something a transfer between accounts.
pub fn say_transfer(text: &str) -> bool {
    words(text).any(|word| is_of(SAYS_TRANSFER, &word))
}

/// Whether none of the words names anybody but a transfer.
pub fn are_of_transfers<'w>(mut words: impl Iterator<Item = &'w String>) -> bool {
    words.all(|word| is_of(TRANSFER, word))
}

/// Words for a cheque, as they are compared.
const CHEQUE: &str = "assegni assegno barscheck cec cek cekas ceki cekis check checks checque chek cheq cheque cheques chk chq \
    chqs csekk czek czeki epitagi scheck scheckeinloesung scheckeinreichung scheckeinzug schecks \
    scheckzahlung sek sekk sekki shek sjekk talao talon tsekk tsekki tšekk tšekki verrechnungsscheck ćek ček \
    čekas šek šekk šekki επιταγή επιταγής επιταγη επιταγης чек чека чекови чекът צק שיק شيك شیک चेक เช็ค 小切手 \
    支票 수표";

/// What banks write beside them: that it was paid or given in, and its number.
const BESIDE_CHEQUE: &str = "cashed cleared clearing cobro compensado compensation debit debited deposit depot drawn einloesung \
    einreichung einzug emis emise encaissement image inclearing inward item nbr nmr num number numbers numer \
    numero nummer outward pagado pagato pago paid paiement pay payment posted presented presentment ref \
    remis remise self ser serial substitute withdrawal";

/// Whether a word, as it is compared, is one for a cheque.
pub fn is_cheque(word: &str) -> bool {
    is_of(CHEQUE, word)
}

/// Whether a text says that it is a cheque, perhaps its number, and nothing else.
pub fn is_only_a_cheque(text: &str) -> bool {
    // "CHQ1001" is a word and a number.
    let words =
        text.split(|c: char| !c.is_alphabetic() && !is_mark(c)).filter(|word| !word.is_empty()).map(plain);
    let mut has_cheque = false;
    for word in words {
        match word.as_str() {
            word if is_cheque(word) => has_cheque = true,
            word if is_of(BESIDE_CHEQUE, word) || word.chars().count() < SHORTEST => {}
            _ => return false,
        }
    }
    has_cheque
}

/// Marks that belong to the letter before them: vowels of Devanagari and Thai, and accents that stand alone.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{e31}'..='\u{e4e}')
}

/// Whether a word is in a list of such.
fn is_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// The shortest word that can name somebody, in letters.
const SHORTEST: usize = 3;

/// The words of a text that name somebody, each once.
pub fn telling(text: &str) -> BTreeSet<String> {
    in_order(text).collect()
}

/// The same words in the order they stand.
pub fn in_order(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text)
        .filter(|word| word.chars().count() >= SHORTEST && NOISE.binary_search(&word.as_str()).is_err())
}

/// All words without a digit.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '&');
    words.filter(|word| !word.is_empty() && !word.chars().any(char::is_numeric)).map(plain)
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
