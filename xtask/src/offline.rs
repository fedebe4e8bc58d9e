//! What the service worker keeps: every file of the built site, with its sum.

use crate::{Result, build, layout, server};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The worker's own file, which the browser looks after by itself.
const WORKER: &str = "sw.js";
/// How the template says that there is nothing to keep.
const EMPTY: &str = "const VERSION = \"\";\nconst FILES = [];\n";
/// Files that `boot.js` asks for with the name of the build behind them: their own names carry no hash.
const OF_THE_BUILD: [&str; 3] = ["desk.js", "desk_bg.wasm", "later/offline.js"];

/// Writes the worker of a built site from its template in `public/`, with the files as they are now.
///
/// # Errors
/// A file cannot be read or written, the site has no app, or the template has no place for the list.
pub fn fill(folder: &Path) -> Result {
    let template = read(&layout::root().join("public").join(WORKER))?;
    let template = String::from_utf8(template).map_err(|_| format!("public/{WORKER} is no text"))?;
    let mut files = Vec::new();
    for file in build::files(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if name != WORKER && !name.ends_with(".br") && !name.ends_with(".gz") {
            files.push((name, read(&file)?));
        }
    }
    let target = folder.join(WORKER);
    fs::write(&target, worker(&template, &files)?)
        .map_err(|error| format!("{} cannot be written: {error}", target.display()))
}

/// The template with the list of files, given by name and content, and a version that is another one for every other list.
fn worker(template: &str, files: &[(String, Vec<u8>)]) -> Result<String> {
    let build = files.iter().find_map(|(name, _)| name.strip_prefix("holdfast-")?.strip_suffix(".js"));
    let build = build.ok_or("the site has no holdfast-….js")?;
    let list: String = files.iter().map(|(name, bytes)| row(name, bytes, build)).collect();
    let version = Sha256::digest(&list).iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    if !template.contains(EMPTY) {
        return Err(format!("public/{WORKER} must hold {EMPTY:?}"));
    }
    Ok(template.replace(EMPTY, &format!("const VERSION = \"{version}\";\nconst FILES = [\n{list}];\n")))
}

/// A row of the list: the address below the site, and how it is fetched. A name with a hash in it may come from the
/// browser's own cache; any other is asked for anew.
fn row(name: &str, bytes: &[u8], build: &str) -> String {
    let address = match name {
        // Hosts lead from the one to the other, and an answer that was led there is no answer for a page.
        "index.html" => "./".to_owned(),
        name if OF_THE_BUILD.contains(&name) => format!("{name}?{build}"),
        name => name.to_owned(),
    };
    let cache = if server::is_hashed(name) { "default" } else { "no-cache" };
    let sum = STANDARD.encode(Sha256::digest(bytes));
    format!("  [\"{address}\", {{ cache: \"{cache}\", integrity: \"sha256-{sum}\" }}],\n")
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(guide: &str) -> Vec<(String, Vec<u8>)> {
        [
            ("desk.js", "desk"),
            ("guides/a.md", guide),
            ("holdfast-0123456789abcdef.js", "app"),
            ("index.html", "page"),
            ("later/offline.js", "offline"),
        ]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .to_vec()
    }

    fn filled(guide: &str) -> String {
        worker(EMPTY, &site(guide)).unwrap_or_default()
    }

    #[test]
    fn every_file_is_listed_with_its_sum() {
        let text = filled("# A");
        // As `printf page | openssl dgst -sha256 -binary | base64` says.
        let page = "sha256-NmAxWprz3yVdjxmrB35Hl4IrQUiKDioEvGr3EhPCMnQ=";
        assert!(
            text.contains(&format!("[\"./\", {{ cache: \"no-cache\", integrity: \"{page}\" }}]")),
            "{text}"
        );
        assert!(text.contains("[\"holdfast-0123456789abcdef.js\", { cache: \"default\""), "{text}");
        for asked in ["desk.js?0123456789abcdef", "later/offline.js?0123456789abcdef", "guides/a.md"] {
            assert!(text.contains(&format!("[\"{asked}\", {{ cache: \"no-cache\"")), "{asked}: {text}");
        }
        assert_eq!(text.lines().filter(|line| line.contains("integrity")).count(), 5);
    }

    #[test]
    fn another_file_is_another_version() {
        let version = |text: &str| text.lines().next().map(str::to_owned);
        assert_eq!(version(&filled("# A")), version(&filled("# A")));
        assert_ne!(version(&filled("# A")), version(&filled("# B")));
        assert!(version(&filled("# A")).is_some_and(|line| line.len() == "const VERSION = \"\";".len() + 16));
    }

    #[test]
    fn what_cannot_work_is_said() {
        assert!(worker("no place", &site("# A")).is_err());
        assert!(worker(EMPTY, &[]).is_err());
        let template = read(&layout::root().join("public").join(WORKER)).unwrap_or_default();
        assert!(String::from_utf8_lossy(&template).contains(EMPTY));
    }
}
