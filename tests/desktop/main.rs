//! The program on a real desktop: Xvfb, a session bus of its own, and
//! xfce4-panel as the tray host; clicks are made with a real pointer.
//!
//! Where one of these is missing the tests are skipped and say why; with
//! `CI=true` or `COUNTERFOIL_REQUIRE_DESKTOP` set they fail instead. Pictures
//! of the tray are left in `target/desktop/`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod browsers;
mod due;
mod hanging;
mod hosts;
mod instance;
mod life;
mod menu;
mod page;
mod program;
mod stage;
mod tray;
mod without;
