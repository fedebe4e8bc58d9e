//! Lists of the OpenStack command line: `openstack volume backup list --long -f json`, and those lists that leave out
//! the times.

use super::cinder::{INCREMENTAL, UTC};
use super::series::series;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use crate::import::{ImportError, SizeKind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Backup<'a> {
    #[serde(borrow, default, rename = "ID")]
    id: Word<'a>,
    #[serde(borrow, default, rename = "Name")]
    name: Word<'a>,
    #[serde(borrow, default, rename = "Volume")]
    volume: Word<'a>,
    #[serde(borrow, default, rename = "Status")]
    status: Word<'a>,
    #[serde(default, rename = "Size")]
    size: Count,
    #[serde(borrow, default, rename = "Incremental")]
    incremental: Word<'a>,
    #[serde(default, rename = "Created At")]
    created_at: When,
}

/// What is said where backups of different volumes cannot be told apart.
const NO_VOLUME: &str = "This list does not say of which volume each backup is, so they were told apart by their names. \
    `openstack volume backup list --long -f json` says it.";

pub(super) fn knows_backup(keys: &Keys<'_>) -> bool {
    keys.has(&["ID", "Status", "Size", "Created At"]) || keys.has(&["ID", "Status", "Size", "Incremental"])
}

pub(super) fn read_backup(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let backup: Backup<'_> = serde_json::from_str(json)?;
    if backup.created_at == When::Missing {
        basket.refuse(ImportError::NoTimes {
            what: "the short list of `openstack volume backup list`",
            command: "openstack volume backup list --long -f json",
        });
        return Ok(());
    }
    if !backup.status.is("available") && !backup.status.is("restoring") {
        basket.skip(&backup.id, format!("Its status is “{}”, not “available”.", &*backup.status));
        return Ok(());
    }
    if let When::Local(_) = backup.created_at {
        basket.note(UTC);
    }
    let group = match (backup.volume.is_empty(), series(&backup.name)) {
        (false, _) => &*backup.volume,
        (true, name) => {
            basket.note(NO_VOLUME);
            if name.is_empty() { "volumes that are not named" } else { name }
        }
    };
    basket.add(Draft {
        id: &backup.id,
        group,
        captured: backup.created_at.or_utc(),
        size: size(backup.size.gibibytes(), SizeKind::Provisioned),
        note: if backup.incremental.is("true") { INCREMENTAL } else { "" }.into(),
        ..Draft::default()
    });
    Ok(())
}

/// The list of images has no times, long or not; nor have other short lists.
pub(super) fn knows_image(keys: &Keys<'_>) -> bool {
    keys.has(&["ID", "Name", "Status"])
}

pub(super) fn read_image(_json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    basket.refuse(without_times());
    Ok(())
}

/// What is said of such a list.
pub(super) fn without_times() -> ImportError {
    ImportError::NoTimes {
        what: "a list of the OpenStack command line, as `openstack image list` prints it",
        command: "for i in $(openstack image list -f value -c ID); do openstack image show -f json $i; done",
    }
}
