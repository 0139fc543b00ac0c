//! Several days of one month, as in "on the 1st and the 15th".
//!
//! A small set without an order of its own: which of its days comes first is
//! told by the month. It knows no rule and no year.

use jiff::civil::{Date, Weekday};

use super::recurrence::{MonthDay, NoRule};

/// The most days of a month that a rule has.
pub const MOST_DAYS: usize = 31;

/// The bit of the last day; those of the 1st to the 31st are before it, those of the weekdays after it.
const LAST: u32 = 32;

/// Two days of a month or more, each once. Made by [`MonthDays::checked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDays(u128);

impl MonthDays {
    /// The days, where a month has them and there are at least two.
    ///
    /// # Errors
    /// Where there are fewer, or too many, or one that no month has.
    pub fn checked(days: &[MonthDay]) -> Result<MonthDays, NoRule> {
        let mut bits = 0;
        for day in days {
            bits |= 1u128 << bit(*day).ok_or(NoRule::Day)?;
        }
        let fits = (2..=MOST_DAYS).contains(&(bits.count_ones() as usize));
        if fits { Ok(MonthDays(bits)) } else { Err(NoRule::Days) }
    }

    /// The 1st to the 31st, then the last day, then weekdays.
    pub fn iter(self) -> impl Iterator<Item = MonthDay> {
        (0..u128::BITS).filter(move |bit| self.0 >> bit & 1 == 1).filter_map(day_at)
    }

    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Its days in the month that `month` is in, the earliest first. In a short month two may be one.
    pub fn within(self, month: Date) -> Option<Vec<Date>> {
        let mut days: Vec<Date> = self.iter().map(|day| day.within(month)).collect::<Option<_>>()?;
        days.sort_unstable();
        Some(days)
    }
}

fn bit(day: MonthDay) -> Option<u32> {
    if !day.exists() {
        return None;
    }
    Some(match day {
        MonthDay::Day(day) => u32::try_from(day).ok()?,
        MonthDay::Last => LAST,
        MonthDay::Nth(which, weekday) => {
            // The last one comes after the fourth.
            let which = if which < 0 { 4 } else { u32::try_from(which).ok()? - 1 };
            LAST + 1 + which * 7 + u32::try_from(weekday.to_monday_zero_offset()).ok()?
        }
    })
}

fn day_at(bit: u32) -> Option<MonthDay> {
    let place = match bit.checked_sub(LAST + 1) {
        None if bit == LAST => return Some(MonthDay::Last),
        None => return i8::try_from(bit).ok().map(MonthDay::Day),
        Some(place) => place,
    };
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(place % 7).ok()?).ok()?;
    let which = i8::try_from(place / 7).ok()?;
    Some(MonthDay::Nth(if which == 4 { -1 } else { which + 1 }, weekday))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_that_a_month_has_is_kept_and_given_back() {
        let nth = |which| {
            (0..7).map(move |day| {
                MonthDay::Nth(which, Weekday::from_monday_zero_offset(day).expect("a weekday"))
            })
        };
        let all = (1..=31)
            .map(MonthDay::Day)
            .chain([MonthDay::Last])
            .chain([1, 2, 3, 4, -1].into_iter().flat_map(nth));
        let all: Vec<MonthDay> = all.collect();
        for pair in all.windows(2) {
            let days = MonthDays::checked(&[pair[1], pair[0]]).expect("two days");
            assert_eq!(days.iter().collect::<Vec<_>>(), pair);
        }
        let wrong = |days: &[MonthDay]| MonthDays::checked(days).expect_err("no days");
        assert_eq!(wrong(&[MonthDay::Day(1), MonthDay::Day(32)]), NoRule::Day);
        assert_eq!(wrong(&[MonthDay::Day(1), MonthDay::Day(1)]), NoRule::Days);
    }
}
