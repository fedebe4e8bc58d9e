use super::sheet::Sheet;
use crate::answers::Evidence;
use crate::form::{UNSURE, wants_evidence};
use leptos::prelude::*;

/// How an answer can be known, in the person's words.
const WAYS: [(Evidence, &str, &str); 3] = [
    (Evidence::Told, "told", "I believe so, or was told"),
    (Evidence::Seen, "seen", "I looked it up"),
    (Evidence::Guessed, "guessed", "It is a guess"),
];

/// "How do you know this?", a quiet second question under facts.
#[component]
pub(super) fn HowKnown(sheet: Sheet) -> impl IntoView {
    let asked = wants_evidence(sheet.question);
    let shown = Memo::new(move |_| asked && !sheet.draft(|d| d.is_untouched() || d.is_chosen(UNSURE)));
    let measured = Memo::new(move |_| sheet.draft(|d| d.known) == Evidence::Measured);
    let option = move |way: Evidence, value: &'static str, label: &'static str| {
        view! {
            <option value=value prop:selected=move || sheet.draft(|d| d.known) == way>{label}</option>
        }
    };
    view! {
        <Show when=move || shown.get()>
            <div class="field more known">
                <label for="f-known">"How do you know this?"</label>
                <select
                    id="f-known"
                    on:change=move |event| {
                        let value = event_target_value(&event);
                        if let Some((way, ..)) = WAYS.into_iter().find(|(_, v, _)| *v == value) {
                            sheet.choose(|d| d.known = way);
                        }
                    }
                >
                    {WAYS.map(|(way, value, label)| option(way, value, label)).collect_view()}
                    {move || measured.get().then(|| option(Evidence::Measured, "measured", "A tool recorded it"))}
                </select>
            </div>
        </Show>
    }
}
