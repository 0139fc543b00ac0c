//! The shell: a program that lives in the tray and shows itself in the browser.
//!
//! It owns the tray icon and the life of the process. The program around it
//! brings a web server of its own, tells the shell which browser sessions are
//! open, and is told when to end. The shell knows nothing of what the program
//! is for: it names nothing outside this folder.
//!
//! ```no_run
//! use counterfoil::shell::{App, Settings, Shell};
//!
//! struct Hello;
//!
//! impl App for Hello {
//!     fn open_page(&self) -> String { "http://127.0.0.1:8123/open/…".into() }
//!     fn stop(&self) { /* end the streams, then the server */ }
//! }
//!
//! let shell = Shell::new(Settings::new("Hello"));
//! let handle = shell.handle(); // for the server: session_opened, session_closed, …
//! std::process::exit(shell.run(Hello));
//! ```
//!
//! The pure half decides, in reading order:
//!
//! - [`presence`]: which sessions are open, and until when one may come back
//! - [`lifetime`]: when the program may end
//! - [`menu`]: the tray menu as a value
//! - [`core`]: the three together, inputs in and outputs out
//! - [`access`], [`secret`], [`refusal`]: who may come in, and the words for who may not
//!
//! The other half does:
//!
//! - [`headless`]: the loop that drives the core
//! - [`desktop`]: is there a display, a session bus, a tray host?
//! - [`event_loop`] and [`tray`]: the screen; the only files that know of one
//! - [`browser`]: opens an address
//! - [`instance`]: be the first, or ask the first to open a page
//! - [`http`]: the server, and the door in front of it
//! - `peer`: whose program is at the other end of a connection
//! - [`last_words`]: why the program could not start, for those who see no terminal
//! - [`session`]: the guard of an open session

pub mod access;
pub mod browser;
pub mod clock;
pub mod core;
pub mod desktop;
pub mod event_loop;
pub mod handle;
pub mod headless;
pub mod http;
pub mod instance;
pub mod last_words;
pub mod lifetime;
pub mod menu;
mod peer;
pub mod presence;
mod random;
pub mod refusal;
mod run;
pub mod secret;
pub mod session;
pub mod tray;

pub use access::{Access, Door};
pub use browser::Browser;
pub use core::Status;
pub use handle::Handle;
pub use http::{Gate, Serving, serve};
pub use instance::{ClaimError, Place, Standing};
pub use lifetime::Linger;
pub use menu::Action;
pub use presence::{Present, SessionId, Visitor};
pub use random::random;
pub use run::{App, AtStart, Screen, Settings, Shell};
pub use secret::Secret;
pub use session::{SessionGuard, guarded};
