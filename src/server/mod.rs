//! The interface for the page, over HTTP on 127.0.0.1.
//!
//! - [`routes`]: every URL, in one table
//! - [`site`]: what every handler works with
//! - [`wire`] and [`mapping`]: what travels, and what it means
//! - [`error`]: problems in words
//! - one file per resource
//!
//! The server runs on a thread of its own with a runtime of its own. It takes
//! a bound listener and is told when to stop: it installs no signal handler.

pub mod accounts;
pub mod assets;
pub mod error;
pub mod imports;
pub mod mapping;
pub mod openapi;
pub mod previews;
pub mod program;
pub mod routes;
mod serving;
pub mod site;
pub mod stream;
pub mod transactions;
pub mod wire;

pub use serving::{Serving, start};
pub use site::Site;
