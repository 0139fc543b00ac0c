//! How an import goes, for whoever sits at the terminal, and Ctrl-C.
//!
//! While a request is under way it asks the program how far it is and shows
//! that on one line of standard error, if that is a terminal. Ctrl-C has the
//! program stop; a second one does not wait for it.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use serde_json::Value;

use crate::app::client::Client;

/// How often to look.
const EVERY: Duration = Duration::from_millis(150);

/// The exit code of a program that Ctrl-C ended (128 and the signal's number, as shells have it).
pub const INTERRUPTED: i32 = 130;

/// Whoever looks on.
#[derive(Debug)]
pub struct Onlooker {
    is_interrupted: Arc<AtomicBool>,
    is_terminal: bool,
    /// The name that requests have meanwhile.
    pub task: String,
}

impl Onlooker {
    /// From now on Ctrl-C is heard.
    pub fn new() -> anyhow::Result<Onlooker> {
        let is_interrupted = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&is_interrupted);
        ctrlc::set_handler(move || {
            if heard.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED);
            }
        })
        .context("Ctrl-C cannot be heard")?;
        let task = format!("command-line-{}", std::process::id());
        Ok(Onlooker { is_interrupted, is_terminal: io::stderr().is_terminal(), task })
    }

    pub fn is_interrupted(&self) -> bool {
        self.is_interrupted.load(Ordering::Relaxed)
    }

    /// Does something that takes long with a file, and looks on meanwhile.
    pub fn during<T>(&self, client: &Client, file: &str, work: impl FnOnce() -> T) -> T {
        let (over, is_over) = channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                while is_over.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                    self.look(client, file);
                }
            });
            let done = work();
            drop(over);
            done
        })
    }

    /// Between two requests nothing is under way: that is no error.
    fn look(&self, client: &Client, file: &str) {
        let address = format!("/api/v1/imports/progress/{}", self.task);
        if self.is_interrupted() {
            let _ = client.delete(&address);
        } else if self.is_terminal
            && let Ok(progress) = client.get(&address)
        {
            self.show(&words(file, &progress));
        }
    }

    /// The line is wiped away; what is printed next stands in its place.
    pub fn wipe(&self) {
        self.show("");
    }

    fn show(&self, words: &str) {
        if self.is_terminal {
            let mut terminal = io::stderr().lock();
            // To the first column, and nothing behind it (ECMA-48, EL).
            let _ = write!(terminal, "\r\x1b[K{words}").and_then(|()| terminal.flush());
        }
    }
}

/// "may.ofx: writing, 12,000 of 100,000 (45 %)".
fn words(file: &str, progress: &Value) -> String {
    let count = |field: &str| progress[field].as_u64().unwrap_or_default();
    let stage = progress["stage"].as_str().unwrap_or_default();
    let rows = match (count("done"), count("of")) {
        (_, 0) => String::new(),
        (done, of) if stage == "reading" => format!(", {} of {} kB", done / 1_000, of.div_ceil(1_000)),
        (done, of) => format!(", {done} of {of}"),
    };
    let plain: String = file.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{plain}: {stage}{rows} ({} %)", count("percent"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_line_says_what_is_done_and_how_far_it_is_and_obeys_nothing_in_a_name() {
        let progress = json!({"stage": "writing", "percent": 45, "done": 12, "of": 100});
        assert_eq!(words("a\x1b[2J.qif", &progress), "a [2J.qif: writing, 12 of 100 (45 %)");
        let progress = json!({"stage": "reading", "percent": 6, "done": 250_000, "of": 2_000_001});
        assert_eq!(words("a.qif", &progress), "a.qif: reading, 250 of 2001 kB (6 %)");
        let progress = json!({"stage": "reading", "percent": 0, "done": 0, "of": 0});
        assert_eq!(words("a.qif", &progress), "a.qif: reading (0 %)");
    }
}
