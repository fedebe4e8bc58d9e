//! One component worked out: its cells, and what these share.

use super::cell::{DataCell, Plain, data_cell, data_derivation, unknown};
use super::clock::Clock;
use super::derivation::Derivation;
use super::gap::{ClockGap, Drawn, clock_gap};
use super::outcome::Cell;
use super::service::{access_cell, no_data, service_cell};
use super::survive::{Left, Lefts};
use super::window::{Windows, windows};
use crate::catalogue::{Consequence, Scenario};
use crate::recovery::Damage;
use crate::system::{Component, Facts, Protection, System};
use crate::units::Duration;
use std::rc::Rc;

/// A component with the questions to the engine that were put so far: scenarios that leave the same copies and are noticed
/// as late ask the same.
pub(super) struct Worked<'a> {
    pub(super) component: &'a Component,
    pub(super) facts: &'a Facts,
    pub(super) clock: &'a Clock,
    asked: Asked<'a>,
    lefts: Lefts<'a>,
}

/// The questions put so far about protections, with the answers.
#[derive(Default)]
struct Asked<'a> {
    found: Vec<(Question, Rc<Found<'a>>)>,
    drawn: Drawn<'a>,
}

/// The components of a system in turn. Those that are protected alike have the same answers.
#[derive(Default)]
pub(super) struct InTurn<'a>(Vec<(&'a Component, Asked<'a>)>);

impl<'a> InTurn<'a> {
    /// The cells of a component, and what `work` makes of them. With it, what scenarios leave of its copies.
    pub(super) fn with<T>(
        &mut self,
        mut worked: Worked<'a>,
        work: impl FnOnce(&mut Worked<'a>) -> T,
    ) -> (T, Lefts<'a>) {
        let component = worked.component;
        let is_alike = |(other, _): &(&Component, Asked<'_>)| {
            other.told_by == component.told_by && other.protections == component.protections
        };
        let place = self.0.iter().position(is_alike).unwrap_or(self.0.len());
        match self.0.get_mut(place) {
            Some((_, asked)) => std::mem::swap(asked, &mut worked.asked),
            None => self.0.push((component, Asked::default())),
        }
        let made = work(&mut worked);
        if let Some((_, asked)) = self.0.get_mut(place) {
            *asked = worked.asked;
            asked.forget_laws();
        }
        (made, worked.lefts)
    }
}

impl Asked<'_> {
    /// Laws are large, and only how a cell was reached rests on them, not the cell.
    fn forget_laws(&mut self) {
        for (_, found) in &mut self.found {
            if let Some(found) = Rc::get_mut(found) {
                found.windows.woven = None;
            }
        }
    }
}

/// Which of the protections are left, after what, noticed how late.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Question {
    left: Vec<usize>,
    damage: Damage,
    detection: Duration,
}

/// What the engine said.
pub(super) struct Found<'a> {
    pub(super) windows: Windows<'a>,
    /// What the days on which clocks are set make of it, where that is worse.
    pub(super) clock_gap: Option<ClockGap>,
}

impl<'a> Worked<'a> {
    pub(super) fn new(system: &'a System, component: &'a Component, clock: &'a Clock) -> Worked<'a> {
        Worked { component, facts: &system.facts, clock, asked: Asked::default(), lefts: Lefts::default() }
    }

    /// What a scenario leaves of its protections.
    pub(super) fn left(&mut self, protections: &'a [Protection], scenario: &Scenario) -> Rc<Left<'a>> {
        self.lefts.of(self.component, protections, self.facts, scenario)
    }

    /// What becomes of it in a scenario.
    pub(super) fn cell(&mut self, scenario: &'static Scenario) -> Cell {
        match self.data(scenario) {
            Some(data) => data.cell,
            None => self.plain(scenario).cell,
        }
    }

    /// How that was reached.
    pub(super) fn derivation(&mut self, scenario: &'static Scenario) -> Derivation {
        match self.data(scenario) {
            Some(data) => data_derivation(self.component, scenario, &data),
            None => self.plain(scenario).derivation(self.component, scenario),
        }
    }

    /// The cell of a scenario that harms stored data, of a component that holds some and whose protections are known.
    pub(super) fn data(&mut self, scenario: &'static Scenario) -> Option<DataCell<'a>> {
        let component = self.component;
        if scenario.kind != Consequence::Data || !component.kind.holds_data() {
            return None;
        }
        let protections = component.protections.known()?;
        let left = self.left(protections, scenario);
        let (damage, detection) = struck(scenario);
        let found = self.ask(protections, &left.basis, damage, detection);
        Some(data_cell(component, self.facts, scenario, left, found))
    }

    /// How much was gone through for it so far: the runs and candidates of all its questions together.
    pub(super) fn effort(&self) -> usize {
        self.asked.found.iter().map(|(_, found)| found.windows.effort()).sum()
    }

    fn plain(&mut self, scenario: &'static Scenario) -> Plain<'a> {
        let component = self.component;
        match scenario.kind {
            Consequence::Data if !component.kind.holds_data() => no_data(),
            Consequence::Data => unknown(component.unknown_because),
            Consequence::Access => access_cell(self, scenario),
            Consequence::Service => service_cell(component, self.facts, scenario),
        }
    }

    fn ask(
        &mut self,
        protections: &'a [Protection],
        survivors: &[&'a Protection],
        damage: Damage,
        detection: Duration,
    ) -> Rc<Found<'a>> {
        let is_left = |p: &Protection| survivors.iter().any(|left| std::ptr::eq(*left, p));
        let left = protections.iter().enumerate().filter(|(_, p)| is_left(p)).map(|(at, _)| at).collect();
        let question = Question { left, damage, detection };
        if let Some((_, found)) = self.asked.found.iter().find(|(asked, _)| *asked == question) {
            return Rc::clone(found);
        }
        let windows = windows(survivors, self.component.told_by, damage, detection, self.clock.now);
        let clock_gap = clock_gap(&windows, self.clock, &mut self.asked.drawn);
        let found = Rc::new(Found { windows, clock_gap });
        self.asked.found.push((question, Rc::clone(&found)));
        found
    }
}

/// What a scenario does, and how late that is noticed.
pub(super) fn struck(scenario: &Scenario) -> (Damage, Duration) {
    if scenario.id.is_logical() {
        (Damage::Logical, scenario.notice())
    } else {
        (Damage::Physical, Duration::ZERO)
    }
}
