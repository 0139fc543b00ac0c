//! The server that is measured: the shell's own, with one address for events.
//!
//! Behind it either a log and its tails, or for comparison the usual
//! broadcast channel with a receiver for each client.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Instant;

use actix_web::HttpResponse;
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use counterfoil::events::log::ArchiveError;
use counterfoil::events::transport::{KEEP_ALIVE, sse};
use counterfoil::events::{Archive, Cursor, Frame, Log};
use counterfoil::shell::{self, Door, Gate, Secret, Serving, Settings, Shell};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast;

/// What is behind the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Tail,
    Broadcast,
}

impl From<&str> for Kind {
    fn from(word: &str) -> Kind {
        if word == "tail" { Kind::Tail } else { Kind::Broadcast }
    }
}

/// The whole log in memory.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<Frame>>>);

impl Archive for Memory {
    fn after(&self, cursor: u64, limit: usize) -> Result<Vec<Frame>, ArchiveError> {
        let all = self.0.lock().expect("not poisoned");
        let skip = usize::try_from(cursor).expect("fits");
        Ok(all.iter().skip(skip).take(limit).cloned().collect())
    }
}

/// Where events go in.
#[derive(Clone)]
pub enum Source {
    Tail(Arc<Log>, Arc<Mutex<Vec<Frame>>>),
    Broadcast(broadcast::Sender<Bytes>),
}

pub struct Running {
    pub port: u16,
    pub source: Source,
    pub ends: mpsc::Receiver<Instant>,
    serving: Serving,
    _shell: Shell,
}

/// Says when the stream it is in has ended.
struct Ending(mpsc::Sender<Instant>);

impl Drop for Ending {
    fn drop(&mut self) {
        let _ = self.0.send(Instant::now());
    }
}

/// The cookie that lets the client in.
pub fn cookie(app: &str, port: u16) -> String {
    format!("{app}-{port}={}", Secret::from_bytes([1; 32]).text())
}

pub fn door(app: &str, port: u16) -> Door {
    Door {
        app: app.into(),
        port,
        token: Secret::from_bytes([1; 32]),
        reentry: Secret::from_bytes([1; 32]),
        own: Secret::from_bytes([1; 32]),
        instance_key: Secret::from_bytes([2; 32]),
        api: "/api/".into(),
        not_for_scripts: Vec::new(),
        streams: "/events".into(),
    }
}

impl Running {
    pub fn start(kind: Kind, events: usize) -> Running {
        let source = match kind {
            Kind::Tail => {
                let memory = Memory::default();
                Source::Tail(Log::new("bench".into(), 0, memory.clone()), memory.0)
            }
            // Room for all, so that it loses nothing and can be compared.
            Kind::Broadcast => Source::Broadcast(broadcast::Sender::new(events.max(1))),
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
        let port = listener.local_addr().expect("an address").port();
        let shell = Shell::new(Settings::new("Bench"));
        let gate = Gate::new("Bench", door("bench", port), shell.handle());
        let (end, ends) = mpsc::channel();
        let site = Data::new((source.clone(), end));
        let pages = move |config: &mut ServiceConfig| {
            config.app_data(site.clone()).route("/events", web::get().to(listen));
        };
        let serving = shell::serve(listener, gate, pages).expect("serves");
        Running { port, source, ends, serving, _shell: shell }
    }

    /// Publishes events of about 200 bytes, each with the time in it.
    pub fn publish(&self, revision: usize) {
        let json = format!("{{\"ns\":{},\"text\":\"{}\"}}", super::figures::now_ns(), "x".repeat(120));
        let frame = Frame::entry(u64::try_from(revision).expect("fits"), "change", &json);
        match &self.source {
            Source::Tail(log, kept) => {
                kept.lock().expect("not poisoned").push(frame.clone());
                log.announce(frame);
            }
            Source::Broadcast(sender) => {
                let _ = sender.send(frame.sse().clone());
            }
        }
    }

    pub fn stop(self) {
        if let Source::Tail(log, _) = &self.source {
            log.close(Frame::notice("bye", "{}"));
        }
        self.serving.stop();
    }
}

async fn listen(site: Data<(Source, mpsc::Sender<Instant>)>) -> HttpResponse {
    let (source, end) = site.as_ref();
    let ending = Ending(end.clone());
    let hello = Frame::notice("hello", "{}");
    let mut answer = HttpResponse::Ok();
    answer.content_type(sse::CONTENT_TYPE);
    match source {
        Source::Tail(log, _) => {
            let body = sse::body(log.tail(&Cursor::default(), hello), KEEP_ALIVE);
            answer.streaming(body.inspect(move |_| {
                let _ = &ending;
            }))
        }
        Source::Broadcast(sender) => answer.streaming(received(sender.subscribe(), hello, ending)),
    }
}

fn received(
    from: broadcast::Receiver<Bytes>,
    hello: Frame,
    ending: Ending,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let events = stream::unfold((from, ending), |(mut from, ending)| async move {
        let bytes = from.recv().await.ok()?;
        Some((Ok(bytes), (from, ending)))
    });
    stream::once(std::future::ready(Ok(hello.sse().clone()))).chain(events)
}
