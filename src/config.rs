//! What the program is told: command line, environment, config file, folders.
//!
//! A [`Config`] is a value that is passed on; there is no global one. Reading
//! it touches the disk once, at the start, and writes only the commented
//! config file of a first start.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;

use crate::cli::{Cli, DemoBook};
use crate::wall_clock::Setting;

/// The file that a first start writes: every setting, commented out.
const FIRST_FILE: &str = include_str!("config.toml");

/// Everything the program is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Absolute.
    pub book: PathBuf,
    /// The book is the sample book, which is nobody's own.
    pub demo: Option<DemoBook>,
    /// None: the last one, or any that is free.
    pub port: Option<u16>,
    pub tray: bool,
    pub open_browser: bool,
    /// Neither opens a page nor prints its address at the start.
    pub hidden: bool,
    /// None: the desktop's own browser.
    pub browser: Option<String>,
    /// None: as it was left in the tray or in the page.
    pub keep_running: Option<bool>,
    /// How long to wait for a page that was lost without a goodbye.
    pub linger_s: u32,
    pub log: tracing::Level,
    /// None: the clock of the system.
    pub clock: Option<Setting>,
    pub folders: Folders,
    /// What is odd about the settings and no reason not to start.
    pub warnings: Vec<String>,
}

/// Where things are kept, by the customs of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    pub data: PathBuf,
    pub config: PathBuf,
    pub state: PathBuf,
}

/// Why the settings cannot be used: what happened, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("Your home folder could not be found. Set the variable HOME, then start Counterfoil again.")]
    NoHome,
    #[error(
        "The folder {0} cannot be used: {1}. Give yourself permission to it, or set {2} to another place."
    )]
    Folder(PathBuf, io::Error, &'static str),
    #[error("The config file {0} cannot be read: {1}. Give yourself permission to read it, or move it away.")]
    Unreadable(PathBuf, io::Error),
    #[error(
        "The config file {0} is not right: {1}\nYour book was not touched. Mend that line, or put a # in front of it."
    )]
    Wrong(PathBuf, String),
}

/// The config file. Its names are those of the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct FileSettings {
    book: Option<PathBuf>,
    port: Option<std::num::NonZeroU16>,
    no_tray: Option<bool>,
    no_browser: Option<bool>,
    browser: Option<String>,
    keep_running: Option<bool>,
    linger: Option<u32>,
    log: Option<String>,
}

impl Folders {
    /// The user's own folders, made for nobody else to look into.
    pub fn of_user() -> Result<Folders, ConfigError> {
        let dirs = ProjectDirs::from("", "", "counterfoil").ok_or(ConfigError::NoHome)?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        let folders = Folders {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            state: state.to_owned(),
        };
        private_folder(&folders.data, "XDG_DATA_HOME")?;
        private_folder(&folders.config, "XDG_CONFIG_HOME")?;
        private_folder(&folders.state, "XDG_STATE_HOME")?;
        Ok(folders)
    }
}

/// Makes a folder, with its parents, that only its owner may look into.
fn private_folder(path: &Path, variable: &'static str) -> Result<(), ConfigError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| ConfigError::Folder(path.to_owned(), error, variable))
}

impl Config {
    /// Reads the config file, writes one if there is none, and puts everything together.
    pub fn load(cli: Cli, folders: Folders) -> Result<Config, ConfigError> {
        let path = folders.config.join("config.toml");
        let (settings, warnings) = match fs::read_to_string(&path) {
            Ok(text) => (settings(&path, &text)?, unknown_keys(&path, &text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write_first(&path);
                (FileSettings::default(), Vec::new())
            }
            Err(error) => return Err(ConfigError::Unreadable(path, error)),
        };
        Ok(Config { warnings, ..merged(cli, settings, folders, &path)? })
    }

    /// Where the user's own book is unless it was put elsewhere.
    pub fn usual_book(&self) -> PathBuf {
        self.folders.data.join("Chequebook.counterfoil")
    }
}

/// A first start without a config file is still a start.
fn write_first(path: &Path) {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(FIRST_FILE.as_bytes()));
    if let Err(error) = written {
        eprintln!("counterfoil: the config file {} could not be written: {error}", path.display());
    }
}

fn settings(path: &Path, text: &str) -> Result<FileSettings, ConfigError> {
    toml::from_str(text).map_err(|error| ConfigError::Wrong(path.to_owned(), error.to_string()))
}

/// A setting of a newer version, or one with a slip in its name, is no reason not to start.
fn unknown_keys(path: &Path, text: &str) -> Vec<String> {
    let known = FIRST_FILE.lines().filter_map(|line| line.strip_prefix("#! ")?.split(' ').next());
    let known: Vec<&str> = known.collect();
    let table: toml::Table = text.parse().unwrap_or_default();
    let unknown = table.keys().filter(|key| !known.contains(&key.as_str()));
    let line =
        |key: &str| text.lines().position(|line| line.trim_start().starts_with(key)).unwrap_or_default() + 1;
    unknown
        .map(|key| {
            format!(
                "The config file {} has a setting “{key}” in line {} that this version does not know; it is left \
                 out. There are: {}.",
                path.display(),
                line(key),
                known.join(", ")
            )
        })
        .collect()
}

fn merged(cli: Cli, file: FileSettings, folders: Folders, path: &Path) -> Result<Config, ConfigError> {
    let own = || cli.book.or(file.book).unwrap_or_else(|| folders.data.join("Chequebook.counterfoil"));
    let book = if cli.demo.is_some() { folders.data.join("Demo.counterfoil") } else { own() };
    // The port in the file is that of the user's own book, which may be open, too.
    let port = file.port.filter(|_| cli.demo.is_none()).map(Into::into);
    let book = std::path::absolute(&book).unwrap_or(book);
    let log = match (cli.log, file.log) {
        (Some(level), _) => level,
        (None, Some(text)) => level(path, &text)?,
        (None, None) => tracing::Level::INFO,
    };
    Ok(Config {
        book,
        demo: cli.demo,
        port: cli.port.or(port),
        tray: !(cli.no_tray || file.no_tray == Some(true)),
        open_browser: !(cli.no_browser || file.no_browser == Some(true)),
        hidden: cli.hidden,
        browser: cli.browser.or(file.browser),
        keep_running: cli.keep_running.then_some(true).or(file.keep_running),
        linger_s: cli.linger.or(file.linger).unwrap_or(30),
        log,
        clock: cli.clock,
        folders,
        warnings: Vec::new(),
    })
}

fn level(path: &Path, text: &str) -> Result<tracing::Level, ConfigError> {
    text.parse().map_err(|_| {
        let what = format!("log = \"{text}\" is none of error, warn, info, debug and trace");
        ConfigError::Wrong(path.to_owned(), what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(at: &Path) -> Folders {
        Folders { data: at.join("data"), config: at.to_owned(), state: at.join("state") }
    }

    fn loaded(text: &str, cli: Cli) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("config.toml"), text).expect("writes");
        Config::load(cli, folders(folder.path()))
    }

    #[test]
    fn the_first_file_changes_nothing_and_every_line_of_it_can_be_used() {
        let plain = loaded(FIRST_FILE, Cli::default()).expect("is right");
        assert_eq!(plain.linger_s, 30);
        let used: String = FIRST_FILE
            .lines()
            .filter_map(|line| line.strip_prefix("#! "))
            .map(|l| format!("{l}\n"))
            .collect();
        assert_eq!(used.lines().count(), 8);
        loaded(&used, Cli::default()).expect("every setting is one");
    }

    #[test]
    fn a_first_start_writes_the_commented_file() {
        let folder = tempfile::tempdir().expect("a folder");
        Config::load(Cli::default(), folders(folder.path())).expect("starts");
        assert_eq!(fs::read_to_string(folder.path().join("config.toml")).expect("is there"), FIRST_FILE);
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let cli = Cli { port: Some(7001), ..Cli::default() };
        let config = loaded("port = 7000\nlinger = 5", cli).expect("is right");
        assert_eq!((config.port, config.linger_s), (Some(7001), 5));
    }

    #[test]
    fn the_sample_book_is_never_the_users_own() {
        let cli = Cli { demo: Some(DemoBook::New), book: Some("/mine.counterfoil".into()), ..Cli::default() };
        let config = loaded("port = 7000\nbook = \"/also-mine.counterfoil\"", cli).expect("is right");
        assert!(config.book.ends_with("data/Demo.counterfoil"), "{:?}", config.book);
        assert_eq!(config.port, None, "the port may be in use by the user's own book");
    }

    #[test]
    fn what_the_file_does_not_know_is_said_with_its_line_and_the_program_starts() {
        let config = loaded("port = 7000\nlingerr = 5", Cli::default()).expect("starts");
        assert_eq!((config.port, config.linger_s), (Some(7000), 30));
        let [warning] = &config.warnings[..] else { panic!("one warning: {:?}", config.warnings) };
        assert!(warning.contains("“lingerr” in line 2") && warning.contains("linger,"), "{warning}");
        assert!(loaded(FIRST_FILE, Cli::default()).expect("is right").warnings.is_empty());
    }

    #[test]
    fn a_value_that_cannot_be_is_said_with_its_line() {
        let error =
            loaded("port = 7000\nlinger = \"long\"", Cli::default()).expect_err("is wrong").to_string();
        assert!(error.contains("line 2") && error.contains("Your book was not touched"), "{error}");
    }
}
