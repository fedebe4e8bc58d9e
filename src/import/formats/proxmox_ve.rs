//! What a storage of Proxmox VE holds: `pvesh get …/storage/…/content`, or the API's answer. Only entries whose content is
//! `backup` are backups.

use super::proxmox_backup::{FAILED, Verification};
use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow, default)]
    volid: Word<'a>,
    #[serde(borrow, default)]
    vmid: Word<'a>,
    #[serde(borrow, default)]
    subtype: Word<'a>,
    #[serde(borrow, default)]
    content: Word<'a>,
    #[serde(default)]
    ctime: When,
    #[serde(default)]
    size: Count,
    #[serde(borrow, default)]
    protected: Word<'a>,
    #[serde(borrow)]
    verification: Option<Verification<'a>>,
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["volid", "ctime"]) || keys.has(&["volid", "content", "format"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let entry: Entry<'_> = serde_json::from_str(json)?;
    if !entry.content.is_empty() && !entry.content.is("backup") {
        basket.skip(&entry.volid, format!("It is “{}”, not a backup.", &*entry.content));
        return Ok(());
    }
    let state = entry.verification.map(|verification| verification.state).unwrap_or_default();
    if !state.is_empty() && !state.is("ok") {
        basket.skip(&entry.volid, FAILED);
        return Ok(());
    }
    let (kind, guest) = named(&entry.volid);
    let guest = if entry.vmid.is_empty() { guest } else { &entry.vmid };
    let kind = if entry.subtype.is_empty() { kind } else { &entry.subtype };
    basket.add(Draft {
        id: &entry.volid,
        group: &format!("{kind}/{guest}"),
        captured: entry.ctime,
        size: size(entry.size.bytes(), SizeKind::Stored),
        verified: state.is("ok"),
        tags: if entry.protected.is("1") || entry.protected.is("true") {
            vec!["protected".to_owned()]
        } else {
            Vec::new()
        },
        ..Draft::default()
    });
    Ok(())
}

/// The kind and number of the guest in a name: `local:backup/vzdump-qemu-212-2026_07_31-20_36_33.vma.zst` or
/// `pbs:backup/vm/100/2024-02-01T02:00:00Z`. The whole name where it has another form.
fn named(volid: &str) -> (&str, &str) {
    let path = volid.split_once(':').map_or(volid, |(_, path)| path);
    let path = path.strip_prefix("backup/").unwrap_or(path);
    let (path, by) = path.strip_prefix("vzdump-").map_or((path, '/'), |rest| (rest, '-'));
    let mut parts = path.split(by);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(kind), Some(guest), Some(_)) => (kind, guest),
        _ => ("guest", volid),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn guests_by_name() {
        assert_eq!(named("local:backup/vzdump-qemu-212-2026_07_31-20_36_33.vma.zst"), ("qemu", "212"));
        assert_eq!(named("pbs:backup/vm/100/2024-02-01T02:00:00Z"), ("vm", "100"));
        assert_eq!(named("odd"), ("guest", "odd"));
    }
}
