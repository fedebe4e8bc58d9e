//! One source: what its points show, beside what the schedule of their copy promises.

use super::{join, list, stored, zones};
use crate::assess::planned::subjects;
use crate::assess::real::{Real, why_real};
use crate::desk::parts::{self, Asked, Page};
use crate::points::{Group, Points};
use crate::units::{NBSP, capitalised, grouped, long_moment};
use crate::view;
use maud::{Markup, html};

/// The page of a group.
pub(super) fn page(asked: &Asked<'_>, id: &str) -> Page {
    let points = Points::of(asked.answers);
    let Some(group) = points.group(id) else { return nowhere(asked) };
    let mut page = Page::new(group.called());
    page.shown.zones = zones(&points).into_iter().collect();
    let real = Real::of(asked.system, group, asked.clock);
    page.shown.html = html! {
        (parts::STYLE)
        p class="small" { a href="#/points" { "All restore points" } }
        h1 id=(asked.heading) tabindex="-1" { bdi { (group.called()) } }
        p class="muted" { (about(&real)) }
        (copy(asked, group))
        (keep(asked, &points, group))
        section class="ruled" {
            h2 { "What was promised, and what really was" }
            (view::real(&real, "real"))
            @if let Some(why) = why_real(&real) {
                details id="why" { summary { (why.title) } div class="deriv" { (view::derivation(&why)) } }
            }
        }
        @if !group.notes.is_empty() || group.skipped_in_file > 0 {
            section class="ruled" {
                h2 { "What does not count" }
                p class="hint measure" { "In the whole file: most tools do not say of which source a failed run was." }
                (stored::notes(&group.notes))
                (stored::left_out_list("skipped", &group.skipped, group.skipped_in_file, false))
            }
        }
    }
    .into_string();
    page
}

/// "restic, 31 points, looked up on Saturday 21 November 2026, 09:30, from snapshots.json."
fn about(real: &Real) -> String {
    let group = &real.group;
    let points = group.figures.points;
    let of = if group.file.is_empty() { "pasted".to_owned() } else { format!("from {}", group.file) };
    format!(
        "{}, {}{NBSP}{}, looked up on {}, {of}.",
        capitalised(group.tool.name()),
        grouped(points as u64),
        if points == 1 { "point" } else { "points" },
        long_moment(real.local(group.imported)),
    )
}

fn copy(asked: &Asked<'_>, group: &Group) -> Markup {
    html! {
        p class="measure block-s" {
            @match join::of(group, asked.system) {
                Some((component, protection)) => {
                    "A copy of " a href=(format!("#/system/{}/{}", component.id, protection.id)) { (component.name) ": " (protection.words()) } "."
                },
                None if list::is_orphan(group, asked.system) => {
                    "What it was joined to is no longer part of your system. " a href="#/points" { "Say what it is a copy of" }
                },
                None => { "Nobody has said what it is a copy of, so there is nothing to compare it with. " a href="#/points" { "Say what it is a copy of" } },
            }
        }
    }
}

/// The way to what a policy would keep of these points, alone or among the other copies of their part.
fn keep(asked: &Asked<'_>, points: &Points, group: &Group) -> Markup {
    let all = subjects(asked.answers, asked.system, points);
    let of = all.iter().find(|subject| subject.groups.iter().any(|own| own.id == group.id));
    html! { @if let Some(of) = of { p class="row" { a href={ "#/keep/" (of.at) } { "Plan what is kept of it" } } } }
}

fn nowhere(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("Restore points");
    page.shown.html = html! {
        (parts::STYLE)
        p class="small" { a href="#/points" { "All restore points" } }
        h1 id=(asked.heading) tabindex="-1" { "There are no restore points at this address" }
        p class="measure block-s" { "They may have been removed, or the link was cut short on its way." }
    }
    .into_string();
    page
}
