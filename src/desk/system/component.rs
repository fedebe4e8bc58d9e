//! A component as a form: filled from the description, and read back into it.

use super::{protection, words};
use crate::desk::parts::form::typed;
use crate::desk::parts::form::{Filled, Form};
use crate::system::check::{self, LONGEST_HOLDS, LONGEST_NAME};
use crate::system::{Changes, ChangesWhen, Component, ComponentId, System, Told};
use crate::units::{Bytes, Duration, Percent, grouped};
use chrono::NaiveDate;

/// A control that stands wherever the form does.
pub(super) const MARKER: &str = "name";

pub(super) fn needs(id: &ComponentId) -> String {
    format!("needs.{id}")
}

pub(super) fn refers(id: &ComponentId) -> String {
    format!("refers.{id}")
}

/// The controls as the description fills them, with every protection's.
pub(super) fn fill(c: &Component) -> Filled {
    let mut filled = Filled::new();
    let mut put = |name: &str, text: String| {
        filled.insert(name.to_owned(), text);
    };
    put("name", c.name.clone());
    put("holds", c.holds.clone());
    for (name, unsure, limit) in
        [("loss-limit", "loss-unsure", &c.limit), ("down-limit", "down-unsure", &c.downtime_limit)]
    {
        put(name, limit.known().map(typed).unwrap_or_default());
        if *limit == Told::Unsure {
            put(unsure, "on".to_owned());
        }
    }
    put("size", c.size.map(typed).unwrap_or_default());
    put("grows", c.grows.map(typed).unwrap_or_default());
    put("changes", c.changes.map(|changes| typed(changes.a_day)).unwrap_or_default());
    match c.changes.map(|changes| changes.when).unwrap_or_default() {
        ChangesWhen::Always => put("when", "always".to_owned()),
        ChangesWhen::OfficeHours => put("when", "office".to_owned()),
        ChangesWhen::DaySwing(share) => {
            put("when", "swing".to_owned());
            put("swing", typed(share));
        }
    }
    put("records", c.records_per_hour.map(|n| grouped(n.into())).unwrap_or_default());
    put("side-by-side", c.side_by_side.map(|n| grouped(n.into())).unwrap_or_default());
    c.needs.iter().for_each(|id| put(&needs(id), "on".to_owned()));
    c.refers_to.iter().for_each(|id| put(&refers(id), "on".to_owned()));
    let length = |d: Option<Duration>| d.map(typed).unwrap_or_default();
    put("provision", length(c.restoring.provision));
    put("verify", length(c.restoring.verify));
    put("write", c.restoring.write.map(typed).unwrap_or_default());
    put("replay", c.restoring.replay.map(typed).unwrap_or_default());
    put("lost-hour", c.worth.lost_hour.map(typed).unwrap_or_default());
    put("down-hour", c.worth.down_hour.map(typed).unwrap_or_default());
    put("known", words::known(c.known).to_owned());
    let protected = match &c.protections {
        Told::Unsure => "unsure",
        Told::Open => "",
        Told::Known(_) => "nothing",
    };
    put("protected", protected.to_owned());
    for p in c.protections.known().into_iter().flatten() {
        protection::fill(&mut filled, p);
    }
    filled
}

/// What the controls say, in place of what was described; what cannot be read stays as it was.
pub(super) fn read(form: &mut Form, stored: &Component, system: &System, today: NaiveDate) -> Component {
    let mut c = stored.clone();
    let named = |text: &str| {
        let name = check::name(text, LONGEST_NAME, "Orders database")?;
        check::free(&name, Some(&stored.id), &system.components).map(|()| name)
    };
    if let Some(name) = form.read("name", named) {
        c.name = name;
    }
    if let Some(holds) = form.read("holds", |text| check::name(text, LONGEST_HOLDS, "orders")) {
        c.holds = holds;
    }
    limit(form, "loss-limit", "loss-unsure", &mut c.limit);
    limit(form, "down-limit", "down-unsure", &mut c.downtime_limit);
    read_protections(form, &mut c, today);
    form.optional("size", &mut c.size, size);
    form.optional("grows", &mut c.grows, size);
    read_changes(form, &mut c);
    form.optional("records", &mut c.records_per_hour, |text| count(text, &stored.holds));
    form.optional("side-by-side", &mut c.side_by_side, |text| {
        let read = text.replace([',', ' ', crate::units::NBSP], "").parse().ok();
        read.filter(|n| check::SIDE_BY_SIDE.contains(n)).ok_or(check::Refused::NoCount)
    });
    read_ticks(form, &mut c, system);
    form.plain("provision", &mut c.restoring.provision);
    form.plain("write", &mut c.restoring.write);
    form.plain("replay", &mut c.restoring.replay);
    form.plain("verify", &mut c.restoring.verify);
    form.plain("lost-hour", &mut c.worth.lost_hour);
    form.plain("down-hour", &mut c.worth.down_hour);
    if let Some(known) = form.changed("known") {
        c.known = words::evidence(&known);
    }
    c.settle_keep();
    if c.limit == Told::Known(Duration::ZERO) {
        form.doubt("loss-limit", "No loss at all means that every change is in two places before it is done. No copy on a schedule can do that");
    }
    c
}

/// A limit and "I do not know" beside it: what was done last counts.
fn limit(form: &mut Form, name: &str, unsure: &str, into: &mut Told<Duration>) {
    // What holds no data is not asked what it may lose.
    if !form.had(name) {
        return;
    }
    if form.toggled(unsure, MARKER) && form.ticked(unsure, MARKER) {
        form.empty(name);
        *into = Told::Unsure;
    } else if form.changed(name).is_some_and(|text| !text.is_empty()) {
        if let Some(limit) = form.read(name, str::parse::<Duration>) {
            form.untick(unsure);
            *into = Told::Known(limit);
        }
    } else if form.changed(name).is_some() || form.toggled(unsure, MARKER) {
        *into = Told::Open;
    }
}

fn read_protections(form: &mut Form, c: &mut Component, today: NaiveDate) {
    if let Told::Known(protections) = &mut c.protections
        && !protections.is_empty()
    {
        let others = protections.clone();
        protections.iter_mut().for_each(|p| protection::read(form, p, &others, today));
        return;
    }
    if let Some(protected) = form.changed("protected") {
        c.protections = match protected.as_str() {
            "nothing" => Told::Known(Vec::new()),
            "unsure" => Told::Unsure,
            _ => Told::Open,
        };
    }
}

fn read_changes(form: &mut Form, c: &mut Component) {
    let mut a_day = c.changes.map(|changes| changes.a_day);
    form.optional("changes", &mut a_day, size);
    let mut when = c.changes.map(|changes| changes.when).unwrap_or_default();
    if form.changed("when").is_some() || form.changed("swing").is_some() {
        match form.value("when") {
            "office" => when = ChangesWhen::OfficeHours,
            "swing" => match form.value_or("swing", "50 %").parse::<Percent>() {
                Ok(share) => when = ChangesWhen::DaySwing(share),
                Err(says) => form.problem("swing", says),
            },
            _ => when = ChangesWhen::Always,
        }
    }
    c.changes = a_day.map(|a_day| Changes { a_day, when });
}

fn read_ticks(form: &mut Form, c: &mut Component, system: &System) {
    let others: Vec<&ComponentId> =
        system.components.iter().map(|other| &other.id).filter(|id| **id != c.id).collect();
    let ticked = |form: &Form, name: fn(&ComponentId) -> String| -> Option<Vec<ComponentId>> {
        let touched = others.iter().any(|id| form.toggled(&name(id), MARKER));
        let all =
            || others.iter().filter(|id| form.ticked(&name(id), MARKER)).map(|id| (*id).clone()).collect();
        touched.then(all)
    };
    if let Some(needs) = ticked(form, needs) {
        match check::needs(&c.id, &needs, &system.components) {
            Ok(()) => c.needs = needs,
            Err(says) => form.problem("needs", says),
        }
    }
    if let Some(refers) = ticked(form, refers) {
        c.refers_to = refers;
    }
}

fn size(text: &str) -> Result<Bytes, String> {
    if text.starts_with(['-', '−']) {
        return Err(check::Refused::NoSize.to_string());
    }
    let read: Bytes = text.parse().map_err(|e: crate::units::SizeError| e.to_string())?;
    check::size(read).map_err(|e| e.to_string())
}

fn count(text: &str, holds: &str) -> Result<u32, String> {
    let digits = text.replace([',', ' ', crate::units::NBSP], "");
    let read = digits.parse().ok().filter(|n| (1..=1_000_000_000).contains(n));
    read.ok_or_else(|| {
        format!("Enter how many {holds} change in an hour as a whole number, such as 50, or leave this empty")
    })
}
