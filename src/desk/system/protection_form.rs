//! The form of one protection: the essential on top, the rest folded.

use super::protection::{STARTED_BY, named};
use super::{schedule, words};
use crate::answers::ComponentKind;
use crate::desk::parts::controls::{Line, act, folded, group, line, select, select_of, tick};
use crate::desk::parts::form::Form;
use crate::system::{DeletedBy, Location, Protection, ProtectionKind as P};
use crate::units::{Duration, capitalised};
use maud::{Markup, html};

/// The open form of a protection, inside its list item.
pub(super) fn show(form: &Form, p: &Protection, part_of: ComponentKind, up: &str) -> Markup {
    let name = |part: &str| named(&p.id, part);
    html! {
        p class="small muted" { (words::use_of(p.kind)) }
        div class="fields" {
            div class="sched limits" {
                (select_of(form, &name("kind"), "What it is", "", &kinds(part_of, p.kind)))
                (Line { name: &name("name"), label: "What you call it", class: "w20", ..Line::NEW }.show(form))
            }
            (when(form, p))
            (where_kept(form, p))
            @if p.kind != P::ConfigManagement && !p.kind.is_replica() { (how_long(form, p)) }
        }
        div class="folds" {
            @if runs(p.kind) { (health(form, p)) }
            (safety(form, p))
            @if runs(p.kind) && p.kind != P::KeyCopy { (clock(form, p)) }
            (evidence(form, p))
        }
        p class="row" {
            a class="btn" href=(up) { "Done" }
            (act(&format!("remove {}", p.id), &format!("Remove {}", p.words()), "link"))
        }
    }
}

/// Whether its runs can be late or fail.
fn runs(kind: P) -> bool {
    kind.is_scheduled() || kind == P::Logs
}

/// The kinds that fit first, the others behind.
pub(super) fn kinds(part_of: ComponentKind, chosen: P) -> Markup {
    let fitting = words::fitting(part_of);
    let others: Vec<P> =
        P::ALL.into_iter().chain([P::KeyCopy]).filter(|kind| !fitting.contains(kind)).collect();
    let option =
        |kind: &P| html! { option value=(kind.id()) selected[*kind == chosen] { (words::kind(*kind)) } };
    html! {
        optgroup label=(format!("Usual for {}", crate::units::uncapitalised(words::component(part_of)))) {
            @for kind in fitting { (option(kind)) }
        }
        optgroup label="Others" { @for kind in &others { (option(kind)) } }
    }
}

fn when(form: &Form, p: &Protection) -> Markup {
    let name = |part: &str| named(&p.id, part);
    let length = |part: &str, label: &str, hint: &str| line(form, &name(part), label, hint);
    html! {
        @match p.kind {
            P::ReplicaAsync | P::StandbySync => (length("lag", "How far behind it runs, at most", "Such as 20\u{a0}s or 5\u{a0}min")),
            P::ReplicaDelayed => {
                div class="sched limits" {
                    (length("delay", "Held back on purpose by", "Such as 1\u{a0}h"))
                    (length("lag", "How far behind it runs, at most", "Such as 20\u{a0}s; leave empty if it keeps up"))
                }
            },
            P::Logs => {
                (length("lag", "How long until a change is in the kept logs, at most", "Such as 5\u{a0}min: the length of a segment and its way together"))
                (runs_of(form, p, "Base copies run"))
            },
            P::ConfigManagement => {},
            _ => (runs_of(form, p, if p.kind.is_chain() { "It runs" } else { "Runs" })),
        }
    }
}

/// When it runs, how long a run takes, how long it travels; of a chain its fulls too.
fn runs_of(form: &Form, p: &Protection, label: &str) -> Markup {
    let name = |part: &str| named(&p.id, part);
    let timed = p.kind != P::KeyCopy;
    let what = match p.kind {
        P::Logs => ("base copy", "base copies"),
        P::Image => ("image", "images"),
        _ => ("copy", "copies"),
    };
    let says = |schedule: &crate::system::Told<crate::schedule::Schedule>,
                safe: Option<Duration>,
                what: (&str, &str)| {
        let words = schedule.known().map(|s| words::comes_to(s, safe.filter(|_| timed), what.0, what.1));
        html! { @if let Some(words) = words { (words) } }
    };
    let full_safe = p.full_takes.or(p.takes).map(|takes| takes.plus(p.travels.unwrap_or(Duration::ZERO)));
    html! {
        div class="stack-s" {
            (schedule::show(form, &name(""), label, &p.schedule, &says(&p.schedule, p.to_safe(), what)))
        }
        @if timed {
            div class="sched limits" {
                (line(form, &name("takes"), "A run takes", "From start to end, such as 40\u{a0}min"))
                (line(form, &name("travels"), "Then it travels for", "To the place that counts; 0 if it is there"))
            }
        }
        @if p.kind.is_chain() {
            div class="stack-s" {
                (schedule::show(form, &name("full."), "A full one runs", &p.fulls, &says(&p.fulls, full_safe, ("full", "fulls"))))
            }
            (line(form, &name("full-takes"), "A full run takes", "Leave empty if as long as any other"))
        }
    }
}

fn where_kept(form: &Form, p: &Protection) -> Markup {
    let (marker, unsure) = (named(&p.id, "kind"), named(&p.id, "place.unsure"));
    let ask = if p.kind.is_replica() { "Where it stands" } else { "Where it is kept" };
    let inside = html! {
        @for place in Location::ALL {
            (tick(form, &named(&p.id, &format!("place.{}", place.id())), &marker, words::place(place), false))
        }
        (tick(form, &unsure, &marker, "I do not know", true))
    };
    group(form, &named(&p.id, "place"), ask, "Tick all that apply", &inside)
}

fn how_long(form: &Form, p: &Protection) -> Markup {
    // With a plan there is one truth, and one page for it.
    if let Some(policy) = p.policy() {
        return html! { p { "How long each copy is kept follows from the rules that are planned: " (crate::view::keep::in_words(policy)) ". " a href="#/keep" { "See what is kept" } } };
    }
    let name = |part: &str| named(&p.id, part);
    let choices = [
        ("", "Not said yet"),
        ("age", "For a time"),
        ("count", "A number of copies"),
        ("forever", "For ever"),
        ("unsure", "I do not know"),
    ];
    html! {
        div class="sched limits" {
            (select(form, &name("kept"), "How long each copy is kept", "", &choices, ""))
            @match form.value(&name("kept")) {
                "age" => (Line { name: &name("keep-for"), label: "Kept for", preset: "30 days", ..Line::NEW }.show(form)),
                "count" => (Line { name: &name("keep-count"), label: "Copies kept", class: "w3", preset: "7", ..Line::NEW }.show(form)),
                _ => {},
            }
        }
        p class="hint" { a href="#/keep" { "Or plan it in your tool’s own rules" } }
    }
}

/// Whether its runs succeed, and who hears when they do not.
fn health(form: &Form, p: &Protection) -> Markup {
    let name = |part: &str| named(&p.id, part);
    let last = [
        ("", "Not said yet"),
        ("on", "On this day"),
        ("none", "None could be found"),
        ("unsure", "I do not know"),
    ];
    let heard = [
        ("silent", "Nobody, until a restore fails"),
        ("noticed", "The tool: the next run builds on the last good one"),
        ("after", "Somebody, after some time"),
    ];
    let wrong = ["last-on", "tested", "good", "full-good", "heard-after"].map(name);
    let open = form.any_wrong(&wrong.each_ref().map(String::as_str));
    let inside = html! {
        div class="sched limits" {
            (select(form, &name("last"), "Last run that ended without an error", "", &last, ""))
            @if form.value(&name("last")) == "on" { (Line { name: &name("last-on"), label: "Which day was it?", kind: "date", class: "w12", ..Line::NEW }.show(form)) }
        }
        (Line { name: &name("tested"), label: "Last restored from, to prove that it works", hint: "Leave empty if never", kind: "date", class: "w12", ..Line::NEW }.show(form))
        @if p.kind != P::KeyCopy {
            div class="sched limits" {
                (line(form, &name("good"), "Share of runs that give a good copy", "Such as 98\u{a0}%; leave empty for all"))
                @if p.kind.is_chain() { (line(form, &name("full-good"), "The same of full runs", "Leave empty if the same")) }
            }
            div class="sched limits" {
                (select(form, &name("heard"), "Who hears of a run that failed", "", &heard, "silent"))
                @if form.value(&name("heard")) == "after" { (Line { name: &name("heard-after"), label: "After how long", preset: "2 days", ..Line::NEW }.show(form)) }
            }
        }
    };
    folded(&format!("d-{}-health", p.id), "Does it work?", "Good runs, failures, last restore", open, &inside)
}

/// Who can delete it.
fn safety(form: &Form, p: &Protection) -> Markup {
    let name = |part: &str| named(&p.id, part);
    let who = words::DELETED_BY.map(|(_, name, words)| (name, words));
    let locks = !p.kind.is_replica();
    let inside = html! {
        div class="sched limits" {
            (select(form, &name("deleted-by"), "Who can delete it", "With the login they have today", &who, "as-answered"))
            @if locks { (line(form, &name("lock"), "Locked for", "Such as 30\u{a0}days; empty for no lock")) }
        }
    };
    let open =
        form.any_wrong(&[&name("lock")]) || (p.deleted_by == DeletedBy::Nobody && p.locked_for.is_none());
    folded(
        &format!("d-{}-safety", p.id),
        "Who can delete it?",
        "One login over everything is the usual gap",
        open,
        &inside,
    )
}

/// The clock that starts it.
fn clock(form: &Form, p: &Protection) -> Markup {
    let name = |part: &str| named(&p.id, part);
    let starters = STARTED_BY.map(|(_, name, words)| (name, words));
    let inside = html! {
        div class="sched limits" {
            (Line { name: &name("zone"), label: "Time zone of that clock", hint: "Empty for one that is never set", class: "w12", list: Some("zones"), ..Line::NEW }.show(form))
            (select(form, &name("starter"), "What starts it", "They differ on the two days on which clocks are set", &starters, ""))
        }
    };
    folded(
        &format!("d-{}-clock", p.id),
        "Which clock starts it?",
        "",
        form.any_wrong(&[&name("zone")]),
        &inside,
    )
}

fn evidence(form: &Form, p: &Protection) -> Markup {
    let name = named(&p.id, "known");
    html! {
        div class="known field-row" { (select(form, &name, "How do you know this?", "", &words::KNOWN, "told")) }
    }
}

/// The head of a protection in the list.
pub(super) fn head(number: usize, p: &Protection) -> String {
    format!("{number}. {}", capitalised(&p.words()))
}
