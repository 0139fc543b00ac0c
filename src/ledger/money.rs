//! Amounts and currencies.
//!
//! Money is an integer of minor units (cents for USD, yen for JPY, fils for
//! KWD); how many decimals that is comes from ISO 4217. There is no float
//! here and none anywhere near: every sum is checked.

use std::fmt;
use std::str::FromStr;

/// The largest amount one split may have: ten million million minor units.
///
/// A hundred thousand million in a two-decimal currency; room for 900 such
/// rows remains before a balance passes what a browser holds exactly (2^53 − 1).
pub const LARGEST_AMOUNT: i64 = 10_000_000_000_000;

/// The largest balance: what an IEEE 754 double, and so a browser, holds exactly.
pub const LARGEST_BALANCE: i64 = (1 << 53) - 1;

/// An amount in minor units of some currency. Positive is into the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minor(i64);

/// What can be wrong with an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("the amount is larger than a book can hold")]
    TooLarge,
    #[error("{0:?} is not a currency code of ISO 4217")]
    UnknownCurrency(String),
}

impl Minor {
    pub const ZERO: Minor = Minor(0);

    /// One split's amount: refused beyond ±[`LARGEST_AMOUNT`].
    pub fn amount(units: i64) -> Result<Minor, MoneyError> {
        Minor::within(units, LARGEST_AMOUNT)
    }

    /// A balance: refused beyond ±[`LARGEST_BALANCE`].
    pub fn balance(units: i64) -> Result<Minor, MoneyError> {
        Minor::within(units, LARGEST_BALANCE)
    }

    fn within(units: i64, limit: i64) -> Result<Minor, MoneyError> {
        if (-limit..=limit).contains(&units) { Ok(Minor(units)) } else { Err(MoneyError::TooLarge) }
    }

    pub const fn units(self) -> i64 {
        self.0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum, where a balance can still hold it.
    pub fn plus(self, other: Minor) -> Result<Minor, MoneyError> {
        self.0.checked_add(other.0).ok_or(MoneyError::TooLarge).and_then(Minor::balance)
    }

    /// The same amount the other way. Never fails: the range is symmetric.
    #[must_use]
    pub const fn negated(self) -> Minor {
        Minor(-self.0)
    }

    /// The sum of many, where a balance can hold it.
    pub fn sum(amounts: impl IntoIterator<Item = Minor>) -> Result<Minor, MoneyError> {
        amounts.into_iter().try_fold(Minor::ZERO, Minor::plus)
    }
}

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the decimal mark; 0 where ISO 4217 gives none (gold, for instance).
    pub fn decimals(self) -> u8 {
        self.0.exponent().and_then(|digits| u8::try_from(digits).ok()).unwrap_or(0)
    }

    /// The amount as people of no particular country write it: `-1234.50`.
    pub fn text(self, amount: Minor) -> String {
        self.text_of(i128::from(amount.units()))
    }

    /// The same of minor units that are more than a balance may be in the end, as a running one can be on its way.
    pub fn text_of(self, units: i128) -> String {
        let digits = usize::from(self.decimals());
        let sign = if units < 0 { "-" } else { "" };
        let units = units.unsigned_abs();
        if digits == 0 {
            return format!("{sign}{units}");
        }
        let scale = 10u128.pow(u32::from(self.decimals()));
        format!("{sign}{}.{:0digits$}", units / scale, units % scale)
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())
            .map(Currency)
            .ok_or_else(|| MoneyError::UnknownCurrency(code.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd() -> Currency {
        "usd".parse().expect("USD is a currency")
    }

    #[test]
    fn an_amount_beyond_the_limit_is_refused() {
        assert_eq!(Minor::amount(LARGEST_AMOUNT).map(Minor::units), Ok(LARGEST_AMOUNT));
        assert_eq!(Minor::amount(LARGEST_AMOUNT + 1), Err(MoneyError::TooLarge));
        assert_eq!(Minor::amount(i64::MIN), Err(MoneyError::TooLarge));
    }

    #[test]
    fn a_sum_that_no_browser_holds_is_refused() {
        let most = Minor::balance(LARGEST_BALANCE).expect("within");
        let one = Minor::amount(1).expect("within");
        assert_eq!(most.plus(one), Err(MoneyError::TooLarge));
    }

    #[test]
    fn text_follows_the_decimals_of_the_currency() {
        let amount = Minor::amount(-1234).expect("within");
        assert_eq!(usd().text(amount), "-12.34");
        assert_eq!("JPY".parse::<Currency>().expect("yen").text(amount), "-1234");
        assert_eq!("KWD".parse::<Currency>().expect("dinar").text(amount), "-1.234");
        assert_eq!(usd().text(Minor::amount(-5).expect("within")), "-0.05");
    }

    #[test]
    fn a_code_that_is_no_currency_is_an_error() {
        assert!("QQQ".parse::<Currency>().is_err());
    }
}
