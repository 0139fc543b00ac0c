pub mod events;
pub mod ledger;
