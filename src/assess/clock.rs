use crate::schedule::Zone;
use crate::units::Moment;
use std::collections::BTreeMap;

/// The moment an outcome holds for, and the rules of the time zones that are at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Now, on the customer's own clock.
    pub now: Moment,
    /// The zones of the clocks that start runs. One that is missing is said, never guessed.
    pub zones: Zones,
}

/// The rules of time zones by name. The core bundles none: the app reads them from the browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zones(BTreeMap<String, Zone>);

impl Zones {
    /// The zone of that name.
    pub fn get(&self, name: &str) -> Option<&Zone> {
        self.0.get(name)
    }
}

impl FromIterator<Zone> for Zones {
    fn from_iter<I: IntoIterator<Item = Zone>>(zones: I) -> Zones {
        Zones(zones.into_iter().map(|zone| (zone.name().to_owned(), zone)).collect())
    }
}

impl From<Moment> for Clock {
    /// Without any zone: clock changes are left out.
    fn from(now: Moment) -> Clock {
        Clock { now, zones: Zones::default() }
    }
}

impl From<&Clock> for Clock {
    fn from(clock: &Clock) -> Clock {
        clock.clone()
    }
}
