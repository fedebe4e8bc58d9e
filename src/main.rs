//! The browser app's entry: nothing but start-up.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    console_error_panic_hook::set_once();
    let page = document().get_element_by_id("app");
    let Some(root) = page.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok()) else {
        return;
    };
    // The page's static first paint makes room for the app.
    root.set_inner_html("");
    leptos::mount::mount_to(root, Placeholder).forget();
}

#[component]
fn Placeholder() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! {
        <header class="mast"><div class="wrap"><a class="name" href="#/">"Holdfast"</a></div></header>
        <main id="main" class="wrap">
            <h1>"If it broke right now, how much would you lose, and is that acceptable?"</h1>
            <p class="serif block-s">"The questions are being written."</p>
            <button on:click=move |_| set_count.update(|n| *n += 1)>"Pressed " {count} " times"</button>
        </main>
    }
}
