//! Reading the protections of a case, whatever their kind.

use holdfast::recovery::{
    BadRuns, Chain, ChainKind, Consistent, Copies, Damage, Keep, Log, Loss, Pitr, Protection, Run, Runs,
};

use super::super::fields::Fields;
use super::whole;

/// The fields of an input that `read` takes.
pub(super) const SYSTEM: [&str; 3] = ["protections", "scenario", "detection_delay_s"];

/// Every field of a protection, whatever its kind.
const PROTECTION: [&str; 9] = [
    "name",
    "kind",
    "runs",
    "logs",
    "base_consistent_at",
    "propagation_s",
    "retention",
    "success_prob",
    "success_prob_incr",
];

/// A question in ticks; there are `ticks` of them in a second.
pub(super) struct Question {
    pub(super) loss: Loss,
    pub(super) ticks: f64,
}

/// Reads the system of a case. Fractions of a second, there or among `others`, turn all of it into milliseconds.
pub(super) fn read(input: &Fields<'_>, others: &[f64]) -> Result<Question, String> {
    let damage = match input.text("scenario")? {
        "physical" => Damage::Physical,
        "logical" => Damage::Logical,
        unknown => return Err(format!("input: unknown scenario {unknown}")),
    };
    let detection = input.number_or("detection_delay_s", 0.0)?;
    let protections = input.objects("protections")?;
    let mut seconds = vec![detection];
    seconds.extend_from_slice(others);
    for protection in &protections {
        protection.only(&PROTECTION)?;
        seconds.extend(times(protection)?);
    }
    let ticks = if seconds.iter().all(|value| value.fract() == 0.0) { 1.0 } else { 1000.0 };
    let protections = protections.iter().map(|of| protection(of, ticks)).collect::<Result<_, _>>()?;
    let loss = Loss { protections, damage, detection: whole(detection * ticks)? };
    Ok(Question { loss, ticks })
}

/// All seconds in a protection.
fn times(protection: &Fields<'_>) -> Result<Vec<f64>, String> {
    let mut seconds = vec![protection.number_or("propagation_s", 0.0)?];
    for run in protection.objects("runs")? {
        for key in ["period_s", "offset_s", "duration_s"] {
            seconds.push(run.number_or(key, 0.0)?);
        }
    }
    if protection.has("logs") {
        for log in protection.objects("logs")? {
            for key in ["period_s", "offset_s", "ship_s"] {
                seconds.push(log.number_or(key, 0.0)?);
            }
        }
    }
    if protection.has("retention") && !protection.get("retention")?.is_null() {
        seconds.push(protection.object("retention")?.number_or("age_s", 0.0)?);
    }
    Ok(seconds)
}

fn protection(of: &Fields<'_>, ticks: f64) -> Result<Protection, String> {
    let kind = of.text("kind")?;
    if kind != "pitr" {
        for key in ["logs", "base_consistent_at"] {
            if of.has(key) {
                return Err(format!("protections: {key} has no meaning for kind {kind}"));
            }
        }
    }
    let (name, keep) = (of.text("name")?.to_owned(), keep(of, ticks)?);
    let propagation = whole(of.number_or("propagation_s", 0.0)? * ticks)?;
    let success = of.number_or("success_prob", 1.0)?;
    let runs = runs(of, ticks)?;
    let all = |runs: Vec<(Run, bool)>| runs.into_iter().map(|(run, _)| run).collect::<Runs>();
    let protection = match kind {
        // Whatever its level, a run of this kind stands alone.
        "full" => Copies { name, runs: all(runs), propagation, keep, success, unnoticed: 0 }.into(),
        "incremental" | "differential" => {
            let (fulls, increments): (Vec<_>, Vec<_>) = runs.into_iter().partition(|(_, full)| *full);
            let chain = Chain {
                name,
                kind: match kind {
                    "incremental" => ChainKind::Incremental,
                    _ => ChainKind::Differential,
                },
                fulls: all(fulls),
                increments: all(increments),
                propagation,
                keep,
                success,
                success_increment: of.number_or("success_prob_incr", 1.0)?,
                bad_runs: BadRuns::Silent,
                unnoticed: 0,
            };
            chain.into()
        }
        "pitr" => {
            let (consistent, logs) = (consistent(of)?, logs(of, ticks)?);
            let bases = all(runs);
            Pitr { name, bases, consistent, logs, propagation, keep, success, unnoticed: 0 }.into()
        }
        unknown => return Err(format!("protections: unknown kind {unknown}")),
    };
    Ok(protection)
}

/// Each run and whether it is a full, which is also what one without a level is.
fn runs(protection: &Fields<'_>, ticks: f64) -> Result<Vec<(Run, bool)>, String> {
    let runs = protection.objects("runs")?.into_iter().map(|run| {
        run.only(&["period_s", "offset_s", "duration_s", "level"])?;
        let full = match run.has("level").then(|| run.text("level")).transpose()? {
            None | Some("full") => true,
            Some("incr") => false,
            Some(unknown) => return Err(format!("runs: unknown level {unknown}")),
        };
        let run = Run {
            period: whole(run.number("period_s")? * ticks)?,
            offset: whole(run.number_or("offset_s", 0.0)? * ticks)?,
            duration: whole(run.number_or("duration_s", 0.0)? * ticks)?,
        };
        Ok((run, full))
    });
    runs.collect()
}

fn consistent(protection: &Fields<'_>) -> Result<Consistent, String> {
    match protection.has("base_consistent_at").then(|| protection.text("base_consistent_at")).transpose()? {
        Some("start") => Ok(Consistent::AtStart),
        None | Some("end") => Ok(Consistent::AtEnd),
        Some(unknown) => Err(format!("protections: unknown base_consistent_at {unknown}")),
    }
}

fn logs(protection: &Fields<'_>, ticks: f64) -> Result<Vec<Log>, String> {
    if !protection.has("logs") {
        return Ok(Vec::new());
    }
    let logs = protection.objects("logs")?.into_iter().map(|log| {
        log.only(&["period_s", "offset_s", "ship_s"])?;
        Ok(Log {
            period: whole(log.number("period_s")? * ticks)?,
            offset: whole(log.number_or("offset_s", 0.0)? * ticks)?,
            ship: whole(log.number_or("ship_s", 0.0)? * ticks)?,
        })
    });
    logs.collect()
}

fn keep(protection: &Fields<'_>, ticks: f64) -> Result<Keep, String> {
    if !protection.has("retention") || protection.get("retention")?.is_null() {
        return Ok(Keep::Forever);
    }
    let retention = protection.object("retention")?;
    retention.only(&["age_s", "count"])?;
    match (retention.has("age_s"), retention.has("count")) {
        (true, false) => Ok(Keep::Age(whole(retention.number("age_s")? * ticks)?)),
        (false, true) => {
            let count = u32::try_from(whole(retention.number("count")?)?);
            count.map(Keep::Count).map_err(|_| "retention: count out of range".to_owned())
        }
        _ => Err("retention: give age_s or count".to_owned()),
    }
}
