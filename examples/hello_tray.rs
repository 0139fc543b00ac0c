//! A different app on the same shell: a line of its own in the tray menu says hello to every open page.
//! `hello_tray FOLDER [BROWSER]`: where to keep its lock, and the command that opens a page.
use std::sync::Arc;
use std::{env, error::Error, fs, path::Path, process::exit};

use actix_web::{HttpRequest, HttpResponse, web};
use counterfoil::events::{Cursor, Frame, Log};
use counterfoil::shell::{self, Action, App, Browser, Handle, SessionId, Settings, Shell};

const PAGE: &str = "<!doctype html><title>Hello</title><h1>Hello</h1><script src=page.js></script>";
const SCRIPT: &str = "new EventSource('/api/events?session=' + Math.random())
  .addEventListener('hello', (event) => document.body.append(event.data));";

struct Hello(Arc<Log>);

impl App for Hello {
    fn action(&self, _say_hello: &str) {
        self.0.announce(Frame::entry(self.0.head() + 1, "hello", r#""Hello!""#));
    }
    fn finish(&self) {
        self.0.close(Frame::notice("bye", "{}"));
    }
}

/// The page, its script, and the stream of events that holds a session open.
fn pages(config: &mut web::ServiceConfig, log: Arc<Log>, handle: Handle) {
    let file = |kind: &'static str, text: &'static str| {
        web::get().to(move || async move { HttpResponse::Ok().content_type(kind).body(text) })
    };
    let events = move |request: HttpRequest| {
        let tail = log.tail(&Cursor::default(), Frame::notice("welcome", "{}"));
        let answer = shell::stream(&handle, SessionId::new(request.query_string()), tail);
        async { answer }
    };
    config.route("/", file("text/html", PAGE));
    config.route("/page.js", file("text/javascript", SCRIPT));
    config.route("/api/events", web::get().to(events));
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("say where: hello_tray FOLDER [BROWSER]")?;
    fs::create_dir_all(&folder)?;
    let shell = Shell::new(Settings {
        actions: vec![Action::new("hello", "Say hello")],
        icons: vec![include_bytes!("../assets/tray.png")],
        browser: env::args().nth(2).map_or(Browser::System, Browser::Command),
        ..Settings::new("Hello")
    });
    let (log, handle) = (Log::in_memory("hello".into()), shell.handle());
    let hello = Hello(log.clone());
    let pages = move |config: &mut _| pages(config, log.clone(), handle.clone());
    exit(shell.start(Path::new(&folder), pages, hello)?)
}
