//! Amounts and dates that have spaces in them, as some languages write them.
//!
//! `1 234,50` and `14. 03. 2026` are one thing each, though everything else is
//! taken apart at its spaces. It only says where such a run ends.

/// What a run is, and how many characters of the text it takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub length: usize,
}

/// What some languages write after a year.
const AFTER_YEAR: [&str; 2] = ["г.", "г"];

/// The run that the text begins with; none where it is an ordinary word.
pub fn run(text: &[char]) -> Option<Run> {
    date(text).or_else(|| amount(text))
}

/// Whether a character is a space that may stand between thousands.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

fn digits(text: &[char]) -> usize {
    text.iter().take_while(|c| c.is_ascii_digit()).count()
}

fn ends(text: &[char]) -> bool {
    text.first().is_none_or(|c| c.is_whitespace())
}

/// Three numbers with the same mark after the first two, and perhaps after the last: one of four digits is the year.
fn date(text: &[char]) -> Option<Run> {
    let (mut at, mut numbers, mut mark) = (0, Vec::new(), None);
    loop {
        let count = digits(&text[at..]);
        numbers.push(text[at..at + count].iter().collect::<String>());
        at += count;
        if numbers.len() == 3 {
            break;
        }
        let sign = *text.get(at).filter(|c| matches!(c, '.' | '/' | '-'))?;
        if *mark.get_or_insert(sign) != sign {
            return None;
        }
        at += 1;
        at += text[at..].iter().take_while(|c| is_space(**c)).count();
    }
    let sizes: Vec<usize> = numbers.iter().map(String::len).collect();
    if !matches!(sizes[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]) {
        return None;
    }
    let mark = mark?;
    // A point may end it, but two are the sign of a stretch of days.
    at += usize::from(mark == '.' && text.get(at) == Some(&'.') && text.get(at + 1) != Some(&'.'));
    let is_stretch = text.get(at) == Some(&'.') && text.get(at + 1) == Some(&'.');
    if !is_stretch && !ends(&text[at..]) {
        return None;
    }
    at += after_year(&text[at..]);
    Some(Run { text: numbers.join(&mark.to_string()), length: at })
}

fn after_year(text: &[char]) -> usize {
    let spaces = text.iter().take_while(|c| is_space(**c)).count();
    let word: String = text[spaces..].iter().take_while(|c| !c.is_whitespace()).collect();
    if spaces > 0 && AFTER_YEAR.contains(&word.as_str()) { spaces + word.chars().count() } else { 0 }
}

/// Up to three digits, then three after each space, then perhaps a fraction.
fn amount(text: &[char]) -> Option<Run> {
    let mut at = digits(text);
    if !(1..=3).contains(&at) {
        return None;
    }
    let first = at;
    while text.get(at).is_some_and(|c| is_space(*c)) && digits(&text[at + 1..]) == 3 {
        at += 4;
    }
    if at == first {
        return None;
    }
    if text.get(at).is_some_and(|c| matches!(c, '.' | ',')) {
        let fraction = digits(&text[at + 1..]);
        at += if fraction > 0 { 1 + fraction } else { 0 };
    }
    ends(&text[at..]).then(|| Run { text: text[..at].iter().collect(), length: at })
}
