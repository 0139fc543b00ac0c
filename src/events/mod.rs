//! Tailing a log: how what happened reaches everybody who watches.
//!
//! A [`Log`] is an ordered list of [`Frame`]s, each with the next *revision*
//! (1, 2, 3 …). Nobody is told anything: every session owns a [`Tail`], which
//! reads the log from its own cursor at its own pace. So a stalled reader
//! costs nothing and stops nobody, a reconnect continues where it stopped,
//! and a restart does not matter, because the log is kept elsewhere
//! ([`Archive`]) and only its newest end is held here.
//!
//! This folder names nothing of the program around it: not a ledger, not a
//! tray, not a book. It keeps no list of listeners and has no channel per
//! client.
//!
//! - [`frame`]: one event, encoded once, shared by all sessions
//! - [`log`]: the newest end of the log, and the notices that are no history
//! - [`tail`]: a cursor that moves
//! - [`transport`]: a tail as the body of a response

pub mod frame;
pub mod log;
pub mod tail;
pub mod transport;

pub use frame::Frame;
pub use log::{Archive, Log};
pub use tail::{Cursor, Tail};
