//! The table that Actual exports: its splits are one transaction each, and what goes to another account is a transfer.
//!
//! A split is a row with "(SPLIT INTO 3)" before its notes and a row for each
//! part with "(SPLIT 1 OF 3)". A transfer has the other account's name for a
//! payee and no category. Nothing else is guessed: a row that cannot be read is
//! named.

use std::collections::HashSet;

use jiff::civil::Date;

use super::rows::{ByAccount, Named, line, plain_amount, side};
use crate::import::detect::Found;
use crate::import::table::grid::{Grid, Row};
use crate::import::{Decimal, Format, Line, Problem, Target};
use crate::ledger::{AccountKind, SplitState};

const NEEDED: &[&str] = &["account", "date", "payee", "notes", "category", "amount"];

/// What a row is of a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    /// Announces so many parts.
    Parent(usize),
    /// The first number counts from 1.
    Child(usize, usize),
}

/// One row that was understood.
struct Read {
    account: String,
    part: Part,
    category: String,
    line: Line,
}

/// A split whose parts are still coming.
struct Open {
    account: String,
    count: usize,
    seen: usize,
    line: Line,
}

/// The statements of a table of Actual's; none where it is another one.
pub fn read(grid: &Grid) -> Option<Found> {
    let table = Named::of(grid, NEEDED)?;
    let is_split = |row: &Row| table.cell(row, "notes").starts_with("(SPLIT ");
    if !table.has("split_amount") && !table.rows.iter().any(is_split) {
        return None;
    }
    let accounts: HashSet<String> = table.rows.iter().map(|row| table.cell(row, "account")).collect();
    let (mut statements, mut problems, mut open) = (ByAccount::default(), Vec::new(), None::<Open>);
    let mut add = |account: &str, line: Line| statements.add(account, None, AccountKind::Asset, line);
    for row in table.rows {
        let Some(read) = row_of(&table, row, &accounts) else {
            let reason = "The row has no date or no amount as Actual writes them. It was left out.";
            problems.push(Problem::at(row.line, reason));
            continue;
        };
        if let Some(whole) = open.take_if(|open| !belongs(open, &read)) {
            add(&whole.account, finished(whole.line));
        }
        match read.part {
            Part::Whole => add(&read.account, finished(read.line)),
            Part::Parent(count) => {
                open = Some(Open { account: read.account, count, seen: 0, line: read.line });
            }
            Part::Child(_, count) => {
                let whole = open.get_or_insert_with(|| Open {
                    account: read.account.clone(),
                    count,
                    seen: 0,
                    line: line(read.line.at_line, read.line.date, Decimal::ZERO),
                });
                take_part(whole, read);
            }
        }
        if let Some(whole) = open.take_if(|open| open.seen == open.count && open.seen > 0) {
            add(&whole.account, finished(whole.line));
        }
    }
    if let Some(whole) = open {
        add(&whole.account, finished(whole.line));
    }
    Some(Found { format: Format::Csv, statements: statements.into_vec(), reading: None, problems })
}

fn belongs(open: &Open, read: &Read) -> bool {
    let same = open.account == read.account && open.line.date == read.line.date;
    same && matches!(read.part, Part::Child(_, count) if count == open.count) && open.seen < open.count
}

fn take_part(whole: &mut Open, part: Read) {
    whole.seen += 1;
    if whole.line.payee.is_empty() {
        whole.line.payee.clone_from(&part.line.payee);
    }
    whole.line.state = part.line.state;
    let Some(sum) = whole.line.sides.iter().try_fold(part.line.amount, |sum, side| sum.plus(side.amount))
    else {
        return;
    };
    whole.line.amount = sum;
    let target = part.line.sides.first().map_or(Target::Category(part.category), |side| side.target.clone());
    whole.line.sides.push(side(target, part.line.amount, part.line.memo));
}

/// A line whose one part goes nowhere has none.
fn finished(mut line: Line) -> Line {
    let goes_nowhere = |target: &Target| *target == Target::Category(String::new());
    if matches!(line.sides.as_slice(), [only] if goes_nowhere(&only.target) && only.memo.is_empty()) {
        line.sides.clear();
    }
    line
}

fn row_of(table: &Named, row: &Row, accounts: &HashSet<String>) -> Option<Read> {
    let account = table.cell(row, "account");
    let date: Date = table.cell(row, "date").get(..10)?.parse().ok()?;
    let (part, notes) = part_of(&table.cell(row, "notes"));
    let own = plain_amount(&table.cell(row, "amount"))?;
    let whole = plain_amount(&table.cell(row, "split_amount")).filter(|amount| !amount.is_zero());
    let amount = if matches!(part, Part::Parent(_)) { whole.unwrap_or(own) } else { own };
    let mut line = line(row.line, date, amount);
    let (payee, category) = (table.cell(row, "payee"), table.cell(row, "category"));
    let other = payee.strip_prefix("Transfer: ").unwrap_or(&payee).to_owned();
    let is_transfer = category.is_empty() && other != account && accounts.contains(&other);
    line.memo = notes;
    if is_transfer {
        line.sides = vec![side(Target::Transfer(other), amount, String::new())];
    } else {
        line.payee = payee;
        if part == Part::Whole && !category.is_empty() {
            line.sides = vec![side(Target::Category(category.clone()), amount, String::new())];
        }
    }
    line.state = match table.cell(row, "cleared").to_lowercase().as_str() {
        "reconciled" => SplitState::Reconciled,
        "cleared" | "true" => SplitState::Cleared,
        _ => SplitState::Uncleared,
    };
    Some(Read { account, part, category, line })
}

/// What the notes say of a split, and the notes without it.
fn part_of(notes: &str) -> (Part, String) {
    let told = || {
        let (inside, rest) = notes.strip_prefix("(SPLIT ")?.split_once(')')?;
        let part = match inside.strip_prefix("INTO ") {
            Some(count) => Part::Parent(count.trim().parse().ok()?),
            None => {
                let (at, count) = inside.split_once(" OF ")?;
                Part::Child(at.trim().parse().ok()?, count.trim().parse().ok()?)
            }
        };
        Some((part, rest.trim().to_owned()))
    };
    told().unwrap_or((Part::Whole, notes.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::import::{BankFile, Target, read};

    fn shown(file: &BankFile) -> Vec<String> {
        let lines = file.statements.iter().flat_map(|statement| {
            statement.lines.iter().map(move |line| {
                let sides: Vec<String> = line
                    .sides
                    .iter()
                    .map(|side| match &side.target {
                        Target::Category(name) => format!("{name} {} {}", side.amount, side.memo),
                        Target::Transfer(name) => format!("[{name}] {} {}", side.amount, side.memo),
                    })
                    .collect();
                format!("{} {} {} | {}", statement.account.label, line.amount, line.payee, sides.join(", "))
            })
        });
        lines.map(|text| text.trim().to_owned()).collect()
    }

    #[test]
    fn a_real_export_of_actual_keeps_its_splits_and_transfers() {
        let text = "Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared\n\
            Giro,2024-03-01,Market,(SPLIT INTO 2) weekly,,0,-30.00,Cleared\n\
            Giro,2024-03-01,Market,(SPLIT 1 OF 2) bread,Food,-20.00,0,Cleared\n\
            Giro,2024-03-01,Savings,(SPLIT 2 OF 2),,-10.00,0,Cleared\n\
            Savings,2024-03-01,Giro,,,10.00,0,Not cleared\n\
            Giro,2024-03-02,Salary,,Income,900.00,0,Reconciled\n";
        let file = read("All.csv", text.as_bytes()).expect("readable");
        assert!(file.problems.is_empty(), "{:?}", file.problems);
        assert_eq!(
            shown(&file),
            [
                "Giro -30 Market | Food -20 bread, [Savings] -10",
                "Giro 900 Salary | Income 900",
                "Savings 10  | [Giro] 10",
            ]
        );
    }

    #[test]
    fn parts_without_the_row_that_announces_them_are_one_transaction_too() {
        let text = "Account,Date,Payee,Notes,Category,Amount,Cleared\n\
            Giro,2024-03-01,Market,(SPLIT 1 OF 2) bread,Food,-20.00,Cleared\n\
            Giro,2024-03-01,Market,(SPLIT 2 OF 2) soap,Home,-10.00,Cleared\n\
            Giro,2024-03-01,Market,(SPLIT 1 OF 2) bread,Food,-1.00,Cleared\n\
            Giro,2024-03-01,Market,(SPLIT 2 OF 2) soap,Home,-2.00,Cleared\n";
        let file = read("a.csv", text.as_bytes()).expect("readable");
        let amounts: Vec<String> =
            file.statements[0].lines.iter().map(|line| line.amount.to_string()).collect();
        assert_eq!(amounts, ["-30", "-3"]);
    }
}
