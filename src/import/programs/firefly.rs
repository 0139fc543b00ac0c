//! The table that Firefly III exports: each row names two accounts, and one between two of one's own is a transfer.
//!
//! Rows of one group are one transaction. The direction is told by which side is
//! one's own, not by the amount's sign: versions differ in it. Budgets and bills
//! have no place in a ledger; that they were left is said.

use super::rows::{ByAccount, Named, line, plain_amount, side};
use crate::import::detect::Found;
use crate::import::table::grid::{Grid, Row};
use crate::import::text::counted;
use crate::import::{Decimal, Format, Line, Problem, Target};
use crate::ledger::{AccountKind, SplitState};

const NEEDED: &[&str] = &[
    "group_id",
    "journal_id",
    "type",
    "amount",
    "currency_code",
    "description",
    "date",
    "source_name",
    "destination_name",
];

/// One leg of a row: what it did to an account of one's own.
struct Leg {
    account: String,
    currency: Option<String>,
    kind: AccountKind,
    amount: Decimal,
    /// The other side.
    target: Option<Target>,
    payee: String,
}

/// The statements of a table of Firefly III's; none where it is another one.
pub fn read(grid: &Grid) -> Option<Found> {
    let table = Named::of(grid, NEEDED)?;
    let (mut statements, mut problems) = (ByAccount::default(), Vec::new());
    let group = |row: &Row| table.cell(row, "group_id");
    for rows in table.rows.chunk_by(|one, other| !group(one).is_empty() && group(one) == group(other)) {
        let mut lines: Vec<(Leg, Line)> = Vec::new();
        for row in rows {
            let Some(legs) = legs(&table, row) else {
                let reason = "The row has no date, no amount or no account of yours. It was left out.";
                problems.push(Problem::at(row.line, reason));
                continue;
            };
            for leg in legs {
                put(&table, row, leg, rows.len() > 1, &mut lines);
            }
        }
        for (leg, line) in lines {
            statements.add(&leg.account, leg.currency, leg.kind, line);
        }
    }
    let planned = table
        .rows
        .iter()
        .filter(|row| !table.cell(row, "budget").is_empty() || !table.cell(row, "bill").is_empty());
    let planned = planned.count();
    if planned > 0 {
        let rows = counted(planned as u64, "row has", "rows have");
        let reason = format!(
            "{rows} a budget or a bill, which Counterfoil does not keep. The rows were read without it."
        );
        problems.push(Problem::of_the_file(reason));
    }
    Some(Found { format: Format::Csv, statements: statements.into_vec(), reading: None, problems })
}

/// Adds a leg as a line, or as a part of the line that its group has in this account.
fn put(table: &Named, row: &Row, leg: Leg, in_group: bool, lines: &mut Vec<(Leg, Line)>) {
    let cell = |column: &str| table.cell(row, column);
    let description = cell("description");
    let Some(date) = cell("date").get(..10).and_then(|text| text.parse().ok()) else { return };
    let target = leg.target.clone().unwrap_or_else(|| Target::Category(cell("category")));
    let earlier =
        lines.iter_mut().find(|(one, _)| one.account == leg.account && one.currency == leg.currency);
    if let Some((_, whole)) = earlier.filter(|_| in_group) {
        if let Some(sum) = whole.amount.plus(leg.amount) {
            whole.amount = sum;
            whole.sides.push(side(target, leg.amount, description));
        }
        return;
    }
    let mut line = line(row.line, date, leg.amount);
    let title = cell("group_title");
    let words = if in_group && !title.is_empty() { title } else { description.clone() };
    let words = [words, cell("notes")];
    line.memo = words.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    line.payee.clone_from(&leg.payee);
    line.bank_id = format!("firefly-{}", cell("journal_id"));
    let is_reconciled = matches!(cell("reconciled").as_str(), "1" | "true");
    line.state = if is_reconciled { SplitState::Reconciled } else { SplitState::Uncleared };
    line.tags =
        cell("tags").split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
    if target != Target::Category(String::new()) || in_group {
        let memo = if in_group { description } else { String::new() };
        line.sides = vec![side(target, leg.amount, memo)];
    }
    lines.push((leg, line));
}

/// The one or two accounts of one's own that a row is about.
fn legs(table: &Named, row: &Row) -> Option<Vec<Leg>> {
    let cell = |column: &str| table.cell(row, column);
    cell("date").get(..10)?.parse::<jiff::civil::Date>().ok()?;
    let size = |text: &str| Some(text.trim_start_matches('-')).and_then(plain_amount);
    let amount = size(&cell("amount"))?;
    let kind = cell("type").to_lowercase();
    let (source, destination) = (cell("source_name"), cell("destination_name"));
    let from = own(&cell("source_type"), matches!(kind.as_str(), "withdrawal" | "transfer"));
    let into = own(&cell("destination_type"), matches!(kind.as_str(), "deposit" | "transfer"));
    let currency = Some(cell("currency_code")).filter(|code| !code.is_empty());
    let is_transfer = from.is_some() && into.is_some();
    let foreign =
        size(&cell("foreign_amount")).filter(|_| is_transfer && !cell("foreign_currency_code").is_empty());
    let arrived =
        foreign.map_or((amount, currency.clone()), |foreign| (foreign, Some(cell("foreign_currency_code"))));
    // A transfer to itself is how an opening balance is written.
    let opens = kind == "opening balance";
    let other = |own: &str, name: &str| {
        let account = if opens { own } else { name };
        (is_transfer || opens).then(|| Target::Transfer(account.to_owned()))
    };
    let payee = |name: &str| {
        if is_transfer || opens || name == "(no name)" { String::new() } else { name.to_owned() }
    };
    let mut legs = Vec::new();
    if let Some(kind) = from.filter(|_| !source.is_empty()) {
        let (target, payee) = (other(&source, &destination), payee(&destination));
        let amount = Decimal::ZERO.minus(amount)?;
        legs.push(Leg { account: source.clone(), currency, kind, amount, target, payee });
    }
    if let Some(kind) = into.filter(|_| !destination.is_empty()) {
        let (target, payee) = (other(&destination, &source), payee(&source));
        legs.push(Leg { account: destination, currency: arrived.1, kind, amount: arrived.0, target, payee });
    }
    (!legs.is_empty()).then_some(legs)
}

/// Whether an account of this type is one's own, and whether money is owed on it. Without a type the row's kind tells.
fn own(kind: &str, by_kind: bool) -> Option<AccountKind> {
    match kind.to_lowercase().as_str() {
        "asset account" | "default account" | "savings account" | "shared asset account" => {
            Some(AccountKind::Asset)
        }
        "loan" | "debt" | "mortgage" | "credit card" | "liability credit account" => {
            Some(AccountKind::Liability)
        }
        "" => by_kind.then_some(AccountKind::Asset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{BankFile, Target, read};

    const HEAD: &str = "user_id,group_id,journal_id,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount,\
        description,date,source_name,source_type,destination_name,destination_type,reconciled,category,tags,notes";

    fn file(rows: &str) -> BankFile {
        read("transactions.csv", format!("{HEAD}\n{rows}").as_bytes()).expect("readable")
    }

    fn shown(file: &BankFile) -> Vec<String> {
        let lines = file.statements.iter().flat_map(|statement| {
            statement.lines.iter().map(move |line| {
                let sides: Vec<String> = line
                    .sides
                    .iter()
                    .map(|side| match &side.target {
                        Target::Category(name) => format!("{name} {}", side.amount),
                        Target::Transfer(name) => format!("[{name}] {}", side.amount),
                    })
                    .collect();
                let currency = statement.currency.as_deref().unwrap_or_default();
                format!(
                    "{} {} {currency} {} | {}",
                    statement.account.label,
                    line.amount,
                    line.payee,
                    sides.join(", ")
                )
            })
        });
        lines.collect()
    }

    #[test]
    fn firefly_s_rows_with_two_accounts_become_transfers() {
        let file = file(
            "1,1,1,,Opening balance,EUR,1000.00,,,Initial,2024-01-01T00:00:00+01:00,x,Initial balance account,Giro,Asset account,,,,\n\
             1,2,2,,Withdrawal,EUR,-61.07,,,Water,2024-02-01T00:00:00+01:00,Giro,Asset account,Water Works,Expense account,1,Bills,,\n\
             1,3,3,,Transfer,EUR,300.00,,,put by,2024-02-15T00:00:00+01:00,Giro,Asset account,Savings,Asset account,,,,\n\
             1,4,4,,Transfer,EUR,92.00,USD,100.00,dollars,2024-02-20T00:00:00+01:00,Giro,Asset account,Purse,Asset account,,,,\n\
             1,5,5,,Deposit,EUR,2000.00,,,Salary,2024-01-31T00:00:00+01:00,Employer,Revenue account,Giro,Asset account,1,Pay,work,n\n",
        );
        assert!(file.problems.is_empty(), "{:?}", file.problems);
        assert_eq!(
            shown(&file),
            [
                "Giro 1000 EUR  | [Giro] 1000",
                "Giro -61.07 EUR Water Works | Bills -61.07",
                "Giro -300 EUR  | [Savings] -300",
                "Giro -92 EUR  | [Purse] -92",
                "Giro 2000 EUR Employer | Pay 2000",
                "Savings 300 EUR  | [Giro] 300",
                "Purse 100 USD  | [Giro] 100",
            ]
        );
    }

    #[test]
    fn rows_of_one_group_are_one_transaction() {
        let row = |id, amount, what, category| {
            format!(
                "1,5,{id},Big shop,Withdrawal,EUR,{amount},,,{what},2024-02-10T00:00:00+01:00,Giro,Asset account,Shop,Expense account,,{category},,\n"
            )
        };
        let file = file(&[row(5, "-70.25", "food", "Groceries"), row(6, "-29.75", "soap", "Home")].concat());
        assert_eq!(shown(&file), ["Giro -100 EUR Shop | Groceries -70.25, Home -29.75"]);
        assert_eq!(file.statements[0].lines[0].memo, "Big shop");
    }
}
