//! A [`Tail`](super::Tail) as what a client reads.
//!
//! A transport only carries: what is sent, and from where on, is the tail's.
//!
//! - [`sse`]: a response that does not end
//! - [`long_poll`]: a response for each time that something happened
//! - [`socket`]: a WebSocket

pub mod long_poll;
pub mod socket;
pub mod sse;

use std::time::Duration;

/// How long a stream or a socket is usually silent at most: a page tells a program that hangs by two and a
/// half of them, 10 seconds.
pub const KEEP_ALIVE: Duration = Duration::from_secs(4);
