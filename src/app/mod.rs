//! Puts the program together: open the book, bind, run the shell, stop in order.
//!
//! This is the only place that knows all parts. It decides nothing that one of
//! them could decide.

mod about;
mod alone;
mod autostart;
mod backups;
mod client;
mod controls;
mod days;
mod demo;
mod doctor;
mod export;
mod fault_report;
mod handing;
mod hold;
mod import;
mod keeper;
mod log_file;
mod logging;
mod opening;
mod own_path;
mod port;
mod program;
mod reach;
mod remembered;
mod reminder;
mod replacing;
mod reports;
mod run_folder;
mod second;
mod start_failed;
mod tokens;
mod trouble;
mod waiting;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use crate::book::Book;
use crate::book::backups::Backups;
use crate::cli::{Cli, Command, DemoBook};
use crate::config::{Config, Folders};
use crate::server::{self, Keeping, NotRestored, SignOut, Site};
use crate::shell::{
    self, AtStart, Browser, Door, Gate, Linger, Screen, Secret, Settings, Shell, Standing, random,
};
use crate::wall_clock::WallClock;
use autostart::Autostart;
use program::{Desktop, Program};
use remembered::Remembered;
use reminder::Reminder;
use run_folder::{fnv, private_folder, run_folder};
use start_failed::{refused, tell_on_screen, with_log};
use tokens::Tokens;

/// Runs the program to its end. The exit code is not 0 when it could not start or not stop in order.
pub fn run(cli: Cli) -> i32 {
    match &cli.command {
        Some(Command::Import(order)) if order.dry_run => import::dry_run(order),
        _ => run_on_book(cli),
    }
}

/// Runs the program, or does what was ordered instead.
fn run_on_book(mut cli: Cli) -> i32 {
    let is_start = matches!(cli.command, None | Some(Command::Open(_)));
    let (browser, may_open) = (cli.browser.clone(), is_start && !cli.no_browser);
    let files = match handing::files(&mut cli) {
        Ok(files) => files,
        Err(error) => return refused(browser, may_open, &format!("{error:#}")),
    };
    let order = cli.command.take();
    let folders = match Folders::of_user() {
        Ok(folders) => folders,
        Err(error) => {
            eprintln!("counterfoil: {error}");
            tell_on_screen(browser, may_open, &error.to_string());
            return 2;
        }
    };
    let config = match Config::load(cli, folders.clone()) {
        Ok(config) => config,
        Err(error) => {
            let _logging = logging::begin(&folders.state, tracing::Level::INFO);
            tracing::error!("{error}");
            tell_on_screen(browser, may_open, &with_log(&error, &folders.state));
            return 2;
        }
    };
    let _logging = logging::begin(&config.folders.state, config.log);
    fault_report::install(&config.folders.state);
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let done = match &order {
        None | Some(Command::Open(_)) => start(&config, &files),
        Some(Command::Import(order)) => import::run(order, &config),
        Some(Command::Export(order)) => export::run(order, &config),
        Some(Command::Report(order)) => reports::report(order, &config),
        Some(Command::Balance(order)) => reports::balance(order, &config),
        Some(Command::Register(order)) => reports::register(order, &config),
        Some(Command::Backup(order)) => backups::backup(order, &config),
        Some(Command::Restore(order)) => backups::restore(order, &config),
        Some(Command::Check(order)) => backups::check_book(order),
        Some(Command::Repair(order)) => backups::repair_book(order, &config),
        Some(Command::Status(asked)) => controls::status(&config, asked.json),
        Some(Command::Quit(order)) => controls::quit(&config, order),
        Some(Command::StartAtLogin(order)) => autostart::run(&config, order),
        Some(Command::Doctor(asked)) => doctor::run(&config, asked.json),
        Some(Command::Token { order }) => controls::token(&config, order),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // On the terminal and in the log; and on the screen, for those who started it from a menu.
            tracing::error!("{error:#}");
            if is_start {
                let words = with_log(&format!("{error:#}"), &config.folders.state);
                tell_on_screen(config.browser, config.open_browser, &words);
            }
            1
        }
    }
}

fn start(config: &Config, files: &[PathBuf]) -> anyhow::Result<i32> {
    let folder = run_folder(config)?;
    let place = match waiting::claim(&folder, waiting::Told::Everywhere)? {
        Standing::First(place) => place,
        Standing::Second(address) => {
            second::open(config, &folder, &address, files)?;
            return Ok(0);
        }
    };
    let remembered = Arc::new(Remembered::load(&folder));
    let own_port = port::own(&config.book, &config.usual_book(), config.demo.is_some());
    let listener = port::bind(config.port, own_port, remembered.port())?;
    if config.demo == Some(DemoBook::New) {
        demo::forget(&config.book)?;
    }
    let clock = clock(config);
    let backups = Arc::new(backups::of_book(config)?);
    let not_restored = replacing::carry_out(config, &folder, &backups);
    let (book, held) = opening::open(config, &remembered, &clock)?;
    if config.demo.is_some() {
        demo::fill(&book, clock.today())?;
    }
    let port = listener.local_addr()?.port();
    let shell = Shell::new(settings(config, &remembered, files)).heeding_signals();
    let door = door(port, place.key(), secrets(&remembered)?)?;
    let gate = Gate::new("Counterfoil", door, shell.handle());
    let tokens = Arc::new(Tokens::load(&folder, gate.clone(), clock.clone())?);
    let desktop = Arc::new(Desktop::of(config, &backups, &gate, shell.handle()));
    let site = site(&book, &shell, config, sign_out(&gate, &remembered)).by(clock.clone());
    let site =
        with_backups(site.keeping(tokens).on(desktop.clone()), config, (&backups, not_restored), &folder);
    handing::to_own(&site.handed, files)?;
    let site = site.after_faults(fault_report::untold(&config.folders.state));
    let underway = site.underway.clone();
    server::tell_status(&shell.handle(), &book, &clock)?;
    trouble::tell(&book, shell.handle())?;
    let due = Arc::clone(&book);
    let reminder = Reminder::begin(Arc::clone(&book), shell.handle(), Arc::clone(&remembered))?;
    let keeper = keeper::Keeper::of(config, &book, &backups, &clock)?;
    let days = days::Days::tell(clock.clone(), move |today| {
        days::enter_due(&due, today);
        reminder.day(today);
    })?;
    let serving = shell::serve(listener, gate.clone(), server::pages(site))
        .context("The server could not be started")?;
    remembered.set_port(port);
    remembered.save();
    place.announce(port).context("Other starts of Counterfoil cannot be told where this one listens")?;
    handing::show_own(config, &gate, files);
    shell::service::ready();
    tracing::info!(port, book = %config.book.display(), "Counterfoil runs");
    let backups = keeper.is_some().then_some((backups, clock));
    let program = Program { book, remembered, desktop, underway, backups };
    let code = shell.holding(place).run(gate, serving, program);
    drop((days, keeper, held));
    replacing::start_anew_if_ordered(&folder)?;
    tracing::info!(code, "Counterfoil has ended");
    Ok(code)
}

/// By which open pages find back, and by which the program proves who it is.
fn secrets(remembered: &Remembered) -> std::io::Result<[Secret; 2]> {
    let [reentry, own] = [Secret::from_bytes(random()?), Secret::from_bytes(random()?)];
    Ok([remembered.reentry_or(reentry), remembered.own_or(own)])
}

/// With a token for this run.
fn door(port: u16, instance_key: &Secret, [reentry, own]: [Secret; 2]) -> std::io::Result<Door> {
    Ok(Door {
        app: "counterfoil".into(),
        port,
        token: Secret::from_bytes(random()?),
        reentry,
        own,
        instance_key: instance_key.clone(),
        api: "/api/".into(),
        not_for_scripts: server::not_for_scripts(),
        streams: "/api/v1/events".into(),
    })
}

fn settings(config: &Config, remembered: &Remembered, files: &[PathBuf]) -> Settings {
    let silent_ms = u64::from(config.linger_s) * 1_000;
    Settings {
        linger: Linger::up_to(silent_ms),
        keep_running: config.keep_running.unwrap_or_else(|| remembered.keep_running()),
        at_start: match (config.hidden, config.open_browser) {
            (true, _) => AtStart::Nothing,
            // The page that shows them is opened once they can be had from it.
            _ if !files.is_empty() => AtStart::Nothing,
            (_, false) => AtStart::Print,
            _ if remembered.take_waiting_tabs() > 0 => AtStart::OpenUnlessTabsReturn,
            _ => AtStart::Open,
        },
        browser: browser(config),
        screen: if config.tray { Screen::Auto } else { Screen::None },
        actions: program::actions(config.demo.is_none(), Autostart::of(config).as_ref()),
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
    let site = Site::new(Arc::clone(book), shell.handle(), move || program::open_path(&folder), sign_out);
    if config.demo.is_some() { site.of_demo(demo::start_own) } else { site }
}

/// The sample book is nobody's, and has none.
fn with_backups(
    site: Site,
    config: &Config,
    (backups, not_restored): (&Arc<Backups>, Option<NotRestored>),
    folder: &Path,
) -> Site {
    if config.demo.is_some() {
        return site;
    }
    let folder = folder.to_owned();
    let replace = Box::new(move |name: &str| replacing::order(&folder, name));
    site.backed_up(Keeping { backups: Arc::clone(backups), replace, not_restored })
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

/// The clock of the settings, else the system's.
fn clock(config: &Config) -> WallClock {
    config.clock.clone().map_or_else(WallClock::system, WallClock::beginning)
}

fn data_folder(config: &Config) -> PathBuf {
    config.book.parent().unwrap_or(Path::new("/")).to_owned()
}
