//! Words as files write them.

/// A field for people: without white space around it, and with one space for
/// each line break or other control character within.
pub fn tidy(text: &str) -> String {
    let is_plain = |c: char| !c.is_control();
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_control()).map(str::trim).filter(|word| !word.is_empty()) {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}

/// A name of an account: tidy, and not so long that nobody could read it.
pub fn name(text: &str) -> String {
    const LONGEST: usize = 100;
    tidy(text).chars().take(LONGEST).collect()
}

/// The start of a text, for a message.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = text.trim().chars().take(LONGEST).collect();
    if shown.len() < text.trim().len() {
        shown.push('…');
    }
    shown
}

/// Whether two names mean the same account: people do not tell them apart by case.
pub fn same_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// A name as it is compared.
pub fn folded(name: &str) -> String {
    crate::ledger::name::key(name)
}

/// ` …2687`: enough of an account's number to tell accounts apart, too little to be the number.
pub fn ending(number: &str) -> String {
    let known: Vec<char> = number.chars().filter(|c| c.is_alphanumeric()).collect();
    let last: String = known[known.len().saturating_sub(4)..].iter().collect();
    if last.is_empty() { last } else { format!(" …{last}") }
}

/// "1 holding", "2 holdings".
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Counts lines on the way through a text. `\n`, `\r\n` and a lone `\r` each end one.
#[derive(Debug, Clone)]
pub struct LineCounter {
    line: u64,
    after_return: bool,
}

impl LineCounter {
    pub fn new() -> LineCounter {
        LineCounter { line: 1, after_return: false }
    }

    /// The line that the text passed so far ends on, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    pub fn pass(&mut self, text: &str) {
        for byte in text.bytes() {
            let ends_line = byte == b'\r' || byte == b'\n' && !self.after_return;
            self.line += u64::from(ends_line);
            self.after_return = byte == b'\r';
        }
    }
}

impl Default for LineCounter {
    fn default() -> Self {
        LineCounter::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_several_lines_becomes_one() {
        assert_eq!(tidy("  RENT\r\n   MAY \u{0}\n"), "RENT MAY");
        assert_eq!(tidy("two  spaces stay"), "two  spaces stay");
        assert_eq!(tidy(" \t\n "), "");
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let mut counter = LineCounter::new();
        counter.pass("a\r");
        counter.pass("\nb\nc\rd");
        assert_eq!(counter.line(), 4);
    }

    #[test]
    fn a_message_shows_no_more_than_the_start() {
        assert_eq!(shown(" short "), "short");
        assert_eq!(shown(&"é".repeat(41)), "é".repeat(40) + "…");
    }

    #[test]
    fn names_are_the_same_in_any_case() {
        assert!(same_name(" Girokonto Köln", "GIROKONTO KÖLN"));
        assert!(!same_name("Checking", "Checking 2"));
    }
}
