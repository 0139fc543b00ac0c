//! A different app on the same shell: a line of its own in the tray menu says hello to every open page.
//! `hello_tray FOLDER [BROWSER]`: where to keep its lock, and the command that opens a page.
use std::sync::Arc;
use std::{env, error::Error, fs, net::TcpListener, process::exit};

use actix_web::{HttpResponse, web};
use counterfoil::events::log::{Archive, ArchiveError};
use counterfoil::events::{Cursor, Frame, Log, transport::sse};
use counterfoil::shell::{self, *};

const PAGE: &str = "<!doctype html><title>Hello</title><h1>Hello</h1><script src=page.js></script>";
const SCRIPT: &str = "new EventSource('/api/events?session=' + Math.random())
  .addEventListener('hello', (event) => document.body.append(event.data));";

/// What was said is forgotten: only the pages that are open hear it.
struct Forgetful;

impl Archive for Forgetful {
    fn after(&self, _: u64, _: usize) -> Result<Vec<Frame>, ArchiveError> {
        Ok(Vec::new())
    }
}

struct Hello(Gate, Arc<Log>, Serving);

impl App for Hello {
    fn open_page(&self) -> String {
        self.0.address()
    }
    fn action(&self, _say_hello: &str) {
        self.1.announce(Frame::entry(self.1.head() + 1, "hello", r#""Hello!""#));
    }
    fn stop(&self) {
        self.1.close(Frame::notice("bye", "{}"));
        self.2.stop();
    }
}

/// The page, its script, and the stream of events that holds a session open.
fn pages(config: &mut web::ServiceConfig, log: Arc<Log>, handle: Handle) {
    let file = |kind: &'static str, text: &'static str| {
        web::get().to(move || async move { HttpResponse::Ok().content_type(kind).body(text) })
    };
    let events = move |query: web::Query<Vec<(String, String)>>| {
        let id = query.first().map_or("", |(_session, id)| id);
        let guard = SessionGuard::open(&handle, SessionId::new(id));
        let body =
            sse::body(log.tail(&Cursor::default(), Frame::notice("welcome", "{}")), handle.keep_alive());
        async { HttpResponse::Ok().content_type(sse::CONTENT_TYPE).streaming(guarded(body, guard)) }
    };
    config.route("/", file("text/html", PAGE));
    config.route("/page.js", file("text/javascript", SCRIPT));
    config.route("/api/events", web::get().to(events));
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("say where: hello_tray FOLDER [BROWSER]")?;
    let browser = env::args().nth(2).map_or(Browser::System, Browser::Command);
    fs::create_dir_all(&folder)?;
    let place = match instance::claim(folder.as_ref(), random()?, instance::PATIENCE)? {
        Standing::First(place) => place,
        Standing::Second(address) => {
            browser.open(&address, desktop::has_display());
            return Ok(());
        }
    };

    let mut settings = Settings::new("Hello");
    settings.actions = vec![Action { id: "hello".into(), label: "Say hello".into() }];
    settings.icons = vec![include_bytes!("../assets/tray.png")];
    settings.browser = browser;
    let shell = Shell::new(settings);
    let (handle, log) = (shell.handle(), Log::new("hello".into(), 0, Forgetful));

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let door = Door {
        app: "hello".into(),
        port: listener.local_addr()?.port(),
        token: Secret::from_bytes(random()?),
        instance_key: place.key().clone(),
        api: "/api/".into(),
        streams: "/api/events".into(),
    };
    place.announce(door.port)?;
    let gate = Gate::new("Hello", door, handle.clone());
    let tailed = log.clone();
    let server = shell::serve(listener, gate.clone(), move |config| {
        pages(config, tailed.clone(), handle.clone());
    })?;
    let code = shell.run(Hello(gate, log, server));
    drop(place);
    exit(code)
}
