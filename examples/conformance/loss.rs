//! Cases about the data-loss window: `rpo`, `points` and `bytes`.

use holdfast::recovery::{
    Copies, Damage, Keep, Loss, Profile, Run, Worst, WorstBytes, bytes_law, loss_law, newest_at,
};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;

/// What became of the input of a case.
pub(super) enum Answer {
    Results(Results),
    /// It asks for this, which is not implemented.
    NotImplemented(String),
}

const SYSTEM: [&str; 3] = ["protections", "scenario", "detection_delay_s"];
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

pub(super) fn rpo(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&SYSTEM)?;
    let question = match read(input, &[])? {
        Read::Question(question) => question,
        Read::NotImplemented(what) => return Ok(Answer::NotImplemented(what)),
    };
    let law = loss_law(&question.loss).map_err(|error| error.to_string())?;
    let back = |ticks: f64| ticks / question.ticks;
    let worst = match law.worst() {
        Worst::At(moment) => Some(back(moment.loss as f64)),
        Worst::Unbounded | Worst::NothingRecoverable => None,
    };
    let percentile = |p: f64| Value::from(law.percentile(p).map(back));
    Ok(Answer::Results(Results::from([
        ("hyper_period_s", Value::from(back(law.hyper_period() as f64))),
        ("worst_s", Value::from(worst)),
        ("mean_given_recoverable_s", Value::from(law.mean().map(back))),
        ("p50_s", percentile(0.5)),
        ("p90_s", percentile(0.9)),
        ("p95_s", percentile(0.95)),
        ("p99_s", percentile(0.99)),
        ("p_unrecoverable", Value::from(law.p_unrecoverable())),
    ])))
}

pub(super) fn points(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&[SYSTEM[0], SYSTEM[1], SYSTEM[2], "failure_times_s"])?;
    let times = numbers(input.list("failure_times_s")?)?;
    let question = match read(input, &times)? {
        Read::Question(question) => question,
        Read::NotImplemented(what) => return Ok(Answer::NotImplemented(what)),
    };
    let back = |ticks: i64| ticks as f64 / question.ticks;
    let (mut captures, mut losses) = (Vec::new(), Vec::new());
    for time in times {
        let t = whole(time * question.ticks)?;
        let newest = newest_at(&question.loss, t).map_err(|error| error.to_string())?;
        captures.push(Value::from(newest.map(|newest| back(newest.capture))));
        losses.push(Value::from(newest.map(|newest| back(t - newest.capture))));
    }
    Ok(Answer::Results(Results::from([("captures_s", captures.into()), ("losses_s", losses.into())])))
}

pub(super) fn bytes(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&[SYSTEM[0], SYSTEM[1], SYSTEM[2], "profile"])?;
    let steps = input.list("profile")?.iter().map(step).collect::<Result<Vec<_>, _>>()?;
    let starts: Vec<f64> = steps.iter().map(|(start, _)| *start).collect();
    let question = match read(input, &starts)? {
        Read::Question(question) => question,
        Read::NotImplemented(what) => return Ok(Answer::NotImplemented(what)),
    };
    let steps = steps.iter().map(|(start, rate)| Ok((whole(start * question.ticks)?, rate / question.ticks)));
    let steps = steps.collect::<Result<Vec<_>, String>>()?;
    let week = whole(Profile::WEEK as f64 * question.ticks)?;
    let profile = Profile::repeating(week, &steps).map_err(|error| error.to_string())?;
    let law = bytes_law(&question.loss, &profile).map_err(|error| error.to_string())?;
    let worst = match law.worst() {
        WorstBytes::At(moment) => Some(moment.bytes),
        WorstBytes::Unbounded | WorstBytes::NothingRecoverable => None,
    };
    Ok(Answer::Results(Results::from([
        ("hyper_period_s", Value::from(law.hyper_period() as f64 / question.ticks)),
        ("worst_bytes", Value::from(worst)),
        ("mean_bytes_given_recoverable", Value::from(law.mean())),
        ("p50_bytes", Value::from(law.percentile(0.5))),
        ("p90_bytes", Value::from(law.percentile(0.9))),
        ("p95_bytes", Value::from(law.percentile(0.95))),
        ("p99_bytes", Value::from(law.percentile(0.99))),
        ("p_unrecoverable", Value::from(law.p_unrecoverable())),
    ])))
}

/// A question in ticks; there are `ticks` of them in a second.
struct Question {
    loss: Loss,
    ticks: f64,
}

enum Read {
    Question(Question),
    NotImplemented(String),
}

/// Reads the system of a case. Fractions of a second, there or among `others`, turn all of it into milliseconds.
fn read(input: &Fields<'_>, others: &[f64]) -> Result<Read, String> {
    let damage = match input.text("scenario")? {
        "physical" => Damage::Physical,
        "logical" => Damage::Logical,
        unknown => return Err(format!("input: unknown scenario {unknown}")),
    };
    let detection = input.number_or("detection_delay_s", 0.0)?;
    let protections = input.objects("protections")?;
    let mut later = Vec::new();
    let mut seconds = vec![detection];
    seconds.extend_from_slice(others);
    for protection in &protections {
        protection.only(&PROTECTION)?;
        match protection.text("kind")? {
            "full" => seconds.extend(times(protection)?),
            kind @ ("incremental" | "differential" | "pitr") => later.push(kind),
            unknown => return Err(format!("protections: unknown kind {unknown}")),
        }
    }
    if !later.is_empty() {
        later.sort_unstable();
        later.dedup();
        return Ok(Read::NotImplemented(later.join(" and ")));
    }
    let ticks = if seconds.iter().all(|value| value.fract() == 0.0) { 1.0 } else { 1000.0 };
    let copies = protections.iter().map(|protection| copies(protection, ticks)).collect::<Result<_, _>>()?;
    let loss = Loss { copies, damage, detection: whole(detection * ticks)? };
    Ok(Read::Question(Question { loss, ticks }))
}

/// All seconds in a protection.
fn times(protection: &Fields<'_>) -> Result<Vec<f64>, String> {
    let mut seconds = vec![protection.number_or("propagation_s", 0.0)?];
    for run in protection.objects("runs")? {
        for key in ["period_s", "offset_s", "duration_s"] {
            seconds.push(run.number_or(key, 0.0)?);
        }
    }
    if protection.has("retention") {
        seconds.push(protection.object("retention")?.number_or("age_s", 0.0)?);
    }
    Ok(seconds)
}

fn copies(protection: &Fields<'_>, ticks: f64) -> Result<Copies, String> {
    for key in ["logs", "base_consistent_at"] {
        if protection.has(key) {
            return Err(format!("protections: {key} has no meaning for kind full"));
        }
    }
    let runs = protection.objects("runs")?.into_iter().map(|run| {
        run.only(&["period_s", "offset_s", "duration_s", "level"])?;
        // Whatever its level, a run of this kind stands alone.
        if run.has("level") && !["full", "incr"].contains(&run.text("level")?) {
            return Err(format!("runs: unknown level {}", run.text("level")?));
        }
        Ok(Run {
            period: whole(run.number("period_s")? * ticks)?,
            offset: whole(run.number_or("offset_s", 0.0)? * ticks)?,
            duration: whole(run.number_or("duration_s", 0.0)? * ticks)?,
        })
    });
    Ok(Copies {
        name: protection.text("name")?.to_owned(),
        runs: runs.collect::<Result<_, String>>()?,
        propagation: whole(protection.number_or("propagation_s", 0.0)? * ticks)?,
        keep: keep(protection, ticks)?,
        success: protection.number_or("success_prob", 1.0)?,
    })
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

fn step(step: &Value) -> Result<(f64, f64), String> {
    match step.as_array().map(Vec::as_slice) {
        Some([start, rate]) => start.as_f64().zip(rate.as_f64()),
        _ => None,
    }
    .ok_or_else(|| format!("profile: expected [start, rate], got {step}"))
}

pub(super) fn numbers(list: &[Value]) -> Result<Vec<f64>, String> {
    let number = |value: &Value| value.as_f64().ok_or_else(|| format!("expected a number, got {value}"));
    list.iter().map(number).collect()
}

/// A whole number of ticks; `value` may be off by rounding only.
pub(super) fn whole(value: f64) -> Result<i64, String> {
    let rounded = value.round();
    if (value - rounded).abs() > 1e-6 || rounded.abs() > 9e15 {
        return Err(format!(
            "{value} is not a whole number of ticks: finer than a millisecond, or too large"
        ));
    }
    Ok(rounded as i64)
}
