//! The program that runs on the book, or this one for a moment where none does.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::bail;
use serde_json::Value;

use super::alone::Alone;
use super::client::Client;
use super::waiting;
use crate::config::Config;
use crate::shell::Standing;

/// A heartbeat holds three times as long.
const EVERY: Duration = Duration::from_secs(20);

/// A book that can be asked, and changed, by the same interface as the page.
pub struct Reached {
    pub client: Client,
    /// Held: for as long the program is told that somebody is here.
    _staying: Sender<()>,
    /// Held: with it ends the program that runs for a moment.
    _alone: Option<Alone>,
}

impl Reached {
    pub fn book(config: &Config) -> anyhow::Result<Reached> {
        let folder = super::run_folder(config)?;
        let (address, alone) = match waiting::claim(&folder, waiting::Told::OnTerminal)? {
            Standing::Second(address) => (address, None),
            Standing::First(place) => {
                let alone = Alone::open(config, place)?;
                (alone.address(), Some(alone))
            }
        };
        let client = Client::enter(&address)?;
        Ok(Reached { _staying: stay(client.clone()), client, _alone: alone })
    }

    /// The register of this name. `nothing` says what was not done where there is none: "Nothing was imported".
    pub fn register(&self, name: &str, nothing: &str) -> anyhow::Result<i64> {
        let answer = self.client.get("/api/v1/accounts")?;
        let accounts = answer["accounts"].as_array().cloned().unwrap_or_default();
        let registers = || accounts.iter().filter(|one| one["kind"] == "asset" || one["kind"] == "liability");
        let named = |one: &&Value| one["name"].as_str().is_some_and(|other| is_same(other, name));
        if let Some(id) = registers().find(named).and_then(|one| one["id"].as_i64()) {
            return Ok(id);
        }
        let names: Vec<&str> = registers().filter_map(|one| one["name"].as_str()).collect();
        let there = if names.is_empty() {
            "The book has no accounts yet; leave --account out".to_owned()
        } else {
            format!("There are: {}", names.join(", "))
        };
        bail!("There is no account “{name}”. {nothing}. {there}.")
    }
}

/// Until what it gives is dropped: the last page may be closed while a file is taken in.
fn stay(client: Client) -> Sender<()> {
    let (staying, is_over) = channel::<()>();
    thread::spawn(move || {
        client.beat();
        while is_over.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
            client.beat();
        }
    });
    staying
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
