//! Amounts as files write them: exact decimals.
//!
//! A [`Decimal`] has no currency and no float in it. [`marks`] finds out how
//! a whole file writes its numbers; this module only keeps them, and turns
//! them into minor units at the end. Nothing here rounds without saying so.

pub mod marks;
pub mod money_sign;

use std::fmt;

use crate::ledger::{Currency, Minor, MoneyError};

/// The most digits after the decimal mark; a file that has more is not about money.
const MOST_DECIMALS: u32 = 18;

/// A decimal number, exact. Equal values are equal: `1.50` is `1.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    digits: i128,
    /// How many of the digits stand after the decimal mark; never more than needed.
    decimals: u32,
}

/// An amount in minor units, and whether nothing was lost on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InMinor {
    pub minor: Minor,
    /// False where the file is finer than the currency; the amount was then
    /// rounded to the nearest unit, halves away from zero, and the person must be told.
    pub exact: bool,
}

impl Decimal {
    pub const ZERO: Decimal = Decimal { digits: 0, decimals: 0 };

    /// `digits` × 10^−`decimals`. None where it has more decimals than we hold.
    pub fn new(digits: i128, decimals: u32) -> Option<Decimal> {
        let mut number = Decimal { digits, decimals };
        while number.decimals > 0 && number.digits % 10 == 0 {
            number.digits /= 10;
            number.decimals -= 1;
        }
        (number.decimals <= MOST_DECIMALS).then_some(number)
    }

    pub const fn is_zero(self) -> bool {
        self.digits == 0
    }

    pub const fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// The sum, or none where it has more digits than we hold.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let decimals = self.decimals.max(other.decimals);
        let sum = self.scaled(decimals)?.checked_add(other.scaled(decimals)?)?;
        Decimal::new(sum, decimals)
    }

    /// The difference, or none where it has more digits than we hold.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        let negated = Decimal { digits: other.digits.checked_neg()?, decimals: other.decimals };
        self.plus(negated)
    }

    /// `-12.50`: with at least this many decimals, and no digit less than there is.
    pub fn with_decimals(self, at_least: u32) -> String {
        let text = self.to_string();
        let missing = at_least.saturating_sub(self.decimals) as usize;
        let mark = if self.decimals == 0 && missing > 0 { "." } else { "" };
        format!("{text}{mark}{}", "0".repeat(missing))
    }

    /// The amount in minor units of `currency`; an error where no book can hold it.
    pub fn to_minor(self, currency: Currency) -> Result<InMinor, MoneyError> {
        let wanted = u32::from(currency.decimals());
        let (units, exact) = if self.decimals <= wanted {
            (self.scaled(wanted).ok_or(MoneyError::TooLarge)?, true)
        } else {
            self.rounded(self.decimals - wanted).ok_or(MoneyError::TooLarge)?
        };
        let units = i64::try_from(units).map_err(|_| MoneyError::TooLarge)?;
        Ok(InMinor { minor: Minor::amount(units)?, exact })
    }

    /// The digits, were there `decimals` of them after the mark; not fewer than there are.
    fn scaled(self, decimals: u32) -> Option<i128> {
        let power = 10i128.checked_pow(decimals.checked_sub(self.decimals)?)?;
        self.digits.checked_mul(power)
    }

    /// The digits without the last `dropped`, and whether those were all zeros.
    fn rounded(self, dropped: u32) -> Option<(i128, bool)> {
        let power = 10i128.checked_pow(dropped)?;
        let (whole, rest) = (self.digits / power, self.digits % power);
        let up = if rest.abs() >= power / 2 { self.digits.signum() } else { 0 };
        Some((whole.checked_add(up)?, rest == 0))
    }
}

impl fmt::Display for Decimal {
    /// `-1234.5`: a point, no thousands marks, no more decimals than needed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let decimals = self.decimals as usize;
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = decimals + 1);
        let (whole, rest) = digits.split_at(digits.len() - decimals);
        let mark = if rest.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{mark}{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: i128, decimals: u32) -> Decimal {
        Decimal::new(digits, decimals).expect("few digits")
    }

    fn minor(amount: Decimal, code: &str) -> Result<(i64, bool), MoneyError> {
        let there = amount.to_minor(code.parse().expect("a currency"))?;
        Ok((there.minor.units(), there.exact))
    }

    #[test]
    fn equal_values_are_equal_however_they_are_written() {
        assert_eq!(number(150, 2), number(15, 1));
        assert_eq!(number(0, 4), Decimal::ZERO);
    }

    #[test]
    fn text_has_a_point_and_no_needless_zeros() {
        assert_eq!(number(-5, 2).to_string(), "-0.05");
        assert_eq!(number(123_450, 2).to_string(), "1234.5");
        assert_eq!(number(1200, 0).to_string(), "1200");
    }

    #[test]
    fn decimals_of_the_currency_are_written_and_finer_ones_kept() {
        assert_eq!(number(-125, 1).with_decimals(2), "-12.50");
        assert_eq!(number(12, 0).with_decimals(2), "12.00");
        assert_eq!(number(12, 0).with_decimals(0), "12");
        assert_eq!(number(-12_345, 4).with_decimals(2), "-1.2345");
    }

    #[test]
    fn sums_align_the_decimals() {
        assert_eq!(number(1, 1).plus(number(1, 3)), Some(number(101, 3)));
        assert_eq!(number(1, 1).minus(number(1, 1)), Some(Decimal::ZERO));
        assert_eq!(number(i128::MAX, 0).plus(number(1, 0)), None);
        assert_eq!(number(1, 0).minus(number(i128::MIN, 0)), None);
    }

    #[test]
    fn minor_units_follow_the_currency() {
        assert_eq!(minor(number(-55, 1), "USD"), Ok((-550, true)));
        assert_eq!(minor(number(1234, 0), "JPY"), Ok((1234, true)));
        assert_eq!(minor(number(1234, 3), "KWD"), Ok((1234, true)));
    }

    #[test]
    fn an_amount_finer_than_the_currency_is_rounded_and_says_so() {
        assert_eq!(minor(number(1_971_063, 4), "USD"), Ok((19711, false)));
        assert_eq!(minor(number(-5, 1), "JPY"), Ok((-1, false)));
        assert_eq!(minor(number(4, 1), "JPY"), Ok((0, false)));
    }

    #[test]
    fn an_amount_that_no_book_holds_is_an_error() {
        assert_eq!(minor(number(i128::MAX, 0), "USD"), Err(MoneyError::TooLarge));
        assert_eq!(minor(number(i64::MAX.into(), 0), "JPY"), Err(MoneyError::TooLarge));
    }
}
