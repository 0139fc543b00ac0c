//! `counterfoil doctor`: what the program needs of this machine, what it found, and what to do.
//!
//! It opens no book and changes nothing in one; folders that are not there yet are made, as by every start.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use serde::Serialize;

use super::hold::Held;
use super::{logging, port};
use crate::book::{free_bytes, sqlite_version};
use crate::config::Config;
use crate::shell::instance;
use crate::shell::survey::{self, Presence};
use crate::wall_clock::WallClock;

/// Less room than this, in bytes, is told.
const LITTLE_ROOM: u64 = 200 * 1024 * 1024;

/// Programs by which desktops open addresses.
const OPENERS: [&str; 6] = ["xdg-open", "gio", "gnome-open", "kde-open6", "kde-open5", "kde-open"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    /// As it should be.
    Good,
    /// The program runs without it, with less comfort.
    Hint,
    /// Something does not work.
    Fault,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Finding {
    name: &'static str,
    verdict: Verdict,
    found: String,
    /// What to do; empty where all is good.
    advice: String,
}

impl Finding {
    fn good(name: &'static str, found: impl Into<String>) -> Finding {
        Finding { name, verdict: Verdict::Good, found: found.into(), advice: String::new() }
    }

    fn hint(name: &'static str, found: impl Into<String>, advice: &str) -> Finding {
        Finding { name, verdict: Verdict::Hint, found: found.into(), advice: advice.into() }
    }

    fn fault(name: &'static str, found: impl Into<String>, advice: &str) -> Finding {
        Finding { name, verdict: Verdict::Fault, found: found.into(), advice: advice.into() }
    }
}

/// Prints all findings. The exit code is 0 where nothing is at fault, else 1.
///
/// # Errors
/// When the book's folder of runs cannot be made.
pub fn run(config: &Config, json: bool) -> anyhow::Result<i32> {
    let findings = findings(config)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&findings)?);
    } else {
        findings.iter().for_each(|finding| print!("{}", words(finding)));
    }
    let is_at_fault = findings.iter().any(|finding| finding.verdict == Verdict::Fault);
    Ok(i32::from(is_at_fault))
}

fn words(finding: &Finding) -> String {
    let mark = match finding.verdict {
        Verdict::Good => "good ",
        Verdict::Hint => "hint ",
        Verdict::Fault => "FAULT",
    };
    let advice =
        if finding.advice.is_empty() { String::new() } else { format!("\n      {}", finding.advice) };
    format!("{mark} {}: {}{advice}\n", finding.name, finding.found)
}

fn findings(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let mut all = vec![version(), system(), settings(config)];
    all.extend(folders(config));
    all.extend([book(config), lock(config)?, listening(config)?, disk(config), zone()]);
    all.extend(desktop(&survey::look()));
    all.push(browser(config.browser.as_deref()));
    Ok(all)
}

fn version() -> Finding {
    Finding::good("version", format!("Counterfoil {}", crate::cli::VERSION))
}

/// What else takes part, with its version: what a report of a fault has to say.
fn system() -> Finding {
    let mut parts = vec![format!("SQLite {}", sqlite_version())];
    #[cfg(target_os = "linux")]
    parts.push(format!("GTK {}.{}.{}", gtk::major_version(), gtk::minor_version(), gtk::micro_version()));
    #[cfg(unix)]
    {
        let kernel = rustix::system::uname();
        parts.push(format!("{} {}", kernel.sysname().to_string_lossy(), kernel.release().to_string_lossy()));
    }
    let session =
        ["XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE"].map(|name| std::env::var(name).unwrap_or_default());
    let session: Vec<&str> = session.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.push(if session.is_empty() { "no desktop is named".to_owned() } else { session.join(", ") });
    Finding::good("system", parts.join("; "))
}

fn settings(config: &Config) -> Finding {
    let file = config.folders.config.join("config.toml");
    match &config.warnings[..] {
        [] => Finding::good("settings", file.display().to_string()),
        odd => Finding::hint("settings", odd.join(" "), "Mend these lines, or put a # in front of them."),
    }
}

fn folders(config: &Config) -> Vec<Finding> {
    let log = logging::path(&config.folders.state);
    let book = super::data_folder(config);
    let places = [("folder of the book", book.as_path()), ("state folder", &config.folders.state)];
    let mut all: Vec<Finding> = places.map(|(name, path)| folder(name, path)).into();
    all.push(Finding::good("log", log.display().to_string()));
    all
}

/// Whether one may write into it is tried, since permissions are not all that can be in the way.
fn folder(name: &'static str, path: &Path) -> Finding {
    let found = path.display().to_string();
    let trial = path.join(format!(".counterfoil-doctor-{}", std::process::id()));
    match std::fs::File::create_new(&trial) {
        Ok(_) => {
            let _ = std::fs::remove_file(&trial);
            Finding::good(name, found)
        }
        Err(error) => Finding::fault(
            name,
            format!("{found} cannot be written to: {error}"),
            "Give yourself permission to it, or name another place with --book or XDG_STATE_HOME.",
        ),
    }
}

fn book(config: &Config) -> Finding {
    let path = config.book.display();
    match config.book.metadata() {
        Ok(file) => Finding::good("book", format!("{path}, {} kB", file.len() / 1_000)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Finding::good("book", format!("{path} is made with the first start"))
        }
        Err(error) => {
            Finding::fault("book", format!("{path}: {error}"), "Give yourself permission to read it.")
        }
    }
}

fn lock(config: &Config) -> anyhow::Result<Finding> {
    let folder = super::run_folder(config)?;
    Ok(match instance::holder(&folder) {
        None => by_other_names(config),
        Some(holder) if holder.answers() => Finding::good(
            "lock",
            format!("Counterfoil runs on this book (process {}) and answers", holder.pid),
        ),
        Some(holder) => Finding::fault(
            "lock",
            format!("process {} has this book open and does not answer", holder.pid),
            "Wait for it, or end that process; what was saved stays saved.",
        ),
    })
}

/// Nobody has the book by its path. By a second name of the file, or from another computer, somebody may.
fn by_other_names(config: &Config) -> Finding {
    let taken = config.book.exists().then(|| Held::book(&config.book, &config.folders.state));
    match taken {
        Some(Err(error)) => {
            Finding::fault("lock", format!("{error:#}"), "Go on there, or quit that program.")
        }
        Some(Ok(_)) | None => Finding::good("lock", "no Counterfoil runs on this book"),
    }
}

fn listening(config: &Config) -> anyhow::Result<Finding> {
    let wanted =
        config.port.unwrap_or_else(|| port::own(&config.book, &config.usual_book(), config.demo.is_some()));
    let found = format!("127.0.0.1:{wanted}");
    let holder = instance::holder(&super::run_folder(config)?);
    Ok(match TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)) {
        Ok(_) => Finding::good("port", format!("{found} is free")),
        Err(_) if holder.is_some_and(|holder| holder.port == wanted) => {
            Finding::good("port", format!("{found} is that of the Counterfoil that runs"))
        }
        Err(_) if config.port.is_none() => {
            Finding::good("port", format!("{found} is in use; a start takes another one meanwhile"))
        }
        Err(error) => Finding::hint(
            "port",
            format!("{found}: {error}"),
            "Another program has it. Choose another with --port.",
        ),
    })
}

fn disk(config: &Config) -> Finding {
    let places = [super::data_folder(config), std::env::temp_dir()];
    let rooms: Vec<_> = places.iter().filter_map(|place| Some((place, free_bytes(place)?))).collect();
    let told: Vec<String> = rooms
        .iter()
        .map(|(place, room)| format!("{} MB free in {}", room / 1_000_000, place.display()))
        .collect();
    let is_little = rooms.iter().any(|(_, room)| *room < LITTLE_ROOM);
    match is_little {
        true => {
            Finding::fault("disk", told.join(", "), "Make room: a large import needs some in both places.")
        }
        false => Finding::good("disk", told.join(", ")),
    }
}

fn zone() -> Finding {
    let day = WallClock::system().day();
    Finding::good("zone", format!("{}, where today is {}", day.zone, day.date))
}

fn desktop(survey: &Survey) -> Vec<Finding> {
    let part = |name, state, missing: &str| match state {
        Presence::There => Finding::good(name, "is there"),
        Presence::Missing => Finding::hint(name, "is not there", missing),
        Presence::Silent => Finding::fault(
            name,
            "does not answer",
            "Log out and in again, or restart that part of the desktop.",
        ),
    };
    vec![
        part("display", survey.display, "The page is opened by the printed address, and there is no icon."),
        part("session bus", survey.bus, "Without one no desktop shows an icon or a notification."),
        part(
            "tray",
            survey.tray_host,
            "Counterfoil is controlled by its page. GNOME shows icons with the extension AppIndicator.",
        ),
        part("notifications", survey.notifications, "What is due is told by the icon and the page alone."),
        part("portal", survey.portal, "Only browsers in a sandbox need it."),
    ]
}

fn browser(named: Option<&str>) -> Finding {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &str| {
        Path::new(program).is_file()
            || std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    if let Some(command) = named {
        let program = shlex::split(command).and_then(|words| words.into_iter().next()).unwrap_or_default();
        return match is_there(&program) || Path::new(command).is_file() {
            true => Finding::good("browser", format!("the command “{command}”")),
            false => Finding::fault(
                "browser",
                format!("there is no program “{program}”"),
                "Name another with --browser.",
            ),
        };
    }
    if !cfg!(target_os = "linux") {
        return Finding::good("browser", "that of the desktop");
    }
    match OPENERS.into_iter().find(|opener| is_there(opener)) {
        Some(opener) => Finding::good("browser", format!("that of the desktop, by {opener}")),
        None => Finding::hint(
            "browser",
            "no program opens addresses here",
            "Install xdg-utils, or name a browser with --browser; until then the address is printed.",
        ),
    }
}

use crate::shell::survey::Survey;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_not_good_says_what_to_do() {
        for state in [Presence::There, Presence::Missing, Presence::Silent] {
            let survey =
                Survey { display: state, bus: state, tray_host: state, notifications: state, portal: state };
            for finding in desktop(&survey) {
                assert_eq!(finding.advice.is_empty(), finding.verdict == Verdict::Good, "{finding:?}");
            }
        }
        assert_eq!(browser(Some("/nowhere/browser %u")).verdict, Verdict::Fault);
        assert_eq!(folder("state folder", Path::new("/nowhere")).verdict, Verdict::Fault);
    }
}
