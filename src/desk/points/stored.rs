//! What was taken in, file by file: the sources, how many points each has, what they are copies of.

use super::join;
use crate::assess::Clock;
use crate::assess::real::Real;
use crate::desk::parts::controls::select_of;
use crate::desk::parts::form::Form;
use crate::import::Skipped;
use crate::points::{Group, Points};
use crate::system::System;
use crate::units::{Arrange, NBSP, grouped, long_date};
use crate::view::describe::title;
use maud::{Markup, html};

/// More entries that do not count are not read.
const LISTED: usize = 50;

/// All groups, those of one file together, the file that came last first.
pub(super) fn show(points: &Points, system: &System, clock: &Clock, form: &Form) -> Markup {
    let mut files: Vec<Vec<&Group>> = Vec::new();
    let key = |group: &Group| (group.imported, group.file.clone(), group.tool);
    for group in &points.groups {
        match files.iter_mut().find(|file| file.first().is_some_and(|first| key(first) == key(group))) {
            Some(file) => file.push(group),
            None => files.push(vec![group]),
        }
    }
    files.arrange_by_key(|file| std::cmp::Reverse(file.first().map(|group| group.imported)));
    html! {
        @for groups in &files {
            @if let Some(first) = groups.first() {
                section class="ruled file" aria-labelledby=(format!("from-{}", first.id)) {
                    h2 id=(format!("from-{}", first.id)) { bdi { (if first.file.is_empty() { "Pasted" } else { &first.file }) } }
                    p class="hint" { (about(first, groups, system, clock)) }
                    (notes(&first.notes))
                    (table(groups, points, system, clock, form))
                    (left_out_list(&format!("skipped-{}", first.id), &first.skipped, first.skipped_in_file, false))
                }
            }
        }
    }
}

/// "restic, taken in on 21 November 2026: 2 sources, 31 points. Its times were read on the clock of Europe/Berlin."
fn about(first: &Group, groups: &[&Group], system: &System, clock: &Clock) -> String {
    let points: usize = groups.iter().map(|group| group.figures.points).sum();
    let counted = |n: usize, one: &str, many: &str| {
        format!("{}{NBSP}{}", grouped(n as u64), if n == 1 { one } else { many })
    };
    let day = long_date(Real::of(system, first, clock).local(first.imported).civil().date());
    let mut words = format!(
        "{}, taken in on {day}: {}, {}.",
        crate::units::capitalised(first.tool.name()),
        counted(groups.len(), "source", "sources"),
        counted(points, "point", "points"),
    );
    if !first.zone.is_empty() {
        words.push_str(&format!(" Its times were read on the clock of {}.", first.zone));
    }
    words
}

fn table(groups: &[&Group], points: &Points, system: &System, clock: &Clock, form: &Form) -> Markup {
    html! {
        table class="tbl flow sources" {
            caption class="vh" { "Sources and what they are copies of" }
            thead {
                tr {
                    th scope="col" { "Source" }
                    th scope="col" { "Points" }
                    th scope="col" { "Really at stake" }
                    th scope="col" { "Copy of" }
                    th scope="col" { span class="vh" { "Remove" } }
                }
            }
            tbody { @for group in groups { (row(group, points, system, clock, form)) } }
        }
    }
}

fn row(group: &Group, points: &Points, system: &System, clock: &Clock, form: &Form) -> Markup {
    let real = Real::of(system, group, clock);
    let day = |at: i64| long_date(real.local(at).civil().date());
    let id = &group.id;
    html! {
        tr id=(format!("g-{id}")) {
            th scope="row" { a href=(format!("#/points/{id}")) { bdi { (group.called()) } } }
            td data-label="Points" {
                div {
                    (grouped(group.figures.points as u64))
                    @if let Some(span) = group.figures.span {
                        span class="hint" { " " @if day(span.from) == day(span.to) { (day(span.to)) } @else { (day(span.from)) " to " (day(span.to)) } }
                    }
                }
            }
            td data-label="At stake" {
                div {
                    @match real.worst() {
                        Some(worst) => {
                            @let (verdict, _) = crate::view::stands(&real);
                            @if verdict == crate::assess::Verdict::Over {
                                span class={ "sev " (crate::view::verdict_class(verdict)) } { (crate::view::verdict_mark(verdict)) (worst) }
                            } @else { (worst) }
                        },
                        None => "One point shows no window",
                    }
                }
            }
            td data-label="Copy of" { div { (copy(group, points, system, form)) } }
            td {
                button type="button" class="link small" name="act" value=(format!("remove {id}")) { "Remove" span class="vh" { " " (group.called()) } }
            }
        }
    }
}

fn copy(group: &Group, points: &Points, system: &System, form: &Form) -> Markup {
    let id = &group.id;
    if let Some((component, protection)) = join::of(group, system) {
        return html! {
            span { a href=(format!("#/system/{}/{}", component.id, protection.id)) { (component.name) } ": " (protection.words()) } " "
            button type="button" class="link small" name="act" value=(format!("part {id}")) { "Change" span class="vh" { " what " (group.called()) " is a copy of" } }
        };
    }
    if join::copies(system).next().is_none() {
        return html! { "Nothing yet. " a href="#/system" { "Say what protects each part" } };
    }
    let name = format!("copy-{id}");
    let proposed = join::proposal(group, points, system).map(|(c, p)| join::value(c, p)).unwrap_or_default();
    let chosen = form.value_or(&name, &proposed).to_owned();
    let options = html! {
        option value="" selected[chosen.is_empty()] { "Not said" }
        @for component in &system.components {
            @let own: Vec<_> = join::copies(system).filter(|(c, _)| c.id == component.id).collect();
            @if !own.is_empty() {
                optgroup label=(component.name) {
                    @for (c, p) in own {
                        @let value = join::value(c, p);
                        option value=(value) selected[value == chosen] { (c.name) ": " (title(p)) }
                    }
                }
            }
        }
    };
    let label = "What is it a copy of?";
    let hint = if proposed.is_empty() { "" } else { "Proposed by its kind and name" };
    html! {
        div class="joins" {
            (select_of(form, &name, label, hint, &options))
            button type="button" class="btn quiet" name="act" value=(format!("join {id}")) { "Join" span class="vh" { " " (group.called()) } }
        }
    }
}

/// What to know about a file.
pub(super) fn notes(notes: &[String]) -> Markup {
    html! { @for note in notes { p class="hint measure" { (note) } } }
}

/// What does not count, folded.
pub(super) fn left_out_list(id: &str, skipped: &[Skipped], in_file: usize, open: bool) -> Markup {
    html! {
        @if in_file > 0 {
            details id=(id) open[open] {
                summary {
                    (grouped(in_file as u64)) (NBSP)
                    @if in_file == 1 { "entry does not count" } @else { "entries do not count" }
                }
                ul class="skipped" {
                    @for one in skipped.iter().take(LISTED) {
                        li { @if !one.what.is_empty() { code { (one.what) } ": " } (one.reason) }
                    }
                    @if in_file > LISTED.min(skipped.len()) { li { "And " (grouped((in_file - LISTED.min(skipped.len())) as u64)) " more." } }
                }
            }
        }
    }
}
