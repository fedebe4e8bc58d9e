//! Controls with a label, a hint, and what is to be put right above the input.

use super::form::Form;
use crate::units::Duration;
use maud::{Markup, html};

/// The id of a control's element.
pub(in crate::desk) fn id(name: &str) -> String {
    format!("f-{name}")
}

/// A line of text.
pub(in crate::desk) struct Line<'a> {
    pub(in crate::desk) name: &'a str,
    pub(in crate::desk) label: &'a str,
    pub(in crate::desk) hint: &'a str,
    /// As wide as its answer: `w3`, `w5`, `w12`, `w20`.
    pub(in crate::desk) class: &'a str,
    /// `text` or `date`.
    pub(in crate::desk) kind: &'a str,
    /// The id of a list to choose from.
    pub(in crate::desk) list: Option<&'a str>,
    /// What stands in it when nothing was put into it.
    pub(in crate::desk) preset: &'a str,
}

impl Line<'_> {
    pub(in crate::desk) const NEW: Line<'static> =
        Line { name: "", label: "", hint: "", class: "w5", kind: "text", list: None, preset: "" };

    pub(in crate::desk) fn show(&self, form: &Form) -> Markup {
        let (id, wrong) = (id(self.name), form.wrong(self.name));
        let doubt = form.doubted(self.name).filter(|_| wrong.is_none());
        let value = form.value_or(self.name, self.preset);
        html! {
            div class=(if wrong.is_some() { "field err" } else { "field" }) {
                label for=(id) { (self.label) }
                (around(&id, self.hint, wrong))
                input class=(self.class) type=(self.kind) id=(id) name=(self.name) value=(value) autocomplete="off"
                    spellcheck="false" list=[self.list] aria-invalid=[wrong.map(|_| "true")]
                    aria-describedby=[described(&id, self.hint, wrong, doubt)];
                (read_back(value, self.kind))
                (doubted(&id, doubt))
            }
        }
    }
}

/// A line for a length of time, a size or another figure.
pub(in crate::desk) fn line(form: &Form, name: &str, label: &str, hint: &str) -> Markup {
    Line { name, label, hint, ..Line::NEW }.show(form)
}

/// A choice from a list of values and their words. What the value is when none was chosen is `preset`.
pub(in crate::desk) fn select<S: AsRef<str>>(
    form: &Form,
    name: &str,
    label: &str,
    hint: &str,
    options: &[(S, S)],
    preset: &str,
) -> Markup {
    let chosen = form.value_or(name, preset);
    let inside = html! {
        @for (value, words) in options {
            option value=(value.as_ref()) selected[value.as_ref() == chosen] { (words.as_ref()) }
        }
    };
    select_of(form, name, label, hint, &inside)
}

/// A choice whose options are given as markup.
pub(in crate::desk) fn select_of(
    form: &Form,
    name: &str,
    label: &str,
    hint: &str,
    options: &Markup,
) -> Markup {
    let (id, wrong) = (id(name), form.wrong(name));
    let doubt = form.doubted(name).filter(|_| wrong.is_none());
    html! {
        div class=(if wrong.is_some() { "field err" } else { "field" }) {
            label for=(id) { (label) }
            (around(&id, hint, wrong))
            select id=(id) name=(name) aria-invalid=[wrong.map(|_| "true")]
                aria-describedby=[described(&id, hint, wrong, doubt)] { (options) }
            (doubted(&id, doubt))
        }
    }
}

/// What somebody said to a question of yes or no.
pub(in crate::desk) fn yes_or_no(form: &Form, name: &str, label: &str, hint: &str) -> Markup {
    let options = [("", "Not said yet"), ("yes", "Yes"), ("no", "No"), ("unsure", "I do not know")];
    select(form, name, label, hint, &options, "")
}

/// Lines of text, one thing on each.
pub(in crate::desk) fn lines(form: &Form, name: &str, label: &str, hint: &str, rows: u8) -> Markup {
    let (id, wrong) = (id(name), form.wrong(name));
    html! {
        div class=(if wrong.is_some() { "field err" } else { "field" }) {
            label for=(id) { (label) }
            (around(&id, hint, wrong))
            textarea id=(id) name=(name) rows=(rows) aria-invalid=[wrong.map(|_| "true")]
                aria-describedby=[described(&id, hint, wrong, None)] { (form.value(name)) }
        }
    }
}

/// A box to tick. `marker` is a control that stands wherever the box does.
pub(in crate::desk) fn tick(form: &Form, name: &str, marker: &str, label: &str, apart: bool) -> Markup {
    html! {
        label class=(if apart { "choice apart" } else { "choice" }) {
            input type="checkbox" id=(id(name)) name=(name) value="on" checked[form.ticked(name, marker)];
            span { (label) }
        }
    }
}

/// Boxes under one heading, with what is to be put right above them.
pub(in crate::desk) fn group(form: &Form, name: &str, legend: &str, hint: &str, inside: &Markup) -> Markup {
    let (id, wrong) = (id(name), form.wrong(name));
    html! {
        fieldset class=(if wrong.is_some() { "ticks err" } else { "ticks" }) id=(id) tabindex=[wrong.map(|_| "-1")]
            aria-describedby=[described(&id, hint, wrong, None)] {
            legend { (legend) }
            (around(&id, hint, wrong))
            (inside)
        }
    }
}

/// A button that acts.
pub(in crate::desk) fn act(value: &str, words: &str, class: &str) -> Markup {
    html! { button type="button" class=(class) name="act" value=(value) { (words) } }
}

/// What is to be put right, each leading to its control. Links of the app are addresses, so these are buttons.
pub(in crate::desk) fn error_box(form: &Form) -> Markup {
    let problems = form.problems();
    let heading = match problems.len() {
        0 => return html! {},
        1 => "There is one thing to put right".to_owned(),
        n => format!("There are {n} things to put right"),
    };
    html! {
        section class="errbox stack-s" id="errors" tabindex="-1" aria-labelledby="errors-title" {
            h2 class="h-small" id="errors-title" { (heading) }
            ul role="list" {
                @for (name, says) in problems {
                    li { (act(&format!("focus {name}"), says, "link")) }
                }
            }
        }
    }
}

/// A part of the form that stays folded until somebody opens it, or something in it is to be put right.
pub(in crate::desk) fn folded(id: &str, title: &str, under: &str, open: bool, inside: &Markup) -> Markup {
    html! {
        details id=(id) open[open] {
            summary { (title) @if !under.is_empty() { " " span class="hint" { (under) } } }
            div class="fields inside" { (inside) }
        }
    }
}

fn around(id: &str, hint: &str, wrong: Option<&str>) -> Markup {
    html! {
        @if !hint.is_empty() { p class="hint" id={ (id) "-hint" } { (hint) } }
        @if let Some(says) = wrong { p class="errmsg" id={ (id) "-wrong" } { (says) } }
    }
}

fn doubted(id: &str, doubt: Option<&str>) -> Markup {
    html! { @if let Some(says) = doubt { p class="doubt" id={ (id) "-doubt" } { strong { "Look again: " } (says) "." } } }
}

fn described(id: &str, hint: &str, wrong: Option<&str>, doubt: Option<&str>) -> Option<String> {
    let parts = [("hint", !hint.is_empty()), ("wrong", wrong.is_some()), ("doubt", doubt.is_some())];
    let ids: Vec<String> =
        parts.iter().filter(|(_, there)| *there).map(|(part, _)| format!("{id}-{part}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A length of time read back in full, where that is not what was typed.
fn read_back(typed: &str, kind: &str) -> Markup {
    let read: Option<String> = typed
        .parse::<Duration>()
        .ok()
        .filter(|_| kind == "text" && typed.trim() != "0")
        .map(|d| d.to_string());
    let same = |read: &String| {
        read.replace(crate::units::NBSP, " ") == typed.trim().replace(crate::units::NBSP, " ")
    };
    html! {
        @if let Some(read) = read.filter(|read| !same(read)) { p class="readback" { "Read as " strong { (read) } } }
    }
}
