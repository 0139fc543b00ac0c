//! `counterfoil status`, `quit` and `token`: what is asked of the program that runs on the book.
//!
//! By the same interface as the page, with the key that the program leaves for its own user's starts. It starts
//! nothing but, for `token`, the program for a moment where none runs.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::client::{Client, in_address};
use super::reach::Reached;
use crate::cli::{QuitOrder, TokenOrder};
use crate::config::Config;
use crate::shell::instance::{self, Holder};

/// No program runs on the book: what `systemctl status` says of such.
const NOT_RUNNING: i32 = 3;

/// How long a program that was told to end is waited for; after that it is said that it still ends.
const ENDS: Duration = Duration::from_secs(60);

const POLL: Duration = Duration::from_millis(50);

/// Says whether the program runs on the book, and how it is.
///
/// # Errors
/// When it runs and does not answer.
pub fn status(config: &Config, as_json: bool) -> anyhow::Result<i32> {
    let Some(holder) = instance::holder(&super::run_folder(config)?) else {
        match as_json {
            true => println!("{}", json!({"running": false, "book": config.book})),
            false => println!("Counterfoil does not run on {}.", config.book.display()),
        }
        return Ok(NOT_RUNNING);
    };
    let app = asked(&holder)?.get("/api/v1/app")?;
    match as_json {
        true => println!("{}", as_document(&holder, &app)),
        false => print!("{}", words(&holder, &app)),
    }
    Ok(0)
}

/// The program that runs on the book, to be asked; none where none runs, or one only for a moment.
///
/// # Errors
/// When the folder of its runs cannot be made.
pub fn of_running(config: &Config) -> anyhow::Result<Option<Client>> {
    let holder = instance::holder(&super::run_folder(config)?).filter(|holder| holder.port != 0);
    Ok(holder.map(|holder| Client::with_key(holder.port, holder.key.text())))
}

fn as_document(holder: &Holder, app: &Value) -> Value {
    json!({
        "running": true,
        "pid": holder.pid,
        "address": address(holder),
        "version": app["version"],
        "book": app["book"],
        "revision": app["revision"],
        "life": app["life"],
    })
}

fn words(holder: &Holder, app: &Value) -> String {
    let (life, text) = (&app["life"], |value: &Value| value.as_str().unwrap_or_default().to_owned());
    let tray = match life["tray"] == true {
        true => "A tray shows its icon.",
        false => "No tray shows its icon.",
    };
    let keeps = match life["keep_running"] == true {
        true => " It keeps running when the browser closes.",
        false => "",
    };
    format!(
        "Counterfoil {} runs (process {}) at {}\nBook: {}\n{}.{keeps} {tray}\n",
        text(&app["version"]),
        holder.pid,
        address(holder),
        text(&app["book"]["path"]),
        text(&life["status"]),
    )
}

fn address(holder: &Holder) -> String {
    format!("http://127.0.0.1:{}/", holder.port)
}

/// One that does something for a moment has no port.
fn asked(holder: &Holder) -> anyhow::Result<Client> {
    if holder.port == 0 {
        bail!(
            "Process {} is at work on this book and ends by itself. Nothing was changed; ask again when it is done.",
            holder.pid
        );
    }
    // An answer may take long; whether there will be one is known at once.
    if !holder.answers() {
        bail!(
            "Process {} has this book open and does not answer. What was saved stays saved: wait for it, or end that process.",
            holder.pid
        );
    }
    Ok(Client::with_key(holder.port, holder.key.text()))
}

/// Ends the program that runs on the book, and waits for it.
///
/// # Errors
/// When it does not answer, or takes very long.
pub fn quit(config: &Config, order: &QuitOrder) -> anyhow::Result<i32> {
    let folder = super::run_folder(config)?;
    let Some(holder) = instance::holder(&folder) else {
        println!("Counterfoil does not run on {}.", config.book.display());
        return Ok(0);
    };
    let give_up = if order.give_up { "?give_up=true" } else { "" };
    asked(&holder)?.command(&format!("/api/v1/app/quit{give_up}")).context("It was not told to end")?;
    let begun = Instant::now();
    while instance::holder(&folder).is_some_and(|now| now.pid == holder.pid) {
        if begun.elapsed() > ENDS {
            bail!(
                "Counterfoil (process {}) was told to end and is still finishing what it has begun",
                holder.pid
            );
        }
        thread::sleep(POLL);
    }
    println!("Counterfoil has ended.");
    Ok(0)
}

/// Makes, lists and revokes the keys of scripts.
///
/// # Errors
/// When the book cannot be had, or the program refuses.
pub fn token(config: &Config, order: &TokenOrder) -> anyhow::Result<i32> {
    let reached = Reached::book(config)?;
    match order {
        TokenOrder::New { name } => {
            let made = reached.client.post("/api/v1/tokens", &json!({"name": name}))?;
            eprintln!("This key is shown once. A script sends it as “Authorization: Bearer KEY”.");
            println!("{}", made["key"].as_str().unwrap_or_default());
        }
        TokenOrder::List => {
            let all = reached.client.get("/api/v1/tokens")?;
            for one in all["tokens"].as_array().into_iter().flatten() {
                let text = |field: &str| one[field].as_str().unwrap_or_default().to_owned();
                println!("{}\t{}", text("name"), text("made"));
            }
        }
        TokenOrder::Revoke { name } => {
            reached.client.remove(&format!("/api/v1/tokens/{}", in_address(name)))?;
            println!("The key “{name}” is void.");
        }
    }
    Ok(0)
}
