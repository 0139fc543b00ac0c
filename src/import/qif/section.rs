//! What the records after a header are.

use crate::ledger::AccountKind;

/// The kind of account that a section of transactions is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountType {
    Bank,
    Cash,
    Card,
    OtherAsset,
    OtherLiability,
    /// Its cash; securities are not kept.
    Investment,
}

/// What a header announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Nothing yet: the file has not had a header.
    Start,
    /// Accounts: the transactions that follow belong to the last of them.
    Accounts,
    Transactions(AccountType),
    /// Securities and cash together: the cash is read, the trades are named and left.
    Investments,
    /// A list of something, in people's words. A ledger has no use for it.
    List(&'static str),
    /// What this reader does not know.
    Unknown,
}

/// A header: a new section, or a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    Begins(Section),
    /// The end of a list of accounts: none of them is the current one.
    EndOfList,
    /// A switch that changes nothing here.
    Switch,
}

impl Header {
    /// By the text after the `!`.
    pub fn of(text: &str) -> Header {
        let text = text.trim().to_lowercase();
        if text.starts_with("clear:") {
            return Header::EndOfList;
        }
        if text.starts_with("option:") {
            return Header::Switch;
        }
        Header::Begins(section(&text))
    }
}

fn section(text: &str) -> Section {
    if text == "account" {
        return Section::Accounts;
    }
    match text.strip_prefix("type:").map(str::trim) {
        Some("bank") => Section::Transactions(AccountType::Bank),
        Some("cash") => Section::Transactions(AccountType::Cash),
        Some("ccard") => Section::Transactions(AccountType::Card),
        Some("oth a") => Section::Transactions(AccountType::OtherAsset),
        Some("oth l") => Section::Transactions(AccountType::OtherLiability),
        Some("invst" | "port" | "401(k)/403(b)" | "mutual") => Section::Investments,
        Some("cat") => Section::List("categories"),
        Some("class") => Section::List("classes"),
        Some("tag") => Section::List("tags"),
        Some("memorized") => Section::List("memorized transactions"),
        Some("security") => Section::List("securities"),
        Some("prices") => Section::List("prices"),
        Some("budget") => Section::List("budgets"),
        _ => Section::Unknown,
    }
}

impl AccountType {
    pub const fn kind(self) -> AccountKind {
        match self {
            AccountType::Bank | AccountType::Cash | AccountType::OtherAsset | AccountType::Investment => {
                AccountKind::Asset
            }
            AccountType::Card | AccountType::OtherLiability => AccountKind::Liability,
        }
    }

    /// What people call such an account.
    pub const fn subkind(self) -> &'static str {
        match self {
            AccountType::Bank => "bank",
            AccountType::Cash => "cash",
            AccountType::Card => "credit_card",
            AccountType::OtherAsset | AccountType::OtherLiability => "other",
            AccountType::Investment => "investment",
        }
    }

    /// The label of an account that the file does not name.
    pub const fn label(self) -> &'static str {
        match self {
            AccountType::Bank => "Bank account",
            AccountType::Cash => "Cash",
            AccountType::Card => "Credit card",
            AccountType::OtherAsset => "Other asset",
            AccountType::OtherLiability => "Other liability",
            AccountType::Investment => "Investment account",
        }
    }
}
