//! QIF: what Quicken wrote, and many after it.
//!
//! The format says neither in which order a date is nor which mark stands
//! before the decimals, so the file is gone through twice: once for the
//! evidence, once to read. It gives the transactions of bank, cash, card and
//! other accounts, and the cash of investment accounts; trades are named and
//! left, lists are passed over.

mod accounts;
mod entry;
mod investment;
mod records;
mod section;
mod target;

use std::collections::BTreeMap;

use accounts::Accounts;
use entry::{Entry, Manner};
use investment::Cash;
use records::{Field, Piece, Pieces};
use section::{AccountType, Header, Section};

use super::dates::{Order, OrderTally};
use super::decimal::marks::{Mark, Rule, Tally};
use super::detect::{Found, Source};
use super::layout::{Layout, Reading};
use super::progress::Progress;
use super::table::decimals;
use super::table::order::{self, told_by};
use super::text::{counted, shown};
use super::{Format, Line, Problem, Unreadable};
use crate::ledger::Stopped;

/// What investment transactions are counted as.
const TRADES: &str = "investment transactions";

/// Whether the text is QIF: one of its headers is near the start, or its name says so and it has records.
pub fn recognises(source: &Source) -> bool {
    const NEAR: usize = 50;
    let is_ours =
        |header: &str| matches!(Header::of(header), Header::Begins(section) if section != Section::Unknown);
    let is_named = source.extension == "qif" && source.text.lines().any(|line| line.starts_with('^'));
    is_named
        || Pieces::of(source.text).take(NEAR).any(|piece| match piece {
            Piece::Header(text, _) => is_ours(text),
            Piece::Record(_) => false,
        })
}

/// Reads the statements of a QIF file.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let mut reader = Reader::new(source)?;
    let (mut pieces, mut steps) =
        (Pieces::of(source.text), source.progress.part(1, 2).steps(source.text.len()));
    while let Some(piece) = pieces.next() {
        steps.at(source.text.len() - pieces.ahead())?;
        match piece {
            Piece::Header(text, line) => reader.header(text, line),
            Piece::Record(fields) => reader.record(&fields),
        }
    }
    reader.finish()
}

/// The layout of every QIF file: it has no columns that would tell one program from another.
const LAYOUT: &str = "qif";

/// How the whole file writes dates and amounts, and what it leaves open.
fn manner(source: &Source) -> Result<(Manner, Reading), Stopped> {
    let (order, mut marks) = evidence(source.text, source.progress.part(0, 2))?;
    let settled = source.layouts.get(LAYOUT).cloned().unwrap_or_default();
    let proofs =
        [Order::DayFirst, Order::MonthFirst, Order::YearFirst].map(|one| (one, told_by(&order, one)));
    let (has_points, has_commas) = (order.has_points_only(), marks.has_commas_only());
    let found = order.decide();
    let mut questions = Vec::new();
    let mut order = found.order;
    let mut proof = proofs.into_iter().find(|(one, _)| *one == order).and_then(|(_, proof)| proof);
    if let Some(date) = found.in_doubt.as_ref().filter(|_| has_points) {
        order = Order::DayFirst;
        proof = Some(format!("Dates with points, as in “{date}”, have the day first."));
    } else if let Some(date) = found.in_doubt.as_ref().filter(|_| has_commas) {
        order = Order::DayFirst;
        proof = Some(format!("Who writes a comma before the decimals writes the day first, as in “{date}”."));
    } else if let Some(date) = &found.in_doubt {
        order = settled.order.unwrap_or(order);
        questions.push(order::question(date, order, settled.order.is_some()));
    }
    if let Some(amount) = marks.clone().decide(Rule::PointIsDecimal).in_doubt() {
        // QIF comes from a program that wrote a point before the decimals.
        let taken = settled.mark.unwrap_or(Mark::Point);
        questions.push(decimals::question(amount, taken, settled.mark.is_some()));
        marks.settle(taken);
    }
    let reading = Reading {
        file: None,
        layout: LAYOUT.into(),
        evidence: proof.into_iter().collect(),
        questions,
        found: Layout { order: Some(order), ..Layout::default() },
        table: None,
    };
    Ok((Manner { order, marks: marks.decide(Rule::PointIsDecimal) }, reading))
}

/// What all dates and amounts of the file tell.
fn evidence(text: &str, progress: Progress) -> Result<(OrderTally, Tally), Stopped> {
    let (mut order, mut marks) = (OrderTally::default(), Tally::default());
    let mut section = Section::Start;
    let (mut pieces, mut steps) = (Pieces::of(text), progress.steps(text.len()));
    while let Some(piece) = pieces.next() {
        steps.at(text.len() - pieces.ahead())?;
        match piece {
            Piece::Header(text, _) => {
                if let Header::Begins(next) = Header::of(text) {
                    section = next;
                }
            }
            Piece::Record(fields) => see(section, &fields, &mut order, &mut marks),
        }
    }
    Ok((order, marks))
}

/// Takes the dates and amounts of a record as evidence. Those of trades count, too: one program wrote them all.
fn see(section: Section, fields: &[Field], order: &mut OrderTally, marks: &mut Tally) {
    if !matches!(section, Section::Start | Section::Transactions(_) | Section::Investments) {
        return;
    }
    for field in fields {
        match field.code {
            'D' => order.see(field.text, field.line),
            'T' | 'U' | '$' => marks.see(field.text),
            _ => {}
        }
    }
}

/// Goes through a file once.
struct Reader {
    manner: Manner,
    reading: Reading,
    section: Section,
    accounts: Accounts,
    /// What was passed over, in people's words, how often, and where first.
    passed: BTreeMap<&'static str, (u64, u64)>,
    problems: Vec<Problem>,
}

impl Reader {
    fn new(source: &Source) -> Result<Reader, Stopped> {
        let (manner, reading) = manner(source)?;
        Ok(Reader {
            manner,
            reading,
            section: Section::Start,
            accounts: Accounts::default(),
            passed: BTreeMap::new(),
            problems: Vec::new(),
        })
    }

    fn header(&mut self, text: &str, line: u64) {
        match Header::of(text) {
            Header::Begins(section) => {
                self.section = section;
                match section {
                    Section::Transactions(kind) => self.accounts.begin(kind),
                    Section::Investments => self.accounts.begin(AccountType::Investment),
                    Section::Unknown => {
                        let reason =
                            format!("“!{}” is not known. What follows it was left out.", shown(text));
                        self.problems.push(Problem::at(line, reason));
                    }
                    _ => {}
                }
            }
            Header::EndOfList => self.accounts.switch_to(None),
            Header::Switch => {}
        }
    }

    fn record(&mut self, fields: &[Field]) {
        match self.section {
            Section::Start => self.record_without_header(fields),
            Section::Accounts => {
                let name = fields.iter().find(|field| field.code == 'N').map(|field| field.text);
                self.accounts.switch_to(name);
                self.pass("accounts", fields);
            }
            Section::Transactions(_) => self.transaction(&Entry::of(fields)),
            Section::Investments => match Cash::of(fields) {
                Some(cash) => {
                    let read = cash.read(&self.manner, &mut self.problems);
                    self.add(read);
                }
                None => self.pass(TRADES, fields),
            },
            Section::List(what) => self.pass(what, fields),
            Section::Unknown => {}
        }
    }

    /// Before the first header stand remarks, or the transactions of a program that writes no header.
    fn record_without_header(&mut self, fields: &[Field]) {
        let entry = Entry::of(fields);
        if !entry.is_transaction() {
            return;
        }
        self.section = Section::Transactions(AccountType::Bank);
        let line = fields.first().map(|field| field.line);
        let reason = "The file does not say what kind of account it is about. It was read as a bank account.";
        self.problems.push(Problem { line, reason: reason.into() });
        self.transaction(&entry);
    }

    fn transaction(&mut self, entry: &Entry) {
        let read = entry.read(&self.manner, &mut self.problems);
        self.add(read);
    }

    fn add(&mut self, read: Result<Line, Problem>) {
        match read {
            Ok(line) => self.accounts.add(line),
            Err(problem) => {
                // The account is there, even if nothing of it could be read.
                self.accounts.current();
                self.problems.push(problem);
            }
        }
    }

    fn pass(&mut self, what: &'static str, fields: &[Field]) {
        let line = fields.first().map_or(0, |field| field.line);
        self.passed.entry(what).or_insert((0, line)).0 += 1;
    }

    /// What the file gave, or why it gave nothing.
    fn finish(mut self) -> Result<Found, Unreadable> {
        self.name_what_was_left();
        let (statements, format) = (self.accounts.into_vec(), Format::Qif);
        if !statements.is_empty() {
            return Ok(Found { format, statements, reading: Some(self.reading), problems: self.problems });
        }
        let format = format.name();
        let passed: Vec<&str> = self.passed.keys().copied().collect();
        if let Some((count, _)) = self.passed.get(TRADES) {
            let what = counted(*count, "transaction", "transactions");
            return Err(Unreadable::InvestmentsOnly { format, what });
        }
        if passed.is_empty() {
            return Err(Unreadable::NoStatement { format });
        }
        Err(Unreadable::ListsOnly { format, what: passed.join(" and ") })
    }

    fn name_what_was_left(&mut self) {
        for (what, one, many) in [
            (TRADES, "transaction was", "transactions were"),
            ("securities", "security was", "securities were"),
            ("prices", "price was", "prices were"),
        ] {
            if let Some((count, line)) = self.passed.get(what) {
                let reason = format!("Investments are not kept: {} left out.", counted(*count, one, many));
                self.problems.push(Problem::at(*line, reason));
            }
        }
    }
}

#[cfg(test)]
mod tests;
