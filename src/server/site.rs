//! What every handler works with.
//!
//! Handlers are thin: extractors → command or question → answer. They never
//! notify anybody and never touch the book but through its door.

use std::future::{Ready, ready};
use std::io;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{FromRequest, HttpRequest};

use super::blocking::blocking;
use super::error::ApiError;
use super::handed::Handed;
use super::integration::Integration;
use super::orders::kept::KeptAnswers;
use super::previews::Previews;
use super::routes::LARGEST_FILE;
use super::tokens::KeyRing;
use super::underway::Underway;
use super::uploads::Uploads;
use super::{browser, orders, wire};
use crate::book::backups::Backups;
use crate::book::{Book, Failure, Named, OrderKey, View};
use crate::ledger::Command;
use crate::shell::Handle;
use crate::wall_clock::WallClock;

/// Voids every cookie that was given out; an error when that would not outlast a restart.
pub type SignOut = Box<dyn Fn() -> io::Result<()> + Send + Sync>;

/// The program as the handlers see it.
pub struct Site {
    pub book: Arc<Book>,
    /// The life of the process: status, keep running, quit.
    pub life: Handle,
    /// Opens a folder of the desktop.
    pub open_folder: Box<dyn Fn() + Send + Sync>,
    pub sign_out: SignOut,
    /// The keys of scripts; none where nobody keeps any.
    pub tokens: Option<Arc<dyn KeyRing>>,
    /// What the desktop does for the program; none where there is none.
    pub integration: Option<Arc<dyn Integration>>,
    /// Which day it is.
    pub clock: WallClock,
    pub previews: Arc<Previews>,
    /// Files that wait for a page to look at them.
    pub handed: Handed,
    /// What is read and written of them just now.
    pub underway: Underway,
    /// What was answered to orders that are no steps of the book.
    pub kept: KeptAnswers,
    uploads: Mutex<Uploads>,
    /// Only in the sample book: starts the program on the user's own.
    pub start_own: Option<StartOwn>,
    /// None where no backups are made.
    pub backups: Option<Arc<Keeping>>,
    /// Reports of parts that failed in earlier runs, of which no page was told before.
    pub reports: Vec<PathBuf>,
}

/// The backups of the book.
pub struct Keeping {
    pub backups: Arc<Backups>,
    /// Orders that one takes the place of the book, once that is closed.
    pub replace: Replace,
    /// One that was to take the place of the book before this run, and did not.
    pub not_restored: Option<NotRestored>,
}

/// A backup that could not take the place of the book, which is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRestored {
    /// The name of its file.
    pub backup: String,
    pub why: String,
}

/// Orders that a backup of this name takes the place of the book, or says why that cannot be done.
pub type Replace = Box<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// Starts the program once more, or why that cannot be done.
pub type StartOwn = Box<dyn Fn() -> io::Result<()> + Send + Sync>;

pub type Answer<T> = Result<Json<T>, ApiError>;

impl Site {
    pub fn new(
        book: Arc<Book>,
        life: Handle,
        open_folder: impl Fn() + Send + Sync + 'static,
        sign_out: SignOut,
    ) -> Site {
        Site {
            book,
            life,
            open_folder: Box::new(open_folder),
            sign_out,
            tokens: None,
            integration: None,
            clock: WallClock::system(),
            previews: Arc::default(),
            handed: Handed::default(),
            underway: Underway::default(),
            kept: KeptAnswers::default(),
            uploads: Mutex::new(Uploads::new(LARGEST_FILE)),
            start_own: None,
            backups: None,
            reports: Vec::new(),
        }
    }

    /// The bank files that come in pieces.
    pub fn uploads(&self) -> MutexGuard<'_, Uploads> {
        self.uploads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// With keys for scripts.
    #[must_use]
    pub fn keeping(self, tokens: Arc<dyn KeyRing>) -> Site {
        Site { tokens: Some(tokens), ..self }
    }

    /// With a desktop.
    #[must_use]
    pub fn on(self, desktop: Arc<dyn Integration>) -> Site {
        Site { integration: Some(desktop), ..self }
    }

    /// With another clock than the system's.
    #[must_use]
    pub fn by(self, clock: WallClock) -> Site {
        Site { clock, ..self }
    }

    /// With backups.
    #[must_use]
    pub fn backed_up(self, keeping: Keeping) -> Site {
        Site { backups: Some(Arc::new(keeping)), ..self }
    }

    /// With reports of parts that failed in earlier runs.
    #[must_use]
    pub fn after_faults(self, reports: Vec<PathBuf>) -> Site {
        Site { reports, ..self }
    }

    /// The book is the sample book, from which there is a way to one's own.
    #[must_use]
    pub fn of_demo(self, start_own: impl Fn() -> io::Result<()> + Send + Sync + 'static) -> Site {
        Site { start_own: Some(Box::new(start_own)), ..self }
    }

    /// Asks the book on a thread that may block.
    pub async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, ApiError> {
        let book = Arc::clone(&self.book);
        match blocking(move || book.read(ask)).await.and_then(|answer| answer) {
            Ok(answer) => Ok(answer),
            // At the end of the program that is as it should be.
            Err(Failure::Closed) => Err(Failure::Closed.into()),
            // As it was wanted.
            Err(Failure::Stopped) => Err(Failure::Stopped.into()),
            Err(failure) => {
                tracing::error!(%failure, "the book could not be read");
                Err(failure.into())
            }
        }
    }
}

/// The site for a request that changes something: with the name of the browser, for the history.
pub struct Desk {
    site: Data<Site>,
    origin: String,
    request: HttpRequest,
}

impl Desk {
    /// The order's own name, once its body was read.
    pub fn order(&self) -> Option<OrderKey> {
        orders::key_of(&self.request)
    }
}

impl Deref for Desk {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl FromRequest for Desk {
    type Error = actix_web::Error;
    type Future = Ready<Result<Desk, actix_web::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let name = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok());
        let origin = browser::in_words(name.unwrap_or_default());
        let request = request.clone();
        ready(Data::from_request(&request, payload).into_inner().map(|site| Desk { site, origin, request }))
    }
}

/// Takes back or does again the step that is meant; whichever is next where none is named.
pub async fn step_back(desk: &Desk, command: Command, step: Option<u64>) -> Answer<wire::Done> {
    let named = Named { order: desk.order(), step };
    let written = desk.book.submit_named(command, desk.origin.clone(), named).await?;
    Ok(Json(wire::Done { revision: written.revision, id: written.made, words: written.words }))
}

/// Carries out a command and answers with what was done.
pub async fn done(desk: &Desk, command: Command) -> Answer<wire::Done> {
    step_back(desk, command, None).await
}
