use super::ZoneRules;
use crate::answers::Answers;
use crate::assess::Clock;
use crate::points::Points;
use crate::system::System;
use crate::units::Moment;

/// Where the rules of a time zone come from: the browser in the app. `None` for a name that is not known there.
pub type Rules<'a> = &'a dyn Fn(&str) -> Option<ZoneRules>;

/// The moment, with the zones of all clocks that the document speaks of.
pub(super) fn clock(answers: &Answers, now: Moment, rules: Rules<'_>) -> Clock {
    let mut names = System::of(answers).zones();
    names.extend(super::points::zones(&Points::of(answers)));
    Clock { now, zones: names.iter().filter_map(|name| rules(name)?.zone(name)).collect() }
}
