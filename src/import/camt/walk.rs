//! A walk through XML that knows where it is.
//!
//! It streams: what it keeps is the path of the open elements and the text of
//! one field, both bounded. Elements are known by their local names, so every
//! version, prefix and envelope of a message looks the same. It follows no
//! document type and resolves no entity but the five of XML and characters.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::import::text::LineCounter;

/// Deeper than any version of the message goes, with envelopes around it.
const DEEPEST: usize = 64;

/// The longest name that counts; all of ISO 20022 are shorter.
const LONGEST_NAME: usize = 40;

/// The longest field, in bytes. The longest of the message has 2,000 characters.
const LONGEST_TEXT: usize = 16_384;

/// What happens to the element at the end of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Begins,
    /// Its text and currency are known now.
    Ends,
}

/// Why the walk cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("its XML is broken: {0}")]
    Xml(String),
    #[error("its elements are nested deeper than those of any statement")]
    TooDeep,
}

pub struct Walk<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    lines: LineCounter,
    /// How many bytes of the source the line counter has passed.
    counted: usize,
    path: String,
    /// For each open element, how long the path was before it.
    starts: Vec<usize>,
    has_ended: bool,
    text: String,
    currency: String,
    /// The line of the first field that was too long to keep.
    cut: Option<u64>,
}

impl<'a> Walk<'a> {
    pub fn of(source: &'a str) -> Walk<'a> {
        let mut reader = Reader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        // Banks forget to escape it.
        reader.config_mut().allow_dangling_amp = true;
        Walk {
            source,
            reader,
            lines: LineCounter::new(),
            counted: 0,
            path: String::new(),
            starts: Vec::new(),
            has_ended: false,
            text: String::new(),
            currency: String::new(),
            cut: None,
        }
    }

    /// The names of the open elements, the outermost first: `Document/BkToCstmrStmt/Stmt`.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn is_open(&self) -> bool {
        self.starts.len() > usize::from(self.has_ended)
    }

    /// The text of an element that ends; empty where it holds other elements.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// The attribute `Ccy` of an element that ends.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The line that the step happened on.
    pub fn line(&self) -> u64 {
        self.lines.line()
    }

    /// How many bytes are behind it.
    pub fn behind(&self) -> usize {
        self.counted
    }

    pub fn cut(&self) -> Option<u64> {
        self.cut
    }

    /// The next step; none at the end of the file.
    pub fn next_step(&mut self) -> Result<Option<Step>, Broken> {
        if std::mem::take(&mut self.has_ended) {
            self.path.truncate(self.starts.pop().unwrap_or_default());
            self.text.clear();
        }
        loop {
            self.count_lines();
            match self.reader.read_event().map_err(|error| Broken::Xml(error.to_string()))? {
                Event::Start(start) => return self.enter(&start).map(Some),
                Event::End(_) => {
                    self.has_ended = true;
                    return Ok(Some(Step::Ends));
                }
                Event::Text(text) => self.keep(&text),
                Event::CData(text) => self.keep(&text),
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(c)) => self.keep(c.encode_utf8(&mut [0; 4])),
                    _ => match resolve_predefined_entity(&reference) {
                        Some(text) => self.keep(text),
                        None => self.keep(&format!("&{};", &*reference)),
                    },
                },
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Counts the lines up to where the next event begins.
    fn count_lines(&mut self) {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        if let Some(passed) = self.source.get(self.counted..at) {
            self.lines.pass(passed);
            self.counted = at;
        }
    }

    fn enter(&mut self, start: &BytesStart) -> Result<Step, Broken> {
        if self.starts.len() == DEEPEST {
            return Err(Broken::TooDeep);
        }
        self.starts.push(self.path.len());
        if !self.path.is_empty() {
            self.path.push('/');
        }
        let name = start.local_name();
        self.path.extend(name.as_ref().chars().take(LONGEST_NAME));
        self.text.clear();
        self.currency.clear();
        let is_currency = |key: &str| key == "Ccy";
        let currency = start.attributes().flatten().find(|attribute| is_currency(attribute.key.as_ref()));
        if let Some(currency) = currency {
            self.currency.extend(currency.value.trim().chars().take(LONGEST_NAME));
        }
        Ok(Step::Begins)
    }

    /// Keeps a piece of text, as much as a field may have.
    fn keep(&mut self, text: &str) {
        let room = LONGEST_TEXT.saturating_sub(self.text.len());
        if text.len() <= room {
            return self.text.push_str(text);
        }
        if !text.trim().is_empty() {
            let whole = |at: &usize| text.is_char_boundary(*at);
            self.text.push_str(&text[..(0..=room).rev().find(whole).unwrap_or_default()]);
            self.cut.get_or_insert(self.lines.line());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Result<Vec<String>, Broken> {
        let mut walk = Walk::of(text);
        let mut fields = Vec::new();
        while let Some(step) = walk.next_step()? {
            if step == Step::Ends {
                let (line, path) = (walk.line(), walk.path());
                fields.push(format!("{line} {path} {}{}", walk.currency(), walk.text()));
            }
        }
        Ok(fields)
    }

    #[test]
    fn elements_are_known_by_their_local_names() {
        assert_eq!(
            fields("<?xml version=\"1.0\"?>\n<x:A xmlns:x='u'>\n<x:B Ccy=\"EUR\">1</x:B>\n<C/></x:A>")
                .expect("XML"),
            ["3 A/B EUR1", "4 A/C ", "4 A "]
        );
    }

    #[test]
    fn references_and_character_sections_are_text_and_other_ampersands_stay() {
        assert_eq!(
            fields("<A>A &amp; B&#233; <![CDATA[<C> & D]]> R&D &nix; <!-- x -->!</A>").expect("XML"),
            ["1 A A & Bé <C> & D R&D &nix; !"]
        );
    }

    #[test]
    fn a_walk_ends_where_the_tags_do_not_fit_or_go_too_deep() {
        assert!(matches!(fields("<A><B></A>"), Err(Broken::Xml(_))));
        assert_eq!(fields(&"<A>".repeat(1_000)), Err(Broken::TooDeep));
    }

    #[test]
    fn a_field_keeps_no_more_than_a_field_may_have() {
        let mut walk = Walk::of("");
        for _ in 0..10 {
            walk.keep(&"é".repeat(1_500));
        }
        assert!(walk.text().len() <= LONGEST_TEXT && walk.cut() == Some(1));
    }
}
