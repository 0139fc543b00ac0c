//! The usual server of events with axum: a `broadcast` channel, a receiver for each client.
//!
//! It keeps nothing: who was away, or was too slow, has lost what was sent. It is measured and never shipped.
//! Prints its port. `GET /events` is the stream, `POST /publish` sends one event to everybody and answers its number.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::Router;
use futures_util::{stream, Stream, StreamExt};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;

/// How far a client may fall behind before it loses events.
const ROOM: usize = 1_024;

struct Hub {
    last: AtomicU64,
    sender: broadcast::Sender<Event>,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let hub = Arc::new(Hub { last: AtomicU64::new(0), sender: broadcast::Sender::new(ROOM) });
    let routes = Router::new().route("/events", get(events)).route("/publish", post(publish)).with_state(hub);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    axum::serve(listener, routes).await
}

async fn events(State(hub): State<Arc<Hub>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let sent = BroadcastStream::new(hub.sender.subscribe());
    let hello = stream::once(std::future::ready(Ok(Event::default().event("hello").data("{}"))));
    Sse::new(hello.chain(sent.filter_map(|event| std::future::ready(event.ok().map(Ok))))).keep_alive(KeepAlive::default())
}

async fn publish(State(hub): State<Arc<Hub>>, body: String) -> String {
    let number = hub.last.fetch_add(1, Ordering::SeqCst) + 1;
    let _ = hub.sender.send(Event::default().id(number.to_string()).event("change").data(body));
    number.to_string()
}
