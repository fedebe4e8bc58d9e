//! Checks the library against vector files.
//!
//! `cargo run -r --no-default-features --example conformance -- FILE…` prints a line for every failing case and, for every
//! file, how many passed, failed, or ask for something that is not implemented. Exit status 1 on any failure.

#[path = "conformance/door.rs"]
mod door;

use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: conformance FILE…  (vector files, such as recovery-vectors.json)");
        return ExitCode::from(2);
    }
    let mut failed = false;
    for file in &files {
        let report = match std::fs::read_to_string(file) {
            Ok(text) => door::check(&text),
            Err(error) => door::Report::refused(format!("cannot be read: {error}")),
        };
        print!("{}", report.show(file));
        failed |= report.failed > 0;
    }
    ExitCode::from(u8::from(failed))
}
