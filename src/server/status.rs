//! The life of the program and the day it is, as news for every open page.

use std::io;
use std::pin::pin;
use std::sync::Arc;

use actix_web::rt::System;
use futures_util::future::{Either, select};

use super::program;
use crate::book::Book;
use crate::events::{Frame, Log};
use crate::shell::Handle;
use crate::wall_clock::WallClock;

/// Puts up the newest status for every session whenever it changes or another day begins, on a thread of its own.
///
/// # Errors
/// When the system gives no thread.
pub fn tell_status(life: &Handle, book: &Book, clock: &WallClock) -> io::Result<()> {
    let (mut status, mut days, mut trouble) = (life.status(), clock.days(), book.trouble());
    let log = Arc::clone(book.log());
    let tell = async move {
        loop {
            let mut now = program::life(&status.borrow_and_update(), &days.borrow_and_update());
            now.trouble = trouble.borrow_and_update().as_ref().map(program::trouble);
            if let Ok(json) = serde_json::to_string(&now) {
                log.put_up(Frame::notice("status", &json));
            }
            let (day, harm) = (pin!(days.changed()), pin!(trouble.changed()));
            let is_over = match select(pin!(status.changed()), select(day, harm)).await {
                Either::Left((status, _)) => status.is_err(),
                Either::Right((Either::Left((news, _)) | Either::Right((news, _)), _)) => news.is_err(),
            };
            // The shell has ended, and so does this.
            if is_over {
                return;
            }
        }
    };
    std::thread::Builder::new().name("status".into()).spawn(|| System::new().block_on(tell))?;
    Ok(())
}

/// Ends every open stream with a `bye`, and all that come later.
pub fn say_goodbye(log: &Log) {
    log.close(Frame::notice("bye", r#"{"reason":"closed"}"#));
}

/// Ends the streams of everybody who was signed out.
pub fn show_out(log: &Log) {
    log.dismiss(Frame::notice("bye", r#"{"reason":"signed_out"}"#));
}
