//! What a service manager is told, and the unit that is shipped.

use std::os::unix::net::UnixDatagram;
use std::process::Stdio;

use clap::Parser;
use counterfoil::cli::Cli;

use super::support::program::{Running, command};
use super::support::{PATIENCE, wait_for};

/// What is told next.
fn told(socket: &UnixDatagram) -> String {
    let mut bytes = [0; 4096];
    let length = socket.recv(&mut bytes).expect("is told in time");
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

#[test]
fn a_service_manager_is_told_when_it_listens_and_when_it_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("binds");
    socket.set_read_timeout(Some(PATIENCE)).expect("sets a deadline");
    let mut command = command(folder.path());
    command.arg("--no-browser").env("NOTIFY_SOCKET", &path).stderr(Stdio::null());
    let mut running = Running::outside(command);
    assert_eq!(told(&socket).trim(), "READY=1");
    let id = running.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    let end = told(&socket);
    assert!(end.contains("STOPPING=1") && end.contains("STATUS=Closing"), "{end}");
    assert_eq!(wait_for("the end", || running.child.try_wait().expect("is ours")).code(), Some(0));
}

#[test]
fn the_unit_starts_the_program_as_it_can_be_started() {
    let unit = include_str!("../../packaging/linux/counterfoil.service");
    let line = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("starts something");
    let cli = Cli::try_parse_from(line.split(' ')).expect("every option is one");
    assert!(cli.hidden && cli.no_tray && cli.keep_running, "{cli:?}");
    assert!(unit.contains("Type=notify\n") && unit.contains("WantedBy=default.target\n"), "{unit}");
}

#[test]
fn the_lines_of_the_menu_start_the_program_as_it_can_be_started() {
    let entry = include_str!("../../packaging/linux/counterfoil.desktop");
    let lines: Vec<_> = entry.lines().filter_map(|line| line.strip_prefix("Exec=")).collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
    }
}
