//! The form of a component: what one must know on top, the rest folded.

use super::component::{MARKER, needs, refers};
use super::{protection_form, words};
use crate::desk::parts::controls::{Line, act, folded, group, line, select, select_of, tick};
use crate::desk::parts::form::Form;
use crate::system::{Component, ComponentId, Protection, ProtectionKind, System, Told, check};
use maud::{Markup, html};

/// The whole form. `open` names the protection whose form is open; `up` is the address without one.
pub(super) fn show(form: &Form, c: &Component, system: &System, open: Option<&str>, up: &str) -> Markup {
    html! {
        section class="ruled" {
            h2 { "What it is" }
            div class="sched limits" {
                (Line { name: "name", label: "What you call it", hint: "Such as Orders database", class: "w20", ..Line::NEW }.show(form))
                @if c.kind.holds_data() { (Line { name: "holds", label: "What would be lost with it", hint: "In a word, such as orders", class: "w12", ..Line::NEW }.show(form)) }
            }
        }
        section class="ruled" {
            h2 { "What you said is acceptable" }
            div class="sched limits tops" {
                @if c.kind.holds_data() { (limit(form, "loss-limit", "loss-unsure", "Work you could lose")) }
                (limit(form, "down-limit", "down-unsure", "Time you could be down"))
            }
        }
        section class="ruled" id="protections" tabindex="-1" aria-labelledby="protections-title" {
            h2 id="protections-title" { "What protects it" }
            (protections(form, c, open, up))
            (add(form, c))
        }
        section class="ruled" {
            h2 { "More about it" }
            p class="hint" { "Each of these makes a result more exact. Leave empty what you do not know." }
            div class="folds" {
                @if c.kind.holds_data() { (amounts(form, c)) }
                (ties(form, c, system))
                (back(form, c))
                (worth(form, system))
                div class="known field-row" {
                    (select(form, "known", "How do you know all this?", "", &words::KNOWN, "told"))
                }
            }
        }
    }
}

fn limit(form: &Form, name: &str, unsure: &str, label: &str) -> Markup {
    html! {
        div {
            (line(form, name, label, "Such as 30\u{a0}min, 4\u{a0}h or 2\u{a0}days"))
            (tick(form, unsure, MARKER, "I do not know", false))
        }
    }
}

fn protections(form: &Form, c: &Component, open: Option<&str>, up: &str) -> Markup {
    let all: &[_] = match &c.protections {
        Told::Known(all) if !all.is_empty() => all,
        _ => {
            let choices = [
                ("", "Not described yet"),
                ("nothing", "Nothing protects it"),
                ("unsure", "I do not know what protects it"),
            ];
            return select(
                form,
                "protected",
                "Is there any copy of it?",
                "Add what there is below, or say how it stands",
                &choices,
                "",
            );
        }
    };
    html! {
        ol class="prots" role="list" {
            @for (at, p) in all.iter().enumerate() {
                li class="prot stack-s" id=(format!("p-{}", p.id)) {
                    h3 id=(format!("p-{}-title", p.id)) tabindex="-1" { (protection_form::head(at + 1, p)) }
                    @if open == Some(p.id.as_str()) {
                        (protection_form::show(form, p, c.kind, up))
                    } @else {
                        p class="small muted" { (words::summary(p)) " " (words::use_of(p.kind)) }
                        (said(p))
                        p class="row small" {
                            a href=(format!("{up}/{}", p.id)) { "Change" span class="vh" { " " (p.words()) } }
                            button type="button" class="link" name="act" value=(format!("remove {}", p.id)) {
                                "Remove" span class="vh" { " " (p.words()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What deserves a word about a protection whose form is closed.
fn said(p: &Protection) -> Markup {
    html! {
        @for (_, doubt) in check::doubts(p) { p class="doubt" { strong { "Look again: " } (doubt) "." } }
    }
}

fn add(form: &Form, c: &Component) -> Markup {
    let first = words::fitting(c.kind).first().copied().unwrap_or(ProtectionKind::FileFull);
    let chosen = ProtectionKind::from_id(form.value("new-kind")).unwrap_or(first);
    html! {
        div class="adds" {
            (select_of(form, "new-kind", "Add a protection", "", &protection_form::kinds(c.kind, chosen)))
            (act("add", "Add it", "btn quiet"))
        }
    }
}

fn amounts(form: &Form, c: &Component) -> Markup {
    let when = [
        ("always", "All the time alike"),
        ("office", "Monday to Friday, 08:00 to 18:00"),
        ("swing", "More by day, less by night"),
    ];
    let inside = html! {
        div class="sched limits" {
            (line(form, "size", "How much data it holds", "Such as 120\u{a0}GB"))
            (line(form, "grows", "By how much it grows in a month", "Such as 2\u{a0}GB"))
        }
        div class="sched limits" {
            (line(form, "changes", "How much of it changes in a day", "On average over the week, such as 4\u{a0}GB"))
            (select(form, "when", "When it changes", "In the course of a week", &when, "always"))
            @if form.value("when") == "swing" {
                (Line { name: "swing", label: "More at 15:00 than on average", hint: "Such as 50\u{a0}%; as much less at 03:00", preset: "50 %", ..Line::NEW }.show(form))
            }
        }
        (line(form, "records", &format!("How many {} change in an hour", c.holds), "In an hour like most, such as 50"))
    };
    let open = form.any_wrong(&["size", "grows", "changes", "swing", "records"]);
    folded(
        "d-amounts",
        "How much data",
        &in_short(&[c.size.map(|s| s.to_string()), c.changes.map(|ch| format!("{} a day change", ch.a_day))]),
        open,
        &inside,
    )
}

fn ties(form: &Form, c: &Component, system: &System) -> Markup {
    let others: Vec<&Component> = system.components.iter().filter(|other| other.id != c.id).collect();
    let boxes = |name: fn(&ComponentId) -> String| {
        html! { @for other in &others { (tick(form, &name(&other.id), MARKER, &other.name, false)) } }
    };
    let inside = html! {
        (line(form, "side-by-side", "How many run side by side", "Of which each can do the work of all, such as 2 like servers"))
        @if others.is_empty() { p { "There is no other component yet." } } @else {
            (group(form, "needs", "What has to be back before it can work", "It comes back after these", &boxes(needs)))
            (group(form, "refers", "Whose data its own data speaks of", "An order names a picture: both have to come from moments that fit", &boxes(refers)))
        }
    };
    let say = |what: &str, ids: &[ComponentId]| {
        let names = words::names(ids, system);
        (!names.is_empty()).then(|| format!("{what} {names}"))
    };
    let several = c.side_by_side.map(|n| format!("{n} side by side"));
    let under = in_short(&[several, say("needs", &c.needs), say("refers to", &c.refers_to)]);
    folded("d-ties", "What it needs", &under, form.any_wrong(&["needs", "side-by-side"]), &inside)
}

fn back(form: &Form, c: &Component) -> Markup {
    let inside = html! {
        div class="sched limits" {
            (line(form, "provision", "Until there is something to restore to", "A server, a disk, an account: such as 30\u{a0}min"))
            (line(form, "verify", "Until it is known to work", "Checks after the restore, such as 30\u{a0}min"))
        }
        @if c.kind.holds_data() {
            div class="sched limits" {
                (line(form, "write", "How fast it is written back, at most", "Such as 100\u{a0}MB/s"))
                (line(form, "replay", "How fast logs are replayed", "Such as 20\u{a0}MB/s"))
            }
        }
    };
    let open = form.any_wrong(&["provision", "verify", "write", "replay"]);
    folded("d-back", "Bringing it back", "", open, &inside)
}

fn worth(form: &Form, system: &System) -> Markup {
    let hint = match system.setup.currency.as_str() {
        "" => "An amount, such as 200".to_owned(),
        currency => format!("In {currency}, such as 200"),
    };
    let inside = html! {
        div class="sched limits" {
            (line(form, "lost-hour", "What an hour of lost work costs", &hint))
            (line(form, "down-hour", "What an hour without it costs", &hint))
        }
    };
    folded("d-worth", "What an hour is worth", "", form.any_wrong(&["lost-hour", "down-hour"]), &inside)
}

fn in_short(parts: &[Option<String>]) -> String {
    parts.iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}
