//! Tables that list what was ordered from a shop, and not what moved on an account.
//!
//! Such a list has dates and amounts, too, but an order is often paid in parts,
//! together with others, or not at all: as rows of an account it would be wrong.
//! A table that shows the marks of an account, whatever else is in it, is none.

use super::cell;
use super::region::Region;
use crate::import::Unreadable;
use crate::import::layout::Role;
use crate::import::text::shown;
use crate::import::vocabulary::{Heading, Sold, vocabulary};

/// So many headings of goods and parcels say it, too, where no order has a number.
const MANY_GOODS: usize = 4;

/// Why the table is not read; none where it could be an account's.
pub fn refusal(region: &Region) -> Option<Unreadable> {
    let names = region.names();
    let about = |sold: Sold| -> Vec<&String> {
        names.iter().filter(|name| vocabulary().sold(name) == Some(sold)).collect()
    };
    let (orders, goods) = (about(Sold::Order), about(Sold::Goods));
    let is_list = !orders.is_empty() && !goods.is_empty() || goods.len() >= MANY_GOODS;
    if !is_list || is_of_an_account(&names) || has_money_out(region) {
        return None;
    }
    const NAMED: usize = 3;
    let words = orders.into_iter().chain(goods).take(NAMED).map(|name| format!("“{}”", shown(name)));
    Some(Unreadable::Orders { headings: words.collect::<Vec<_>>().join(", ") })
}

/// Whether a column says what only a bank or a wallet knows: a balance, a direction, or both sides.
fn is_of_an_account(names: &[String]) -> bool {
    let says = |role: Role| {
        let is_it = |name: &String| {
            let meanings = vocabulary().meanings(name);
            meanings.iter().any(|meaning| meaning.is_whole && meaning.heading == Heading::Is(role))
        };
        names.iter().any(is_it)
    };
    says(Role::Balance) || says(Role::Direction) || says(Role::Debit) && says(Role::Credit)
}

/// A shop writes what an order cost, without a sign.
fn has_money_out(region: &Region) -> bool {
    let is_out = |text: &str| text.starts_with(['-', '−', '(']) && cell::is_money(text);
    region.rows.iter().any(|row| row.cells().any(is_out))
}
