//! The real server in-process, over real sockets.
//!
//! Every test has its own book, its own port and its own shell; none waits by
//! sleeping.

mod access;
mod api;
mod imports;
mod kill;
mod openapi;
mod streams;
mod support;
