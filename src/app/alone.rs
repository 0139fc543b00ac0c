//! The program for a moment, where none runs: the book, and the interface to it on a port of its own.
//!
//! It shows nothing and remembers nothing. A start of the program meanwhile, or
//! another import, waits for the lock and gets it when the work is over.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use anyhow::Context;

use super::tokens::Tokens;
use crate::book::Book;
use crate::config::Config;
use crate::server::{self, Site};
use crate::shell::{self, Gate, Place, Secret, Serving, Settings, Shell, random};
use crate::wall_clock::WallClock;

/// It ends when this is dropped.
pub struct Alone {
    book: Arc<Book>,
    serving: Serving,
    gate: Gate,
    /// Held: what requests tell of themselves has to be heard.
    _shell: Shell,
    _place: Place,
}

impl Alone {
    pub fn open(config: &Config, place: Place) -> anyhow::Result<Alone> {
        place.announce_brief()?;
        let clock = config.clock.clone().map_or_else(WallClock::system, WallClock::beginning);
        let new_id = Secret::from_bytes(random()?);
        let book = Book::open_with(&config.book, &new_id.text()[..32], clock.clone())?;
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("No port on 127.0.0.1 can be opened")?;
        let port = listener.local_addr()?.port();
        let door = super::door(port, place.key(), Secret::from_bytes(random()?))?;
        let shell = Shell::new(Settings::new("Counterfoil"));
        let gate = Gate::new("Counterfoil", door, shell.handle());
        let tokens = Tokens::load(&super::run_folder(config)?, gate.clone(), clock.clone())?;
        let site = Site::new(Arc::clone(&book), shell.handle(), || {}, Box::new(|| Ok(())))
            .by(clock)
            .keeping(Arc::new(tokens));
        let serving = shell::serve(listener, gate.clone(), server::pages(site))?;
        Ok(Alone { book, serving, gate, _shell: shell, _place: place })
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
        self.book.close();
    }
}
