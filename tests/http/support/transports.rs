//! The three ways to listen, as one: what holds for one holds for all.

use std::collections::VecDeque;
use std::io::BufReader;
use std::net::TcpStream;

use serde_json::Value;

use super::client::{Client, Event, Events, Request, read_answer};
use super::socket::{Message, Socket};

/// How a client listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Sse,
    LongPoll,
    Socket,
}

pub const TRANSPORTS: [Transport; 3] = [Transport::Sse, Transport::LongPoll, Transport::Socket];

/// An open session; dropping it breaks its connection.
pub trait Listener {
    /// The next event, `hello` and `status` left out; none when the session has ended.
    fn next(&mut self) -> Option<Event>;
}

impl Transport {
    /// Begins to listen; `query` has the session and the cursor.
    pub fn listen(self, client: &Client, query: &str) -> Box<dyn Listener> {
        match self {
            Transport::Sse => Box::new(client.events(query, None)),
            Transport::LongPoll => Box::new(Polls::begin(client, query)),
            Transport::Socket => Box::new(Socket::open(client, &format!("/api/v1/events/socket?{query}"))),
        }
    }
}

fn is_of_the_log(event: &Event) -> bool {
    !matches!(event.name.as_str(), "hello" | "status")
}

impl Listener for Events {
    fn next(&mut self) -> Option<Event> {
        loop {
            let event = Events::next(self)?;
            if is_of_the_log(&event) {
                return Some(event);
            }
        }
    }
}

impl Listener for Socket {
    fn next(&mut self) -> Option<Event> {
        loop {
            let text = match Socket::next(self)? {
                Message::Text(text) => text,
                Message::Close(..) => return None,
                Message::Ping => {
                    self.pong();
                    continue;
                }
                _ => continue,
            };
            let event = event(&serde_json::from_str(&text).expect("JSON"));
            if is_of_the_log(&event) {
                return Some(event);
            }
        }
    }
}

/// Polls one after another, each with a connection of its own.
struct Polls {
    client: Client,
    query: String,
    asked: BufReader<TcpStream>,
    got: VecDeque<Event>,
    over: bool,
}

impl Polls {
    fn begin(client: &Client, query: &str) -> Polls {
        let asked = ask(client, query);
        Polls { client: client.clone(), query: query.into(), asked, got: VecDeque::new(), over: false }
    }

    fn poll(&mut self) {
        let answer = read_answer(&mut self.asked).json();
        self.got = answer["events"].as_array().expect("events").iter().map(event).collect();
        let reset = self.got.iter().any(|event| event.name == "reset");
        assert_eq!(answer["reset"], reset);
        self.over = self.got.iter().any(|event| event.name == "bye");
        if self.over {
            return;
        }
        let is_cursor = |part: &str| part.starts_with("after=") || (reset && part.starts_with("book="));
        let kept: Vec<&str> = self.query.split('&').filter(|part| !is_cursor(part)).collect();
        self.query = format!("{}&after={}", kept.join("&"), answer["revision"]);
        self.asked = ask(&self.client, &self.query);
    }
}

fn ask(client: &Client, query: &str) -> BufReader<TcpStream> {
    client.begin(Request::get(&format!("/api/v1/events/poll?{query}&wait=10")))
}

impl Listener for Polls {
    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.got.pop_front() {
                return Some(event);
            }
            if self.over {
                return None;
            }
            self.poll();
        }
    }
}

fn event(json: &Value) -> Event {
    Event {
        name: json["event"].as_str().expect("a name").into(),
        id: json["id"].as_u64(),
        data: json["data"].clone(),
    }
}
