use crate::schedule::Zone;
use crate::system::{Protection, Setup, System, Told};
use crate::units::{Gather, Moment};
use std::collections::BTreeMap;

/// The moment an outcome holds for, and the rules of the time zones that are at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Now, on the customer's own clock.
    pub now: Moment,
    /// The zone of that clock, such as "Europe/Berlin"; empty where it is not known.
    pub here: String,
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
        Zones(zones.into_iter().map(|zone| (zone.name().to_owned(), zone)).gather())
    }
}

impl From<Moment> for Clock {
    /// Without any zone: clock changes are left out.
    fn from(now: Moment) -> Clock {
        Clock { now, here: String::new(), zones: Zones::default() }
    }
}

impl Clock {
    /// Puts the runs of a system on one clock, as it stands now: the customer's own, where its zone is known, otherwise
    /// that of the servers, or else the first that starts any of its copies. On days on which only some of the clocks
    /// have been set they stand otherwise: see [`ClockGap`](super::ClockGap).
    ///
    /// What runs by a clock whose zone is not given, or whose rules are not at hand, is taken to run by that one clock.
    pub fn align(&self, system: &mut System) {
        let own = self.own(system).map(|own| {
            let now = own.first_instant(self.now);
            (now, own.offset_at(now))
        });
        for component in &mut system.components {
            let Told::Known(protections) = &mut component.protections else { continue };
            for protection in protections {
                let zones = own.zip(self.zones.get(&protection.zone));
                protection.ahead =
                    zones.map_or(0, |((now, own), zone)| i64::from(own) - i64::from(zone.offset_at(now)));
            }
        }
    }

    /// The instant that is now; `zone` stands in for the customer's own where that is not known.
    pub fn instant(&self, zone: &Zone) -> i64 {
        self.zones.get(&self.here).unwrap_or(zone).first_instant(self.now)
    }

    /// The zone of the servers, or the customer's own where that was not given.
    pub fn servers<'a>(&'a self, setup: &'a Setup) -> &'a str {
        if setup.zone.is_empty() { &self.here } else { &setup.zone }
    }

    fn own(&self, system: &System) -> Option<&Zone> {
        let protections = system.components.iter().filter_map(|c| c.protections.known()).flatten();
        let named = protections.map(|p: &Protection| &p.zone);
        [&self.here, &system.setup.zone].into_iter().chain(named).find_map(|name| self.zones.get(name))
    }
}

impl From<&Clock> for Clock {
    fn from(clock: &Clock) -> Clock {
        clock.clone()
    }
}
