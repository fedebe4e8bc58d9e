//! Cases about runs on the days on which clocks change: `schedule_dst`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use holdfast::schedule::{ClockPolicy, Schedule, longest_gap};
use holdfast::units::{Moment, TimeOfDay};
use serde_json::{Map, Value, json};

use super::compare::Results;
use super::fields::Fields;
use super::loss::Answer;
use super::zones;

const DAY: i64 = 86_400;

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["zone", "local_time", "first_day", "last_day", "lag_s", "policies"])?;
    let at: TimeOfDay =
        input.text("local_time")?.parse().map_err(|error| format!("input: local_time: {error}"))?;
    let day = |key| {
        let text = input.text(key)?;
        text.parse::<NaiveDate>().map_err(|error| format!("input: {key} {text}: {error}"))
    };
    let (first, last) = (day("first_day")?, day("last_day")?);
    let lag = input.number_or("lag_s", 0.0)?;
    let seconds = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    let zone = zones::zone(input.text("zone")?, seconds(first) - 7 * DAY, seconds(last) + 7 * DAY)?;
    let (from, to) = (Moment::start_of(first), Moment::start_of(last).plus(DAY));
    let mut policies = Map::new();
    for name in input.texts("policies")? {
        let starts = Schedule::Daily { at }
            .starts_in_zone(from, to, &zone, policy(&name)?)
            .map_err(|error| error.to_string())?;
        let gap = longest_gap(&starts).map(holdfast::schedule::LongestGap::seconds);
        let utc: Vec<i64> = starts.iter().map(|start| start.utc).collect();
        let text = utc.iter().map(|utc| text(*utc)).collect::<Result<Vec<_>, _>>()?;
        policies.insert(
            name,
            json!({
                "starts_utc_s": utc,
                "starts_utc": text,
                "max_gap_s": gap,
                "worst_loss_s": gap.map(|gap| gap as f64 + lag),
            }),
        );
    }
    Ok(Answer::Results(Results::from([("policies", Value::Object(policies))])))
}

fn policy(name: &str) -> Result<ClockPolicy, String> {
    Ok(match name {
        "cronie" => ClockPolicy::Cronie,
        "croner" => ClockPolicy::Croner,
        "systemd252" => ClockPolicy::Systemd252,
        "skip" => ClockPolicy::Skip,
        "shift" => ClockPolicy::Shift,
        "both" => ClockPolicy::Both,
        unknown => return Err(format!("input: unknown policy {unknown}")),
    })
}

/// `2026-03-08T07:00Z`, with seconds only where they are not zero.
fn text(utc: i64) -> Result<String, String> {
    let at: NaiveDateTime = chrono::DateTime::from_timestamp(utc, 0)
        .ok_or_else(|| format!("{utc} is beyond the calendar"))?
        .naive_utc();
    let seconds = if at.second() == 0 { String::new() } else { format!(":{:02}", at.second()) };
    Ok(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}{seconds}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute()
    ))
}
