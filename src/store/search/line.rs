//! One row of a register as a search sees it.
//!
//! Small, because a million of them are kept; it knows nothing of where it is
//! kept, nor of the words it is found by.

use crate::ledger::SplitState;
use crate::store::failure::Failure;

/// Marks `Line::other` as a place in the list of sides.
pub const SEVERAL: u32 = 1 << 31;

/// A row. Ids are narrowed: a book that has given out two thousand million of them has other troubles.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub amount: i64,
    pub transaction: u32,
    /// Of the transaction among those of its day.
    pub place: u32,
    /// See [`day_number`].
    pub day: u32,
    /// 0 for none.
    pub payee: u32,
    /// The account of the other side, or where the several are listed: see [`SEVERAL`].
    pub other: u32,
    pub text: u32,
    pub split: u16,
    pub flags: u8,
}

/// Flags of a row; the lowest two bits are its state.
pub const STATE: u8 = 0b11;
pub const IMPORTED: u8 = 0b100;
pub const VOID: u8 = 0b1000;

/// What registers are in the order of: day, place of the transaction, split.
pub type Place = (u32, u32, u16);

impl Line {
    pub fn place(&self) -> Place {
        (self.day, self.place, self.split)
    }
}

/// A date as a number that sorts like it: 20240517.
pub fn day_number(date: jiff::civil::Date) -> u32 {
    let part = |number: i16| u32::try_from(number).unwrap_or(0);
    part(date.year()) * 10_000 + part(date.month().into()) * 100 + part(date.day().into())
}

pub fn state_bits(state: SplitState) -> u8 {
    match state {
        SplitState::Uncleared => 0,
        SplitState::Cleared => 1,
        SplitState::Reconciled => 2,
    }
}

/// An id in four bytes, with the highest bit free.
pub fn narrow(id: i64) -> Result<u32, Failure> {
    u32::try_from(id).ok().filter(|id| id & SEVERAL == 0).ok_or_else(too_large)
}

pub fn too_large() -> Failure {
    Failure::Other("this register is too large to be searched".into())
}
