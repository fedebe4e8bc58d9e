//! For how many days a proof holds, as the user says.

use super::Ground;
use crate::answers::Edit;
use crate::desk::parts::controls::Line;
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{Asked, Page};
use crate::drill::ShelfLife;
use crate::units::grouped;
use chrono::NaiveDate;
use maud::{Markup, html};

const NAME: &str = "proof-days";

/// Takes in the days that were typed, and draws the page with them: they decide what is stale.
pub(super) fn heeded(ground: &Ground<'_>, draw: impl Fn(&Ground<'_>, Form, Page) -> Page) -> Page {
    let asked = ground.asked;
    let mut page = Page::new("Drills");
    let (stored, unreadable) = ShelfLife::of(asked.answers);
    let mut form = Form::new(asked.fields, fill(stored));
    // What cannot be read is never written over.
    let typed =
        form.read(NAME, str::parse::<ShelfLife>).filter(|typed| *typed != stored && unreadable.is_none());
    let Some(typed) = typed else { return draw(ground, form, page) };
    page.put(ShelfLife::SECTION, ShelfLife::ID, typed.write());
    form.refill(fill(typed));
    // The day counts for answers alone.
    let edit = Edit::Change(page.shown.changes.clone());
    match asked.answers.apply(&edit, NaiveDate::default()) {
        Ok(answers) => draw(&Ground::of(&Asked { answers: &answers, ..*asked }), form, page),
        Err(_) => draw(ground, form, page),
    }
}

fn fill(shelf_life: ShelfLife) -> Filled {
    [(NAME.to_owned(), grouped(shelf_life.days.into()))].into()
}

pub(super) fn show(ground: &Ground<'_>, form: &Form) -> Markup {
    html! {
        @if ShelfLife::of(ground.asked.answers).1.is_none() {
            section class="ruled" {
                h2 { "How long a proof holds" }
                form class="block" {
                    (Line { name: NAME, label: "Days for which a proof holds", hint: "Then it is stale: systems and people change. 100 are a quarter and a few days to find a date", ..Line::NEW }.show(form))
                }
            }
        }
    }
}
