//! Which of an entry's references can stand for it.
//!
//! A line whose id is known already is not imported, so a reference that comes
//! twice would lose a movement. Only what the bank or the network gives out
//! once counts by itself; what the payer may repeat counts with its day.

use jiff::civil::Date;

use super::payment::Payment;
use crate::import::fingerprint::identifies;

/// The id of a line, or an empty text where nothing identifies it.
///
/// `number` counts the payments of an entry whose references do not tell them apart.
pub fn line_id(entry: &str, payment: Option<&Payment>, number: Option<usize>, date: Date) -> String {
    let own = payment.map(|payment| payment.reference.as_str()).filter(|own| identifies(own));
    let of_entry = Some(entry).filter(|entry| identifies(entry));
    if let Some(number) = number {
        return of_entry.or(own).map(|reference| format!("{reference}/{number}")).unwrap_or_default();
    }
    // In a batch each payment has its own; an entry of one payment is known by the entry's.
    if let Some(reference) = own.or(of_entry) {
        return reference.to_owned();
    }
    let Some(payment) = payment else { return String::new() };
    if identifies(&payment.unique) {
        return payment.unique.clone();
    }
    if identifies(&payment.end_to_end) { format!("{}@{date}", payment.end_to_end) } else { String::new() }
}
