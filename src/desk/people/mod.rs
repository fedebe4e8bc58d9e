//! The pages on which people are named: who does what, how they are reached, what they hold, and whom they call.

mod access;
mod gaps;
mod list;
mod person;
mod support;
mod ways;

use super::page::Shown;
use super::parts::form::{Filled, Form};
use super::parts::{Asked, Page, STYLE, controls};
use crate::people::{Entry, People, SECTION};
use crate::system::Told;
use maud::{Markup, html};

/// The page whose address goes on so after "people". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let people = People::of(asked.answers);
    let page = match parts {
        [] => list::page(asked, &people),
        [id] => {
            let found = people.persons.iter().find(|one| one.id.as_str() == *id);
            let access = people.accesses.iter().find(|one| one.id == *id);
            let support = people.supports.iter().find(|one| one.id == *id);
            match (found, access, support) {
                (Some(one), ..) => person::page(asked, &people, one),
                (_, Some(one), _) => access::page(asked, &people, one),
                (.., Some(one)) => support::page(asked, &people, one),
                _ => nobody(asked),
            }
        }
        _ => return None,
    };
    Some(page.shown)
}

fn nobody(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("People");
    page.shown.html = html! {
        (super::parts::top(asked, "people", "There is nobody at this address"))
        p class="measure block-s" { "They may have been removed, or the link was cut short on its way." }
        p class="row block-s" { a class="btn" href="#/people" { "Go to all people" } }
    }
    .into_string();
    page
}

/// One entry as a page with a form: what is read into it is written when it differs.
struct Sheet<'a> {
    asked: &'a Asked<'a>,
    page: Page,
    form: Form,
}

impl<'a> Sheet<'a> {
    fn new(asked: &'a Asked<'a>, title: &str, filled: Filled) -> Sheet<'a> {
        Sheet { asked, page: Page::new(title), form: Form::new(asked.fields, filled) }
    }

    /// Whether the button that removes the entry was pressed; then the list is where to go.
    fn is_removed(&mut self, name: &str) -> bool {
        let removed = self.asked.act == Some("remove-entry");
        if removed {
            self.page.shown.go = Some("people".to_owned());
            self.page.shown.say = format!("{name} is removed.");
        }
        removed
    }

    fn put(&mut self, entry: &Entry, filled: Filled) {
        self.page.put(SECTION, entry.id(), Some(entry.write()));
        self.form.refill(filled);
    }

    /// The page: above, form, way out.
    fn draw(mut self, name: &str, under: &str, inside: &Markup) -> Page {
        self.page.heed(&self.form, self.asked.act);
        if self.page.shown.say.is_empty() {
            self.page.shown.say =
                self.form.problems().first().map(|(_, says)| says.clone()).unwrap_or_default();
        }
        self.page.shown.title = name.to_owned();
        self.page.shown.html = html! {
            (STYLE)
            p class="small" { a href="#/people" { "All people, keys and numbers" } }
            h1 id=(self.asked.heading) tabindex="-1" { (name) }
            @if !under.is_empty() { p class="muted" { (under) } }
            (controls::error_box(&self.form))
            form class="stack sys" { (inside) }
            p class="row leave" { (controls::act("remove-entry", &format!("Remove {name}"), "btn quiet")) }
        }
        .into_string();
        self.page
    }
}

/// Yes, no or "I do not know" as a control has it.
fn said(told: &Told<bool>) -> String {
    match told {
        Told::Known(true) => "yes",
        Told::Known(false) => "no",
        Told::Unsure => "unsure",
        Told::Open => "",
    }
    .to_owned()
}

/// The same read back.
fn read_said(form: &Form, name: &str, into: &mut Told<bool>) {
    if let Some(text) = form.changed(name) {
        *into = match text.as_str() {
            "yes" => Told::Known(true),
            "no" => Told::Known(false),
            "unsure" => Told::Unsure,
            _ => Told::Open,
        };
    }
}
