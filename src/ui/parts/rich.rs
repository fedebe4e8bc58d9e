use crate::units::{Part, Text};
use leptos::prelude::*;

/// A sentence with its figures set bold.
pub(crate) fn rich(text: &Text) -> impl IntoView + use<> {
    text.parts()
        .iter()
        .map(|part| match part.clone() {
            Part::Plain(words) => words.into_any(),
            Part::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        })
        .collect_view()
}
