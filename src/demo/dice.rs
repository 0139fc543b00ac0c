//! Numbers that look like chance and are the same every time.

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
pub struct Dice(u64);

impl Dice {
    /// The dice of one day: what happens on it does not hang on the days before.
    pub fn of_day(seed: u64, day: i64) -> Dice {
        Dice(seed ^ day.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` up to and with `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let size = high.abs_diff(low) + 1;
        low.saturating_add_unsigned(self.next() % size)
    }

    /// True in so many of a hundred.
    pub fn in_hundred(&mut self, times: i64) -> bool {
        self.between(1, 100) <= times
    }

    /// One of these; there is at least one.
    pub fn one_of<T: Copy>(&mut self, all: &[T], otherwise: T) -> T {
        let at = usize::try_from(self.next() % (all.len().max(1) as u64)).unwrap_or(0);
        all.get(at).copied().unwrap_or(otherwise)
    }
}
