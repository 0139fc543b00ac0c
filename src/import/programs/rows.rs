//! What the tables of known programs share: cells by the names of their columns, statements by their accounts.

use std::collections::HashMap;

use crate::import::table::grid::{Grid, Row};
use crate::import::text::{name, tidy};
use crate::import::{BankAccount, Decimal, Line, Side, Statement, Target};
use crate::ledger::{AccountKind, SplitState};

/// A table whose columns have names.
pub struct Named<'g> {
    columns: HashMap<String, usize>,
    pub rows: &'g [Row],
}

impl<'g> Named<'g> {
    /// The table, if it has all these columns.
    pub fn of(grid: &'g Grid, needed: &[&str]) -> Option<Named<'g>> {
        let (header, rows) = grid.rows.split_first()?;
        let columns: HashMap<String, usize> =
            header.cells().enumerate().map(|(at, cell)| (cell.trim().to_lowercase(), at)).collect();
        let has_all = needed.iter().all(|column| columns.contains_key(*column));
        (has_all && !rows.is_empty()).then_some(Named { columns, rows })
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// The cell, tidy; empty where there is no such column.
    pub fn cell(&self, row: &Row, column: &str) -> String {
        self.columns.get(column).map(|at| tidy(row.cell(*at))).unwrap_or_default()
    }
}

/// `-1234.50`: digits with a point and no other mark.
pub fn plain_amount(text: &str) -> Option<Decimal> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if unsigned.is_empty() || !is_digits(unsigned) || !is_digits(rest) {
        return None;
    }
    Decimal::new(format!("{whole}{rest}").parse().ok()?, u32::try_from(rest.len()).ok()?)
}

/// A line without sides, tags and number.
pub fn line(at_line: u64, date: jiff::civil::Date, amount: Decimal) -> Line {
    Line {
        at_line,
        date,
        amount,
        number: None,
        payee: String::new(),
        memo: String::new(),
        bank_id: String::new(),
        state: SplitState::Uncleared,
        void: false,
        sides: Vec::new(),
        tags: Vec::new(),
    }
}

/// A part that goes to another account or to a category.
pub fn side(target: Target, amount: Decimal, memo: String) -> Side {
    Side { target, amount, memo }
}

/// The statements of a file, one for each account and currency, in the order in which they are named.
#[derive(Debug, Default)]
pub struct ByAccount {
    statements: Vec<Statement>,
    places: HashMap<(String, Option<String>), usize>,
}

impl ByAccount {
    pub fn add(&mut self, account: &str, currency: Option<String>, kind: AccountKind, line: Line) {
        let key = (account.to_owned(), currency.clone());
        let place = *self.places.entry(key).or_insert_with(|| {
            self.statements.push(Statement {
                account: BankAccount {
                    key: Some(account.to_owned()),
                    written: Some(account.to_owned()),
                    label: name(account),
                    kind,
                    subkind: "",
                },
                currency,
                lines: Vec::new(),
                balances: Vec::new(),
                bounds: Vec::new(),
            });
            self.statements.len() - 1
        });
        self.statements[place].lines.push(line);
    }

    pub fn into_vec(self) -> Vec<Statement> {
        self.statements
    }
}
