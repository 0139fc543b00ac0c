//! Nothing leaves the machine: the real program where there is nowhere to go.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

use super::support::wait_for;

/// Start, let in, a change, its event, and the end, in a network that has loopback and no route.
/// Whatever else the program wanted to reach would fail there; and all its sockets are looked at.
#[test]
fn the_whole_program_works_in_a_network_without_any_route() {
    if !can_unshare() {
        println!("skipped: this system lets nobody make a network of its own (unshare -rn)");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let script = include_str!("loopback.sh");
    let mut child = Command::new("unshare")
        .args(["-rn", "bash", "-c", script, "loopback", env!("CARGO_BIN_EXE_counterfoil")])
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let ended = wait_for("the script", || child.try_wait().expect("can be asked"));
    let output = child.wait_with_output().expect("reads");
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(ended.success(), "{said}\n{wrong}");
    assert!(said.ends_with("all of it without a route\n"), "{said}\n{wrong}");
}

fn can_unshare() -> bool {
    let tried = Command::new("unshare").args(["-rn", "ip", "link", "set", "lo", "up"]).output();
    tried.is_ok_and(|output| output.status.success())
}
