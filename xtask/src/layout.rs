//! Where things are: the checkout, the built site, the scratch folder, the shared tool cache.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The built site.
#[must_use]
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
#[must_use]
pub fn built() -> PathBuf {
    let set = env::var_os("CARGO_TARGET_DIR").filter(|value| !value.is_empty());
    root().join(set.unwrap_or_else(|| "target".into()))
}

/// Generated files that are neither the site nor cargo's.
#[must_use]
pub fn scratch(name: &str) -> PathBuf {
    root().join("target").join(name)
}

/// Tools shared by every checkout on this machine, so that a fresh clone starts warm:
/// `$HOLDFAST_TOOLS`, `$XDG_CACHE_HOME/holdfast/tools` or `~/.cache/holdfast/tools`.
#[must_use]
pub fn tools() -> PathBuf {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(tools) = set("HOLDFAST_TOOLS") {
        return tools;
    }
    let cache = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    cache.unwrap_or_else(|| root().join("target")).join("holdfast").join("tools")
}

/// A file of an npm package in the tool cache.
#[must_use]
pub fn npm_file(package: &str, file: &str) -> PathBuf {
    tools().join("npm/node_modules").join(package).join(file)
}

/// The search path for child processes: the pinned tools first, so that no older namesake is picked up.
#[must_use]
pub fn search_path() -> std::ffi::OsString {
    let tools = tools();
    let own = [tools.join("npm/node_modules/.bin"), tools.join("bin"), tools.join("venv/bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(env::split_paths(&inherited));
    env::join_paths(all).unwrap_or(inherited)
}

/// The first program of that name on [`search_path`].
#[must_use]
pub fn find_program(name: &str) -> Option<PathBuf> {
    env::split_paths(&search_path()).map(|folder| folder.join(name)).find(|path| path.is_file())
}
