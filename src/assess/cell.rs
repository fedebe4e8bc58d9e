use super::derivation::Derivation;
use super::explain;
use super::outcome::{Cell, Survival, Verdict};
use super::survive::{Fate, fate};
use super::system::{Component, Facts, LastGood, Protection, Told};
use super::window::windows;
use crate::answers::Evidence;
use crate::catalogue::{Scenario, ScenarioId, ids};
use crate::recovery::Damage;
use crate::units::{Duration, Moment, uncapitalised};

/// A component in a scenario that harms stored data.
pub(super) fn data_cell(
    component: &Component,
    facts: &Facts,
    scenario: &'static Scenario,
    now: Moment,
) -> Cell {
    let protections = match &component.protections {
        Told::Known(protections) => protections,
        Told::Unsure | Told::Open => return unknown(component, scenario, component.unknown_because),
    };
    let mut derivation = Derivation::default();
    if protections.is_empty() {
        derivation.because("Nothing protects it.");
    }
    let fates: Vec<(&Protection, Fate)> =
        protections.iter().map(|p| (p, fate(component, p, facts, scenario))).collect();
    explain::fates(&mut derivation, &fates);

    let sure: Vec<&Protection> = with(&fates, |f| *f == Fate::Survives);
    let proven: Vec<&Protection> = sure.iter().copied().filter(|p| !never_seen(p)).collect();
    let maybe: Vec<&Protection> = with(&fates, |f| matches!(f, Fate::Survives | Fate::Unproven(_)));
    if proven.len() < sure.len() {
        derivation
            .because("No finished run of it could be found, so it is not counted on until one is seen.");
    }
    let (damage, detection) = if scenario.id.is_logical() {
        (Damage::Logical, scenario.notice())
    } else {
        (Damage::Physical, Duration::ZERO)
    };
    let (survival, basis) = if !proven.is_empty() {
        (Survival::Survives, proven)
    } else if !maybe.is_empty() {
        (Survival::Unproven, maybe)
    } else if fates.iter().any(|(_, f)| *f == Fate::Part) {
        (Survival::Part, Vec::new())
    } else {
        (Survival::Lost, Vec::new())
    };
    let found = windows(&basis, damage, detection, now);
    explain::window(&mut derivation, component, scenario, &found);

    let worst = found.window.and_then(|w| w.worst);
    let gone = found.never > 0.0;
    let (verdict, says) = match (survival, worst) {
        (Survival::Lost | Survival::Part, _) => (Verdict::Gone, nothing_left(scenario)),
        (Survival::Survives, _) if gone => (Verdict::Gone, nothing_left(scenario)),
        (Survival::Survives, Some(worst)) => (against(&component.limit, worst), worst.to_string()),
        (Survival::Survives, None) if component.is_undated() => (Verdict::Within, "kept".to_owned()),
        (Survival::Survives, None) => (Verdict::Unknown, "a copy, age not known".to_owned()),
        (_, Some(worst)) if !gone => (Verdict::Unknown, format!("{worst} at best")),
        _ => (Verdict::Unknown, "not known".to_owned()),
    };
    match verdict {
        Verdict::Gone => derivation.sum(crate::units::Text::from("What would be left"), says.as_str()),
        _ if component.is_undated() => {}
        _ => explain::limit(&mut derivation, component, worst),
    }
    let survival = if gone && survival == Survival::Survives { Survival::Lost } else { survival };
    Cell {
        survival,
        verdict,
        window: found.window.filter(|_| !gone),
        evidence: evidence(component, facts, scenario),
        derivation: titled(derivation, component, scenario, &says),
        says,
    }
}

fn with<'a>(fates: &[(&'a Protection, Fate)], test: impl Fn(&Fate) -> bool) -> Vec<&'a Protection> {
    fates.iter().filter(|(_, f)| test(f)).map(|(p, _)| *p).collect()
}

fn never_seen(protection: &Protection) -> bool {
    protection.last_good == Told::Known(LastGood::NoneFound)
}

fn nothing_left(scenario: &Scenario) -> String {
    match scenario.id {
        ScenarioId::SilentCorruption => "no clean copy",
        _ => "nothing left",
    }
    .to_owned()
}

fn against(limit: &Told<Duration>, worst: Duration) -> Verdict {
    match limit {
        Told::Known(limit) if worst > *limit => Verdict::Over,
        Told::Known(_) => Verdict::Within,
        Told::Unsure | Told::Open => Verdict::Unknown,
    }
}

/// The weakest answer a data cell rests on.
fn evidence(component: &Component, facts: &Facts, scenario: &Scenario) -> Option<Evidence> {
    if component.is_undated() {
        return facts.weakest(&[ids::KEYS_COPY]);
    }
    let mut rests_on = vec![
        ids::PROTECTIONS,
        ids::BACKUP_SCHEDULE,
        ids::RUN_TO_SAFE,
        ids::CONTINUOUS_LAG,
        ids::LAST_GOOD,
        ids::ACCEPTABLE_LOSS,
    ];
    if !scenario.id.is_logical() {
        rests_on.push(ids::COPY_LOCATIONS);
    }
    match scenario.id {
        ScenarioId::RansomwareTakeover => rests_on.extend([ids::COPY_LOCATIONS, ids::DELETE_ALL]),
        ScenarioId::SilentCorruption => rests_on.push(ids::KEEP_FOR),
        _ => {}
    }
    facts.weakest(&rests_on)
}

/// A cell of which nothing can be said, and why.
pub(super) fn unknown(component: &Component, scenario: &'static Scenario, why: &str) -> Cell {
    let mut derivation = Derivation::default();
    derivation.because(why);
    plain(component, scenario, Survival::Unknown, Verdict::Unknown, "not known", None, derivation)
}

/// A cell without a window.
pub(super) fn plain(
    component: &Component,
    scenario: &'static Scenario,
    survival: Survival,
    verdict: Verdict,
    says: &str,
    evidence: Option<Evidence>,
    derivation: Derivation,
) -> Cell {
    Cell {
        survival,
        verdict,
        says: says.to_owned(),
        window: None,
        evidence,
        derivation: titled(derivation, component, scenario, says),
    }
}

fn titled(mut derivation: Derivation, component: &Component, scenario: &Scenario, says: &str) -> Derivation {
    derivation.title = format!("{}, {}: why {says}?", component.name, uncapitalised(scenario.short));
    derivation
}
