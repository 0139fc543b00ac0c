//! The log: on the terminal, and in a file for those who started from the tray.
//!
//! It never holds a launch code, a cookie, a payee or an amount. It holds up
//! nobody: lines are written by threads of their own, so a terminal that was
//! stopped and a pipe that nobody reads cost lines, not the program.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::log_file::LogFile;

/// Where the log is.
pub fn path(state: &Path) -> PathBuf {
    state.join("counterfoil.log")
}

/// As long as it is held the log is written; dropped, what is left of it is.
pub struct Logging {
    _writers: Vec<WorkerGuard>,
}

/// Begins to log. The terminal gets warnings only, or more when more was asked for.
pub fn begin(state: &Path, level: tracing::Level) -> Logging {
    let terminal = if level > tracing::Level::INFO { level } else { tracing::Level::WARN.min(level) };
    let (errors, terminal_writer) = NonBlocking::new(io::stderr());
    let on_terminal = fmt::layer()
        .with_writer(errors)
        .with_ansi(io::stderr().is_terminal())
        .without_time()
        .with_target(false)
        .with_filter(filter(terminal));
    let (in_file, file_writer) = match LogFile::open(&path(state)).map(NonBlocking::new) {
        Ok((file, writer)) => {
            let layer = fmt::layer().with_writer(file).with_ansi(false);
            (Some(layer.with_filter(filter(level))), Some(writer))
        }
        Err(_) => (None, None),
    };
    // A second call in one process (a test) keeps the first.
    let _ = tracing_subscriber::registry().with(on_terminal).with(in_file).try_init();
    Logging { _writers: [Some(terminal_writer), file_writer].into_iter().flatten().collect() }
}

/// What is written at this level.
///
/// The HTTP library tells of each head that is none as an error of its own: with that anybody could fill the disk.
/// It is heard where somebody looks for a fault.
fn filter(level: tracing::Level) -> Targets {
    let library = if level < tracing::Level::DEBUG { LevelFilter::OFF } else { level.into() };
    Targets::new().with_default(level).with_target("actix_http", library)
}
