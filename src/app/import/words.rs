//! What is in the files, for people to read in a terminal.

use std::fmt::Write;

use super::document::{Document, File, ProblemIn, StatementIn};

/// All files, one after the other.
pub fn words(document: &Document) -> String {
    let files: Vec<String> = document.files.iter().map(of_file).collect();
    files.join("\n")
}

fn of_file(file: &File) -> String {
    let kind = match (file.format, file.encoding) {
        (Some(format), Some(encoding)) => format!("{format}, {encoding}"),
        _ => "not readable".into(),
    };
    let mut text = format!("{}: {kind}\n", line_of(&file.file));
    file.statements.iter().for_each(|statement| text.push_str(&of_statement(statement)));
    file.problems.iter().for_each(|problem| text.push_str(&of_problem(problem)));
    text
}

fn of_problem(problem: &ProblemIn) -> String {
    let place = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("  {place}{}\n", line_of(&problem.reason))
}

fn of_statement(statement: &StatementIn) -> String {
    let account = statement.account.as_deref().map_or("an account without a name".to_owned(), line_of);
    let currency = statement.currency.as_deref().unwrap_or("no currency");
    let count = match statement.transactions.len() {
        1 => "1 transaction".to_owned(),
        count => format!("{count} transactions"),
    };
    let mut text = format!("  {account}, {}, {count}\n", line_of(currency));
    let amounts = statement.transactions.iter().map(|line| &line.amount);
    let amounts = amounts.chain(statement.balances.iter().map(|balance| &balance.amount));
    let wide = amounts.map(String::len).max().unwrap_or(0);
    let numbers = statement.transactions.iter().flat_map(|line| &line.number);
    let number_wide = numbers.map(|number| number.chars().count()).max().unwrap_or(0);
    for line in &statement.transactions {
        let number = line_of(line.number.as_deref().unwrap_or_default());
        let said = [&line.payee, &line.memo].into_iter().filter(|said| !said.is_empty());
        let said: Vec<String> = said.map(|said| line_of(said)).collect();
        let row = format!("    {}  {:>wide$}  {number:<number_wide$}", line.date, line.amount);
        let _ = writeln!(text, "{}", format!("{row}  {}", said.join(" · ")).trim_end());
    }
    for balance in &statement.balances {
        let date = balance.date.as_deref().unwrap_or("no date");
        let _ = writeln!(text, "    {date:<10}  {:>wide$}  {} balance", balance.amount, balance.kind);
    }
    text
}

/// On one line, and with nothing that a terminal would obey.
fn line_of(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read;

    #[test]
    fn columns_are_aligned_and_escapes_of_the_terminal_are_gone() {
        let text = "!Type:Bank\nD1/2/24\nT-12.50\nN7\nPA\x1b[31m\nMB\n^\nD1/13/24\nT1000\nPC\n^\n";
        let file = File::of("a.qif".into(), read("a.qif", text.as_bytes()).expect("a statement"));
        let told = words(&Document { files: vec![file] });
        let rows: Vec<&str> = told.lines().skip(2).take(2).collect();
        assert_eq!(rows, ["    2024-01-02   -12.50  7  A [31m · B", "    2024-01-13  1000.00     C"]);
    }
}
