//! Times that run: `<span data-since="SECONDS">` shows how long ago that instant is, by the clock on the wall. Nothing counts
//! but the instant, so that a sleeping tab or an empty battery loses nothing.

use super::controls::all;
use crate::ui::browser::clock;
use crate::ui::browser::events::after;
use crate::units::Duration;
use std::cell::Cell;
use web_sys::Element;

thread_local! {
    static RUNS: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the times of a page up to date for as long as it has any. To be called whenever the page was put in place.
pub(super) fn keep(root: fn() -> Option<Element>) {
    if !RUNS.replace(true) {
        tick(root);
    }
}

fn tick(root: fn() -> Option<Element>) {
    let now = clock::instant();
    let mut any = false;
    for place in root().iter().flat_map(|root| all(root, "[data-since]")) {
        let since = place.get_attribute("data-since").and_then(|text| text.parse::<i64>().ok());
        if let Some(since) = since {
            any = true;
            let words = Duration::clamped(now.saturating_sub(since)).on_a_clock();
            if place.text_content().as_deref() != Some(&words) {
                place.set_text_content(Some(&words));
            }
        }
    }
    RUNS.set(any);
    if any {
        after(1_000 - (js_sys::Date::now() % 1_000.0) as i32, move || tick(root));
    }
}
