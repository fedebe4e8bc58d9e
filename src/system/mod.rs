//! The system as it is described: components, what protects each, and what holds for all of them.
//!
//! A [`System`] comes from the document: from its described components, or, as long as there are none, from the answers
//! of the quick check (`quick`). All rules read this one form. Components, protections and the [`Setup`] are also what
//! the document's entries hold ([`entry`]).

mod component;
mod entry;
mod facts;
mod kinds;
mod protection;
mod quick;
mod setup;
mod told;

pub use component::{Changes, ChangesWhen, Component, ComponentId, Restoring, ToldBy, Worth};
pub use entry::EntryError;
pub use facts::{DeleteAll, Deputy, Facts, KeysCopy};
pub use kinds::{Location, ProtectionKind};
pub use protection::{BadRuns, DeletedBy, Keep, LastGood, Protection};
pub use setup::{Hours, Setup};
pub use told::Told;

use crate::answers::{Answers, ComponentKind};

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
}

impl System {
    /// The system of a document.
    pub fn of(answers: &Answers) -> System {
        let facts = Facts::of(answers);
        System {
            components: quick::components(answers, &facts),
            setup: Setup::default(),
            facts,
            described: false,
        }
    }

    /// The component of that id.
    pub fn component(&self, id: &ComponentId) -> Option<&Component> {
        self.components.iter().find(|c| c.id == *id)
    }

    /// The first component of that kind.
    pub fn first_of(&self, kind: ComponentKind) -> Option<&Component> {
        self.components.iter().find(|c| c.kind == kind)
    }
}
