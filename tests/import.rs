//! What backup tools print: recorded samples, forms that they do not cover, damage, and what points show.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "../examples/conformance/zones.rs"]
mod zones;

#[path = "import/forms.rs"]
mod forms;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/measured.rs"]
mod measured;
#[path = "import/samples.rs"]
mod samples;

use holdfast::import::{ImportError, Imported, import};

/// The changes of a zone from 1900 to 2099.
fn zone(name: &str) -> holdfast::schedule::Zone {
    zones::zone(name, -2_208_988_800, 4_102_444_800).unwrap()
}

fn read(text: &str) -> Imported {
    import(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refused(text: &str) -> ImportError {
    import(text.as_bytes()).unwrap_err()
}

/// A group's name and how many points it has, in the order of the file.
fn groups(imported: &Imported) -> Vec<(&str, usize)> {
    imported.groups.iter().map(String::as_str).zip(imported.by_group().iter().map(Vec::len)).collect()
}
