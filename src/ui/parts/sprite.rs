use leptos::prelude::*;

/// The marks of severities and verdicts, drawn once and used by name.
#[component]
pub(crate) fn Sprite() -> impl IntoView {
    view! { <div class="vh" aria-hidden="true" inner_html=MARKS></div> }
}

const MARKS: &str = include_str!("../../../style/marks.svg");
