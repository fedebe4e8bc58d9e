//! Running other programs, and saying so.

use crate::{Result, layout};
use std::process::{Command, Stdio};

/// Says what is about to happen and why, on standard error so that output stays readable by programs.
pub fn say(text: &str) {
    eprintln!("==> {text}");
}

/// A command in the checkout's root, with the pinned tools first on its search path and nothing to read.
#[must_use]
pub fn command(program: &str) -> Command {
    prepared(Command::new(layout::find_program(program).unwrap_or_else(|| program.into())))
}

/// Cargo, as the one that started this task.
#[must_use]
pub fn cargo() -> Command {
    prepared(Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())))
}

fn prepared(mut command: Command) -> Command {
    command.current_dir(layout::root()).env("PATH", layout::search_path()).stdin(Stdio::null());
    // `cargo run` describes this package to the task; build scripts further down would take it for a change of
    // theirs and compile again what a cargo started by hand has compiled.
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs to the end with its output shown.
///
/// # Errors
/// The program is missing or did not succeed; the message names the command.
pub fn check(command: &mut Command) -> Result {
    let line = line(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` failed ({status})")),
        Err(error) => Err(format!("`{line}` could not be started: {error}")),
    }
}

/// Runs to the end in silence and returns what it printed on standard output.
///
/// # Errors
/// The program is missing or did not succeed; the message carries what it wrote on standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output = command.output().map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(format!("`{line}` failed ({}): {said}", output.status))
    }
}

/// The command as one would type it.
#[must_use]
pub fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let args = command.get_args().map(|arg| arg.to_string_lossy().into_owned());
    std::iter::once(name).chain(args).collect::<Vec<_>>().join(" ")
}
