//! A point in time, as everything that decides is told it. It reads no clock.

/// Milliseconds since the program started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// So many milliseconds after the start.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the start.
    pub const fn as_ms(self) -> u64 {
        self.0
    }

    /// This much later. Stays at the end of time rather than wrap around.
    pub const fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` until this moment; 0 when it is over.
    pub const fn ms_after(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_does_not_wrap_around() {
        assert_eq!(Moment::from_ms(u64::MAX).plus_ms(1), Moment::from_ms(u64::MAX));
        assert_eq!(Moment::from_ms(1).ms_after(Moment::from_ms(2)), 0);
    }
}
