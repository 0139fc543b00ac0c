//! Puts the program together: open the book, bind, run the shell, stop in order.
//!
//! This is the only place that knows all parts. It decides nothing that one of
//! them could decide.

mod alone;
mod client;
mod days;
mod demo;
mod export;
mod import;
mod logging;
mod reach;
mod remembered;
mod reminder;

use std::fs;
use std::io::IsTerminal;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::book::Book;
use crate::cli::{Cli, Command, DemoBook};
use crate::config::{Config, Folders};
use crate::server::{self, SignOut, Site};
use crate::shell::{
    self, Action, App, AtStart, Browser, Door, Gate, Linger, Screen, Secret, Settings, Shell, Standing,
    random,
};
use remembered::Remembered;
use reminder::Reminder;

/// The tray's line that opens the folder of the book.
const OPEN_FOLDER: &str = "open-data-folder";

/// Runs the program to its end. The exit code is not 0 when it could not start or not stop in order.
pub fn run(mut cli: Cli) -> i32 {
    match cli.command.take() {
        Some(Command::Import(order)) if order.dry_run => import::dry_run(&order),
        order => run_on_book(cli, order.as_ref()),
    }
}

/// Runs the program, or does what was ordered instead.
fn run_on_book(cli: Cli, order: Option<&Command>) -> i32 {
    let config = Folders::of_user().and_then(|folders| Config::load(cli, folders));
    let config = match config {
        Ok(config) => config,
        Err(error) => {
            eprintln!("counterfoil: {error}");
            return 2;
        }
    };
    logging::begin(&config.folders.state, config.log);
    let done = match order {
        None => start(&config),
        Some(Command::Import(order)) => import::run(order, &config),
        Some(Command::Export(order)) => export::run(order, &config),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // On the terminal and in the log; and on the screen, for those who started it from a menu.
            tracing::error!("{error:#}");
            if order.is_none() {
                tell_on_screen(&config, &format!("{error:#}"));
            }
            1
        }
    }
}

fn tell_on_screen(config: &Config, words: &str) {
    let can_be_shown = config.browser.is_some() || shell::desktop::has_display();
    if std::io::stderr().is_terminal() || !config.open_browser || !can_be_shown {
        return;
    }
    if let Err(error) =
        shell::last_words::show(&browser(config), "Counterfoil", "Counterfoil could not start", words)
    {
        tracing::warn!(%error, "the reason could not be shown in the browser");
    }
}

fn start(config: &Config) -> anyhow::Result<i32> {
    let folder = run_folder(config)?;
    let place = match shell::instance::claim(&folder, random()?, shell::instance::PATIENCE)? {
        Standing::First(place) => place,
        Standing::Second(address) => {
            open_second(config, &address);
            return Ok(0);
        }
    };
    let remembered = Arc::new(Remembered::load(&folder));
    let listener = bind(config.port, remembered.port())?;
    if config.demo == Some(DemoBook::New) {
        demo::forget(&config.book)?;
    }
    let book = Book::open(&config.book, &Secret::from_bytes(random()?).text()[..32])?;
    if config.demo.is_some() {
        demo::fill(&book)?;
    }
    let port = listener.local_addr()?.port();
    let reentry = Secret::from_bytes(random()?);
    let door = Door {
        app: "counterfoil".into(),
        port,
        token: Secret::from_bytes(random()?),
        reentry: remembered.reentry_or(|| reentry),
        instance_key: place.key().clone(),
        api: "/api/".into(),
        streams: "/api/v1/events".into(),
    };
    let shell = Shell::new(settings(config, &remembered));
    let gate = Gate::new("Counterfoil", door, shell.handle());
    let site = site(&book, &shell, config, sign_out(&gate, &remembered));
    server::tell_status(&shell.handle(), Arc::clone(book.log()))?;
    let due = Arc::clone(&book);
    let reminder = Reminder::begin(Arc::clone(&book), shell.handle(), Arc::clone(&remembered))?;
    let days = days::Days::tell(move |today| {
        days::enter_due(&due, today);
        reminder.day(today);
    })?;
    let serving = shell::serve(listener, gate.clone(), server::pages(site))
        .context("The server could not be started")?;
    remembered.set_port(port);
    remembered.save();
    place.announce(port).context("Other starts of Counterfoil cannot be told where this one listens")?;
    tracing::info!(port, book = %config.book.display(), "Counterfoil runs");
    let code = shell.run(gate, serving, Program { book, remembered, folder: data_folder(config) });
    drop(days);
    drop(place);
    tracing::info!(code, "Counterfoil has ended");
    Ok(code)
}

fn settings(config: &Config, remembered: &Remembered) -> Settings {
    let silent_ms = u64::from(config.linger_s) * 1_000;
    Settings {
        linger: Linger::up_to(silent_ms),
        keep_running: config.keep_running.unwrap_or_else(|| remembered.keep_running()),
        at_start: if config.open_browser { AtStart::Open } else { AtStart::Print },
        browser: browser(config),
        screen: if config.tray { Screen::Auto } else { Screen::None },
        actions: vec![Action { id: OPEN_FOLDER.into(), label: "Open data folder".into() }],
        icons: ICONS.to_vec(),
        attention_icons: ATTENTION_ICONS.to_vec(),
        ..Settings::new("Counterfoil")
    }
}

/// The tray icon; the panel scales it.
const ICONS: &[&[u8]] = &[include_bytes!("../../assets/tray.png")];

/// The same with something that waits.
const ATTENTION_ICONS: &[&[u8]] = &[include_bytes!("../../assets/tray-attention.png")];

fn browser(config: &Config) -> Browser {
    match &config.browser {
        Some(command) => Browser::Command(command.clone()),
        None => Browser::System,
    }
}

fn site(book: &Arc<Book>, shell: &Shell, config: &Config, sign_out: SignOut) -> Site {
    let folder = data_folder(config);
    let site = Site::new(Arc::clone(book), shell.handle(), move || open_folder(&folder), sign_out);
    if config.demo.is_some() { site.of_demo(demo::start_own) } else { site }
}

/// New secrets for this run and the next ones; first remembered, so that no page that was signed out comes back
/// with a restart.
fn sign_out(gate: &Gate, remembered: &Arc<Remembered>) -> SignOut {
    let (gate, remembered) = (gate.clone(), Arc::clone(remembered));
    Box::new(move || {
        let reentry = Secret::from_bytes(random()?);
        remembered.set_reentry(&reentry)?;
        gate.renew(Secret::from_bytes(random()?), reentry);
        Ok(())
    })
}

fn data_folder(config: &Config) -> PathBuf {
    config.book.parent().unwrap_or(Path::new("/")).to_owned()
}

/// Shows a folder in the desktop's file manager.
fn open_folder(folder: &Path) {
    if let Err(error) = open::that_detached(folder) {
        tracing::warn!(folder = %folder.display(), %error, "the folder could not be shown");
    }
}

fn open_second(config: &Config, address: &str) {
    if config.open_browser {
        browser(config).open(address, shell::desktop::has_display());
    } else {
        shell::browser::print(address);
    }
}

/// The folder of this book's runs: its lock, its port, the secret of its pages. For its owner only.
fn run_folder(config: &Config) -> anyhow::Result<PathBuf> {
    let book = fs::canonicalize(&config.book).unwrap_or_else(|_| {
        let folder = data_folder(config);
        let name = config.book.file_name().unwrap_or_default();
        fs::canonicalize(&folder).unwrap_or(folder).join(name)
    });
    let stem = book.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = config
        .folders
        .state
        .join("books")
        .join(format!("{stem}-{:016x}", fnv(book.as_os_str().as_encoded_bytes())));
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder).with_context(|| {
        format!("The folder {} cannot be made. Give yourself permission to it, or set XDG_STATE_HOME to another place", folder.display())
    })?;
    Ok(folder)
}

/// FNV-1a, 64 bits: only to tell folders of equally named books apart, the same in every version.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The port that was asked for; else the last one, so that bookmarks and open tabs keep working; else any.
fn bind(wanted: Option<u16>, last: Option<u16>) -> anyhow::Result<TcpListener> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = wanted {
        return match at(port) {
            Ok(listener) => Ok(listener),
            Err(error) => bail!(
                "Port {port} on 127.0.0.1 cannot be used: {error}. Your book was not touched. \
                 Choose another with --port, or leave it out and any free one is taken."
            ),
        };
    }
    let last = last.and_then(|port| at(port).ok());
    last.map_or_else(|| at(0), Ok).context("No port on 127.0.0.1 can be opened")
}

/// The program as its shell sees it.
struct Program {
    book: Arc<Book>,
    remembered: Arc<Remembered>,
    folder: PathBuf,
}

impl App for Program {
    fn keep_running_changed(&self, on: bool) {
        self.remembered.set_keep_running(on);
    }

    fn action(&self, id: &str) {
        if id == OPEN_FOLDER {
            open_folder(&self.folder);
        }
    }

    fn finish(&self) {
        server::say_goodbye(self.book.log());
        self.book.finish();
    }

    fn close(&self) {
        self.book.close();
    }
}
