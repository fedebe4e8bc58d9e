//! The charts of many rows and of shares: what a reader sees, read back from their markup.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use holdfast::chart::{LossShares, Storage, TimelineRow, distribution, gantt, storage, timeline};
use holdfast::recovery::{Keep, loss_law};
use holdfast::units::{Bytes, Duration, Moment};
use support::drawn::{crowd, fortnight, limited, nightly, recovery, row, shares, shop, year};
use support::labels::words;
use support::{DAY, HOUR, now};

fn all() -> Vec<(&'static str, String)> {
    let limit = Some(Duration::hours(4));
    let mut late = recovery();
    late.limit = limited(Duration::hours(4));
    vec![
        ("timeline", fortnight(&shop())),
        ("sure", distribution(&shares(&nightly(1.0, Keep::Forever), limit), "d").into_string()),
        (
            "doubtful",
            distribution(&shares(&nightly(0.95, Keep::Age(14 * DAY)), Some(Duration::hours(30))), "d")
                .into_string(),
        ),
        ("often nothing", distribution(&shares(&nightly(0.5, Keep::Age(3 * DAY)), limit), "d").into_string()),
        ("recovery", gantt(&recovery(), "g").into_string()),
        ("late", gantt(&late, "g").into_string()),
        ("year", storage(&year(), "s").into_string()),
    ]
}

fn plain(markup: &str) -> String {
    markup.replace('\u{a0}', " ").replace("&amp;", "&")
}

fn desc(markup: &str) -> String {
    plain(markup.split_once("<desc").unwrap().1.split_once('>').unwrap().1.split_once("</desc>").unwrap().0)
}

/// The figures of the row of a table that begins with these words.
fn figures(markup: &str, row: &str) -> Vec<String> {
    let markup = plain(markup);
    let (_, rest) =
        markup.split_once(&format!("<th scope=\"row\">{row}</th>")).unwrap_or_else(|| panic!("no {row}"));
    let cells = rest.split("</tr>").next().unwrap().split("<td").skip(1);
    cells.map(|cell| cell.split_once('>').unwrap().1.split("</td>").next().unwrap().to_owned()).collect()
}

#[test]
fn markup_is_inert_exact_and_the_same_every_time() {
    for ((name, markup), (_, again)) in all().into_iter().zip(all()) {
        assert_eq!(markup, again, "{name}");
        for bad in ["style=", "<script", "NaN", "\"inf", "\"-inf"] {
            assert!(!markup.contains(bad), "{name}: {bad}");
        }
        assert!(markup.contains("<title") && markup.contains("<desc") && markup.contains("<table"), "{name}");
        for number in markup.split('"').flat_map(|v| v.split([' ', 'M', 'L', 'H', 'V', 'Z', '%'])) {
            if let Some((_, decimals)) = number.split_once('.').filter(|_| number.parse::<f64>().is_ok()) {
                assert!(decimals.len() <= 2, "{name}: {number}");
            }
        }
    }
}

#[test]
fn every_id_begins_with_the_one_given_and_stands_once() {
    for (name, markup) in all() {
        let ids: Vec<&str> =
            markup.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name}: {ids:?}");
        assert!(
            !ids.is_empty()
                && ids.iter().all(|id| ["t", "d", "g", "s"].iter().any(|p| id.starts_with(&format!("{p}-")))),
            "{name}: {ids:?}"
        );
        for named in markup
            .split("aria-labelledby=\"")
            .skip(1)
            .flat_map(|rest| rest.split('"').next().unwrap().split(' '))
        {
            assert!(ids.contains(&named), "{name}: {named}");
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    let evil = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    let mut rows = shop();
    rows[0].name = evil.to_owned();
    rows[0].protections[0].name = evil.to_owned();
    let mut steps = recovery();
    steps.name = evil.to_owned();
    for row in &mut steps.rows {
        (row.group, row.label, row.note) = (evil.to_owned(), evil.to_owned(), Some(evil.to_owned()));
    }
    let mut space = year();
    space.name = evil.to_owned();
    space.series[0].name = evil.to_owned();
    let law = loss_law(&nightly(1.0, Keep::Forever)).unwrap();
    let shares = LossShares::of(&law, evil, evil, evil, None);
    for markup in [
        fortnight(&rows),
        gantt(&steps, "g").into_string(),
        storage(&space, "s").into_string(),
        distribution(&shares, "d").into_string(),
    ] {
        assert!(markup.contains("&lt;script&gt;") && !markup.contains("<script") && !markup.contains("<img"));
    }
}

#[test]
fn the_finding_stands_in_words() {
    let said: Vec<String> = all().iter().map(|(_, markup)| desc(markup)).collect();
    assert_eq!(
        said,
        [
            "Above the limit for at least part of the time: Orders database, Stock database and Product pictures. \
             Without a limit or a known schedule: 1 of 4.",
            "In 7.6 of 100 moments you would lose no more than 4 h, your limit. On average 14 h 10 min, in 95 of 100 no \
             more than 24 h 58 min, at worst 26 h 10 min.",
            "In 95.8 of 100 moments you would lose no more than 30 h, your limit. On average 15 h 25 min 47 s, in 95 of \
             100 no more than 26 h 10 min, at worst 14 days. In fewer than 0.1 of 100 nothing usable would be left.",
            "In 3.8 of 100 moments you would lose no more than 4 h, your limit. On average 27 h 17 min 25 s, at worst 72 h. \
             In 13.6 of 100 nothing usable would be left.",
            "All is back after 5 h 50 min. Orders database: back after 5 h 50 min, within the limit of 8 h. What takes \
             longest of what decides it: replay the log (Orders database), 1 h 40 min.",
            "All is back after 5 h 50 min. Orders database: back after 5 h 50 min, 1 h 50 min over the limit of 4 h. What \
             takes longest of what decides it: replay the log (Orders database), 1 h 40 min.",
            "Now 660.01 GB; 1.51 TB on 21 November 2027. Most: 1.67 TB on 15 November 2027. Never more than the capacity of \
             2 TB.",
        ]
    );
}

#[test]
fn tables_have_the_numbers_of_the_law_and_of_the_drawing() {
    for loss in
        [nightly(1.0, Keep::Forever), nightly(0.95, Keep::Age(14 * DAY)), nightly(0.5, Keep::Age(3 * DAY))]
    {
        let law = loss_law(&loss).unwrap();
        let limit = Duration::hours(4);
        let markup = distribution(&shares(&loss, Some(limit)), "d").into_string();
        for n in [10, 25, 50, 75, 90, 95, 99] {
            let expected = law.percentile(f64::from(n) / 100.0);
            let words = expected
                .map_or("nothing left".to_owned(), |s| Duration::clamped(s.round() as i64).to_string());
            assert_eq!(figures(&markup, &format!("In {n} of 100 at most")), [plain(&words)], "{n}");
        }
        let within = (law.chance_within(14_400.0) * 1_000.0).round() / 10.0;
        assert_eq!(figures(&markup, "Within the limit of 4 h"), [format!("{within} of 100 moments")]);
        // The dot of the limit stands where the table says.
        let y = 160.0 * (1.0 - law.chance_within(14_400.0));
        assert!(markup.contains(&format!("cy=\"{}\"", (y * 10.0).round() / 10.0)), "{y}");
    }
    let markup = fortnight(&shop());
    assert_eq!(figures(&markup, "Orders database"), ["50 h 10 min", "7 h 30 min", "4 h", "13 d 10 min"]);
    assert_eq!(
        figures(&markup, "Orders database: Nightly dump"),
        ["14", "13", "Sat 21 Nov, 02:00", "2 h 10 min"]
    );
    let markup = storage(&year(), "s").into_string();
    assert_eq!(figures(&markup, "Nightly dump"), ["300 GB", "660 GB, 19 Feb", "660 GB"]);
    assert_eq!(figures(&markup, "All"), ["660.01 GB", "1.67 TB, 15 Nov", "1.51 TB"]);
    let markup = gantt(&recovery(), "g").into_string();
    assert_eq!(
        figures(&markup, "Orders database: Unpack"),
        ["–", "3 h 10 min", "3 h 10 min", "no time", "<strong>yes</strong>"],
        "in the table, though not in the drawing"
    );
    assert_eq!(markup.matches("class=\"bar\"").count(), 8);
    assert_eq!(markup.matches("class=\"bar rest\"").count(), 3);
}

#[test]
fn bars_lie_where_their_times_say() {
    let markup = gantt(&recovery(), "g").into_string();
    // The axis ends at the limit of 8 h: the full copy of the orders runs from 70 to 150 of 480 min.
    assert!(markup.contains("<rect class=\"bar\" x=\"14.58%\" width=\"16.67%\""));
    assert!(markup.contains("<line class=\"limit\" x1=\"100%\""));
}

#[test]
fn nothing_to_draw_is_a_sentence() {
    let never = LossShares::of(
        &loss_law(&nightly(0.0, Keep::Forever)).unwrap(),
        "Orders",
        "orders",
        "the host were lost",
        None,
    );
    let mut empty = recovery();
    (empty.rows, empty.total_s) = (Vec::new(), 0.0);
    let mut none = year();
    none.series.clear();
    for markup in [
        fortnight(&[]),
        distribution(&never, "d").into_string(),
        gantt(&empty, "g").into_string(),
        storage(&none, "s").into_string(),
    ] {
        assert!(markup.starts_with("<p class=\"hint\">") && !markup.contains("<svg"), "{markup}");
    }
    assert!(distribution(&never, "d").into_string().contains("nothing usable would be left"));
}

#[test]
fn absurd_numbers_do_not_break_the_drawing() {
    let mut steps = recovery();
    steps.total_s = f64::NAN;
    for (row, odd) in steps.rows.iter_mut().zip([f64::NAN, f64::INFINITY, -1.0, 1e300, f64::NEG_INFINITY]) {
        (row.from_s, row.to_s) = (odd, 60.0);
    }
    let mut shares = shares(&nightly(1.0, Keep::Forever), Some(Duration::ZERO));
    shares.cumulative.push((f64::NAN, f64::INFINITY));
    shares.gone = f64::NAN;
    let mut space = year();
    space.series[0].points =
        vec![(Moment::from_seconds(i64::MIN), u64::MAX), (Moment::from_seconds(i64::MAX), 1)];
    (space.from, space.to) = (now(), now());
    let rows = shop();
    for markup in [
        gantt(&steps, "g").into_string(),
        distribution(&shares, "d").into_string(),
        storage(&space, "s").into_string(),
        timeline(&rows, now(), now(), "t").into_string(),
        timeline(&rows, now(), now().plus(-DAY), "t").into_string(),
    ] {
        assert!(!markup.contains("NaN") && !markup.contains("\"inf"), "{markup}");
    }
}

#[test]
fn twelve_components_with_hourly_copies_stay_cheap() {
    let hourly = |n: i64| row(&format!("Component {n}"), HOUR, 60 * n, 900, Some(4 * HOUR), |a| a % 37 != 0);
    let rows: Vec<TimelineRow> = (1..=12).map(hourly).collect();
    let markup = fortnight(&rows);
    assert!(markup.len() < 300_000, "{} bytes", markup.len());
    assert_eq!(
        markup.matches("role=\"img\"").count(),
        14,
        "one for each component, and the axis at both ends"
    );
    let few = fortnight(&rows[..1]);
    assert_eq!(few.matches("role=\"img\"").count(), 2);
}

#[test]
fn labels_of_shares_and_sizes_do_not_overlap() {
    for success in [1.0, 0.97, 0.8, 0.5, 0.2] {
        for keep in [1, 2, 3, 14, 60] {
            for hours in [0, 1, 4, 12, 24, 26, 30, 71, 300, 2_000] {
                let shares =
                    shares(&nightly(success, Keep::Age(keep * DAY + 7_800)), Some(Duration::hours(hours)));
                let markup = distribution(&shares, "d").into_string();
                assert_apart(&format!("{success} {keep} {hours}"), &markup, 108.0, 0.0);
            }
        }
    }
    for tb in [1, 2, 3, 6, 9] {
        let space = Storage { capacity: Bytes::new(tb * 333_000_000_000), ..year() };
        let markup = storage(&space, "s").into_string();
        let drawing = markup.split("<svg class=\"wide\"").next().unwrap();
        for (figure, gutter, wide) in [(288.0, 56.0, false), (544.0, 264.0, true), (900.0, 264.0, true)] {
            assert_words_apart(&format!("{tb}"), &words(drawing, figure - gutter, wide));
        }
    }
}

fn assert_apart(name: &str, markup: &str, gutter: f64, left: f64) {
    for (figure, wide) in [(288.0, false), (328.0, false), (545.0, true), (900.0, true)] {
        let found = words(markup.split("</figure>").next().unwrap(), figure - gutter, wide);
        assert_words_apart(name, &found);
        for word in found {
            assert!(
                word.left >= left - 16.0 && word.right <= figure + 16.0,
                "{name} at {figure} px: {word:?}"
            );
        }
    }
}

fn assert_words_apart(name: &str, words: &[support::labels::Word]) {
    for (n, a) in words.iter().enumerate() {
        for b in &words[n + 1..] {
            let apart = a.right <= b.left || b.right <= a.left || (a.base - b.base).abs() >= 12.0;
            assert!(apart, "{name}: {a:?} and {b:?} overlap");
        }
    }
}

/// All on one page, to look at: `HOLDFAST_GALLERY=file.html cargo test --test charts gallery`.
#[test]
fn gallery_page() {
    let Some(path) = std::env::var_os("HOLDFAST_GALLERY") else { return };
    let sheets = ["reset", "tokens", "base", "layout", "parts", "chart", "report", "print"];
    let css: String = sheets
        .iter()
        .map(|s| std::fs::read_to_string(format!("{}/style/{s}.css", env!("CARGO_MANIFEST_DIR"))).unwrap())
        .collect();
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><style>{css}</style><main class=wrap><h1>Charts</h1>"
    );
    page += &fortnight(&shop());
    let limit = Some(Duration::hours(4));
    for (n, loss) in
        [nightly(1.0, Keep::Forever), nightly(0.95, Keep::Age(14 * DAY)), nightly(0.5, Keep::Age(3 * DAY))]
            .iter()
            .enumerate()
    {
        let limit = if n == 1 { Some(Duration::hours(30)) } else { limit };
        page += &distribution(&shares(loss, limit), &format!("d{n}")).into_string();
    }
    page += &gantt(&recovery(), "g").into_string();
    let mut late = recovery();
    late.limit = limited(Duration::hours(4));
    page += &gantt(&late, "gl").into_string();
    page += &storage(&year(), "s").into_string();
    let mut past = year();
    (past.from, past.to) = (now(), now().plus(14 * DAY));
    past.capacity = Bytes::new(900_000_000_000);
    page += &storage(&past, "sp").into_string();
    page += &crowd().replace("id=\"t-", "id=\"u-");
    std::fs::write(path, page).unwrap();
}
