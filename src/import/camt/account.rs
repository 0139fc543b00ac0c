//! The account of a statement, and the bank's words for a balance.

use crate::import::iban::{compact, iban};
use crate::import::text::{ending, name, same_name};
use crate::import::{BalanceKind, BankAccount};
use crate::ledger::AccountKind;

/// The fields of `Acct`, as written.
#[derive(Debug, Clone, Default)]
pub struct AccountFields {
    iban: String,
    number: String,
    bank: String,
    name: String,
    owner: String,
    kind: String,
    pub currency: String,
}

impl AccountFields {
    /// Takes the field at a path within `Acct`; the first counts.
    pub fn take(&mut self, path: &str, text: &str) {
        let field = match path {
            "Id/IBAN" => &mut self.iban,
            "Id/Othr/Id" | "Id/PrtryAcct/Id" | "Id/BBAN" | "Id/UPIC" => &mut self.number,
            "Svcr/FinInstnId/BICFI" | "Svcr/FinInstnId/BIC" | "Svcr/FinInstnId/CmbndId/BIC" => &mut self.bank,
            "Nm" => &mut self.name,
            "Ownr/Nm" | "Ownr/Pty/Nm" => &mut self.owner,
            "Tp/Cd" => &mut self.kind,
            "Ccy" => &mut self.currency,
            _ => return,
        };
        if field.is_empty() {
            text.clone_into(field);
        }
    }

    /// The IBAN, or else the bank and its number for the account.
    fn key(&self) -> Option<String> {
        let iban = [&self.iban, &self.number].into_iter().find_map(|text| iban(text));
        iban.or_else(|| {
            let written = if self.iban.is_empty() { &self.number } else { &self.iban };
            let number = compact(written);
            let bank = compact(&self.bank);
            let has_both = !bank.is_empty() && !number.is_empty();
            if has_both {
                Some(format!("{bank}/{number}"))
            } else {
                Some(number).filter(|key| !key.is_empty())
            }
        })
    }

    fn written(&self) -> Option<String> {
        let all = [&self.iban, &self.number, &self.name];
        all.into_iter().find(|text| !text.is_empty()).cloned()
    }

    pub fn is_named(&self) -> bool {
        !self.iban.is_empty() || !self.number.is_empty()
    }

    /// Whether this is the account's owner rather than the other party.
    pub fn is_owner(&self, name: &str, account: &str) -> bool {
        let own = [&self.iban, &self.number];
        own.into_iter().any(|own| !own.is_empty() && compact(own) == compact(account))
            || !name.is_empty() && same_name(name, &self.owner)
    }

    pub fn account(&self) -> BankAccount {
        let number = if self.iban.is_empty() { &self.number } else { &self.iban };
        let label = if self.name.is_empty() {
            format!("{}{}", self.title(), ending(number))
        } else {
            name(&self.name)
        };
        let is_owed = matches!(self.kind.as_str(), "CARD" | "LOAN");
        let kind = if is_owed { AccountKind::Liability } else { AccountKind::Asset };
        let subkind = match self.kind.as_str() {
            "CARD" => "credit_card",
            "LOAN" => "loan",
            "SVGS" | "LLSV" => "savings",
            _ => "",
        };
        BankAccount { key: self.key(), written: self.written(), label, kind, subkind }
    }

    /// By the code of the external code set `CashAccountType`.
    fn title(&self) -> &'static str {
        match self.kind.as_str() {
            "CARD" => "Credit card",
            "LOAN" => "Loan",
            "SVGS" | "LLSV" => "Savings",
            _ => "Account",
        }
    }
}

/// The kind by its code of the external code set `BalanceType`.
pub fn balance_kind(code: &str) -> BalanceKind {
    match code {
        "OPBD" | "PRCD" => BalanceKind::Opening,
        "CLBD" => BalanceKind::Ledger,
        "ITBD" => BalanceKind::Interim,
        "CLAV" | "ITAV" => BalanceKind::Available,
        "FWAV" | "XPCD" => BalanceKind::Forward,
        _ => BalanceKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_iban_or_bank_and_number() {
        let key = |fields: &[(&str, &str)]| {
            let mut account = AccountFields::default();
            fields.iter().for_each(|(path, text)| account.take(path, text));
            account.account().key
        };
        let number = ("Id/Othr/Id", "12 34");
        assert_eq!(
            key(&[("Id/IBAN", "DE89 3704 0044 0532 0130 00"), number]),
            Some("DE89370400440532013000".into())
        );
        assert_eq!(key(&[("Id/Othr/Id", "DE89370400440532013000")]), Some("DE89370400440532013000".into()));
        assert_eq!(key(&[number, ("Svcr/FinInstnId/BIC", "abnaNL2A")]), Some("ABNANL2A/1234".into()));
        assert_eq!(key(&[number]), Some("1234".into()));
        assert_eq!(key(&[("Nm", "Mine")]), None);
    }
}
