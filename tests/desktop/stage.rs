//! A desktop for one test: display, session bus and panel, all of its own.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const TOOLS: [&str; 5] = ["Xvfb", "dbus-daemon", "xfce4-panel", "xdotool", "import"];

/// One panel of 32 pixels along the top, with nothing but a tray at its right end.
const PANEL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/><value type="int" value="2"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator"><property name="expand" type="bool" value="true"/><property name="style" type="uint" value="0"/></property>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
"#;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until `look` sees something; fails with `what` after 20 seconds.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(15));
    }
}

/// A process that does not outlive its test.
struct Running(Child, String);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Stage {
    pub folder: TempDir,
    pub display: Option<String>,
    pub bus: Option<String>,
    /// The name of a Wayland socket in its folder `run`; it goes before the display.
    pub wayland: Option<String>,
    started: Vec<Running>,
}

impl Stage {
    /// A folder to live in, and neither display nor bus. `None` where the tools are missing.
    pub fn bare() -> Option<Self> {
        let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !is_installed(tool)).collect();
        if !missing.is_empty() {
            let said = format!("needs {}", missing.join(", "));
            let required = std::env::var_os("COUNTERFOIL_REQUIRE_DESKTOP").is_some()
                || std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!required, "{said}");
            eprintln!("skipped: {said}");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("run")).unwrap();
        fs::create_dir(folder.path().join("book")).unwrap();
        let config = folder.path().join(".config/xfce4/xfconf/xfce-perchannel-xml");
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join("xfce4-panel.xml"), PANEL).unwrap();
        let stage = Self { folder, display: None, bus: None, wayland: None, started: Vec::new() };
        // What a desktop opens things with when it is asked.
        stage.script("bin/xdg-open", "shown");
        Some(stage)
    }

    /// A display and a bus, and no panel yet.
    pub fn without_panel() -> Option<Self> {
        let mut stage = Self::bare()?;
        stage.open_display(&[]);
        stage.open_bus();
        Some(stage)
    }

    /// All of it.
    pub fn full() -> Option<Self> {
        let mut stage = Self::without_panel()?;
        stage.open_panel();
        Some(stage)
    }

    pub fn open_display(&mut self, more: &[&str]) {
        // Without `-noreset` it starts over when its only client leaves, as one that just looks does.
        let args = ["-noreset", "-displayfd", "1", "-screen", "0", "1024x600x24", "-nolisten", "tcp"];
        let number = self.start_and_read("Xvfb", &[&args[..], more].concat());
        self.display = Some(format!(":{number}"));
    }

    /// A Wayland compositor that shows nothing to anybody. None, and why, where sway is missing or cannot run.
    pub fn open_compositor(&mut self) -> Option<()> {
        if !is_installed("sway") {
            eprintln!("skipped: needs sway");
            return None;
        }
        let settings = self.folder.path().join("sway");
        fs::write(&settings, "xwayland disable\n").unwrap();
        // It refuses to run as root, and in a namespace nobody is.
        let mut command = self.command(Path::new("unshare"));
        command.args(["--user", "--map-user=1000", "--map-group=1000", "sway", "--config"]).arg(settings);
        command
            .env("WLR_BACKENDS", "headless")
            .env("WLR_RENDERER", "pixman")
            .env("WLR_LIBINPUT_NO_DEVICES", "1");
        command.stdout(Stdio::null()).stderr(fs::File::create(self.folder.path().join("sway.log")).unwrap());
        self.started.push(Running(command.spawn().unwrap(), "sway".into()));
        let name = until("the compositor listens, or ends", || {
            if self.started.last_mut()?.0.try_wait().unwrap().is_some() {
                return Some(None);
            }
            let mut files = fs::read_dir(self.folder.path().join("run")).unwrap();
            let is_socket = |name: &str| name.starts_with("wayland-") && !name.ends_with(".lock");
            files
                .find_map(|file| file.unwrap().file_name().into_string().ok().filter(|name| is_socket(name)))
                .map(Some)
        });
        if name.is_none() {
            let said = fs::read_to_string(self.folder.path().join("sway.log")).unwrap_or_default();
            eprintln!("skipped: sway does not run here: {said}");
        }
        self.wayland = Some(name?);
        Some(())
    }

    pub fn open_bus(&mut self) {
        let args = ["--session", "--nofork", "--nopidfile", "--print-address=1"];
        self.bus = Some(self.start_and_read("dbus-daemon", &args));
    }

    pub fn open_panel(&mut self) {
        let mut panel = self.command(Path::new("xfce4-panel"));
        panel.arg("--disable-wm-check").stdout(Stdio::null()).stderr(Stdio::null());
        self.started.push(Running(panel.spawn().unwrap(), "xfce4-panel".into()));
        let bus = self.connect();
        until("the panel shows a tray", || crate::tray::has_host(&bus).then_some(()));
    }

    /// Ends the panel alone.
    pub fn close_panel(&mut self) {
        drop(self.started.pop());
    }

    /// Sends a signal to a part of the desktop: `STOP` has it hang.
    pub fn signal(&mut self, part: &str, signal: &str) {
        let running = self.started.iter().find(|running| running.1 == part).expect("was started");
        let status = Command::new("kill").args(["-s", signal, &running.0.id().to_string()]).status();
        assert!(status.unwrap().success());
    }

    /// A command that knows this desktop and no other, and ignores no signal: the tests may have been started so.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("env");
        command
            .arg("--default-signal=HUP,INT,QUIT")
            .arg(program)
            .env_clear()
            .env("PATH", self.path())
            .env("HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env("NO_AT_BRIDGE", "1")
            .env("GDK_BACKEND", if self.wayland.is_some() { "wayland" } else { "x11" })
            .stdin(Stdio::null());
        if let Some(display) = &self.display {
            command.env("DISPLAY", display);
        }
        if let Some(wayland) = &self.wayland {
            command.env("WAYLAND_DISPLAY", wayland);
        }
        // Where there is no bus, none must be found by another way.
        let nowhere = format!("unix:path={}", self.folder.path().join("no-bus").display());
        command.env("DBUS_SESSION_BUS_ADDRESS", self.bus.as_ref().unwrap_or(&nowhere));
        command
    }

    /// What the desktop would open things with comes first.
    fn path(&self) -> OsString {
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let own = self.folder.path().join("bin");
        std::env::join_paths([own].into_iter().chain(std::env::split_paths(&rest))).unwrap()
    }

    /// A program that writes down what it was to open, one line each, in the file `noted`.
    pub fn script(&self, name: &str, noted: &str) -> PathBuf {
        let (script, noted) = (self.folder.path().join(name), self.folder.path().join(noted));
        fs::create_dir_all(script.parent().unwrap()).unwrap();
        if !script.exists() {
            fs::write(&script, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", noted.display())).unwrap();
            fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        }
        script
    }

    pub fn connect(&self) -> zbus::blocking::Connection {
        let address = self.bus.as_deref().expect("a bus");
        zbus::blocking::connection::Builder::address(address).unwrap().build().unwrap()
    }

    pub fn xdotool(&self, args: &str) {
        let mut command = self.command(Path::new("xdotool"));
        let status = command.args(args.split(' ')).status().unwrap();
        assert!(status.success(), "xdotool {args}");
    }

    /// A picture of the whole screen, in `target/desktop/`.
    pub fn picture(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("desktop");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(name).with_extension("png");
        let mut import = self.command(Path::new("import"));
        let status = import.args(["-window", "root"]).arg(&file).status().unwrap();
        assert!(status.success(), "import");
        file
    }

    fn start_and_read(&mut self, program: &str, args: &[&str]) -> String {
        let mut command = self.command(Path::new(program));
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        self.started.push(Running(child, program.into()));
        assert!(!line.is_empty(), "{program} did not start");
        line.trim_end().to_owned()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // The panel goes before the bus, and the bus before the display.
        while let Some(process) = self.started.pop() {
            drop(process);
        }
    }
}

fn is_installed(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
}
