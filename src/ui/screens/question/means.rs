use super::sheet::Sheet;
use crate::assess::{Consequence, Preview};
use crate::chart::schedule_preview;
use crate::ui::parts::{Sev, rich};
use crate::units::capitalised;
use leptos::prelude::*;

/// What follows from the answer as it stands in the controls, before it is confirmed.
#[component]
pub(super) fn Means(sheet: Sheet) -> impl IntoView {
    let why = sheet.question.why;
    let untouched = Memo::new(move |_| sheet.draft(|d| d.is_untouched()));
    let body = move || match sheet.means() {
        Some(means) => meaning(means).into_any(),
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

fn meaning(means: Consequence) -> impl IntoView {
    let Consequence { severity, says, next, fine, preview } = means;
    let says = says.iter().map(|text| view! { <p class="measure">{rich(text)}</p> }).collect_view();
    view! {
        {severity.map(|severity| view! { <p><Sev severity/></p> })}
        {says}
        {(!next.is_empty()).then(|| view! { <p class="measure"><strong>"First step: "</strong>{next}</p> })}
        {preview.as_ref().map(picture)}
        {(!fine.is_empty()).then(|| view! { <p class="fine muted measure">{fine}</p> })}
    }
}

fn picture(preview: &Preview) -> impl IntoView + use<> {
    let Preview { schedule, to_safe, limit, holds } = preview;
    let svg = schedule_preview(schedule, *to_safe, *limit, "preview").map(|markup| markup.into_string());
    svg.map(|svg| {
        let what = format!("{} lost, by the moment of failure", capitalised(holds));
        view! {
            <p class="kicker">{what}</p>
            <div class="preview" inner_html=svg></div>
        }
    })
}
