//! Writes what a package has besides the program: manual, completions and the licences of what is built in.
//!
//! `make package` runs it. All of it comes from what the program itself is made of: the command line from the definition
//! that reads it, the settings from the file that a first start writes, the licences from the libraries that are linked.
//! It is no part of the program.
//!
//! Argument: the folder that stands for the prefix of the package (`usr` or `~/.local`); its `share` is written.

mod licences;
mod manual;

use std::fs;
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;
use counterfoil::cli::Cli;

fn main() -> anyhow::Result<()> {
    let prefix = std::env::args().nth(1).context("Say which folder to write to")?;
    let share = Path::new(&prefix).join("share");
    manual::write(&share.join("man"))?;
    for (shell, folder) in [
        (Shell::Bash, "bash-completion/completions"),
        (Shell::Zsh, "zsh/vendor-completions"),
        (Shell::Fish, "fish/vendor_completions.d"),
    ] {
        completions(shell, &share.join(folder))?;
    }
    let doc = share.join("doc/counterfoil");
    fs::create_dir_all(&doc)?;
    fs::write(doc.join("LICENCES.txt"), licences::text()?)?;
    Ok(())
}

fn completions(shell: Shell, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let written = clap_complete::generate_to(shell, &mut Cli::command(), "counterfoil", folder)?;
    // Bash looks for a file with the name of the program alone.
    if shell == Shell::Bash {
        fs::rename(written, folder.join("counterfoil"))?;
    }
    Ok(())
}
