//! A year of drills: on which day what is practised, and the same as a calendar file.

use super::Ground;
use crate::catalogue::scenario;
use crate::desk::Saved;
use crate::desk::parts::controls::{Line, act, error_box, id as control, line, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::desk::parts::{Page, STYLE, discard, undo, unreadable};
use crate::drill::{SECTION, ShelfLife};
use crate::programme::{ID, Programme, Slot, Wishes, Year, calendar, candidates, takes, year};
use crate::schedule::Weekday;
use crate::units::{Gather, TimeOfDay, in_words, long_date, read_date};
use chrono::NaiveDate;
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>) -> Page {
    let asked = ground.asked;
    let mut page = Page::new("A year of drills");
    let today = asked.clock.now.civil().date();
    let (stored, unread) = Programme::of(asked.answers);
    let mut unread = Vec::from_iter(unread);
    discard(asked, &mut unread, &mut page);
    let mut form = Form::new(asked.fields, fill(stored.as_ref()));
    let shelf_life = ShelfLife::of(asked.answers).0;
    let wishes = wishes(&mut form, today, shelf_life);
    let mut programme = stored.clone();
    if let (Some(open), Some(shown)) = (form_slot(asked.act), &stored) {
        programme = changed(shown, open, &mut form, asked.act);
    }
    if matches!(asked.act, Some("plan-year")) && asked.system.described && unread.is_empty() {
        let planned = planned(ground, &wishes);
        let before = stored.clone().unwrap_or_else(|| Programme { token: token(ground), slots: Vec::new() });
        programme = Some(before.replanned(&planned.slots, today));
        page.done = Some(
            "The year is planned. Save it as a calendar file, and open that in your calendar.".to_owned(),
        );
    }
    if programme != stored
        && let Some(programme) = &programme
    {
        page.put(SECTION, ID, Some(programme.write()));
        form.refill(fill(Some(programme)));
    }
    if asked.act == Some("save-ics")
        && let Some(programme) = &programme
    {
        let zone_name = asked.clock.servers(&asked.system.setup);
        let name = if asked.answers.name.is_empty() { "Fire drills" } else { &asked.answers.name };
        let text = calendar(programme, asked.system, name, asked.clock.zones.get(zone_name), asked.instant);
        page.shown.save = Some(Saved::new("fire-drills.ics", "text/calendar", text));
    }
    let zone = asked.clock.servers(&asked.system.setup);
    page.shown.zones = Some(zone.to_owned()).into_iter().filter(|zone| !zone.is_empty()).collect();
    page.heed(&form, asked.act);
    page.shown.html = html! {
        (STYLE)
        p class="small" { a href="#/drills" { "All drills" } }
        h1 id=(asked.heading) tabindex="-1" { "A year of drills" }
        p class="measure lead-p" { "What was proven goes stale: systems and people change. Holdfast plans what is proven least, and worst protected, first; and comes back to it before " (shelf_life.words()) " are over." }
        (error_box(&form))
        @if let Some(words) = page.done.as_deref() { (undo(words)) }
        (unreadable(&unread))
        @if !unread.is_empty() {
        } @else if !asked.system.described {
            p class="row" { a class="btn" href="#/system" { "Describe your system first" } }
        } @else {
            form class="sys" {
                section class="ruled" { h2 { "When" } (controls(&form)) }
                @match &programme {
                    Some(programme) if !programme.slots.is_empty() => {
                        section class="ruled" {
                            h2 { "The programme" }
                            p class="row" { (act("save-ics", "Save as a calendar file", "btn")) span class="hint" { "Opens in any calendar. Opened again after a change, it moves what was moved." } }
                            (table(ground, programme, &form, today))
                        }
                    },
                    _ => section class="ruled" { h2 { "What it would be" } (preview(ground, &planned(ground, &wishes))) },
                }
            }
        }
    }
    .into_string();
    page
}

fn fill(programme: Option<&Programme>) -> Filled {
    let slots = programme.map(|programme| programme.slots.as_slice()).unwrap_or_default();
    let day = |slot: &Slot| (format!("day.{}", slot.id), slot.day.to_string());
    let at = |slot: &Slot| (format!("at.{}", slot.id), typed(slot.at));
    slots.iter().flat_map(|slot| [day(slot), at(slot)]).gather()
}

/// The date that a button is about.
fn form_slot(act: Option<&str>) -> Option<&str> {
    let (what, id) = act?.split_once(' ')?;
    matches!(what, "move-slot" | "cancel-slot" | "restore-slot").then_some(id)
}

fn changed(programme: &Programme, id: &str, form: &mut Form, act: Option<&str>) -> Option<Programme> {
    let slot = programme.slots.iter().find(|slot| slot.id == id)?;
    let mut next = slot.clone();
    match act.and_then(|act| act.split_once(' ')).map(|(what, _)| what) {
        Some("cancel-slot") => next.cancelled = true,
        Some("restore-slot") => next.cancelled = false,
        _ => {
            let day = format!("day.{id}");
            match read_date(form.value(&day)) {
                Some(date) => next.day = date,
                None => form.problem(&day, "Enter a date, such as 2026-12-24"),
            }
            let at = format!("at.{id}");
            match form.value(&at).trim().parse::<TimeOfDay>() {
                Ok(time) => next.at = time,
                Err(says) => form.problem(&at, says),
            }
        }
    }
    Some(programme.with(&next))
}

/// 8 to 40 letters and digits, drawn when the programme is first written: calendars know its dates by them.
fn token(ground: &Ground<'_>) -> String {
    format!("{}{:012}", ground.asked.device, ground.asked.instant.max(0)).chars().take(40).collect()
}

fn wishes(form: &mut Form, today: NaiveDate, shelf_life: ShelfLife) -> Wishes {
    let mut number = |name: &str, preset: &str, most: u8, says: &str| {
        let read = form.value_or(name, preset).trim().parse::<u8>().ok().filter(|n| (1..=most).contains(n));
        read.unwrap_or_else(|| {
            form.problem(name, says);
            1
        })
    };
    let a_month = number("a-month", "1", 4, "Enter a whole number from 1 to 4");
    let at_once = number("at-once", "2", 20, "Enter a whole number from 1 to 20");
    let on = Weekday::ALL.into_iter().find(|day| day.name() == form.value_or("on", "Tuesday"));
    let at = match form.value_or("at", "10:00").trim().parse::<TimeOfDay>() {
        Ok(at) => at,
        Err(says) => {
            form.problem("at", says);
            TimeOfDay::MIDNIGHT
        }
    };
    let ends: Vec<Option<NaiveDate>> = ["avoid-from", "avoid-to"]
        .into_iter()
        .map(|name| {
            let text = form.value(name).trim().to_owned();
            let date = read_date(&text);
            if date.is_none() && !text.is_empty() {
                form.problem(name, "Enter a date, such as 2026-12-24");
            }
            date
        })
        .collect();
    let avoid = match ends.as_slice() {
        [Some(from), Some(to)] => vec![(*from, *to)],
        _ => Vec::new(),
    };
    Wishes {
        from: today,
        a_month,
        at_once: usize::from(at_once),
        on: on.unwrap_or(Weekday::Tuesday),
        at,
        avoid,
        shelf_life,
    }
}

fn planned(ground: &Ground<'_>, wishes: &Wishes) -> Year {
    let outcome = ground.outcome();
    let all = candidates(&outcome, &outcome.proven);
    year(wishes, &all, &|components, after| takes(&outcome, components, after))
}

fn controls(form: &Form) -> Markup {
    let days = Weekday::ALL.map(|day| (day.name(), day.name()));
    html! {
        div class="sched" {
            (Line { name: "a-month", label: "Drills in a month", class: "w3", preset: "1", ..Line::NEW }.show(form))
            (Line { name: "at-once", label: "Parts in one drill, at most", class: "w3", preset: "2", ..Line::NEW }.show(form))
            (select(form, "on", "On a", "", &days, "Tuesday"))
            (Line { name: "at", label: "At", class: "w5", preset: "10:00", ..Line::NEW }.show(form))
        }
        div class="sched" {
            (Line { name: "avoid-from", label: "Not from", hint: "A busy time, if there is one", kind: "date", class: "w12", ..Line::NEW }.show(form))
            (Line { name: "avoid-to", label: "Until", hint: "The last day of it", kind: "date", class: "w12", ..Line::NEW }.show(form))
        }
        p class="row block-s" { (act("plan-year", "Plan the year", "btn quiet")) span class="hint" { "What is past stays. What changes keeps its place in your calendar." } }
    }
}

fn what(ground: &Ground<'_>, slot: &Slot) -> String {
    let names: Vec<&str> = slot
        .components
        .iter()
        .filter_map(|id| Some(ground.asked.system.component(id)?.name.as_str()))
        .collect();
    format!("{} ({})", in_words(&names), scenario(slot.scenario).map_or("", |of| of.short))
}

fn preview(ground: &Ground<'_>, year: &Year) -> Markup {
    html! {
        @if year.slots.is_empty() { p class="measure" { "Nothing is due in the coming year." } }
        @else {
            table class="tbl flow" {
                caption class="vh" { "Dates" }
                thead { tr { th scope="col" { "Day" } th scope="col" { "Bring back" } th scope="col" { "How far" } } }
                tbody {
                    @for slot in &year.slots {
                        tr { th scope="row" { (long_date(slot.day)) } td data-label="Bring back" { (what(ground, slot)) } td data-label="How far" { (slot.level.name()) } }
                    }
                }
            }
        }
        @if !year.left.is_empty() {
            p class="hint measure" { (year.left.len()) " more could be practised and find no date this year. Plan more drills in a month, or more parts in one." }
        }
    }
}

fn table(ground: &Ground<'_>, programme: &Programme, form: &Form, today: NaiveDate) -> Markup {
    html! {
        ul class="prots" role="list" {
            @for slot in &programme.slots {
                li class="prot stack-s" {
                    h3 id=(control(&slot.id)) tabindex="-1" { (long_date(slot.day)) ", " (slot.at) @if slot.cancelled { " (called off)" } }
                    p { (what(ground, slot)) ". " span class="muted" { (slot.level.name()) ", " (slot.takes) } }
                    @if slot.day >= today {
                        @if slot.cancelled { p class="row small" { (act(&format!("restore-slot {}", slot.id), "Hold it after all", "link")) } }
                        @else {
                            details id=(format!("d-{}", slot.id)) {
                                summary { "Change" }
                                div class="fields inside" {
                                    div class="sched" {
                                        (Line { name: &format!("day.{}", slot.id), label: "Day", kind: "date", class: "w12", ..Line::NEW }.show(form))
                                        (line(form, &format!("at.{}", slot.id), "Time", ""))
                                    }
                                    p class="row" { (act(&format!("move-slot {}", slot.id), "Move it", "btn quiet")) (act(&format!("cancel-slot {}", slot.id), "Call it off", "link")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
