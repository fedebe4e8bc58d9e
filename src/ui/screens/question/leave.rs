use super::sheet::Sheet;
use crate::route::Route;
use leptos::prelude::*;

/// One button, and the quiet ways out.
#[component]
pub(super) fn Leave(sheet: Sheet) -> impl IntoView {
    let skip = move || sheet.next().href();
    view! {
        <div class="row go">
            <button class="btn" type="submit" form="ask">"Continue"</button>
            {if sheet.returns {
                view! { <a href=Route::Review.href()>"Back to your answers"</a> }.into_any()
            } else {
                view! {
                    <a href=skip>"Skip this question"</a>
                    <a href=Route::Results.href()>"Stop here and see what is known so far"</a>
                }
                .into_any()
            }}
        </div>
    }
}
