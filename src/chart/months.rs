//! The axis below a chart of weeks or years to come, or gone by.

use super::days::midnights;
use super::plan::{Anchor, GAP, Label, Show, Tick, Widths};
use super::series::Series;
use super::steps::{DAY, calendar_step};
use super::width::text_width;
use crate::units::{Moment, NBSP, short_date};
use chrono::{Datelike, Months, NaiveDate};

/// Longer than this the axis counts months.
const MONTHS_FROM: i64 = 62 * DAY;
/// Months between two labels.
const MONTHS: [u32; 8] = [1, 2, 3, 6, 12, 24, 60, 120];
/// Most labels that are looked at.
const MOST: u32 = 400;

/// Ticks and labels, base line at `y`. The ends are named first: `now` by that word, any other by its date.
pub(super) fn axis(from: Moment, to: Moment, now: Moment, y: f64, widths: Widths) -> (Vec<Tick>, Vec<Label>) {
    let series = Series::new(from, to, &[]);
    let end = |at: Moment, x: f64, anchor| {
        let label = Label::new(x, y, anchor);
        match (at == now, series.length() > MONTHS_FROM) {
            (true, _) => label.strong("now"),
            (_, true) => label.words(format!("{}{NBSP}{}", month(at.civil().date()), at.civil().year())),
            (_, false) => label.words(short_date(at.civil().date())),
        }
    };
    let mut labels = vec![end(from, 0.0, Anchor::Start), end(to, 1.0, Anchor::End)];
    let mut ticks = vec![
        Tick { x: 0.0, show: Show::Always, strong: from == now },
        Tick { x: 1.0, show: Show::Always, strong: to == now },
    ];
    let ends = labels.clone();
    let placed = |width: f64, wide: bool| -> Vec<(Moment, Label)> {
        let all = if series.length() > MONTHS_FROM { months(&series, width) } else { days(&series, width) };
        let labelled = all
            .into_iter()
            .map(|(at, words)| (at, Label::new(series.share(at), y, Anchor::Middle).words(words)));
        labelled.filter(|(_, label)| !ends.iter().any(|other| label.touches(other, width, wide))).collect()
    };
    let (wide, narrow) = (placed(widths.wide, true), placed(widths.narrow, false));
    for (one, show, others) in [(&wide, Show::Wide, &narrow), (&narrow, Show::Narrow, &wide)] {
        for (at, label) in one {
            let both = others.contains(&(*at, label.clone()));
            if both && show == Show::Narrow {
                continue;
            }
            let show = if both { Show::Always } else { show };
            ticks.push(Tick { x: label.x, show, strong: false });
            labels.push(label.clone().only(show));
        }
    }
    // A tick a day or a month where that is not too close.
    let minor =
        if series.length() > MONTHS_FROM { months(&series, f64::MAX) } else { days(&series, f64::MAX) };
    if minor.len() <= 31 {
        ticks.extend(minor.into_iter().map(|(at, _)| Tick {
            x: series.share(at),
            show: Show::Always,
            strong: false,
        }));
    }
    (ticks, labels)
}

/// `18 Nov`, as close as they fit.
fn days(series: &Series, width: f64) -> Vec<(Moment, String)> {
    let room = text_width("28\u{a0}Nov", false) + GAP;
    let step = calendar_step(|step| step >= DAY && width * step as f64 / series.length() as f64 >= room);
    let moments = step.map_or_else(Vec::new, |step| midnights(series, step));
    moments.into_iter().map(|at| (at, short_date(at.civil().date()))).collect()
}

/// The firsts of months: `Mar`, and `2027` for January.
fn months(series: &Series, width: f64) -> Vec<(Moment, String)> {
    let room = text_width("Mar", false) + 2.0 * GAP;
    let step = MONTHS
        .into_iter()
        .find(|n| width * f64::from(*n) * 30.0 * DAY as f64 / series.length() as f64 >= room);
    let Some(step) = step else { return Vec::new() };
    let start = series.from.civil().date();
    // Counted from a January, so that the labels fall on the same months each year.
    let Some(january) = NaiveDate::from_ymd_opt(start.year(), 1, 1) else { return Vec::new() };
    let firsts = (0..MOST).map_while(|n| january.checked_add_months(Months::new(n * step)));
    firsts
        .map(|date| (Moment::start_of(date), date))
        .skip_while(|(at, _)| *at < series.from)
        .take_while(|(at, _)| *at <= series.to)
        .map(|(at, date)| (at, if date.month() == 1 { date.year().to_string() } else { month(date) }))
        .collect()
}

fn month(date: NaiveDate) -> String {
    short_date(date).split(NBSP).nth(1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(y: i32, m: u32, d: u32) -> Moment {
        Moment::start_of(NaiveDate::from_ymd_opt(y, m, d).unwrap())
    }

    fn texts(labels: &[Label], wide: bool) -> Vec<String> {
        labels.iter().filter_map(|l| l.text(wide)).map(|t| t.replace(NBSP, " ")).collect()
    }

    #[test]
    fn a_year_to_come_reads_as_a_calendar() {
        let now = at(2026, 11, 21);
        let (_, labels) = axis(now, at(2027, 11, 21), now, 0.0, Widths { wide: 500.0, narrow: 232.0 });
        assert_eq!(
            texts(&labels, true),
            ["now", "Nov 2027", "2027", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
        );
        assert!(texts(&labels, false).len() >= 3, "{:?}", texts(&labels, false));
    }

    #[test]
    fn weeks_have_days_and_long_spans_few_labels() {
        let now = at(2026, 11, 21);
        let (_, labels) = axis(at(2026, 11, 7), now, now, 0.0, Widths { wide: 500.0, narrow: 232.0 });
        assert_eq!(texts(&labels, true).first().unwrap(), "7 Nov");
        assert!(texts(&labels, true).len() > 4);
        for years in [2, 10, 100] {
            let (_, labels) =
                axis(now, at(2026 + years, 1, 1), now, 0.0, Widths { wide: 500.0, narrow: 100.0 });
            assert!(labels.len() <= 24, "{years}: {}", labels.len());
        }
    }
}
