//! The HTML standard's checker, for exported reports.

use crate::Outcome;
use anyhow::Context;
use std::path::Path;
use std::process::Command;
use xtask::layout;

/// Every error of the checker about the HTML of a file, one per line; empty when it is good.
///
/// Left out are warnings (it holds `role="list"` to be of no use and does not know hashes in a policy) and what it says
/// about style sheets: its list of CSS properties ends before container queries.
///
/// # Errors
/// Java or the checker is missing.
pub fn check(file: &Path) -> Outcome<Vec<String>> {
    let jar = layout::npm_file("vnu-jar", "build/dist/vnu.jar");
    let output = Command::new("java")
        .arg("-jar")
        .arg(&jar)
        .args(["--stdout", "--format", "gnu", "--exit-zero-always", "--errors-only"])
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
    let counts = |line: &&str| !line.trim().is_empty() && !line.contains(": error: CSS: ");
    Ok(text.lines().filter(counts).map(str::to_owned).collect())
}
