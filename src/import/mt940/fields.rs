//! Fields of a message: a tag and its lines.
//!
//! Only the tags of a statement begin a field, so a line of details that looks
//! like another one stays where it is. Blocks of SWIFT's envelope, control
//! characters and what stands between two messages are passed over.

/// The tags of MT940, MT942 and of the dialects.
const TAGS: &[&str] = &[
    "20", "21", "25", "25P", "28", "28C", "60F", "60M", "61", "86", "62F", "62M", "64", "65", "13", "13D",
    "34F", "90C", "90D", "NS", "940", "942",
];

/// The longest field that is kept, in bytes; details have 390 characters.
const LONGEST: usize = 16_384;

/// One field. Its lines are joined by `\n`; they are as written but for the line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    pub tag: &'a str,
    pub line: u64,
    pub text: String,
    /// Whether its end was left out.
    pub is_cut: bool,
}

#[derive(Debug, Clone)]
pub struct Fields<'a> {
    rest: &'a str,
    line: u64,
    open: Option<Field<'a>>,
}

impl<'a> Fields<'a> {
    pub fn of(text: &'a str) -> Fields<'a> {
        Fields { rest: text, line: 0, open: None }
    }

    /// How many bytes are still ahead.
    pub fn ahead(&self) -> usize {
        self.rest.len()
    }

    /// The next line without its end, which is `\n`, `\r\n` or a lone `\r`.
    fn next_line(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        self.line += 1;
        let end = self.rest.find(['\r', '\n']).unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix("\r\n").unwrap_or_else(|| rest.get(1..).unwrap_or_default());
        Some(line)
    }
}

/// A line without control characters in front and without the blocks before the text of a message.
fn inner(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| c.is_control() && c != '\t' || c == '\u{feff}');
    if !line.starts_with('{') {
        return line;
    }
    line.split_once("{4:").map_or("", |(_, text)| text)
}

/// Whether the line ends a message: `-`, `-}`, or a `-` before a control character.
fn ends_message(line: &str) -> bool {
    let rest =
        line.strip_prefix('-').map(|rest| rest.trim_matches(|c: char| c.is_control() || c.is_whitespace()));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('}'))
}

/// The tag that the line begins with, and what follows: `:61:…`
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, text) = line.strip_prefix(':')?.split_once(':')?;
    TAGS.contains(&tag).then_some((tag, text))
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        while let Some(line) = self.next_line() {
            let line = inner(line);
            if let Some((tag, text)) = tagged(line) {
                let mut field = Field { tag, line: self.line, text: String::new(), is_cut: false };
                field.keep(text);
                match self.open.replace(field) {
                    Some(before) => return Some(before),
                    None => continue,
                }
            }
            if ends_message(line) {
                match self.open.take() {
                    Some(before) => return Some(before),
                    None => continue,
                }
            }
            if let Some(open) = &mut self.open {
                open.keep("\n");
                open.keep(line);
            }
        }
        self.open.take()
    }
}

impl Field<'_> {
    fn keep(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST {
            self.text.push_str(text);
        } else {
            self.is_cut |= !text.trim().is_empty();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        Fields::of(text).map(|field| format!("{} {} {}", field.line, field.tag, field.text)).collect()
    }

    #[test]
    fn a_field_goes_on_until_the_next_tag_or_the_end_of_the_message() {
        assert_eq!(
            shown("BANK\n940\n:20:A\r\n:86:one\r\n:12:two\r\n\r\n-three\r\n-\r\nBANK\n:20:B\n-}{5:}\n:25:1"),
            ["3 20 A", "4 86 one\n:12:two\n\n-three", "10 20 B", "12 25 1"]
        );
    }

    #[test]
    fn envelopes_and_control_characters_are_passed_over() {
        assert_eq!(
            shown(
                "\u{1}\r\n{1:F01BANK}{2:I940BANKN}{4:\r\n:20:A\r\n-}\u{3}\n{1:F01}{4::20:B\n\u{1}:25:1\n-\u{3}"
            ),
            ["3 20 A", "5 20 B", "6 25 1"]
        );
    }

    #[test]
    fn a_field_keeps_no_more_than_a_field_may_have() {
        let text = ":86:".to_owned() + &"long line\n".repeat(10_000);
        let field = Fields::of(&text).next().expect("one");
        assert!(field.is_cut && field.text.len() <= LONGEST);
    }
}
