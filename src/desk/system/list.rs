//! All components, and the ways in while there are none.

use super::figures::Outlook;
use super::{panel, trying, words};
use crate::answers::ComponentKind;
use crate::desk::parts::controls::{Line, act, error_box, select_of};
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{self, Asked, Page};
use crate::system::check::{self, LONGEST_NAME, MOST_COMPONENTS, Refused};
use crate::system::{Component, ComponentId, Setup, System, Template};
use crate::units::in_words;
use crate::view::describe;
use maud::{Markup, html};

/// The page.
pub(super) fn page(asked: &Asked<'_>) -> Page {
    let mut form = Form::new(asked.fields, Filled::new());
    let mut page = Page::new("System");
    let next = act_on(asked, &mut form, &mut page);
    let system = next.as_ref().unwrap_or(asked.system);
    page.heed(&form, asked.act);
    let outlook = Outlook::of(system, asked.clock);
    page.shown.html = html! {
        (parts::top(asked, "system", "What your system is made of"))
        @if system.described { (trying::band(asked)) }
        (error_box(&form))
        @if let Some(words) = page.done.as_deref() { (parts::undo(words)) }
        (parts::unreadable(&system.unreadable))
        @if system.described {
            @if !system.components.is_empty() { (table(system, &outlook)) }
            @if let Some(before) = asked.before { (trying::what_would_change(&Outlook::of(before, asked.clock), &outlook)) }
            form data-enter="add" { (add(&form)) }
            section class="ruled" {
                h2 { "The whole system" }
                p { a href="#/system/settings" { "What holds for the whole system" } }
                p class="hint" { (in_short(&system.setup)) }
            }
        } @else {
            (ways_in(system))
            form data-enter="add" { (add(&form)) }
        }
    }
    .into_string();
    page
}

fn act_on(asked: &Asked<'_>, form: &mut Form, page: &mut Page) -> Option<System> {
    let system = asked.system;
    let (act, rest) = asked.act.map(|act| act.split_once(' ').unwrap_or((act, "")))?;
    let described: &[Component] = if system.described { &system.components } else { &[] };
    match act {
        "from-quick" if !system.described => {
            let components = system.taken_over();
            components.iter().for_each(|c| page.put_component(c));
            page.done = Some(
                "Your answers are taken over. Open each component, and say what the quick check did not ask."
                    .to_owned(),
            );
            Some(system.described_as(components, system.setup.clone()))
        }
        "template" if !system.described => {
            let template = Template::from_id(rest)?;
            let components = template.components();
            components.iter().for_each(|c| page.put_component(c));
            if system.unreadable_setup().is_none() {
                page.put(Setup::SECTION, Setup::ID, Some(template.setup().write()));
            }
            page.done = Some(
                "Here is a system to change. Every value in it is a guess until you say otherwise."
                    .to_owned(),
            );
            Some(system.described_as(components, template.setup()))
        }
        "add" => {
            let kind = ComponentKind::from_id(form.value("new-kind")).unwrap_or(ComponentKind::Database);
            let typed = form.value("new-name").to_owned();
            let name = if described.len() >= MOST_COMPONENTS {
                Err(Refused::SystemFull)
            } else {
                named(&typed, kind, described)
            };
            match name {
                Err(says) => {
                    form.problem("new-name", &says);
                    page.shown.focus = Some(crate::desk::parts::controls::id("new-name"));
                    page.shown.say = says.to_string();
                    None
                }
                Ok(name) => {
                    let kept = |id: &str| system.unreadable.iter().any(|entry| entry.id == id);
                    let id =
                        free_id(kind.id(), &|id| kept(id) || described.iter().any(|c| c.id.as_str() == id));
                    let component = Component { name, ..Component::new(ComponentId::new(&id), kind) };
                    page.put_component(&component);
                    page.shown.go = Some(format!("system/{id}"));
                    form.forget("new-");
                    let mut components = described.to_vec();
                    components.push(component);
                    Some(system.described_as(components, system.setup.clone()))
                }
            }
        }
        "discard" => discard(asked, page),
        "remove" => {
            let components = without(described, rest, page)?;
            page.shown.focus = Some(asked.heading.to_owned());
            Some(system.described_as(components, system.setup.clone()))
        }
        _ => None,
    }
}

/// The system without the entry that cannot be read and whose button was pressed.
pub(super) fn discard(asked: &Asked<'_>, page: &mut Page) -> Option<System> {
    let mut next = asked.system.clone();
    parts::discard(asked, &mut next.unreadable, page).then_some(next)
}

/// The name as typed; where nothing was, that of its kind while it is free.
fn named(typed: &str, kind: ComponentKind, components: &[Component]) -> Result<String, Refused> {
    let typed = if typed.trim().is_empty() { kind.name() } else { typed };
    let name = check::name(typed, LONGEST_NAME, "Orders database")?;
    check::free(&name, None, components).map(|()| name)
}

/// The first of `base`, `base-2`, `base-3` that is free.
pub(super) fn free_id(base: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|n: u32| format!("{base}-{n}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or_default()
}

/// The components without one, and nothing that needs it or speaks of it left behind.
pub(super) fn without(components: &[Component], id: &str, page: &mut Page) -> Option<Vec<Component>> {
    let gone = components.iter().find(|c| c.id.as_str() == id)?;
    page.put(Component::SECTION, id, None);
    let mut rest: Vec<Component> = components.iter().filter(|c| c.id != gone.id).cloned().collect();
    for c in &mut rest {
        let before = (c.needs.len(), c.refers_to.len());
        c.needs.retain(|id| *id != gone.id);
        c.refers_to.retain(|id| *id != gone.id);
        if before != (c.needs.len(), c.refers_to.len()) {
            page.put_component(c);
        }
    }
    page.shown.say = format!("{} is removed.", gone.name);
    page.done = Some(page.shown.say.clone());
    Some(rest)
}

fn table(system: &System, outlook: &Outlook<'_>) -> Markup {
    html! {
        table class="tbl flow comps" {
            caption class="vh" { "Components, limits, protections and the worst loss" }
            thead {
                tr {
                    th scope="col" { "Component" }
                    th scope="col" { "You accept" }
                    th scope="col" { "What protects it" }
                    th scope="col" { "Lost at worst" }
                    th scope="col" { span class="vh" { "Remove" } }
                }
            }
            tbody {
                @for c in &system.components {
                    tr id=(format!("c-{}", c.id)) {
                        th scope="row" {
                            a href=(format!("#/system/{}", c.id)) { (c.name) }
                            @if c.kind.holds_data() && c.holds.to_lowercase() != c.name.to_lowercase() { span class="hint" { (c.holds) } }
                        }
                        td data-label="You accept" { div { (limits(c)) } }
                        td data-label="Protected by" { div { (words::in_a_line(c)) } }
                        td data-label="Lost at worst" { div { (panel::worst(c, outlook)) } }
                        td {
                            button type="button" class="link small" name="act" value=(format!("remove {}", c.id)) {
                                "Remove" span class="vh" { " " (c.name) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn limits(c: &Component) -> Markup {
    html! {
        span class="pair" {
            @if c.kind.holds_data() { span { span class="muted" { "loss " } (describe::limit(&c.limit)) } " " }
            span { span class="muted" { "down " } (describe::limit(&c.downtime_limit)) }
        }
    }
}

fn ways_in(system: &System) -> Markup {
    let names: Vec<&str> = system.components.iter().map(|c| c.name.as_str()).collect();
    html! {
        p class="measure lead-p" {
            "Describe each part once: what it holds, what you accept to lose, what protects it. The results then hold for every part, \
             not for the most important one alone."
        }
        @if !names.is_empty() {
            section class="ruled" {
                h2 { "Start from your answers" }
                p class="measure" { (in_words(&names)) ". Every value, limit and date you gave is taken over; nothing is asked twice." }
                @if let Some(first) = system.components.first() {
                    p class="hint measure" { "For the " (crate::units::uncapitalised(&first.name)) ": " (crate::units::uncapitalised(&words::in_a_line(first))) "." }
                }
                p class="row after" { (act("from-quick", "Take over your answers", "btn")) }
            }
        }
        section class="ruled" {
            h2 { @if names.is_empty() { "Start from a system like yours" } @else { "Or from a system like yours" } }
            p class="hint measure" { "The values are sensible guesses and marked as such. Change what is different; the results are there at once." }
            ul class="templates" role="list" {
                @for template in Template::ALL {
                    li {
                        h3 { (template.name()) }
                        p { (template.consists_of()) }
                        button type="button" class="btn quiet" name="act" value=(format!("template {}", template.id())) {
                            "Start from this" span class="vh" { ": " (template.name()) }
                        }
                    }
                }
            }
        }
    }
}

fn add(form: &Form) -> Markup {
    let chosen = ComponentKind::from_id(form.value("new-kind")).unwrap_or(ComponentKind::Database);
    let kinds = html! {
        @for kind in ComponentKind::ALL { option value=(kind.id()) selected[kind == chosen] { (words::component(kind)) } }
    };
    html! {
        section class="ruled" {
            h2 { "Add a component" }
            div class="adds" {
                (select_of(form, "new-kind", "What it is", "It decides what is asked", &kinds))
                (Line { name: "new-name", label: "What you call it", hint: "Such as Orders database", class: "w20", ..Line::NEW }.show(form))
                (act("add", "Add it", "btn quiet"))
            }
        }
    }
}

/// The setup in a line.
fn in_short(setup: &Setup) -> String {
    let mut parts = Vec::new();
    if !setup.zone.is_empty() {
        parts.push(format!("time zone {}", setup.zone));
    }
    if let Some(fetch) = setup.fetch {
        parts.push(format!("copies fetched at {fetch}"));
    }
    if let Some(detect) = setup.detect {
        parts.push(format!("noticed within {detect}"));
    }
    match parts.is_empty() {
        true => "Time zone, speeds, times and prices: nothing is said yet.".to_owned(),
        false => format!("{}.", crate::units::capitalised(&parts.join(", "))),
    }
}
