//! Cases about what copies occupy: `storage`.

use holdfast::cost::{Chain, Level, Retention, Run, Sizes, Stored, cost_per_month, storage};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;
use super::loss::{Answer, whole};

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["schedule", "sizes", "retention_s", "price_per_gb_month"])?;
    let schedule = input.object("schedule")?;
    schedule.only(&[
        "name",
        "kind",
        "runs",
        "propagation_s",
        "retention",
        "success_prob",
        "success_prob_incr",
    ])?;
    let chain = match schedule.text("kind")? {
        "full" => Chain::StandAlone,
        "incremental" => Chain::Incremental,
        "differential" => Chain::Differential,
        unknown => return Err(format!("schedule: unknown kind {unknown}")),
    };
    for chance in ["success_prob", "success_prob_incr"] {
        if schedule.number_or(chance, 1.0)? != 1.0 {
            return Err(format!("schedule: {chance} is 1 for storage"));
        }
    }
    let retention = input.number("retention_s")?;
    let given = schedule.objects("runs")?;
    let mut seconds = vec![retention];
    for run in &given {
        run.only(&["period_s", "offset_s", "duration_s", "level"])?;
        seconds.extend([run.number("period_s")?, run.number_or("offset_s", 0.0)?]);
    }
    let ticks = if seconds.iter().all(|value| value.fract() == 0.0) { 1.0 } else { 1000.0 };
    let runs = given.iter().map(|run| {
        let level = match if run.has("level") { run.text("level")? } else { "full" } {
            "full" => Level::Full,
            "incr" => Level::Partial,
            unknown => return Err(format!("runs: unknown level {unknown}")),
        };
        Ok(Run {
            period: whole(run.number("period_s")? * ticks)?,
            offset: whole(run.number_or("offset_s", 0.0)? * ticks)?,
            level,
        })
    });
    let runs = runs.collect::<Result<_, String>>()?;
    let sizes = input.object("sizes")?;
    sizes.only(&["full_bytes", "change_Bps", "ratio"])?;
    let stored = Stored {
        runs,
        chain,
        retention: Retention::Age(whole(retention * ticks)?),
        sizes: Sizes {
            full_bytes: sizes.number("full_bytes")?,
            change_rate: sizes.number_or("change_Bps", 0.0)? / ticks,
            ratio: sizes.number_or("ratio", 1.0)?,
        },
    };
    let told = storage(&stored).map_err(|error| error.to_string())?;
    let mut results = Results::from([
        ("hyper_period_s", Value::from(told.hyper_period as f64 / ticks)),
        ("peak_bytes", Value::from(told.peak.bytes)),
        ("mean_bytes", Value::from(told.mean_bytes)),
        ("peak_copies", Value::from(told.peak_copies)),
    ]);
    if input.has("price_per_gb_month") {
        let cost = cost_per_month(told.mean_bytes, input.number("price_per_gb_month")?);
        results.insert("cost_per_month", Value::from(cost));
    }
    Ok(Answer::Results(results))
}
