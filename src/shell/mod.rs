//! The shell: a program that lives in the tray and shows itself in the browser.
//!
//! It owns the tray icon, the door in front of the server and the life of the
//! process. The program around it brings pages, and what they show. The shell
//! knows nothing of what the program is for: it names nothing outside this
//! folder and [`events`](crate::events).
//!
//! # Quick start
//!
//! One page with one line of its own in the tray menu. It opens in the user's
//! browser, lives as long as a page is open, and a second start opens another
//! page of the first. `examples/hello_tray.rs` is the whole of it, with a page
//! that listens.
//!
//! ```no_run
//! use actix_web::{HttpResponse, web};
//! use counterfoil::events::{Cursor, Frame, Log};
//! use counterfoil::shell::{self, Action, App, SessionId, Settings, Shell};
//! use std::sync::Arc;
//!
//! struct Hello(Arc<Log>);
//!
//! impl App for Hello {
//!     fn action(&self, _id: &str) {
//!         self.0.announce(Frame::entry(self.0.head() + 1, "hello", "{}"));
//!     }
//!     fn finish(&self) {
//!         self.0.close(Frame::notice("bye", "{}"));
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let shell = Shell::new(Settings {
//!     actions: vec![Action::new("hello", "Say hello")],
//!     ..Settings::new("Hello")
//! });
//! let (log, handle) = (Log::in_memory("hello".into()), shell.handle());
//! let hello = Hello(log.clone());
//! let pages = move |config: &mut web::ServiceConfig| {
//!     let (log, handle) = (log.clone(), handle.clone());
//!     config.route("/", web::get().to(async || HttpResponse::Ok().body("<h1>Hello</h1>")));
//!     // Whoever listens here is a session and keeps the program alive.
//!     config.route("/api/events", web::get().to(move || {
//!         let tail = log.tail(&Cursor::default(), None);
//!         std::future::ready(shell::stream(&handle, SessionId::new("page"), tail))
//!     }));
//! };
//! std::process::exit(shell.start("/home/me/.local/state/hello".as_ref(), pages, hello)?)
//! # }
//! ```
//!
//! A program that keeps its port and the way back of open pages across starts, as Counterfoil
//! does, takes the steps of [`Shell::start`] one by one: [`instance::claim`],
//! a listening socket, a [`Gate`] for its [`Door`], [`serve`],
//! [`Place::announce`], [`Shell::run`].
//!
//! # The life of the process
//!
//! ```text
//!  start ─▶ claim the folder ── held by another ─▶ open a page of the first, exit 0
//!                 │ first
//!                 ▼                  last session closed             linger is over
//!  listen ─▶ waiting ─▶ open ─────────────────────────▶ lingering ──────┐
//!                         ▲                                 │           ▼
//!                         └──────── a session opens ────────┘       stopping ─▶ exit
//!                                                                       ▲
//!                          Quit in the menu, TERM, INT, HUP, the API ───┘
//!
//!  stopping:  App::finish ─▶ last answers, half a second at most ─▶ App::close ─▶ exit 0
//!                       └──────────────── ten seconds over ────────────────────▶ exit 1
//! ```
//!
//! A session is a page that listens ([`stream`]), a poll that comes again, or
//! a heartbeat. The linger is five seconds after a page said goodbye, thirty
//! after a connection that just ended ([`Linger`]).
//!
//! # What fails, and how it is said
//!
//! | | |
//! |---|---|
//! | [`Shell::start`] | [`StartError`]: the folder, a first that does not answer, the port |
//! | [`instance::claim`] | [`ClaimError`] |
//! | [`serve`] | [`std::io::Error`]: the system refuses the socket or the threads |
//! | [`random`], [`Place::announce`] | [`std::io::Error`] of the system |
//! | [`Shell::run`] | exit code 1 when the app could not stop in ten seconds |
//! | everything of a [`Handle`] | nothing: it reports, and after the end nobody listens |
//!
//! # The files
//!
//! The pure half decides, in reading order:
//!
//! - [`presence`]: which sessions are open, and until when one may come back
//! - [`lifetime`]: when the program may end; [`moment`]: the time as it is told
//! - [`notice`]: what waits, and how often it may be said
//! - [`menu`]: the tray menu as a value
//! - [`event`]: what the log says of all that
//! - [`core`]: the three together, inputs in and outputs out
//! - [`access`], [`request`], [`secret`], [`refusal`]: who may come in, and the words for who may not
//! - [`bearers`]: keys for scripts
//! - [`launch_codes`]: addresses that let a browser in once; [`reentry`]: how an open page finds back
//! - [`trial`]: what a library may end by a panic
//! - `tally`: what strangers do, summed up for the log
//! - `plain_path`: whether an address is written the plain way
//!
//! The other half does:
//!
//! - [`headless`]: the loop that drives the core
//! - [`desktop`]: is there a display, a session bus, a tray host?
//! - [`survey`]: all of that for somebody who looks for a fault
//! - [`event_loop`] and [`tray`]: the screen; the only files that know of one
//! - `clipboard`: an address for another browser
//! - `screen`: what is known of it, for the threads that do not wait for it
//! - `last_display`: outlives it
//! - [`service`]: what a service manager is told
//! - `signals`: TERM, INT, QUIT and HUP
//! - `arrivals`: the pages that load
//! - `aloud`: a notification of the desktop
//! - [`browser`]: opens an address
//! - [`instance`]: be the first, or ask the first to open a page
//! - [`http`]: the server, the door in front of it, and all of it in one call
//! - `peer`: whose program is at the other end of a connection
//! - [`last_words`]: why the program could not start, for those who see no terminal
//! - [`session`]: the guard of an open session

#![warn(missing_docs)]

pub mod access;
mod aloud;
mod arrivals;
pub mod bearers;
pub mod browser;
mod clipboard;
pub mod clock;
pub mod core;
pub mod desktop;
pub mod event;
pub mod event_loop;
pub mod handle;
pub mod headless;
pub mod http;
pub mod instance;
#[cfg(target_os = "linux")]
mod last_display;
pub mod last_words;
pub mod launch_codes;
pub mod lifetime;
mod linger;
pub mod menu;
mod messages;
pub mod moment;
pub mod notice;
mod peer;
mod plain_path;
pub mod presence;
mod random;
pub mod reentry;
pub mod refusal;
pub mod request;
mod run;
mod screen;
pub mod secret;
pub mod service;
pub mod session;
mod signals;
mod stage;
pub mod survey;
mod tally;
pub mod tray;
pub mod trial;

pub use access::{Access, Door};
pub use aloud::tell as notify;
pub use bearers::{Bearer, MOST as MOST_BEARERS};
pub use browser::Browser;
pub use core::Status;
pub use handle::Handle;
pub use http::{Gate, Serving, StartError, serve, stream};
pub use instance::{ClaimError, Place, Standing};
pub use lifetime::Linger;
pub use menu::Action;
pub use notice::Notice;
pub use presence::{Present, SessionId, Visitor};
pub use random::random;
pub use run::{App, AtStart, Screen, Settings, Shell};
pub use secret::Secret;
pub use session::{SessionGuard, guarded};
