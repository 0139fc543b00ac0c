//! Beancount: for bean-check, Fava and the queries of its user.
//!
//! Account names are made legal: each level begins with a capital or a digit,
//! and has letters, digits and hyphens (beancount's `core/account.py`). The true name is beside it as `name`. A
//! transaction is `*` where the bank has it in every register and `!` before;
//! the state of each side and cheque numbers are metadata. It ends with the
//! balance of every register, which bean-check proves.

use std::fmt::{self, Write};

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

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

/// One level: letters (of category L), digits (Nd) and hyphens, a capital (Lu) or a digit first. What has no capital,
/// as most scripts have none, gets an `X` before it.
fn level(name: &str) -> String {
    let plain: String = name.nfc().map(|c| if is_plain(c) { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    let mut chars = plain.chars();
    let Some(first) = chars.next() else { return "X".into() };
    // ß is SS as capitals, and ﬁ FI: only the first of them begins the name.
    let mut capitals = first.to_uppercase();
    match capitals.next().filter(|capital| first.is_ascii_digit() || is_capital(*capital)) {
        Some(capital) => {
            let rest = capitals.flat_map(char::to_lowercase).map(|c| if is_plain(c) { c } else { '-' });
            format!("{capital}{}{}", rest.collect::<String>(), chars.as_str())
        }
        None => format!("X{plain}"),
    }
}

/// A letter or a digit in the sense of beancount: vowel signs, numerals and the like are none.
fn is_plain(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Letter
        || c.general_category() == GeneralCategory::DecimalNumber
}

/// A capital that every version of beancount knows as one: the second goes by Unicode 5.1, and only up to U+FFFF.
fn is_capital(c: char) -> bool {
    let is_known =
        matches!(c, 'A'..='Z' | 'À'..='ɏ' | 'Ά'..='ώ' | 'Ϙ'..='ԓ' | 'Ա'..='Ֆ' | 'Ḁ'..='ẕ' | 'Ạ'..='Ỹ');
    is_known && c.general_category() == GeneralCategory::UppercaseLetter
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
        let balance = register.currency.text_of(total.balance);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_script_gives_a_level_that_begins_as_it_must() {
        for (name, wanted) in [
            ("éclair", "Éclair"),
            ("e\u{301}clair", "Éclair"),
            ("食費", "X食費"),
            ("ßtraße", "Sstraße"),
            ("مزون", "Xمزون"),
            ("жильё", "Жильё"),
            ("ﬁn", "Fin"),
            ("24h", "24h"),
            ("٣ days", "X٣-days"),
            ("Ⅳ", "X"),
            ("ა", "Xა"),
            ("-- ", "X"),
            ("groceries & more", "Groceries---more"),
        ] {
            assert_eq!(level(name), wanted, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_level_is_what_the_grammar_allows(name in ".*") {
            let level = level(&name);
            let mut chars = level.chars();
            let first = chars.next().expect("no level is empty");
            prop_assert!(first.is_ascii_digit() || is_capital(first), "{}", level);
            prop_assert!(chars.all(|c| c == '-' || is_plain(c)), "{}", level);
        }
    }
}
