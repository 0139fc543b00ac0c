//! Found rows in another order than that of the register.
//!
//! Each row gets a number that sorts as its cell does, so that a million rows are one sort of numbers; only texts
//! that begin alike are compared as texts. Rows whose cell is empty come last, whichever way it goes, and equal
//! ones stay in the order of the register.

use std::collections::HashMap;

use super::Names;
use super::image::Image;
use super::line::{Line, SEVERAL};
use crate::ledger::register::{Column, Order};

/// Sorts after everything: an empty cell.
const EMPTY: u64 = u64::MAX;

/// Numbers that are no plain numbers come after those that are.
const NO_NUMBER: u64 = 1 << 62;

/// Puts positions, which are in the order of the register, into another. `tags` are the words of each transaction's
/// tags, and only needed for the order by them.
pub fn sort(
    image: &Image,
    names: &Names,
    tags: &HashMap<u32, String>,
    order: Order,
    positions: &mut [u32],
) {
    if order.by == Column::Date {
        return if order.descending {
            positions.reverse()
        };
    }
    let key = keys(image, names, tags, order.by);
    let turned = |key: u64| if key == EMPTY || !order.descending { key } else { EMPTY - 1 - key };
    let line = |at: u32| &image.lines()[at as usize];
    let mut keyed: Vec<(u64, u32)> = positions.iter().map(|at| (turned(key(line(*at))), *at)).collect();
    keyed.sort_unstable_by(|(a, left), (b, right)| {
        let texts = || {
            let order_of = text(image, order.by, line(*left)).cmp(text(image, order.by, line(*right)));
            if order.descending { order_of.reverse() } else { order_of }
        };
        a.cmp(b).then_with(texts).then_with(|| left.cmp(right))
    });
    for (place, (_, at)) in positions.iter_mut().zip(keyed) {
        *place = at;
    }
}

/// The whole text of a cell, where its number is only how it begins.
fn text<'i>(image: &'i Image, column: Column, line: &Line) -> &'i [u8] {
    match column {
        Column::Number => image.texts.parts(line.text).0,
        Column::Memo => image.texts.parts(line.text).1,
        _ => &[],
    }
}

/// What gives each row its number.
fn keys<'i>(
    image: &'i Image,
    names: &Names,
    tags: &HashMap<u32, String>,
    column: Column,
) -> Box<dyn Fn(&Line) -> u64 + 'i> {
    match column {
        Column::Date => Box::new(|line| u64::from(line.day)),
        Column::Number => Box::new(|line| number(text(image, Column::Number, line))),
        Column::Memo => Box::new(|line| beginning(text(image, Column::Memo, line))),
        Column::Payee => {
            let ranks = ranks(names.payees.iter().map(|(id, name)| (*id, name.clone())).collect());
            Box::new(move |line| rank(&ranks, line.payee))
        }
        Column::Category => {
            let ranks = ranks(categories(names));
            Box::new(move |line| rank(&ranks, if line.has_several() { SPLIT } else { line.other }))
        }
        Column::Tags => {
            let ranks = ranks(tags.iter().map(|(id, words)| (*id, words.clone())).collect());
            Box::new(move |line| rank(&ranks, line.transaction))
        }
        Column::Payment => Box::new(|line| if line.amount < 0 { line.amount.unsigned_abs() } else { EMPTY }),
        Column::Deposit => Box::new(|line| u64::try_from(line.amount).unwrap_or(EMPTY)),
        Column::State => Box::new(|line| u64::from(line.state())),
    }
}

/// Stands for several other sides among the ids of accounts.
const SPLIT: u32 = 0;

/// What stands in the category column, by the id of the other side, folded.
fn categories(names: &Names) -> Vec<(u32, String)> {
    let shown = |(id, name): (&u32, &String)| {
        let name = if names.registers.contains(id) { format!("[{name}]") } else { name.clone() };
        (*id, name)
    };
    names.accounts.iter().map(shown).chain([(SPLIT, "split".to_owned())]).collect()
}

/// The place of each id among all names; equal names have one place.
fn ranks(mut names: Vec<(u32, String)>) -> Vec<u64> {
    names.sort_unstable_by(|a, b| a.1.cmp(&b.1));
    let most = names.iter().map(|(id, _)| *id as usize).max().unwrap_or(0);
    let mut ranks = vec![EMPTY; most + 1];
    let (mut place, mut last) = (0, None);
    for (id, name) in &names {
        if last.is_some_and(|last: &String| last != name) {
            place += 1;
        }
        last = Some(name);
        ranks[*id as usize] = place;
    }
    ranks
}

fn rank(ranks: &[u64], id: u32) -> u64 {
    if id & SEVERAL != 0 { EMPTY } else { ranks.get(id as usize).copied().unwrap_or(EMPTY) }
}

/// A cheque's number as a number, so that 9 comes before 10.
fn number(text: &[u8]) -> u64 {
    if text.is_empty() {
        return EMPTY;
    }
    let plain = text.len() <= 18 && text.iter().all(u8::is_ascii_digit);
    if plain { text.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')) } else { NO_NUMBER }
}

/// The first seven bytes as a number that sorts as they do.
fn beginning(text: &[u8]) -> u64 {
    if text.is_empty() {
        return EMPTY;
    }
    let mut bytes = [0; 8];
    for (place, byte) in bytes[1..].iter_mut().zip(text) {
        *place = *byte;
    }
    u64::from_be_bytes(bytes)
}
