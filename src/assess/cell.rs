use super::derivation::Derivation;
use super::explain;
use super::outcome::{Cell, Survival, Verdict};
use super::survive::left;
use super::window::windows;
use crate::answers::Evidence;
use crate::catalogue::{Scenario, ScenarioId, ids};
use crate::recovery::Damage;
use crate::system::{Component, Facts, Told, ToldBy};
use crate::units::{Duration, Moment, short_date, uncapitalised};

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
    let left = left(component, protections, facts, scenario);
    explain::fates(&mut derivation, &left.fates);
    if left.unseen {
        derivation
            .because("No finished run of it could be found, so it is not counted on until one is seen.");
    }
    let (damage, detection) = if scenario.id.is_logical() {
        (Damage::Logical, scenario.notice())
    } else {
        (Damage::Physical, Duration::ZERO)
    };
    let found = windows(&left.basis, damage, detection, now);
    explain::window(&mut derivation, component, scenario, &found);

    let worst = found.window.and_then(|w| w.worst);
    // Copies that are thrown away too early leave nothing at the worst moment, unless another may be kept longer.
    let too_early = found.never > 0.0;
    let gone = too_early && found.without.is_empty() && !left.may_be_kept_longer();
    let survival = if gone { Survival::Lost } else { left.survival };
    let (verdict, says) = match (survival, worst.filter(|_| !too_early)) {
        (Survival::Lost | Survival::Part, _) => (Verdict::Gone, nothing_left(scenario)),
        (Survival::Survives, Some(worst)) => (against(&component.limit, worst), worst.to_string()),
        (Survival::Survives, None) if component.is_undated() => (Verdict::Within, "kept".to_owned()),
        (Survival::Survives, None) => match &found.last_run {
            // Nothing is promised, but what is lost already is known.
            Some(run) if against(&component.limit, run.at_least) == Verdict::Over => {
                (Verdict::Over, run.age.to_string())
            }
            Some(run) => (Verdict::Unknown, format!("a copy of {}", short_date(run.date))),
            None => (Verdict::Unknown, "a copy, age not known".to_owned()),
        },
        (_, Some(worst)) => (Verdict::Unknown, format!("{worst} at best")),
        _ => (Verdict::Unknown, "not known".to_owned()),
    };
    match verdict {
        Verdict::Gone => derivation.sum(crate::units::Text::from("What would be left"), says.as_str()),
        _ if component.is_undated() => {}
        Verdict::Over => explain::limit(&mut derivation, component, found.window.and_then(|w| w.lost())),
        _ => explain::limit(&mut derivation, component, worst),
    }
    Cell {
        survival,
        verdict,
        window: found.window.filter(|_| !too_early),
        evidence: evidence(component, facts, scenario),
        derivation: titled(derivation, component, scenario, &says),
        says,
    }
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
    if component.told_by == ToldBy::Keys {
        return facts.weakest(&[ids::KEYS_COPY]);
    }
    let mut rests_on =
        vec![ids::PROTECTIONS, ids::BACKUP_SCHEDULE, ids::RUN_TO_SAFE, ids::CONTINUOUS_LAG, ids::LAST_GOOD];
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
