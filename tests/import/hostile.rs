//! Files that are damaged, or made to do damage.

use super::{read, refused};
use holdfast::import::{ImportError, Imported, Reader, import};
use proptest::prelude::*;
use std::sync::LazyLock;

fn snapshots(count: usize) -> String {
    let one = |n: usize| {
        let (day, hour) = (1 + n / 24 % 28, n % 24);
        format!(
            r#"{{"time":"2024-02-{day:02}T{hour:02}:00:00.123456789Z","paths":["/srv"],"hostname":"h","short_id":"{n}"}}"#
        )
    };
    let all: Vec<String> = (0..count).map(one).collect();
    format!("[{}]", all.join(",\n"))
}

/// In slices of a length.
fn sliced(bytes: &[u8], slice: usize) -> Result<Imported, ImportError> {
    let mut reader = Reader::default();
    for part in bytes.chunks(slice) {
        reader.feed(part)?;
    }
    reader.finish()
}

#[test]
fn many_points() {
    let text = snapshots(200_000);
    let imported = sliced(text.as_bytes(), 256 * 1024).unwrap();
    assert_eq!((imported.points.len(), imported.groups.len()), (200_000, 1));
    let found = holdfast::import::measured(&imported.points, Some(1_800_000_000), None).unwrap();
    assert_eq!(found.longest_gap.unwrap().seconds(), 3_600);
}

#[test]
fn cut_off_at_every_byte() {
    let text = snapshots(3);
    for end in 1..text.len() {
        let cut = refused(&text[..end]);
        assert!(matches!(cut, ImportError::CutOff { .. }), "{end}: {cut}");
    }
    assert_eq!(read(&text).points.len(), 3);
}

#[test]
fn encodings() {
    let text = snapshots(3).replace("/srv", "/größe");
    let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [wide, latin, marked] {
        for slice in [1, 7, 100_000] {
            let imported = sliced(&bytes, slice).unwrap();
            assert_eq!((imported.points.len(), imported.groups[0].as_str()), (3, "h /größe"));
        }
    }
}

#[test]
fn numbers_and_years_at_the_edges() {
    let point = |time: &str, size: &str| {
        format!(
            r#"{{"time":{time},"paths":[],"tree":"","short_id":"x","summary":{{"total_bytes_processed":{size}}}}}"#
        )
    };
    for (size, expected) in [
        ("9007199254740993", Some(9_007_199_254_740_993)),
        ("1000000000000000000", Some(1_000_000_000_000_000_000)),
        ("18446744073709551615", None),
        ("18446744073709551616", None),
        ("1e3", Some(1_000)),
        ("1e300", None),
        ("-5", None),
        ("\"77\"", Some(77)),
        ("null", None),
        ("[{}]", None),
    ] {
        let read = read(&format!("[{}]", point("\"2024-02-01T03:00:00Z\"", size)));
        assert_eq!(read.points[0].size.map(|size| size.bytes.count()), expected, "{size}");
    }
    for (time, expected) in [
        ("\"1900-01-01T00:00:00Z\"", Some(-2_208_988_800)),
        ("\"2099-12-31T23:59:59.999999999Z\"", Some(4_102_444_799)),
        ("\"0001-01-01T00:00:00Z\"", None),
        ("\"9999-12-31T23:59:59-23:59\"", None),
        ("\"9999-12-31T23:59:59Z\"", Some(253_402_300_799)),
        ("1e18", None),
        ("9223372036854775807", None),
        ("170141183460469231731687303715884105727", None),
        ("\"soon\"", None),
        ("null", None),
    ] {
        let read = read(&format!("[{}]", point(time, "1")));
        assert_eq!(read.points.first().map(|point| point.captured_at), expected, "{time}");
        assert_eq!(read.points.len() + read.skipped.len(), 1, "{time}");
    }
}

#[test]
fn deep_long_and_twice() {
    for deep in [
        "[".repeat(3_000_000),
        "{\"a\":".repeat(1_000_000),
        format!("[{{\"time\":\"x\",\"paths\":{}", "[".repeat(200)),
    ] {
        assert!(matches!(refused(&deep), ImportError::TooDeep { .. }));
    }
    let long = format!("[{{\"time\":\"{}\"}}]", "x".repeat(20_000_000));
    assert!(matches!(refused(&long), ImportError::TooLong { .. }));
    assert!(matches!(refused(&"x".repeat(2_000_000)), ImportError::TooLong { .. }));
    let twice = read(r#"[{"time":"2024-02-01T03:00:00Z","paths":[],"time":"2025-02-01T03:00:00Z"}]"#);
    assert_eq!(twice.points.len(), 0);
    assert!(twice.skipped[0].reason.contains("time"), "{}", twice.skipped[0].reason);
    let lists: String = (0..100_000).map(|n| format!("\"l{n}\":[],")).collect();
    assert_eq!(refused(&format!("{{{lists}\"z\":1}}")), ImportError::Unknown);
    assert!(matches!(refused(r#"{"Snapshots":[],"Snapshots":[]}"#), ImportError::Twice { .. }));
}

#[test]
fn what_is_something_else() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"  \n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04 and so on", "zip"),
        (b"<!doctype html>", "web page"),
        (b"{\"name\":\"a\",\"version\":\"1\"}", "restic snapshots --json"),
        (b"[1,2,3]", "velero backup get"),
        (b"null", "time, size, status"),
        (b"Dear all,\nthe backup ran on Monday.\n", "does not know"),
        (b"[] and more", "cannot be read from byte 3"),
    ] {
        let error = import(bytes).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let error = sliced(b"PK\x03\x04", 1).unwrap_err();
    let mut reader = Reader::default();
    assert_eq!(reader.feed(b"PK\x03\x04"), Err(error.clone()));
    assert_eq!(reader.feed(b"[]"), Err(error), "it stays so");
}

static SEEDS: LazyLock<Vec<String>> = LazyLock::new(seeds);

fn seeds() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples");
    let mut seeds = vec![
        snapshots(3),
        "time,size,status\n2024-02-01T03:00:00Z,1.5 GB,ok\n2024-02-02 03:00,\"12\",failed\n".to_owned(),
        " full 20261121T082700Z 1 noenc\n inc 20261121T082702Z 1 noenc\n".to_owned(),
    ];
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        seeds.push(text.chars().take(4_000).collect());
    }
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to a sample, it is read or refused, and alike in slices of any length.
    #[test]
    fn a_damaged_sample_is_read_or_refused(
        seed in 0_usize..30,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(&b"[]{}\",:\\0\n"[..])], 0_u8..3), 0..8),
        slice in 1_usize..300,
    ) {
        let mut bytes = SEEDS[seed % SEEDS.len()].clone().into_bytes();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at + 1),
            }
        }
        let whole = import(&bytes);
        prop_assert_eq!(&sliced(&bytes, slice), &whole);
        if let Ok(imported) = whole {
            let placed = imported.placed(&holdfast::schedule::Zone::fixed("Z", 3_600));
            prop_assert_eq!(placed.needs_zone(), 0);
            for point in &placed.points {
                prop_assert!((point.group as usize) < placed.groups.len());
                prop_assert!(point.usable_at.is_none_or(|at| at >= point.captured_at));
            }
            holdfast::import::measured(&placed.points, Some(1_700_000_000), None).unwrap();
        }
    }

    /// Any bytes at all.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200), slice in 1_usize..50) {
        prop_assert_eq!(sliced(&bytes, slice), import(&bytes));
    }
}
