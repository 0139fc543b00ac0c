//! Arguments, run, exit code; nothing else.

use clap::Parser;
use counterfoil::{app, cli::Cli};

/// One heap for whoever waits for people, one for whoever works.
const ARENAS: u8 = 2;

fn main() {
    // Before there are threads: each would get a heap of its own, and none could use what another let go of.
    arenas::limit(ARENAS);
    // The desktop's event loop leaves threads behind that nobody waits for.
    std::process::exit(app::run(Cli::parse()));
}
