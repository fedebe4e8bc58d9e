//! Mobile scores of the built site.

use crate::run::{self, say};
use crate::server::{Config, Server};
use crate::{Result, layout, size, tools};

/// Prints Lighthouse's category scores and the main timings for a phone.
///
/// # Errors
/// A tool is missing, the site cannot be built, or Lighthouse does not finish.
pub fn main() -> Result {
    tools::for_lighthouse()?;
    size::main()?;
    let server = Server::start(Config::new(layout::dist()))
        .map_err(|error| format!("the server did not start: {error}"))?;
    let chromium = tools::chromium_program().ok_or("Chromium is missing")?;
    let report = layout::scratch("lighthouse.json");
    say("running Lighthouse as a phone");
    let mut lighthouse = run::command("lighthouse");
    lighthouse
        .args([&server.url(), "--quiet", "--output=json"])
        .arg(format!("--output-path={}", report.display()))
        .arg("--chrome-flags=--headless --no-sandbox --disable-gpu --no-first-run")
        .env("CHROME_PATH", chromium);
    run::check(&mut lighthouse)?;
    let show = "const r = JSON.parse(require('fs').readFileSync(process.argv[1]));\
                for (const c of Object.values(r.categories)) console.log(c.title.padEnd(28), Math.round(c.score * 100));\
                for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', \
                'cumulative-layout-shift', 'speed-index']) \
                console.log(r.audits[id].title.padEnd(28), r.audits[id].displayValue);\
                for (const a of Object.values(r.audits)) if (a.score !== null && a.score < 0.9 && \
                a.scoreDisplayMode === 'binary') console.log('  not passed:', a.id, '-', a.title);";
    run::check(run::command("node").args(["-e", show]).arg(&report))
}
