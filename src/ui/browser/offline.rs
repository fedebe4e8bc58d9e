//! What the browser keeps of the site so that it starts without a connection. `offline.js` begins it and ends it.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = globalThis, js_name = holdfastForget, catch)]
    async fn forget_all() -> Result<JsValue, JsValue>;
}

/// Ends the worker, and deletes its files and the name of this device. `false` when some of it may still be there.
pub async fn forget() -> bool {
    forget_all().await.is_ok()
}
