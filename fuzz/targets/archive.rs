//! Any bytes in a file named as ZIP archives and workbooks are: the reader must neither panic nor be slow.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = counterfoil::import::read("a.zip", bytes);
});
