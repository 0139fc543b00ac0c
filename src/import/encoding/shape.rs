//! Whether decoded text looks like words that somebody wrote.
//!
//! Bytes read with a wrong table of letters still give letters, but in places
//! where no language has them: a capital within a small word, a currency sign
//! within a name, a letter before a figure. Only such places are counted; what
//! the words mean is nobody's business here.

/// How a text looks, as far as its characters beyond ASCII go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// Characters beyond ASCII.
    pub beyond: usize,
    /// Of those, how many stand where none belongs.
    pub odd: usize,
    /// How common the letters among them are, added up.
    pub common: usize,
}

impl Shape {
    pub fn of(text: &str) -> Shape {
        let mut shape = Shape::default();
        let mut before = [None, None];
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if !c.is_ascii() {
                let place = Place { far: before[0], before: before[1], after: chars.peek().copied() };
                let is_odd = place.is_odd(c);
                // “£12” beside many names with accents says nothing of the names.
                shape.beyond += usize::from(is_odd || is_letter(c) || place.touches_a_letter());
                shape.odd += usize::from(is_odd);
                shape.common += commonness(c);
            }
            before = [before[1], Some(c)];
        }
        shape
    }

    /// Whether more than a few characters stand where none belongs.
    pub fn is_odd(self) -> bool {
        self.odd * 5 > self.beyond
    }
}

/// The characters around one.
#[derive(Debug, Clone, Copy)]
struct Place {
    far: Option<char>,
    before: Option<char>,
    after: Option<char>,
}

impl Place {
    fn touches_a_letter(self) -> bool {
        self.before.is_some_and(is_letter) || self.after.is_some_and(is_letter)
    }

    fn is_odd(self, c: char) -> bool {
        match c {
            '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER | '\u{e000}'..='\u{f8ff}' => true,
            c if is_letter(c) && is_latin(c) => self.is_odd_letter(c),
            c if is_letter(c) => self.is_alone_among_latin(),
            c => self.is_odd_sign(c),
        }
    }

    /// A letter alone is a word in some languages, if it is one of few; the case of a word is of one kind.
    fn is_odd_letter(self, c: char) -> bool {
        let (before, after) = (self.before.filter(|c| is_letter(*c)), self.after.filter(|c| is_letter(*c)));
        if before.is_none() && after.is_none() {
            let is_word = "àâáèéêìíîòóôúöåøæ".contains(c.to_lowercase().next().unwrap_or(c));
            let is_in_a_number = self.before.is_some_and(is_digit) || self.after.is_some_and(is_digit);
            return is_in_a_number || !is_word || c.is_uppercase() && !"ÀÉÈÓÅÖ".contains(c);
        }
        // The first letter of a line may be a mark of the format, as in QIF.
        let begins = self.far.is_none_or(|c| c == '\n');
        if begins && self.after.is_some_and(is_digit) {
            return true;
        }
        let is_upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let is_lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
        if c.is_uppercase() {
            let follows_small = before.is_some_and(|c| c.is_ascii_lowercase());
            return follows_small || is_upper(before) && is_lower(after) && !begins;
        }
        let goes_on_small = is_lower(after) || is_lower(before);
        let stands_in_capitals = is_upper(before) && (is_upper(after) || is_upper(self.far));
        let begins_capitals = before.is_none() && is_upper(after);
        // German has no capital ß, and many write it within capitals.
        c != 'ß' && !goes_on_small && (stands_in_capitals || begins_capitals)
    }

    /// A letter of another script between Latin ones: half of two bytes that belong to nobody.
    fn is_alone_among_latin(self) -> bool {
        let around = [self.before, self.after];
        let touches = |fits: fn(char) -> bool| around.iter().flatten().any(|c| fits(*c));
        touches(|c| c.is_ascii_alphanumeric()) && !touches(|c| !c.is_ascii() && is_letter(c))
    }

    /// A sign within a word, or at an end of one where no such sign stands.
    fn is_odd_sign(self, c: char) -> bool {
        let (before, after) = (self.before.is_some_and(is_letter), self.after.is_some_and(is_letter));
        match (before, after) {
            (true, true) => !"’‘·–—\u{ad}\u{a0}/".contains(c),
            (true, false) => !"’”“»«™®©…–—°²³·\u{a0}\u{ad}€£".contains(c),
            (false, true) => !"‘“”„«»¿¡§•·–—°\u{a0}©®№′’".contains(c),
            (false, false) => ('\u{2500}'..='\u{25ff}').contains(&c),
        }
    }
}

/// Letters, but not the two ordinal signs, which Unicode counts among them, and not the florin.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'ƒ' | 'ˆ')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// How often languages write a letter: enough to choose between two tables that both give words.
fn commonness(c: char) -> usize {
    match c.to_lowercase().next().unwrap_or(c) {
        'é' | '£' | '€' => 10,
        'ä' | 'ö' | 'ü' | 'ß' => 8,
        'á' | 'à' | 'è' | 'ç' | 'ñ' | 'ã' | 'ł' | 'ó' | 'ą' | 'ę' => 6,
        'ê' | 'å' | 'ø' | 'í' | 'õ' | 'ś' | 'ż' | 'č' | 'š' | 'ž' => 4,
        'ë' | 'â' | 'ô' | 'ï' | 'î' | 'ù' | 'ú' | 'ò' | 'æ' | 'ì' | 'û' => 2,
        _ => 0,
    }
}

/// Whether every sign beyond ASCII within a word is a letter of western Europe.
pub fn is_western(text: &str) -> bool {
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let touches = before.is_some_and(is_letter) || chars.peek().is_some_and(|c| is_letter(*c));
        let is_letter_here = matches!(c, '\u{c0}'..='\u{ff}' | 'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ')
            && !matches!(c, '×' | '÷');
        if !c.is_ascii() && touches && !is_letter_here && !"’‘“”«»–—…".contains(c) {
            return false;
        }
        before = Some(c);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_languages_look_like_words() {
        for text in [
            "Bäckerei Müller, GRÖSSE, STRAßE, Österreich",
            "Café “Hôtel” l’été à Orléans, CRÉDIT",
            "Łódź ŻÓŁĆ, ó ty",
            "£12.10 and € 5, 7 €, 5°",
            "Пекарня Ромашка",
            "支付宝ABC转账",
            "¿Qué? «Peña» nº 5",
        ] {
            assert!(!Shape::of(text).is_odd(), "{text}");
        }
    }

    #[test]
    fn words_of_a_wrong_table_do_not() {
        for text in
            ["Herr MŸller", "cafŽ", "M³ller", "Ł12.10", "œ12.10", "caf‚", "™sterreich", "caf茅 bar", "Û 5"]
        {
            assert!(Shape::of(text).is_odd(), "{text}");
        }
    }
}
