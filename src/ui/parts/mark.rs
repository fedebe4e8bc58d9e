use crate::catalogue::Severity;
use leptos::prelude::*;

/// A severity: shape, then word, colour on both.
#[component]
pub(crate) fn Sev(severity: Severity) -> impl IntoView {
    view! {
        <span class=format!("sev {}", severity.name())>
            <svg class="mark" aria-hidden="true"><use href=format!("#m-{}", severity.name())></use></svg>
            {severity.word()}
        </span>
    }
}
