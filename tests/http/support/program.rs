//! The real program as a process of its own, with folders of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::client::{Client, Request};

/// A running program; it is killed when the test is done with it.
pub struct Running {
    pub child: Child,
    pub client: Client,
    /// The path of the launch address that it printed.
    pub launch: String,
}

/// A process that is killed when the test is done with it, also when the test fails.
pub struct Bound(pub Child);

impl Drop for Bound {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program without a desktop, as it is started in `folder`.
pub fn command(folder: &Path) -> Command {
    in_folder(Command::new(env!("CARGO_BIN_EXE_counterfoil")), folder)
}

/// The same arguments and variables for a program that starts it.
pub fn in_folder(mut command: Command, folder: &Path) -> Command {
    command
        .args(["--no-tray", "--book"])
        .arg(folder.join("b.counterfoil"))
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CONFIG_HOME")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

impl Running {
    /// Starts it, and does not redeem the code that it prints.
    pub fn outside(mut command: Command) -> Running {
        let mut child = command.spawn().expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("prints its address");
        let address = line.trim().strip_prefix("http://127.0.0.1:").expect("an address");
        let (port, path) = address.split_once('/').expect("a path");
        Running { child, client: Client::new(port.parse().expect("a port")), launch: format!("/{path}") }
    }

    /// Redeems the code.
    pub fn let_in(mut self) -> Running {
        let host = format!("127.0.0.1:{}", self.client.port);
        let answer = self.client.send_raw(&Request::get(&self.launch).header("Host", host));
        let cookie = answer.header("Set-Cookie").expect("is let in");
        self.client.cookie = cookie.split(';').next().map(str::to_owned);
        self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
