//! What a file does not say of itself: how it was understood, and what is asked.
//!
//! A table or a QIF file names neither the order of its dates nor the sense of
//! its amounts. A reader finds them in the whole file and says by what, in a
//! [`Reading`]; what the file leaves open is a [`Question`] with what each
//! answer would read. Answers come back as [`Layouts`]: settled for one layout,
//! whatever file has it. Nothing is kept here; who asks also remembers.

use std::collections::BTreeMap;

use super::dates::Order;
use super::decimal::marks::Mark;

/// What is settled about layouts, by their [`Reading::layout`].
pub type Layouts = BTreeMap<String, Layout>;

/// What is settled about one layout; none where it is for the file to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    pub order: Option<Order>,
    pub mark: Option<Mark>,
    pub sense: Option<Sense>,
    /// By the table's columns. One that is missing has no role.
    pub roles: Option<Vec<Role>>,
    /// How the text is taken apart.
    pub form: TextForm,
    /// What words of the file mean that are not known, by their plain form.
    pub words: BTreeMap<String, WordMeaning>,
    /// Whether the fee comes on top of the amount.
    pub fee_apart: Option<bool>,
    /// How the dates are written, as somebody typed it: `DD.MM.YYYY`.
    pub date_pattern: Option<String>,
}

/// How the text of a table is taken apart, before anything in it means something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextForm {
    /// One of [`super::encoding::charset::OFFERED`].
    pub encoding: Option<&'static str>,
    pub delimiter: Option<Delimiter>,
    pub quote: Option<Quote>,
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Bar,
    Caret,
    Tilde,
}

/// What stands around a cell that holds a delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    Double,
    Single,
    None,
}

impl Layout {
    /// Takes one answer.
    pub fn settle(&mut self, setting: Setting) {
        match setting {
            Setting::Order(order) => self.order = Some(order),
            Setting::Mark(mark) => self.mark = Some(mark),
            Setting::Sense(sense) => self.sense = Some(sense),
            Setting::Roles(roles) => self.roles = Some(roles),
            Setting::Word(word, meaning) => {
                self.words.insert(word, meaning);
            }
            Setting::FeeApart(apart) => self.fee_apart = Some(apart),
        }
    }
}

/// What a word in a row says of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordMeaning {
    MoneyOut,
    MoneyIn,
    Booked,
    /// Not booked, or not yet: the row stays out.
    LeftOut,
}

/// What an amount without a minus means, where one column holds them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Money comes in, as on a bank account.
    In,
    /// Money goes out, as on many card statements.
    Out,
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Date,
    ValueDate,
    /// Who received the money, or whoever is on the other side.
    Payee,
    /// Who paid, where the table has a column for each side.
    Payer,
    Memo,
    /// Cheque number.
    Number,
    /// What came in and, with a minus, what went out.
    Amount,
    Debit,
    Credit,
    /// Which of the two the amount is.
    Direction,
    Balance,
    Currency,
    BankId,
    Category,
    /// The user's own account.
    Account,
    /// Whether the bank has booked it.
    Status,
    /// What the bank took for it, beside the amount.
    Fee,
    Ignored,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    Order(Order),
    Mark(Mark),
    Sense(Sense),
    /// What all the columns are.
    Roles(Vec<Role>),
    /// What a word of the file means, by its plain form.
    Word(String, WordMeaning),
    /// Whether the fee comes on top of the amount.
    FeeApart(bool),
}

/// How a file was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The file within an archive; none where it came alone.
    pub file: Option<String>,
    /// The same for every file with these columns, and for no other.
    pub layout: String,
    /// By what it was understood so, each a sentence.
    pub evidence: Vec<String>,
    pub questions: Vec<Question>,
    /// What the reading went by: settled before, or found in the file.
    pub found: Layout,
    /// The columns; none where the file is no table.
    pub table: Option<Table>,
}

impl Reading {
    /// Whether something is left open.
    pub fn is_open(&self) -> bool {
        self.questions.iter().any(|question| !question.answered)
    }
}

/// What the file cannot tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// A sentence with a question mark.
    pub text: String,
    /// At least two; each would be another reading.
    pub choices: Vec<Choice>,
    /// What was taken, answered or not.
    pub taken: Setting,
    pub answered: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub setting: Setting,
    /// "Day first".
    pub label: String,
    /// What a line of the file would be: "01/02/2024 is 1 February 2024".
    pub example: String,
    /// How the first rows would be read: “2024-02-01 −12.50 Corner Market”. Empty where the example says it.
    pub rows: Vec<String>,
}

/// The columns of a table and its first rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    pub columns: Vec<Column>,
    /// Some of the first rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As in the header row; empty where there is none.
    pub name: String,
    pub role: Role,
}
