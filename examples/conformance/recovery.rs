//! Cases about recovery time: `recovery`.

use holdfast::returns::{Plan, Resource, Task, Work, timeline};
use serde_json::{Map, Value};

use super::compare::Results;
use super::fields::Fields;
use super::loss::Answer;

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["capacity_Bps", "tasks"])?;
    let mut resources = Vec::new();
    if input.has("capacity_Bps") {
        let capacities = input.object("capacity_Bps")?;
        for (name, _) in capacities.iter() {
            resources.push(Resource { name: name.clone(), rate: capacities.number(name)? });
        }
    }
    let tasks = input.objects("tasks")?.iter().map(task).collect::<Result<Vec<_>, _>>()?;
    let line = timeline(&Plan { resources, tasks }).map_err(|error| error.to_string())?;
    let of = |time: fn(&holdfast::returns::TaskTimes) -> f64| {
        let times = line.tasks.iter().map(|times| (times.id.clone(), Value::from(time(times))));
        Value::Object(times.collect::<Map<_, _>>())
    };
    Ok(Answer::Results(Results::from([
        ("start_s", of(|times| times.start)),
        ("finish_s", of(|times| times.finish)),
        ("rto_s", Value::from(line.total)),
    ])))
}

fn task(fields: &Fields<'_>) -> Result<Task, String> {
    let work = if fields.has("seconds") {
        fields.only(&["id", "after", "seconds"])?;
        Work::Wait { seconds: fields.number("seconds")? }
    } else {
        fields.only(&["id", "after", "bytes", "resources", "cap_Bps"])?;
        let resources = if fields.has("resources") { fields.texts("resources")? } else { Vec::new() };
        let cap = if fields.has("cap_Bps") { fields.get("cap_Bps")? } else { &Value::Null };
        let cap = if cap.is_null() { None } else { Some(fields.number("cap_Bps")?) };
        Work::Transfer { bytes: fields.number("bytes")?, resources, cap }
    };
    let after = if fields.has("after") { fields.texts("after")? } else { Vec::new() };
    Ok(Task { id: fields.text("id")?.to_owned(), after, work })
}
