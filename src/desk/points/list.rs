//! All restore points that were taken in, and the way in for more.

use super::file::{FileRead, FileState};
use super::{intake, join, stored, zones};
use crate::desk::parts::controls::id;
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{self, Asked, Page};
use crate::desk::system::zone_list;
use crate::points::{Group, Points};
use crate::system::System;
use crate::units::{NBSP, grouped};
use maud::html;

/// The page.
pub(super) fn page(asked: &Asked<'_>) -> Page {
    let mut form = Form::new(asked.fields, Filled::new());
    let mut page = Page::new("Restore points");
    let mut points = Points::of(asked.answers);
    parts::discard(asked, &mut points.unreadable, &mut page);
    act_on(asked, &mut points, &mut form, &mut page);
    page.heed(&form, asked.act);
    page.shown.zones = zones(&points).into_iter().collect();
    page.shown.html = html! {
        (parts::top(asked, "points", "Restore points"))
        p class="measure lead-p" {
            "What your backup tools really have. Holdfast shows the losses that were possible, beside what your schedules promise. \
             Nothing leaves this browser."
        }
        @if let Some(words) = page.done.as_deref() { (parts::undo(words)) }
        (zone_list(asked.here))
        (intake::place(&form))
        (intake::files(asked.files, &form, asked.here))
        (parts::unreadable(&points.unreadable))
        (stored::show(&points, asked.system, asked.clock, &form))
    }
    .into_string();
    page
}

fn act_on(asked: &Asked<'_>, points: &mut Points, form: &mut Form, page: &mut Page) -> Option<()> {
    let (act, rest) = asked.act?.split_once(' ')?;
    match act {
        "take" => {
            let file = asked.files.iter().find(|file| file.number.to_string() == rest)?;
            take(file, points, page);
        }
        "join" => {
            let group = points.groups.iter_mut().find(|group| group.id == rest)?;
            let name = format!("copy-{rest}");
            let Some(to) = join::chosen(form.value(&name), asked.system) else {
                form.problem(&name, "Choose what these are copies of");
                page.shown.focus = Some(id(&name));
                return None;
            };
            group.joined = Some(to);
            page.put(Group::SECTION, rest, Some(group.write()));
            let (component, protection) = join::of(group, asked.system)?;
            let words =
                format!("{} is a copy of {}: {}.", group.called(), component.name, protection.words());
            done(page, words);
        }
        "part" => {
            let group = points.groups.iter_mut().find(|group| group.id == rest)?;
            group.joined = None;
            page.put(Group::SECTION, rest, Some(group.write()));
            page.shown.focus = Some(id(&format!("copy-{rest}")));
        }
        "remove" => {
            let gone = points.group(rest)?.called().to_owned();
            points.groups.retain(|group| group.id != rest);
            page.put(Group::SECTION, rest, None);
            done(page, format!("{gone} is removed."));
            page.shown.focus = Some(asked.heading.to_owned());
        }
        _ => {}
    }
    Some(())
}

fn done(page: &mut Page, words: String) {
    page.shown.say.clone_from(&words);
    page.done = Some(words);
}

/// Writes what a file gave.
fn take(file: &FileRead, points: &mut Points, page: &mut Page) {
    let FileState::Ready { groups, left_out } = &file.state else { return };
    let had = points.groups.len();
    let count: usize = groups.iter().map(|group| group.figures.points).sum();
    for group in groups {
        let id = points.put(group.clone());
        let written = points.group(&id).map(Group::write);
        page.put(Group::SECTION, &id, written);
    }
    let new = points.groups.len() - had;
    let again = groups.len().saturating_sub(new);
    let mut words = format!(
        "{}: {}{NBSP}{} of {}{NBSP}{}.",
        file.called(),
        grouped(count as u64),
        if count == 1 { "point" } else { "points" },
        grouped(groups.len() as u64),
        if groups.len() == 1 { "source" } else { "sources" },
    );
    if again > 0 {
        words.push_str(" What was there of the same sources is replaced.");
    }
    if *left_out > 0 {
        words.push_str(&format!(
            " {}{NBSP}more sources, those with the oldest points, are left out: choose fewer at a time.",
            grouped(*left_out as u64)
        ));
    }
    done(page, words);
}

/// Whether a group's copy has gone from the system since it was joined.
pub(super) fn is_orphan(group: &Group, system: &System) -> bool {
    group.joined.is_some() && join::of(group, system).is_none()
}
