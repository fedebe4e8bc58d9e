//! The address.
use leptos::prelude::*;
/// The fragment, followed.
pub(crate) fn fragment() -> ReadSignal<String> {
    let read = || location().hash().unwrap_or_default();
    let (fragment, set) = signal(read());
    let handle = window_event_listener(leptos::ev::hashchange, move |_| set.set(read()));
    on_cleanup(move || handle.remove());
    fragment
}
/// Goes to an address.
pub(crate) fn go(href: &str) {
    let _ = location().set_hash(href);
}
/// Names the page.
pub(crate) fn title(words: &str) {
    document().set_title(words);
}
/// Back to the top of the page.
pub(crate) fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
/// Loads the app anew.
pub(crate) fn reload() {
    let _ = location().reload();
}
/// Mounts a view in the element of that id, in place of what is there.
pub(crate) fn mount<V: IntoView + 'static>(id: &str, view: impl FnOnce() -> V + 'static) {
    use wasm_bindgen::JsCast;
    let Some(root) = document().get_element_by_id(id) else { return };
    let Ok(root) = root.dyn_into::<web_sys::HtmlElement>() else { return };
    root.set_inner_html("");
    leptos::mount::mount_to(root, view).forget();
}
