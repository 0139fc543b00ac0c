//! A server for a test, and a client that sends exactly what it is told to.

pub mod client;
mod house;
pub mod program;
mod socket;
mod transports;

pub use client::{Answer, Client, Events, Request};
pub use house::House;
pub use socket::{Message, Socket, upgrade};
pub use transports::{Listener, TRANSPORTS, Transport};

use std::time::{Duration, Instant};

use counterfoil::wall_clock::WallClock;

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A clock that shows now, or what `COUNTERFOIL_CLOCK` says: all servers of a test begin at the same moment.
pub fn clock() -> WallClock {
    let setting = std::env::var("COUNTERFOIL_CLOCK").ok().map(|text| text.parse().expect("a moment"));
    setting.map_or_else(WallClock::system, WallClock::beginning)
}

/// Waits until `done` gives something.
pub fn wait_for<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(value) = done() {
            return value;
        }
        assert!(Instant::now() < deadline, "waited too long for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Random numbers that are the same in every run (xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
