//! Amounts as they are typed into a search, of no currency yet.

use std::ops::RangeInclusive;

use super::notation::DecimalMark;
use super::runs::is_space;

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
    /// `1250`, `12.50`, `12,5`, `1,234.50`, `1 234,50`: a number as people write it.
    ///
    /// A lone mark before exactly three digits is the reader's decimal mark, or else stands between thousands. Thousands
    /// are parted by one mark throughout, each three digits (or, as in India, two before the last three): `12 50` is
    /// no number.
    pub fn parse(text: &str, mark: DecimalMark) -> Option<Decimal> {
        let (whole, fraction) = at_mark(text, mark)?;
        let whole = ungrouped(whole)?;
        let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit());
        let count = whole.len() + fraction.len();
        if !is_fraction || !(1..=MOST_DIGITS).contains(&count) {
            return None;
        }
        let units = format!("{whole}{fraction}").parse().ok()?;
        Some(Decimal { units, decimals: u8::try_from(fraction.len()).ok()? })
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

/// The whole and the fraction, which is empty where there is none.
fn at_mark(text: &str, mark: DecimalMark) -> Option<(&str, &str)> {
    let Some(last) = text.rfind(['.', ',']) else {
        return Some((text, ""));
    };
    let (whole, rest) = text.split_at(last);
    let sign = rest.chars().next()?;
    let is_grouping = || ungrouped(text).is_some();
    match whole.contains(sign) {
        true => is_grouping().then_some((text, "")),
        false if sign != mark.sign() && is_grouping() => Some((text, "")),
        // A mark that nothing follows ends a sentence, not a number.
        false => Some((whole, &rest[1..])).filter(|(_, fraction)| !fraction.is_empty()),
    }
}

/// The digits of a whole number without what parts its thousands; none where they are not parted so.
fn ungrouped(text: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | '’') || is_space(c);
    let mut marks = text.chars().filter(|c| !c.is_ascii_digit());
    let Some(mark) = marks.next() else {
        return Some(text.to_owned());
    };
    if !is_mark(mark) || marks.any(|other| other != mark) {
        return None;
    }
    let groups: Vec<&str> = text.split(mark).collect();
    let (first, last) = (groups.first()?.len(), groups.last()?.len());
    let between = &groups[1..groups.len() - 1];
    let of = |size: usize| between.iter().all(|group| group.len() == size);
    let is_plain = (1..=3).contains(&first) && of(3);
    let is_indian = (1..=2).contains(&first) && of(2);
    (last == 3 && (is_plain || is_indian)).then(|| groups.concat())
}

fn power(decimals: u8) -> i64 {
    10i64.saturating_pow(u32::from(decimals))
}
