//! Images as Glance lists them (`GET /v2/images`) and as `openstack image show -f json` shows them, one after another or
//! in a list.
//!
//! An image is usable when it becomes active, of which only the last change is known: so the loss is never understated.

use super::nova::{ServerCopy, kind};
use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Image<'a> {
    #[serde(borrow, default)]
    id: Word<'a>,
    #[serde(borrow, default)]
    name: Word<'a>,
    #[serde(borrow, default)]
    status: Word<'a>,
    #[serde(default)]
    size: Count,
    #[serde(default)]
    created_at: When,
    #[serde(default)]
    updated_at: When,
    /// The API has Nova's marks beside the other names, the command line in `properties`.
    #[serde(borrow, flatten)]
    copy: ServerCopy<'a>,
    #[serde(borrow)]
    properties: Option<ServerCopy<'a>>,
    #[serde(borrow, default)]
    tags: Option<Vec<Word<'a>>>,
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["created_at", "disk_format"]) || keys.has(&["created_at", "visibility"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let image: Image<'_> = serde_json::from_str(json)?;
    if !image.status.is("active") {
        basket.skip(&image.id, format!("Its status is “{}”, not “active”.", &*image.status));
        return Ok(());
    }
    let copy = image.properties.filter(|copy| !copy.server.is_empty()).unwrap_or(image.copy);
    let of_server = !copy.server.is_empty();
    let group = if of_server { format!("{} {}", &*copy.server, kind(&copy)) } else { image.name.to_string() };
    basket.add(Draft {
        id: &image.id,
        group: &group,
        captured: image.created_at.or_utc(),
        usable: image.updated_at.or_utc(),
        size: size(image.size.bytes(), SizeKind::Stored),
        note: if of_server { "" } else { "It names no server: an image to start from." }.into(),
        tags: image.tags.into_iter().flatten().map(|tag| tag.0.into_owned()).collect(),
        ..Draft::default()
    });
    Ok(())
}
