//! The program as its shell and its page see it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::autostart::Autostart;
use super::remembered::Remembered;
use super::{about, keeper, trouble};
use crate::book::Book;
use crate::book::backups::Backups;
use crate::config::Config;
use crate::server::about::About;
use crate::server::{self, Integration, Underway};
use crate::shell::{Action, App, Gate, Handle, Notice};
use crate::wall_clock::WallClock;

/// The tray's line that backs the book up.
const BACK_UP: &str = "back-up-now";

/// The tray's line that opens the folder of the book.
const OPEN_FOLDER: &str = "open-data-folder";

/// The tray's line that opens the log.
const OPEN_LOG: &str = "open-log";

/// The tray's line that switches whether the program starts at login.
const START_AT_LOGIN: &str = "start-at-login";

/// The lines of the program's own in the tray menu.
pub fn actions(is_backed_up: bool, autostart: Option<&Autostart>) -> Vec<Action> {
    let mut actions = Vec::new();
    actions.extend(is_backed_up.then(|| Action::new(BACK_UP, "Back up now")));
    actions.extend([Action::new(OPEN_FOLDER, "Open data folder"), Action::new(OPEN_LOG, "Open log")]);
    actions.extend(autostart.map(|file| Action::switch(START_AT_LOGIN, "Start at login", file.is_on())));
    actions
}

/// What the desktop does for the program.
pub struct Desktop {
    pub folder: PathBuf,
    pub log: PathBuf,
    /// What lies where, by names that people read.
    pub places: Vec<(&'static str, PathBuf)>,
    pub autostart: Option<Autostart>,
    pub gate: Gate,
    pub life: Handle,
}

impl Desktop {
    pub fn of(config: &Config, backups: &Backups, gate: &Gate, life: Handle) -> Desktop {
        let backups = config.demo.is_none().then(|| backups.folder());
        Desktop {
            folder: super::data_folder(config),
            log: super::logging::path(&config.folders.state),
            places: about::places(config, backups),
            autostart: Autostart::of(config),
            gate: gate.clone(),
            life,
        }
    }
}

impl Integration for Desktop {
    fn about(&self) -> About {
        about::of(&self.places)
    }

    fn log(&self) -> PathBuf {
        self.log.clone()
    }

    fn open_log(&self) {
        open_path(&self.log);
    }

    fn starts_at_login(&self) -> Option<bool> {
        self.autostart.as_ref().map(Autostart::is_on)
    }

    fn start_at_login(&self, on: bool) -> io::Result<()> {
        let Some(autostart) = &self.autostart else { return Ok(()) };
        let set = autostart.set(on);
        self.life.switched(START_AT_LOGIN, autostart.is_on());
        set
    }

    fn launch_address(&self) -> String {
        self.life.browser_comes();
        self.gate.address()
    }
}

/// Shows a file or a folder in the desktop's own program for it.
pub fn open_path(path: &Path) {
    if let Err(error) = open::that_detached(path) {
        tracing::warn!(path = %path.display(), %error, "it could not be shown");
    }
}

/// The program as its shell sees it.
pub struct Program {
    pub book: Arc<Book>,
    pub remembered: Arc<Remembered>,
    pub desktop: Arc<Desktop>,
    pub underway: Underway,
    /// None for the sample book.
    pub backups: Option<(Arc<Backups>, WallClock)>,
}

impl Program {
    fn back_up(&self) {
        if let Some((backups, clock)) = &self.backups {
            keeper::when_asked(&self.book, backups, clock);
        }
    }
}

impl App for Program {
    fn keep_running_changed(&self, on: bool) {
        self.remembered.set_keep_running(on);
    }

    fn action(&self, id: &str) {
        match id {
            BACK_UP => self.back_up(),
            OPEN_FOLDER => open_path(&self.desktop.folder),
            OPEN_LOG => self.desktop.open_log(),
            START_AT_LOGIN => {
                let on = self.desktop.starts_at_login() == Some(true);
                if let Err(error) = self.desktop.start_at_login(!on) {
                    tracing::warn!(%error, "what starts at login could not be changed");
                }
            }
            _ => {}
        }
    }

    fn unfinished(&self) -> Option<String> {
        if self.underway.is_importing() {
            return Some("an import".into());
        }
        Some("what was begun".into())
    }

    fn give_up(&self) {
        tracing::warn!("what was under way is stopped, as it was asked for; nothing of it is in the book");
        self.underway.stop_all();
    }

    fn finish(&self) {
        self.underway.stop_previews();
        // An import that still compares has not come to the writer yet.
        self.underway.wait_for_imports();
        // Pages are told how that goes, and only then that the program has ended.
        self.book.finish();
        self.remembered.set_waiting_tabs(self.desktop.life.status().borrow().open_tabs);
        server::say_goodbye(self.book.log());
    }

    fn close(&self) -> Result<(), Notice> {
        if let Some((backups, clock)) = &self.backups {
            keeper::at_the_end(&self.book, backups, clock);
        }
        self.book.close().map_err(|failure| trouble::at_the_end(&failure))
    }
}
