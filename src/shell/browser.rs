//! Opens an address in the user's browser.
//!
//! A browser runs in a process group of its own, so that a Ctrl-C meant for
//! the program does not end it. One that fails, at once or late, is reported
//! and never ends the program. It never writes an address to the log, since a
//! launch address lets in whoever has it.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use tracing::{info, warn};

use super::{aloud, desktop};

/// A browser that is not there, or that has no screen, fails within this.
const FAILS_SOON: Duration = Duration::from_secs(3);

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
    /// It was started, and failed.
    #[error("the browser command ended with {0}; open the printed address yourself")]
    Failed(std::process::ExitStatus),
    /// Without its cause: the one that is given shows the address.
    #[error(
        "the desktop could not start its browser; open the printed address yourself, or name a browser with --browser"
    )]
    NotOnDesktop,
}

/// A browser that is being opened.
#[derive(Debug)]
pub struct Opening(Receiver<()>);

impl Opening {
    /// Returns when it is known how it went, at the latest after `patience`: a browser may run for as
    /// long as its windows are open.
    pub fn wait(&self, patience: Duration) {
        let _ = self.0.recv_timeout(patience);
    }
}

impl Browser {
    /// Opens `address`, or prints it where there is nothing to open it with. `has_display` is asked
    /// whether there is a screen to show the system's browser on; `failed` is told when no
    /// browser took the address, at once or late, on another thread.
    pub fn open(
        &self,
        address: &str,
        has_display: impl FnOnce() -> bool,
        failed: impl FnOnce(BrowserError) + Send + 'static,
    ) -> Opening {
        let (done, opening) = channel();
        let commands = match self {
            Self::Command(command) => of_command(command, address).map(|command| vec![command]),
            Self::System if has_display() => Ok(open::commands(address)),
            Self::System | Self::Print => {
                let address = address.to_owned();
                thread::spawn(move || {
                    print_now(&address);
                    drop(done);
                });
                return Opening(opening);
            }
        };
        let named = matches!(self, Self::Command(_));
        thread::spawn(move || {
            let opened = commands.and_then(|commands| first_that_works(commands, named));
            opened.unwrap_or_else(failed);
            drop(done);
        });
        Opening(opening)
    }
}

impl Browser {
    /// Opens `address` for a process that is about to end: it waits for a moment, to learn whether that failed. Then the
    /// address is printed, and the desktop says so to who started it from a menu. `name` is the app's.
    pub fn open_from_here(&self, name: &str, address: &str) {
        let (name, again) = (name.to_owned(), address.to_owned());
        let failed = move |error| {
            warn!("{error}");
            print_now(&again);
            aloud::tell_last(&format!("{name}: no browser could be opened"), &without_browser(&name));
        };
        self.open(address, desktop::has_display_soon, failed).wait(FAILS_SOON);
    }
}

/// What to do where the program runs and no browser could be opened.
pub fn without_browser(name: &str) -> String {
    format!(
        "{name} runs. Click its icon to try again, or start it in a terminal, where it prints its address; \
         --browser names another browser."
    )
}

/// The one line on standard output by which a person or a script gets in. It waits for nobody: a
/// terminal that was stopped, or a pipe that nobody reads, would hold up whoever prints.
pub fn print(address: &str) {
    let address = address.to_owned();
    thread::spawn(move || print_now(&address));
}

/// Prints the address before it returns, for a process that is about to end.
pub fn print_now(address: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{address}").and_then(|()| out.flush());
}

/// Tries the commands in their order until one ends well. Where the user `named` one its own error is given, and so is
/// that of one which ran for a while: it may have shown the page, and no other opens it once more.
fn first_that_works(commands: Vec<Command>, named: bool) -> Result<(), BrowserError> {
    let mut last = BrowserError::NotOnDesktop;
    for command in commands {
        let begun = Instant::now();
        match run(command) {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) if begun.elapsed() > FAILS_SOON => return Err(BrowserError::Failed(status)),
            Ok(status) if named => last = BrowserError::Failed(status),
            Err(error) if named => last = BrowserError::NotStarted(error),
            Ok(_) | Err(_) => {}
        }
    }
    Err(last)
}

/// Starts the command in a group of its own, and waits for it, so that it leaves no zombie.
fn run(mut command: Command) -> io::Result<std::process::ExitStatus> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    info!("asked the browser to open a page");
    child.wait()
}

fn of_command(command: &str, address: &str) -> Result<Command, BrowserError> {
    let words = command_line(command, address).ok_or_else(|| BrowserError::Unreadable(command.to_owned()))?;
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    Ok(command)
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
            assert!(of_command(command, "http://x/").is_err());
        }
    }

    #[cfg(unix)]
    #[test]
    fn where_one_ran_for_a_while_no_other_is_tried() {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = folder.path().join("opened");
        let shell = |script: String| {
            let mut command = Command::new("sh");
            command.args(["-c", &script]);
            command
        };
        let touch = format!("touch '{}'", opened.display());
        let late = vec![shell("sleep 3.2; exit 3".into()), shell(touch.clone())];
        assert!(matches!(first_that_works(late, false), Err(BrowserError::Failed(_))));
        assert!(!opened.exists());
        let soon = vec![shell("exit 3".into()), shell(touch)];
        assert!(first_that_works(soon, false).is_ok());
        assert!(opened.exists());
    }

    /// How it went, once that is known.
    fn outcome(command: &str) -> Option<BrowserError> {
        let (tell, told) = channel();
        let failed = move |error| tell.send(error).expect("is heard");
        Browser::Command(command.into()).open("http://x/", || true, failed).wait(Duration::from_secs(20));
        told.recv().ok()
    }

    #[test]
    fn a_missing_program_is_an_error_and_no_panic() {
        assert!(matches!(outcome("/nowhere/browser"), Some(BrowserError::NotStarted(_))));
    }

    #[cfg(unix)]
    #[test]
    fn one_that_fails_late_is_told_and_one_that_ends_well_is_not() {
        assert!(matches!(outcome("sh -c 'exit 3' %u"), Some(BrowserError::Failed(_))));
        assert!(outcome("sh -c true %u").is_none());
    }
}
