//! Browsers that do not connect from the user's own session, and are the user's all the same: at the far end of
//! `ssh -L`, and in a sandbox of the kind that Flatpak and Snap make.
#![cfg(target_os = "linux")]

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use super::support::{House, Request, wait_for};

/// A process that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    fn start(command: &mut Command) -> Running {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Running(child.expect("starts"))
    }
}

/// What a program printed; none where it is not there or refuses.
fn output(command: &mut Command) -> Option<Output> {
    command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn is_open(port: u16) -> Option<()> {
    TcpStream::connect(("127.0.0.1", port)).ok().map(drop)
}

/// The folder and the name of the user, as the system has them.
fn user() -> Option<(String, String)> {
    let id = output(Command::new("id").arg("-un"))?;
    let name = String::from_utf8(id.stdout).ok()?.trim().to_owned();
    let entry = output(Command::new("getent").args(["passwd", &name]))?;
    let home = String::from_utf8(entry.stdout).ok()?.split(':').nth(5)?.to_owned();
    Some((name, home))
}

/// A key of the kind that SSH uses; its public half, as a line of `authorized_keys`.
fn key(path: &Path) -> Option<String> {
    output(Command::new("dropbearkey").args(["-t", "ed25519", "-f"]).arg(path))?;
    let said = output(Command::new("dropbearkey").arg("-y").arg("-f").arg(path))?;
    let said = String::from_utf8(said.stdout).ok()?;
    said.lines().find(|line| line.starts_with("ssh-")).map(str::to_owned)
}

/// An SSH server of the user's own, which lets that key in. It sees another home folder than ours.
fn ssh_server(folder: &Path, port: u16, home: &str) -> Option<Running> {
    let host = folder.join("host");
    let allowed = folder.join("authorized_keys");
    key(&host)?;
    std::fs::write(&allowed, key(&folder.join("user"))?).ok()?;
    let mut command = Command::new("bwrap");
    command.args(["--die-with-parent", "--dev-bind", "/", "/", "--tmpfs", home]);
    command.args(["--dir", &format!("{home}/.ssh"), "--ro-bind"]).arg(&allowed);
    command.arg(format!("{home}/.ssh/authorized_keys"));
    command.args(["/usr/sbin/dropbear", "-F", "-E", "-p", &format!("127.0.0.1:{port}"), "-r"]).arg(&host);
    command.arg("-P").arg(folder.join("pid"));
    Some(Running::start(&mut command))
}

#[test]
fn a_browser_at_the_far_end_of_an_ssh_tunnel_comes_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ssh_port, tunnel_port) = (free_port(), free_port());
    let server = user().and_then(|(name, home)| Some((ssh_server(folder.path(), ssh_port, &home)?, name)));
    let Some((_server, name)) = server.filter(|_| can_sandbox()) else {
        println!("skipped: this system has no dropbear or no bwrap");
        return;
    };
    wait_for("the SSH server", || is_open(ssh_port));
    let house = House::new();
    let forward = format!("{tunnel_port}:127.0.0.1:{}", house.client.port);
    let mut client = Command::new("dbclient");
    client.args(["-y", "-y", "-N", "-L", &forward, "-p", &ssh_port.to_string(), "-i"]);
    client.arg(folder.path().join("user")).arg(format!("{name}@127.0.0.1"));
    let mut client = Running::start(&mut client);
    let is_there = wait_for("the tunnel", || {
        let ended = client.0.try_wait().expect("is ours").map(|_| false);
        is_open(tunnel_port).map(|()| true).or(ended)
    });
    if !is_there {
        println!("skipped: the SSH server lets this system's {name} not in");
        return;
    }

    // The user gives the tunnel the same port at home, so the browser says the same address.
    let mut away = house.client.clone();
    let request = house.client.as_page(Request::get("/api/v1/app"));
    away.port = tunnel_port;
    let answer = away.send_raw(&request);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn can_sandbox() -> bool {
    output(Command::new("bwrap").args(["--ro-bind", "/", "/", "--unshare-user", "true"])).is_some()
}

/// Flatpak runs what it starts by bwrap, with users and processes of its own and the network of the session.
#[test]
fn a_browser_in_a_sandbox_of_the_users_own_comes_in() {
    if !can_sandbox() {
        println!("skipped: this system has no bwrap, or lets nobody use it");
        return;
    }
    let house = House::new();
    let request = house.client.as_page(Request::get("/api/v1/app")).header("Connection", "close");
    let folder = tempfile::tempdir().expect("a folder");
    let asked = folder.path().join("request");
    std::fs::write(&asked, request.bytes()).expect("writes");
    let script = "exec 3<>/dev/tcp/127.0.0.1/$1; cat \"$2\" >&3; exec timeout 10 cat <&3";
    let apart = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--proc", "/proc", "--dev", "/dev"];
    let mut command = Command::new("bwrap");
    command.args(["--ro-bind", "/", "/"]).args(apart).args(["bash", "-c", script, "browser"]);
    let answer = output(command.arg(house.client.port.to_string()).arg(&asked)).expect("an answer");
    let answer = String::from_utf8_lossy(&answer.stdout);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}
