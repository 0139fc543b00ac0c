//! One statement of a file on its way.

use super::details::Details;
use super::entry::Entry;
use crate::import::dates::read_ofx;
use crate::import::decimal::marks::Marks;
use crate::import::fingerprint::identifies;
use crate::import::iban::{compact, iban};
use crate::import::text::{ending, shown, tidy};
use crate::import::{Balance, BalanceKind, BankAccount, Decimal, Line, Problem, Statement};
use crate::ledger::{AccountKind, SplitState};

/// A statement that is being read.
#[derive(Debug, Default)]
pub struct Draft {
    /// Field 25 as written.
    pub account: String,
    /// From the first balance or limit that has one.
    currency: String,
    lines: Vec<Line>,
    balances: Vec<Balance>,
    pub has_opening: bool,
    pub has_closing: bool,
}

impl Draft {
    pub fn has_entries(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Takes the currency of a field, if it is the first.
    pub fn note_currency(&mut self, code: &str) {
        if self.currency.is_empty() && is_currency(code) {
            code.clone_into(&mut self.currency);
        }
    }

    /// Adds an entry with its details.
    pub fn add(&mut self, entry: Entry, details: &Details) {
        let Entry { at_line, date, amount, kind, reference, bank_reference, more } = entry;
        // A cheque's number is in the owner's reference.
        let is_cheque = kind == "CHK" && reference.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        let bank_id =
            if identifies(&bank_reference) { format!("{bank_reference}@{date}") } else { String::new() };
        let memo = if details.memo.is_empty() && details.payee.is_empty() { &more } else { &details.memo };
        self.lines.push(Line {
            at_line,
            date,
            amount,
            number: is_cheque.then_some(reference),
            payee: tidy(&details.payee),
            memo: tidy(memo),
            bank_id,
            state: SplitState::Cleared,
            void: false,
            sides: Vec::new(),
            tags: Vec::new(),
        });
    }

    /// Adds the balance of a field 60, 62, 64 or 65, or names why not: `C240503EUR12,50`.
    pub fn add_balance(&mut self, tag: &str, at_line: u64, text: &str, marks: &Marks) -> Option<Problem> {
        let kind = match tag {
            "60F" => BalanceKind::Opening,
            "62F" => BalanceKind::Ledger,
            "64" => BalanceKind::Available,
            "65" => BalanceKind::Forward,
            _ => BalanceKind::Interim,
        };
        let problem = |reason: String| Problem::at(at_line, format!("The balance in field {tag} {reason}"));
        let text = text.trim();
        let (mark, rest) = text.split_at_checked(1).unwrap_or_default();
        let (day, rest) = rest.split_at_checked(6).unwrap_or((rest, ""));
        let code = rest.get(..3).filter(|code| is_currency(code)).unwrap_or_default();
        self.note_currency(code);
        let amount = match marks.read(rest[code.len()..].lines().next().unwrap_or_default()) {
            Ok(amount) => amount,
            Err(error) => return Some(problem(format!("has no amount: {error}. It was left out."))),
        };
        let signed = match mark {
            "C" => Some(amount),
            "D" => Decimal::ZERO.minus(amount),
            _ => None,
        };
        let Some(amount) = signed else {
            return Some(problem(format!(
                "does not say whether it is owned or owed: “{}”. It was left out.",
                shown(text)
            )));
        };
        if !code.is_empty() && code != self.currency {
            return Some(problem(format!(
                "is in {code}, but the statement is in {}. It was left out.",
                self.currency
            )));
        }
        let century = if day < "69" { "20" } else { "19" };
        let date = read_ofx(&format!("{century}{day}"));
        let note = date
            .as_ref()
            .err()
            .map(|error| problem(format!("has no date: {error}. It was taken without one.")));
        self.balances.push(Balance { kind, date: date.ok(), amount });
        note
    }

    /// The statement, if there is anything in it.
    pub fn into_statement(self) -> Option<Statement> {
        let has_content = !self.lines.is_empty() || !self.balances.is_empty();
        let account = account(&self.account, &self.currency);
        (has_content || account.key.is_some()).then(|| Statement {
            account,
            currency: Some(self.currency).filter(|code| !code.is_empty()),
            lines: self.lines,
            balances: self.balances,
        })
    }
}

fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The account by field 25: an IBAN, `bank/number` or a number, with the currency behind it at some banks.
fn account(written: &str, currency: &str) -> BankAccount {
    let number = compact(written);
    let number = number.trim_matches('/');
    let bare = number.strip_suffix(currency).filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit()));
    let number = bare.unwrap_or(number);
    let key = iban(number).or_else(|| Some(number.to_owned()).filter(|key| !key.is_empty()));
    BankAccount {
        written: key.clone(),
        key,
        label: format!("Account{}", ending(number)),
        kind: AccountKind::Asset,
        subkind: "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_the_same_however_it_is_written() {
        let key = |written| account(written, "EUR").key;
        let iban = Some("DE89370400440532013000".to_owned());
        for text in [
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "/DE89370400440532013000",
            "DE89370400440532013000EUR",
        ] {
            assert_eq!(key(text), iban, "{text}");
        }
        assert_eq!(key("12345678/1020304050"), Some("12345678/1020304050".into()));
        assert_eq!(key("1291.99.348EUR"), Some("1291.99.348".into()));
        assert_eq!(key(" "), None);
    }
}
