//! What travels between the page and the server, as JSON.
//!
//! Wire types are not domain types: they hold plain numbers and text, and
//! the mapping to and from `ledger` types lives in `server/mapping.rs`. This
//! module decides nothing and reads nothing.
//!
//! Amounts are integers of the currency's minor unit (cents for USD, yen for
//! JPY) and never leave ±(2^53 − 1), so that a browser holds them exactly.
//! Dates are `YYYY-MM-DD` (ISO 8601). Cheque numbers are text.

mod accounts;
mod attachments;
mod backups;
mod batches;
mod budget;
mod bulk;
mod cheques;
mod contents;
mod events;
mod handed;
mod import_orders;
mod imports;
mod kept_reports;
mod layouts;
mod names;
mod pairs;
mod preferences;
mod program;
mod registers;
mod reports;
mod schedules;
mod sessions;
mod statements;
mod tokens;
mod transactions;
mod uploads;

pub use accounts::*;
pub use attachments::*;
pub use backups::*;
pub use batches::*;
pub use budget::*;
pub use bulk::*;
pub use cheques::*;
pub use contents::*;
pub use events::*;
pub use handed::*;
pub use import_orders::*;
pub use imports::*;
pub use kept_reports::*;
pub use layouts::*;
pub use names::*;
pub use pairs::*;
pub use preferences::*;
pub use program::*;
pub use registers::*;
pub use reports::*;
pub use schedules::*;
pub use sessions::*;
pub use statements::*;
pub use tokens::*;
pub use transactions::*;
pub use uploads::*;
