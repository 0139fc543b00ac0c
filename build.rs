//! Has the program built anew when the page was. It builds nothing itself.

fn main() {
    println!("cargo:rerun-if-changed=web/dist");
}
