//! Two texts in, an answer out.

mod point;
mod policy;
mod read;
mod zone;

use holdfast::retention::{
    Facts, Instant, KeepPoint, Policy, Refusal, Verdict, Warning, decide, lots, refusals, warnings,
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What the command line says; the files may say it too.
#[derive(Debug, Default, Clone)]
pub(crate) struct Given {
    pub(crate) now: Option<String>,
    pub(crate) zone: Option<String>,
}

/// Everything that is known in the end.
#[derive(Debug)]
pub(crate) struct Answer {
    policy: Policy,
    pub(crate) points: Vec<KeepPoint>,
    pub(crate) verdicts: Vec<Verdict>,
    now: i64,
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) warnings: Vec<Warning>,
}

pub(crate) fn answer(policy: &str, points: &str, given: &Given) -> Result<Answer, String> {
    let policy = policy::read(&json(policy, "POLICY.json")?)?;
    let list = point::list(&json(points, "POINTS.json")?)?;
    let one = |name: &str, of: [Option<String>; 3]| {
        let said: Vec<String> = of.into_iter().flatten().collect();
        match said.split_first() {
            None => Ok(None),
            Some((first, rest)) if rest.iter().all(|other| other == first) => Ok(Some(first.clone())),
            _ => Err(format!("{name} is given twice, and differently: {}", said.join(" and "))),
        }
    };
    let zone = one("the zone", [given.zone.clone(), policy.zone, list.zone])?;
    let zone = zone.as_deref().map(zone::Zone::named).transpose()?;
    let points = point::points(&list.points, zone.as_ref(), policy.policy.dialect())?;
    let now = match one("now", [given.now.clone(), policy.now, list.now])? {
        Some(text) => match text.parse::<i64>() {
            Ok(seconds) => seconds,
            Err(_) => text.parse::<Instant>().map_err(|error| error.to_string())?.seconds,
        },
        None => points.iter().map(|point| point.at.saturating_add(1)).max().unwrap_or(0),
    };
    let verdicts = decide(&policy.policy, &points, now).map_err(|error| error.to_string())?;
    let facts = Facts {
        points: &points,
        verdicts: &verdicts,
        now,
        every_s: policy.every_s,
        delay_s: policy.detection_delay_s,
        locked_s: policy.locked_s,
    };
    let warnings = warnings(&policy.policy, &facts);
    let refusals = refusals(&policy.policy, &points, &verdicts);
    Ok(Answer { policy: policy.policy, points, verdicts, now, refusals, warnings })
}

fn json(text: &str, file: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{file} is not JSON: {error}"))
}

impl Answer {
    /// Whether the tool would not run at all.
    pub(crate) fn refused(&self) -> bool {
        !self.refusals.is_empty()
    }

    /// Whether a point stays in the end: all do where nothing is run.
    fn stays(&self, verdict: &Verdict) -> bool {
        verdict.keep || self.refused()
    }

    fn why(&self, verdict: &Verdict) -> Vec<String> {
        let mut why: Vec<String> =
            verdict.by.iter().map(|reason| self.policy.words(reason, &self.points)).collect();
        if why.is_empty() && self.refused() {
            why.push("the tool refuses to run".to_owned());
        }
        why
    }

    fn time(&self, seconds: i64) -> Instant {
        Instant { seconds, nanos: 0, offset_s: 0 }
    }

    /// A line for each point, by group, newest first; then refusals and warnings.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let stay = self.verdicts.iter().filter(|verdict| self.stays(verdict)).count();
        let _ = writeln!(
            text,
            "{} at {}: {stay} of {} points stay",
            self.policy.dialect().name(),
            self.time(self.now),
            self.points.len()
        );
        let lots = lots(&self.policy, &self.points);
        for lot in &lots {
            if lots.len() > 1 {
                let key = &lot.key;
                let parts = [&[key.host][..], &key.paths, &key.tags, &[key.name]].concat();
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                let _ = writeln!(
                    text,
                    "group {}",
                    if parts.is_empty() { "(none)".to_owned() } else { parts.join(" ") }
                );
            }
            for at in &lot.points {
                let (Some(point), Some(verdict)) = (self.points.get(*at), self.verdicts.get(*at)) else {
                    continue;
                };
                let time = Instant { seconds: point.at, nanos: point.nanos, offset_s: point.offset_s };
                let word = if self.stays(verdict) { "keep" } else { "remove" };
                let _ = write!(text, "{word}\t{}\t{time}", point.id);
                if self.stays(verdict) {
                    let _ = write!(text, "\t{}", self.why(verdict).join("; "));
                }
                if let Some(end) = verdict.goes_at {
                    let _ = write!(text, "\tends {}", self.time(end));
                }
                text.push('\n');
            }
        }
        for refusal in &self.refusals {
            let _ = writeln!(text, "REFUSED: {refusal}");
        }
        for warning in &self.warnings {
            let _ = writeln!(text, "WARNING: {warning}");
        }
        text
    }

    /// The same as JSON, points in the order in which they were given.
    pub(crate) fn json(&self) -> String {
        let point = |(point, verdict): (&KeepPoint, &Verdict)| {
            json!({
                "id": point.id,
                "at": point.at,
                "keep": self.stays(verdict),
                "why": self.why(verdict),
                "by": verdict.by,
                "goes_at": verdict.goes_at,
            })
        };
        let all = json!({
            "dialect": self.policy.dialect(),
            "now": self.now,
            "points": self.points.iter().zip(&self.verdicts).map(point).collect::<Vec<_>>(),
            "refused": self.refusals.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "warnings": self.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        format!("{all:#}\n")
    }
}
