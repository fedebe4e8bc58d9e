use super::sheet::Sheet;
use leptos::prelude::*;

/// What follows from the answer as it stands in the controls, before it is confirmed.
#[component]
pub(super) fn Means(sheet: Sheet) -> impl IntoView {
    let why = sheet.question.why;
    let untouched = Memo::new(move |_| sheet.draft(|d| d.is_untouched()));
    let body = move || match sheet.means() {
        Some(means) => view! { <div class="stack-s" inner_html=means.html></div> }.into_any(),
        None => {
            let words = if untouched.get() {
                "Answer, and what it would mean stands here before you go on."
            } else {
                "Fill in the rest, and what it would mean stands here."
            };
            view! {
                {(!why.is_empty()).then(|| view! { <p class="measure">{why}</p> })}
                <p class="measure muted">{words}</p>
            }
            .into_any()
        }
    };
    view! {
        <section class="panel means" aria-labelledby="means">
            <h2 class="h-small" id="means">"What this answer means"</h2>
            {body}
        </section>
    }
}
