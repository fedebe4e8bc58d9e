//! Properties by name, for what all kinds of controls have and no interface of the browser's has in common.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// A property; undefined when there is none.
pub(super) fn read(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

/// Sets a property. A value that is refused changes nothing.
pub(super) fn write(of: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(of, &JsValue::from_str(name), value);
}
