//! What restic keeps: its own table of policies, and recorded runs of `restic forget`.

use std::collections::BTreeMap;

use holdfast::retention::{
    Count, Group, Instant, KeepPoint, Lot, Period, Policy, Reason, Restic, Rule, Verdict, decide, lots,
};
use serde_json::Value;

use super::fields::Fields;

/// One case: its number, and a line for everything that came out differently.
pub(super) struct Checked {
    pub(super) id: String,
    pub(super) lines: Vec<String>,
}

/// Recorded runs: 1 January 2026, between the last snapshot and the one in the future.
const NOW_OF_RUNS: i64 = 1_767_225_600;

/// A file of snapshots and of policies that are applied to all of them.
pub(super) fn policies(file: &Value) -> Result<Vec<Checked>, String> {
    let file = Fields::of(file, "file")?;
    file.only(&["source", "notes", "snapshots", "cases"])?;
    let points = points(&file)?;
    let now = points.iter().map(|point| point.at + 1).max().unwrap_or(0);
    checked(&file, |case| {
        case.only(&["case", "policy", "keep", "keep_times", "keep_count", "reasons", "counters"])?;
        let policy =
            Policy::Restic(Restic { group_by: String::new().try_into().map_err(told)?, ..policy(case)? });
        let verdicts = decide(&policy, &points, now).map_err(told)?;
        let lots = lots(&policy, &points);
        let [lot] = lots.as_slice() else { return Err(format!("{} groups instead of one", lots.len())) };
        let of = Outcome::of(lot, &verdicts);
        let mut lines = Vec::new();
        of.compare("keep", case, Value::from(of.kept.clone()), &mut lines)?;
        of.compare("keep_count", case, Value::from(of.kept.len()), &mut lines)?;
        of.compare("keep_times", case, times(case, &points)?, &mut lines)?;
        of.compare("reasons", case, of.reasons(&policy, &points), &mut lines)?;
        of.compare("counters", case, of.counters(&policy), &mut lines)?;
        Ok(lines)
    })
}

/// A file of several lists of snapshots, and of runs with a policy and a grouping each.
pub(super) fn runs(file: &Value) -> Result<Vec<Checked>, String> {
    let file = Fields::of(file, "file")?;
    file.only(&["source", "notes", "lists", "cases"])?;
    let mut lists = BTreeMap::new();
    for list in file.objects("lists")? {
        list.only(&["list", "snapshots"])?;
        if lists.insert(list.text("list")?, points(&list)?).is_some() {
            return Err(format!("two lists are named {}", list.text("list")?));
        }
    }
    checked(&file, |case| {
        case.only(&["case", "list", "policy", "group_by", "groups"])?;
        let name = case.text("list")?;
        let points = lists.get(name).ok_or_else(|| format!("unknown list {name}"))?;
        let group_by = case.text("group_by")?.to_owned().try_into().map_err(told)?;
        let policy = Policy::Restic(Restic { group_by, ..policy(case)? });
        let verdicts = decide(&policy, points, NOW_OF_RUNS).map_err(told)?;
        let got = lots(&policy, points);
        let groups = case.objects("groups")?;
        let mut lines = Vec::new();
        if got.len() != groups.len() {
            lines.push(format!("groups: expected {}, got {}", groups.len(), got.len()));
        }
        for (lot, group) in got.iter().zip(&groups) {
            group.only(&["host", "paths", "tags", "keep", "remove", "reasons"])?;
            let of = Outcome::of(lot, &verdicts);
            of.compare("host", group, Value::from(lot.key.host), &mut lines)?;
            of.compare("paths", group, Value::from(lot.key.paths.clone()), &mut lines)?;
            of.compare("tags", group, Value::from(lot.key.tags.clone()), &mut lines)?;
            of.compare("keep", group, Value::from(of.kept.clone()), &mut lines)?;
            of.compare("remove", group, Value::from(of.gone.clone()), &mut lines)?;
            of.compare("reasons", group, of.reasons(&policy, points), &mut lines)?;
        }
        Ok(lines)
    })
}

fn checked(
    file: &Fields<'_>,
    check: impl Fn(&Fields<'_>) -> Result<Vec<String>, String>,
) -> Result<Vec<Checked>, String> {
    let cases = file.objects("cases")?;
    if cases.is_empty() {
        return Err("the file has no case".to_owned());
    }
    let one = |case: &Fields<'_>| {
        let id = case.get("case")?.to_string();
        Ok(Checked { id, lines: check(case).unwrap_or_else(|reason| vec![reason]) })
    };
    cases.iter().map(one).collect()
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The policy of a case; the library itself refuses what it does not know.
fn policy(case: &Fields<'_>) -> Result<Restic, String> {
    let given = case.object("policy")?;
    if given.has("group_by") {
        return Err("policy: unknown field group_by".to_owned());
    }
    serde_json::from_value(case.get("policy")?.clone()).map_err(|error| format!("policy: {error}"))
}

fn points(file: &Fields<'_>) -> Result<Vec<KeepPoint>, String> {
    let point = |(at, snapshot): (usize, &Fields<'_>)| {
        snapshot.only(&["index", "time", "host", "paths", "tags"])?;
        if snapshot.number("index")? != at as f64 {
            return Err(format!("snapshots: index {} at place {at}", snapshot.number("index")?));
        }
        let time: Instant = snapshot.text("time")?.parse().map_err(told)?;
        let group = Group {
            host: snapshot.text("host")?.to_owned(),
            paths: snapshot.texts("paths")?,
            name: String::new(),
        };
        Ok(KeepPoint {
            id: at.to_string(),
            at: time.seconds,
            nanos: time.nanos,
            offset_s: time.offset_s,
            group,
            tags: snapshot.texts("tags")?,
            ..KeepPoint::default()
        })
    };
    file.objects("snapshots")?.iter().enumerate().map(point).collect()
}

/// The times as the case writes them must be those of the snapshots that it lists.
fn times(case: &Fields<'_>, points: &[KeepPoint]) -> Result<Value, String> {
    let read = |text: &String| text.parse::<Instant>().map(|at| (at.seconds, at.nanos)).map_err(told);
    let listed = case.list("keep")?.iter().map(|at| at.as_u64().and_then(|at| points.get(at as usize)));
    let same = case
        .texts("keep_times")?
        .iter()
        .zip(listed)
        .all(|(text, point)| point.is_some_and(|point| read(text) == Ok((point.at, point.nanos))));
    let whole = case.texts("keep_times")?.len() == case.list("keep")?.len();
    Ok(if same && whole { case.get("keep_times")?.clone() } else { Value::from("times of other snapshots") })
}

/// What became of one group, newest first.
struct Outcome<'a> {
    kept: Vec<usize>,
    gone: Vec<usize>,
    by: Vec<&'a [Reason]>,
}

impl<'a> Outcome<'a> {
    fn of(lot: &Lot<'_>, verdicts: &'a [Verdict]) -> Outcome<'a> {
        let verdicts = || lot.points.iter().filter_map(|point| verdicts.get(*point));
        Outcome {
            kept: verdicts().filter(|verdict| verdict.keep).map(|verdict| verdict.point).collect(),
            gone: verdicts().filter(|verdict| !verdict.keep).map(|verdict| verdict.point).collect(),
            by: verdicts().filter(|verdict| verdict.keep).map(|verdict| verdict.by.as_slice()).collect(),
        }
    }

    fn compare(
        &self,
        field: &str,
        case: &Fields<'_>,
        got: Value,
        lines: &mut Vec<String>,
    ) -> Result<(), String> {
        let expected = case.get(field)?;
        if *expected != got {
            lines.push(format!("{field}: expected {expected}, got {got}"));
        }
        Ok(())
    }

    fn reasons(&self, policy: &Policy, points: &[KeepPoint]) -> Value {
        let words = |by: &&[Reason]| by.iter().map(|reason| policy.words(reason, points)).collect::<Vec<_>>();
        self.by.iter().map(words).collect()
    }

    /// What every count has left after each snapshot that stays; nothing for a count of none.
    fn counters(&self, policy: &Policy) -> Value {
        let Policy::Restic(restic) = policy else { return Value::Null };
        let mut left: BTreeMap<(Period, &str), Count> = BTreeMap::from([
            ((Period::Copy, "last"), restic.keep_last),
            ((Period::Hour, "hourly"), restic.keep_hourly),
            ((Period::Day, "daily"), restic.keep_daily),
            ((Period::Week, "weekly"), restic.keep_weekly),
            ((Period::Month, "monthly"), restic.keep_monthly),
            ((Period::Year, "yearly"), restic.keep_yearly),
        ]);
        let mut after = Vec::new();
        for by in &self.by {
            for ((period, _), count) in &mut left {
                let picked = by.iter().any(|reason| reason.rule == Rule::Each { period: *period });
                if let (true, Count::Number(number)) = (picked, &mut *count) {
                    *number = number.saturating_sub(1);
                }
            }
            let some = left.iter().filter(|(_, count)| count.is_on());
            let some = some.map(|((_, name), count)| ((*name).to_owned(), Value::from(i64::from(*count))));
            after.push(Value::Object(some.collect()));
        }
        Value::Array(after)
    }
}
