//! The manual: `counterfoil(1)`, a page for each command, and `counterfoil-config(5)`.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};
use counterfoil::cli::Cli;

/// What a first start writes: each setting, commented out, below what it means.
const SETTINGS: &str = include_str!("../../src/config.toml");

pub fn write(folder: &Path) -> anyhow::Result<()> {
    let (commands, files) = (folder.join("man1"), folder.join("man5"));
    fs::create_dir_all(&commands)?;
    fs::create_dir_all(&files)?;
    let mut program = Cli::command();
    program.build();
    page(&program, "counterfoil", &commands)?;
    fs::write(files.join("counterfoil-config.5"), settings().to_roff())?;
    Ok(())
}

/// A page for a command, and one for each below it.
fn page(command: &clap::Command, name: &str, folder: &Path) -> anyhow::Result<()> {
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        page(below, &format!("{name}-{}", below.get_name()), folder)?;
    }
    let man =
        Man::new(command.clone()).title(name).source(concat!("counterfoil ", env!("CARGO_PKG_VERSION")));
    let mut bytes = Vec::new();
    man.render(&mut bytes)?;
    Ok(fs::write(folder.join(format!("{name}.1")), bytes)?)
}

fn settings() -> Roff {
    let mut roff = Roff::new();
    let source = concat!("counterfoil ", env!("CARGO_PKG_VERSION"));
    roff.control("TH", ["counterfoil-config", "5", "", source]);
    roff.control("SH", ["NAME"]);
    roff.text([roman("counterfoil-config - the settings of Counterfoil")]);
    roff.control("SH", ["DESCRIPTION"]);
    let place = "The settings are lines of TOML in ~/.config/counterfoil/config.toml. A first start writes the file with \
                 every setting commented out. The command line and environment variables go before it: see ";
    roff.text([
        roman(place),
        bold("counterfoil"),
        roman("(1). An unknown setting is left out with a warning."),
    ]);
    roff.control("SH", ["SETTINGS"]);
    for part in SETTINGS.split("\n\n").skip(1) {
        let (lines, words): (Vec<&str>, Vec<&str>) =
            part.trim().lines().partition(|line| line.starts_with("#!"));
        let words: Vec<&str> = words.iter().map(|line| line.trim_start_matches(['#', ' '])).collect();
        for line in lines {
            let (key, value) = line.trim_start_matches("#! ").split_once(" = ").unwrap_or((line, ""));
            roff.control("TP", []);
            roff.text([bold(key), roman(" = "), italic(value)]);
            roff.text([roman(words.join(" "))]);
        }
    }
    roff
}
