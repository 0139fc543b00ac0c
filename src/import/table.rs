//! Tables: CSV, TSV and sheets of workbooks, whatever bank or program wrote them.
//!
//! A table says nothing of itself. Its delimiter, its header, the roles of its
//! columns, the order of its dates, its decimal mark and the sense of its
//! amounts are found in the whole file, each with the evidence; what the file
//! cannot tell is asked. No amount and no date is guessed in silence.

mod cell;
mod columns;
pub mod decimals;
pub mod grid;
mod lines;
pub mod order;
mod own;
mod proof;
mod region;
mod roles;
mod sense;
mod words;

use grid::{Grid, Row};
use lines::{Lines, Manner};
use proof::Proof;
use region::Region;
use roles::Roles;
use sense::{Amounts, Sensed};

use super::detect::{Found, Source};
use super::fingerprint;
use super::layout::{Column, Layout, Question, Reading, Role, Table};
use super::progress::Progress;
use super::text::{name, shown};
use super::{Balance, BalanceKind, BankAccount, Format, Layouts, Line, Problem, Statement, Unreadable};
use crate::ledger::{AccountKind, Stopped};

/// How many rows are shown beside the roles.
const SHOWN_ROWS: usize = 6;

/// Whether the text is a table of bookings, or is called one and has columns.
pub fn recognises(source: &Source) -> bool {
    let is_named = matches!(source.extension, "csv" | "tsv" | "tab");
    grid::has_bookings(source.text)
        || is_named && {
            let grid = grid::of_text(source.text, Progress::unseen());
            grid.is_ok_and(|grid| grid.is_some_and(|grid| Region::of(&grid).is_some()))
        }
}

/// Reads a text with delimiters.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let format = Format::Csv;
    let grid = grid::of_text(source.text, source.progress.part(0, 2))?;
    let grid = grid.ok_or(Unreadable::NoStatement { format: format.name() })?;
    if let Some(own) = own::read(&grid) {
        return Ok(own);
    }
    read_grid(&grid, source.stem, format, source.layouts, source.progress.part(1, 2))
}

/// Reads rows, wherever they come from. `stem` names the account where the rows do not.
pub fn read_grid(
    grid: &Grid,
    stem: &str,
    format: Format,
    layouts: &Layouts,
    progress: Progress,
) -> Result<Found, Unreadable> {
    let nothing = || Unreadable::NoStatement { format: format.name() };
    let region = Region::of(grid).ok_or_else(nothing)?;
    if !region.rows.iter().any(|row| row.width() > 1) {
        return Err(nothing());
    }
    let layout = fingerprint_of(&region);
    let settled = layouts.get(&layout).cloned().unwrap_or_default();
    let reader = Reader::new(grid, region, stem, settled);
    Ok(reader.read(layout, format, progress)?)
}

/// The same for all tables with these headers, or with so many columns and none.
fn fingerprint_of(region: &Region) -> String {
    let names: Vec<String> = region.names().iter().map(|name| name.trim().to_lowercase()).collect();
    let width = region.width().to_string();
    let parts = names.iter().map(String::as_str).chain([width.as_str()]);
    format!("table-{:032x}", fingerprint::of_words(parts))
}

/// One table on its way to statements.
struct Reader<'a> {
    grid: &'a Grid,
    region: Region<'a>,
    stem: &'a str,
    settled: Layout,
    roles: Roles,
    /// A header in another language than English.
    foreign: Option<String>,
}

/// What the rows are read by, and what was said and asked about it.
struct Understood {
    order: super::dates::Order,
    mark: Option<super::decimal::marks::Mark>,
    amounts: Amounts,
    proof: Option<Proof>,
    evidence: Vec<String>,
    questions: Vec<Question>,
}

impl<'a> Reader<'a> {
    fn new(grid: &'a Grid, region: Region<'a>, stem: &'a str, settled: Layout) -> Reader<'a> {
        let (names, width) = (region.names(), region.width());
        let inferred = columns::infer(&names, region.rows, width);
        let mut roles = inferred.roles;
        if let Some(chosen) = &settled.roles {
            roles = (0..width).map(|column| chosen.get(column).copied().unwrap_or(Role::Ignored)).collect();
        }
        let foreign = inferred.foreign.and_then(|column| names.get(column).cloned());
        Reader { grid, region, stem, settled, roles: Roles::new(roles, names), foreign }
    }

    fn read(self, layout: String, format: Format, progress: Progress) -> Result<Found, Stopped> {
        let understood = self.understand();
        let mut problems = Vec::new();
        let mut statements = Vec::new();
        if self.roles.has_what_is_needed() {
            let (order, amounts) = (understood.order, &understood.amounts);
            let manner = Manner { roles: &self.roles, order, amounts };
            let read = lines::read(self.region.rows, &manner, progress)?;
            statements = self.statements(&read, &understood);
            problems = read.problems;
        } else {
            problems.push(self.what_is_missing());
        }
        if statements.is_empty() && problems.is_empty() {
            problems.push(Problem::of_the_file("No row of this table has both a date and an amount."));
        }
        let found = Layout {
            order: Some(understood.order),
            mark: understood.mark,
            sense: Some(understood.amounts.sense),
            roles: Some(self.roles.all().to_vec()),
        };
        let reading = Reading {
            file: None,
            layout,
            evidence: understood.evidence,
            questions: understood.questions,
            found,
            table: Some(self.table()),
        };
        Ok(Found { format, statements, reading: Some(reading), problems })
    }

    /// Finds in the whole table what it says nowhere.
    fn understand(&self) -> Understood {
        let (rows, roles, settled) = (self.region.rows, &self.roles, &self.settled);
        let money: Vec<usize> = [Role::Amount, Role::Debit, Role::Credit, Role::Balance]
            .into_iter()
            .flat_map(|role| roles.columns(role))
            .collect();
        let marked = decimals::find(rows, &money, settled.mark);
        let dates: Vec<usize> = roles.columns(Role::Date).chain(roles.columns(Role::ValueDate)).collect();
        let signs = order::Signs {
            foreign_header: self.foreign.as_deref(),
            has_decimal_comma: marked.mark == Some(super::decimal::marks::Mark::Comma),
        };
        let ordered = order::find(rows, &dates, signs, settled.order);
        let Sensed { amounts, proof, evidence: sensed, question } =
            sense::find(rows, roles, marked.marks, settled.sense, self.is_card());
        let mut evidence = vec![self.shape()];
        evidence.extend(ordered.evidence);
        evidence.extend(marked.evidence);
        evidence.extend(sensed);
        let questions = [ordered.question, marked.question, question].into_iter().flatten();
        Understood {
            order: ordered.order,
            mark: marked.mark,
            amounts,
            proof,
            evidence,
            questions: questions.filter(|_| roles.has_what_is_needed()).collect(),
        }
    }

    /// How the table is made, in words.
    fn shape(&self) -> String {
        let parted = match (&self.grid.sheet, self.grid.parted_by) {
            (Some(sheet), _) => format!("Sheet “{}”", shown(sheet)),
            (None, Some(mark)) => format!("Columns parted by {mark}"),
            (None, None) => "A table".into(),
        };
        match self.region.header {
            Some(header) => format!("{parted}; line {} names the columns.", header.line),
            None => format!("{parted}; no line names the columns, so they were told by what is in them."),
        }
    }

    fn what_is_missing(&self) -> Problem {
        let missing = if self.roles.column(Role::Date).is_none() { "the dates" } else { "the amounts" };
        Problem::of_the_file(format!(
            "No column was recognised as {missing}. Say below what the columns are; until then nothing can be imported."
        ))
    }

    fn table(&self) -> Table {
        let names = self.region.names();
        let columns = self.roles.all().iter().enumerate().map(|(column, role)| Column {
            name: names.get(column).map(|text| name(text)).unwrap_or_default(),
            role: *role,
        });
        let columns: Vec<Column> = columns.collect();
        let cells = |row: &Row| (0..columns.len()).map(|column| name(row.cell(column))).collect();
        let rows = self.region.rows.iter().take(SHOWN_ROWS).map(cells).collect();
        Table { sheet: self.grid.sheet.clone(), columns, rows }
    }

    /// Whether the name of the file or what stands above the bookings speaks of a card.
    fn is_card(&self) -> bool {
        let above = self.region.preamble.iter().chain(self.region.header);
        words::speaks_of_a_card(self.stem) || above.flat_map(Row::cells).any(words::speaks_of_a_card)
    }

    fn statements(&self, read: &Lines, understood: &Understood) -> Vec<Statement> {
        let has_one = read.accounts.len() == 1;
        let stated =
            self.region.preamble.iter().flat_map(Row::cells).find_map(lines::key).filter(|_| has_one);
        let mut statements: Vec<Statement> = Vec::new();
        for ((account, currency), lines) in &read.accounts {
            let key = lines::key(account)
                .or_else(|| stated.clone())
                .or_else(|| (!account.is_empty()).then(|| account.clone()));
            let label = if account.is_empty() { stated.as_deref().unwrap_or(self.stem) } else { account };
            let currency = self.currency(currency, &read.accounts);
            let same =
                |one: &&mut Statement| key.is_some() && one.account.key == key && one.currency == currency;
            if let Some(same) = statements.iter_mut().find(same) {
                // One account, written in two ways.
                same.lines.extend(lines.iter().cloned());
                continue;
            }
            let (kind, subkind) = match self.is_card() {
                true => (AccountKind::Liability, "credit_card"),
                false => (AccountKind::Asset, ""),
            };
            statements.push(Statement {
                account: BankAccount { written: key.clone(), key, label: name(label), kind, subkind },
                currency,
                lines: lines.clone(),
                balances: if has_one {
                    self.balance(lines, understood).into_iter().collect()
                } else {
                    Vec::new()
                },
            });
        }
        statements
    }

    /// The currency that the rows state, or else a header: “Betrag (EUR)”.
    fn currency(&self, stated: &str, all: &[(lines::Owner, Vec<Line>)]) -> Option<String> {
        if cell::is_currency(stated) {
            return Some(stated.to_owned());
        }
        let headers = self.region.names();
        let in_header = |role| {
            let name = headers.get(self.roles.column(role)?)?;
            name.split(|c: char| !c.is_ascii_uppercase())
                .find(|word| cell::is_currency(word))
                .map(str::to_owned)
        };
        if all.len() > 1 {
            return None;
        }
        [Role::Amount, Role::Debit, Role::Credit, Role::Balance].into_iter().find_map(in_header)
    }

    /// The bank's balance after the newest booking, where the balances are proved to be running ones.
    fn balance(&self, lines: &[Line], understood: &Understood) -> Option<Balance> {
        let proof = understood.proof?;
        let newest = if proof.is_newest_first { lines.first() } else { lines.last() }?;
        let row = self.region.rows.iter().find(|row| row.line == newest.at_line)?;
        let amount = understood.amounts.balance(row, &self.roles)?;
        Some(Balance { kind: BalanceKind::Ledger, date: Some(newest.date), amount })
    }
}

#[cfg(test)]
mod tests;
