//! The journal of hledger and ledger, in what both of them understand.
//!
//! Cheque numbers are codes; a cleared split is pending (`!`), a reconciled
//! one cleared (`*`), as hledger's manual uses the words. It ends with the
//! balance of every register as an assertion, so that a copy that was changed
//! by accident is found out. Neither program has a way to write `;` in a name:
//! it becomes `,`.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::contents::{Contents, Ids};
use super::names::Names;
use super::text::{one_line, single_spaced};
use super::totals::{last_day, totals};
use crate::ledger::{AccountId, Minor, Split, SplitState, Transaction};

/// Always the whole book.
pub fn write(contents: &Contents, _: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let (ids, names) = (Ids::of(contents), Names::of(contents, level));
    declarations(contents, &names, out)?;
    for account in &contents.accounts {
        writeln!(out, "account {}", names.get(account.id))?;
    }
    for one in &contents.transactions {
        transaction(contents, &ids, &names, one, out)?;
    }
    assertions(contents, &names, out)
}

/// What is used below, so that both programs can be strict about what they do not know.
fn declarations(contents: &Contents, names: &Names, out: &mut dyn Write) -> fmt::Result {
    let currencies: BTreeSet<&str> =
        contents.accounts.iter().map(|account| account.currency.code()).collect();
    let used = contents.transactions.iter().flat_map(|one| contents.tags(one));
    let tags: BTreeSet<String> = used.map(tag).chain(["memo".to_owned()]).collect();
    currencies.iter().try_for_each(|code| writeln!(out, "commodity {code}"))?;
    tags.iter().try_for_each(|tag| writeln!(out, "tag {tag}"))?;
    contents.accounts.iter().try_for_each(|account| writeln!(out, "account {}", names.get(account.id)))
}

fn level(name: &str) -> String {
    name.replace(';', ",")
}

fn transaction(
    contents: &Contents,
    ids: &Ids,
    names: &Names,
    one: &Transaction,
    out: &mut dyn Write,
) -> fmt::Result {
    let common = common_state(ids, one);
    write!(out, "\n{}{}", one.date, mark(common.unwrap_or_default()))?;
    if let Some(number) = one.number.as_deref().map(code).filter(|code| !code.is_empty()) {
        write!(out, " ({number})")?;
    }
    let payee = description(contents.payee(one));
    writeln!(out, "{}{payee}", if payee.is_empty() { "" } else { " " })?;
    if one.void.is_some() {
        out.write_str("    ; VOID\n")?;
    }
    comment(&one.memo, out)?;
    let tags: Vec<String> = contents.tags(one).map(tag).collect();
    if !tags.is_empty() {
        writeln!(out, "    ; :{}:", tags.join(":"))?;
    }
    for split in &one.splits {
        posting(ids, names, one, (split, common.is_none()), out)?;
    }
    Ok(())
}

/// The state of all registers' sides, where they agree.
fn common_state(ids: &Ids, one: &Transaction) -> Option<SplitState> {
    let mut states =
        one.splits.iter().filter(|split| ids.is_register(split.account)).map(|split| split.state);
    let first = states.next().unwrap_or_default();
    states.all(|state| state == first).then_some(first)
}

const fn mark(state: SplitState) -> &'static str {
    match state {
        SplitState::Uncleared => "",
        SplitState::Cleared => " !",
        SplitState::Reconciled => " *",
    }
}

fn posting(
    ids: &Ids,
    names: &Names,
    one: &Transaction,
    (split, is_marked): (&Split, bool),
    out: &mut dyn Write,
) -> fmt::Result {
    let own = ids.get(split.account).map_or(one.currency, |account| account.currency);
    let state = if is_marked { mark(split.state).trim_start() } else { "" };
    let gap = if state.is_empty() { "" } else { " " };
    let name = names.get(split.account);
    let value = one.currency.text(split.value);
    write!(out, "    {state}{gap}{name}  ")?;
    if own == one.currency || split.amount.units() == 0 {
        writeln!(out, "{value} {}", one.currency)?;
    } else {
        // The price of the whole, which has no sign.
        let price = value.trim_start_matches('-');
        writeln!(out, "{} {own} @@ {price} {}", own.text(split.amount), one.currency)?;
    }
    comment(&split.memo, out)
}

/// What the registers hold at the end.
fn assertions(contents: &Contents, names: &Names, out: &mut dyn Write) -> fmt::Result {
    let totals = totals(contents);
    let Some(day) = last_day(contents) else {
        return Ok(());
    };
    writeln!(out, "\n{day} * Balances")?;
    for register in contents.registers(None) {
        let Some(total) = totals.get(&register.id) else { continue };
        let (currency, name) = (register.currency, names.get(register.id));
        let (nothing, balance) = (currency.text(Minor::ZERO), currency.text_of(total.balance));
        writeln!(out, "    {name}  {nothing} {currency} = {balance} {currency}")?;
    }
    Ok(())
}

/// The payee. What would be a state, a code or a comment there is none.
fn description(text: &str) -> String {
    let text = single_spaced(text).replace(';', ",").replace('|', "/");
    if text.starts_with(['*', '!', '(', '=']) { format!("'{text}") } else { text }
}

fn code(text: &str) -> String {
    single_spaced(text).replace(['(', ')', ';'], "-")
}

/// A comment under `memo:`, in which neither program looks for dates or other tags.
fn comment(text: &str, out: &mut dyn Write) -> fmt::Result {
    let text = one_line(text);
    if text.is_empty() {
        return Ok(());
    }
    let text =
        text.replace('[', "(").replace(']', ")").replace("date:", "date :").replace("date2:", "date2 :");
    writeln!(out, "    ; memo: {text}")
}

/// A word: tags of ledger have no spaces.
fn tag(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    single_spaced(name).chars().map(|c| if is_plain(c) { c } else { '-' }).collect()
}
