//! The life of the program as news for every open page.

use std::io;
use std::sync::Arc;

use actix_web::rt::System;

use super::program;
use crate::events::{Frame, Log};
use crate::shell::Handle;

/// Puts up the newest status for every session whenever it changes, on a thread of its own.
///
/// # Errors
/// When the system gives no thread.
pub fn tell_status(life: &Handle, log: Arc<Log>) -> io::Result<()> {
    let mut status = life.status();
    let tell = async move {
        loop {
            let now = program::life(&status.borrow_and_update());
            if let Ok(json) = serde_json::to_string(&now) {
                log.put_up(Frame::notice("status", &json));
            }
            // The shell has ended, and so does this.
            if status.changed().await.is_err() {
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
