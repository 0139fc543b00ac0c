//! Opens an address in the user's browser.
//!
//! A browser that does not start is reported and never ends the program: the
//! address is then printed, so that the user can open it. It never writes an
//! address to the log, since a launch address lets in whoever has it.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use tracing::{info, warn};

/// Which browser opens a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Browser {
    /// The user's own, as the desktop knows it.
    System,
    /// This command; the address takes the place of `%u`, or comes last.
    Command(String),
    /// None: the address is printed.
    Print,
}

/// Why no browser was started.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The command is not written as a shell would read it.
    #[error("the browser command “{0}” is empty or has an open quote; write it as in a terminal")]
    Unreadable(String),
    /// The command could not be started.
    #[error("the browser could not be started ({0}); open the printed address yourself")]
    NotStarted(#[source] io::Error),
    /// Without its cause: the one that is given shows the address.
    #[error(
        "the desktop could not start its browser; open the printed address yourself, or name a browser with --browser"
    )]
    NotOnDesktop,
}

impl Browser {
    /// Opens `address`, or prints it where no browser can be started.
    /// `display` says whether there is a screen to show the system's browser on.
    pub fn open(&self, address: &str, display: bool) {
        let opened = match self {
            Self::Command(command) => start(command, address).map(|()| true),
            Self::System if display => {
                open::that_detached(address).map(|()| true).map_err(|_| BrowserError::NotOnDesktop)
            }
            Self::System | Self::Print => Ok(false),
        };
        match opened {
            Ok(true) => info!("asked the browser to open a page"),
            Ok(false) => print(address),
            Err(error) => {
                warn!("{error}");
                print(address);
            }
        }
    }
}

/// The one line on standard output by which a person or a script gets in.
pub fn print(address: &str) {
    let mut out = io::stdout().lock();
    // Nobody may be reading: the program goes on all the same.
    let _ = writeln!(out, "{address}").and_then(|()| out.flush());
}

/// Starts the command and waits for it on a thread of its own, so that it leaves no zombie.
fn start(command: &str, address: &str) -> Result<(), BrowserError> {
    let words = command_line(command, address).ok_or_else(|| BrowserError::Unreadable(command.to_owned()))?;
    let mut child = Command::new(&words[0])
        .args(&words[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(BrowserError::NotStarted)?;
    thread::spawn(move || match child.wait() {
        Ok(status) if !status.success() => warn!("the browser command ended with {status}"),
        Ok(_) => {}
        Err(error) => warn!("the browser command could not be waited for: {error}"),
    });
    Ok(())
}

/// The words of a command with the address in its place. At least one word, or `None`.
fn command_line(command: &str, address: &str) -> Option<Vec<String>> {
    // A path may have spaces in it; nobody should need quotes for just a program.
    let mut words = if Path::new(command).is_file() {
        vec![command.to_owned()]
    } else {
        shlex::split(command).filter(|words| !words.is_empty())?
    };
    if command.contains("%u") {
        for word in &mut words {
            *word = word.replace("%u", address);
        }
    } else {
        words.push(address.to_owned());
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(command: &str) -> Option<Vec<String>> {
        command_line(command, "http://x/")
    }

    fn words(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|word| word.to_string()).collect())
    }

    #[test]
    fn the_address_comes_last() {
        assert_eq!(line("firefox --new-tab"), words(&["firefox", "--new-tab", "http://x/"]));
    }

    #[test]
    fn the_address_takes_the_place_of_its_mark() {
        assert_eq!(line("a --app=%u -b"), words(&["a", "--app=http://x/", "-b"]));
    }

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(line("'/opt/my browser' \"a b\""), words(&["/opt/my browser", "a b", "http://x/"]));
    }

    #[test]
    fn a_program_with_a_space_in_its_path_needs_no_quotes() {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("my browser");
        std::fs::write(&program, "").expect("a file");
        let program = program.to_str().expect("text");
        assert_eq!(line(program), words(&[program, "http://x/"]));
    }

    #[test]
    fn an_unreadable_command_is_refused() {
        for command in ["", "  ", "'open"] {
            assert_eq!(line(command), None, "{command:?}");
            assert!(start(command, "http://x/").is_err());
        }
    }

    #[test]
    fn a_missing_program_is_an_error_and_no_panic() {
        assert!(matches!(start("/nowhere/browser", "http://x/"), Err(BrowserError::NotStarted(_))));
    }
}
