//! A different app on the same shell: it says hello to every open page.
//! Flags: `--book FOLDER --port N --no-tray --no-browser --browser CMD --keep-running --linger SECONDS --log LEVEL`.
use std::sync::Arc;
use std::{env, error::Error, fs, net::TcpListener};

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

fn flag(name: &str) -> Option<String> {
    env::args().skip_while(|arg| arg != name).nth(1)
}

fn main() -> Result<(), Box<dyn Error>> {
    let given = |name: &str| env::args().any(|arg| arg == name);
    tracing_subscriber::fmt()
        .with_env_filter(flag("--log").unwrap_or("warn".into()))
        .with_writer(std::io::stderr)
        .init();
    let browser = flag("--browser").map_or(Browser::System, Browser::Command);
    let folder = flag("--book").ok_or("--book FOLDER is missing")?;
    fs::create_dir_all(&folder)?;
    let place = match instance::claim(folder.as_ref(), random()?, instance::PATIENCE)? {
        Standing::First(place) => place,
        Standing::Second(address) => {
            browser.open(&address, desktop::has_display());
            return Ok(());
        }
    };

    let listener = TcpListener::bind(("127.0.0.1", flag("--port").unwrap_or("0".into()).parse()?))?;
    let port = listener.local_addr()?.port();
    let mut settings = Settings::new("Hello");
    settings.actions = vec![Action { id: "hello".into(), label: "Say hello".into() }];
    settings.icons = vec![include_bytes!("../assets/tray.png")];
    (settings.browser, settings.keep_running) = (browser, given("--keep-running"));
    if given("--no-tray") {
        settings.screen = Screen::None;
    }
    if given("--no-browser") {
        settings.at_start = AtStart::Print;
    }
    if let Some(seconds) = flag("--linger") {
        settings.linger = Linger::up_to(seconds.parse::<u64>()? * 1_000);
    }

    let shell = Shell::new(settings);
    let (handle, log) = (shell.handle(), Log::new("hello".into(), 0, Forgetful));
    let door = Door {
        app: "hello".into(),
        port,
        token: Secret::from_bytes(random()?),
        instance_key: place.key().clone(),
        api: "/api/".into(),
        streams: "/api/events".into(),
    };
    let gate = Gate::new("Hello", door, handle.clone());
    let tailed = log.clone();
    let server = shell::serve(listener, gate.clone(), move |config| {
        let (handle, log) = (handle.clone(), tailed.clone());
        let events = move |query: web::Query<Vec<(String, String)>>| {
            let id = query.iter().find(|(key, _)| key == "session").map_or("", |(_, id)| id);
            let guard = SessionGuard::open(&handle, SessionId::new(id));
            let body = sse::body(log.tail(&Cursor::default(), Frame::notice("welcome", "{}")));
            async { HttpResponse::Ok().content_type(sse::CONTENT_TYPE).streaming(guarded(body, guard)) }
        };
        config
            .route("/", web::get().to(|| async { HttpResponse::Ok().content_type("text/html").body(PAGE) }))
            .route(
                "/page.js",
                web::get().to(|| async { HttpResponse::Ok().content_type("text/javascript").body(SCRIPT) }),
            )
            .route("/api/events", web::get().to(events));
    })?;
    place.announce(port)?;
    let code = shell.run(Hello(gate, log, server));
    drop(place);
    std::process::exit(code)
}
