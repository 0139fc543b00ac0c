//! QIF.
use super::Unreadable;
use super::detect::{Found, Source};
pub fn recognises(_: &Source) -> bool {
    false
}
pub fn read(_: &Source) -> Result<Found, Unreadable> {
    Err(Unreadable::NoStatement { format: "QIF" })
}
