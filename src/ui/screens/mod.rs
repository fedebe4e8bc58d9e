//! One screen a file.

mod guide;
mod guides;
mod live;
mod question;
mod report;
mod results;
mod review;
mod start;
mod unknown;

use super::browser::focus;
use super::parts::HEADING;
use crate::catalogue::question as named;
use crate::desk::WHY;
use crate::route::Route;
use leptos::prelude::*;

/// The screen of an address.
pub(crate) fn screen(route: Route) -> AnyView {
    match route {
        Route::Start => start::Start().into_any(),
        Route::Question(id) => match named(id) {
            Some(question) => view! { <question::QuestionPage question/> }.into_any(),
            None => unknown::Unknown().into_any(),
        },
        Route::Review => review::Review().into_any(),
        Route::Live(path) => view! { <live::Live path/> }.into_any(),
        Route::Results => view! { <results::Results figure=String::new()/> }.into_any(),
        Route::Figure(figure) => view! { <results::Results figure/> }.into_any(),
        Route::Guides => guides::Guides().into_any(),
        Route::Guide { slug, anchor } => view! { <guide::GuidePage slug anchor/> }.into_any(),
        Route::Report => report::Report().into_any(),
        Route::Unknown(_) => unknown::Unknown().into_any(),
    }
}

/// Starts a page that was just entered at its heading.
pub(crate) fn arrive(route: &Route) {
    match route {
        // A guide opened at a heading goes there by itself once its text is here.
        Route::Guide { anchor: Some(_), .. } => {}
        // A figure leads to how it was reached.
        Route::Figure(_) if focus::to(WHY) => {}
        _ => {
            focus::top();
            focus::to(HEADING);
        }
    }
}
