//! A server behind the door, on a thread of its own.
//!
//! It listens on a socket that the caller bound, and stops when it is told
//! to. It installs no signal handler: signals belong to the shell.

use std::io;
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::rt::{System, net::TcpStream};
use actix_web::{App, HttpServer, web};
use tokio::time::{sleep, timeout};
use tracing::{debug, error};

use super::{Gate, door, routes};
use crate::shell::peer::Owner;

/// How long answers that were begun may take at the end: a reader that stalls must not hold up the program.
const LAST_ANSWERS: Duration = Duration::from_millis(500);

/// How long the head of a request may take. Browsers and scripts on the same machine send it at once;
/// who sends it byte by byte only wants to hold a connection.
const HEAD: Duration = Duration::from_secs(5);

/// How often it is looked whether there is something to sum up.
const SUMS: Duration = Duration::from_secs(20);

const WORKERS: usize = 2;

/// How many files the program keeps for itself: the book, its readers, the log, the tray.
const FILES_KEPT: usize = 200;

/// No more connections than this, however many files the system allows.
const CONNECTIONS_MAX: usize = 50_000;

/// How long what was sent may stay with the system before the connection is given up.
#[cfg(target_os = "linux")]
const TAKES_NOTHING: Duration = Duration::from_secs(30);

/// A server that listens, on a thread of its own.
#[derive(Debug)]
pub struct Serving {
    server: ServerHandle,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// Serves `pages` behind the door, on a socket that listens already.
///
/// # Errors
/// When the system refuses the socket or the threads.
pub fn serve<F>(listener: TcpListener, gate: Gate, pages: F) -> io::Result<Serving>
where
    F: Fn(&mut web::ServiceConfig) + Clone + Send + 'static,
{
    let (tell, told) = mpsc::channel();
    let thread = thread::spawn(move || {
        // The server cannot move between threads, so it is made where it runs.
        let server = listen(listener, gate.clone(), pages);
        let handle = server.as_ref().map(|server| server.handle());
        let _ = tell.send(handle.map_err(|error| io::Error::other(error.to_string())));
        if let Ok(server) = server
            && let Err(error) = System::new().block_on(sum_up_beside(server, gate))
        {
            error!("the server ended by itself: {error}");
        }
    });
    let server = told.recv().map_err(io::Error::other)??;
    let thread = Mutex::new(Some(thread));
    Ok(Serving { server, thread })
}

/// What is refused is summed up while the server runs.
async fn sum_up_beside(server: Server, gate: Gate) -> io::Result<()> {
    let sums = gate.clone();
    let summing = actix_web::rt::spawn(async move {
        loop {
            sleep(SUMS).await;
            sums.sum_up(false);
        }
    });
    let ended = server.await;
    summing.abort();
    gate.sum_up(true);
    ended
}

fn listen<F>(listener: TcpListener, gate: Gate, pages: F) -> io::Result<Server>
where
    F: Fn(&mut web::ServiceConfig) + Clone + Send + 'static,
{
    let app = move || {
        App::new()
            .app_data(web::Data::new(gate.clone()))
            .wrap(from_fn(door))
            .configure(routes)
            .configure(pages.clone())
    };
    let server = HttpServer::new(app)
        .workers(WORKERS)
        .max_connections(connections() / WORKERS)
        .client_request_timeout(HEAD)
        // Without this a tab that closes on an idle stream is not noticed.
        .h1_allow_half_closed(false)
        .on_connect(|stream, known| {
            if let Some(stream) = stream.downcast_ref::<TcpStream>() {
                tune(stream);
                known.insert(owner(stream));
            }
        })
        .disable_signals()
        .shutdown_timeout(2)
        .listen(listener)?;
    Ok(server.run())
}

/// How many connections may be open at once: further ones wait instead of failing.
fn connections() -> usize {
    let files = files().unwrap_or(CONNECTIONS_MAX);
    files.saturating_sub(FILES_KEPT).clamp(WORKERS, CONNECTIONS_MAX)
}

/// How many files this process may open, after asking for all that it may have.
///
/// A file for each connection: the usual 1,024 would be few for a program whose tabs each hold one.
#[cfg(unix)]
fn files() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = u64::try_from(CONNECTIONS_MAX + FILES_KEPT).ok()?;
    let more = maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let raised = current.is_some_and(|current| current < more)
        && setrlimit(Resource::Nofile, Rlimit { current: Some(more), maximum }).is_ok();
    let files = if raised { Some(more) } else { current };
    usize::try_from(files.unwrap_or(wanted)).ok()
}

#[cfg(not(unix))]
fn files() -> Option<usize> {
    None
}

/// Whose connection this is: asked once, so that every request on it is judged by the same answer.
fn owner(stream: &TcpStream) -> Owner {
    match (stream.peer_addr(), stream.local_addr()) {
        (Ok(client), Ok(server)) => Owner::of(client, server),
        _ => Owner::Gone,
    }
}

/// What the system refuses here costs comfort only.
fn tune(stream: &TcpStream) {
    // Events are small and are not to wait for each other.
    let _ = stream.set_nodelay(true);
    // A peer that takes nothing for this long is gone, or will come again with its cursor.
    #[cfg(target_os = "linux")]
    let _ = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(TAKES_NOTHING));
}

impl Serving {
    /// Answers what was asked, and returns when all is done, or after
    /// [`LAST_ANSWERS`]. End the streams first: an open one takes all of it.
    pub fn stop(&self) {
        let answered = async { timeout(LAST_ANSWERS, self.server.stop(true)).await };
        if System::new().block_on(answered).is_err() {
            debug!("a reader that stalls is not waited for");
            return;
        }
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}
