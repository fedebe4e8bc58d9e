//! One protection as a form: filled from the description, and read back into it.

use super::schedule;
use super::words;
use crate::desk::parts::form::typed;
use crate::desk::parts::form::{Filled, Form};
use crate::schedule::ClockPolicy;
use crate::system::check::{self, About, LONGEST_NAME};
use crate::system::{BadRuns, Keep, LastGood, Location, Protection, ProtectionKind as P, Told};
use crate::units::{Duration, Gather, Percent, long_date, read_date};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The name of a protection's control: `p.db-dump.takes`.
pub(super) fn named(id: &str, part: &str) -> String {
    format!("p.{id}.{part}")
}

/// What starts a copy: names in a control, and words.
pub(super) const STARTED_BY: [(Option<ClockPolicy>, &str, &str); 7] = [
    (None, "", "I do not know"),
    (Some(ClockPolicy::Cronie), "cronie", "cron"),
    (Some(ClockPolicy::Systemd252), "systemd", "a systemd timer"),
    (Some(ClockPolicy::Croner), "croner", "a scheduler that counts as croner does"),
    (Some(ClockPolicy::Skip), "skip", "another: leaves out an hour that is skipped"),
    (Some(ClockPolicy::Shift), "shift", "another: runs an hour later instead"),
    (Some(ClockPolicy::Both), "both", "another: runs twice when an hour repeats"),
];

/// The controls as the description fills them.
pub(super) fn fill(into: &mut Filled, p: &Protection) {
    let mut put = |part: &str, text: String| {
        into.insert(named(&p.id, part), text);
    };
    let length = |d: Option<Duration>| d.map(typed).unwrap_or_default();
    put("kind", p.kind.id().to_owned());
    put("name", p.name.clone());
    put("zone", p.zone.clone());
    put(
        "starter",
        STARTED_BY.iter().find(|(s, ..)| *s == p.scheduler).map_or("", |(_, name, _)| name).to_owned(),
    );
    for (part, value) in [
        ("takes", p.takes),
        ("full-takes", p.full_takes),
        ("travels", p.travels),
        ("lag", p.lag),
        ("delay", p.delay),
        ("lock", p.locked_for),
    ] {
        put(part, length(value));
    }
    for (part, value) in [("good", p.success), ("full-good", p.full_success)] {
        put(part, value.map(typed).unwrap_or_default());
    }
    match &p.locations {
        Told::Known(places) => {
            places.iter().for_each(|place| put(&format!("place.{}", place.id()), "on".to_owned()))
        }
        Told::Unsure => put("place.unsure", "on".to_owned()),
        Told::Open => {}
    }
    let deleted =
        words::DELETED_BY.iter().find(|(by, ..)| *by == p.deleted_by).map_or("", |(_, name, _)| name);
    put("deleted-by", deleted.to_owned());
    let kept = match &p.keep {
        Told::Known(Keep::Age(age)) => {
            put("keep-for", typed(age));
            "age"
        }
        Told::Known(Keep::Count(count)) => {
            put("keep-count", count.to_string());
            "count"
        }
        Told::Known(Keep::Forever) => "forever",
        Told::Unsure => "unsure",
        Told::Open => "",
    };
    put("kept", kept.to_owned());
    let heard = match p.bad_runs {
        BadRuns::Silent => "silent",
        BadRuns::Noticed => "noticed",
        BadRuns::NoticedAfter(after) => {
            put("heard-after", typed(after));
            "after"
        }
    };
    put("heard", heard.to_owned());
    let last = match &p.last_good {
        Told::Known(LastGood::On { date, .. }) => {
            put("last-on", date.to_string());
            "on"
        }
        Told::Known(LastGood::NoneFound) => "none",
        Told::Unsure => "unsure",
        Told::Open => "",
    };
    put("last", last.to_owned());
    put("tested", p.tested.map(|date| date.to_string()).unwrap_or_default());
    put("known", words::known(p.known).to_owned());
    schedule::fill(into, &named(&p.id, ""), &p.schedule);
    schedule::fill(into, &named(&p.id, "full."), &p.fulls);
}

/// What the controls say, in place of what was described; what cannot be read stays as it was.
pub(super) fn read(form: &mut Form, p: &mut Protection, others: &[Protection], today: NaiveDate) {
    let id = p.id.clone();
    let named = |part: &str| named(&id, part);
    if !form.had(&named("kind")) {
        return;
    }
    let before = p.clone();
    if let Some(kind) = form.changed(&named("kind")).and_then(|kind| P::from_id(&kind)) {
        p.kind = kind;
    }
    if let Some(name) = form.read(&named("name"), |text| {
        let name = check::words(text, LONGEST_NAME)?;
        check::free_here(&name, &id, others).map(|()| name)
    }) {
        p.name = name;
    }
    if let Some(zone) = form.read(&named("zone"), super::settings::zone) {
        p.zone = zone;
    }
    if let Some(name) = form.changed(&named("starter")) {
        p.scheduler = STARTED_BY.iter().find(|(_, n, _)| *n == name).and_then(|(policy, ..)| *policy);
    }
    schedule::read(form, &named(""), &mut p.schedule);
    schedule::read(form, &named("full."), &mut p.fulls);
    form.plain(&named("takes"), &mut p.takes);
    form.plain(&named("full-takes"), &mut p.full_takes);
    form.plain(&named("travels"), &mut p.travels);
    form.plain(&named("lag"), &mut p.lag);
    form.optional(&named("delay"), &mut p.delay, |text| some_time(text, "1 h"));
    form.optional(&named("lock"), &mut p.locked_for, |text| some_time(text, "30 days"));
    form.optional(&named("good"), &mut p.success, share);
    form.optional(&named("full-good"), &mut p.full_success, share);
    read_places(form, p);
    if let Some(name) = form.changed(&named("deleted-by")) {
        let by = words::DELETED_BY.iter().find(|(_, n, _)| *n == name);
        p.deleted_by = by.map_or(p.deleted_by, |(by, ..)| *by);
    }
    read_keep(form, p);
    read_heard(form, p);
    read_last(form, p, today);
    form.optional(&named("tested"), &mut p.tested, |text| past(text, today));
    if let Some(known) = form.changed(&named("known")) {
        p.known = words::evidence(&known);
    }
    // Opening a page is no reason to write.
    if *p != before {
        fit(p);
    }
    doubts(form, p);
}

fn read_places(form: &mut Form, p: &mut Protection) {
    let (marker, unsure) = (named(&p.id, "kind"), named(&p.id, "place.unsure"));
    let at = |place: Location| named(&p.id, &format!("place.{}", place.id()));
    let touched = Location::ALL.iter().any(|place| form.toggled(&at(*place), &marker));
    if form.toggled(&unsure, &marker) && form.ticked(&unsure, &marker) {
        // "I do not know" clears the places, and a place clears it.
        Location::ALL.iter().for_each(|place| form.untick(&at(*place)));
        p.locations = Told::Unsure;
    } else if touched {
        let places: BTreeSet<Location> =
            Location::ALL.into_iter().filter(|place| form.ticked(&at(*place), &marker)).gather();
        form.untick(&unsure);
        p.locations = if places.is_empty() { Told::Open } else { Told::Known(places) };
    } else if form.toggled(&unsure, &marker) {
        p.locations = Told::Open;
    }
}

fn read_keep(form: &mut Form, p: &mut Protection) {
    let named = |part: &str| named(&p.id, part);
    let changed = ["kept", "keep-for", "keep-count"].iter().any(|part| form.changed(&named(part)).is_some());
    if !changed || p.plan.is_some() {
        return;
    }
    let keep = match form.value(&named("kept")) {
        "age" => some_time(form.value_or(&named("keep-for"), "30 days"), "30 days")
            .map(|age| Told::Known(Keep::Age(age)))
            .map_err(|says| ("keep-for", says)),
        "count" => count(form.value_or(&named("keep-count"), "7"))
            .map(|count| Told::Known(Keep::Count(count)))
            .map_err(|says| ("keep-count", says)),
        "forever" => Ok(Told::Known(Keep::Forever)),
        "unsure" => Ok(Told::Unsure),
        _ => Ok(Told::Open),
    };
    match keep {
        Ok(keep) => p.keep = keep,
        Err((part, says)) => form.problem(&named(part), says),
    }
}

fn read_heard(form: &mut Form, p: &mut Protection) {
    let named = |part: &str| named(&p.id, part);
    if form.changed(&named("heard")).is_none() && form.changed(&named("heard-after")).is_none() {
        return;
    }
    match form.value(&named("heard")) {
        "noticed" => p.bad_runs = BadRuns::Noticed,
        "after" => match some_time(form.value_or(&named("heard-after"), "2 days"), "2 days") {
            Ok(after) => p.bad_runs = BadRuns::NoticedAfter(after),
            Err(says) => form.problem(&named("heard-after"), says),
        },
        _ => p.bad_runs = BadRuns::Silent,
    }
}

fn read_last(form: &mut Form, p: &mut Protection, today: NaiveDate) {
    let named = |part: &str| named(&p.id, part);
    if form.changed(&named("last")).is_none() && form.changed(&named("last-on")).is_none() {
        return;
    }
    p.last_good = match form.value(&named("last")) {
        "none" => Told::Known(LastGood::NoneFound),
        "unsure" => Told::Unsure,
        "on" => match past(form.value(&named("last-on")), today) {
            Ok(date) => Told::Known(LastGood::On { date, told: today }),
            // The day is asked for as soon as it is chosen; until it is there nothing is wrong yet.
            Err(_) if form.value(&named("last-on")).is_empty() => return,
            Err(says) => return form.problem(&named("last-on"), says),
        },
        _ => Told::Open,
    };
}

/// What does not belong to the kind is let go, so that nothing unseen counts.
fn fit(p: &mut Protection) {
    if !(p.kind.is_scheduled() || p.kind == P::Logs) {
        p.schedule = Told::Open;
        (p.takes, p.travels) = (None, None);
    }
    if !p.kind.is_chain() {
        p.fulls = Told::Open;
        (p.full_takes, p.full_success) = (None, None);
    }
    if !p.kind.is_continuous() {
        p.lag = None;
    }
    if p.kind != P::ReplicaDelayed {
        p.delay = None;
    }
}

/// Puts what deserves a word beside the control it is about.
pub(super) fn doubts(form: &mut Form, p: &Protection) {
    for (about, says) in check::doubts(p) {
        let part = match about {
            About::Takes => "takes",
            About::FullTakes if p.full_takes.is_none() => "takes",
            About::FullTakes => "full-takes",
            About::Keep => "keep-for",
            About::Lock => "lock",
            About::Lag => "lag",
            About::Schedule => "runs",
            About::Fulls => "full.runs",
        };
        form.doubt(&named(&p.id, part), says);
    }
}

fn some_time(text: &str, example: &'static str) -> Result<Duration, String> {
    let read: Duration = text.parse().map_err(|e: crate::units::DurationError| e.to_string())?;
    check::some_time(read, example).map_err(|e| e.to_string())
}

fn share(text: &str) -> Result<Percent, String> {
    let read: Percent = text.parse().map_err(|e: crate::units::PercentError| e.to_string())?;
    if read.share() > 0.0 { Ok(read) } else { Err("Enter a share above 0 %, such as 98 %".to_owned()) }
}

fn count(text: &str) -> Result<u32, String> {
    let read = text.trim().parse().ok().filter(|n| (1..=100_000).contains(n));
    read.ok_or_else(|| "Enter how many copies are kept as a number from 1 to 100,000, such as 7".to_owned())
}

fn past(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    use chrono::Datelike as _;
    let read = read_date(text)
        .ok_or_else(|| format!("Enter a whole date: day, month and year, such as {}", long_date(today)))?;
    if read > today {
        return Err(check::Refused::NotYet { today: long_date(today) }.to_string());
    }
    if read.year() < 1990 { Err(format!("Enter a year from 1990 to {}", today.year())) } else { Ok(read) }
}
