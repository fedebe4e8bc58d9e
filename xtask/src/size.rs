//! What a visitor downloads before the first question, against the budget.

use crate::{Result, build, layout};
use std::fs;
use std::path::Path;

/// Brotli bytes of everything needed to the first question: page, boot script, app, styles.
pub const BUDGET: u64 = 250_000;
/// Brotli bytes of the desk, the half of the app that is fetched once the first screen is up. It was 290,000 before it held
/// the whole engine, the editor of the system and its charts; 540,000 before it read what seventeen tools print, kept copies by the
/// rules of thirteen, planned images and held people, runbooks and drills.
pub const DESK_BUDGET: u64 = 900_000;

/// Prints the table and holds the budget; builds first when there is no site yet.
///
/// # Errors
/// The site cannot be built or read, or it is over the budget.
pub fn main() -> Result {
    if !layout::dist().join("index.html").is_file() {
        build::release()?;
    }
    check()
}

/// Prints the table of the site as it is, and holds the budget.
///
/// # Errors
/// The site cannot be read, or it is over the budget.
pub fn check() -> Result {
    let dist = layout::dist();
    let mut total = Sizes::default();
    let mut desk = Sizes::default();
    println!("{:<48} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    let mut later = Vec::new();
    for file in build::files(&dist)? {
        let name = file.strip_prefix(&dist).unwrap_or(&file).to_string_lossy().into_owned();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let sizes = Sizes::of(&file)?;
        if is_desk(&name) {
            desk.add(&sizes);
        }
        if is_needed_first(&name) {
            println!("{}", sizes.row(&name));
            total.add(&sizes);
        } else {
            later.push(sizes.row(&name));
        }
    }
    println!("{}", total.row("needed to the first question"));
    println!("budget: {} B of {BUDGET} B brotli", total.brotli);
    println!("{}", desk.row("the desk, fetched behind the first screen"));
    println!("budget: {} B of {DESK_BUDGET} B brotli", desk.brotli);
    if !later.is_empty() {
        println!("\nfetched later, or by the browser for itself:");
        later.iter().for_each(|row| println!("{row}"));
    }
    for (what, size, budget) in [("the app", total.brotli, BUDGET), ("the desk", desk.brotli, DESK_BUDGET)] {
        if size > budget {
            let over = size - budget;
            return Err(format!("{what} is {over} B above its budget of {budget} B (brotli)"));
        }
    }
    Ok(())
}

/// The half of the app that works things out.
fn is_desk(name: &str) -> bool {
    name == "desk.js" || name == "desk_bg.wasm"
}

/// The page's own files lie at the top of the site; guides, examples and icons do not count.
fn is_needed_first(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    let code = ["html", "js", "css", "wasm"].contains(&extension);
    // A service worker is fetched after the page works.
    let snippet = name.starts_with("snippets/");
    code && (snippet || !name.contains('/')) && !name.starts_with("sw") && !is_desk(name)
}

#[derive(Debug, Default)]
struct Sizes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Sizes {
    fn of(file: &Path) -> Result<Self> {
        let bytes = fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        let stored = |suffix: &str| fs::metadata(build::beside(file, suffix)).map(|data| data.len()).ok();
        let count = |bytes: Vec<u8>| bytes.len() as u64;
        let gzip = match stored("gz") {
            Some(size) => size,
            None => count(build::gzip(&bytes)?),
        };
        let brotli = match stored("br") {
            Some(size) => size,
            None => count(build::brotli(&bytes)?),
        };
        Ok(Self { raw: count(bytes), gzip, brotli })
    }

    fn add(&mut self, other: &Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    fn row(&self, name: &str) -> String {
        format!("{name:<48} {:>10} {:>10} {:>10}", self.raw, self.gzip, self.brotli)
    }
}

#[cfg(test)]
mod tests {
    use super::is_needed_first;

    #[test]
    fn counts_what_the_first_question_waits_for() {
        for counted in
            ["index.html", "boot-0123456789abcdef.js", "a_bg.wasm", "app.css", "snippets/a/inline0.js"]
        {
            assert!(is_needed_first(counted), "{counted}");
        }
        for other in [
            "guides/a.md",
            "later/live.css",
            "examples/shop.holdfast.json",
            "favicon.svg",
            "guides/a.html",
            "sw.js",
        ] {
            assert!(!is_needed_first(other), "{other}");
        }
    }
}
