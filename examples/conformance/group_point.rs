//! Cases about a state that all components can agree on: `group_point`.

use holdfast::returns::{Component, Points, Reference, consistent_point};
use serde_json::{Map, Value, json};

use super::compare::Results;
use super::fields::Fields;
use super::loss::{Answer, numbers, whole};

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["failure_s", "tolerance_s", "components", "references"])?;
    let given = input.object("components")?;
    let (failure, tolerance) = (input.number("failure_s")?, input.number_or("tolerance_s", 0.0)?);
    let mut seconds = vec![failure, tolerance];
    let mut components = Vec::new();
    for (name, value) in given.iter() {
        let component = Fields::of(value, name)?;
        component.only(&["points", "interval"])?;
        let interval = component.has("interval");
        if interval == component.has("points") {
            return Err(format!("{name}: give points or an interval"));
        }
        let times = numbers(component.list(if interval { "interval" } else { "points" })?)?;
        seconds.extend(&times);
        components.push((name.clone(), interval, times));
    }
    let ticks = if seconds.iter().all(|value| value.fract() == 0.0) { 1.0 } else { 1000.0 };
    let components = components.into_iter().map(|(name, interval, times)| {
        let times = times.iter().map(|time| whole(time * ticks)).collect::<Result<Vec<_>, _>>()?;
        let points = match (interval, times.as_slice()) {
            (false, _) => Points::At(times),
            (true, [from, to]) => Points::Between { from: *from, to: *to },
            (true, _) => return Err(format!("{name}: an interval has two ends")),
        };
        Ok(Component { name, points })
    });
    let components = components.collect::<Result<Vec<_>, String>>()?;
    let references = if input.has("references") { input.objects("references")? } else { Vec::new() };
    let references = references.iter().map(|reference| {
        reference.only(&["from", "to", "rate_per_s"])?;
        let name = |key| reference.text(key).map(str::to_owned);
        let rate = reference.number("rate_per_s")? / ticks;
        Ok(Reference { from: name("from")?, to: name("to")?, rate })
    });
    let references = references.collect::<Result<Vec<_>, String>>()?;
    let group = consistent_point(&components, whole(tolerance * ticks)?, &references)
        .map_err(|error| error.to_string())?;
    let back = |time: i64| time as f64 / ticks;
    let each = |times: &mut dyn Iterator<Item = Option<i64>>| {
        let named = components
            .iter()
            .zip(times)
            .map(|(component, time)| (component.name.clone(), Value::from(time.map(back))));
        Value::Object(named.collect::<Map<_, _>>())
    };
    let chosen = group.consistent.as_ref();
    let latest = &group.latest_each;
    let mismatches = latest.mismatches.iter().map(
        |fit| json!({"from": fit.from, "to": fit.to, "dangling": fit.dangling, "orphaned": fit.orphaned}),
    );
    Ok(Answer::Results(Results::from([
        ("point_s", Value::from(chosen.map(|chosen| back(chosen.point)))),
        ("loss_s", Value::from(chosen.map(|chosen| failure - back(chosen.point)))),
        ("choice_s", chosen.map_or(Value::Null, |chosen| each(&mut chosen.choice.iter().copied().map(Some)))),
        ("skew_s", Value::from(chosen.map(|chosen| back(chosen.skew)))),
        ("latest_each_s", each(&mut latest.choice.iter().copied())),
        ("latest_each_worst_loss_s", Value::from(latest.point.map(|point| failure - back(point)))),
        ("latest_each_skew_s", Value::from(latest.skew.map(back))),
        ("references_at_latest_each", Value::Array(mismatches.collect())),
    ])))
}
