//! JSON of the whole book: for programs, for keeping, and for filling an empty book.
//!
//! One object: `format` is `"counterfoil-book"`, `version` is [`VERSION`], then
//! `accounts`, `payees`, `tags`, `transactions`, `statements`, `chequebooks`, `schedules`, `budget`, `reports`, `imports`,
//! `files` and `preferences`, each a list of objects. Things are named by their ids.
//! Amounts are decimal texts with their sign in the currency of the account
//! (`amount`, `closing`) and of the transaction (`value`); dates are
//! YYYY-MM-DD. The files of the bank that are kept in the book are in it,
//! packed. What is not in it is the history: it is the diary of one book, in
//! steps that only that book can take back; the new book begins its own.
//!
//! Later versions only add fields with a default; a change that old readers
//! would misunderstand takes the next number. A reader refuses a field that it
//! does not know, rather than lose it.
//!
//! - [`objects`]: the objects, by which both sides go
//! - [`write()`]: a book as JSON
//! - [`read`](mod@read): JSON as a book

mod budget;
mod kept_reports;
mod objects;
pub mod read;
mod schedules;
mod write;

#[cfg(test)]
mod tests;

pub use read::{NotRead, is_book, read};
pub use write::write;

/// Of what is written here.
pub const VERSION: u32 = 1;

/// What people call it.
pub const NAME: &str = "Counterfoil JSON";

/// What the object says that it is.
const FORMAT: &str = "counterfoil-book";
