//! The table that Counterfoil itself exports: nothing in it has to be found out.
//!
//! One row for each part; rows of one account with the same number under
//! `Transaction` are one line of its register. A file that a spreadsheet wrote
//! anew, with other dates or numbers, is a table like any other.

use std::collections::HashMap;

use jiff::civil::Date;

use super::grid::{Grid, Row};
use crate::import::detect::Found;
use crate::import::text::{name, tidy};
use crate::import::{BankAccount, Decimal, Format, Line, Side, Statement, Target};
use crate::ledger::{AccountKind, SplitState};

/// What an apostrophe is put before, in the export as well.
const FORMULA_MARKS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];

/// What stands over the columns, in their order.
const COLUMNS: [&str; 13] = [
    "Account",
    "Currency",
    "Date",
    "Number",
    "Payee",
    "Memo",
    "Category",
    "Part memo",
    "Amount",
    "State",
    "Balance",
    "Tags",
    "Transaction",
];

/// One row: a line with one part, and what says which others are of the same line.
struct Part<'r> {
    account: &'r str,
    currency: &'r str,
    transaction: &'r str,
    line: Line,
}

/// The statements of a table of ours; none where it is another one.
pub fn read(grid: &Grid) -> Option<Found> {
    let (header, rows) = grid.rows.split_first()?;
    if rows.is_empty() || !header.cells().eq(COLUMNS) {
        return None;
    }
    let parts: Vec<Part> = rows.iter().map(part).collect::<Option<_>>()?;
    Some(Found { format: Format::Csv, statements: statements(parts), reading: None, problems: Vec::new() })
}

fn part(row: &Row) -> Option<Part<'_>> {
    let [
        account,
        currency,
        date,
        number,
        payee,
        memo,
        category,
        part_memo,
        amount,
        state,
        _,
        tags,
        transaction,
    ] = std::array::from_fn(|column| row.cell(column));
    let amount = plain_amount(amount)?;
    let side = Side { target: target(&unguarded(category)), amount, memo: unguarded(part_memo) };
    let line = Line {
        at_line: row.line,
        date: plain_date(date)?,
        amount,
        number: Some(unguarded(number)).filter(|number| !number.is_empty()),
        payee: unguarded(payee),
        memo: unguarded(memo),
        bank_id: String::new(),
        // No tag has a comma in it.
        tags: unguarded(tags).split(',').map(tidy).filter(|tag| !tag.is_empty()).collect(),
        state: state_called(state)?,
        void: false,
        sides: vec![side],
    };
    Some(Part { account, currency, transaction, line })
}

/// One for each account; the parts of a line follow each other.
fn statements(parts: Vec<Part>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    let mut last = None;
    for Part { account, currency, transaction, line } in parts {
        let place = *places.entry((account, currency)).or_insert_with(|| {
            statements.push(statement(account, currency));
            statements.len() - 1
        });
        let lines = &mut statements[place].lines;
        let key = (place, transaction);
        match lines.last_mut().filter(|_| last == Some(key) && !transaction.is_empty()) {
            Some(whole) => add(whole, line),
            None => lines.push(line),
        }
        last = Some(key);
    }
    for line in statements.iter_mut().flat_map(|statement| &mut statement.lines) {
        forget_nothing(line);
    }
    statements
}

fn statement(account: &str, currency: &str) -> Statement {
    let account = unguarded(account);
    Statement {
        account: BankAccount {
            key: Some(account.clone()),
            written: Some(account.clone()),
            label: name(&account),
            kind: AccountKind::Asset,
            subkind: "",
        },
        currency: Some(currency.to_owned()),
        lines: Vec::new(),
        balances: Vec::new(),
    }
}

/// A sum too large to hold leaves the part a line of its own amount less; no book holds such amounts.
fn add(whole: &mut Line, part: Line) {
    if let Some(sum) = whole.amount.plus(part.amount) {
        whole.amount = sum;
        whole.sides.extend(part.sides);
    }
}

/// A line with one part that goes nowhere has none.
fn forget_nothing(line: &mut Line) {
    let goes_nowhere = |side: &Side| side.target == Target::Category(String::new()) && side.memo.is_empty();
    if matches!(line.sides.as_slice(), [only] if goes_nowhere(only)) {
        line.sides.clear();
    }
}

/// Without the apostrophe that keeps a spreadsheet from taking a text for a formula.
fn unguarded(text: &str) -> String {
    let text = tidy(text);
    let bare = text.trim_start_matches('\'');
    let is_guarded = bare.len() < text.len() && bare.starts_with(FORMULA_MARKS);
    if is_guarded { text[1..].to_owned() } else { text }
}

/// A name in brackets is an account: "[Savings]".
fn target(category: &str) -> Target {
    match category.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(account) => Target::Transfer(account.to_owned()),
        None => Target::Category(category.to_owned()),
    }
}

fn state_called(word: &str) -> Option<SplitState> {
    match word {
        "uncleared" => Some(SplitState::Uncleared),
        "cleared" => Some(SplitState::Cleared),
        "reconciled" => Some(SplitState::Reconciled),
        _ => None,
    }
}

/// `YYYY-MM-DD` and nothing else.
fn plain_date(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

/// `-1234.50`: digits with a point and no other mark.
fn plain_amount(text: &str) -> Option<Decimal> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if unsigned.is_empty() || !is_digits(unsigned) || !is_digits(rest) {
        return None;
    }
    Decimal::new(format!("{whole}{rest}").parse().ok()?, u32::try_from(rest.len()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{BankFile, read as read_file};

    const HEAD: &str =
        "Account,Currency,Date,Number,Payee,Memo,Category,Part memo,Amount,State,Balance,Tags,Transaction";

    fn file(rows: &str) -> BankFile {
        read_file("book.csv", format!("\u{feff}{HEAD}\r\n{rows}").as_bytes()).expect("a table")
    }

    #[test]
    fn rows_of_one_transaction_are_one_line_with_its_parts() {
        let file = file(
            "Giro,USD,2024-01-05,0101,Market,shop,Food,bread,-30.00,reconciled,970.00,,7\r\n\
             Giro,USD,2024-01-05,0101,Market,shop,[Savings],,-20.00,reconciled,950.00,,7\r\n\
             Giro,USD,2024-01-05,,'=1+1,,,,-20.00,uncleared,930.00,,8\r\n\
             Savings,USD,2024-01-05,0101,Market,shop,[Giro],,20.00,cleared,20.00,,7\r\n",
        );
        assert!(file.readings.is_empty() && file.problems.is_empty());
        let [giro, savings] = file.statements.as_slice() else { panic!("two accounts: {file:?}") };
        let [shop, formula] = giro.lines.as_slice() else { panic!("two lines") };
        assert_eq!((shop.amount.to_string(), shop.number.as_deref()), ("-50".into(), Some("0101")));
        assert_eq!((shop.memo.as_str(), shop.state), ("shop", SplitState::Reconciled));
        assert_eq!(shop.sides[0].target, Target::Category("Food".into()));
        assert_eq!(shop.sides[0].memo, "bread");
        assert_eq!(shop.sides[1].target, Target::Transfer("Savings".into()));
        assert_eq!((formula.payee.as_str(), formula.sides.len()), ("=1+1", 0));
        assert_eq!(savings.lines[0].state, SplitState::Cleared);
    }

    #[test]
    fn what_guards_a_formula_is_taken_off_again() {
        for mark in FORMULA_MARKS {
            let file = file(&format!("Giro,USD,2024-01-05,,'{mark}1,''{mark}2,,,-1.00,cleared,1.00,,7\r\n"));
            let line = &file.statements[0].lines[0];
            assert_eq!((line.payee.clone(), line.memo.clone()), (format!("{mark}1"), format!("'{mark}2")));
        }
        assert_eq!(unguarded("'tis"), "'tis");
    }

    #[test]
    fn a_table_that_a_spreadsheet_wrote_anew_is_read_as_any_other() {
        let file = file(
            "Giro;USD;05.01.2024;;Market;;Food;;-30,00;cleared;970,00;;7\r\n".replace(';', ",").as_str(),
        );
        assert!(!file.readings.is_empty(), "its columns were looked at");
    }

    #[test]
    fn equal_rows_of_two_transactions_stay_two() {
        let row = |id| format!("Giro,USD,2024-01-05,,Market,,Food,,-3.00,cleared,7.00,,{id}\r\n");
        let file = file(&[row("1"), row("2"), row(""), row("")].concat());
        let ids: Vec<&str> = file.statements[0].lines.iter().map(|line| line.bank_id.as_str()).collect();
        assert_eq!(ids.len(), 4);
        assert!(ids.iter().all(|id| ids.iter().filter(|other| *other == id).count() == 1));
    }
}
