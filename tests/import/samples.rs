//! Every sample, by counts and times that were read off the files by hand.

use super::{groups, zone};
use holdfast::import::{Imported, Point, SizeKind, Status, Tool, import, measured};

/// Nothing when the folder is not there.
fn sample(name: &str) -> Option<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples");
    let Ok(bytes) = std::fs::read(format!("{folder}/{name}")) else {
        println!("not run: no ../shared ({name})");
        return None;
    };
    Some(bytes)
}

fn imported(name: &str) -> Option<Imported> {
    sample(name).map(|bytes| import(&bytes).unwrap_or_else(|error| panic!("{name}: {error}")))
}

fn utc(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}

/// The worst loss of each group, in seconds.
fn worst(imported: &Imported) -> Vec<Option<i64>> {
    let found = imported.by_group().into_iter().map(|points| measured(points, None, None).unwrap());
    found.map(|found| found.worst_loss.map(|loss| loss.seconds())).collect()
}

#[track_caller]
fn point(point: &Point, captured: &str, usable: Option<&str>, size: Option<(u64, SizeKind)>) {
    assert_eq!(point.captured_at, utc(captured));
    assert_eq!(point.usable_at, usable.map(utc));
    assert_eq!(point.size.map(|size| (size.bytes.count(), size.kind)), size);
}

/// File, tool, points, points that need a zone, skipped.
const COUNTS: [(&str, Tool, usize, usize, usize); 21] = [
    ("aws-backup-list-backup-jobs.json", Tool::AwsBackupJobs, 1, 0, 1),
    ("aws-backup-recovery-points-hourly.json", Tool::AwsBackup, 8, 0, 0),
    ("aws-ec2-describe-images.json", Tool::Ec2Images, 1, 0, 0),
    ("aws-ec2-describe-snapshots-volume.json", Tool::Ec2Snapshots, 3, 0, 0),
    ("aws-ec2-describe-snapshots.json", Tool::Ec2Snapshots, 1, 0, 0),
    ("borg-1.4-info.json", Tool::Borg, 0, 1, 0),
    ("borg-1.4-list.json", Tool::Borg, 0, 1, 0),
    ("duplicity-collection-status.txt", Tool::Duplicity, 0, 5, 0),
    ("kopia-snapshot-list.synthetic.json", Tool::Kopia, 2, 0, 2),
    ("openstack-cinder-v3.56-backups-detail.json", Tool::Cinder, 0, 0, 1),
    ("openstack-cli-image-show-array.synthetic.json", Tool::Glance, 3, 0, 1),
    ("openstack-cli-volume-backup-list-long.synthetic.json", Tool::Cinder, 3, 0, 1),
    ("openstack-glance-v2-images.json", Tool::Glance, 2, 0, 0),
    ("pgbackrest-info-single.json", Tool::PgBackRest, 2, 0, 0),
    ("proxmox-pbs-snapshots.synthetic.json", Tool::ProxmoxBackup, 2, 0, 1),
    ("proxmox-ve-storage-content-backups.json", Tool::ProxmoxVe, 1, 0, 0),
    ("rackspace-nova-images-scheduled.json", Tool::Nova, 10, 0, 49),
    ("restic-0.14-snapshots.json", Tool::Restic, 10, 0, 0),
    ("restic-0.18-snapshots.synthetic.json", Tool::Restic, 6, 0, 0),
    ("velero-backup-single.json", Tool::Velero, 1, 0, 0),
    ("zfs-list-snapshots.synthetic.tsv", Tool::Zfs, 4, 0, 0),
];

#[test]
fn every_sample_is_recognised_and_counted() {
    for (name, tool, points, unplaced, skipped) in COUNTS {
        let Some(imported) = imported(name) else { continue };
        let found = (imported.tool, imported.points.len(), imported.needs_zone(), imported.skipped.len());
        assert_eq!(found, (tool, points, unplaced, skipped), "{name}");
    }
}

#[test]
fn no_sample_is_forgotten() {
    let Ok(folder) = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples")) else {
        println!("not run: no ../shared");
        return;
    };
    for entry in folder {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "INDEX.md" || COUNTS.iter().any(|(known, ..)| *known == name), "{name}");
    }
}

#[test]
fn restic_by_host_and_paths() {
    let Some(old) = imported("restic-0.14-snapshots.json") else { return };
    let expected = [("web01 /data/p1", 4), ("db01 /data/p1 /data/p2", 4), ("web01 /data/p2", 2)];
    assert_eq!(groups(&old), expected);
    assert_eq!(worst(&old), [Some(86_400), Some(86_400), Some(3 * 86_400)]);
    point(&old.points[9], "2024-02-04T05:00:00Z", None, None);
    assert_eq!(
        (old.points[2].id.as_str(), &old.points[2].tags[..]),
        ("f07e6405", &["gold".to_owned(), "daily".to_owned()][..])
    );

    let Some(new) = imported("restic-0.18-snapshots.synthetic.json") else { return };
    let size = Some((21_474_836_480, SizeKind::Logical));
    point(&new.points[0], "2024-02-01T03:00:00Z", Some("2024-02-01T03:00:37Z"), size);
    assert_eq!(new.points[0].adds.map(|bytes| bytes.count()), Some(524_288));
    // From 03:00:00 of 1 February until 03:00:40 of the 2nd, then until 03:00:42 of the 3rd.
    assert_eq!(worst(&new), [Some(86_442), Some(86_441), None]);
}

#[test]
fn scheduled_images_of_rackspace() {
    let Some(images) = imported("rackspace-nova-images-scheduled.json") else { return };
    let (server, points) = groups(&images)[0];
    assert_eq!((server, points), ("87487601-1968-4d3c-b2fa-3034b0d9e6f3 scheduled", 7));
    assert_eq!(groups(&images).len(), 4, "three more servers with an image by hand each");
    let scheduled = images.by_group().swap_remove(0);
    let found = measured(scheduled.clone(), Some(utc("2015-03-10T20:35:18Z")), None).unwrap();
    assert_eq!(found.longest_gap.unwrap().seconds(), 24 * 3_600 + 21);
    let worst = found.worst_loss.unwrap();
    assert_eq!(worst.seconds(), 24 * 3_600 + 3 * 60 + 7);
    assert_eq!(found.stale.unwrap().seconds(), 2 * 3_600);
    let sizes = scheduled.iter().map(|point| point.size.unwrap());
    assert_eq!(sizes.map(|size| size.bytes.count()).sum::<u64>(), 4_308_080_640);
    assert!(scheduled.iter().all(|point| point.size.unwrap().kind == SizeKind::Stored));
    let took: Vec<i64> = scheduled.iter().map(|p| p.usable_at.unwrap() - p.captured_at).collect();
    assert_eq!((took.iter().min(), took.iter().max()), (Some(&148), Some(&200)));
}

#[test]
fn partial_and_unchecked_points() {
    let Some(kopia) = imported("kopia-snapshot-list.synthetic.json") else { return };
    let size = Some((42_046_679_166, SizeKind::Logical));
    point(&kopia.points[0], "2025-08-10T03:00:04Z", Some("2025-08-10T03:03:07Z"), size);
    assert_eq!(groups(&kopia), [("backup@web01:/srv/data", 2)]);
    let reasons: Vec<&str> = kopia.skipped.iter().map(|skipped| &*skipped.reason).collect();
    assert_eq!(
        reasons,
        ["It is partial: 2 files or folders could not be read.", "Kopia calls it incomplete (checkpoint)."]
    );

    let Some(pbs) = imported("proxmox-pbs-snapshots.synthetic.json") else { return };
    point(&pbs.points[0], "2024-02-01T02:00:00Z", None, Some((34_359_738_368, SizeKind::Logical)));
    assert_eq!(pbs.points.iter().map(|p| p.status).collect::<Vec<_>>(), [Status::Verified, Status::Complete]);
    assert_eq!(pbs.points[1].note, "It has not been verified yet.");
    assert_eq!(pbs.skipped[0].reason, "Its verification failed.");
    assert_eq!((groups(&pbs), worst(&pbs)), (vec![("vm/100", 2)], vec![Some(2 * 86_400)]));
}

#[test]
fn amazon() {
    let Some(jobs) = imported("aws-backup-list-backup-jobs.json") else { return };
    let size = Some((71, SizeKind::Stored));
    point(&jobs.points[0], "2020-09-21T20:55:24Z", Some("2020-09-21T20:55:44Z"), size);
    let Some(points) = imported("aws-backup-recovery-points-hourly.json") else { return };
    point(&points.points[0], "2022-08-31T19:04:52Z", None, Some((11_910, SizeKind::Stored)));
    assert_eq!(worst(&points), [Some(86_400)]);
    let Some(snapshots) = imported("aws-ec2-describe-snapshots-volume.json") else { return };
    let size = Some((20 << 30, SizeKind::Provisioned));
    point(&snapshots.points[0], "2024-01-30T10:33:22Z", None, size);
    assert_eq!(groups(&snapshots), [("vol-0706f8e126ff74d3a", 1), ("vol-0c7930681fe5a17db", 2)]);
    let Some(one) = imported("aws-ec2-describe-snapshots.json") else { return };
    assert_eq!(one.points[0].tags, ["Stack=test"]);
    let Some(images) = imported("aws-ec2-describe-images.json") else { return };
    point(&images.points[0], "2019-05-10T13:17:12Z", None, Some((10 << 30, SizeKind::Provisioned)));
}

#[test]
fn openstack() {
    let Some(shown) = imported("openstack-cli-image-show-array.synthetic.json") else { return };
    assert_eq!(groups(&shown), [("87487601-1968-4d3c-b2fa-3034b0d9e6f3 daily", 3)]);
    let size = Some((2_147_483_649, SizeKind::Stored));
    point(&shown.points[0], "2024-02-01T03:00:12Z", Some("2024-02-01T03:07:40Z"), size);
    assert_eq!(worst(&shown), [Some(86_400 + 448)]);
    let Some(listed) = imported("openstack-cli-volume-backup-list-long.synthetic.json") else { return };
    assert_eq!(groups(&listed), [("db01-data", 3)]);
    point(&listed.points[2], "2024-02-03T01:30:05Z", None, Some((100 << 30, SizeKind::Provisioned)));
    assert!(listed.notes[0].contains("UTC"), "{:?}", listed.notes);
    let Some(glance) = imported("openstack-glance-v2-images.json") else { return };
    let size = Some((13_167_616, SizeKind::Stored));
    point(&glance.points[0], "2014-11-07T17:07:06Z", Some("2014-11-07T17:19:09Z"), size);
}

#[test]
fn times_without_a_zone_wait_for_one() {
    let Some(borg) = imported("borg-1.4-info.json") else { return };
    let placed = borg.clone().placed(&zone("Europe/Berlin"));
    assert_eq!((borg.points.len(), placed.needs_zone()), (0, 0));
    let (at, size) = ("2017-02-27T12:27:20+01:00", Some((2_400_471_280, SizeKind::Logical)));
    point(&placed.points[0], at, Some(at), size);
    assert_eq!((placed.points[0].offset, groups(&placed)), (Some(3_600), vec![("host-system-backup", 1)]));

    let Some(duplicity) = imported("duplicity-collection-status.txt") else { return };
    let placed = duplicity.placed(&zone("America/New_York"));
    assert_eq!(groups(&placed), [("webdup", 5)]);
    point(&placed.points[0], "2026-11-21T08:27:00-05:00", None, None);
    point(&placed.points[4], "2026-11-21T08:27:07-05:00", None, None);
    let needs: Vec<usize> = placed.points.iter().map(|point| point.needs.len()).collect();
    assert_eq!(needs, [0, 1, 1, 0, 1], "two chains, each with a full one first");
}

#[test]
fn the_others() {
    let Some(pg) = imported("pgbackrest-info-single.json") else { return };
    let size = Some((26_897_030, SizeKind::Logical));
    point(&pg.points[0], "2018-11-16T15:47:56Z", Some("2018-11-16T15:48:09Z"), size);
    assert_eq!((groups(&pg), pg.points[1].adds.map(|b| b.count())), (vec![("stanza1", 2)], Some(3_159)));
    assert!(!pg.points[0].note.is_empty() && pg.points[1].note.is_empty());
    let Some(pve) = imported("proxmox-ve-storage-content-backups.json") else { return };
    point(&pve.points[0], "2026-07-31T18:36:33Z", None, Some((532_474_818, SizeKind::Stored)));
    assert_eq!(groups(&pve), [("qemu/212", 1)]);
    let Some(velero) = imported("velero-backup-single.json") else { return };
    point(&velero.points[0], "2017-07-31T13:39:15Z", None, None);
    let Some(zfs) = imported("zfs-list-snapshots.synthetic.tsv") else { return };
    assert_eq!(groups(&zfs), [("tank/data", 3), ("tank/data/vm", 1)]);
    let at = "2024-03-30T22:59:01Z";
    point(&zfs.points[0], at, Some(at), Some((0, SizeKind::Unique)));
    assert_eq!(worst(&zfs), [Some(82_800), None]);
}
