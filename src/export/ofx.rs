//! OFX 2.1.1 (XML): a statement for each register, for programs that read what banks write.
//!
//! The bank's own ids are kept where no two lines share one; others get an id
//! from the transaction's, the same in every export. The format has neither
//! categories nor parts nor states. A payee that is longer than its field
//! allows stands whole in `EXTDNAME`. What is longer than any field ends with
//! `…`: payees after 100 characters, memos after 255.

use std::collections::HashMap;
use std::fmt::{self, Write};

use jiff::civil::Date;
use quick_xml::escape::escape;

use super::contents::{Contents, Ids};
use super::movement::{Movement, Part, Target, movements};
use super::text::one_line;
use super::totals::last_day;
use crate::ledger::{Account, AccountId, AccountKind};

const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
"#;
const STATUS: &str = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";

/// What our own ids and account numbers begin with.
const OWN: &str = "counterfoil-";

/// Characters, by the specification.
const LONGEST_NAME: usize = 32;
const LONGEST_EXTENDED_NAME: usize = 100;
const LONGEST_MEMO: usize = 255;

/// The types of bank accounts, by the specification; empty for what the file did not say.
const KINDS: [&str; 6] = ["CHECKING", "SAVINGS", "MONEYMRKT", "CREDITLINE", "CD", ""];

/// One of the two messages that a statement can be.
struct Message {
    outer: &'static str,
    transaction: &'static str,
    statement: &'static str,
    account: &'static str,
}

const BANK: Message =
    Message { outer: "BANKMSGSRSV1", transaction: "STMTTRNRS", statement: "STMTRS", account: "BANKACCTFROM" };
const CARD: Message = Message {
    outer: "CREDITCARDMSGSRSV1",
    transaction: "CCSTMTTRNRS",
    statement: "CCSTMTRS",
    account: "CCACCTFROM",
};

pub fn write(contents: &Contents, only: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let ids = Ids::of(contents);
    let day = last_day(contents).unwrap_or(Date::constant(2000, 1, 1));
    let server = stamp(day);
    write!(out, "{HEADER}<OFX>\n<SIGNONMSGSRSV1><SONRS>{STATUS}<DTSERVER>{server}</DTSERVER>")?;
    out.write_str("<LANGUAGE>ENG</LANGUAGE><FI><ORG>Counterfoil</ORG></FI></SONRS></SIGNONMSGSRSV1>\n")?;
    for (message, cards) in [(BANK, false), (CARD, true)] {
        let registers: Vec<&Account> = contents.registers(only).filter(|one| is_card(one) == cards).collect();
        if registers.is_empty() {
            continue;
        }
        writeln!(out, "<{}>", message.outer)?;
        for register in registers {
            let lines: Vec<Movement> = movements(contents, &ids, register).collect();
            statement(contents, &message, register, &lines, day, out)?;
        }
        writeln!(out, "</{}>", message.outer)?;
    }
    out.write_str("</OFX>\n")
}

fn is_card(register: &Account) -> bool {
    register.kind == AccountKind::Liability && matches!(register.subkind.as_str(), "" | "credit_card")
}

fn statement(
    contents: &Contents,
    message: &Message,
    register: &Account,
    lines: &[Movement],
    day: Date,
    out: &mut dyn Write,
) -> fmt::Result {
    let Message { transaction, statement, .. } = message;
    let (begin, end) = (lines.first().map_or(day, first_day), lines.last().map_or(day, first_day));
    writeln!(out, "<{transaction}><TRNUID>{}</TRNUID>{STATUS}<{statement}>", register.id.0)?;
    writeln!(out, "<CURDEF>{}</CURDEF>", register.currency)?;
    account(message, register, out)?;
    writeln!(out, "<BANKTRANLIST><DTSTART>{}</DTSTART><DTEND>{}</DTEND>", stamp(begin), stamp(end))?;
    let mut uses: HashMap<&str, u32> = HashMap::new();
    for id in lines.iter().filter_map(|line| line.bank_id) {
        *uses.entry(id).or_default() += 1;
    }
    let is_kept = |id: &&str| !id.is_empty() && !id.starts_with(OWN) && uses.get(id) == Some(&1);
    for line in lines {
        let id = line.bank_id.filter(is_kept).map_or_else(|| own_id(line), str::to_owned);
        entry(contents, register, line, &id, out)?;
    }
    let balance: i128 = lines.iter().map(|line| i128::from(line.amount.units())).sum();
    let balance = register.currency.text_of(balance);
    writeln!(out, "</BANKTRANLIST>")?;
    writeln!(out, "<LEDGERBAL><BALAMT>{balance}</BALAMT><DTASOF>{}</DTASOF></LEDGERBAL>", stamp(end))?;
    writeln!(out, "</{statement}></{transaction}>")
}

/// By it we know our own rows again (`server/imports/own_rows.rs`), and what an account had before its first line.
fn own_id(line: &Movement) -> String {
    let id = line.transaction.id.0;
    match line.parts.as_slice() {
        [Part { target: Target::Opening, .. }] => format!("{OWN}opening-{id}"),
        _ => format!("{OWN}{id}-{}", line.place),
    }
}

fn first_day(line: &Movement) -> Date {
    line.transaction.date
}

/// As the bank called it, where a file of it was imported: bank, branch, number, type.
fn account(message: &Message, register: &Account, out: &mut dyn Write) -> fmt::Result {
    let key: Vec<&str> = register.bank_key.as_deref().unwrap_or_default().split('/').collect();
    let own = format!("{OWN}{}", register.id.0);
    let (bank, branch, number, kind) = match key.as_slice() {
        [bank, branch, number, kind] if KINDS.contains(kind) => (*bank, *branch, (*number).to_owned(), *kind),
        [number] if !number.is_empty() => ("", "", (*number).to_owned(), ""),
        _ => ("", "", own, ""),
    };
    write!(out, "<{}>", message.account)?;
    if message.account == BANK.account {
        element("BANKID", if bank.is_empty() { "0" } else { bank }, out)?;
        element("BRANCHID", branch, out)?;
        element("ACCTID", &number, out)?;
        element("ACCTTYPE", if kind.is_empty() { own_kind(register) } else { kind }, out)?;
    } else {
        element("ACCTID", &number, out)?;
    }
    writeln!(out, "</{}>", message.account)
}

fn own_kind(register: &Account) -> &'static str {
    match (register.subkind.as_str(), register.kind) {
        (_, AccountKind::Liability) => "CREDITLINE",
        ("savings", _) => "SAVINGS",
        _ => "CHECKING",
    }
}

fn entry(
    contents: &Contents,
    register: &Account,
    line: &Movement,
    id: &str,
    out: &mut dyn Write,
) -> fmt::Result {
    let one = line.transaction;
    let number = one.number.as_deref().unwrap_or_default();
    let is_transfer = matches!(line.parts.as_slice(), [Part { target: Target::Transfer(_), .. }]);
    let kind = match (line.amount.is_negative(), is_transfer) {
        (true, _) if !number.is_empty() => "CHECK",
        (_, true) => "XFER",
        (true, false) => "DEBIT",
        (false, false) => "CREDIT",
    };
    let payee = one_line(contents.payee(one));
    write!(out, "<STMTTRN><TRNTYPE>{kind}</TRNTYPE><DTPOSTED>{}</DTPOSTED>", stamp(one.date))?;
    element("TRNAMT", &register.currency.text(line.amount), out)?;
    element("FITID", id, out)?;
    element("CHECKNUM", number, out)?;
    element("NAME", cut(&payee, LONGEST_NAME), out)?;
    if payee.chars().count() > LONGEST_NAME {
        element("EXTDNAME", &shortened(&payee, LONGEST_EXTENDED_NAME), out)?;
    }
    element("MEMO", &shortened(&one_line(&line.memo), LONGEST_MEMO), out)?;
    out.write_str("</STMTTRN>\n")
}

/// An element, where there is something to say. What XML cannot hold is left out.
fn element(name: &str, text: &str, out: &mut dyn Write) -> fmt::Result {
    let text = one_line(text).replace(['\u{fffe}', '\u{ffff}'], "");
    if text.is_empty() { Ok(()) } else { write!(out, "<{name}>{}</{name}>", escape(text.as_str())) }
}

fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end]).trim_end()
}

/// The same, where what is missing stands nowhere else: that it is missing is shown.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { format!("{}…", cut(text, most - 1)) }
}

/// Noon, in no zone: the same day wherever it is read.
fn stamp(day: Date) -> String {
    format!("{:04}{:02}{:02}120000", day.year(), day.month(), day.day())
}
