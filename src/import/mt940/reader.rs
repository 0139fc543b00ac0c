//! One pass through the fields of a file.

use super::details::{self, Details};
use super::entry::{self, Entry};
use super::fields::Field;
use super::statement::Draft;
use crate::import::decimal::marks::{Marks, Rule, Tally};
use crate::import::detect::Found;
use crate::import::statements::Statements;
use crate::import::text::shown;
use crate::import::{Format, Problem, Unreadable};

pub struct Reader {
    marks: Marks,
    draft: Option<Draft>,
    /// The entry that details may follow, and those that did.
    entry: Option<(Entry, Details)>,
    /// Whether a field was seen that only a report of the day has.
    is_report: bool,
    statements: Statements,
    problems: Vec<Problem>,
}

impl Reader {
    pub fn new() -> Reader {
        Reader {
            // SWIFT's amounts have a comma and no thousands; some banks write a point.
            marks: Tally::default().decide(Rule::EitherIsDecimal),
            draft: None,
            entry: None,
            is_report: false,
            statements: Statements::default(),
            problems: Vec::new(),
        }
    }

    pub fn take(&mut self, field: &Field) {
        if field.is_cut {
            let reason = "The field is longer than any statement has. Its end was left out.";
            self.problems.push(Problem::at(field.line, reason));
        }
        match field.tag {
            "86" => self.add_details(&details::read(&field.text)),
            "NS" => self.add_details(&details::read_ns(&field.text)),
            // In a broken file, details under the tag of the account.
            "25" | "25P" if self.entry.is_some() => self.add_details(&details::read(&field.text)),
            tag => {
                self.end_entry();
                self.take_other(tag, field);
            }
        }
    }

    fn take_other(&mut self, tag: &str, field: &Field) {
        let is_next = match (&self.draft, tag) {
            (Some(_), "20") => true,
            (Some(draft), "25" | "25P") => draft.has_entries() || draft.has_closing,
            _ => false,
        };
        if is_next {
            self.end_statement();
        }
        match tag {
            "25" | "25P" => self.draft().account = field.text.lines().next().unwrap_or_default().to_owned(),
            "61" => self.begin_entry(field),
            "60F" | "60M" | "62F" | "62M" | "64" | "65" => {
                let marks = self.marks.clone();
                let draft = self.draft();
                draft.has_opening |= tag.starts_with("60");
                draft.has_closing |= tag.starts_with("62");
                let problem = draft.add_balance(tag, field.line, &field.text, &marks);
                self.problems.extend(problem);
            }
            "34F" => {
                self.is_report = true;
                self.draft().note_currency(field.text.get(..3).unwrap_or_default());
            }
            "13" | "13D" | "90C" | "90D" | "942" => self.is_report = true,
            "20" => {
                self.draft();
            }
            _ => {}
        }
    }

    fn draft(&mut self) -> &mut Draft {
        self.draft.get_or_insert_default()
    }

    fn begin_entry(&mut self, field: &Field) {
        self.draft();
        match entry::read(field.line, &field.text, &self.marks) {
            Ok(entry) => self.entry = Some((entry, Details::default())),
            Err(error) => {
                let reason = format!("The entry “{}” {error}. It was left out.", shown(&field.text));
                self.problems.push(Problem::at(field.line, reason));
            }
        }
    }

    /// Details may come in several fields; those after a balance are about the whole statement.
    fn add_details(&mut self, more: &Details) {
        let Some((_, details)) = &mut self.entry else { return };
        if details.payee.is_empty() {
            details.payee.clone_from(&more.payee);
        }
        if !details.memo.is_empty() && !more.memo.is_empty() {
            details.memo.push(' ');
        }
        details.memo.push_str(&more.memo);
    }

    fn end_entry(&mut self) {
        if let Some((entry, details)) = self.entry.take() {
            self.draft().add(entry, &details);
        }
    }

    fn end_statement(&mut self) {
        self.end_entry();
        let Some(draft) = self.draft.take() else { return };
        if draft.has_opening && !draft.has_closing {
            let reason = "A statement has no closing balance: it may have been cut off, and more may be missing. \
                          What is there was read.";
            self.problems.push(Problem::of_the_file(reason));
        }
        if let Some(statement) = draft.into_statement() {
            self.statements.add(statement);
        }
    }

    /// What the file gave, or why it gave nothing.
    pub fn finish(mut self) -> Result<Found, Unreadable> {
        self.end_statement();
        let format = if self.is_report { Format::Mt942 } else { Format::Mt940 };
        let tells_why = self.statements.names_an_account() && !self.problems.is_empty();
        if self.statements.is_empty() && !tells_why {
            return Err(Unreadable::nothing_in(&self.statements.into_vec(), format.name()));
        }
        Ok(Found { format, statements: self.statements.into_vec(), reading: None, problems: self.problems })
    }
}
