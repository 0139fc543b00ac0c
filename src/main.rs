//! Arguments, run, exit code; nothing else.

use clap::Parser;
use counterfoil::{app, cli::Cli};

fn main() {
    // The desktop's event loop leaves threads behind that nobody waits for.
    std::process::exit(app::run(Cli::parse()));
}
