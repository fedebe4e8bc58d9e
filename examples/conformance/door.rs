//! One vector file in, one report out. Nothing is skipped in silence: what is unknown fails, what is known but not
//! implemented is counted apart.

mod annual_loss;
mod compare;
mod drill;
mod fields;
mod formats;
mod group_point;
mod interval;
mod loss;
mod overrun;
mod recovery;
mod restic;
mod schedule_dst;
mod storage;
mod zones;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use compare::Tolerance;
use fields::Fields;

/// How one file fared.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    /// One line for every failure.
    pub(crate) lines: Vec<String>,
    /// Cases that gave the expected results.
    pub(crate) passed: usize,
    /// Cases that did not, and everything unknown.
    pub(crate) failed: usize,
    /// Cases, by kind, that the library does not implement yet.
    pub(crate) not_implemented: BTreeMap<String, usize>,
}

impl Report {
    /// A file that could not be looked at.
    pub(crate) fn refused(reason: String) -> Report {
        Report { lines: vec![format!("FAIL {reason}")], failed: 1, ..Report::default() }
    }

    /// What is printed for the file.
    pub(crate) fn show(&self, file: &str) -> String {
        let mut text = String::new();
        for line in &self.lines {
            let _ = writeln!(text, "{line}");
        }
        if !self.not_implemented.is_empty() {
            let kinds = self.not_implemented.iter().map(|(kind, count)| {
                let noun = if *count == 1 { "case" } else { "cases" };
                format!("{kind} ({count} {noun})")
            });
            let _ = writeln!(text, "not implemented: {}", kinds.collect::<Vec<_>>().join(", "));
        }
        let _ = write!(text, "{file}: {} passed, {} failed", self.passed, self.failed);
        let missing: usize = self.not_implemented.values().sum();
        if missing > 0 {
            let _ = write!(text, ", {missing} not implemented");
        }
        text.push('\n');
        text
    }

    fn fail(&mut self, line: String) {
        self.lines.push(format!("FAIL {line}"));
    }
}

/// How one case fared.
enum Fared {
    Passed,
    /// Lines without the case's id.
    Failed(Vec<String>),
    NotImplemented(String),
}

/// Checks the text of one file, whatever its format.
pub(crate) fn check(text: &str) -> Report {
    let file: Value = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => return Report::refused(format!("not JSON: {error}")),
    };
    match formats::of(&file) {
        formats::Format::Recovery => recovery(&file),
        formats::Format::ResticPolicy => listed(&file, "case", restic::policies),
        formats::Format::ResticForget => listed(&file, "case", restic::runs),
        formats::Format::NotImplemented(name) => {
            let cases = file.get("cases").and_then(Value::as_array).map_or(0, Vec::len);
            let not_implemented = BTreeMap::from([(format!("format {name}"), cases)]);
            Report { not_implemented, ..Report::default() }
        }
        formats::Format::Unknown(name) => Report::refused(format!("unknown format {name}")),
    }
}

/// A file whose cases are numbered: each a list of what went wrong.
fn listed(file: &Value, id: &str, answer: fn(&Value) -> Result<Vec<restic::Checked>, String>) -> Report {
    let cases = match answer(file) {
        Ok(cases) => cases,
        Err(reason) => return Report::refused(reason),
    };
    let mut report = Report::default();
    for case in cases {
        if case.lines.is_empty() {
            report.passed += 1;
        } else {
            report.failed += 1;
            case.lines.iter().for_each(|line| report.fail(format!("{id} {}: {line}", case.id)));
        }
    }
    report
}

/// The kinds of the recovery vectors that have no implementation behind this door yet.
const LATER: [&str; 6] = ["capacity", "drain", "holt_winters", "mmc", "trend", "usl"];

fn recovery(file: &Value) -> Report {
    let mut report = Report::default();
    let known = ["format", "version", "note", "default_tol", "tol_rule", "fields", "cases"];
    let head = Fields::of(file, "file").and_then(|file| {
        file.only(&known)?;
        let version = file.number("version")?;
        if version != 1.0 {
            return Err(format!("file: version {version} is unknown"));
        }
        Ok((Tolerance::of_file(&file)?, file.list("cases")?))
    });
    let (tolerance, cases) = match head {
        Ok(head) => head,
        Err(reason) => return Report::refused(reason),
    };
    for (at, case) in cases.iter().enumerate() {
        let id = case.get("id").and_then(Value::as_str).map_or(format!("case {at}"), str::to_owned);
        match one(case, &tolerance) {
            Ok(Fared::Passed) => report.passed += 1,
            Ok(Fared::NotImplemented(kind)) => *report.not_implemented.entry(kind).or_default() += 1,
            Ok(Fared::Failed(lines)) => {
                report.failed += 1;
                lines.iter().for_each(|line| report.fail(format!("{id}: {line}")));
            }
            Err(reason) => {
                report.failed += 1;
                report.fail(format!("{id}: {reason}"));
            }
        }
    }
    report
}

fn one(case: &Value, tolerance: &Tolerance) -> Result<Fared, String> {
    let case = Fields::of(case, "case")?;
    case.only(&["id", "kind", "title", "input", "expect", "confirmed_by", "tol", "source"])?;
    case.text("id")?;
    let kind = case.text("kind")?;
    let (input, expect) = (case.object("input")?, case.object("expect")?);
    let tolerance = tolerance.for_case(&case)?;
    let results = match kind {
        "rpo" => loss::rpo(&input)?,
        "points" => loss::points(&input)?,
        "bytes" => loss::bytes(&input)?,
        "annual_loss" => annual_loss::answer(&input)?,
        "drill" => drill::answer(&input)?,
        "group_point" => group_point::answer(&input)?,
        "interval" => interval::answer(&input)?,
        "overrun" => overrun::answer(&input)?,
        "recovery" => recovery::answer(&input)?,
        "schedule_dst" => schedule_dst::answer(&input)?,
        "storage" => storage::answer(&input)?,
        later if LATER.contains(&later) => return Ok(Fared::NotImplemented(later.to_owned())),
        unknown => return Err(format!("unknown kind {unknown}")),
    };
    match results {
        loss::Answer::Results(results) => {
            let lines = compare::all(&expect, &results, &tolerance);
            Ok(if lines.is_empty() { Fared::Passed } else { Fared::Failed(lines) })
        }
    }
}
