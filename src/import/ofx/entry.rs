//! One transaction of OFX on its way to a [`Line`].

use jiff::civil::Date;

use crate::import::dates::{DateError, read_ofx};
use crate::import::decimal::marks::Marks;
use crate::import::text::shown;
use crate::import::{Line, Problem};
use crate::ledger::SplitState;

/// The fields of a `STMTTRN` that count, as written. Empty where there are none.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub at_line: u64,
    kind: String,
    posted: String,
    made: String,
    amount: String,
    id: String,
    cheque: String,
    reference: String,
    name: String,
    extended_name: String,
    payee: String,
    memo: String,
    /// The currency of the amount where it is not the statement's.
    pub currency: String,
}

impl Entry {
    pub fn at(line: u64) -> Entry {
        Entry { at_line: line, ..Entry::default() }
    }

    /// Takes a field. Of a field that repeats the first counts, but memos add up.
    pub fn take(&mut self, name: &str, text: String) {
        let field = match name {
            "TRNTYPE" => &mut self.kind,
            "DTPOSTED" => &mut self.posted,
            "DTUSER" => &mut self.made,
            "TRNAMT" => &mut self.amount,
            "FITID" => &mut self.id,
            "CHECKNUM" => &mut self.cheque,
            "REFNUM" => &mut self.reference,
            "NAME" => &mut self.name,
            "EXTDNAME" => &mut self.extended_name,
            "MEMO" if self.memo.is_empty() || text.is_empty() => &mut self.memo,
            "MEMO" => {
                self.memo.push(' ');
                self.memo.push_str(&text);
                return;
            }
            _ => return,
        };
        if field.is_empty() {
            *field = text;
        }
    }

    /// Takes the name within a `PAYEE` group.
    pub fn take_payee(&mut self, name: String) {
        self.payee = name;
    }

    /// The line of the statement, or why there is none. Notes on what was taken otherwise than written go to `problems`.
    pub fn into_line(self, marks: &Marks, problems: &mut Vec<Problem>) -> Result<Line, Problem> {
        let left_out = |what: &str, error: &dyn std::fmt::Display| {
            Problem::at(self.at_line, format!("{} has no {what}: {error}. It was left out.", self.named()))
        };
        let (date, note) = self.date().map_err(|error| left_out("date", &error))?;
        let amount = marks.read(&self.amount).map_err(|error| left_out("amount", &error))?;
        problems.extend(note);
        Ok(Line {
            at_line: self.at_line,
            date,
            amount,
            number: self.number(),
            payee: self.payee_in_full(),
            memo: self.memo_in_full(),
            bank_id: if self.id.bytes().all(|byte| byte == b'0') { String::new() } else { self.id },
            state: SplitState::Cleared,
            void: false,
            sides: Vec::new(),
            tags: Vec::new(),
        })
    }

    /// The payee. A name of more than 32 characters is cut in `NAME` and whole in `EXTDNAME`.
    fn payee_in_full(&self) -> String {
        let name = if self.name.is_empty() { &self.payee } else { &self.name };
        if self.extends_name(name) { self.extended_name.clone() } else { name.clone() }
    }

    /// What stands in `EXTDNAME` and is no longer form of the name is said of the movement.
    fn memo_in_full(&self) -> String {
        let name = if self.name.is_empty() { &self.payee } else { &self.name };
        let extended = self.extended_name.as_str();
        let is_said = extended.is_empty() || self.extends_name(name) || name.contains(extended);
        match self.memo.as_str() {
            memo if is_said || memo.contains(extended) => memo.to_owned(),
            "" => extended.to_owned(),
            memo => format!("{memo} {extended}"),
        }
    }

    /// Whether `EXTDNAME` begins with the name, however either is spaced.
    fn extends_name(&self, name: &str) -> bool {
        let mut whole =
            self.extended_name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        let cut = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        !self.extended_name.is_empty() && cut.map(Some).all(|c| whole.next() == c)
    }

    /// The day it was posted, or with a note the day it was made, if only that is readable.
    fn date(&self) -> Result<(Date, Option<Problem>), DateError> {
        let error = match read_ofx(&self.posted) {
            Ok(date) => return Ok((date, None)),
            Err(error) => error,
        };
        let Ok(date) = read_ofx(&self.made) else {
            return Err(error);
        };
        let reason =
            format!("{} has no posting date: {error}. The day it was made, {date}, was taken.", self.named());
        Ok((date, Some(Problem::at(self.at_line, reason))))
    }

    /// The cheque number. Banks send zeros where there is none, and some put a cheque's number into the reference.
    fn number(&self) -> Option<String> {
        let is_cheque = self.kind.eq_ignore_ascii_case("CHECK");
        let number = if self.cheque.is_empty() && is_cheque { &self.reference } else { &self.cheque };
        let is_none = number.bytes().all(|byte| byte == b'0');
        (!is_none).then(|| number.clone())
    }

    /// What a person finds it by.
    fn named(&self) -> String {
        let name = [&self.name, &self.payee, &self.memo, &self.id].into_iter().find(|text| !text.is_empty());
        name.map_or_else(|| "A transaction".into(), |name| format!("The transaction “{}”", shown(name)))
    }
}
