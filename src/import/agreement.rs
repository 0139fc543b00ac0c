//! Whether a register agrees with the bank, and since when it does not.
//!
//! Pure arithmetic on minor units. The bank states one balance; its lines tell
//! what the balance was on every day before, so the first day can be found
//! from which the register differs and never agrees again.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// What a register held before a day, and the totals of its days from then on, in order.
pub type Days = (i64, Vec<(Date, i64)>);

/// How a register stands to a stated balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// What the register holds on the day of the stated balance.
    pub register: i64,
    /// What it holds more than the bank says; negative for less.
    pub difference: i64,
    /// The first day from which it differs; none where it agrees, or differs from before the file's first line.
    pub since: Option<Date>,
}

/// Compares. `before` is what the register held before the first of its `days`; `lines` are the bank's.
pub fn compare(bank: (Date, i64), lines: &[(Date, i64)], before: i64, days: &[(Date, i64)]) -> Agreement {
    let (closing, stated) = bank;
    let mut changes: BTreeMap<Date, (i64, i64)> = BTreeMap::new();
    for (date, amount) in lines.iter().filter(|(date, _)| *date <= closing) {
        changes.entry(*date).or_default().0 += amount;
    }
    let first_line = changes.keys().next().copied();
    let mut register = before;
    for (date, total) in days.iter().filter(|(date, _)| *date <= closing) {
        register += total;
        changes.entry(*date).or_default().1 += total;
    }
    let difference = register - stated;
    let mut then = difference;
    let mut since = None;
    for (date, (of_bank, of_register)) in changes.iter().rev().take_while(|_| difference != 0) {
        if then == 0 || first_line.is_none_or(|first| *date < first) {
            break;
        }
        then -= of_register - of_bank;
        if then == 0 {
            since = Some(*date);
        }
    }
    Agreement { register, difference, since }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn may(day: i8) -> Date {
        date(2026, 5, day)
    }

    fn day(on: i8, total: i64) -> (Date, i64) {
        (may(on), total)
    }

    #[test]
    fn equal_registers_agree() {
        let told = compare((may(9), 900), &[(may(2), -50), (may(5), -50)], 1000, &[day(2, -50), day(5, -50)]);
        assert_eq!(told, Agreement { register: 900, difference: 0, since: None });
    }

    #[test]
    fn a_row_too_many_is_found_by_its_day() {
        let days = [day(2, -50), day(4, -7), day(5, -50)];
        let told = compare((may(9), 900), &[(may(2), -50), (may(5), -50)], 1000, &days);
        assert_eq!((told.difference, told.since), (-7, Some(may(4))));
    }

    #[test]
    fn a_row_that_the_bank_had_later_is_no_difference_and_hides_none() {
        let days = [day(1, -50), day(5, -50), day(6, 3)];
        let told = compare((may(9), 900), &[(may(2), -50), (may(5), -50)], 1000, &days);
        assert_eq!((told.difference, told.since), (3, Some(may(6))));
    }

    #[test]
    fn a_difference_from_before_the_file_has_no_day() {
        let told = compare((may(9), 900), &[(may(2), -50), (may(5), -50)], 1001, &[day(2, -50), day(5, -50)]);
        assert_eq!((told.difference, told.since), (1, None));
    }

    #[test]
    fn what_comes_after_the_stated_day_does_not_count() {
        let told = compare((may(9), 950), &[(may(2), -50), (may(10), -1)], 1000, &[day(2, -50), day(11, -9)]);
        assert_eq!(told.difference, 0);
    }
}
