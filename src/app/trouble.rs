//! What is wrong with the book's file, as the tray and the desktop say it.

use std::io;
use std::sync::Arc;

use tokio::runtime;

use crate::book::{Book, Failure};
use crate::server;
use crate::shell::{Handle, Notice};

/// Where the page tells more.
const PAGE: &str = "#/backups";

/// Says it in the tray and aloud when nothing can be written any more, from a thread of its own.
///
/// # Errors
/// When the system gives no thread.
pub fn tell(book: &Arc<Book>, life: Handle) -> io::Result<()> {
    let mut trouble = book.trouble();
    let runtime = runtime::Builder::new_current_thread().build()?;
    let told = async move {
        // It ends with the book, which nobody holds then.
        if let Ok(why) = trouble.wait_for(Option::is_some).await
            && let Some(failure) = why.as_ref()
        {
            life.waits(notice(failure, "The book is not written any more"));
            life.say_aloud();
        }
    };
    std::thread::Builder::new().name("trouble".into()).spawn(move || runtime.block_on(told))?;
    Ok(())
}

/// What is said when the program has ended and the book is not as it should be.
pub fn at_the_end(failure: &Failure) -> Notice {
    notice(failure, "The book is not one file yet")
}

fn notice(failure: &Failure, label: &str) -> Notice {
    let what = server::sentence(&failure.to_string());
    Notice {
        count: 1,
        summary: label.to_owned(),
        label: format!("{label}…"),
        lines: vec![what, failure.advice().to_owned()],
        page: PAGE.to_owned(),
    }
}
