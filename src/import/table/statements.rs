//! The statements of a table: which accounts its rows are of, and what they are called.

use super::cell;
use super::lines::{self, Lines, Owner, Rows};
use super::region::Region;
use super::roles::Roles;
use super::understanding::Understood;
use crate::import::decimal::money_sign::currency_in;
use crate::import::layout::Role;
use crate::import::text::name;
use crate::import::vocabulary::vocabulary;
use crate::import::{Balance, BalanceKind, BankAccount, Line, Statement};
use crate::ledger::AccountKind;

/// What an account is called whose file says nothing: its name is a word for any bank's file.
pub const NAMELESS: &str = "Bank account";

/// What is known of the file as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub region: &'a Region<'a>,
    pub roles: &'a Roles,
    /// The file's name without its extension.
    pub stem: &'a str,
    pub is_card: bool,
}

/// One statement for each account and currency.
pub fn statements(source: Source, read: &Lines, understood: &Understood) -> Vec<Statement> {
    let preamble = || source.region.preamble.iter().flat_map(super::grid::Row::cells);
    let same_owner = read.accounts.iter().all(|((account, _), _)| *account == read.accounts[0].0.0);
    let stated = preamble().find_map(lines::key).filter(|_| same_owner);
    let mut statements: Vec<Statement> = Vec::new();
    for ((account, sign), rows) in &read.accounts {
        let key = lines::key(account)
            .or_else(|| stated.clone())
            .or_else(|| (!account.is_empty()).then(|| account.clone()));
        let currency = currency(source, sign, &read.accounts);
        let same = |one: &&mut Statement| key.is_some() && one.account.key == key && one.currency == currency;
        if let Some(same) = statements.iter_mut().find(same) {
            // One account, written in two ways.
            same.lines.extend(rows.lines.iter().cloned());
            same.balances.extend(rows.balances.iter().cloned());
            continue;
        }
        let (kind, subkind) =
            if source.is_card { (AccountKind::Liability, "credit_card") } else { (AccountKind::Asset, "") };
        let label = label(account, stated.as_deref(), source.stem);
        let account = BankAccount { written: key.clone(), key, label: name(&label), kind, subkind };
        let (lines, balances) = (rows.lines.clone(), balances(source, rows, understood));
        statements.push(Statement { account, currency, lines, balances, bounds: Vec::new() });
    }
    if understood.is_newest_first {
        // Within a day the register keeps the bank's order: the oldest row first.
        statements.iter_mut().for_each(|statement| statement.lines.reverse());
    }
    told_apart(&mut statements);
    statements
}

/// A name that says whose account it is: the file's own word, or the file's name if that is more than “transactions (1)”.
fn label(account: &str, stated: Option<&str>, stem: &str) -> String {
    if !account.is_empty() {
        return account.to_owned();
    }
    let stem = Some(stem).filter(|stem| !stem.trim().is_empty() && !vocabulary().is_generic_name(stem));
    stated.or(stem).unwrap_or(NAMELESS).to_owned()
}

/// Of accounts with one name, each gets its currency behind it.
fn told_apart(statements: &mut [Statement]) {
    let labels: Vec<String> = statements.iter().map(|one| one.account.label.to_lowercase()).collect();
    for (at, statement) in statements.iter_mut().enumerate() {
        let is_shared = labels.iter().filter(|label| **label == labels[at]).count() > 1;
        if let Some(currency) = statement.currency.as_ref().filter(|_| is_shared) {
            statement.account.label = name(&format!("{} {currency}", statement.account.label));
        }
    }
}

/// The currency that the rows state, or else a header: “Betrag (EUR)”, or the lines above it.
fn currency(source: Source, stated: &str, all: &[(Owner, Rows)]) -> Option<String> {
    if cell::is_currency(stated) {
        return Some(stated.to_owned());
    }
    let headers = source.region.names();
    let code_in = |text: &str| {
        text.split(|c: char| !c.is_ascii_uppercase()).find(|word| cell::is_currency(word)).map(str::to_owned)
    };
    let sign_in = |text: &str| {
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']'));
        let mut codes = words
            .filter_map(|word| vocabulary().currency(word, &[]).filter(|_| word.len() < 6 && word != "$"));
        codes.next().map(str::to_owned)
    };
    let in_header = |role| {
        let name = headers.get(source.roles.column(role)?)?;
        code_in(name).or_else(|| sign_in(name))
    };
    // A sign that stands beside others in the same file is told apart from them.
    if stated == "$" && all.iter().any(|((_, other), _)| other != "$") {
        return Some("USD".into());
    }
    let currencies = all.iter().map(|((_, currency), _)| currency).collect::<std::collections::BTreeSet<_>>();
    if currencies.len() > 1 {
        return None;
    }
    let headed = [Role::Amount, Role::Debit, Role::Credit, Role::Balance].into_iter().find_map(in_header);
    headed.or_else(|| above(source))
}

/// The only currency that stands above the table.
fn above(source: Source) -> Option<String> {
    let cells = source.region.preamble.iter().flat_map(super::grid::Row::cells);
    let own = |text: &str| {
        let beside = currency_in(text).filter(|_| cell::is_amount(text));
        let word = Some(text).filter(|text| cell::is_currency(text)).or(beside)?;
        let code = if cell::is_currency(word) { Some(word) } else { vocabulary().currency(word, &[]) };
        code.filter(|code| cell::is_currency(code)).map(str::to_owned)
    };
    let parts = cells.flat_map(|text| std::iter::once(text).chain(text.split(" - ")));
    let found: std::collections::BTreeSet<String> = parts.filter_map(own).collect();
    if found.len() == 1 { found.into_iter().next() } else { None }
}

/// The balances that rows state, and the one after the newest booking where running ones are proved.
fn balances(source: Source, rows: &Rows, understood: &Understood) -> Vec<Balance> {
    let mut balances = rows.balances.clone();
    balances.extend(running(source, &rows.lines, understood));
    balances
}

fn running(source: Source, lines: &[Line], understood: &Understood) -> Option<Balance> {
    let proof = understood.proof?;
    let newest = if proof.is_newest_first { lines.first() } else { lines.last() }?;
    let row = source.region.rows.iter().find(|row| row.line == newest.at_line)?;
    let stated = understood.amounts.balance(row, source.roles)?;
    let is_owed = proof.is_before && proof.sense == crate::import::layout::Sense::Out;
    let amount = match proof.is_before {
        false => stated,
        true if is_owed => return None,
        true => stated.plus(newest.amount)?,
    };
    Some(Balance { kind: BalanceKind::Ledger, date: Some(newest.date), amount })
}
