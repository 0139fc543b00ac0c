//! The log: on the terminal, and in a file for those who started from the tray.
//!
//! It never holds a launch code, a cookie, a payee or an amount.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// When the file is larger than this, in bytes, a start puts it aside.
const LARGE: u64 = 1024 * 1024;

/// Where the log is.
pub fn path(state: &Path) -> PathBuf {
    state.join("counterfoil.log")
}

/// Begins to log. The terminal gets warnings only, or more when more was asked for.
pub fn begin(state: &Path, level: tracing::Level) {
    let terminal = if level > tracing::Level::INFO { level } else { tracing::Level::WARN.min(level) };
    let on_terminal = fmt::layer()
        .with_writer(io::stderr)
        .without_time()
        .with_target(false)
        .with_filter(LevelFilter::from_level(terminal));
    let in_file = file(&path(state)).ok().map(|file| {
        fmt::layer()
            .with_writer(Mutex::new(file))
            .with_ansi(false)
            .with_filter(LevelFilter::from_level(level))
    });
    // A second call in one process (a test) keeps the first.
    let _ = tracing_subscriber::registry().with(on_terminal).with(in_file).try_init();
}

fn file(path: &Path) -> io::Result<File> {
    if path.metadata().is_ok_and(|log| log.len() > LARGE) {
        fs::rename(path, path.with_extension("log.old"))?;
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
