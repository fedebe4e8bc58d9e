use crate::ui::parts::HEADING;
use leptos::prelude::*;

/// Placeholder.
#[component]
pub(crate) fn Results() -> impl IntoView {
    view! { <h1 id=HEADING tabindex="-1">"Results"</h1> }
}
