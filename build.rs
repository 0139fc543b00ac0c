//! Has the program built anew when the page was, and tells it which commit and for which system. It builds nothing itself.

fn main() {
    println!("cargo:rerun-if-changed=web/dist");
    println!("cargo:rerun-if-env-changed=COUNTERFOIL_COMMIT");
    // Whoever makes a package names the commit. To look for it here would build everything anew with each.
    let commit = std::env::var("COUNTERFOIL_COMMIT").unwrap_or_else(|_| "no commit named".into());
    println!("cargo:rustc-env=COUNTERFOIL_COMMIT={commit}");
    println!("cargo:rustc-env=COUNTERFOIL_TARGET={}", std::env::var("TARGET").unwrap_or_default());
}
