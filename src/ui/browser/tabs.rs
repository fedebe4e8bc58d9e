//! Other tabs with the same page.

use super::events::listen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A line to the other tabs. They share the storage, so all that is said is the number of the newest save.
#[derive(Debug, Clone)]
pub struct Tabs {
    channel: BroadcastChannel,
}

impl Tabs {
    /// Joins the tabs that use the storage of that name, and calls `heard` with the number of each save elsewhere.
    /// `None` where the browser has no such line; tabs then meet in the storage.
    pub fn join(name: &str, heard: impl Fn(u64) + 'static) -> Option<Tabs> {
        let channel = BroadcastChannel::new(name).ok()?;
        listen(&channel, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            if let Some(sequence) = event.data().as_string().and_then(|text| text.parse().ok()) {
                heard(sequence);
            }
        });
        Some(Tabs { channel })
    }

    /// Tells the other tabs of a save.
    pub fn tell(&self, sequence: u64) {
        let _ = self.channel.post_message(&JsValue::from_str(&sequence.to_string()));
    }
}
