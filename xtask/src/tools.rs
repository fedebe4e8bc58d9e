//! The tools a task needs: found, or installed, or named with the command that installs them.

use crate::run::{self, say};
use crate::{Result, layout};
use std::fs;
use std::process::{Command, Stdio};

/// A program built from its crate, at one version.
struct CargoTool {
    krate: &'static str,
    program: &'static str,
    version: &'static str,
    why: &'static str,
}

const WASM_BINDGEN: CargoTool = CargoTool {
    krate: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.129",
    why: "writes the JavaScript half of the app",
};
const TRUNK: CargoTool =
    CargoTool { krate: "trunk", program: "trunk", version: "0.21.14", why: "puts the site together" };
const GECKODRIVER: CargoTool = CargoTool {
    krate: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
    why: "lets the tests drive Firefox",
};
const CARGO_DENY: CargoTool = CargoTool {
    krate: "cargo-deny",
    program: "cargo-deny",
    version: "0.20.2",
    why: "checks licences and sources of the dependencies",
};
const TYPOS: CargoTool =
    CargoTool { krate: "typos-cli", program: "typos", version: "1.52.0", why: "finds spelling mistakes" };

/// What `trunk build --release` needs.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_build() -> Result {
    wasm_target()?;
    cargo_tools(&[&WASM_BINDGEN, &TRUNK])?;
    node()?;
    // Debian's wasm-opt (binaryen 108) writes modules that do not start; this one is on the path before it.
    npm_package("binaryen", "132.0.0", "shrinks the WebAssembly")
}

/// What `trunk watch` needs: as a release build without the shrinking.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_watch() -> Result {
    wasm_target()?;
    cargo_tools(&[&WASM_BINDGEN, &TRUNK])
}

/// What the tests inside one Chromium page need.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_web_tests() -> Result {
    wasm_target()?;
    cargo_tools(&[&WASM_BINDGEN])?;
    chromium()
}

/// What the journeys through both browsers need.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_journeys() -> Result {
    chromium()?;
    cargo_tools(&[&GECKODRIVER])?;
    if layout::find_program("firefox-esr").is_none() && layout::find_program("firefox").is_none() {
        apt(&["firefox-esr"], "the journeys run in Firefox too")?;
    }
    node()?;
    npm_package("axe-core", "4.14.1", "checks pages for accessibility")?;
    npm_package("vnu-jar", VNU_VERSION, "checks exported reports against the HTML standard")?;
    program("java", &["default-jre-headless"], "runs the HTML checker")
}

/// What the screenshots need.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_shots() -> Result {
    chromium()
}

/// What timing in a page needs.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_bench() -> Result {
    for_build()?;
    chromium()
}

/// What the linters need.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_lint() -> Result {
    wasm_target()?;
    component("rustfmt")?;
    component("clippy")
}

/// What the check of the dependencies needs.
///
/// # Errors
/// The tool is missing and cannot be installed.
pub fn for_deny() -> Result {
    cargo_tools(&[&CARGO_DENY])
}

/// What the spelling check needs: a prebuilt wheel when Python can unpack one, else a build from source.
///
/// # Errors
/// The tool is missing and cannot be installed.
pub fn for_typos() -> Result {
    if present(&TYPOS) {
        return Ok(());
    }
    let venv = layout::tools().join("venv");
    say(&format!("typos {} is missing ({}): installing its wheel", TYPOS.version, TYPOS.why));
    let wheel = run::output(run::command("python3").args(["-m", "venv"]).arg(&venv)).and_then(|_| {
        let pip = venv.join("bin/pip");
        let wanted = format!("typos=={}", TYPOS.version);
        run::output(run::command(&pip.to_string_lossy()).args([
            "install",
            "--quiet",
            "--only-binary=:all:",
            &wanted,
        ]))
    });
    if wheel.is_ok() && present(&TYPOS) {
        return Ok(());
    }
    cargo_tools(&[&TYPOS])
}

/// What Lighthouse needs.
///
/// # Errors
/// A tool is missing and cannot be installed.
pub fn for_lighthouse() -> Result {
    chromium()?;
    node()?;
    npm_package("lighthouse", "12.8.2", "scores the page as a phone would load it")
}

const VNU_VERSION: &str = "26.9.27";

/// The name of the Chromium program on this machine, if there is one.
#[must_use]
pub fn chromium_program() -> Option<std::path::PathBuf> {
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
        .into_iter()
        .find_map(layout::find_program)
}

fn chromium() -> Result {
    let missing = chromium_program().is_none() || layout::find_program("chromedriver").is_none();
    if missing { apt(&["chromium", "chromium-driver"], "the browser tests run in Chromium") } else { Ok(()) }
}

fn node() -> Result {
    program("node", &["nodejs", "npm"], "runs wasm-opt and the page checkers")?;
    program("npm", &["npm"], "fetches wasm-opt and the page checkers")
}

fn program(name: &str, packages: &[&str], why: &str) -> Result {
    if layout::find_program(name).is_some() { Ok(()) } else { apt(packages, why) }
}

fn wasm_target() -> Result {
    const TARGET: &str = "wasm32-unknown-unknown";
    let by_hand = format!("rustup target add {TARGET}");
    if let Ok(sysroot) = run::output(run::command("rustc").args(["--print", "sysroot"])) {
        let library = std::path::Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib");
        if library.is_dir() {
            return Ok(());
        }
    }
    say(&format!("Rust's standard library for {TARGET} is missing (the app is WebAssembly): {by_hand}"));
    run::check(run::command("rustup").args(["target", "add", TARGET]))
        .map_err(|error| format!("{error}\nInstall it by hand: {by_hand}"))
}

fn component(name: &str) -> Result {
    let program = if name == "clippy" { "cargo-clippy" } else { name };
    if run::output(run::command(program).arg("--version")).is_ok() {
        return Ok(());
    }
    let by_hand = format!("rustup component add {name}");
    say(&format!("{name} is missing (lint): {by_hand}"));
    run::check(run::command("rustup").args(["component", "add", name]))
        .map_err(|error| format!("{error}\nInstall it by hand: {by_hand}"))
}

fn present(tool: &CargoTool) -> bool {
    if layout::find_program(tool.program).is_none() {
        return false;
    }
    run::output(run::command(tool.program).arg("--version"))
        .is_ok_and(|text| text.split_whitespace().any(|word| word == tool.version))
}

/// Builds what is missing. One target folder for all, so that what they share is compiled once.
fn cargo_tools(wanted: &[&CargoTool]) -> Result {
    let missing: Vec<_> = wanted.iter().filter(|tool| !present(tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let tools = layout::tools();
    let scratch = tools.join("build");
    for tool in missing {
        let exact = format!("{}@{}", tool.krate, tool.version);
        let root = tools.display().to_string();
        let by_hand = format!("cargo install --locked --root {root} {exact}");
        say(&format!(
            "{} {} is missing ({}): building it, some minutes, once per machine",
            tool.program, tool.version, tool.why
        ));
        let mut install = run::cargo();
        install
            // Outside the checkout: its settings are not the tools'.
            .current_dir(std::env::temp_dir())
            .args(["install", "--locked", "--root", &root, &exact])
            .env("CARGO_TARGET_DIR", &scratch)
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        run::check(&mut install).map_err(|error| {
            format!("{error}\n{} {} is needed. Install it by hand: {by_hand}", tool.program, tool.version)
        })?;
    }
    fs::remove_dir_all(&scratch).ok();
    Ok(())
}

fn npm_package(name: &str, version: &str, why: &str) -> Result {
    let manifest = fs::read_to_string(layout::npm_file(name, "package.json")).unwrap_or_default();
    if manifest.contains(&format!("\"version\": \"{version}\"")) {
        return Ok(());
    }
    let folder = layout::tools().join("npm");
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let prefix = folder.display().to_string();
    let exact = format!("{name}@{version}");
    let args = ["install", "--prefix", &prefix, "--no-audit", "--no-fund", "--ignore-scripts", &exact];
    let by_hand = format!("npm {}", args.join(" "));
    say(&format!("{name} {version} is missing ({why}): installing it with npm"));
    run::check(run::command("npm").args(args).current_dir(&folder))
        .map_err(|error| format!("{error}\n{name} {version} is needed. Install it by hand: {by_hand}"))
}

fn apt(packages: &[&str], why: &str) -> Result {
    let list = packages.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}");
    say(&format!("{list} is missing ({why}): installing it with apt-get"));
    let root = run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt_get = |args: &[&str]| {
        let mut command = if root { run::command("apt-get") } else { run::command("sudo") };
        if !root {
            // Never waits for a password: a task must end by itself.
            command.args(["-n", "apt-get"]);
        }
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
        run::check(&mut command)
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages);
    // The lists of a fresh machine are empty or old; a failed update alone is no reason to stop.
    apt_get(&["update", "-q"]).ok();
    apt_get(&install).map_err(|error| format!("{error}\n{list} is needed. Install it by hand: {by_hand}"))
}
