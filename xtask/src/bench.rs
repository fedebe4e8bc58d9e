//! Times the same cases natively and as WebAssembly in Chromium, and holds the targets.

use crate::run::{self, say};
use crate::{Result, layout, tools};
use std::fs;
use std::path::PathBuf;

/// The case that has a ceiling, and that ceiling in milliseconds: native, for a whole outcome.
const CEILING: (&str, f64) = ("outcome: 100 components", 20.0);
/// How many times as long as natively a whole outcome may take as WebAssembly.
const RATIO: f64 = 1.6;

/// The keep policy that has ceilings, and these in milliseconds: native, and as WebAssembly.
const KEEP: (&str, f64, f64) = ("keep: 100,000 points, six rules", 8.0, 15.0);

/// Builds both, times both, prints the table, and holds the targets.
///
/// # Errors
/// A tool is missing, something cannot be built, the browser fails, or a target is missed.
pub fn main() -> Result {
    tools::for_bench()?;
    say("building the cases natively and for the page (release)");
    let built = ["build", "--release", "--quiet", "-p", "bench"];
    run::check(run::cargo().args(built))?;
    let page = page(&built)?;
    // Nothing of this may be compiled while something is timed.
    run::check(run::cargo().args(["build", "--quiet", "-p", "e2e", "--bin", "bench"]))?;
    say("timing natively");
    let native = run::output(run::cargo().args(["run", "--release", "--quiet", "-p", "bench"]))?;
    say("timing in Chromium");
    let mut browser = run::cargo();
    let wasm = run::output(browser.args(["run", "--quiet", "-p", "e2e", "--bin", "bench", "--"]).arg(page))?;
    let rows = rows(&native, &wasm)?;
    print!("{}", table(&rows));
    hold(&rows)?;
    hold_keep(&rows)
}

/// The module as the app's are made, beside a page that loads it.
fn page(built: &[&str]) -> Result<PathBuf> {
    run::check(run::cargo().args(built).args(["--target", "wasm32-unknown-unknown"]))?;
    let folder = layout::scratch("bench");
    let module = layout::built().join("wasm32-unknown-unknown/release/bench.wasm");
    let mut bindgen = run::command("wasm-bindgen");
    run::check(bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(module))?;
    let module = folder.join("bench_bg.wasm");
    run::check(run::command("wasm-opt").arg("-Oz").arg(&module).arg("-o").arg(&module))?;
    for file in ["index.html", "page.js"] {
        fs::copy(layout::root().join("bench/page").join(file), folder.join(file))
            .map_err(|error| format!("{file} cannot be copied to {}: {error}", folder.display()))?;
    }
    Ok(folder)
}

/// One case, in nanoseconds.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    native: f64,
    wasm: f64,
}

impl Row {
    fn ratio(&self) -> f64 {
        self.wasm / self.native
    }
}

/// Pairs the lines of both runs.
fn rows(native: &str, wasm: &str) -> Result<Vec<Row>> {
    if native.lines().count() != wasm.lines().count() {
        return Err("the page did not time the cases that were timed natively".to_owned());
    }
    let pair = |(native, wasm)| {
        let (name, native) = case(native)?;
        let (same, wasm) = case(wasm)?;
        (name == same).then(|| Row { name: name.to_owned(), native, wasm })
    };
    let pairs = native.lines().zip(wasm.lines());
    pairs.map(|lines| pair(lines).ok_or_else(|| format!("the cases do not pair: {lines:?}"))).collect()
}

fn case(line: &str) -> Option<(&str, f64)> {
    let (name, time) = line.split_once('\t')?;
    Some((name, time.parse().ok()?))
}

fn table(rows: &[Row]) -> String {
    let mut text = format!("{:<46} {:>12} {:>12} {:>7}\n", "median of a turn", "native", "wasm", "ratio");
    for row in rows {
        let (native, wasm) = (time(row.native), time(row.wasm));
        text += &format!("{:<46} {native:>12} {wasm:>12} {:>7.2}\n", row.name, row.ratio());
    }
    text
}

fn time(nanoseconds: f64) -> String {
    if nanoseconds < 1e6 {
        format!("{:.1} µs", nanoseconds / 1e3)
    } else {
        format!("{:.2} ms", nanoseconds / 1e6)
    }
}

/// Holds the ceiling and the ratio of a whole outcome.
fn hold(rows: &[Row]) -> Result {
    let (name, ceiling) = CEILING;
    let row = rows.iter().find(|row| row.name == name).ok_or_else(|| format!("`{name}` was not timed"))?;
    let native = row.native / 1e6;
    println!(
        "{name}: {native:.2} ms natively (ceiling {ceiling} ms), {:.2} times that as WebAssembly (ceiling {RATIO})",
        row.ratio()
    );
    if native >= ceiling {
        return Err(format!("{name} takes {native:.2} ms natively: the target is less than {ceiling} ms"));
    }
    if row.ratio() > RATIO {
        return Err(format!(
            "WebAssembly takes {:.2} times as long as native: the target is {RATIO}",
            row.ratio()
        ));
    }
    Ok(())
}

/// Holds the ceilings of a keep policy.
fn hold_keep(rows: &[Row]) -> Result {
    let (name, native, wasm) = KEEP;
    let row = rows.iter().find(|row| row.name == name).ok_or_else(|| format!("`{name}` was not timed"))?;
    for (took, ceiling, how) in
        [(row.native / 1e6, native, "natively"), (row.wasm / 1e6, wasm, "as WebAssembly")]
    {
        println!("{name}: {took:.2} ms {how} (ceiling {ceiling} ms)");
        if took >= ceiling {
            return Err(format!("{name} takes {took:.2} ms {how}: the target is less than {ceiling} ms"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_pair_or_are_refused() {
        let rows = rows("a\t100.0\nb c\t2.5\n", "a\t150.0\nb c\t5.0\n").unwrap();
        assert_eq!(rows[1], Row { name: "b c".to_owned(), native: 2.5, wasm: 5.0 });
        assert_eq!(rows[0].ratio(), 1.5);
        for (native, wasm) in [("a\t1", ""), ("a\t1", "b\t1"), ("a\tx", "a\t1")] {
            assert!(super::rows(native, wasm).is_err(), "{native:?} {wasm:?}");
        }
    }

    #[test]
    fn a_slow_keep_policy_is_refused() {
        let row = |native: f64, wasm: f64| [Row { name: KEEP.0.to_owned(), native, wasm }];
        assert!(hold_keep(&row(7.9e6, 14.9e6)).is_ok());
        assert!(hold_keep(&row(8e6, 14e6)).is_err(), "too slow natively");
        assert!(hold_keep(&row(5e6, 15e6)).is_err(), "too slow in the page");
        assert!(hold_keep(&[]).is_err(), "not timed");
    }

    #[test]
    fn both_targets_are_held() {
        let row = |native: f64, wasm: f64| [Row { name: CEILING.0.to_owned(), native, wasm }];
        assert!(hold(&row(19e6, 30e6)).is_ok());
        assert!(hold(&row(20e6, 30e6)).is_err(), "too slow");
        assert!(hold(&row(1e6, 1.7e6)).is_err(), "too much slower in the page");
        assert!(hold(&[]).is_err(), "not timed");
    }
}
