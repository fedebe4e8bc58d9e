//! What an entry may not hold although its form is right: nobody could have described it so, and pages, addresses and
//! figures rely on it.

use super::check::{
    LONGEST_CURRENCY, LONGEST_HOLDS, LONGEST_NAME, MOST_PROTECTIONS, RATIO_TENTHS, Refused, SIDE_BY_SIDE,
    YEARS, interval, is_zone, name, words,
};
use super::{Component, KeepPlan, Protection, Setup};
use crate::answers::is_entry_id;
use crate::schedule::Schedule;
use std::collections::BTreeSet;

impl Component {
    /// The first thing that makes it unusable, in words.
    pub(super) fn unsound(&self) -> Option<String> {
        let of = |what: &str, refused: Refused| format!("{what}: {refused}");
        if let Err(refused) = name(&self.name, LONGEST_NAME, "Orders database") {
            return Some(of("name", refused));
        }
        if let Err(refused) = name(&self.holds, LONGEST_HOLDS, "orders") {
            return Some(of("holds", refused));
        }
        if let Some(id) = self.needs.iter().chain(&self.refers_to).find(|id| !is_entry_id(id.as_str())) {
            return Some(format!("{} is no name of a component", seen(id.as_str())));
        }
        if self.side_by_side.is_some_and(|count| !SIDE_BY_SIDE.contains(&count)) {
            return Some(of("side_by_side", Refused::NoCount));
        }
        let protections = self.protections.known().map(Vec::as_slice).unwrap_or_default();
        if protections.len() > MOST_PROTECTIONS {
            return Some(Refused::ComponentFull.to_string());
        }
        let mut ids = BTreeSet::new();
        protections.iter().find_map(|p| if ids.insert(&p.id) { unsound(p) } else { Some(twice(&p.id)) })
    }
}

fn twice(id: &str) -> String {
    format!("two protections have the id {}", seen(id))
}

fn unsound(p: &Protection) -> Option<String> {
    if !is_entry_id(&p.id) {
        return Some(format!("{} is no id of a protection", seen(&p.id)));
    }
    let at = |says: String| Some(format!("{}: {says}", p.id));
    if let Err(refused) = words(&p.name, LONGEST_NAME) {
        return at(refused.to_string());
    }
    if !is_zone(&p.zone) {
        return at("its time zone has no name that clocks know".to_owned());
    }
    if let Some(says) = p.plan.as_ref().and_then(KeepPlan::unsound) {
        return at(says);
    }
    for schedule in [p.schedule.known(), p.fulls.known()].into_iter().flatten() {
        if let Schedule::Every { interval: every, .. } = schedule
            && let Err(refused) = interval(*every)
        {
            return at(refused.to_string());
        }
    }
    None
}

impl Setup {
    /// The first thing that makes it unusable, in words.
    pub(super) fn unsound(&self) -> Option<String> {
        if !is_zone(&self.zone) {
            return Some("the time zone has no name that clocks know".to_owned());
        }
        if self.years_between_losses.is_some_and(|years| !YEARS.contains(&years)) {
            return Some("years_between_losses is a number from 1 to 10,000".to_owned());
        }
        if self.ratio_tenths.is_some_and(|ratio| !RATIO_TENTHS.contains(&ratio)) {
            return Some("ratio_tenths is a number from 10 to 1,000".to_owned());
        }
        words(&self.currency, LONGEST_CURRENCY).err().map(|refused| format!("currency: {refused}"))
    }
}

/// A text from a file as it may stand in a message.
pub(crate) fn seen(text: &str) -> String {
    const MOST: usize = 100;
    let plain = text.chars().map(|c| if crate::answers::is_unseen(c) { ' ' } else { c });
    let short: String = plain.take(MOST).collect();
    if text.chars().count() > MOST { format!("{short}…") } else { short }
}
