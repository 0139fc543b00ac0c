//! Counterfoil: a chequebook ledger in the tray and in the browser.
//!
//! This page is the map; `docs/ARCHITECTURE.md` has the reasons.
//!
//! **Data.** `POST /api/…` → [`server`] maps it to a [`ledger::Command`] →
//! [`book::Book::submit`] (one writer thread: facts → [`ledger::decide()`] → rows
//! and log, commit) → the log has grown → every session's [`events::Tail`] →
//! a frame that names what changed → the page reads again what it shows.
//!
//! **Life.** An event stream opens → its [`shell::SessionGuard`] tells the
//! [`shell`] → what to do comes out of a pure machine → browser, tray, end.
//!
//! In reading order:
//!
//! 1. [`ledger`]: what a book is and how it may change. Pure.
//! 2. [`store`]: the book as one SQLite file.
//! 3. [`book`]: the one door to it.
//! 4. [`events`]: how what happened reaches everybody who watches.
//! 5. [`import`]: bank files. Pure.
//!    [`export`]: the book as files of other programs. Pure.
//! 6. [`shell`]: the tray, the browser and the life of the process.
//! 7. [`server`]: the interface for the page.
//! 8. [`demo`]: a sample book, as commands. Pure.
//! 9. [`wall_clock`]: which day it is.
//! 10. [`app`]: puts it all together; [`config`] and [`cli`] say how.

#![cfg_attr(test, allow(clippy::inconsistent_digit_grouping, reason = "in amounts 100_00 is read as 100.00"))]

pub mod app;
pub mod book;
pub mod cli;
pub mod config;
pub mod demo;
pub mod events;
pub mod export;
pub mod import;
pub mod ledger;
pub mod server;
pub mod shell;
pub mod store;
pub mod wall_clock;
