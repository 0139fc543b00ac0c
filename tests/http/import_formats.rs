//! The same days from files of several formats are in the book once.

use serde_json::json;

use super::imports::{STATEMENT, balance, fates, import, preview};
use super::support::House;

/// The days of [`STATEMENT`], and a second payment like the first one on its day.
const QIF: &str = "!Type:Bank\nD05/03/2024\nT-12.50\nPPOS 4711 MARKET\n^\nD05/03/2024\nT-12.50\nPPOS 4711 MARKET\n^\n\
    D05/07/2024\nT-80.00\nN102\n^\nD05/31/2024\nT2,500.00\nPACME\n^\n";

#[test]
fn the_same_days_in_another_format_bring_only_what_is_missing() {
    let house = House::new();
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &shown, None)["account"].as_i64().expect("an account");
    // QIF names no account: where it goes is said with the order.
    let shown = preview(&house, "may.qif", QIF.as_bytes());
    let done = import(&house, &shown, Some(account));
    assert_eq!((&done["added"], &done["linked"]), (&json!(1), &json!(3)));
    assert_eq!(balance(&house, account), 3395_00);
    let again = preview(&house, "may.qif", QIF.as_bytes());
    let done = import(&house, &again, Some(account));
    assert_eq!((&done["added"], &done["known"]), (&json!(0), &json!(4)));
    assert_eq!(fates(&preview(&house, "may.ofx", STATEMENT.as_bytes())), ["known"; 3]);
    assert_eq!(balance(&house, account), 3395_00);
}
