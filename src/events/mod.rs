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
//! # Quick start
//!
//! ```
//! use counterfoil::events::{Cursor, Frame, Log};
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let log = Log::in_memory("weather".into());
//! log.announce(Frame::entry(1, "rain", r#"{"mm":3}"#));
//! log.announce(Frame::entry(2, "sun", "{}"));
//!
//! // A session that has seen revision 1 and comes again.
//! let cursor = Cursor { log: Some("weather".into()), after: Some(1) };
//! let mut tail = log.tail(&cursor, None);
//! let missed = tail.next().await.expect("the session lives");
//! assert_eq!(&missed[0].sse()[..], b"event: sun\nid: 2\ndata: {}\n\n");
//!
//! // The last frame of every session, and of those to come.
//! log.close(Frame::notice("bye", "{}"));
//! assert_eq!(tail.next().await, Some(vec![Frame::notice("bye", "{}")]));
//! assert_eq!(tail.next().await, None);
//! # });
//! ```
//!
//! [`transport`] makes a response of a tail: server-sent events, long polls,
//! a WebSocket. A log that outlives the program has an [`Archive`] and begins
//! with [`Log::new`].
//!
//! # The life of a tail
//!
//! ```text
//!  Log::tail(cursor) ── of another log, or of the future ─▶ reset: read everything anew
//!        │ after R                                            │ goes on at the newest
//!        ▼                                                    │
//!  the opening frame ◀────────────────────────────────────────┘
//!        │
//!        ▼            the log is ahead
//!   ┌─▶ next ─────────────────────────────▶ all it missed, as one batch ─┐
//!   │    │ level: the newest notice, or wait                             │
//!   └────┴───────────────────────────────────────────────────────────────┘
//!        │ closed, and nothing is missing        │ the archive cannot be read
//!        ▼                                       ▼
//!   the last frame, then None              None: the client comes again with its cursor
//! ```
//!
//! # What fails
//!
//! Only reading the archive can: [`ArchiveError`]. A session then ends
//! without a last frame (a poll without an answer), and its client comes again
//! with the cursor it has: nothing is lost. Everything else here cannot fail.
//!
//! # The files
//!
//! - [`frame`]: one event, encoded once, shared by all sessions
//! - [`log`]: the newest end of the log, and the notices that are no history
//! - [`tail`]: a cursor that moves
//! - [`transport`]: a tail as the body of a response

#![warn(missing_docs)]

pub mod frame;
pub mod log;
pub mod tail;
pub mod transport;

pub use frame::Frame;
pub use log::{Archive, ArchiveError, Log};
pub use tail::{Cursor, Tail};
