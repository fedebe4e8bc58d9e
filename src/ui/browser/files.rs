//! Files of the person in front of the page: given out as downloads, taken in from a chooser or a drop.

use super::events::after;
use crate::save::{LARGEST_FILE, OpenError};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, File, HtmlAnchorElement, HtmlInputElement, Url};

/// How long a download's address stays valid. Some browsers begin to read it only after a question to the user.
const KEEP_ADDRESS_MS: i32 = 60_000;

/// Gives a text out as a file. `kind` is its media type, such as `application/json`.
///
/// `false` when the browser refused; in a frame without `allow-downloads` it refuses without a word.
pub fn download(name: &str, kind: &str, text: &str) -> bool {
    try_download(name, kind, text).is_ok()
}

fn try_download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    after(KEEP_ADDRESS_MS, move || {
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}

/// A file that was chosen or dropped, not read yet.
#[derive(Debug, Clone)]
pub struct Picked {
    file: File,
}

impl Picked {
    /// The file chosen in an `<input type="file">`, from its change event. The field is emptied, so that the same
    /// file can be chosen again.
    pub fn chosen(event: &Event) -> Option<Picked> {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = input.files()?.get(0)?;
        input.set_value("");
        Some(Picked { file })
    }

    /// The first file dropped. The browser is kept from opening it in place of the page.
    pub fn dropped(event: &DragEvent) -> Option<Picked> {
        event.prevent_default();
        Some(Picked { file: event.data_transfer()?.files()?.get(0)? })
    }

    /// The file's name.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// The bytes. A file that is too large is refused before any of it is read.
    pub async fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        let size = self.file.size();
        if size > LARGEST_FILE as f64 {
            // A file's size is a whole number far below 2^53.
            return Err(OpenError::TooLarge { most: LARGEST_FILE, has: size as u64 }.into());
        }
        let buffer = JsFuture::from(self.file.array_buffer()).await.map_err(|_| ReadError::Unreadable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

/// Why a chosen file gave no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The browser could not read it: it was moved or changed meanwhile, or is a folder.
    #[error(
        "This file could not be read. It may have been moved, or be a folder. Choose it again. Your answers here were \
         left as they are."
    )]
    Unreadable,
    /// It was read and is no document.
    #[error(transparent)]
    Open(#[from] OpenError),
}
