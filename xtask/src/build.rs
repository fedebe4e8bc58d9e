//! The optimised site, and its compressed copies.

use crate::run::{self, say};
use crate::{Result, layout, offline, tools};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Installs what is missing, builds the optimised site and writes the compressed copies.
///
/// # Errors
/// A tool is missing, the build fails, or a file cannot be written.
pub fn release() -> Result {
    tools::for_build()?;
    fetch()?;
    say("building the optimised site into dist/ (trunk build --release)");
    // Offline: every tool it needs is on the path already, so a wrong version stops the build instead of
    // being replaced in silence.
    let built = run::check(
        run::command("trunk").args(["build", "--release", "--offline=true"]).env_remove("NO_COLOR"),
    );
    if built.is_err() {
        // What is left is the site before the change: nothing may be measured, tested or served as if it were new.
        fs::remove_dir_all(layout::dist()).ok();
    }
    built?;
    offline::fill(&layout::dist())?;
    say("compressing (brotli 11, gzip 9)");
    compress(&layout::dist())
}

/// Fetches what is missing of the crates. Trunk cannot: it runs offline, so that it never fetches a tool of its own
/// choice, and hands that on to cargo.
///
/// # Errors
/// A crate is missing and cannot be fetched.
pub fn fetch() -> Result {
    say("fetching crates that are missing (cargo fetch)");
    run::check(run::cargo().arg("fetch"))
}

/// Every file below a folder, in a stable order.
///
/// # Errors
/// A folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The name of the compressed copy beside a file.
#[must_use]
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

/// Below this a copy saves less than a network packet.
const WORTH_IT: usize = 1024;

fn compress(folder: &Path) -> Result {
    const KINDS: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "md", "txt", "webmanifest"];
    for file in files(folder)? {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if !KINDS.contains(&kind) {
            continue;
        }
        let bytes = fs::read(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        if bytes.len() < WORTH_IT {
            continue;
        }
        for (suffix, smaller) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
            let target = beside(&file, suffix);
            fs::write(&target, smaller)
                .map_err(|error| format!("{} cannot be written: {error}", target.display()))?;
        }
    }
    Ok(())
}

/// Brotli at level 11 with a window of 24 bits, as static hosts serve it.
///
/// # Errors
/// Never for bytes in memory; the encoder's own errors are passed on.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).map_err(|error| format!("brotli: {error}"))?;
    Ok(out)
}

/// Gzip at level 9, without a time stamp.
///
/// # Errors
/// Never for bytes in memory; the encoder's own errors are passed on.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| format!("gzip: {error}"))
}
