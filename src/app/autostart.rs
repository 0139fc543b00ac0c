//! Starts the program at login: one file in the folder that desktops look into.
//!
//! On Linux by the Desktop Application Autostart Specification (0.5), started hidden. Elsewhere there is none yet,
//! and nothing offers it; the command line says what to do there. It starts nothing itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::json;

use super::controls;
use super::own_path::own_path;
use crate::cli::{StartAtLogin, Switch};
use crate::config::Config;

/// The file of one book.
#[derive(Debug, Clone)]
pub struct Autostart {
    file: PathBuf,
    command: Vec<String>,
}

impl Autostart {
    /// None on systems where it is not built, and where this program has no file.
    pub fn of(config: &Config) -> Option<Autostart> {
        if !cfg!(target_os = "linux") || config.demo.is_some() {
            return None;
        }
        let folder = directories::BaseDirs::new()?.config_dir().join("autostart");
        let program = own_path().ok()?;
        let mut command = vec![program.to_str()?.to_owned(), "--hidden".into()];
        let mut name = "counterfoil.desktop".to_owned();
        if config.book != config.usual_book() {
            command.extend(["--book".to_owned(), config.book.to_str()?.to_owned()]);
            name = format!(
                "counterfoil-{:016x}.desktop",
                super::fnv(config.book.as_os_str().as_encoded_bytes())
            );
        }
        Some(Autostart { file: folder.join(name), command })
    }

    /// Whether desktops start the program; one that was switched off in a desktop's own settings is off.
    pub fn is_on(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|text| is_on(&text))
    }

    /// # Errors
    /// When the file cannot be written or removed.
    pub fn set(&self, on: bool) -> io::Result<()> {
        if !on {
            return match fs::remove_file(&self.file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        fs::create_dir_all(self.file.parent().unwrap_or(Path::new("/")))?;
        fs::write(&self.file, entry(&self.command))
    }
}

/// `counterfoil start-at-login`: switches it, and says how it is. A program that runs on the book does it itself, so that
/// its tray shows it.
///
/// # Errors
/// Where it is not built, and when the desktop's file cannot be written.
pub fn run(config: &Config, order: &StartAtLogin) -> anyhow::Result<i32> {
    let Some(autostart) = Autostart::of(config) else {
        bail!(
            "Counterfoil cannot be started at login from here. Nothing was changed. In the settings of your system add the \
             command counterfoil --hidden to what starts at login."
        );
    };
    if let Some(switch) = order.switch {
        let on = switch == Switch::On;
        match controls::of_running(config)? {
            Some(client) => client.put("/api/v1/app/start-at-login", &json!({"on": on}))?,
            None => autostart.set(on).with_context(|| {
                let (file, folder) =
                    (autostart.file.display(), autostart.file.parent().unwrap_or(&autostart.file));
                format!("{file} could not be changed. Give yourself permission to {}", folder.display())
            })?,
        }
    }
    let book = config.book.display();
    match autostart.is_on() {
        true => println!("Counterfoil starts at login, without a page, on {book}."),
        false => println!("Counterfoil does not start at login on {book}."),
    }
    Ok(0)
}

fn is_on(text: &str) -> bool {
    let says = |key: &str, value: &str| {
        text.lines()
            .any(|line| line.split_once('=').is_some_and(|(k, v)| k.trim() == key && v.trim() == value))
    };
    !says("Hidden", "true") && !says("X-GNOME-Autostart-enabled", "false")
}

fn entry(command: &[String]) -> String {
    let words: Vec<String> = command.iter().map(|word| quoted(word)).collect();
    format!(
        "[Desktop Entry]\nType=Application\nName=Counterfoil\nComment=A personal chequebook ledger\nExec={}\n\
         Icon=counterfoil\nTerminal=false\nStartupNotify=false\nX-GNOME-Autostart-enabled=true\n",
        words.join(" ")
    )
}

/// A word of an `Exec` line (Desktop Entry Specification, section 7): quoted, and then once more as a string.
fn quoted(word: &str) -> String {
    let mut quoted = String::new();
    for letter in word.chars() {
        match letter {
            '"' | '`' | '$' => quoted.push_str(&format!("\\\\{letter}")),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            letter => quoted.push(letter),
        }
    }
    format!("\"{quoted}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn autostart(folder: &Path) -> Autostart {
        let command = vec!["/opt/my program/counterfoil".into(), "--hidden".into()];
        Autostart { file: folder.join("autostart/counterfoil.desktop"), command }
    }

    #[test]
    fn it_is_switched_on_and_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let autostart = autostart(folder.path());
        assert!(!autostart.is_on());
        autostart.set(false).expect("is off already");
        autostart.set(true).expect("is written");
        assert!(autostart.is_on());
        let text = fs::read_to_string(&autostart.file).expect("is there");
        assert!(text.contains("Exec=\"/opt/my program/counterfoil\" \"--hidden\"\n"), "{text}");
        autostart.set(false).expect("is removed");
        assert!(!autostart.is_on() && !autostart.file.exists());
    }

    #[test]
    fn what_a_desktop_switched_off_is_off() {
        assert!(is_on(&entry(&["counterfoil".into()])));
        assert!(!is_on("[Desktop Entry]\nHidden=true\n"));
        assert!(!is_on("[Desktop Entry]\nX-GNOME-Autostart-enabled = false\n"));
    }

    #[test]
    fn words_of_the_command_are_quoted_as_desktops_read_them() {
        assert_eq!(quoted("/a b"), "\"/a b\"");
        assert_eq!(quoted("100%"), "\"100%%\"");
        assert_eq!(quoted("$\"`"), "\"\\\\$\\\\\"\\\\`\"");
        assert_eq!(quoted("\\"), "\"\\\\\\\\\"");
    }
}
