//! A [`Tail`](super::Tail) as the body of a response.
//!
//! A transport only carries: what is sent, and from where on, is the tail's.

pub mod sse;
