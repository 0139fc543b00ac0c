//! What OFC has, Open Financial Connectivity: the form that came before OFX and that some banks still send.
//!
//! Its entries are those of OFX. Its balance is a field beside the days of the
//! statement and no group of its own. Nothing else of it is read here.

use super::draft::BalanceFields;
use crate::import::BalanceKind;

/// The balance of the statement that is being read, and its last day.
#[derive(Debug, Clone, Default)]
pub struct Older {
    at_line: u64,
    ledger: String,
    end: String,
}

impl Older {
    pub fn take(&mut self, name: &str, text: &str, line: u64) {
        match name {
            "LEDGER" => {
                self.at_line = line;
                text.clone_into(&mut self.ledger);
            }
            "DTEND" => text.clone_into(&mut self.end),
            _ => {}
        }
    }

    /// The balance, once.
    pub fn balance(&mut self) -> Option<BalanceFields> {
        let Older { at_line, ledger, end } = std::mem::take(self);
        let is_told = !ledger.is_empty();
        is_told.then_some(BalanceFields { at_line, kind: BalanceKind::Ledger, amount: ledger, date: end })
    }
}
