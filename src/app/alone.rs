//! The program for a moment, where none runs: the book, and the interface to it on a port of its own.
//!
//! It shows nothing and remembers nothing. A start of the program meanwhile, or
//! another import, waits for the lock and gets it when the work is over.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use anyhow::Context;

use crate::book::Book;
use crate::config::Config;
use crate::server::{self, Site};
use crate::shell::{self, Door, Gate, Place, Secret, Serving, Settings, Shell, random};

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
        let book = Book::open(&config.book, &Secret::from_bytes(random()?).text()[..32])?;
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("No port on 127.0.0.1 can be opened")?;
        let door = Door {
            app: "counterfoil".into(),
            port: listener.local_addr()?.port(),
            token: Secret::from_bytes(random()?),
            reentry: Secret::from_bytes(random()?),
            instance_key: place.key().clone(),
            api: "/api/".into(),
            streams: "/api/v1/events".into(),
        };
        let shell = Shell::new(Settings::new("Counterfoil"));
        let gate = Gate::new("Counterfoil", door, shell.handle());
        let site = Site::new(Arc::clone(&book), shell.handle(), || {}, Box::new(|| Ok(())));
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
