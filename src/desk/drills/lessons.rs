//! What was learned, who sees to it and until when.

use super::Ground;
use crate::desk::parts::controls::{Line, act, lines, select};
use crate::desk::parts::form::Form;
use crate::drill::{Lesson, State, What, note};
use crate::units::{long_date, read_date};
use maud::{Markup, html};

/// What a button says about a lesson; `None` when it is about something else or cannot be taken.
pub(super) fn happened(act: &str, state: &State, form: &mut Form) -> Option<What> {
    let (act, id) = act.split_once(' ').unwrap_or((act, ""));
    let known = state.lessons.iter().find(|lesson| lesson.id == id);
    let of = |lesson: &Lesson, closed: bool, text: String| What::Lesson {
        lesson: lesson.id.clone(),
        text,
        owner: lesson.owner.clone(),
        due: lesson.due,
        closed,
    };
    match (act, known) {
        ("learn", _) => {
            let text = note(form.value("lesson"), "Keep the restore password in the safe");
            let typed = form.value("lesson-due").trim().to_owned();
            let due = if typed.is_empty() { Ok(None) } else { read_date(&typed).map(Some).ok_or(()) };
            match (text, due) {
                (Ok(text), Ok(due)) => {
                    let owner = form.value("lesson-owner").to_owned();
                    form.forget("lesson");
                    let taken = |id: &str| state.lessons.iter().any(|lesson| lesson.id == id);
                    let lesson =
                        (1..).map(|n: u32| format!("l-{n}")).find(|id| !taken(id)).unwrap_or_default();
                    return Some(What::Lesson { lesson, text, owner, due, closed: false });
                }
                (Err(says), _) => form.problem("lesson", says),
                (_, Err(())) => form.problem("lesson-due", "Enter a date, such as 2026-12-24"),
            }
            None
        }
        ("see-to", Some(lesson)) => Some(of(lesson, true, lesson.text.clone())),
        ("reopen", Some(lesson)) => Some(of(lesson, false, lesson.text.clone())),
        ("forget", Some(lesson)) => Some(of(lesson, lesson.closed, String::new())),
        _ => None,
    }
}

pub(super) fn show(ground: &Ground<'_>, state: &State, form: &Form) -> Markup {
    let people: Vec<(String, String)> = std::iter::once((String::new(), "Nobody yet".to_owned()))
        .chain(ground.people.persons.iter().map(|one| (one.id.as_str().to_owned(), one.name.clone())))
        .collect();
    html! {
        @if !state.lessons.is_empty() {
            ul class="prots" role="list" {
                @for lesson in &state.lessons {
                    @let owner = ground.name_of(&lesson.owner);
                    li class="prot stack-s" {
                        p { @if lesson.closed { s { (lesson.text) } " " span class="sev within" { span { "✓ seen to" } } } @else { (lesson.text) } }
                        p class="small muted" {
                            @if owner.is_empty() { "Nobody sees to it yet" } @else { (owner) " sees to it" }
                            @if let Some(due) = lesson.due { ", until " (long_date(due)) }
                            "."
                        }
                        p class="row small" {
                            @if lesson.closed { (act(&format!("reopen {}", lesson.id), "Not yet after all", "link")) }
                            @else { (act(&format!("see-to {}", lesson.id), "It is seen to", "link")) }
                            (act(&format!("forget {}", lesson.id), "Take it away", "link"))
                        }
                    }
                }
            }
        }
        div class="block" {
            (lines(form, "lesson", "What did you learn?", "One thing at a time", 2))
            div class="sched" {
                (select(form, "lesson-owner", "Who sees to it", "", &people, ""))
                (Line { name: "lesson-due", label: "Until when", hint: "A date", kind: "date", class: "w12", ..Line::NEW }.show(form))
            }
            p class="row block-s" { (act("learn", "Write it down", "btn quiet")) }
        }
    }
}
