//! A file whose text goes into a control: `<input type="file" data-into="NAME">` fills the control of that name, and the page is
//! asked with the act `into NAME`.

use super::property::write;
use super::stage;
use crate::ui::browser::files::Picked;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

/// Whether an event handed a file over.
pub(super) fn into(event: &Event) -> bool {
    if event.type_() != "change" {
        return false;
    }
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(name) = target.and_then(|target| target.get_attribute("data-into")) else { return false };
    let Some(picked) = Picked::chosen(event) else { return true };
    spawn_local(async move {
        let text = match picked.bytes().await {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                stage::refuse(&error.to_string());
                return;
            }
        };
        let control =
            stage::root().and_then(|root| root.query_selector(&format!("[name={name}]")).ok().flatten());
        if let Some(control) = control {
            write(&control, "value", &JsValue::from_str(&text));
            stage::press(format!("into {name}"));
        }
    });
    true
}
