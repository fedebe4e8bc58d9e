//! `aws ec2 describe-snapshots` and `aws ec2 describe-images`. Sizes are those of the volumes: what AWS stores is in
//! neither.

use super::series::series;
use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use crate::units::Bytes;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Snapshot<'a> {
    #[serde(borrow, default)]
    snapshot_id: Word<'a>,
    #[serde(borrow, default)]
    volume_id: Word<'a>,
    #[serde(borrow, default)]
    state: Word<'a>,
    #[serde(default)]
    start_time: When,
    #[serde(default)]
    completion_time: When,
    #[serde(default)]
    volume_size: Count,
    #[serde(default)]
    full_snapshot_size_in_bytes: Count,
    #[serde(borrow, default)]
    storage_tier: Word<'a>,
    #[serde(borrow, default)]
    tags: Option<Vec<Tag<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag<'a> {
    #[serde(borrow, default)]
    key: Word<'a>,
    #[serde(borrow, default)]
    value: Word<'a>,
}

fn written(tags: Option<Vec<Tag<'_>>>) -> Vec<String> {
    tags.into_iter().flatten().map(|tag| format!("{}={}", &*tag.key, &*tag.value)).collect()
}

pub(super) fn knows_snapshot(keys: &Keys<'_>) -> bool {
    keys.has(&["SnapshotId", "StartTime"])
}

pub(super) fn read_snapshot(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let snapshot: Snapshot<'_> = serde_json::from_str(json)?;
    if !snapshot.state.is("completed") {
        basket.skip(&snapshot.snapshot_id, format!("Its state is “{}”, not “completed”.", &*snapshot.state));
        return Ok(());
    }
    let full = size(snapshot.full_snapshot_size_in_bytes.bytes(), SizeKind::Logical);
    basket.add(Draft {
        id: &snapshot.snapshot_id,
        group: &snapshot.volume_id,
        captured: snapshot.start_time,
        usable: snapshot.completion_time,
        size: full.or(size(snapshot.volume_size.gibibytes(), SizeKind::Provisioned)),
        note: if snapshot.storage_tier.is("archive") {
            "It lies in the archive: bring it back before it can be restored, which takes up to 72 hours."
        } else {
            ""
        }
        .into(),
        tags: written(snapshot.tags),
        ..Draft::default()
    });
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Image<'a> {
    #[serde(borrow, default)]
    image_id: Word<'a>,
    #[serde(borrow, default)]
    name: Word<'a>,
    #[serde(borrow, default)]
    source_instance_id: Word<'a>,
    #[serde(borrow, default)]
    state: Word<'a>,
    #[serde(default)]
    creation_date: When,
    #[serde(default)]
    block_device_mappings: Option<Vec<Device>>,
    #[serde(borrow, default)]
    tags: Option<Vec<Tag<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Device {
    ebs: Option<Disk>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Disk {
    #[serde(default)]
    volume_size: Count,
}

pub(super) fn knows_image(keys: &Keys<'_>) -> bool {
    keys.has(&["ImageId", "CreationDate"])
}

pub(super) fn read_image(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let image: Image<'_> = serde_json::from_str(json)?;
    if !image.state.is("available") {
        basket.skip(&image.image_id, format!("Its state is “{}”, not “available”.", &*image.state));
        return Ok(());
    }
    let disks = image.block_device_mappings.into_iter().flatten();
    let sizes = disks.filter_map(|device| device.ebs?.volume_size.gibibytes());
    let total = sizes.map(Bytes::count).try_fold(0, u64::checked_add).filter(|total| *total > 0);
    basket.add(Draft {
        id: &image.image_id,
        group: if image.source_instance_id.is_empty() {
            series(&image.name)
        } else {
            &image.source_instance_id
        },
        captured: image.creation_date,
        size: size(total.and_then(Bytes::new), SizeKind::Provisioned),
        tags: written(image.tags),
        ..Draft::default()
    });
    Ok(())
}
