//! What a reader sees of a chart, read back from its markup: no two labels overlap, nothing leaves its room, the
//! finding stands in words.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use holdfast::assess::Exposure;
use holdfast::chart::{ChartOptions, Scale, exposure, exposure_table, schedule_preview};
use holdfast::schedule::{Schedule, Weekday};
use holdfast::units::{Duration, TimeOfDay};
use support::labels::words;
use support::{DAY, HOUR, gallery, regular};

fn options(scale: Option<Scale>) -> ChartOptions {
    ChartOptions { id: "c".to_owned(), scale, caption: String::new() }
}

fn draw(chart: &Exposure) -> String {
    exposure(chart, &options(None)).into_string()
}

fn gutter(svg: &str) -> f64 {
    if svg.contains("g-3") {
        148.0
    } else if svg.contains("g-2") {
        108.0
    } else {
        68.0
    }
}

fn assert_no_overlap(name: &str, svg: &str, figures: &[(f64, bool)]) {
    for &(figure, is_wide) in figures {
        let plot = figure - gutter(svg);
        let words = words(svg, plot, is_wide);
        assert!(words.len() <= 20, "{name}: {} labels", words.len());
        for (n, a) in words.iter().enumerate() {
            for b in &words[n + 1..] {
                let apart =
                    a.right + 2.0 <= b.left || b.right + 2.0 <= a.left || (a.base - b.base).abs() >= 13.0;
                assert!(apart, "{name} at {figure} px: {a:?} and {b:?} overlap");
            }
            // 16 px: the margin of every page.
            assert!(
                a.left >= -16.0 && a.right <= figure + 16.0,
                "{name} at {figure} px: {a:?} leaves the page"
            );
            assert!((-14.0..=141.0).contains(&a.base), "{name}: {a:?} leaves the drawing");
        }
    }
}

const FIGURES: [(f64, bool); 6] =
    [(288.0, false), (328.0, false), (480.0, false), (545.0, true), (700.0, true), (1_100.0, true)];

#[test]
fn no_two_labels_overlap_at_any_width() {
    for (name, chart) in gallery() {
        assert_no_overlap(name, &draw(&chart), &FIGURES);
    }
}

#[test]
fn no_two_labels_overlap_wherever_the_limit_lies() {
    for hours in 0..=120 {
        for every in [DAY, 3 * DAY] {
            let limit = Some(Duration::clamped(hours * HOUR + 600 * (hours % 5)));
            let chart = support::exposure(&regular(every, 5 * HOUR), 7_800, limit, |_| true);
            assert_no_overlap(&format!("limit {hours} h, every {every}"), &draw(&chart), &FIGURES);
        }
    }
}

#[test]
fn no_two_labels_overlap_whichever_copy_fails() {
    for failed in 0..14 {
        for run in 1..=3 {
            let good = |ago: i64| !(failed * DAY..(failed + run) * DAY).contains(&ago);
            let chart = support::exposure(&regular(DAY, 7 * HOUR), 7_800, Some(Duration::hours(4)), good);
            assert_no_overlap(&format!("{run} failed, {failed} days ago"), &draw(&chart), &FIGURES);
        }
    }
}

#[test]
fn previews_fit_the_panel_beside_a_question() {
    let at = TimeOfDay::new(2, 0).unwrap();
    let mut schedules =
        vec![Schedule::Daily { at }, Schedule::Weekdays { at }, Schedule::Weekly { on: Weekday::Sunday, at }];
    for minutes in [1, 5, 15, 60, 90, 240, 360, 720, 1_440, 2_880, 31 * 1_440] {
        schedules.push(Schedule::Every { interval: Duration::minutes(minutes), from: at });
    }
    for schedule in schedules {
        for safe in [Duration::ZERO, Duration::minutes(130)] {
            for limit in [None, Some(Duration::hours(4))] {
                let svg = schedule_preview(&schedule, safe, limit, "p").unwrap().into_string();
                assert_no_overlap(
                    &schedule.to_string(),
                    &svg,
                    &[(192.0, false), (320.0, false), (545.0, true)],
                );
            }
        }
    }
}

#[test]
fn the_worst_always_carries_its_value() {
    for (name, chart) in gallery() {
        let svg = draw(&chart);
        let losses = chart.teeth.iter().filter_map(|t| Some(t.to.seconds() - t.captured?.seconds()));
        let Some(worst) = losses.max() else {
            assert!(svg.contains("no usable copy"), "{name}");
            continue;
        };
        let worst = Duration::clamped(worst).to_string();
        for is_wide in [true, false] {
            let shown = words(&svg, 300.0, is_wide).iter().any(|w| w.text.contains(&worst));
            assert!(shown, "{name}, wide {is_wide}: {worst}");
        }
        let desc = svg.split("<desc").nth(1).unwrap().split("</desc>").next().unwrap();
        assert!(desc.contains(&worst), "{name}: {desc}");
    }
}

#[test]
fn words_carry_the_finding() {
    let desc = |wanted: &str| {
        let (_, chart) = gallery().into_iter().find(|(name, _)| *name == wanted).unwrap();
        let svg = draw(&chart);
        svg.split_once("<desc id=\"c-d\">").unwrap().1.split_once("</desc>").unwrap().0.replace('\u{a0}', " ")
    };
    assert_eq!(
        desc("daily, one failed"),
        "The loss grows until the next copy can be used, then falls. It was largest, 50 h 10 min, on Friday \
         13 November 2026, 04:10. The copy of 12 Nov does not count. It was above the limit of 4 h for \
         13 d 10 min of 14 days. Now it is 7 h 30 min."
    );
    assert_eq!(
        desc("never a copy"),
        "There was no usable copy at any time. It was above the limit of 4 h all the time."
    );
    assert!(
        desc("hole in the middle")
            .contains("For 72 h from Thursday 12 November 2026, 04:10 there was no usable copy")
    );
    assert!(desc("last good 9 days ago").starts_with("The loss is at its largest now: 9 d 7 h 30 min."));
    assert!(desc("last good 60 days ago").starts_with("The loss grew all the time, to 60 days now."));
}

#[test]
fn markup_is_inert_short_and_the_same_every_time() {
    for (name, chart) in gallery() {
        let svg = draw(&chart);
        assert_eq!(svg, draw(&chart), "{name}");
        assert!(!svg.contains("style=") && !svg.contains("NaN") && !svg.contains("inf"), "{name}");
        assert!(svg.len() < 80_000, "{name}: {} bytes", svg.len());
        for number in svg.split('"').flat_map(|v| v.split([' ', 'M', 'L', 'Z', '%'])) {
            if let Some((_, decimals)) = number.split_once('.').filter(|_| number.parse::<f64>().is_ok()) {
                assert!(decimals.len() <= 2, "{name}: {number}");
            }
        }
    }
}

#[test]
fn tables_have_the_numbers_of_the_chart() {
    for (name, chart) in gallery() {
        let table = exposure_table(&chart).into_string();
        let rows = table.matches("<tr").count();
        assert!((2..=50).contains(&rows), "{name}: {rows} rows");
    }
    let (_, daily) = gallery().into_iter().find(|(name, _)| *name == "daily, one failed").unwrap();
    let table = exposure_table(&daily).into_string().replace('\u{a0}', " ");
    assert!(table.contains("50 h 10 min") && table.contains("<strong>no</strong>"));
}

#[test]
fn small_multiples_share_a_scale_when_they_can() {
    let limit = Some(Duration::hours(4));
    let daily = support::exposure(&regular(DAY, HOUR), 0, limit, |_| true);
    let hourly = support::exposure(&regular(HOUR, 60), 0, limit, |_| true);
    let three = support::exposure(&regular(3 * DAY, HOUR), 0, limit, |_| true);
    let shared = Scale::shared(&[daily.clone(), three.clone()]).unwrap();
    assert!(exposure(&daily, &options(Some(shared))).into_string().contains("72\u{a0}h"));
    assert_eq!(Scale::shared(&[hourly, three]), None, "a flat line says nothing");
    assert_eq!(Scale::shared(&[daily]), None);
}

/// All charts on one page, to look at: `HOLDFAST_GALLERY=file.html cargo test --test chart gallery`.
#[test]
fn gallery_page() {
    let Some(path) = std::env::var_os("HOLDFAST_GALLERY") else { return };
    let sheets = ["reset", "tokens", "base", "layout", "parts", "chart"];
    let css: String = sheets
        .iter()
        .map(|s| std::fs::read_to_string(format!("{}/style/{s}.css", env!("CARGO_MANIFEST_DIR"))).unwrap())
        .collect();
    let mut page = format!("<!doctype html><style>{css}</style><main class=wrap>");
    for (n, (name, chart)) in gallery().iter().enumerate() {
        let options = ChartOptions { id: format!("c{n}"), scale: None, caption: (*name).to_owned() };
        page.push_str(&exposure(chart, &options).into_string());
    }
    let at = TimeOfDay::new(2, 0).unwrap();
    for (n, schedule) in [
        Schedule::Daily { at },
        Schedule::Weekdays { at },
        Schedule::Weekly { on: Weekday::Sunday, at },
        Schedule::Every { interval: Duration::hours(1), from: at },
        Schedule::Every { interval: Duration::hours(6), from: at },
    ]
    .iter()
    .enumerate()
    {
        page.push_str("<div class=\"panel w12\">");
        let limit = Some(Duration::hours(4)).filter(|_| n % 2 == 0);
        let chart = schedule_preview(schedule, Duration::minutes(130), limit, &format!("p{n}")).unwrap();
        page.push_str(&chart.into_string());
        page.push_str("</div>");
    }
    std::fs::write(path, page).unwrap();
}
