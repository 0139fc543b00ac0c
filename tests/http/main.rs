//! The real server in-process, over real sockets.
//!
//! Every test has its own book, its own port and its own shell; none waits by
//! sleeping.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::inconsistent_digit_grouping,
    reason = "a test that cannot go on says why and fails; 100_00 is read as 100.00"
)]

mod access;
mod api;
mod attachments;
mod attacks;
mod backups;
mod budget;
mod cancels;
mod case_pairs;
mod changes;
mod cheques;
mod command_line;
mod command_line_balances;
mod command_line_export;
mod command_line_reports;
mod contents;
mod cursors;
mod day_order;
#[cfg(unix)]
mod days;
mod demo;
mod disk;
mod ends;
mod exports;
mod file;
mod finishing;
mod handing;
mod import_formats;
mod imports;
mod imports_changed;
mod imports_due;
mod kept_reports;
mod kill;
mod layouts;
mod ledgers;
mod leftovers;
mod loopback;
mod methods;
mod model;
mod names;
mod old_statements;
mod openapi;
mod pairs;
mod reentry;
mod refusals;
mod registers;
mod reloads;
mod repeats;
mod reports;
mod reviews;
mod roundtrips;
mod schedules;
mod scripts;
mod second_start;
mod secrets;
#[cfg(target_os = "linux")]
mod service;
mod sessions;
mod slow;
#[cfg(target_os = "linux")]
mod soak;
mod stalled;
mod start;
mod statements;
mod streams;
mod support;
mod transports;
mod tunnels;
mod uploads;
