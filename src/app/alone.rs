//! The program for a moment, where none runs: the book, and the interface to it on a port of its own.
//!
//! It shows nothing, and remembers only that there is a book. A start of the program meanwhile, or
//! another import, waits for the lock and gets it when the work is over.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use anyhow::Context;

use super::hold::Held;
use super::remembered::Remembered;
use super::tokens::Tokens;
use crate::book::Book;
use crate::config::Config;
use crate::server::{self, Keeping, Site};
use crate::shell::{self, Gate, Place, Secret, Serving, Settings, Shell, random};
use crate::wall_clock::WallClock;

/// It ends when this is dropped.
pub struct Alone {
    book: Arc<Book>,
    serving: Serving,
    gate: Gate,
    /// Held: what requests tell of themselves has to be heard.
    _shell: Shell,
    _held: Vec<Held>,
    _place: Place,
}

impl Alone {
    pub fn open(config: &Config, place: Place) -> anyhow::Result<Alone> {
        place.announce_brief()?;
        let clock = config.clock.clone().map_or_else(WallClock::system, WallClock::beginning);
        let remembered = Remembered::load(place.folder());
        let (book, held) = super::opening::open(config, &remembered, &clock)?;
        remembered.save();
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("No port on 127.0.0.1 can be opened")?;
        let port = listener.local_addr()?.port();
        let door =
            super::door(port, place.key(), [Secret::from_bytes(random()?), Secret::from_bytes(random()?)])?;
        let shell = Shell::new(Settings::new("Counterfoil"));
        let gate = Gate::new("Counterfoil", door, shell.handle());
        let tokens = Tokens::load(&super::run_folder(config)?, gate.clone(), clock.clone())?;
        let backups = Arc::new(super::backups::of_book(config)?);
        let refuse = Box::new(|_: &str| Err(std::io::Error::other("it is open by the command line")));
        let site = Site::new(Arc::clone(&book), shell.handle(), || {}, Box::new(|| Ok(())))
            .by(clock)
            .keeping(Arc::new(tokens))
            .backed_up(Keeping { backups, replace: refuse, not_restored: None });
        let serving = shell::serve(listener, gate.clone(), server::pages(site))?;
        Ok(Alone { book, serving, gate, _shell: shell, _held: held, _place: place })
    }

    /// A fresh address that lets somebody in once.
    pub fn address(&self) -> String {
        self.gate.address()
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.book.finish();
        self.serving.stop();
        if let Err(failure) = self.book.close() {
            eprintln!("counterfoil: {}", super::trouble::at_the_end(&failure).lines.join(" "));
        }
    }
}
