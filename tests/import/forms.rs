//! Forms that the samples do not show.

use super::{groups, read, refused, zone};
use holdfast::import::{ImportError, SizeKind, Tool};

fn restic(id: &str, time: &str) -> String {
    format!(r#"{{"time":"{time}","tree":"t","paths":["/b","/a"],"hostname":"h","short_id":"{id}"}}"#)
}

#[test]
fn restic_grouped_and_forget() {
    let (one, two) = (restic("1", "2024-02-01T03:00:00+01:00"), restic("2", "2024-02-02T03:00:00+01:00"));
    let grouped = format!(
        r#"[{{"group_key":{{"hostname":"h","paths":["/a"],"tags":null}},"snapshots":[{one},{two}]}},{{"group_key":{{}},"snapshots":[{one}]}}]"#
    );
    let grouped = read(&grouped);
    assert_eq!((grouped.tool, groups(&grouped)), (Tool::Restic, vec![("h /a /b", 3)]));
    assert_eq!((grouped.points[0].captured_at, grouped.points[0].offset), (1_706_752_800, Some(3_600)));

    let forget = format!(
        r#"[{{"tags":null,"host":"h","paths":["/a"],"keep":[{two}],"remove":[{one}],"reasons":[{{"snapshot":{two},"matches":["last snapshot"]}}]}}]"#
    );
    let forget = read(&forget);
    assert_eq!((forget.points.len(), forget.points[0].id.as_str()), (1, "2"));
    assert_eq!((forget.skipped.len(), forget.skipped[0].what.as_str()), (1, "1"));
}

#[test]
fn objects_one_after_another() {
    let image = |day: u8| {
        format!(
            r#"{{"id":"{day}","created_at":"2024-02-0{day}T03:00:12Z","disk_format":"qcow2","tags":["a"],"status":"active",
               "instance_uuid":"s","backup_type":"weekly","size":7}}"#
        )
    };
    let images = read(&format!("{}\n{}\n", image(1), image(2)));
    assert_eq!((images.tool, groups(&images)), (Tool::Glance, vec![("s weekly", 2)]));
    assert_eq!(images.points[0].size.unwrap().kind, SizeKind::Stored);
}

#[test]
fn borg_with_and_without_a_zone() {
    let two = read(
        r#"{"archives":[{"archive":"web","name":"web","start":"2026-03-29T01:30:00.000000+01:00","time":"2026-03-29T01:30:00.000000+01:00","id":"x"}]}"#,
    );
    assert_eq!((two.needs_zone(), two.points[0].captured_at), (0, 1_774_744_200));

    let archive =
        |name: &str, at: &str, end: &str| format!(r#"{{"name":"{name}","start":"{at}","end":"{end}"}}"#);
    let list = format!(
        r#"{{"archives":[{},{},{}]}}"#,
        archive("h-2026-03-29T02:30:00", "2026-03-29T02:30:00", ""),
        archive("h-2026-10-25T02:30:00", "2026-10-25T02:30:00", "2026-10-25T02:40:00"),
        archive("h-2026-10-26.checkpoint", "2026-10-26T02:30:00", ""),
    );
    let read = read(&list);
    assert_eq!((read.needs_zone(), read.skipped.len()), (2, 1));
    let placed = read.placed(&zone("Europe/Berlin"));
    assert_eq!(placed.needs_zone(), 0);
    // The night without 02:30.
    assert!(placed.skipped[1].reason.contains("jumped over"), "{:?}", placed.skipped);
    // The night with two: the first start and the last end, 70 minutes apart.
    let twice = &placed.points[0];
    assert_eq!((twice.captured_at, twice.usable_at), (1_792_888_200, Some(1_792_888_200 + 4_200)));
    assert!(twice.note.contains("twice"), "{}", twice.note);
    assert_eq!(groups(&placed), [("h", 1)]);
}

#[test]
fn velero_in_a_list() {
    let backup = |name: &str, phase: &str| {
        format!(
            r#"{{"kind":"Backup","metadata":{{"name":"{name}","labels":{{"velero.io/schedule-name":"nightly"}}}},"spec":{{}},
               "status":{{"phase":"{phase}","startTimestamp":"2024-02-01T03:00:00Z","completionTimestamp":"2024-02-01T03:05:00Z"}}}}"#
        )
    };
    let phases = ["Completed", "PartiallyFailed", "InProgress", "Deleting"];
    let items: Vec<String> = phases.iter().map(|phase| backup(phase, phase)).collect();
    let list = read(&format!(r#"{{"apiVersion":"v1","kind":"List","items":[{}]}}"#, items.join(",")));
    assert_eq!((groups(&list), list.skipped.len()), (vec![("nightly", 1)], 3));
    assert_eq!(list.points[0].usable_at, Some(list.points[0].captured_at + 300));
    let pods = r#"{"kind":"List","items":[{"kind":"Pod","metadata":{},"spec":{},"status":{}}]}"#;
    assert_eq!(refused(pods), ImportError::Unknown);
}

#[test]
fn amazon_in_other_forms() {
    let vault = read(
        r#"{"RecoveryPoints":[
            {"RecoveryPointArn":"a","ResourceArn":"r","CreationDate":1706756400.25,"CompletionDate":1706756460,"Status":"COMPLETED","BackupSizeInBytes":9007199254740993},
            {"RecoveryPointArn":"b","ResourceArn":"r","CreationDate":1706842800,"Status":"PARTIAL","StatusMessage":"Half."},
            {"RecoveryPointArn":"c","ResourceArn":"r","CreationDate":1706929200,"Status":"EXPIRED"}],"NextToken":"more"}"#,
    );
    assert_eq!((vault.points.len(), vault.skipped.len()), (1, 2));
    let point = &vault.points[0];
    assert_eq!((point.captured_at, point.usable_at), (1_706_756_400, Some(1_706_756_460)));
    assert_eq!(point.size.unwrap().bytes.count(), 9_007_199_254_740_993, "beyond 2^53");
    assert!(vault.notes[0].contains("one page"), "{:?}", vault.notes);
    let bare =
        read(r#"[{"SnapshotId":"s","VolumeId":"v","State":"pending","StartTime":"2024-02-01T03:00:00Z"}]"#);
    assert_eq!((bare.points.len(), bare.skipped.len()), (0, 1));
    let cold = read(
        r#"{"Snapshots":[{"SnapshotId":"s","VolumeId":"v","State":"completed","StartTime":"2024-02-01T03:00:00Z","StorageTier":"archive","VolumeSize":8,"FullSnapshotSizeInBytes":500}]}"#,
    );
    assert!(cold.points[0].note.contains("archive"));
    assert_eq!(cold.points[0].size.unwrap().kind, SizeKind::Logical);
}

#[test]
fn proxmox_in_other_forms() {
    let pbs = read(
        r#"{"data":[{"backup-type":"ct","backup-id":"7","backup-time":1706752800,"files":[{"filename":"a.pxar"}],"size":5},
            {"backup-type":"ct","backup-id":"7","backup-time":1706752801,"files":[]},
            {"backup-type":"ct","backup-id":"7","backup-time":1706752802,"files":[{"filename":"index.json.blob"}],"size":5,"protected":true}]}"#,
    );
    assert_eq!((pbs.points.len(), pbs.skipped.len()), (1, 2));
    assert_eq!(pbs.points[0].tags, ["protected"]);
    let pve = read(
        r#"[{"volid":"pbs:backup/vm/100/2024-02-01T02:00:00Z","content":"backup","ctime":1706752800,"format":"pbs-vm","verification":{"state":"failed"}},
            {"volid":"pbs:backup/vm/100/2024-02-02T02:00:00Z","content":"backup","ctime":1706839200,"format":"pbs-vm"},
            {"volid":"local:iso/a.iso","content":"iso","ctime":1706839200,"format":"iso"}]"#,
    );
    assert_eq!((groups(&pve), pve.skipped.len()), (vec![("vm/100", 1)], 2));
}

#[test]
fn lists_without_times_name_the_command() {
    let command = |text: &str| match refused(text) {
        ImportError::NoTimes { command, .. } => command,
        other => panic!("{other}"),
    };
    assert!(command(r#"[{"ID":"1","Name":"a","Status":"active"}]"#).contains("openstack image show -f json"));
    let long = r#"[{"ID":"1","Name":"a","Disk Format":"raw","Container Format":"bare","Size":1,"Checksum":"c","Status":"active","Visibility":"private"}]"#;
    assert!(command(long).contains("openstack image show -f json"));
    let short =
        r#"[{"ID":"1","Name":"a","Description":null,"Status":"available","Size":1,"Incremental":true}]"#;
    assert_eq!(command(short), "openstack volume backup list --long -f json");
    assert_eq!(command("NAME   USED  AVAIL  REFER  MOUNTPOINT\ntank@a  0B  -  1K  -\n"), Tool::Zfs.command());
    assert_eq!(
        command("ID        Time                 Host        Tags        Paths\n"),
        Tool::Restic.command()
    );
}

#[test]
fn plain_tables() {
    let csv = read("time,size,status\n2024-02-01T03:00:00Z,1.5 GB,ok\n2024-02-02T03:00:00Z,12,failed\n\n");
    assert_eq!((csv.tool, csv.points.len(), csv.skipped.len()), (Tool::Csv, 1, 1));
    assert_eq!(csv.points[0].size.unwrap().bytes.count(), 1_500_000_000);
    assert_eq!(csv.skipped[0].what, "line 3");
    let german = read(
        "\"Name\";\"Start Time\";\"Finished At\"\r\n\"a;b\";2024-02-01 03:00;2024-02-01 03:10\r\nc;nie;\r\n",
    );
    assert_eq!((german.needs_zone(), german.skipped.len()), (1, 1));
    assert_eq!(groups(&german.placed(&zone("Europe/Berlin"))), [("a;b", 1)]);
    let bare = read("1706756400,5,ok\n1706842800,6,ok");
    assert_eq!((bare.points.len(), bare.points[1].captured_at), (2, 1_706_842_800));
}

#[test]
fn duplicity_for_machines() {
    let read = read(
        "INFO 5\n full 20261121T082700Z 1 noenc\n inc 20261121T082702Z 1 noenc\n full 20261122T082700Z 1 noenc\n",
    );
    assert_eq!((read.tool, read.points.len(), read.needs_zone()), (Tool::Duplicity, 3, 0));
    assert_eq!(read.points[1].needs, ["20261121T082700Z"]);
    assert!(read.points[2].needs.is_empty());
}

/// As drawn for people, and as CSV: the same points as from JSON.
#[test]
fn tables_of_openstack() {
    let drawn = "+----+---------+-----------+------+-------------+----------------------------+--------+\n\
        | ID | Name    | Status    | Size | Incremental | Created At                 | Volume |\n\
        +----+---------+-----------+------+-------------+----------------------------+--------+\n\
        | 1  | None    | available | 10   | False       | 2026-01-01T00:00:00.000000 | data   |\n\
        | 2  | None    | error     | 10   | False       | 2026-01-02T00:00:00.000000 | data   |\n\
        | 3  | None    | available | 10   | True        | 2026-01-03T00:00:00.000000 | logs   |\n\
        +----+---------+-----------+------+-------------+----------------------------+--------+\n";
    let lines = drawn.lines().filter(|line| !line.starts_with('+'));
    let csv: String = lines
        .map(|line| {
            line.trim_matches('|').split('|').map(|cell| format!("\"{}\"", cell.trim())).collect::<Vec<_>>()
        })
        .map(|cells| cells.join(",").replace("None", "") + "\r\n")
        .collect();
    for text in [drawn, &csv] {
        let table = read(text);
        assert_eq!((table.tool, table.needs_zone(), table.skipped.len()), (Tool::Cinder, 0, 1), "{text}");
        assert_eq!(groups(&table), [("data", 1), ("logs", 1)]);
        assert_eq!(table.points[0].size.unwrap().bytes.count(), 10 << 30);
    }
    // Cut off before the line that closes it.
    let cut = &drawn[..drawn.len() - 90];
    assert!(matches!(refused(cut), ImportError::CutOff { .. }), "{cut}");
    // Without the column of volumes they are told apart by name, and that is said.
    let short = read(
        r#"[{"ID":"1","Name":"web-20260101","Status":"available","Size":1,"Incremental":false,"Created At":"2026-01-01T00:00:00.0"},
            {"ID":"2","Name":"db-20260101","Status":"available","Size":1,"Incremental":false,"Created At":"2026-01-01T00:00:00.0"}]"#,
    );
    assert_eq!(groups(&short), [("web", 1), ("db", 1)]);
    assert!(short.notes.iter().any(|note| note.contains("--long")), "{:?}", short.notes);
    // One image after another, field by field.
    let image = |id: &str, status: &str| {
        format!(
            "+---+---+\n| Field | Value |\n+---+---+\n| created_at | 2026-01-01T00:00:00Z |\n| disk_format | qcow2 |\n| id | {id} |\n\
             | properties | backup_type='daily', image_type='backup', instance_uuid='srv' |\n| size | 9007199254740993 |\n\
             | status | {status} |\n| updated_at | 2026-01-01T00:05:00Z |\n+---+---+\n"
        )
    };
    let images = read(&format!("{}{}", image("a", "active"), image("b", "saving")));
    assert_eq!(
        (images.tool, groups(&images), images.skipped.len()),
        (Tool::Glance, vec![("srv daily", 1)], 1)
    );
    assert_eq!(images.points[0].size.unwrap().bytes.count(), 9_007_199_254_740_993);
}

/// `zfs list` with `-H` or without, with `-p` or without.
#[test]
fn zfs_for_people_and_for_machines() {
    let exact =
        ["tank/a b@1\t1767225600\t12345\n", "NAME        CREATION    USED\ntank/a b@1  1767225600  12345\n"];
    for text in exact {
        let list = read(text);
        assert_eq!(
            (list.tool, groups(&list), list.points[0].captured_at),
            (Tool::Zfs, vec![("tank/a b", 1)], 1_767_225_600)
        );
        assert_eq!((list.points[0].size.unwrap().bytes.count(), list.skipped.len()), (12_345, 0));
    }
    let people = [
        "tank/a b@1\tThu Jan  1  1:00 2026\t1.50M\n",
        "NAME        CREATION                USED\ntank/a b@1  Thu Jan  1  1:00 2026  1.50M\n",
        "NAME         USED  CREATION\ntank/a b@1  1.50M  Thu Jan  1  1:00 2026\n",
    ];
    for text in people {
        // The clock of the machine, which it does not name.
        let list = read(text);
        assert_eq!(list.needs_zone(), 1, "{text}");
        let list = list.placed(&zone("Europe/Berlin"));
        assert_eq!(
            (groups(&list), list.points[0].captured_at),
            (vec![("tank/a b", 1)], 1_767_225_600),
            "{text}"
        );
        assert_eq!(list.points[0].size.unwrap().bytes.count(), 1_572_864);
        assert!(list.notes.iter().any(|note| note.contains("rounded")));
    }
}

#[test]
fn what_is_null_or_older_costs_no_point() {
    let images = read(
        r#"{"images":[{"id":"1","created":"2026-01-01T00:00:00Z","updated":null,"status":"ACTIVE","minDisk":0,"server":{"id":"s"},"metadata":null}]}"#,
    );
    assert_eq!((groups(&images), images.skipped.len()), (vec![("s manual", 1)], 0));
    // Files by their names alone.
    let snapshots = read(
        r#"[{"backup-type":"host","backup-id":"x","backup-time":1767225600,"size":5,"files":["index.json.blob","root.pxar.didx"]},
            {"backup-type":"host","backup-id":"x","backup-time":1767312000,"size":5,"files":["root.pxar.didx"]}]"#,
    );
    assert_eq!((groups(&snapshots), snapshots.skipped.len()), (vec![("host/x", 1)], 1));
}

#[test]
fn parts_of_a_point_are_no_lists() {
    // `jq -c '.[]'` leaves one object after another: the paths stay with their snapshot, or groups would be mixed.
    let lines = |path: &str| restic(path, "2024-02-01T03:00:00Z").replace("/b", path);
    let snapshots = read(&format!("{}\n{}\n", lines("/x"), lines("/y")));
    assert_eq!(groups(&snapshots), [("h /a /x", 1), ("h /a /y", 1)]);
}

#[test]
fn duplicity_without_leftovers() {
    let status = "Collection Status\nFull  Sun Oct 25 12:30:00 2026  1\nAlso found 0 backup sets not part of any chain,\n\
        and 1 incomplete backup set.\n";
    let read = read(status).placed(&zone("Europe/Berlin"));
    assert_eq!((read.points.len(), read.skipped.len()), (1, 1));
    assert!(read.skipped[0].what.contains("incomplete"));
}

#[test]
fn empty_lists() {
    assert_eq!(refused("[]"), ImportError::EmptyList);
    for (text, tool) in [
        (r#"{"archives":[],"encryption":{"mode":"none"},"repository":{}}"#, Tool::Borg),
        (r#"{"Snapshots":[]}"#, Tool::Ec2Snapshots),
        (r#"{"RecoveryPoints": [ ]}"#, Tool::AwsBackup),
        (r#"{"kind":"BackupList","apiVersion":"velero.io/v1","items":[]}"#, Tool::Velero),
    ] {
        let read = read(text);
        assert_eq!((read.tool, read.points.len()), (tool, 0), "{text}");
    }
}

#[test]
fn two_tools_in_one_file() {
    let both = read(
        r#"{"Snapshots":[{"SnapshotId":"s","VolumeId":"v","State":"completed","StartTime":"2024-02-01T03:00:00Z"}]}
           {"Images":[{"ImageId":"i","State":"available","CreationDate":"2024-02-01T03:00:00Z"}]}"#,
    );
    assert_eq!((both.tool, both.points.len(), both.skipped.len()), (Tool::Ec2Snapshots, 1, 1));
    assert!(both.skipped[0].reason.contains("AWS EC2 images"), "{}", both.skipped[0].reason);
}
