//! The page on which images of servers are planned.

mod ask;
mod list;

use super::page::Shown;
use super::parts::controls::error_box;
use super::parts::form::Form;
use super::parts::{self, Asked, Page};
use crate::images::{Situation, Told, listed, plan};
use crate::points::Points;
use crate::view::images;
use maud::{Markup, html};

/// The page. `None` for an address below it.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    parts.is_empty().then(|| draw(asked).shown)
}

fn draw(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("Server images");
    let read = asked.answers.entry(Told::SECTION, Told::ID).map(Told::read);
    if let Some(Err(error)) = read {
        page.shown.html = html! {
            (parts::top(asked, "images", "Images of your servers"))
            p class="measure block-s" role="alert" { (error.to_string()) "." }
        }
        .into_string();
        return page;
    }
    let stored = read.and_then(Result::ok).unwrap_or_default();
    let situation = Situation::of(asked.answers, asked.system);
    let points = Points::of(asked.answers);
    let today = asked.clock.now.civil().date();
    let mut form = Form::new(asked.fields, ask::fill(&stored));
    let mut told = ask::read(&mut form, &stored, today);
    list::act(asked, &mut told);
    if told != stored {
        let text = Some(told.write()).filter(|_| told != Told::default());
        page.put(Told::SECTION, Told::ID, text);
    }
    form.refill(ask::fill(&told));
    page.heed(&form, asked.act);
    let plan = plan(&told, &situation, today);
    let all = listed(&points.groups, &told);
    page.shown.say = match form.problems().first() {
        Some((_, says)) => says.clone(),
        None if asked.fields.is_some() => images::verdict(&plan, &situation.currency),
        None => String::new(),
    };
    page.shown.html = html! {
        (parts::top(asked, "images", "Images of your servers"))
        p class="measure lead-p" {
            "Frequent images are a good hedge while a system changes. Once it is steady, one golden image, backups of the data and "
            "configuration management do more for less, if they are really there."
        }
        (parts::band(asked))
        (error_box(&form))
        form class="stack sys" {
            (ask::show(&form, &told, &situation))
            section class="ruled" aria-labelledby="plan" {
                h2 id="plan" { "The plan" }
                (images::images(&plan, &situation.currency))
            }
            (list::show(&all, &told, asked))
        }
        (nothing_deleted())
    }
    .into_string();
    page
}

fn nothing_deleted() -> Markup {
    html! { p class="hint measure" { "Holdfast deletes nothing, here or anywhere. What to let go of is yours to delete, with your provider’s own means." } }
}
