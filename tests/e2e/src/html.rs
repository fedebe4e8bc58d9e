//! The HTML standard's checker, for exported reports.

use crate::Outcome;
use anyhow::Context;
use std::path::Path;
use std::process::Command;
use xtask::layout;

/// Every error and warning of the checker about a file, one per line; empty when it is good.
///
/// # Errors
/// Java or the checker is missing.
pub fn check(file: &Path) -> Outcome<Vec<String>> {
    let jar = layout::npm_file("vnu-jar", "build/dist/vnu.jar");
    let output = Command::new("java")
        .arg("-jar")
        .arg(&jar)
        .args(["--stdout", "--format", "gnu", "--exit-zero-always"])
        .arg(file)
        .output()
        .context("starting java: `cargo xtask test e2e` installs it")?;
    anyhow::ensure!(
        output.status.success(),
        "{} did not run: {}",
        jar.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}
