//! Why a file gives nothing.
//!
//! Each message says what the file is instead and what to do next. All of them
//! mean that nothing was imported: the book is as it was.

use super::Statement;
use super::text::shown;
use crate::ledger::Stopped;

/// A file that brings no statement. Its text is for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("It was cancelled. Nothing was imported; drop the file on the page again to go on.")]
    Cancelled,

    #[error("The file is empty. Nothing was imported; download the statement from your bank again.")]
    Empty,

    #[error("This is {0}, not a bank statement. Nothing was imported; {ASK_FOR}")]
    OtherKind(&'static str),

    #[error("This is {program}, which Counterfoil cannot read yet. Nothing was imported. {advice}")]
    OtherProgram { program: &'static str, advice: &'static str },

    #[error(
        "This ZIP archive cannot be read: {0}. Nothing was imported; unpack it and import the files in it."
    )]
    Archive(&'static str),

    #[error("No file in this archive is a bank statement. Nothing was imported. The first says: {why}")]
    NothingInArchive { why: String },

    #[error(
        "This is a web page, perhaps the bank's sign-in page saved under another name. \
         Nothing was imported; sign in at your bank and download the statement again."
    )]
    WebPage,

    #[error("The file holds no text that could be a bank statement. Nothing was imported; {ASK_FOR}")]
    NoText,

    #[error("The file is in none of the formats that can be read ({known}). Nothing was imported; {ASK_FOR}")]
    UnknownFormat { known: String },

    #[error(
        "The bank did not give a statement. It answered: {answer}. Nothing was imported; \
         sign in at your bank and download the statement again."
    )]
    BankRefused { answer: String },

    #[error(
        "This {format} file lists {what}, but holds no statement. Nothing was imported; \
         export the transactions of the account as well."
    )]
    ListsOnly { format: &'static str, what: String },

    #[error(
        "This is {what} (ISO 20022 {message}), not a statement. Nothing was imported; \
         ask your bank for the statement as CAMT.053."
    )]
    OtherMessage { message: String, what: &'static str },

    #[error(
        "This {format} file holds only investments ({what}), and no movement of cash. \
         Nothing was imported: Counterfoil keeps money, not securities."
    )]
    InvestmentsOnly { format: &'static str, what: String },

    #[error(
        "This {format} file is of the account {account}, but has no movement and no balance of it. \
         Nothing was imported; if there should be some, check the dates you asked your bank for and download it again."
    )]
    NoMovements { format: &'static str, account: String },

    #[error(
        "This table lists orders ({headings}), not the movements of an account. Nothing was imported: what was paid for \
         them, and when, your bank's statement says; import that one."
    )]
    Orders { headings: String },

    #[error(
        "This {format} file holds no statement: no account and no transaction is in it. \
         Nothing was imported; check the dates you asked your bank for and download it again."
    )]
    NoStatement { format: &'static str },
}

impl From<Stopped> for Unreadable {
    fn from(_: Stopped) -> Unreadable {
        Unreadable::Cancelled
    }
}

impl Unreadable {
    /// Why there is nothing in statements that hold neither a line nor a balance.
    pub fn nothing_in(statements: &[Statement], format: &'static str) -> Unreadable {
        let account = statements.iter().find_map(|statement| statement.account.written.clone());
        account.map_or(Unreadable::NoStatement { format }, |account| Unreadable::NoMovements {
            format,
            account: shown(&account),
        })
    }
}

const ASK_FOR: &str = "ask your bank for the statement as CAMT.053, OFX, QFX (“Quicken”), MT940, QIF or CSV.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_says_what_became_of_the_book_and_what_to_do() {
        for unreadable in [
            Unreadable::Empty,
            Unreadable::Cancelled,
            Unreadable::OtherKind("a PDF document"),
            Unreadable::WebPage,
            Unreadable::OtherProgram { program: "a book", advice: "Export it as QIF." },
            Unreadable::Archive("it is damaged"),
            Unreadable::NothingInArchive { why: "photo.jpg: it is a picture".into() },
            Unreadable::NoText,
            Unreadable::UnknownFormat { known: "OFX, QIF".into() },
            Unreadable::BankRefused { answer: "15500".into() },
            Unreadable::ListsOnly { format: "QIF", what: "categories".into() },
            Unreadable::InvestmentsOnly { format: "OFX", what: "2 BUYSTOCK".into() },
            Unreadable::Orders { headings: "“Order number”".into() },
            Unreadable::NoStatement { format: "OFX" },
            Unreadable::NoMovements { format: "OFX", account: "1".into() },
            Unreadable::OtherMessage { message: "pain.001".into(), what: "an order to pay" },
        ] {
            let message = unreadable.to_string();
            assert!(message.contains("Nothing was imported"), "{message}");
            assert!(message.split(['.', ';', ':']).count() > 2, "{message}");
        }
    }
}
