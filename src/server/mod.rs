//! The interface for the page, over HTTP on 127.0.0.1.
//!
//! - [`routes`]: every URL, in one table
//! - [`site`]: what every handler works with
//! - [`wire`] and [`mapping`]: what travels, and what it means
//! - `orders`: what is sent again is answered again
//! - `blocking`: work on a thread of its own
//! - [`error`]: problems in words
//! - one file per resource
//!
//! It is only the pages: the socket, the thread and the door in front belong to
//! [`crate::shell::serve`].

pub mod about;
pub mod accounts;
mod as_of;
pub mod assets;
pub mod attachments;
pub mod backups;
mod batches;
mod blocking;
mod browser;
pub mod budget;
mod bulk;
pub mod categories;
pub mod cheques;
pub mod completions;
pub mod contents;
mod drift;
pub mod error;
pub mod exports;
pub mod handed;
pub mod history;
pub mod imports;
mod integration;
pub mod mapping;
mod means;
mod methods;
pub mod openapi;
mod orders;
mod pairs;
pub mod payees;
pub mod preferences;
pub mod previews;
pub mod program;
pub mod registers;
pub mod reports;
mod rescue;
mod rest;
pub mod routes;
pub mod schedules;
pub mod sessions;
pub mod site;
mod statements;
mod status;
pub mod stream;
mod tokens;
pub mod transactions;
pub mod underway;
pub mod uploads;
pub mod wire;

use actix_web::web::{Data, ServiceConfig};

pub use browser::COMMAND_LINE;
pub use error::sentence;
pub use integration::Integration;
pub use routes::{LARGEST_BOOK, LARGEST_FILE};
pub use schedules::due;
pub use site::{Keeping, NotRestored, SignOut, Site};
pub use status::{say_goodbye, tell_status};
pub use tokens::{KeyRing, ScriptKey};
pub use underway::Underway;

/// What the keys of scripts are not good for: to let others in, and to sign out who made them.
pub fn not_for_scripts() -> Vec<String> {
    ["/api/v1/tokens", "/api/v1/sessions/sign-out", "/api/v1/app/address"].map(str::to_owned).into()
}

/// The pages of a site, for [`crate::shell::serve`].
pub fn pages(site: Site) -> impl Fn(&mut ServiceConfig) + Clone + Send + 'static {
    let site = Data::new(site);
    move |config| {
        config.app_data(site.clone());
        routes::configure(config);
    }
}
