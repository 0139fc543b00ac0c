//! Reconciling: does the register agree with the bank's statement?
//!
//! Pure. It compares and explains; it ticks nothing and changes nothing.
//!
//! - [`explain`]: what could be behind a difference
//! - [`mod@drift`]: whether a finished statement still has what it held
//! - [`blame`]: which rows and changes made an old statement no longer add up

pub mod blame;
pub mod drift;
pub mod explain;

pub use blame::{Blamed, Logged, blamed};
pub use drift::{Drift, drift};
pub use explain::{Explanation, Row, explanations};
