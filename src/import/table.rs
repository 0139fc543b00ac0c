//! Tables: CSV, TSV and sheets of workbooks, whatever bank or program wrote them.
//!
//! A table says nothing of itself. Its delimiter, its header, the roles of its
//! columns, the order of its dates, its decimal mark and the sense of its
//! amounts are found in the whole file, each with the evidence; what the file
//! cannot tell is asked. No amount and no date is guessed in silence.

mod amounts;
mod asking;
mod balance_check;
pub mod cell;
mod chosen;
mod columns;
mod dating;
pub mod decimals;
mod directions;
mod ends;
pub mod grid;
mod guess;
mod kind;
mod line;
mod lines;
pub mod order;
mod order_list;
mod own;
mod profile;
mod region;
mod rejoined;
mod rivals;
mod roles;
mod sense;
pub mod sheets;
mod standing;
mod statements;
mod texts;
mod understanding;

use grid::{Grid, Row};
use lines::{Lines, Manner};
use region::Region;
use roles::Roles;
use standing::Standings;
use understanding::Understood;

pub use statements::NAMELESS;

use super::detect::{Found, Source};
use super::fingerprint;
use super::layout::{Column, Layout, Reading, Role, Table};
use super::programs;
use super::progress::Progress;
use super::text::{counted, name, shown};
use super::{Format, Layouts, Problem, Unreadable};
use crate::ledger::Stopped;

const CUT: &str = "The commas between the columns also part the amounts, and nothing tells which of them belong to an \
     amount. Nothing of this table was read; download it with semicolons, or as another format.";

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
    if let Some(known) = own::read(&grid).or_else(|| programs::table(&grid)) {
        return Ok(known);
    }
    if let Some(why) = programs::journal::refusal(&grid) {
        return Err(why);
    }
    if let Some(chosen) = chosen::read(source, &grid) {
        return chosen;
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
    let mended = rejoined::rejoined(grid, &region);
    let grid = mended.as_ref().unwrap_or(grid);
    let region = if mended.is_some() { Region::of(grid).ok_or_else(nothing)? } else { region };
    if !region.rows.iter().any(|row| row.width() > 1) {
        return Err(nothing());
    }
    if let Some(why) = order_list::refusal(&region) {
        return Err(why);
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
    /// The languages of the header.
    languages: Vec<usize>,
    /// A header in another language than English.
    foreign: Option<String>,
    /// Columns of money that no header explains.
    unexplained: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(grid: &'a Grid, region: Region<'a>, stem: &'a str, settled: Layout) -> Reader<'a> {
        let (names, width) = (region.names(), region.width());
        let inferred = columns::infer(&names, region.rows, width);
        let (mut roles, mut unexplained) = (inferred.roles, inferred.unexplained);
        if let Some(chosen) = &settled.roles {
            roles = (0..width).map(|column| chosen.get(column).copied().unwrap_or(Role::Ignored)).collect();
            unexplained.clear();
        }
        let foreign = inferred.foreign.and_then(|column| names.get(column).cloned());
        let roles = Roles::new(roles, names, inferred.memos);
        Reader { grid, region, stem, settled, roles, languages: inferred.languages, foreign, unexplained }
    }

    fn read(mut self, layout: String, format: Format, progress: Progress) -> Result<Found, Stopped> {
        let understood = self.understand();
        let mut problems = Vec::new();
        let mut statements = Vec::new();
        let mut evidence = understood.evidence.clone();
        let mut questions = understood.questions.clone();
        if rejoined::is_cut(self.grid, &self.region) {
            problems.push(Problem::of_the_file(CUT));
            questions.clear();
        } else if self.roles.has_what_is_needed() {
            let (roles, languages) = (&self.roles, self.languages.as_slice());
            let (dating, amounts, standings) =
                (&understood.dating, &understood.amounts, &understood.standings);
            let is_left = understood.is_left.as_slice();
            let (width, unclosed) = (self.usual_width(), self.grid.unclosed.as_slice());
            let manner = Manner { roles, dating, amounts, standings, is_left, languages, width, unclosed };
            let read = lines::read(self.region.rows, &manner, progress)?;
            statements = self.statements(&read, &understood);
            evidence.extend(read.undated.found.map(of_the_day_above));
            problems = read.problems;
            problems.extend(unknown_standings(standings));
            let with_example = |question| asking::with_example(question, self.region.rows, roles, amounts);
            questions.extend(standings.questions.iter().cloned().map(with_example));
        } else {
            problems.push(self.what_is_missing());
        }
        if statements.is_empty() && problems.is_empty() {
            problems.push(Problem::of_the_file("No row of this table has both a date and an amount."));
        }
        let found = Layout {
            order: Some(understood.dating.order),
            mark: understood.mark,
            sense: Some(understood.amounts.sense),
            roles: Some(self.roles.all().to_vec()),
            form: chosen::form_of(self.grid),
            ..self.settled.clone()
        };
        let reading = Reading { file: None, layout, evidence, questions, found, table: Some(self.table()) };
        Ok(Found { format, statements, reading: Some(reading), problems })
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

    fn statements(&self, read: &Lines, understood: &Understood) -> Vec<super::Statement> {
        let (region, roles, stem) = (&self.region, &self.roles, self.stem);
        let source = statements::Source { region, roles, stem, is_card: self.is_card() };
        statements::statements(source, read, understood)
    }
}

fn of_the_day_above((count, line): (u64, u64)) -> String {
    let rows = counted(count, "row has", "rows have");
    format!("{rows} no date, the first in line {line}, and all else: the day of the row above was taken.")
}

/// Words for the status that nobody knows: the rows were taken, and it is said.
fn unknown_standings(standings: &Standings) -> Option<Problem> {
    if standings.unknown.is_empty() {
        return None;
    }
    let words: Vec<String> =
        standings.unknown.iter().take(5).map(|word| format!("“{}”", shown(word))).collect();
    let words = words.join(", ");
    let reason = format!(
        "Whether the bank has booked the rows is said by words that are not known ({words}). They were taken as booked."
    );
    Some(Problem::of_the_file(reason))
}

#[cfg(test)]
mod layouts_tests;
#[cfg(test)]
mod proof_tests;
#[cfg(test)]
mod tests;
