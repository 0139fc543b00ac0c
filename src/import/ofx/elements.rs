//! Fields and groups of OFX.
//!
//! SGML does not say where a field ends and XML does; here both come out the
//! same: a tag with text after it is a [field](Element::Field), one without is
//! a [group](Element::Open), unless it is closed at once.

use std::borrow::Cow;

use super::tokens::{Token, Tokens};
use crate::import::text::tidy;

/// One step through a file. Names are upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element<'a> {
    Open(Cow<'a, str>),
    Close(Cow<'a, str>),
    /// A tag and its text, entities resolved; the text may be empty.
    Field(Cow<'a, str>, String),
}

/// The elements of a text, each with the line it begins on.
#[derive(Debug, Clone)]
pub struct Elements<'a> {
    tokens: Tokens<'a>,
    /// The token that was looked at and not taken yet.
    next: Option<(u64, Token<'a>)>,
}

impl<'a> Elements<'a> {
    pub fn of(text: &'a str) -> Elements<'a> {
        Elements { tokens: Tokens::of(text), next: None }
    }

    /// How many bytes are still ahead.
    pub fn ahead(&self) -> usize {
        self.tokens.ahead()
    }

    fn token(&mut self) -> Option<(u64, Token<'a>)> {
        self.next.take().or_else(|| self.tokens.next())
    }

    /// What `<NAME>` begins: its text, if any, and its closing tag right after are taken along.
    fn opened(&mut self, name: &'a str) -> Element<'a> {
        let mut text = String::new();
        let mut next = self.token();
        while let Some((_, token)) = next {
            match token {
                Token::Text(part) => unescape(part, &mut text),
                Token::Verbatim(part) => text.push_str(part),
                _ => break,
            }
            next = self.token();
        }
        let text = tidy(&unescaped_again(text));
        let closed = matches!(next, Some((_, Token::Close(other))) if other.eq_ignore_ascii_case(name));
        self.next = next.filter(|_| !closed);
        if text.is_empty() && !closed {
            Element::Open(upper(name))
        } else {
            Element::Field(upper(name), text)
        }
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = (u64, Element<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (line, token) = self.token()?;
            let element = match token {
                Token::Open(name) => self.opened(name),
                Token::Close(name) => Element::Close(upper(name)),
                Token::Empty(name) => Element::Field(upper(name), String::new()),
                Token::Text(_) | Token::Verbatim(_) => continue,
            };
            return Some((line, element));
        }
    }
}

fn upper(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        Cow::Owned(name.to_ascii_uppercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The groups that are begun even where their tag looks like a field.
pub fn is_group(name: &str) -> bool {
    matches!(
        name,
        "OFX"
            | "OFC"
            | "ACCTSTMT"
            | "ACCTFROM"
            | "STMTRS"
            | "CCSTMTRS"
            | "INVSTMTRS"
            | "BANKACCTFROM"
            | "CCACCTFROM"
            | "INVACCTFROM"
            | "STMTTRN"
            | "LEDGERBAL"
            | "AVAILBAL"
    )
}

/// Resolves the entities that OFX and XML know; any other `&` stays as it is, for banks forget to escape it.
pub(in crate::import) fn unescape(mut text: &str, into: &mut String) {
    while let Some(at) = text.find('&') {
        into.push_str(&text[..at]);
        text = &text[at..];
        match entity(text) {
            Some((c, length)) => {
                into.push(c);
                text = &text[length..];
            }
            None => {
                into.push('&');
                text = &text[1..];
            }
        }
    }
    into.push_str(text);
}

/// The text where it was escaped twice, as some banks do: `&amp;amp;`, or `&amp;` in a CDATA section.
fn unescaped_again(text: String) -> String {
    const KNOWN: [&str; 6] = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"];
    if !KNOWN.iter().any(|entity| text.contains(entity)) {
        return text;
    }
    let mut once_more = String::with_capacity(text.len());
    unescape(&text, &mut once_more);
    once_more
}

/// The character of the entity that `text` begins with, and the length of the entity.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let c = match name.to_ascii_lowercase().as_str() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        number => {
            let digits = number.strip_prefix('#')?;
            let code =
                digits.strip_prefix('x').map_or_else(|| digits.parse(), |hex| u32::from_str_radix(hex, 16));
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str) -> Vec<Element<'_>> {
        Elements::of(text).map(|(_, element)| element).collect()
    }

    fn field(name: &'static str, text: &str) -> Element<'static> {
        Element::Field(name.into(), text.into())
    }

    #[test]
    fn sgml_and_xml_give_the_same_elements() {
        let sgml = elements("<STMTTRN>\n<TRNAMT>-6.60\n<MEMO>\n<NAME>JOE & SONS\n</STMTTRN>");
        let xml =
            elements("<STMTTRN><TRNAMT>-6.60</TRNAMT><MEMO></MEMO><NAME>JOE &amp; SONS</NAME></STMTTRN>");
        assert_eq!(
            xml[1..],
            [
                field("TRNAMT", "-6.60"),
                field("MEMO", ""),
                field("NAME", "JOE & SONS"),
                Element::Close("STMTTRN".into()),
            ]
        );
        assert_eq!(sgml[1], xml[1]);
        assert_eq!(sgml[2], Element::Open("MEMO".into()));
        assert_eq!(sgml[3..], xml[3..]);
    }

    #[test]
    fn names_are_upper_case_and_text_is_tidy() {
        assert_eq!(elements("<memo> a\r\n  b </memo>"), [field("MEMO", "a b")]);
    }

    #[test]
    fn entities_are_resolved_and_other_ampersands_stay() {
        let text = |text: &str| {
            let mut into = String::new();
            unescape(text, &mut into);
            into
        };
        assert_eq!(text("A &amp; B &lt;C&gt; &quot;&apos;&nbsp;."), "A & B <C> \"' .");
        assert_eq!(text("&#233;&#xE9;&#xe9;"), "ééé");
        assert_eq!(
            text("AT&T, R&D; &unknown; &#xD800; &#99999999; &"),
            "AT&T, R&D; &unknown; &#xD800; &#99999999; &"
        );
        assert_eq!(text("&ééééééééééé;"), "&ééééééééééé;");
    }

    #[test]
    fn what_was_escaped_twice_is_read_once() {
        for text in ["<NAME>R&amp;amp;D &amp;#233;", "<NAME><![CDATA[R&amp;D &#233;]]>"] {
            assert_eq!(elements(text), [field("NAME", "R&D é")], "{text}");
        }
    }

    #[test]
    fn a_field_may_mix_text_and_cdata() {
        assert_eq!(
            elements("<NAME>A <![CDATA[<b> & c]]> D &amp; E</NAME>"),
            [field("NAME", "A <b> & c D & E")]
        );
    }
}
