//! What a library may end by a panic, and is caught where it is tried: no fault of the program.
//!
//! Whoever writes panics down asks here whether one is expected. It catches nothing that was not tried.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_UNDER_WAY: Cell<bool> = const { Cell::new(false) };
}

/// What came of it; none where it panicked.
pub fn attempt<T>(work: impl FnOnce() -> T) -> Option<T> {
    IS_UNDER_WAY.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    IS_UNDER_WAY.set(false);
    outcome.ok()
}

/// Whether something is being tried on this thread, so that a panic is no news.
pub fn is_under_way() -> bool {
    IS_UNDER_WAY.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_may_fail_and_what_comes_after_is_not_tried() {
        assert_eq!(attempt(is_under_way), Some(true));
        assert_eq!(attempt(|| panic!("a library has given up")), None::<()>);
        assert!(!is_under_way());
    }
}
