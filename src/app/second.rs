//! A start where the program runs already: its page is opened, and files are handed to it.
//!
//! It opens no book.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::{handing, waiting};
use crate::config::Config;
use crate::shell::{self, Standing};

/// Where the program runs already: its page, with these files where there are any.
pub fn open(config: &Config, folder: &Path, address: &str, files: &[PathBuf]) -> anyhow::Result<()> {
    if !files.is_empty() {
        return handing::to_running(config, files, address, || {
            match waiting::claim(folder, waiting::Told::Everywhere)? {
                Standing::Second(address) => Ok(address),
                Standing::First(_) => {
                    bail!("Counterfoil has just ended. Nothing was changed. Open the file again.")
                }
            }
        });
    }
    if config.open_browser {
        super::browser(config).open_from_here("Counterfoil", address);
    } else {
        shell::browser::print_now(address);
    }
    Ok(())
}
