//! The shell.
pub mod access;
pub mod core;
pub mod lifetime;
pub mod menu;
pub mod presence;
pub trait App {
    fn action(&self, id: &str);
}
