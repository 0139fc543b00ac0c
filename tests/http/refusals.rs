//! What strangers do is in the log, and does not fill the disk.

use std::fs;
use std::process::Stdio;
use std::thread;

use super::support::program::{Running, command};
use super::support::{Request, wait_for};

#[test]
fn a_flood_of_refusals_is_a_few_lines_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = command(folder.path());
    command.arg("--no-browser").stderr(Stdio::null());
    let mut running = Running::outside(command);
    let client = running.client.clone();
    thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                for _ in 0..250 {
                    let host_of = || format!("127.0.0.1:{}", client.port);
                    assert_eq!(client.send_raw(&Request::get("/").header("Host", host_of())).status, 401);
                    assert_eq!(
                        client.send_raw(&Request::get("/").header("Host", "evil.example")).status,
                        403
                    );
                    // No head at all, and a launch address that nobody gave out.
                    assert_eq!(client.send_raw(&Request::get("/").header("Bad Header", "x")).status, 400);
                    let guessed =
                        Request::get(&format!("/open/{}", "0".repeat(64))).header("Host", host_of());
                    assert!(matches!(client.send_raw(&guessed).status, 403 | 429));
                }
            });
        }
    });
    let ended = std::process::Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status();
    assert!(ended.expect("kill runs").success());
    wait_for("the end", || running.child.try_wait().expect("is ours"));
    let log = fs::read_to_string(folder.path().join("state/counterfoil/counterfoil.log")).expect("a log");
    for kinds in [&["why=NotLetIn"][..], &["why=NotOurHost"], &["why=Unknown", "why=TooMany"]] {
        let is_of = |line: &&str| kinds.iter().any(|kind| line.contains(kind));
        let lines: Vec<&str> = log.lines().filter(is_of).collect();
        let (firsts, sums): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| !line.contains("count="));
        let counted = |line: &&str| -> u64 {
            let count = line.split("count=").nth(1).expect("a number").split(' ').next();
            count.expect("a number").parse().expect("a number")
        };
        let told = firsts.len() as u64 + sums.iter().map(counted).sum::<u64>();
        assert_eq!(told, 1_000, "{kinds:?} {log}");
        assert!(lines.len() <= 4 * kinds.len(), "{log}");
    }
    assert!(log.lines().count() < 40, "{log}");
}
