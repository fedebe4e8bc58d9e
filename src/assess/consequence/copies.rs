//! What the parts, the kinds of copy and their places mean.

use super::Consequence;
use crate::answers::{Answers, ComponentKind};
use crate::catalogue::{ScenarioId, ids, scenario};
use crate::units::{Duration, in_words};

pub(super) fn parts(answers: &Answers) -> Consequence {
    let data: Vec<&str> =
        answers.parts().into_iter().filter(|k| k.holds_data()).map(ComponentKind::in_sentence).collect();
    match data.as_slice() {
        [] => Consequence::says(
            "Nothing ticked so far holds data of its own, so nothing could be lost for good. If people's work is \
             kept anywhere, tick that part too.",
        ),
        _ => Consequence::says(format!("Data can be lost for good from {}.", in_words(&data)))
            .and("The results show what would be left of each, whatever goes wrong."),
    }
}

/// Copies that keep an older state of the data itself.
const KEEPS_DATA: [&str; 5] = ["file-full", "file-differential", "file-incremental", "db-dump", "pitr-logs"];
const IMAGES: [&str; 2] = ["image", "volume-snapshot"];
const REPLICAS: [&str; 2] = ["standby-sync", "replica-async"];

pub(super) fn protections(answers: &Answers, raises_nothing: bool) -> Consequence {
    let ticked = answers.many(ids::PROTECTIONS);
    let any = |of: &[&str]| ticked.iter().any(|t| of.contains(t));
    let mut c = Consequence::default();
    if any(&["nothing"]) && raises_nothing {
        c = c.and("Nothing is kept. What is lost is gone.");
    }
    if any(&["config-management"]) {
        c = c.and("Configuration management builds the servers again, not what was stored on them.");
    }
    if any(&KEEPS_DATA) {
        c = c.and("Older states of the data are kept, so a mistaken delete can be undone.");
    }
    if any(&IMAGES) && !any(&KEEPS_DATA) {
        c = c.and(
            "A server image brings back the system disk. Attached disks are not in it, and a running database \
             comes back from it only by luck.",
        );
    }
    if any(&["replica-delayed"]) {
        c = c.and("The replica held back helps only if somebody notices the damage within the delay.");
    }
    if any(&REPLICAS) {
        c = c.and("A replica helps when a server dies. It follows every mistake within moments.");
    }
    if any(&KEEPS_DATA) || any(&IMAGES) {
        c = c.and("Next: how often they run, where they are kept, and whether they come back.");
    }
    c
}

pub(super) fn locations(answers: &Answers, raises: &dyn Fn(&str) -> bool) -> Consequence {
    let places = answers.many(ids::COPY_LOCATIONS);
    let in_one_place = raises("copies-on-same-server") || raises("copies-in-one-place");
    let c = if in_one_place {
        Consequence::default()
    } else {
        survives(&|of| places.iter().any(|p| of.contains(p)))
    };
    if raises("kept-too-short") { c } else { kept_for(c, answers) }
}

/// What at least one copy outlives, by where it is.
fn survives(any: &dyn Fn(&[&str]) -> bool) -> Consequence {
    let far = any(&["other-region", "other-provider"]);
    let away = far || any(&["same-data-centre", "same-region", "other-account"]);
    let elsewhere = any(&["other-provider"]);
    let apart = any(&["other-account", "other-provider", "offline"]);
    let offline = any(&["offline"]);
    let judged = [
        (away || offline, "the server dying"),
        (far, "the loss of the data centre"),
        (apart, "one stolen login"),
        (elsewhere, "the provider closing your account"),
    ];
    let list = |yes: bool| -> Vec<&str> {
        judged.iter().filter(|(survives, _)| *survives == yes).map(|(_, what)| *what).collect()
    };
    let (yes, no) = (list(true), list(false));
    let mut c = Consequence::default();
    if !yes.is_empty() {
        c = c.and(format!("By its place alone, at least one copy outlives {}.", in_words(&yes)));
    }
    if !no.is_empty() {
        c = c.and(format!("Nothing ticked here is sure to outlive {}.", in_words(&no)));
    }
    c
}

fn kept_for(c: Consequence, answers: &Answers) -> Consequence {
    let Some(kept) = answers.duration(ids::KEEP_FOR) else { return c };
    let notice = scenario(ScenarioId::SilentCorruption).map_or(Duration::days(60), |s| s.notice());
    if kept > notice {
        return c.and(format!(
            "Copies are kept for {kept}, longer than quiet damage often takes to be noticed ({notice})."
        ));
    }
    c.and(format!(
        "Copies are kept for {kept}. Quiet damage is often noticed only after {notice}; by then every copy would \
         hold it."
    ))
}
