pub mod book;
pub mod events;
pub mod ledger;
pub mod store;
