//! Images as Nova lists them (`GET /images/detail`), with the scheduled images of Rackspace.
//!
//! Nova says no more than when an image was last changed; for a copy of a server that is when it became active.

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
    status: Word<'a>,
    #[serde(default)]
    created: When,
    #[serde(default)]
    updated: When,
    #[serde(default, rename = "OS-EXT-IMG-SIZE:size")]
    size: Count,
    #[serde(borrow)]
    server: Option<Server<'a>>,
    #[serde(borrow)]
    metadata: Option<ServerCopy<'a>>,
}

#[derive(Deserialize)]
struct Server<'a> {
    #[serde(borrow, default)]
    id: Word<'a>,
}

/// What Nova and Rackspace write on an image about the server it is a copy of.
#[derive(Deserialize, Default)]
pub(super) struct ServerCopy<'a> {
    #[serde(borrow, default, rename = "instance_uuid")]
    pub(super) server: Word<'a>,
    #[serde(borrow, default)]
    image_type: Word<'a>,
    #[serde(borrow, default)]
    backup_type: Word<'a>,
    #[serde(borrow, default, rename = "org.openstack__1__created_by")]
    created_by: Word<'a>,
}

/// How copies of a server are told apart: by the kind of backup that replaces its own older ones.
pub(super) fn kind<'a>(copy: &'a ServerCopy<'_>) -> &'a str {
    if !copy.backup_type.is_empty() {
        &copy.backup_type
    } else if copy.created_by.is("scheduled_images_service") {
        "scheduled"
    } else {
        "manual"
    }
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    // Servers have the other names too.
    keys.has(&["created", "updated", "status", "minDisk"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let image: Image<'_> = serde_json::from_str(json)?;
    let copy = image.metadata.unwrap_or_default();
    let named = image.server.map(|server| server.id).filter(|id| !id.is_empty());
    let server = named.as_ref().unwrap_or(&copy.server);
    if server.is_empty() || copy.image_type.is("base") {
        basket.skip(&image.id, "It is an image to start from, not a copy of a server.");
        return Ok(());
    }
    if !image.status.is("ACTIVE") {
        basket.skip(&image.id, format!("Its status is “{}”, not “ACTIVE”.", &*image.status));
        return Ok(());
    }
    basket.add(Draft {
        id: &image.id,
        group: &format!("{} {}", &**server, kind(&copy)),
        captured: image.created.or_utc(),
        usable: image.updated.or_utc(),
        size: size(image.size.bytes(), SizeKind::Stored),
        ..Draft::default()
    });
    Ok(())
}
