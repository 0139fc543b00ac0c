//! One entry of an account (`Ntry`) on its way to one line, or to several.

use jiff::civil::Date;

use super::account::AccountFields;
use super::payment::{Amount, Charges, Direction, Payment};
use super::reference::line_id;
use crate::import::dates::{DateError, read_iso};
use crate::import::decimal::marks::Marks;
use crate::import::fingerprint::identifies;
use crate::import::text::{shown, tidy};
use crate::import::{Decimal, Line, Problem};
use crate::ledger::SplitState;

/// The fields of an entry that count, as written.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub at_line: u64,
    amount: Amount,
    direction: Option<Direction>,
    /// The money goes back: the parties are those of the first way.
    is_reversal: bool,
    status: String,
    booked: String,
    value: String,
    reference: String,
    notes: Vec<String>,
    charges: Charges,
    payments: Vec<Payment>,
}

/// The lines of an entry, with what they share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Empty where the entry says none.
    pub currency: String,
    pub lines: Vec<Line>,
    /// Whether another day stands for the missing booking date.
    pub without_booking_date: bool,
    pub problem: Option<Problem>,
}

impl Entry {
    pub fn at(line: u64) -> Entry {
        Entry { at_line: line, ..Entry::default() }
    }

    /// Opens the next of the entry's payments.
    pub fn begin_payment(&mut self) {
        self.payments.push(Payment::default());
    }

    /// Takes the field at a path within the entry.
    pub fn take(&mut self, path: &str, text: &str, currency: &str) {
        if let Some(path) = path.strip_prefix("NtryDtls/TxDtls/").or_else(|| path.strip_prefix("TxDtls/")) {
            if let Some(payment) = self.payments.last_mut() {
                payment.take(path, text, currency);
            }
            return;
        }
        if let Some(path) = path.strip_prefix("Chrgs/") {
            return self.charges.take(path, text, currency);
        }
        match path {
            "Amt" => self.amount = Amount::of(text, currency),
            "CdtDbtInd" => self.direction = Direction::of(text),
            "RvslInd" => self.is_reversal = matches!(text, "true" | "1"),
            "Sts" | "Sts/Cd" | "Sts/Prtry" if !text.is_empty() => text.clone_into(&mut self.status),
            "BookgDt/Dt" | "BookgDt/DtTm" => text.clone_into(&mut self.booked),
            "ValDt/Dt" | "ValDt/DtTm" => text.clone_into(&mut self.value),
            "AcctSvcrRef" => text.clone_into(&mut self.reference),
            "AddtlNtryInf" if !text.is_empty() => self.notes.push(text.to_owned()),
            _ => {}
        }
    }

    /// The entry's lines: one for each of its payments where they add up, else one for the whole. Or why there is none.
    pub fn into_lines(self, own: &AccountFields, marks: &Marks) -> Result<Lines, Problem> {
        let left_out = |reason: String| {
            Problem::at(self.at_line, format!("{} {reason} It was left out.", self.named(own)))
        };
        // External code set `EntryStatus`: what is not booked may still change, vanish, or come again as booked.
        if !matches!(self.status.as_str(), "" | "BOOK") {
            return Err(left_out(format!("is not booked yet ({}).", shown(&self.status))));
        }
        let direction =
            self.direction.ok_or_else(|| left_out("does not say whether money came or went.".into()))?;
        let amount =
            marks.read(&self.amount.text).map_err(|error| left_out(format!("has no amount: {error}.")))?;
        let amount =
            direction.signed(amount).ok_or_else(|| left_out("has an amount that is too large.".into()))?;
        let (date, without_booking_date) =
            self.date().map_err(|error| left_out(format!("has no date: {error}.")))?;
        let parts = self.parts(amount, direction, marks);
        let whole = Common { entry: &self, own, date, direction };
        let mut problem = None;
        let lines = match (self.payments.as_slice(), parts) {
            ([], _) => vec![whole.line(amount, None)],
            ([payment], _) => vec![whole.line(amount, Some((payment, None)))],
            (payments, Some(parts)) => whole.lines(payments, &parts),
            (payments, None) => {
                problem = Some(Problem::at(
                    self.at_line,
                    format!(
                        "{} has {} payments that do not add up to its amount of {amount}. It was taken as one line.",
                        self.named(own),
                        payments.len()
                    ),
                ));
                vec![whole.line(amount, None)]
            }
        };
        let currency = self.amount.currency.clone();
        Ok(Lines { currency, lines, without_booking_date, problem })
    }

    /// The day it was booked, else the day its value counts, else a day of its payment; and whether it is another than the first.
    fn date(&self) -> Result<(Date, bool), DateError> {
        let error = match read_iso(&self.booked) {
            Ok(date) => return Ok((date, false)),
            Err(error) => error,
        };
        let days = self.payments.iter().map(|payment| &payment.day);
        let mut days = std::iter::once(&self.value).chain(days).filter_map(|text| read_iso(text).ok());
        days.next().map(|date| (date, true)).ok_or(error)
    }

    /// The amounts of the payments, if they are what the entry is made of.
    fn parts(&self, amount: Decimal, direction: Direction, marks: &Marks) -> Option<Vec<Decimal>> {
        let signed = |of: &dyn Fn(&Payment) -> Direction| -> Option<Vec<Decimal>> {
            let part = |payment: &Payment| of(payment).signed(payment.amount(&self.amount.currency, marks)?);
            let parts = self.payments.iter().map(part).collect::<Option<Vec<_>>>()?;
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.plus(*part))?;
            (sum == amount).then_some(parts)
        };
        // Some banks send the direction of the payer's message along, and not the account's.
        signed(&|payment| payment.direction.unwrap_or(direction)).or_else(|| signed(&|_| direction))
    }

    /// The way the money first went: in a reversal it goes back.
    fn first_direction(&self, direction: Direction) -> Direction {
        match (direction, self.is_reversal) {
            (Direction::In, false) | (Direction::Out, true) => Direction::In,
            _ => Direction::Out,
        }
    }

    /// What a person finds it by.
    fn named(&self, own: &AccountFields) -> String {
        let direction = self.first_direction(self.direction.unwrap_or(Direction::Out));
        let payee = self.payments.first().map(|payment| payment.other_party(direction, own).0);
        let texts =
            [payee.unwrap_or_default(), self.notes.first().map_or("", String::as_str), &self.reference];
        let name = texts.into_iter().find(|text| !text.is_empty());
        name.map_or_else(|| "An entry".into(), |name| format!("The entry “{}”", shown(name)))
    }
}

/// What all lines of an entry share.
struct Common<'e> {
    entry: &'e Entry,
    own: &'e AccountFields,
    date: Date,
    direction: Direction,
}

impl Common<'_> {
    /// One line for each payment. The bank's reference of the whole entry is numbered where it stands for all.
    fn lines(&self, payments: &[Payment], parts: &[Decimal]) -> Vec<Line> {
        let mut seen = std::collections::HashSet::new();
        let differ =
            payments.iter().all(|payment| identifies(&payment.reference) && seen.insert(&payment.reference));
        let numbered = payments.iter().zip(parts).enumerate();
        numbered
            .map(|(at, (payment, part))| self.line(*part, Some((payment, (!differ).then_some(at + 1)))))
            .collect()
    }

    /// One line, for a payment or for the entry as a whole.
    fn line(&self, amount: Decimal, payment: Option<(&Payment, Option<usize>)>) -> Line {
        let entry = self.entry;
        let (payment, number) = payment.map_or((None, None), |(payment, number)| (Some(payment), number));
        let direction = if amount.is_negative() == (self.direction == Direction::Out) || amount.is_zero() {
            self.direction
        } else if amount.is_negative() {
            Direction::Out
        } else {
            Direction::In
        };
        let (payee, ultimate) = payment
            .map_or(("", ""), |payment| payment.other_party(entry.first_direction(direction), self.own));
        let mut memo =
            payment.map_or_else(Vec::new, |payment| payment.memo(ultimate, payee, &entry.amount.currency));
        if memo.is_empty() {
            memo.clone_from(&entry.notes);
        }
        // The charges of a whole batch are no payment's own.
        if number.is_none() {
            memo.extend(entry.charges.words().filter(|words| !memo.contains(words)));
        }
        Line {
            at_line: entry.at_line,
            date: self.date,
            amount,
            number: payment
                .map(|payment| tidy(&payment.cheque))
                .filter(|cheque| cheque.bytes().any(|byte| byte != b'0')),
            payee: tidy(payee),
            memo: tidy(&memo.join(" · ")),
            bank_id: line_id(&entry.reference, payment, number, self.date),
            state: SplitState::Cleared,
            void: false,
            sides: Vec::new(),
            tags: Vec::new(),
        }
    }
}
