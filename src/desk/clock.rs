use super::ZoneRules;
use crate::answers::Answers;
use crate::assess::Clock;
use crate::people::People;
use crate::points::Points;
use crate::system::System;
use crate::units::Moment;
use std::collections::BTreeSet;

/// Where the rules of a time zone come from: the browser in the app. `None` for a name that is not known there.
pub type Rules<'a> = &'a dyn Fn(&str) -> Option<ZoneRules>;

/// The moment on the clock of the zone `here`, with the zones of all clocks that the document speaks of.
pub(super) fn clock(answers: &Answers, now: Moment, here: &str, rules: Rules<'_>) -> Clock {
    let mut names = System::of(answers).zones();
    let persons = People::of(answers).persons.into_iter();
    names.extend(persons.map(|person| person.zone).filter(|zone| !zone.is_empty()));
    names.extend(super::points::zones(&Points::of(answers)));
    add_here(&mut names, here);
    let zones = names.iter().filter_map(|name| rules(name)?.zone(name)).collect();
    Clock { now, here: here.to_owned(), zones }
}

/// With the person's own zone, where there is a clock that may be another.
pub(super) fn add_here(names: &mut BTreeSet<String>, here: &str) {
    if !names.is_empty() && !here.is_empty() {
        names.insert(here.to_owned());
    }
}
