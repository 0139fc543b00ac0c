//! Lines of QIF: headers and records.
//!
//! A header begins with `!`; a record is some lines that each begin with a
//! one-letter code, up to a line that begins with `^`. Empty records are
//! passed over, and a last one without its `^` counts.

/// One line of a record: its code, and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    pub line: u64,
    pub code: char,
    pub text: &'a str,
}

/// A step through a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What follows the `!`, and the line it is on.
    Header(&'a str, u64),
    /// At least one field.
    Record(Vec<Field<'a>>),
}

/// The pieces of a text.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    rest: &'a str,
    line: u64,
    /// A header that ended a record without `^` and comes next.
    header: Option<(&'a str, u64)>,
    /// The date that begins the next record, where the one before had no `^`.
    field: Option<Field<'a>>,
}

impl<'a> Pieces<'a> {
    pub fn of(text: &'a str) -> Pieces<'a> {
        Pieces { rest: text, line: 0, header: None, field: None }
    }

    /// How many bytes are still ahead.
    pub fn ahead(&self) -> usize {
        self.rest.len()
    }

    /// Whether a date begins another record although no `^` ended this one: it has a date and an amount, and what
    /// follows the date is an amount again. A part of a split may have a date, and no amount behind it.
    fn begins_another(&self, fields: &[Field], date: &str) -> bool {
        let has = |codes: &[char]| fields.iter().any(|field| codes.contains(&field.code));
        let is_figure = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let next = self.rest.split(['\r', '\n']).map(str::trim).find(|line| !line.is_empty());
        let has_amount = || {
            next.is_some_and(|line| {
                line.starts_with(['T', 'U', 'P']) && (line.starts_with('P') || is_figure(line))
            })
        };
        has(&['D']) && has(&['T', 'U']) && is_figure(date) && has_amount()
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

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some((header, line)) = self.header.take() {
            return Some(Piece::Header(header, line));
        }
        let mut fields: Vec<Field> = self.field.take().into_iter().collect();
        while let Some(text) = self.next_line() {
            let text = text.trim();
            let mut chars = text.chars();
            match chars.next() {
                None => {}
                Some('^') if fields.is_empty() => {}
                Some('^') => return Some(Piece::Record(fields)),
                Some('!') if fields.is_empty() => {
                    return Some(Piece::Header(chars.as_str(), self.line));
                }
                Some('!') => {
                    self.header = Some((chars.as_str(), self.line));
                    return Some(Piece::Record(fields));
                }
                Some('D') if self.begins_another(&fields, chars.as_str()) => {
                    self.field = Some(Field { line: self.line, code: 'D', text: chars.as_str().trim() });
                    return Some(Piece::Record(fields));
                }
                Some(code) => fields.push(Field { line: self.line, code, text: chars.as_str().trim() }),
            }
        }
        (!fields.is_empty()).then_some(Piece::Record(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let field = |field: &Field| format!("{}:{}{}", field.line, field.code, field.text);
        Pieces::of(text)
            .map(|piece| match piece {
                Piece::Header(text, line) => format!("{line}:!{text}"),
                Piece::Record(fields) => fields.iter().map(field).collect::<Vec<_>>().join(" "),
            })
            .collect()
    }

    #[test]
    fn records_end_at_the_caret_however_many_there_are() {
        assert_eq!(shown("!Type:Bank\n^\nDa\nTb\n^^\n^\nDc\n^"), ["1:!Type:Bank", "3:Da 4:Tb", "7:Dc"]);
    }

    #[test]
    fn the_last_record_needs_no_caret_and_a_header_ends_one() {
        assert_eq!(shown("Da\n!Account\nNb"), ["1:Da", "2:!Account", "3:Nb"]);
    }

    #[test]
    fn a_caret_that_is_missing_between_two_records_loses_neither() {
        assert_eq!(
            shown("D1/2/24\nT-1\nPa\n\nD1/3/24\nT-2\n^\n"),
            ["1:D1/2/24 2:T-1 3:Pa", "5:D1/3/24 6:T-2"]
        );
        assert_eq!(
            shown("D1/2/24\nT-1\nSA\n$-1\nD1/3/24\nU-2\nD1/4/24\nT3"),
            ["1:D1/2/24 2:T-1 3:SA 4:$-1", "5:D1/3/24 6:U-2", "7:D1/4/24 8:T3"]
        );
        assert_eq!(shown("D1/2/24\nT-1\nSA\nD1/3/24\nEaside\n$-1").len(), 1);
    }

    #[test]
    fn every_kind_of_line_end_is_understood() {
        assert_eq!(shown("!A\r\n\r\nDb\r\n^\r\n"), ["1:!A", "3:Db"]);
        assert_eq!(shown("!A\r\rDb\r^\r"), ["1:!A", "3:Db"]);
    }

    #[test]
    fn a_caret_within_a_field_ends_nothing() {
        assert_eq!(shown("S^BTCUSD\nTé\n"), ["1:S^BTCUSD 2:Té"]);
    }
}
