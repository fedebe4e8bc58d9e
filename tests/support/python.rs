//! Checkers of other formats that are Python packages: run where they are installed.

use std::path::PathBuf;
use std::process::{Command, Output};

/// The folder of the virtual environment that may hold them.
fn venv() -> Option<PathBuf> {
    let home = std::env::var_os("HOME")?;
    Some(PathBuf::from(home).join(".cache/holdfast/tools/venv/bin"))
}

/// A Python that has this package; says so and gives none where there is none.
pub(crate) fn python_with(package: &str) -> Option<PathBuf> {
    let has = |python: &PathBuf| {
        let tried = Command::new(python).args(["-c", &format!("import {package}")]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    let candidates =
        venv().map(|folder| folder.join("python3")).into_iter().chain([PathBuf::from("python3")]);
    let found = candidates.into_iter().find(has);
    if found.is_none() {
        println!("not run: no Python package {package}");
    }
    found
}

/// Runs it, and says what it printed when it fails.
pub(crate) fn ran(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{command:?}: {status}\n{out}\n{err}");
    out.into_owned()
}
