//! What the system is made of.

use super::{Ask, Shown, heading, plain};
use crate::answers::{Answers, Change, Edit};
use crate::save::slug;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde_json::{Map, Value};

const COMPONENTS: &str = "components";
/// The field for the name of a new component, and its id.
const NEW: &str = "new-name";
/// The field for the name of a component, and its id.
const NAME: &str = "name";
const NO_NAME: &str = "Enter a name, such as Orders database";

/// The list of components.
pub(super) fn all(answers: &Answers, ask: &Ask) -> Shown {
    let typed = ask.field(NEW).unwrap_or_default();
    let mut shown = Shown { title: "System".to_owned(), ..Shown::default() };
    let (mut left, mut wrong) = (typed, false);
    match ask.act.as_deref().map(|act| act.split_once(' ').unwrap_or((act, ""))) {
        Some(("add", _)) if typed.trim().is_empty() => {
            wrong = true;
            shown.say = NO_NAME.to_owned();
            shown.focus = Some(NEW.to_owned());
        }
        Some(("add", _)) => {
            shown.changes.push(named(&free_id(answers, typed), Map::new(), typed));
            shown.say = format!("{} is added.", typed.trim());
            shown.focus = Some(NEW.to_owned());
            left = "";
        }
        Some(("remove", id)) => {
            shown.changes.push(removed(id));
            shown.say = format!("{} is removed.", name(answers, id));
        }
        _ => {}
    }
    let after = changed(answers, &shown.changes);
    shown.html = html! {
        (heading(ask, "What your system is made of"))
        (trying(ask))
        @if after.entries(COMPONENTS).next().is_none() {
            p class="measure block-s" { "Nothing is named yet." }
        } @else {
            ul class="stack-s block-s" {
                @for (id, _) in after.entries(COMPONENTS) {
                    li id=(format!("row-{id}")) class="row" {
                        a href=(format!("#/system/{id}")) { (name(&after, id)) }
                        button type="button" class="link" name="act" value=(format!("remove {id}")) {
                            "Remove" span class="vh" { " " (name(&after, id)) }
                        }
                    }
                }
            }
        }
        form class="block" data-enter="add" {
            (field(NEW, "Name of a component", left, wrong))
            p class="row" { button type="submit" class="btn" name="act" value="add" { "Add it" } }
        }
    }
    .into_string();
    shown
}

/// One component.
pub(super) fn one(answers: &Answers, id: &str, ask: &Ask) -> Shown {
    let Some(text) = answers.entry(COMPONENTS, id) else {
        let back = html! { p { a href="#/system" { "Go to the list" } } };
        return plain("System", heading(ask, "There is no component of that name"), back);
    };
    let mut shown = Shown { title: name(answers, id), ..Shown::default() };
    if ask.act.as_deref() == Some("remove") {
        shown.changes.push(removed(id));
        shown.go = Some("system".to_owned());
        return shown;
    }
    let typed = ask.field(NAME).map_or_else(|| name(answers, id), str::to_owned);
    let wrong = typed.trim().is_empty();
    if wrong {
        shown.say = NO_NAME.to_owned();
    } else if typed.trim() != name(answers, id) {
        shown.changes.push(named(id, fields(text), &typed));
    }
    shown.html = html! {
        p class="small" { a href="#/system" { "Back to the list" } }
        (heading(ask, &name(&changed(answers, &shown.changes), id)))
        (trying(ask))
        form class="block" {
            (field(NAME, "Name", &typed, wrong))
            p class="row" { button type="button" class="btn quiet" name="act" value="remove" { "Remove it" } }
        }
    }
    .into_string();
    shown
}

/// What is being tried out, or the way to do so.
fn trying(ask: &Ask) -> Markup {
    let act = |act: &str, words: &str| html! { button type="button" class="btn quiet" name="act" value=(act) { (words) } };
    html! {
        @if ask.tried.is_some() {
            div class="notice stack-s" id="trying" {
                p { "You are trying something out. Your answers stay as they are until you keep it." }
                p class="row" { (act("apply", "Keep it")) (act("drop", "Drop it")) }
            }
        } @else {
            p class="row block-s" { (act("try", "Try something out")) }
        }
    }
}

fn field(name: &str, label: &str, value: &str, wrong: bool) -> Markup {
    let message = format!("{name}-wrong");
    html! {
        div class=(if wrong { "field err" } else { "field" }) {
            label for=(name) { (label) }
            @if wrong { p class="errmsg" id=(message) { (NO_NAME) } }
            input class="w20" type="text" id=(name) name=(name) value=(value) autocomplete="off"
                aria-invalid=[wrong.then_some("true")] aria-describedby=[wrong.then_some(&message)];
        }
    }
}

fn fields(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The name of a component; its id when it has none.
fn name(answers: &Answers, id: &str) -> String {
    let fields = answers.entry(COMPONENTS, id).map(fields).unwrap_or_default();
    fields.get("name").and_then(Value::as_str).unwrap_or(id).to_owned()
}

fn named(id: &str, mut fields: Map<String, Value>, name: &str) -> Change {
    fields.insert("name".to_owned(), name.trim().into());
    Change {
        section: COMPONENTS.to_owned(),
        id: id.to_owned(),
        text: Some(Value::Object(fields).to_string()),
    }
}

fn removed(id: &str) -> Change {
    Change { section: COMPONENTS.to_owned(), id: id.to_owned(), text: None }
}

fn changed(answers: &Answers, changes: &[Change]) -> Answers {
    answers.apply(&Edit::Change(changes.to_vec()), NaiveDate::default()).unwrap_or_else(|_| answers.clone())
}

/// An id from the name that no component has.
fn free_id(answers: &Answers, name: &str) -> String {
    let name = slug(name);
    let base = name.get(..56).unwrap_or(&name);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let mut ids = std::iter::once(name.clone()).chain(numbered);
    ids.find(|id| answers.entry(COMPONENTS, id).is_none()).unwrap_or_default()
}
