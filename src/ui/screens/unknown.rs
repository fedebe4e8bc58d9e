use crate::route::Route;
use crate::ui::parts::HEADING;
use leptos::prelude::*;

/// An address that names no screen.
#[component]
pub(crate) fn Unknown() -> impl IntoView {
    view! {
        <div class="stack measure">
            <h1 id=HEADING tabindex="-1">"There is no page at this address"</h1>
            <p>"The link may be old, or cut short on its way. Your answers are not touched."</p>
            <p><a href=Route::Start.href()>"Go to the start"</a></p>
        </div>
    }
}
