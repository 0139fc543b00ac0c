//! The account of an OFX statement.

use crate::import::BankAccount;
use crate::import::text::ending;
use crate::ledger::AccountKind;

/// Which kind of statement it is: OFX has one message each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    Bank,
    Card,
    Investment,
}

/// The fields of `BANKACCTFROM`, `CCACCTFROM` or `INVACCTFROM`, as written.
#[derive(Debug, Clone, Default)]
pub struct AccountFields {
    bank: String,
    branch: String,
    number: String,
    kind: String,
}

impl AccountFields {
    /// Takes a field; the first of a name counts.
    pub fn take(&mut self, name: &str, text: String) {
        let field = match name {
            "BANKID" | "BROKERID" => &mut self.bank,
            "BRANCHID" => &mut self.branch,
            "ACCTID" => &mut self.number,
            "ACCTTYPE" => &mut self.kind,
            _ => return,
        };
        if field.is_empty() {
            *field = text;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.number.is_empty() && self.bank.is_empty()
    }

    /// The key holds the account's type, too: credit unions number a member once for all of the member's accounts.
    ///
    /// `is_ours`: we write accounts that no bank has told us of under a number of our own, which is nobody's key.
    pub fn into_account(self, statement: StatementKind, is_ours: bool) -> BankAccount {
        let kind = of_number(self.kind.trim()).to_ascii_uppercase();
        let parts = [self.bank.as_str(), self.branch.as_str(), self.number.as_str(), kind.as_str()];
        let has_no_bank = self.bank.is_empty() || self.bank == "0";
        let has_key = !(self.number.is_empty() || is_ours && has_no_bank);
        let key = has_key.then(|| parts.map(str::trim).join("/"));
        let is_owed =
            statement == StatementKind::Card || matches!(kind.as_str(), "CREDITLINE" | "CREDITCARD");
        BankAccount {
            key,
            written: Some(self.number.trim().to_owned()).filter(|number| !number.is_empty()),
            label: format!("{}{}", title(statement, &kind), ending(&self.number)),
            kind: if is_owed { AccountKind::Liability } else { AccountKind::Asset },
            subkind: subkind(statement, &kind),
        }
    }
}

fn subkind(statement: StatementKind, kind: &str) -> &'static str {
    match (statement, kind) {
        (StatementKind::Card, _) | (_, "CREDITCARD") => "credit_card",
        (StatementKind::Investment, _) => "investment",
        (_, "CHECKING") => "bank",
        (_, "SAVINGS") => "savings",
        _ => "",
    }
}

/// The older form has numbers for the kinds.
fn of_number(kind: &str) -> &str {
    match kind {
        "0" => "CHECKING",
        "1" => "SAVINGS",
        "2" => "CREDITCARD",
        "3" => "MONEYMRKT",
        "4" => "CREDITLINE",
        kind => kind,
    }
}

fn title(statement: StatementKind, kind: &str) -> &'static str {
    match (statement, kind) {
        (StatementKind::Card, _) | (_, "CREDITCARD") => "Credit card",
        (StatementKind::Investment, _) => "Investments",
        (_, "CHECKING") => "Checking",
        (_, "SAVINGS") => "Savings",
        (_, "MONEYMRKT") => "Money market",
        (_, "CREDITLINE") => "Credit line",
        (_, "CD") => "Deposit",
        _ => "Account",
    }
}
