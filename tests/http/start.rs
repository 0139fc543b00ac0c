//! Starts that cannot succeed: a clear message, an exit code that is not 0, nothing lost.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::support::program::Bound;
use super::support::{Client, Request, wait_for};

/// The program with folders of its own, without a desktop.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterfoil"));
    command.env_clear().env("HOME", folder).env("XDG_STATE_HOME", folder.join("state")).stdin(Stdio::null());
    command
}

/// Starts it on this book; it must end by itself.
fn refused(folder: &Path, args: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } =
        program(folder).args(["--no-tray", "--no-browser"]).args(args).output().expect("runs");
    let said = String::from_utf8_lossy(&stderr).into_owned();
    (status.code().expect("was not killed"), said)
}

fn logged(folder: &Path) -> String {
    fs::read_to_string(folder.join("state/counterfoil/counterfoil.log")).unwrap_or_default()
}

#[test]
fn a_file_that_is_no_book_is_left_alone_and_named_on_the_terminal_and_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let letter = folder.path().join("letter.txt");
    fs::write(
        &letter,
        "Dear Sir or Madam, this is a letter and not a book, and it is long enough for a header of a file.",
    )
    .expect("writes");
    let (code, said) = refused(folder.path(), &["--book", letter.to_str().expect("text")]);
    assert_eq!(code, 1);
    for told in [said, logged(folder.path())] {
        assert!(told.contains("is not a Counterfoil book") && told.contains("--book"), "{told}");
    }
    assert!(fs::read_to_string(&letter).expect("is there").starts_with("Dear Sir"));
}

#[test]
fn a_port_in_use_is_named_and_the_book_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("binds");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (code, said) = refused(folder.path(), &["--port", &port]);
    assert_eq!(code, 1);
    assert!(said.contains(&format!("Port {port}")) && said.contains("--port"), "{said}");
    let data = folder.path().join(".local/share/counterfoil");
    assert_eq!(fs::read_dir(data).expect("is there").count(), 0, "no book was made");
}

#[test]
fn a_folder_that_is_not_there_and_one_that_cannot_be_a_folder_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("nowhere/book.counterfoil");
    let (code, said) = refused(folder.path(), &["--book", nowhere.to_str().expect("text")]);
    assert_eq!(code, 1);
    assert!(said.contains("nowhere") && said.contains("--book"), "{said}");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("state"), "in the way").expect("writes");
    let (code, said) = refused(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(said.contains("XDG_STATE_HOME"), "{said}");
}

#[test]
fn a_config_file_that_is_wrong_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join(".config/counterfoil");
    fs::create_dir_all(&config).expect("makes");
    fs::write(config.join("config.toml"), "linger = 5\nport = \"eighty\"\n").expect("writes");
    let (code, said) = refused(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(said.contains("line 2") && said.contains("port"), "{said}");
    assert!(logged(folder.path()).contains("line 2"), "it is in the log, too");
}

/// The program as somebody who is not root, in a folder that is theirs; none where nobody else gets to that folder.
#[cfg(unix)]
fn as_ordinary_user(folder: &Path, args: &[&str]) -> Option<(i32, String)> {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65_534;
    let mut command = program(folder);
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        // Root may do everything: be somebody else, who may not reach where this was built.
        let copy = folder.join("program");
        fs::copy(env!("CARGO_BIN_EXE_counterfoil"), &copy).expect("copies");
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("may be run");
        chown(folder, Some(NOBODY), Some(NOBODY)).expect("gives it away");
        command = Command::new(&copy);
        command
            .env_clear()
            .env("HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .stdin(Stdio::null());
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = match command.args(["--no-tray", "--no-browser"]).args(args).output() {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            println!("skipped: no other user gets to {} on this system", folder.display());
            return None;
        }
        output => output.expect("runs"),
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Some((output.status.code().expect("was not killed"), said))
}

#[cfg(unix)]
#[test]
fn a_book_or_a_folder_without_permission_is_named_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path().join("locked.counterfoil");
    fs::write(&book, "").expect("writes");
    fs::set_permissions(&book, fs::Permissions::from_mode(0o000)).expect("locks");
    let Some((code, said)) = as_ordinary_user(folder.path(), &["--book", book.to_str().expect("text")])
    else {
        return;
    };
    assert_eq!(code, 1);
    assert!(said.contains("may not be read or written by you") && said.contains("--book"), "{said}");
    let inside = folder.path().join("locked");
    fs::create_dir(&inside).expect("makes");
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o000)).expect("locks");
    let inside = inside.join("b.counterfoil");
    let (code, said) =
        as_ordinary_user(folder.path(), &["--book", inside.to_str().expect("text")]).expect("as before");
    assert_eq!(code, 1);
    assert!(said.contains("may not be read or written by you"), "{said}");
}

/// Whoever started it from a menu sees no terminal: what the browser shows, and with which code it ends.
/// What it says of errors is in the file `said`.
pub fn page_of(mut command: Command, folder: &Path) -> (String, Option<i32>) {
    let opened = folder.join("opened");
    let browser = format!("sh -c 'echo \"$0\" > \"{}\"' %u", opened.display());
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let said = fs::File::create(folder.join("said")).expect("makes");
    let started = command.args(["--browser", &browser]).env("COUNTERFOIL_NO_TRAY", "1").stderr(said).spawn();
    let mut child = Bound(started.expect("starts"));
    let address =
        wait_for("the browser", || fs::read_to_string(&opened).ok().filter(|text| text.ends_with('\n')));
    let address = address.trim().strip_prefix("http://127.0.0.1:").expect("an address").to_owned();
    let (port, path) = address.split_once('/').expect("a path");
    let client = Client::new(port.parse().expect("a port"));
    let host = format!("127.0.0.1:{port}");
    let wrong = client.send_raw(&Request::get("/else").header("Host", host.clone()));
    assert_eq!(wrong.status, 404);
    let page = client.send_raw(&Request::get(&format!("/{path}")).header("Host", host));
    assert!(page.text().contains("Counterfoil could not start"), "{}", page.text());
    (page.text(), wait_for("the end", || child.0.try_wait().expect("is ours")).code())
}

#[test]
fn without_a_terminal_the_browser_shows_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "x".repeat(200)).expect("writes");
    let mut command = program(folder.path());
    command.arg("--book").arg(&letter);
    let (page, code) = page_of(command, folder.path());
    assert!(page.contains("is not a Counterfoil book"), "{page}");
    assert_eq!(code, Some(1));
}

#[test]
fn faults_of_the_settings_have_a_page_that_says_why_and_where_the_log_is() {
    let log = "state/counterfoil/counterfoil.log";
    for (settings, told) in [("port = \"eighty\"\n", "port"), ("linger = 5\nthis is no line\n", "line 2")] {
        let folder = tempfile::tempdir().expect("a folder");
        config(folder.path(), settings);
        let (page, code) = page_of(program(folder.path()), folder.path());
        assert!(page.contains("config.toml") && page.contains(told), "{page}");
        assert!(page.contains("Your book was not touched"), "{page}");
        assert!(page.contains(&folder.path().join(log).display().to_string()), "{page}");
        assert_eq!(code, Some(2));
    }
    // A folder in the place of the file cannot be read by anybody, root included.
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join(".config/counterfoil/config.toml")).expect("makes");
    let (page, code) = page_of(program(folder.path()), folder.path());
    assert!(page.contains("cannot be read") && page.contains(log), "{page}");
    assert_eq!(code, Some(2));
}

#[test]
fn a_home_that_cannot_be_used_has_a_page_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = program(folder.path());
    command.env("HOME", "/dev/null/home").env_remove("XDG_STATE_HOME");
    let (page, code) = page_of(command, folder.path());
    assert!(page.contains("/dev/null/home") && page.contains("XDG_"), "{page}");
    assert_eq!(code, Some(2));
}

#[test]
fn an_unknown_key_of_the_settings_is_a_warning_and_no_end() {
    let folder = tempfile::tempdir().expect("a folder");
    config(folder.path(), "lingre = 5\n");
    let mut command = super::support::program::command(folder.path());
    command.arg("--no-browser").stderr(Stdio::null());
    let _running = super::support::program::Running::outside(command).let_in();
    let log = logged(folder.path());
    assert!(log.contains("WARN") && log.contains("lingre"), "{log}");
}

fn config(folder: &Path, text: &str) {
    let config = folder.join(".config/counterfoil");
    fs::create_dir_all(&config).expect("makes");
    fs::write(config.join("config.toml"), text).expect("writes");
}

/// Bookmarks live: a book's own port is left only while another has it.
#[test]
fn a_books_own_port_is_taken_again_as_soon_as_it_is_free() {
    use super::support::program::{Running, command};

    let folder = tempfile::tempdir().expect("a folder");
    let start = || {
        let mut command = command(folder.path());
        command.arg("--no-browser").stderr(std::process::Stdio::null());
        Running::outside(command)
    };
    let end = |mut running: Running| {
        let told =
            std::process::Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status();
        assert!(told.expect("kill runs").success());
        wait_for("the end", || running.child.try_wait().expect("is ours"));
        running.client.port
    };
    let own = end(start());
    let other = wait_for("the port", || std::net::TcpListener::bind(("127.0.0.1", own)).ok());
    let meanwhile = end(start());
    assert_ne!(meanwhile, own);
    drop(other);
    assert_eq!(end(start()), own);
}
