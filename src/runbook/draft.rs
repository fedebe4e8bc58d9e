//! A runbook drafted from what is known of a system: its recovery after a scenario, as it was worked out.

use super::facts::{self, Facts};
use super::first::first_steps;
use super::reboot::{are_checks, reboot_checks, reboot_steps};
use super::step::{Runbook, Step};
use super::words::{way_back, works_when};
use crate::assess::Outcome;
use crate::assess::returning::{Origin, PartReturn, Return, TaskBar, Work};
use crate::catalogue::{Consequence, ScenarioId, scenario};
use crate::drill::Phase;
use crate::people::{People, Role};
use crate::system::{Component, ComponentId, System};
use crate::units::{Duration, in_words, uncapitalised};
use std::collections::BTreeSet;

/// What a runbook is drafted from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// What is run, and what protects it.
    pub system: &'a System,
    /// How it comes back after the scenario; none after what harms no stored data.
    pub after: Option<&'a Return>,
}

impl<'a> Basis<'a> {
    /// What follows for a scenario from an outcome.
    pub fn of(outcome: &'a Outcome, of: ScenarioId) -> Basis<'a> {
        let after = outcome.returns.iter().find(|after| after.scenario.id == of);
        Basis { system: &outcome.system, after }
    }
}

/// What a scenario touches, in the order of the system: what has to be brought back after it or, where it harms no stored data,
/// everything.
pub fn affected(basis: Basis<'_>) -> Vec<ComponentId> {
    let all = || basis.system.components.iter().map(|c| c.id.clone()).collect();
    match basis.after {
        Some(after) => {
            let touched = |part: &&PartReturn| part.verdict != crate::assess::Verdict::None;
            after.parts.iter().filter(touched).map(|part| part.id.clone()).collect()
        }
        None => all(),
    }
}

/// The steps that a scenario asks for, in order: detect, stop it getting worse, decide, call, tell; then each component in the order
/// in which they need each other; cut over, tell. Each with the time that the recovery times count it with.
pub fn draft(basis: Basis<'_>, people: &People, of: ScenarioId, components: &[ComponentId]) -> Vec<Step> {
    let draft = Draft { basis, people, scenario: of };
    let mut steps = vec![draft.detect()];
    steps.extend(first_steps(of).iter().map(|first| Step {
        key: format!("first/{}", first.key),
        phase: first.phase,
        role: first.role,
        detail: first.detail.to_owned(),
        works_when: first.works_when.to_owned(),
        way_back: first.way_back.to_owned(),
        ..Step::own("", first.does)
    }));
    steps.push(draft.decide());
    steps.push(draft.call());
    steps.push(draft.tell(
        "tell/begin",
        "Tell customers and colleagues what is happening",
        "Say what does not work, that you are on it, and when you will say more. Promise no time yet.",
        "The message can be read where customers look when the system is down.",
    ));
    for component in in_order(basis.system, components) {
        steps.extend(draft.component(component));
    }
    steps.extend(draft.cut_over());
    steps.push(draft.tell(
        "tell/end",
        "Tell customers and colleagues that it works again",
        "Say what was lost, if anything, and from when to when.",
        "The message went out, and somebody outside confirms that the system works.",
    ));
    for (at, step) in steps.iter_mut().enumerate() {
        step.id = format!("s-{}", at + 1);
    }
    steps
}

/// The steps of a runbook as they would be drafted today: the checks after a restart, or those that its scenario asks for.
pub fn draft_again(runbook: &Runbook, basis: Basis<'_>, people: &People) -> Vec<Step> {
    let keys = runbook.steps.iter().map(|step| step.key.as_str());
    if runbook.scenario == ScenarioId::EmergencyReboot
        && are_checks(keys.chain(runbook.left_out.iter().map(String::as_str)))
    {
        let mut checks = reboot_checks(basis.system);
        checks.retain(|server| runbook.components.contains(&server.component));
        return reboot_steps(&checks);
    }
    draft(basis, people, runbook.scenario, &runbook.components)
}

/// What a component needs comes before it; otherwise as in the system.
pub(super) fn in_order<'a>(system: &'a System, components: &[ComponentId]) -> Vec<&'a Component> {
    let mut left: Vec<&Component> = system.components.iter().filter(|c| components.contains(&c.id)).collect();
    let mut done: BTreeSet<&ComponentId> = BTreeSet::new();
    let mut order = Vec::new();
    while !left.is_empty() {
        let waits = |c: &Component| left.iter().any(|other| other.id != c.id && c.needs.contains(&other.id));
        // In a ring everything waits: the first of them goes first.
        let next = left.iter().position(|c| !waits(c)).unwrap_or(0);
        let component = left.remove(next);
        done.insert(&component.id);
        order.push(component);
    }
    order
}

struct Draft<'a> {
    basis: Basis<'a>,
    people: &'a People,
    scenario: ScenarioId,
}

impl Draft<'_> {
    fn step(&self, key: impl Into<String>, phase: Phase, does: impl Into<String>) -> Step {
        Step { key: key.into(), phase, role: phase.role(), ..Step::own("", &does.into()) }
    }

    /// The tasks of one kind, of one component or of all.
    fn bars(&self, work: Work, of: Option<&ComponentId>) -> impl Iterator<Item = &TaskBar> {
        let tasks = self.basis.after.map(|after| after.tasks.as_slice()).unwrap_or_default();
        tasks.iter().filter(move |task| task.work == work && task.component.as_ref() == of)
    }

    /// The same step with its time: as the recovery counts it, or as it was given.
    fn timed(&self, step: Step, bar: Option<&TaskBar>, given: Option<Duration>) -> Step {
        match bar {
            Some(bar) => Step { takes: Some(bar.finish.minus(bar.start)), starts: Some(bar.start), ..step },
            None => Step { takes: given, ..step },
        }
    }

    fn detect(&self) -> Step {
        let setup = &self.basis.system.setup;
        let hidden = self.scenario.is_logical();
        let step = Step {
            detail: scenario(self.scenario)
                .map(|of| format!("{}: {}", of.title, uncapitalised(of.decides)))
                .unwrap_or_default(),
            works_when:
                "One person has said out loud that this is an emergency, and the time is written down."
                    .to_owned(),
            way_back: "A false alarm costs minutes. Say so, and write down what set it off.".to_owned(),
            facts: Facts::new().time("until somebody knows", setup.detect).done(),
            ..self.step("detect", Phase::Detect, "Say what has happened, and write down the time")
        };
        // Hidden damage: the clock starts when somebody knows.
        let given = if hidden { Some(Duration::ZERO) } else { setup.detect };
        self.timed(step, self.bars(Work::Detect, None).next(), given)
    }

    fn decide(&self) -> Step {
        let setup = &self.basis.system.setup;
        let named: Vec<String> = self
            .basis
            .after
            .iter()
            .flat_map(|after| &after.parts)
            .filter(|part| part.verdict == crate::assess::Verdict::Gone)
            .map(|part| part.name.clone())
            .collect();
        let gone = if named.is_empty() {
            String::new()
        } else {
            format!(" Nothing usable would be left of {}.", in_words(&named))
        };
        let step = Step {
            detail: format!(
                "Say which moment you go back to and what is lost with it. Name one person who leads.{gone}"
            ),
            works_when: "The decision, the moment and the name of who leads are written down.".to_owned(),
            way_back: "Until the first restore has begun you can still decide otherwise.".to_owned(),
            facts: Facts::new()
                .time("time to decide", setup.decide)
                .fact("nothing left of", in_words(&named))
                .done(),
            ..self.step("decide", Phase::Decide, "Decide whether to restore, and to which moment")
        };
        self.timed(step, self.bars(Work::Decide, None).next(), setup.decide)
    }

    fn call(&self) -> Step {
        let supports = &self.people.supports;
        let names: Vec<&str> = supports.iter().map(|support| support.name.as_str()).collect();
        let whom = if names.is_empty() { "the host’s support".to_owned() } else { in_words(&names) };
        let at_hand: Vec<&str> = supports.iter().flat_map(|s| &s.at_hand).map(String::as_str).collect();
        let ready = if at_hand.is_empty() {
            "Write down beforehand what they will ask for.".to_owned()
        } else {
            format!("Have at hand: {}.", in_words(&at_hand))
        };
        Step {
            detail: format!("{ready} Ask for a case number, and say when you will call again."),
            works_when: "You have a case number and the name of who works on it.".to_owned(),
            way_back: "No answer: use the next way that is written down, and go on without them.".to_owned(),
            facts: Facts::new()
                .fact("whom to call", in_words(&names))
                .fact("at hand", in_words(&at_hand))
                .done(),
            ..self.step("call", Phase::Call, format!("Call {whom}"))
        }
    }

    fn tell(&self, key: &str, does: &str, detail: &str, works: &str) -> Step {
        Step {
            detail: detail.to_owned(),
            works_when: works.to_owned(),
            way_back: "Correct what was wrong in the next message. Do not delete the first.".to_owned(),
            ..self.step(key, Phase::Tell, does)
        }
    }

    fn cut_over(&self) -> Option<Step> {
        let harms_data = scenario(self.scenario).is_some_and(|of| of.kind == Consequence::Data);
        if !harms_data {
            return None;
        }
        let setup = &self.basis.system.setup;
        let step = Step {
            detail: "Point names, addresses and jobs to what was restored. Start jobs and mail last.".to_owned(),
            works_when: "A person outside does the most important thing that customers do, from the first page to the end.".to_owned(),
            way_back: "Point back to the page that says it is down. What was restored stays as it is.".to_owned(),
            facts: Facts::new().time("time to cut over", setup.cut_over).done(),
            ..self.step("cut-over", Phase::CutOver, "Bring users back")
        };
        Some(self.timed(step, self.bars(Work::CutOver, None).next(), setup.cut_over))
    }

    fn component(&self, component: &Component) -> Vec<Step> {
        let part = self.basis.after.and_then(|after| after.part(&component.id));
        let id = &component.id;
        let mut steps = match part.map(|part| (part, &part.from)) {
            None => self.without_figures(component),
            Some((part, _)) if part.verdict == crate::assess::Verdict::Gone => {
                vec![self.gone(component, part)]
            }
            Some((_, Origin::Copy { protection, words, increments })) => {
                self.fetched(component, protection, words, *increments)
            }
            Some((_, Origin::Replica { protection, words })) => {
                vec![self.promoted(component, protection, words)]
            }
            Some((_, Origin::Rebuilt)) => vec![self.set_up(
                component,
                "Set up {} again",
                "Use the settings, code or image it is made from.",
            )],
            Some((part, Origin::Nothing))
                if part.verdict == crate::assess::Verdict::None || part.because.is_empty() =>
            {
                Vec::new()
            }
            Some((part, Origin::Nothing)) => vec![self.unknown(component, part)],
        };
        let gone = part.is_some_and(|part| part.verdict == crate::assess::Verdict::Gone);
        if !gone {
            steps.push(self.verify(component));
        }
        steps.iter_mut().for_each(|step| step.component = Some(id.clone()));
        // What takes no time has no place of its own in the recovery: it stands right before what comes next.
        let mut next = None;
        for step in steps.iter_mut().rev() {
            if step.starts.is_none() && step.takes == Some(Duration::ZERO) {
                step.starts = next;
            }
            next = step.starts.or(next);
        }
        steps
    }

    /// After what harms no stored data, or in a system that was not described part by part.
    fn without_figures(&self, component: &Component) -> Vec<Step> {
        let harms_data = scenario(self.scenario).is_some_and(|of| of.kind == Consequence::Data);
        if !harms_data {
            return Vec::new();
        }
        if !component.kind.holds_data() {
            return vec![self.set_up(
                component,
                "Set up {} again",
                "Use the settings, code or image it is made from.",
            )];
        }
        vec![Step {
            detail: "Take the newest one from before the damage that the scenario leaves. Fetch it to a place of its own.".to_owned(),
            works_when: "The newest record in it is the one you expect.".to_owned(),
            way_back: way_back(component.kind).to_owned(),
            facts: facts::of(component).done(),
            ..self.step(format!("{}/fetch", component.id), Phase::Fetch, format!("Fetch the newest usable copy of {}", spoken(component)))
        }]
    }

    fn gone(&self, component: &Component, part: &PartReturn) -> Step {
        Step {
            detail: format!(
                "{} Say what can be put together from elsewhere: customers, mail, payment services, paper.",
                part.because
            ),
            works_when: "It is written down what is lost and who is told.".to_owned(),
            way_back: "None: this is lost in this scenario. Keep one more copy to change that.".to_owned(),
            facts: facts::of(component).fact("what is left", "nothing usable").done(),
            ..self.step(
                format!("{}/gone", component.id),
                Phase::Decide,
                format!("Decide what to do without {}", spoken(component)),
            )
        }
    }

    fn unknown(&self, component: &Component, part: &PartReturn) -> Step {
        Step {
            detail: part.because.clone(),
            works_when: "You can open the copy, and know from when it is.".to_owned(),
            way_back: way_back(component.kind).to_owned(),
            facts: facts::of(component).fact("what is left", "not known").done(),
            ..self.step(
                format!("{}/find", component.id),
                Phase::Fetch,
                format!("Find out what is left of {}, and fetch it", spoken(component)),
            )
        }
    }

    fn set_up(&self, component: &Component, does: &str, detail: &str) -> Step {
        let given = component.restoring.provision;
        let step = Step {
            detail: detail.to_owned(),
            works_when: "You can sign in, and it has the size, disks and network it needs.".to_owned(),
            way_back: "Throw the new one away and set it up again. Leave the broken one alone until everything works.".to_owned(),
            facts: facts::of(component).time("time to set up", given).done(),
            ..self.step(format!("{}/set-up", component.id), Phase::SetUp, does.replace("{}", &spoken(component)))
        };
        self.timed(step, self.bars(Work::Provision, Some(&component.id)).next(), given)
    }

    fn fetched(&self, component: &Component, protection: &str, words: &str, increments: usize) -> Vec<Step> {
        let id = &component.id;
        let mut steps = Vec::new();
        let in_place = matches!(
            self.scenario,
            ScenarioId::AccidentalDelete | ScenarioId::BadDeploy | ScenarioId::SilentCorruption
        );
        if !in_place {
            steps.push(self.set_up(
                component,
                "Set up a place for {}",
                "It only has to hold the restore; leave the broken one as it is.",
            ));
        }
        let facts = || facts::copy(component, protection);
        let mut bars = self.bars(Work::Fetch, Some(id));
        let from = facts::where_kept(component, protection);
        let full = self.step(
            format!("{id}/fetch"),
            Phase::Fetch,
            format!("Fetch the newest usable copy of {} from {}", spoken(component), said(words)),
        );
        let full = Step {
            detail: format!(
                "Kept {from}. {}",
                if self.scenario.is_logical() {
                    "Take one from before the damage began, and check it before you use it."
                } else {
                    "Restore beside the broken one, never over it."
                }
            ),
            works_when: "Its size and the date of its newest record are as expected.".to_owned(),
            way_back: way_back(component.kind).to_owned(),
            facts: facts().done(),
            ..full
        };
        steps.push(self.timed(full, bars.next(), None));
        if increments > 0 {
            let many =
                if increments == 1 { "1 increment".to_owned() } else { format!("{increments} increments") };
            let step = Step {
                detail: "Oldest first, without leaving one out: each needs all before it.".to_owned(),
                works_when: "The newest record is the one you expect.".to_owned(),
                way_back: "One is broken: stop before it. What comes after it is useless, and that much more is lost.".to_owned(),
                facts: facts().fact("increments at most", increments.to_string()).done(),
                ..self.step(format!("{id}/increments"), Phase::Fetch, format!("Put up to {many} on top, in order"))
            };
            steps.push(self.timed(step, bars.next(), None));
        }
        if component.protection(protection).is_some_and(|p| p.kind == crate::system::ProtectionKind::Logs) {
            let step = Step {
                detail: "Stop before the moment of the damage.".to_owned(),
                works_when: "The last change in it is from just before the moment you chose.".to_owned(),
                way_back: "Went too far: start again from the base copy.".to_owned(),
                facts: facts().rate("speed of replaying", component.restoring.replay).done(),
                ..self.step(
                    format!("{id}/replay"),
                    Phase::Replay,
                    format!("Replay the logs of {} up to the chosen moment", spoken(component)),
                )
            };
            steps.push(self.timed(step, self.bars(Work::Replay, Some(id)).next(), None));
        }
        steps
    }

    fn promoted(&self, component: &Component, protection: &str, words: &str) -> Step {
        Step {
            detail: "First make sure that the old one cannot come back and write: two that write are worse than none.".to_owned(),
            works_when: "It takes a write, and the newest record is at most as old as its usual lag.".to_owned(),
            way_back: "Not before the old one was rebuilt as a replica of the new one.".to_owned(),
            takes: Some(Duration::ZERO),
            facts: facts::copy(component, protection).done(),
            ..self.step(format!("{}/take-over", component.id), Phase::TakeOver, format!("Let {} take over as {}", said(words), spoken(component)))
        }
    }

    fn verify(&self, component: &Component) -> Step {
        let given = component.restoring.verify;
        let names: Vec<&str> = component
            .needs
            .iter()
            .filter_map(|id| self.basis.system.component(id))
            .map(|c| c.name.as_str())
            .collect();
        let first =
            if names.is_empty() { String::new() } else { format!("It needs {} first.", in_words(&names)) };
        let step = Step {
            detail: first,
            role: Role::Verifies,
            works_when: works_when(component.kind).to_owned(),
            way_back:
                "It does not work: say so at once, keep what was restored, and take the copy before this one."
                    .to_owned(),
            facts: facts::of(component).fact("needs", in_words(&names)).time("time to verify", given).done(),
            ..self.step(
                format!("{}/verify", component.id),
                Phase::Verify,
                format!(
                    "Check that {} {}",
                    spoken(component),
                    if component.kind.is_plural() { "work" } else { "works" }
                ),
            )
        };
        self.timed(step, self.bars(Work::Verify, Some(&component.id)).next(), given)
    }
}

/// A protection inside a sentence: "the nightly dump".
fn said(words: &str) -> String {
    crate::units::spoken(words)
}

/// A component inside a sentence: "the orders database".
fn spoken(component: &Component) -> String {
    crate::units::spoken(&component.name)
}
