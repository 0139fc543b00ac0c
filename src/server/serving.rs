//! The running server: its thread, and its end.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use actix_web_lab::middleware::CatchPanic;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::error::not_understood;
use super::site::Site;
use super::{program, routes};
use crate::events::{Frame, Log};
use crate::shell::{Gate, Handle};

/// Threads that answer requests. What blocks has threads of its own.
const WORKERS: usize = 2;

/// How long answers that were begun may take at the end; a reader that stalls must not hold up the program.
const LAST_ANSWERS: Duration = Duration::from_millis(500);

/// A server that runs until it is told to stop.
pub struct Serving {
    end: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Serving {
    /// Says goodbye to every session, answers what was begun, and returns when the server is gone.
    pub fn stop(self, log: &Log) {
        log.close(Frame::notice("bye", r#"{"reason":"closed"}"#));
        let _ = self.end.send(());
        if self.thread.join().is_err() {
            tracing::error!("the server ended badly");
        }
    }
}

/// Serves the site on a bound listener, on a thread of its own.
pub fn start(listener: TcpListener, site: Site, gate: Gate) -> io::Result<Serving> {
    let (end, ended) = oneshot::channel();
    let (begun, ready) = std::sync::mpsc::channel();
    let thread = std::thread::Builder::new().name("server".into()).spawn(move || {
        let system = actix_web::rt::System::new();
        system.block_on(serve(listener, web::Data::new(site), gate, ended, begun));
    })?;
    match ready.recv() {
        Ok(Ok(())) => Ok(Serving { end, thread }),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(io::Error::other("the server's thread ended")),
    }
}

async fn serve(
    listener: TcpListener,
    site: web::Data<Site>,
    gate: Gate,
    ended: oneshot::Receiver<()>,
    begun: std::sync::mpsc::Sender<io::Result<()>>,
) {
    let status = tokio::spawn(tell_status(site.life.clone(), Arc::clone(site.book.log())));
    match server(listener, site, gate) {
        Ok(server) => {
            let _ = begun.send(Ok(()));
            let handle = server.handle();
            let running = actix_web::rt::spawn(server);
            let _ = ended.await;
            stop(&handle).await;
            running.abort();
        }
        Err(error) => {
            let _ = begun.send(Err(error));
        }
    }
    status.abort();
}

async fn stop(handle: &ServerHandle) {
    if timeout(LAST_ANSWERS, handle.stop(true)).await.is_err() {
        tracing::debug!("a reader that stalls is not waited for");
    }
}

fn server(listener: TcpListener, site: web::Data<Site>, gate: Gate) -> io::Result<Server> {
    let app = move || {
        App::new()
            .app_data(site.clone())
            .app_data(web::Data::new(gate.clone()))
            .app_data(web::PayloadConfig::new(routes::LARGEST_FILE))
            .app_data(web::JsonConfig::default().limit(routes::LARGEST_JSON).error_handler(|e, _| not_understood(e)))
            .app_data(web::PathConfig::default().error_handler(|e, _| not_understood(e)))
            .app_data(web::QueryConfig::default().error_handler(|e, _| not_understood(e)))
            .configure(crate::shell::http::routes)
            .configure(routes::configure)
            .wrap(CatchPanic::default())
            .wrap(from_fn(crate::shell::http::door))
    };
    let server = HttpServer::new(app)
        .workers(WORKERS)
        .disable_signals()
        .shutdown_timeout(1)
        // A tab that closes is seen at once, also on a silent stream.
        .h1_allow_half_closed(false)
        // An event must not wait for the next one (Nagle).
        .on_connect(|connection, _| {
            if let Some(stream) = connection.downcast_ref::<actix_web::rt::net::TcpStream>() {
                let _ = stream.set_nodelay(true);
            }
        })
        .listen(listener)?;
    Ok(server.run())
}

/// Puts up the newest status for every session, whenever it changes.
async fn tell_status(life: Handle, log: Arc<Log>) {
    let mut status = life.status();
    loop {
        let now = program::life(&status.borrow_and_update());
        if let Ok(json) = serde_json::to_string(&now) {
            log.put_up(Frame::notice("status", &json));
        }
        if status.changed().await.is_err() {
            return;
        }
    }
}
