//! One payment within an entry (`TxDtls`): who, what for, and the bank's references.

use super::account::AccountFields;
use crate::import::Decimal;
use crate::import::decimal::marks::Marks;
use crate::import::text::is_nothing;

/// Whether money came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    In,
    Out,
}

impl Direction {
    /// By `CdtDbtInd`.
    pub fn of(text: &str) -> Option<Direction> {
        match text {
            "CRDT" => Some(Direction::In),
            "DBIT" => Some(Direction::Out),
            _ => None,
        }
    }

    pub fn signed(self, amount: Decimal) -> Option<Decimal> {
        match self {
            Direction::In => Some(amount),
            Direction::Out => Decimal::ZERO.minus(amount),
        }
    }
}

/// An amount as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amount {
    pub text: String,
    pub currency: String,
}

impl Amount {
    pub fn of(text: &str, currency: &str) -> Amount {
        Amount { text: text.to_owned(), currency: currency.to_ascii_uppercase() }
    }

    fn words(&self) -> String {
        format!("{} {}", self.text, self.currency).trim().to_owned()
    }
}

/// What the bank took for its work (`Chrgs`).
#[derive(Debug, Clone, Default)]
pub struct Charges {
    total: Option<Amount>,
    records: Vec<Amount>,
}

impl Charges {
    /// Takes the field at a path within `Chrgs`.
    pub fn take(&mut self, path: &str, text: &str, currency: &str) {
        let is_nothing = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        match path {
            _ if is_nothing => {}
            "TtlChrgsAndTaxAmt" => self.total = Some(Amount::of(text, currency)),
            "Rcrd/Amt" | "Amt" => self.records.push(Amount::of(text, currency)),
            _ => {}
        }
    }

    /// "Charges 0.31 CHF"
    pub fn words(&self) -> Option<String> {
        let amounts = self.total.as_ref().map_or(self.records.as_slice(), std::slice::from_ref);
        let words: Vec<String> = amounts.iter().map(Amount::words).collect();
        (!words.is_empty()).then(|| format!("Charges {}", words.join(" + ")))
    }
}

/// A debtor or creditor.
#[derive(Debug, Clone, Default)]
struct Party {
    name: String,
    account: String,
    ultimate: String,
}

/// The fields of `TxDtls` that count, as written.
#[derive(Debug, Clone, Default)]
pub struct Payment {
    pub direction: Option<Direction>,
    /// `Amt` and the amounts of `AmtDtls`, the nearest to the account first.
    amounts: Vec<Amount>,
    instructed: Option<Amount>,
    debtor: Party,
    creditor: Party,
    /// `AcctSvcrRef`: the bank's own.
    pub reference: String,
    /// `EndToEndId`: the payer's own.
    pub end_to_end: String,
    /// `UETR`: one in the world.
    pub unique: String,
    pub cheque: String,
    /// `Ustrd`
    texts: Vec<String>,
    /// References and notes of `Strd`.
    structured: Vec<String>,
    /// It brings back what went before: the parties are those of the first way.
    pub is_return: bool,
    /// `AddtlTxInf` and the reason of a return.
    notes: Vec<String>,
    pub charges: Charges,
    /// The days in `RltdDts`.
    pub day: String,
}

impl Payment {
    /// Takes the field at a path within `TxDtls`.
    pub fn take(&mut self, path: &str, text: &str, currency: &str) {
        if text.is_empty() || is_nothing(text) {
            return;
        }
        self.is_return |= path.starts_with("RtrInf/");
        match path {
            "CdtDbtInd" => self.direction = Direction::of(text),
            "Amt" => self.amounts.insert(0, Amount::of(text, currency)),
            "AmtDtls/TxAmt/Amt" | "AmtDtls/CntrValAmt/Amt" => self.amounts.push(Amount::of(text, currency)),
            "AmtDtls/InstdAmt/Amt" => self.instructed = Some(Amount::of(text, currency)),
            "RmtInf/Ustrd" => self.texts.push(text.to_owned()),
            "RmtInf/Strd/CdtrRefInf/Ref"
            | "RmtInf/Strd/CdtrRefInf/CdtrRef"
            | "RmtInf/Strd/RfrdDocInf/Nb"
            | "RmtInf/Strd/RfrdDocInf/RfrdDocNb"
            | "RmtInf/Strd/AddtlRmtInf" => self.structured.push(text.to_owned()),
            "AddtlTxInf" | "RtrInf/AddtlInf" | "RtrInf/AddtlRtrRsnInf" => self.notes.push(text.to_owned()),
            "RltdDts/IntrBkSttlmDt" | "RltdDts/TxDtTm" | "RltdDts/AccptncDtTm" => {
                text.clone_into(&mut self.day)
            }
            path => self.take_name(path, text, currency),
        }
    }

    /// Takes a reference or a field of a party; the first counts.
    fn take_name(&mut self, path: &str, text: &str, currency: &str) {
        if let Some(path) = path.strip_prefix("Chrgs/") {
            return self.charges.take(path, text, currency);
        }
        let field = match path {
            "Refs/AcctSvcrRef" => &mut self.reference,
            "Refs/EndToEndId" => &mut self.end_to_end,
            "Refs/UETR" => &mut self.unique,
            "Refs/ChqNb" => &mut self.cheque,
            path => {
                let Some(field) = path.strip_prefix("RltdPties/").and_then(|path| self.party_field(path))
                else {
                    return;
                };
                field
            }
        };
        if field.is_empty() {
            text.clone_into(field);
        }
    }

    /// Versions up to 7 have the name in the party, later ones in `Pty` or `Agt` within it.
    fn party_field(&mut self, path: &str) -> Option<&mut String> {
        let (who, path) = path.split_once('/')?;
        let is_name = matches!(path, "Nm" | "Pty/Nm" | "Agt/FinInstnId/Nm");
        let is_account = matches!(path, "Id/IBAN" | "Id/Othr/Id" | "Id/PrtryAcct/Id" | "Id/BBAN");
        match who {
            "Dbtr" if is_name => Some(&mut self.debtor.name),
            "Cdtr" if is_name => Some(&mut self.creditor.name),
            "UltmtDbtr" if is_name => Some(&mut self.debtor.ultimate),
            "UltmtCdtr" if is_name => Some(&mut self.creditor.ultimate),
            "DbtrAcct" if is_account => Some(&mut self.debtor.account),
            "CdtrAcct" if is_account => Some(&mut self.creditor.account),
            _ => None,
        }
    }

    /// The amount in the currency of the entry.
    pub fn amount(&self, currency: &str, marks: &Marks) -> Option<Decimal> {
        let fits = |amount: &&Amount| amount.currency.is_empty() || amount.currency == currency;
        marks.read(&self.amounts.iter().find(fits)?.text).ok()
    }

    /// Who money came from or went to: the party, and the one behind it.
    ///
    /// Where that is the account's own, or is not named, and the other side is somebody else, it is that one.
    pub fn other_party(&self, direction: Direction, own: &AccountFields) -> (&str, &str) {
        let (theirs, ours) = match direction {
            Direction::In => (&self.debtor, &self.creditor),
            Direction::Out => (&self.creditor, &self.debtor),
        };
        let names = |party: &Party| !party.name.is_empty() || !party.ultimate.is_empty();
        let is_own = |party: &Party| own.is_owner(&party.name, &party.account);
        let is_stranger = || names(ours) && !is_own(ours);
        let party = if (!names(theirs) || is_own(theirs)) && is_stranger() { ours } else { theirs };
        if party.name.is_empty() { (&party.ultimate, "") } else { (&party.name, &party.ultimate) }
    }

    /// What the payment was for, and what else the bank says about it.
    pub fn memo(&self, ultimate: &str, payee: &str, currency: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        parts.extend((!self.texts.is_empty()).then(|| self.texts.join(" ")));
        parts.extend(self.structured.iter().cloned());
        if parts.is_empty() {
            parts.extend(self.notes.iter().cloned());
        }
        parts.extend((!ultimate.is_empty() && ultimate != payee).then(|| ultimate.to_owned()));
        let abroad = self
            .instructed
            .as_ref()
            .filter(|amount| !amount.currency.is_empty() && amount.currency != currency);
        parts.extend(abroad.map(Amount::words));
        parts.extend(self.charges.words());
        parts
    }
}
