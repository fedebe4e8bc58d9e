use crate::answers::ComponentKind;
use crate::assess::returning::PartReturn;
use crate::assess::{Figure, Finding, Outcome, Verdict};
use crate::catalogue::{Consequence, SCENARIOS, ScenarioId, Severity};
use crate::drill::{Candidate, Measured, Proof, track};
use crate::system::{Component, ComponentId};
use crate::units::Duration;
use chrono::NaiveDate;

/// What could be practised: each component with each scenario that it can be brought back from, in the order of the matrix.
///
/// After what harms no data: restarts of what runs on servers, a server behind the load balancer, lost keys, and the most
/// important component without the person who knows it.
pub fn candidates(outcome: &Outcome, proofs: &[Proof]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for scenario in &SCENARIOS {
        for (at, component) in outcome.system.components.iter().enumerate() {
            let can = match scenario.kind {
                Consequence::Data => comes_back(outcome, scenario.id, component),
                Consequence::Access | Consequence::Service => applies(scenario.id, at, component),
            };
            if !can {
                continue;
            }
            let track = track(proofs, &component.id, scenario.id);
            found.push(Candidate {
                component: component.id.clone(),
                scenario: scenario.id,
                proven: track.newest.map(|proof| proof.on),
                worst: worst(outcome, scenario.id, &component.id),
            });
        }
    }
    found
}

fn comes_back(outcome: &Outcome, scenario: ScenarioId, component: &Component) -> bool {
    let part = outcome.returns.iter().find(|after| after.scenario.id == scenario);
    match part.and_then(|after| after.part(&component.id)) {
        Some(part) => !matches!(part.verdict, Verdict::Gone | Verdict::None),
        None => {
            let cell = outcome.matrix.cell(&component.id, scenario);
            component.kind.holds_data()
                && cell.is_some_and(|cell| !matches!(cell.verdict, Verdict::Gone | Verdict::None))
        }
    }
}

fn applies(scenario: ScenarioId, at: usize, component: &Component) -> bool {
    use ComponentKind as K;
    match scenario {
        ScenarioId::EmergencyReboot => matches!(
            component.kind,
            K::WebServer
                | K::Database
                | K::UploadedFiles
                | K::AttachedVolume
                | K::LoadBalancer
                | K::Cache
                | K::Queue
                | K::ScheduledJobs
        ),
        ScenarioId::LbNodeLoss => component.kind == K::WebServer,
        ScenarioId::KeyLoss => component.kind == K::Secrets,
        _ => at == 0,
    }
}

/// The worst finding about a component after a scenario: one of that cell, or one of the component.
fn worst(outcome: &Outcome, scenario: ScenarioId, component: &ComponentId) -> Option<(Severity, String)> {
    let tail = format!("-{component}");
    let about = |finding: &&Finding| match finding.figure.as_ref().map(Figure::about) {
        Some((Some(of), Some(after))) => of == component && after == scenario,
        _ => {
            finding.page.is_none()
                && finding.id.ends_with(&tail)
                && finding.scenario.is_none_or(|of| of.id == scenario)
        }
    };
    let found = outcome.findings.iter().filter(about).min_by_key(|finding| finding.severity)?;
    Some((found.severity, found.title.clone()))
}

/// A recovery time that was worked out, beside the one that was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredReturn {
    /// Of what.
    pub component: ComponentId,
    /// After what.
    pub scenario: ScenarioId,
    /// As it was worked out; a lower bound when something was missing.
    pub worked_out: Option<Duration>,
    /// As it was measured, and when.
    pub measured: Measured,
    /// The day it was measured.
    pub on: NaiveDate,
    /// The measured time against the owner's limit: `Unknown` without a limit, or when bringing users back is not in it and the
    /// limit is not broken already.
    pub verdict: Verdict,
}

/// The recovery times for which a measured one still holds, in the order of the returns: evidence for the matrix.
pub fn measured_returns(outcome: &Outcome, proofs: &[Proof]) -> Vec<MeasuredReturn> {
    let all = outcome
        .returns
        .iter()
        .flat_map(|after| after.parts.iter().map(move |part| (after.scenario.id, part)));
    let measured = all.filter_map(|(scenario, part)| {
        let (measured, on) = track(proofs, &part.id, scenario).measured?;
        let verdict = verdict(part, &measured);
        Some(MeasuredReturn {
            component: part.id.clone(),
            scenario,
            worked_out: part.worked_out,
            measured,
            on,
            verdict,
        })
    });
    measured.collect()
}

fn verdict(part: &PartReturn, measured: &Measured) -> Verdict {
    match part.limit {
        Some(limit) if measured.time > limit => Verdict::Over,
        Some(_) if measured.cut_over => Verdict::Within,
        _ => Verdict::Unknown,
    }
}
