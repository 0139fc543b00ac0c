//! The command line, and the environment variables of the same names.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand};

use crate::wall_clock::Setting;

mod reports;

pub use reports::{Balance as BalanceOrder, Printed, Register as RegisterOrder, Report as ReportOrder};

/// Which program this is: its version, the commit and the system it was built for.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("COUNTERFOIL_COMMIT"),
    ", ",
    env!("COUNTERFOIL_TARGET"),
    ")"
);

/// A personal chequebook ledger that lives in the system tray and opens in the browser you already use.
///
/// Every option can also be an environment variable (COUNTERFOIL_BOOK for
/// --book, and so on) or a line of the config file. The command line goes
/// before the environment, the environment before the file.
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "counterfoil", version = VERSION)]
pub struct Cli {
    /// The book to open; it is made if there is none [default: Chequebook.counterfoil in your data folder]
    #[arg(long, env = "COUNTERFOIL_BOOK", value_name = "PATH", global = true)]
    pub book: Option<PathBuf>,

    /// Open a sample book instead of your own; `new` makes it afresh
    #[arg(long, env = "COUNTERFOIL_DEMO", value_name = "WHICH", value_enum, num_args = 0..=1, default_missing_value = "kept")]
    pub demo: Option<DemoBook>,

    /// Make a new book where one was before and is no more
    #[arg(long, env = "COUNTERFOIL_NEW", value_parser = FalseyValueParser::new())]
    pub new: bool,

    /// The port to listen on at 127.0.0.1 [default: the book's own, 17740 for yours, else the last one, or any that is free]
    #[arg(long, env = "COUNTERFOIL_PORT", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,

    /// Show no tray icon
    #[arg(long, env = "COUNTERFOIL_NO_TRAY", value_parser = FalseyValueParser::new())]
    pub no_tray: bool,

    /// Open no browser; print the address to open on standard output
    #[arg(long, env = "COUNTERFOIL_NO_BROWSER", value_parser = FalseyValueParser::new())]
    pub no_browser: bool,

    /// The command to open a page with; %u stands for the address [default: the desktop's browser]
    #[arg(long, env = "COUNTERFOIL_BROWSER", value_name = "CMD")]
    pub browser: Option<String>,

    /// Start without opening a page, as at login
    #[arg(long, env = "COUNTERFOIL_HIDDEN", value_parser = FalseyValueParser::new())]
    pub hidden: bool,

    /// Keep running when the browser closes, until Quit is chosen
    #[arg(long, env = "COUNTERFOIL_KEEP_RUNNING", value_parser = FalseyValueParser::new())]
    pub keep_running: bool,

    /// How long to wait for a page that was lost without a goodbye [default: 30]
    #[arg(long, env = "COUNTERFOIL_LINGER", value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(0..=86_400))]
    pub linger: Option<u32>,

    /// How much to log: error, warn, info, debug or trace [default: info]
    #[arg(long, env = "COUNTERFOIL_LOG", value_name = "LEVEL", global = true)]
    pub log: Option<tracing::Level>,

    /// The moment to begin at instead of now, for tests: 2027-01-31T23:59 or 2027-01-31T23:59[Asia/Kathmandu]
    #[arg(long, env = "COUNTERFOIL_CLOCK", value_name = "MOMENT", global = true, hide = true)]
    pub clock: Option<Setting>,

    /// The folder that backups go to [default: in the state folder]
    #[arg(long, env = "COUNTERFOIL_BACKUPS", value_name = "DIR", global = true)]
    pub backups: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of starting the program.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Take bank files, or a whole book that was exported as JSON, into the book, or show what is in them
    Import(Import),
    /// Write the book, or one account, as a file of another program
    Export(Export),
    /// Print where the money goes: spending, income, net worth and other reports
    Report(Box<ReportOrder>),
    /// Print what accounts hold today
    Balance(BalanceOrder),
    /// Print the rows of an account
    Register(RegisterOrder),
    /// Back up the book now; the backup is read back and checked
    Backup(Backup),
    /// Make a book of a backup: in the place of the book, or a new one
    Restore(Restore),
    /// Look through a book that is not open for what cannot be so; it is only read
    Check(Check),
    /// Save what can be read of a damaged book into a new one; the damaged one is only read
    Repair(Repair),
    /// Say whether Counterfoil runs on the book, and how it is; the exit code is 3 when it does not
    Status(Asked),
    /// End the Counterfoil that runs on the book
    Quit(QuitOrder),
    /// Open a page, of the Counterfoil that runs or of a new one; files are shown before anything of them is imported
    Open(Open),
    /// Start Counterfoil at login, without a page, or no more; without a word it says how that is
    StartAtLogin(StartAtLogin),
    /// Look at everything that Counterfoil needs of this machine, and say what to do
    Doctor(Asked),
    /// Keys for scripts: they are good for the interface below /api/ only
    Token {
        #[command(subcommand)]
        order: TokenOrder,
    },
}

/// Where the backup goes.
#[derive(Debug, Clone, Args)]
pub struct Backup {
    /// Another folder than that of the settings; nothing is ever let go there
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

/// Which backup, and what becomes of it.
#[derive(Debug, Clone, Args)]
pub struct Restore {
    /// A backup: its file, or its name in the folder of backups
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,

    /// The new book [default: the place of the book, which is kept under another name]
    #[arg(long, value_name = "NEW")]
    pub to: Option<PathBuf>,
}

/// What to show.
#[derive(Debug, Clone, Args)]
pub struct Open {
    /// Bank files to look at on the page, or a book to open in the place of yours
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Which book to look through.
///
/// The exit code is 0 where it is sound, 1 where it is not or cannot be read.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// The file of the book
    #[arg(value_name = "BOOK")]
    pub file: PathBuf,

    /// Print one JSON document instead of words
    #[arg(long)]
    pub json: bool,
}

/// A question.
#[derive(Debug, Clone, Args)]
pub struct Asked {
    /// Print one JSON document instead of words
    #[arg(long)]
    pub json: bool,
}

/// Which book to save, and where to.
///
/// The exit code is 0 where all was saved, 1 where something is lost; what is, is listed.
#[derive(Debug, Clone, Args)]
pub struct Repair {
    /// The file of the damaged book
    #[arg(value_name = "BOOK")]
    pub file: PathBuf,

    /// The new book
    #[arg(long, value_name = "NEW")]
    pub to: PathBuf,
}

/// How to end.
#[derive(Debug, Clone, Args)]
pub struct QuitOrder {
    /// Stop an import that is under way; nothing of it is in the book then
    #[arg(long)]
    pub give_up: bool,
}

/// Whether to start at login.
#[derive(Debug, Clone, Args)]
pub struct StartAtLogin {
    /// What it shall be
    #[arg(value_enum)]
    pub switch: Option<Switch>,
}

/// One way or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// What to do with the keys of scripts.
#[derive(Debug, Clone, Subcommand)]
pub enum TokenOrder {
    /// Make a key and print it, this once
    New {
        /// What to call it
        name: String,
    },
    /// Print the names of all keys, and when they were made
    List,
    /// Make a key void
    Revoke {
        /// What it is called
        name: String,
    },
}

/// Bank files to read.
///
/// The exit code is 0 when all of them were taken in, 1 when one could not
/// be, 2 when the command line or the settings are wrong, 3 when something
/// has to be said on the page before all is in the book, or the balance that
/// a file states is not the account's.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The files: OFX, QFX, QIF, CAMT, MT940, CSV, Excel, a ZIP archive of them, or JSON of a whole book
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The account that the lines go to [default: the one that the file most likely belongs to, or a new one]
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,

    /// Only show what is in the files; no book is opened, made or changed
    #[arg(long)]
    pub dry_run: bool,

    /// Print one JSON document instead of words
    #[arg(long)]
    pub json: bool,
}

/// What to write, and where to.
///
/// The exit code is 0 when it was written, 1 when it could not be, 2 when
/// the command line or the settings are wrong.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// qif, csv, ofx, journal (hledger and ledger), beancount or json [default: by the ending of FILE, else json]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,

    /// Only this account, where the format can hold one alone
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,

    /// The file to write; one that is there is replaced [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Which sample book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DemoBook {
    /// As it was left, or made if there is none
    Kept,
    /// Made afresh; what was tried out in it is gone
    New,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_has_a_variable_of_its_name() {
        for option in Cli::command().get_arguments() {
            let Some(long) = option.get_long().filter(|long| !matches!(*long, "help" | "version")) else {
                continue;
            };
            let variable = format!("COUNTERFOIL_{}", long.to_uppercase().replace('-', "_"));
            assert_eq!(option.get_env().and_then(|env| env.to_str()), Some(variable.as_str()));
        }
    }
}
