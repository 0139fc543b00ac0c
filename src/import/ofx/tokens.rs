//! Tags and text of OFX, whether SGML or XML.
//!
//! Tolerant: a `<` that begins no tag is text, comments and declarations are
//! passed over, and an unfinished CDATA section ends with the file. Each byte
//! is looked at a bounded number of times.

use crate::import::text::LineCounter;

/// One piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `<NAME>`, with or without attributes.
    Open(&'a str),
    /// `</NAME>`
    Close(&'a str),
    /// `<NAME/>`
    Empty(&'a str),
    /// Text between tags as it stands; `&amp;` is not resolved.
    Text(&'a str),
    /// The inside of a CDATA section, to be taken literally.
    Verbatim(&'a str),
}

/// The tokens of a text, each with the line it begins on.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    rest: &'a str,
    lines: LineCounter,
    /// What stood behind the name of the last tag.
    attributes: &'a str,
    /// Whether a search for the end of a comment found none: it is not repeated.
    no_comment_ends: bool,
}

/// A tag at the start of a text: what it is, if anything, and how long.
type Tag<'a> = (Option<Token<'a>>, usize);

impl<'a> Tokens<'a> {
    pub fn of(text: &'a str) -> Tokens<'a> {
        Tokens { rest: text, lines: LineCounter::new(), attributes: "", no_comment_ends: false }
    }

    /// How many bytes are still ahead.
    pub fn ahead(&self) -> usize {
        self.rest.len()
    }

    /// The attributes of the tag that was the last token, as they stand.
    pub fn attributes(&self) -> &'a str {
        self.attributes
    }

    /// Passes over `length` bytes and returns them.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.lines.pass(taken);
        self.rest = rest;
        taken
    }

    /// The tag that the rest begins with; none where its `<` is only text.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let rest = self.rest;
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let length = inside.find("]]>");
            let (length, end) = length.map_or((inside.len(), 0), |length| (length, 3));
            return Some((
                Some(Token::Verbatim(&inside[..length])),
                rest.len() - inside.len() + length + end,
            ));
        }
        if rest.starts_with("<!--") && !self.no_comment_ends {
            let end = rest.find("-->");
            self.no_comment_ends = end.is_none();
            return end.map(|at| (None, at + 3));
        }
        let inside = rest.strip_prefix('<')?;
        let end = inside.find(['<', '>'])?;
        if inside.as_bytes().get(end) != Some(&b'>') {
            return None;
        }
        let length = end + 2;
        if inside.starts_with(['?', '!']) {
            return Some((None, length));
        }
        let inside = &inside[..end];
        self.attributes = inside.find(char::is_whitespace).map_or("", |at| &inside[at..]);
        named_tag(inside).map(|token| (Some(token), length))
    }

    /// How many bytes of text stand before the next `<`, not counting one in front.
    fn text_length(&self) -> usize {
        let first = usize::from(self.rest.starts_with('<'));
        self.rest[first..].find('<').map_or(self.rest.len(), |at| at + first)
    }
}

/// The tag whose inside is `inside`: `NAME`, `/NAME`, `NAME/` or `NAME key="value"`.
fn named_tag(inside: &str) -> Option<Token<'_>> {
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
    let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |rest| (rest, true));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':');
    let end = inside.find(|c| !is_name(c)).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(end);
    let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (attributes.is_empty() || attributes.starts_with(char::is_whitespace));
    let name = name.rsplit(':').next().unwrap_or(name);
    fits.then_some(match (closes, is_empty) {
        (true, _) => Token::Close(name),
        (_, true) => Token::Empty(name),
        _ => Token::Open(name),
    })
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (u64, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            let line = self.lines.line();
            let tag = if self.rest.starts_with('<') { self.tag() } else { None };
            match tag {
                Some((token, length)) => {
                    self.take(length);
                    if let Some(token) = token {
                        return Some((line, token));
                    }
                }
                None => {
                    let length = self.text_length();
                    return Some((line, Token::Text(self.take(length))));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens::of(text).map(|(_, token)| token).collect()
    }

    #[test]
    fn tags_of_both_dialects_are_seen() {
        assert_eq!(
            tokens("<?xml version=\"1.0\"?><!-- <X> --><!DOCTYPE OFX><OFX a=\"1\"><A>1<B>2</B><C/><o:D >"),
            [
                Token::Open("OFX"),
                Token::Open("A"),
                Token::Text("1"),
                Token::Open("B"),
                Token::Text("2"),
                Token::Close("B"),
                Token::Empty("C"),
                Token::Open("D"),
            ]
        );
    }

    #[test]
    fn a_bracket_that_begins_no_tag_is_text() {
        let text = |text: &str| -> String {
            tokens(text)
                .into_iter()
                .map(|token| match token {
                    Token::Text(text) => text,
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        for case in ["5 < 6 > 4", "me <me@example.org>", "<<<<", "<", "a<b", "<1>", "< A>", "<!-- open"] {
            assert_eq!(text(case), case);
        }
    }

    #[test]
    fn cdata_is_taken_literally() {
        assert_eq!(tokens("<A><![CDATA[x <B> & ]] y]]></A>")[1], Token::Verbatim("x <B> & ]] y"));
        assert_eq!(tokens("<A><![CDATA[cut off"), [Token::Open("A"), Token::Verbatim("cut off")]);
    }

    #[test]
    fn a_token_knows_its_line() {
        let lines: Vec<u64> = Tokens::of("<A>\r\n<B>\n\n<C>").map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 1, 2, 2, 4]);
    }
}
