pub mod book;
pub mod events;
pub mod ledger;
pub mod shell;
pub mod store;
