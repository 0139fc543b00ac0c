pub mod events;
pub mod ledger;
pub mod store;
