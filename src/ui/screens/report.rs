use crate::ui::parts::HEADING;
use leptos::prelude::*;

/// Placeholder.
#[component]
pub(crate) fn Report() -> impl IntoView {
    view! { <h1 id=HEADING tabindex="-1">"Report"</h1> }
}
