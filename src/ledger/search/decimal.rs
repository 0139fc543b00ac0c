//! Amounts as they are typed into a search, of no currency yet.

use std::ops::RangeInclusive;

/// How an amount is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Comparison {
    /// What stands before the number, and the rest; equality where nothing does.
    pub(super) fn split(text: &str) -> Option<(Comparison, &str)> {
        let signs = [
            (">=", Comparison::AtLeast),
            ("≥", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            ("≤", Comparison::AtMost),
            (">", Comparison::Above),
            ("<", Comparison::Below),
            ("=", Comparison::Equal),
        ];
        signs.iter().find_map(|(sign, comparison)| Some((*comparison, text.strip_prefix(sign)?)))
    }
}

/// A number without a sign: `units` divided by ten to the `decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    pub units: i64,
    pub decimals: u8,
}

/// The most digits of a number; more than the largest amount has.
const MOST_DIGITS: usize = 17;

impl Decimal {
    /// `1250`, `12.50`, `12,5`: digits with one decimal mark or none.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let has_mark = whole.len() < text.len();
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_number =
            digits(whole) && digits(part) && (!part.is_empty() || (!has_mark && !whole.is_empty()));
        let count = whole.len() + part.len();
        if !is_number || count > MOST_DIGITS {
            return None;
        }
        let units = format!("{whole}{part}").parse().ok()?;
        Some(Decimal { units, decimals: u8::try_from(part.len()).ok()? })
    }

    /// The sizes, in minor units of a currency with so many decimals, that compare so with this
    /// number. Empty where none can: `=0.005` in a currency of cents.
    pub fn sizes(self, comparison: Comparison, decimals: u8) -> RangeInclusive<i64> {
        let (down, up) =
            (power(self.decimals.saturating_sub(decimals)), power(decimals.saturating_sub(self.decimals)));
        let least = (self.units / down).saturating_mul(up);
        let is_exact = self.units % down == 0;
        match comparison {
            Comparison::Equal if is_exact => least..=least,
            // No size is negative.
            Comparison::Equal => -1..=-1,
            Comparison::Above => least.saturating_add(1)..=i64::MAX,
            Comparison::AtLeast => least.saturating_add(i64::from(!is_exact))..=i64::MAX,
            Comparison::Below => 0..=least.saturating_sub(i64::from(is_exact)),
            Comparison::AtMost => 0..=least,
        }
    }
}

fn power(decimals: u8) -> i64 {
    10i64.saturating_pow(u32::from(decimals))
}
