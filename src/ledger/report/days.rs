//! Days as numbers that are quick to look up.
//!
//! A year has 372 places, 31 for each month, so that a day's number needs no calendar. It knows no interval.

use jiff::civil::Date;

/// A day as a number that sorts like it and lies close to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaySlot(u32);

impl DaySlot {
    pub fn of(date: Date) -> DaySlot {
        let part = |number: i16| u32::try_from(number).unwrap_or(0);
        let (year, month, day) = (part(date.year()), part(date.month().into()), part(date.day().into()));
        DaySlot(year * 372 + month.saturating_sub(1) * 31 + day.saturating_sub(1))
    }

    /// How many places lie between this and an earlier one; none where it is not earlier.
    pub fn after(self, first: DaySlot) -> Option<usize> {
        self.0.checked_sub(first.0).map(|places| places as usize)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_sort_as_they_follow_each_other() {
        let days = [date(0, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2000, 2, 29), date(2000, 3, 1)];
        let slots = days.map(DaySlot::of);
        assert!(slots.windows(2).all(|two| two[0] < two[1]));
        assert_eq!(slots[2].after(slots[1]), Some(1));
        assert_eq!(slots[1].after(slots[2]), None);
    }
}
