//! `cargo xtask test`: every test, in stages that can be run alone.

use crate::run::{self, say};
use crate::{Result, build, layout, size, tools};
use std::time::{Duration, Instant};

const WASM: &str = "wasm32-unknown-unknown";

enum Ending {
    Passed,
    NotRun(String),
    Failed(String),
}

struct Stage {
    name: &'static str,
    group: &'static str,
    run: fn(&Options) -> Result<Ending>,
}

struct Options {
    long: bool,
}

/// Cheap ones first: a mistake shows within seconds.
const STAGES: [Stage; 11] = [
    Stage { name: "format", group: "lint", run: format },
    Stage { name: "spelling", group: "lint", run: spelling },
    Stage { name: "dependencies", group: "lint", run: dependencies },
    Stage { name: "lint core", group: "lint", run: lint_core },
    Stage { name: "core tests", group: "core", run: core },
    Stage { name: "lint app", group: "lint", run: lint_app },
    Stage { name: "lint tools", group: "lint", run: lint_tools },
    Stage { name: "tool tests", group: "lint", run: tool_tests },
    Stage { name: "tests in a page", group: "web", run: web },
    Stage { name: "build and size", group: "e2e", run: site },
    Stage { name: "journeys", group: "e2e", run: journeys },
];

/// Runs all stages, or the named groups', goes on after a failure, and ends with a summary.
///
/// # Errors
/// An argument is unknown, or a stage failed.
pub fn main(args: &[&str]) -> Result {
    let mut options = Options { long: false };
    let mut groups = Vec::new();
    for arg in args {
        match *arg {
            "--long" => options.long = true,
            group if STAGES.iter().any(|stage| stage.group == group) => groups.push(group),
            other => return Err(format!("test knows core, lint, web, e2e and --long, not `{other}`")),
        }
    }
    let chosen = STAGES.iter().filter(|stage| groups.is_empty() || groups.contains(&stage.group));
    let started = Instant::now();
    let mut results = Vec::new();
    for stage in chosen {
        say(stage.name);
        let begun = Instant::now();
        let ending = (stage.run)(&options).unwrap_or_else(Ending::Failed);
        let took = begun.elapsed();
        if let Ending::Failed(message) = &ending {
            eprintln!("{message}");
        }
        println!("{}", row(stage.name, &ending, took));
        results.push((stage.name, ending, took));
    }
    println!("\nsummary");
    for (name, ending, took) in &results {
        println!("{}", row(name, ending, *took));
    }
    let failed = results.iter().filter(|(_, ending, _)| matches!(ending, Ending::Failed(_))).count();
    println!("{} stages, {failed} failed, {}", results.len(), clock(started.elapsed()));
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of {} stages failed", results.len())) }
}

/// Screenshots of every screen, by the browser tests' harness.
///
/// # Errors
/// A tool is missing, the site cannot be built, or the browser fails.
pub fn shots() -> Result {
    build::release()?;
    tools::for_shots()?;
    say("taking screenshots into target/shots/");
    run::check(run::cargo().args(["run", "--quiet", "-p", "e2e", "--bin", "shots"]))
}

fn row(name: &str, ending: &Ending, took: Duration) -> String {
    let (word, note) = match ending {
        Ending::Passed => ("ok", String::new()),
        Ending::NotRun(why) => ("not run", format!("  {why}")),
        Ending::Failed(why) => ("FAILED", format!("  {}", why.lines().next().unwrap_or_default())),
    };
    format!("stage {name:<18} {word:<8} {:>8}{note}", clock(took))
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} m {:02} s", seconds / 60, seconds % 60)
    }
}

fn passed(result: Result) -> Result<Ending> {
    result.map(|()| Ending::Passed)
}

fn has(path: &str) -> bool {
    layout::root().join(path).exists()
}

fn cargo(args: &[&str]) -> Result {
    run::check(run::cargo().args(args))
}

fn format(_: &Options) -> Result<Ending> {
    tools::for_lint()?;
    passed(cargo(&["fmt", "--all", "--check"]))
}

fn spelling(_: &Options) -> Result<Ending> {
    tools::for_typos()?;
    passed(run::check(&mut run::command("typos")))
}

fn dependencies(_: &Options) -> Result<Ending> {
    tools::for_deny()?;
    let deny = |what: &[&str]| {
        let mut command = run::command("cargo-deny");
        command.args(["--workspace", "--all-features", "check", "--hide-inclusion-graph"]).args(what);
        command
    };
    run::check(&mut deny(&["licenses", "bans", "sources"]))?;
    // The list of advisories lives on another host, which a closed network may not reach: then say so.
    match run::output(&mut deny(&["advisories"])) {
        Ok(_) => println!("advisories ok"),
        Err(error) if error.contains("advisories FAILED") => return Ok(Ending::Failed(error)),
        Err(error) if error.contains("fetch") || error.contains("advisory database") => {
            println!("advisories not run: advisory database not reachable");
        }
        Err(error) => return Ok(Ending::Failed(error)),
    }
    Ok(Ending::Passed)
}

fn lint_core(_: &Options) -> Result<Ending> {
    tools::for_lint()?;
    passed(cargo(&["clippy", "--no-default-features", "--all-targets", "--", "-D", "warnings"]))
}

fn lint_app(_: &Options) -> Result<Ending> {
    tools::for_lint()?;
    let mut args = vec!["clippy", "--target", WASM, "--lib", "--bins"];
    if has("tests/web.rs") {
        args.extend(["--test", "web"]);
    }
    args.extend(["--", "-D", "warnings"]);
    passed(cargo(&args))
}

fn lint_tools(_: &Options) -> Result<Ending> {
    tools::for_lint()?;
    let mut args = vec!["clippy", "--all-targets"];
    args.extend(["xtask", "e2e", "bench"].into_iter().flat_map(|package| ["-p", package]));
    args.extend(["--", "-D", "warnings"]);
    passed(cargo(&args))
}

fn tool_tests(_: &Options) -> Result<Ending> {
    passed(cargo(&["test", "-p", "xtask", "--lib", "--tests"]))
}

/// Unit, integration and documentation tests of everything that knows no browser; the layers are among them.
fn core(options: &Options) -> Result<Ending> {
    let mut test = run::cargo();
    test.args(["test", "--no-default-features", "--no-fail-fast"]);
    if options.long {
        // Read by the tests on random input: see tests/recovery/random.rs.
        test.env("HOLDFAST_LONG", "1").args(["--", "--include-ignored"]);
    }
    passed(run::check(&mut test))
}

fn web(_: &Options) -> Result<Ending> {
    if !has("tests/web.rs") {
        return Ok(Ending::NotRun("there is no tests/web.rs".to_owned()));
    }
    tools::for_web_tests()?;
    let driver = layout::find_program("chromedriver").ok_or("chromedriver is missing")?;
    let mut test = run::cargo();
    test.args(["test", "--target", WASM, "--test", "web"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver);
    passed(run::check(&mut test))
}

fn site(_: &Options) -> Result<Ending> {
    build::release()?;
    passed(size::check())
}

/// Two at a time: each is a browser, and more of them are no faster on two cores.
fn journeys(options: &Options) -> Result<Ending> {
    tools::for_journeys()?;
    let mut args = vec!["test", "-p", "e2e", "--no-fail-fast", "--", "--test-threads=2"];
    if options.long {
        args.push("--include-ignored");
    }
    passed(cargo(&args))
}
