//! A whole program in one call, for those who bring nothing but pages and an app.
//!
//! It takes the place of the first, listens on a free port behind the door,
//! and runs. It remembers nothing for the next start: a program whose open
//! pages are to survive one keeps the port and the secret of their way back by itself and uses
//! [`Shell::run`].

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use actix_web::web::ServiceConfig;

use super::{Gate, serve};
use crate::shell::instance::{self, ClaimError, Place, Standing};
use crate::shell::{App, Door, Secret, Shell, random};

/// Where the pages of such a program have their interface, refused with JSON.
const API: &str = "/api/";

/// Where their event streams are, judged as strictly as writes.
const STREAMS: &str = "/api/events";

/// Why the program could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder cannot be used, or another process has it and does not answer.
    #[error(transparent)]
    Claim(#[from] ClaimError),
    /// The system refuses the port, the threads, random bytes or the note for other starts.
    #[error("the program cannot listen on 127.0.0.1: {0}")]
    Listen(#[from] io::Error),
}

impl Shell {
    /// Serves `pages` and runs until the end; the exit code. Call it on the main thread.
    ///
    /// The first start on `folder`, which must exist and be the user's own, serves. Another one only opens a page of
    /// the first and returns 0 at once. Paths below `/api/` are for scripts, `/api/events` holds sessions open.
    ///
    /// # Errors
    /// When the folder or a port on 127.0.0.1 cannot be used.
    pub fn start<F>(self, folder: &Path, pages: F, app: impl App) -> Result<i32, StartError>
    where
        F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
    {
        match instance::claim(folder, random()?, instance::PATIENCE, |_| {})? {
            Standing::First(place) => Ok(self.first(place, pages, app)?),
            Standing::Second(address) => {
                self.settings.browser.open_from_here(&self.settings.name, &address);
                Ok(0)
            }
        }
    }

    fn first<F>(self, place: Place, pages: F, app: impl App) -> io::Result<i32>
    where
        F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let door = Door {
            app: cookie_name(&self.settings.name),
            port,
            token: Secret::from_bytes(random()?),
            reentry: Secret::from_bytes(random()?),
            own: Secret::from_bytes(random()?),
            instance_key: place.key().clone(),
            api: API.into(),
            not_for_scripts: Vec::new(),
            streams: STREAMS.into(),
        };
        let gate = Gate::new(&self.settings.name, door, self.handle());
        let serving = serve(listener, gate.clone(), pages)?;
        place.announce(port)?;
        Ok(self.holding(place).run(gate, serving, app))
    }
}

/// The app's name as the first part of a cookie's name, which is a token (RFC 9110, section 5.6.2).
fn cookie_name(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_has_the_name_of_the_app_without_what_no_cookie_may_have() {
        assert_eq!(cookie_name("My Café; 2"), "mycaf2");
    }
}
