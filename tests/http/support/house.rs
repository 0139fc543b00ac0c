//! One server with its book and its shell.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use counterfoil::book::Book;
use counterfoil::server::{self, Site};
use counterfoil::shell::{
    self, App, AtStart, Door, Gate, Handle, Linger, Notice, Screen, Secret, Settings, Shell,
};
use counterfoil::wall_clock::WallClock;

use super::client::{Client, Request};
use super::{PATIENCE, clock};

/// As short as a test wants to wait; streams are as silent as ever.
const LINGER: Linger = Linger { goodbye_ms: 50, silent_ms: 200, keep_alive_ms: 15_000 };

/// A running program without a desktop.
pub struct House {
    pub client: Client,
    pub gate: Gate,
    pub life: Handle,
    pub book: Arc<Book>,
    clock: WallClock,
    folder: Arc<tempfile::TempDir>,
    ended: Receiver<i32>,
    thread: Option<JoinHandle<()>>,
}

impl House {
    /// A new book on a free port, with a client that was let in.
    pub fn new() -> House {
        House::lingering(LINGER)
    }

    /// The same, with times of its own.
    pub fn lingering(linger: Linger) -> House {
        House::open(Arc::new(tempfile::tempdir().expect("a folder")), 0, linger, clock())
    }

    /// A new book at a moment: `2027-01-31T12:00[Asia/Kathmandu]`.
    pub fn at(moment: &str) -> House {
        let clock = WallClock::beginning(moment.parse().expect("a moment"));
        House::open(Arc::new(tempfile::tempdir().expect("a folder")), 0, LINGER, clock)
    }

    fn open(folder: Arc<tempfile::TempDir>, port: u16, linger: Linger, clock: WallClock) -> House {
        let path = folder.path().join("b.counterfoil");
        let book = Book::open_with(&path, "book-of-a-test", clock.clone()).expect("opens");
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("binds");
        let port = listener.local_addr().expect("an address").port();
        let settings = Settings {
            linger,
            at_start: AtStart::Nothing,
            screen: Screen::None,
            ..Settings::new("Counterfoil")
        };
        let shell = Shell::new(settings);
        let life = shell.handle();
        let gate = Gate::new("Counterfoil", door(port), life.clone());
        let sign_out = gate.clone();
        let sign_out = Box::new(move || {
            sign_out.renew(Secret::from_bytes([3; 32]), Secret::from_bytes([3; 32]));
            Ok(())
        });
        let site = Site::new(Arc::clone(&book), life.clone(), || {}, sign_out).by(clock.clone());
        server::tell_status(&life, &book, &clock).expect("tells");
        let serving = shell::serve(listener, gate.clone(), server::pages(site)).expect("serves");
        let (inner, program) = (gate.clone(), Program(Arc::clone(&book)));
        let (end, ended) = channel();
        let thread = std::thread::spawn(move || {
            let _ = end.send(shell.run(inner, serving, program));
        });
        let mut house =
            House { client: Client::new(port), gate, life, book, clock, folder, ended, thread: Some(thread) };
        house.client.cookie = Some(house.let_in());
        house
    }

    /// The cookie that a new launch address sets.
    pub fn let_in(&self) -> String {
        let address = self.gate.address();
        let path = address.trim_start_matches(&self.client.origin()).to_owned();
        let answer = self
            .client
            .send_raw(&Request::get(&path).header("Host", format!("127.0.0.1:{}", self.client.port)));
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer.header("Set-Cookie").expect("sets a cookie");
        cookie.split(';').next().expect("a pair").to_owned()
    }

    /// Ends the program and waits for it.
    pub fn quit(&mut self) -> i32 {
        self.life.quit();
        self.end()
    }

    /// Waits for the end; the exit code.
    pub fn end(&mut self) -> i32 {
        let code = self.ended.recv_timeout(PATIENCE).expect("ends in time");
        self.thread.take().expect("runs once").join().expect("ends well");
        code
    }

    /// Ends the program and starts it again on the same book and port.
    pub fn restarted(mut self) -> House {
        self.quit();
        House::open(Arc::clone(&self.folder), self.client.port, LINGER, self.clock.clone())
    }

    /// An account and its id.
    pub fn account(&self, name: &str) -> i64 {
        let body = serde_json::json!({"name": name, "kind": "asset", "currency": "USD"});
        self.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if self.thread.is_some() && !std::thread::panicking() {
            self.quit();
        }
    }
}

fn door(port: u16) -> Door {
    Door {
        app: "counterfoil".into(),
        port,
        token: Secret::from_bytes([1; 32]),
        reentry: Secret::from_bytes([1; 32]),
        own: Secret::from_bytes([1; 32]),
        instance_key: Secret::from_bytes([2; 32]),
        api: "/api/".into(),
        not_for_scripts: vec!["/api/v1/tokens".into()],
        streams: "/api/v1/events".into(),
    }
}

struct Program(Arc<Book>);

impl App for Program {
    fn finish(&self) {
        server::say_goodbye(self.0.log());
        self.0.finish();
    }

    fn close(&self) -> Result<(), Notice> {
        self.0.close().map_err(|failure| Notice { summary: failure.to_string(), ..Notice::default() })
    }
}
