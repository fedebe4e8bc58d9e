//! axe-core, run in the page from outside.

use crate::Outcome;
use anyhow::{Context, bail};
use serde_json::Value;
use thirtyfour::WebDriver;
use xtask::layout;

const RUN: &str = "
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
  (result) => done(result.violations.map((v) => `${v.id} (${v.impact}): ${v.help}\\n` +
    v.nodes.map((n) => `    ${n.target.join(' ')}: ${(n.failureSummary || '').replace(/\\s+/g, ' ')}`).join('\\n'))),
  (error) => done({ error: String(error) }),
);";

/// WCAG 2.2 A and AA and axe's best practices: each violation as text with the elements it is about.
pub(crate) async fn violations(driver: &WebDriver) -> Outcome<Vec<String>> {
    let file = layout::npm_file("axe-core", "axe.min.js");
    let source = std::fs::read_to_string(&file)
        .with_context(|| format!("{} is missing: `cargo xtask test e2e` installs it", file.display()))?;
    // A page stays loaded while its screens change: axe is handed over once.
    let there = driver.execute("return typeof axe === 'object'", Vec::new()).await?;
    let source = if there.json() == &Value::Bool(true) { String::new() } else { source };
    let answer = driver.execute_async(format!("{source};\n{RUN}"), Vec::new()).await?;
    match answer.json() {
        Value::Array(list) => Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
        other => bail!("axe did not finish: {other}"),
    }
}
