//! The name of this device: drawn once and kept, so that what two devices write down can be told apart.

use std::cell::RefCell;

const KEY: &str = "holdfast-device";
/// Letters and digits of a name: about one in a million million is drawn twice.
const LENGTH: usize = 8;

thread_local! {
    static NAME: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name. Where the browser keeps nothing, another one after every reload.
pub(super) fn name() -> String {
    NAME.with_borrow_mut(|name| name.get_or_insert_with(kept).clone())
}

fn kept() -> String {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let there = storage.as_ref().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let whole = |name: &String| {
        name.len() == LENGTH && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    there.filter(whole).unwrap_or_else(|| {
        let drawn = drawn();
        if let Some(storage) = &storage {
            let _ = storage.set_item(KEY, &drawn);
        }
        drawn
    })
}

fn drawn() -> String {
    let one = |_| char::from_digit((js_sys::Math::random() * 36.0) as u32, 36).unwrap_or('0');
    (0..LENGTH).map(one).collect()
}
