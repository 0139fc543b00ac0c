//! Beancount: for bean-check, Fava and the queries of its user.
//!
//! Account names are made legal; the true name is beside it as `name`. A
//! transaction is `*` where the bank has it in every register and `!` before;
//! the state of each side and cheque numbers are metadata. It ends with the
//! balance of every register, which bean-check proves.

use std::fmt::{self, Write};

use jiff::civil::Date;

use super::contents::{Contents, Ids, state_word};
use super::names::Names;
use super::text::{joined, one_line, single_spaced};
use super::totals::{last_day, totals};
use crate::ledger::{AccountId, Split, SplitState, Transaction};

/// Always the whole book.
pub fn write(contents: &Contents, _: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let (ids, names) = (Ids::of(contents), Names::of(contents, level));
    accounts(contents, &names, out)?;
    for one in &contents.transactions {
        transaction(contents, &ids, &names, one, out)?;
    }
    balances(contents, &names, out)
}

/// One level: letters, digits and hyphens, a capital or a digit first.
fn level(name: &str) -> String {
    let plain = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    let plain: String = plain.collect();
    let plain = plain.trim_matches('-');
    let mut chars = plain.chars();
    match chars.next() {
        None => "X".into(),
        Some(first) if first.is_ascii_digit() || !first.is_ascii() => plain.to_owned(),
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), chars.as_str()),
    }
}

fn accounts(contents: &Contents, names: &Names, out: &mut dyn Write) -> fmt::Result {
    let totals = totals(contents);
    let used = contents.accounts.iter().filter_map(|one| totals.get(&one.id).map(|total| (one, total.first)));
    for (account, first) in used {
        let name = quoted(&account.name);
        writeln!(out, "{first} open {} {}\n  name: {name}", names.get(account.id), account.currency)?;
    }
    Ok(())
}

fn transaction(
    contents: &Contents,
    ids: &Ids,
    names: &Names,
    one: &Transaction,
    out: &mut dyn Write,
) -> fmt::Result {
    let is_open = |split: &Split| split.state == SplitState::Uncleared && ids.is_register(split.account);
    let flag = if one.splits.iter().any(is_open) { '!' } else { '*' };
    let void = if one.void.is_some() { "VOID" } else { "" };
    let (payee, memo) = (quoted(contents.payee(one)), quoted(&joined(&[void, &one.memo], " ")));
    write!(out, "\n{} {flag} {payee} {memo}", one.date)?;
    for name in contents.tags(one) {
        write!(out, " #{}", tag(name))?;
    }
    out.write_str("\n")?;
    if let Some(number) = &one.number {
        writeln!(out, "  number: {}", quoted(number))?;
    }
    one.splits.iter().try_for_each(|split| posting(ids, names, one, split, out))
}

fn posting(ids: &Ids, names: &Names, one: &Transaction, split: &Split, out: &mut dyn Write) -> fmt::Result {
    let own = ids.get(split.account).map_or(one.currency, |account| account.currency);
    write!(out, "  {}  {} {own}", names.get(split.account), own.text(split.amount))?;
    if own != one.currency && split.amount.units() != 0 {
        // The price of the whole, which has no sign.
        let value = one.currency.text(split.value);
        write!(out, " @@ {} {}", value.trim_start_matches('-'), one.currency)?;
    }
    out.write_str("\n")?;
    if !split.memo.trim().is_empty() {
        writeln!(out, "    memo: {}", quoted(&split.memo))?;
    }
    if ids.is_register(split.account) {
        writeln!(out, "    state: \"{}\"", state_word(split.state))?;
    }
    Ok(())
}

/// A balance is that of the morning: the day after the last transaction.
fn balances(contents: &Contents, names: &Names, out: &mut dyn Write) -> fmt::Result {
    let totals = totals(contents);
    let Some(day) = last_day(contents).and_then(|day: Date| day.tomorrow().ok()) else {
        return Ok(());
    };
    out.write_str("\n")?;
    for register in contents.registers(None) {
        let Some(total) = totals.get(&register.id) else { continue };
        let balance = register.currency.text(total.balance);
        writeln!(out, "{day} balance {}  {balance} {}", names.get(register.id), register.currency)?;
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// ASCII letters, digits and `-_/.` only.
fn tag(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    single_spaced(name).chars().map(|c| if is_plain(c) { c } else { '-' }).collect()
}
