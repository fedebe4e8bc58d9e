//! The guides and their renderer, from outside.

use std::path::PathBuf;

#[path = "guide/commonmark.rs"]
mod commonmark;
#[path = "guide/hostile.rs"]
mod hostile;
#[path = "guide/html_check.rs"]
mod html_check;
#[path = "guide/texts.rs"]
mod texts;

/// A file or folder beside the repository. Without it the test that asks is not run, and says so.
fn shared(path: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    println!("not run: no ../shared ({path})");
    None
}
