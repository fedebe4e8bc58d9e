//! What of the system a step is drafted from, in words that can be compared and shown.

use super::step::Fact;
use crate::system::{Component, Told};
use crate::units::{Duration, Rate, in_words};

/// Facts that are being put together.
pub(super) struct Facts(Vec<Fact>);

impl Facts {
    pub(super) fn new() -> Facts {
        Facts(Vec::new())
    }

    pub(super) fn fact(mut self, what: &str, is: impl Into<String>) -> Facts {
        let is: String = is.into();
        let is = if is.is_empty() { "none".to_owned() } else { is };
        self.0.push(Fact { what: what.to_owned(), is });
        self
    }

    pub(super) fn time(self, what: &str, time: Option<Duration>) -> Facts {
        self.fact(what, time.map_or("not given".to_owned(), |time| time.to_string()))
    }

    pub(super) fn rate(self, what: &str, rate: Option<Rate>) -> Facts {
        self.fact(what, rate.map_or("not given".to_owned(), |rate| rate.to_string()))
    }

    pub(super) fn done(self) -> Vec<Fact> {
        self.0
    }
}

/// What is always asked of a component.
pub(super) fn of(component: &Component) -> Facts {
    Facts::new().fact("name", &component.name)
}

/// What matters of the copy it is brought back from.
pub(super) fn copy(component: &Component, protection: &str) -> Facts {
    let words = component.protection(protection).map_or("not known".into(), |p| p.words());
    let size = component.size.map_or("not given".to_owned(), |size| size.to_string());
    of(component)
        .fact("brought back from", words)
        .fact("kept", where_kept(component, protection))
        .fact("size", size)
}

/// Where a protection is kept, inside a sentence.
pub(super) fn where_kept(component: &Component, protection: &str) -> String {
    let kept = component.protection(protection).map(|p| &p.locations);
    match kept {
        Some(Told::Known(places)) if !places.is_empty() => {
            in_words(&places.iter().map(|place| place.words()).collect::<Vec<_>>())
        }
        _ => "in a place that was not given".to_owned(),
    }
}
