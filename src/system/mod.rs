//! The system as it is described: components, what protects each, and what holds for all of them.
//!
//! A [`System`] comes from the document: from its described components, or, as long as there are none, from the answers
//! of the quick check (`quick`). All rules read this one form. Components, protections and the [`Setup`] are also what
//! the document's entries hold ([`entry`]).

pub mod check;
mod component;
mod convert;
mod entry;
mod facts;
mod kinds;
mod plan;
mod protection;
mod quick;
mod setup;
mod sound;
mod template;
mod told;

pub use component::{Changes, ChangesWhen, Component, ComponentId, Restoring, ToldBy, Worth};
pub use entry::{EntryError, Unreadable};
pub use facts::{DeleteAll, Deputy, Facts, KeysCopy};
pub use kinds::{Location, ProtectionKind};
pub use plan::KeepPlan;
pub use protection::{BadRuns, DeletedBy, Keep, LastGood, Protection};
pub use setup::{Hours, Setup};
pub(crate) use sound::seen;
pub use template::Template;
pub use told::Told;

use crate::answers::{Answers, ComponentKind};
use crate::units::Gather;
use std::collections::BTreeSet;

/// What is run and what protects it, in types.
#[derive(Debug, Clone)]
pub struct System {
    /// Its parts, the most important first where that is known.
    pub components: Vec<Component>,
    /// What holds for the whole system and is not asked in the quick check.
    pub setup: Setup,
    /// What the answers say of the whole application.
    pub facts: Facts,
    /// Whether somebody described it part by part.
    pub described: bool,
    /// Entries of the document that cannot be read. They are kept, and nothing is worked out of them.
    pub unreadable: Vec<Unreadable>,
}

impl System {
    /// The system of a document: as it is described, or else as the quick check has it.
    pub fn of(answers: &Answers) -> System {
        let facts = Facts::of(answers);
        let mut unreadable = Vec::new();
        let setup = answers.entry(Setup::SECTION, Setup::ID).and_then(|text| {
            let refused = |error| unreadable.push(Unreadable::new(Setup::SECTION, Setup::ID, text, error));
            Setup::read(text).map_err(refused).ok()
        });
        let setup = setup.unwrap_or_default();
        let described = answers.is_described();
        let mut components = Vec::new();
        for (id, text) in answers.entries(Component::SECTION) {
            match Component::read(text) {
                Ok(component) => components.push(component),
                Err(error) => unreadable.push(Unreadable::new(Component::SECTION, id, text, error)),
            }
        }
        if !described {
            components = quick::components(answers, &facts);
        }
        System { components, setup, facts, described, unreadable }
    }

    /// The same with these components and this setup, as somebody described them. What is known of the whole application
    /// stays.
    #[must_use]
    pub fn described_as(&self, components: Vec<Component>, setup: Setup) -> System {
        let mut facts = self.facts.clone();
        facts.parts = ComponentKind::ALL
            .into_iter()
            .filter(|kind| components.iter().any(|c| c.kind == *kind))
            .collect();
        let components = components.into_iter().map(Component::as_described).collect();
        System { components, setup, facts, described: true, unreadable: self.unreadable.clone() }
    }

    /// The entry with what holds for the whole system, if it cannot be read.
    pub fn unreadable_setup(&self) -> Option<&Unreadable> {
        self.unreadable.iter().find(|entry| entry.section == Setup::SECTION)
    }

    /// The component of that id.
    pub fn component(&self, id: &ComponentId) -> Option<&Component> {
        self.components.iter().find(|c| c.id == *id)
    }

    /// The time zones that its clocks are in, by name.
    pub fn zones(&self) -> BTreeSet<String> {
        let protections = self.components.iter().flat_map(|c| c.protections.known().into_iter().flatten());
        let named = protections.map(|p| &p.zone).chain([&self.setup.zone]);
        named.filter(|zone| !zone.is_empty()).cloned().gather()
    }

    /// The first component of that kind.
    pub fn first_of(&self, kind: ComponentKind) -> Option<&Component> {
        self.components.iter().find(|c| c.kind == kind)
    }
}
