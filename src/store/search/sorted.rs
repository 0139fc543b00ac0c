//! Found rows in another order than that of the register.
//!
//! Each row gets a number that sorts as its cell does. Rows are sorted by its upper half, those that are equal by its
//! lower half, and then by the rest of their texts, four bytes at a time: always numbers that hold the position, too, so that a
//! million rows take eight bytes each and nothing is fetched to be compared. Rows whose cell is empty come last,
//! whichever way it goes, and equal ones stay in the order of the register.

use std::collections::HashMap;

use super::Names;
use super::bits::Bits;
use super::found::lower;
use super::image::Image;
use super::line::{SEVERAL, STATE};
use crate::ledger::register::{Column, Order};

/// Sorts after everything: an empty cell.
const EMPTY: u64 = u64::MAX;

/// Numbers that are no plain numbers come after those that are.
const NO_NUMBER: u64 = 1 << 62;

/// Rows that are equal in so many parts are compared with one another.
const MOST_PARTS: usize = if cfg!(test) { 3 } else { 16 };

/// The words of each transaction's tags.
type Tags = HashMap<u32, String>;

/// What is written in cells whose rows hold only an id. `tags` are only needed for the order by them.
pub struct Words<'w> {
    pub names: &'w Names,
    pub tags: &'w Tags,
}

/// Rows in another order, each with its position in the lower half, in the room that is given.
pub fn sorted(image: &Image, words: &Words, order: Order, rows: &Bits, mut room: Vec<u64>) -> Vec<u64> {
    room.reserve_exact(rows.count());
    room.extend(rows.positions().map(u64::from));
    match order.by {
        Column::Date if order.descending => room.reverse(),
        Column::Date => {}
        by => Cells { image, order, keys: keys(image, words, by) }.sort(&mut room, 0),
    }
    room
}

/// What gives a position its number.
type Keys<'i> = Box<dyn Fn(usize) -> u64 + 'i>;

/// The column that rows are sorted by.
struct Cells<'i> {
    image: &'i Image,
    order: Order,
    keys: Keys<'i>,
}

impl Cells<'_> {
    /// Sorts rows that are equal in all parts before this one.
    fn sort(&self, rows: &mut [u64], part: usize) {
        if part > MOST_PARTS {
            rows.sort_unstable_by(|a, b| self.by_texts(lower(*a), lower(*b)));
            return;
        }
        for row in rows.iter_mut() {
            let at = lower(*row);
            *row = u64::from(self.part(at, part)) << 32 | u64::from(at);
        }
        rows.sort_unstable();
        for equal in rows.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            if equal.len() > 1 && self.goes_on(lower(equal[0]), part) {
                self.sort(equal, part + 1);
            }
        }
    }

    /// 32 bits of a cell: of its number, then of its text.
    fn part(&self, at: u32, part: usize) -> u32 {
        match part {
            0 => lower(self.key(at) >> 32),
            1 => lower(self.key(at)),
            _ => {
                let mut bytes = [0; 4];
                let rest = self.text(at).get(self.in_key() + (part - 2) * 4..).unwrap_or_default();
                bytes.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
                let part = u32::from_be_bytes(bytes);
                if self.order.descending { !part } else { part }
            }
        }
    }

    /// Whether cells that are equal up to this part may differ in the next. One may end just here and another not.
    fn goes_on(&self, at: u32, part: usize) -> bool {
        part == 0 || self.text(at).len() >= (self.in_key() + (part - 1) * 4).max(1)
    }

    /// How many bytes of the text are in the number.
    fn in_key(&self) -> usize {
        if self.order.by == Column::Memo { BEGINNING } else { 0 }
    }

    fn key(&self, at: u32) -> u64 {
        let key = (self.keys)(at as usize);
        if key == EMPTY || !self.order.descending { key } else { EMPTY - 1 - key }
    }

    /// The whole text of a cell, where its number does not say all.
    fn text(&self, at: u32) -> &[u8] {
        match self.order.by {
            Column::Number => self.image.number(at as usize),
            Column::Memo => self.image.memo(at as usize),
            _ => &[],
        }
    }

    fn by_texts(&self, left: u32, right: u32) -> std::cmp::Ordering {
        let texts = self.text(left).cmp(self.text(right));
        let texts = if self.order.descending { texts.reverse() } else { texts };
        texts.then_with(|| left.cmp(&right))
    }
}

fn keys<'i>(image: &'i Image, Words { names, tags }: &Words, column: Column) -> Keys<'i> {
    let columns = &image.columns;
    match column {
        Column::Date => Box::new(|at| u64::from(columns.days[at])),
        Column::Number => Box::new(|at| number(image.number(at))),
        Column::Memo => Box::new(|at| beginning(image.memo(at))),
        Column::Payee => {
            let ranks = ranks(names.payees.iter().map(|(id, name)| (*id, name.clone())).collect());
            Box::new(move |at| rank(&ranks, columns.payees[at]))
        }
        Column::Category => {
            let ranks = ranks(categories(names));
            let shown = |other: u32| if other & SEVERAL != 0 { SPLIT } else { other };
            Box::new(move |at| rank(&ranks, shown(columns.others[at])))
        }
        Column::Tags => {
            let ranks = ranks(tags.iter().map(|(id, words)| (*id, words.clone())).collect());
            Box::new(move |at| rank(&ranks, columns.transactions[at]))
        }
        Column::Payment => Box::new(|at| match columns.amounts[at] {
            amount if amount < 0 => amount.unsigned_abs(),
            _ => EMPTY,
        }),
        Column::Deposit => Box::new(|at| u64::try_from(columns.amounts[at]).unwrap_or(EMPTY)),
        Column::State => Box::new(|at| u64::from(columns.flags[at] & STATE)),
    }
}

/// Stands for several other sides among the ids of accounts.
const SPLIT: u32 = 0;

/// What stands in the category column, by the id of the other side, folded.
fn categories(names: &Names) -> Vec<(u32, String)> {
    let named = names.accounts.iter().map(|(id, name)| (*id, name.clone()));
    named.chain([(SPLIT, "split".to_owned())]).collect()
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
    ranks.get(id as usize).copied().unwrap_or(EMPTY)
}

/// A cheque's number as a number, so that 9 comes before 10.
fn number(text: &[u8]) -> u64 {
    if text.is_empty() {
        return EMPTY;
    }
    let plain = text.len() <= 18 && text.iter().all(u8::is_ascii_digit);
    if plain { text.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')) } else { NO_NUMBER }
}

/// How many bytes of a text are in its number.
const BEGINNING: usize = 8;

/// The first bytes as a number that sorts as they do. It is never that of an empty cell: no text has the byte 255.
fn beginning(text: &[u8]) -> u64 {
    if text.is_empty() {
        return EMPTY;
    }
    let mut bytes = [0; BEGINNING];
    bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
    u64::from_be_bytes(bytes)
}
