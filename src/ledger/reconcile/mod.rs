//! Reconciling: does the register agree with the bank's statement?
//!
//! Pure. It compares and explains; it ticks nothing and changes nothing.
//!
//! - [`explain`]: what could be behind a difference
//! - [`drift`](mod@drift): what became of a finished statement since

pub mod drift;
pub mod explain;

pub use drift::{Drift, drift};
pub use explain::{Explanation, Row, explanations};
