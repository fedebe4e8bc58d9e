use super::plan::{Anchor, GAP, Label, Show, Tick, Widths};
use super::series::Series;
use super::steps::{DAY, calendar_step};
use super::width::text_width;
use crate::units::{Moment, NBSP, TimeOfDay};
use chrono::{Datelike, Timelike};

/// Pixels from the upper edge of the plot to the base line of the labels below it.
pub(super) const LABEL_Y: f64 = 139.0;

/// Ticks and labels of the calendar below a chart that ends now.
pub(super) fn calendar(series: &Series, widths: Widths) -> (Vec<Tick>, Vec<Label>) {
    calendar_until(series, widths, "now")
}

/// The same where the end of the chart has another name.
pub(super) fn calendar_until(series: &Series, widths: Widths, word: &str) -> (Vec<Tick>, Vec<Label>) {
    let now = Label::new(1.0, LABEL_Y, Anchor::End).strong(word);
    let room = |width: f64| 1.0 - (text_width(word, true) + GAP) / width;

    let marks = |width: f64| -> Vec<Moment> {
        let moments = regular(series, width);
        let fits = |at: &Moment| series.share(*at) + text_width(&label(*at), false) / width <= room(width);
        moments.into_iter().filter(fits).collect()
    };
    let (wide, narrow) = (marks(widths.wide), marks(widths.narrow));
    let days = midnights(series, DAY);
    let minor = if days.len() <= 31 { days } else { Vec::new() };

    let mut all: Vec<Moment> = wide.iter().chain(&narrow).chain(&minor).copied().collect();
    all.sort();
    all.dedup();
    let mut ticks = Vec::new();
    let mut labels = Vec::new();
    for at in all {
        let x = series.share(at);
        let labelled = Show::of(wide.contains(&at), narrow.contains(&at));
        let ticked = Show::of(wide.contains(&at) || minor.contains(&at), narrow.contains(&at));
        ticks.extend(ticked.map(|show| Tick { x, show, strong: false }));
        labels.extend(labelled.map(|show| Label::new(x, LABEL_Y, Anchor::Start).words(label(at)).only(show)));
    }
    ticks.push(Tick { x: 1.0, show: Show::Always, strong: true });
    labels.push(now);
    (ticks, labels)
}

/// Ticks and labels below the starts of runs: every one that fits, from the first.
pub(super) fn at_runs(series: &Series, runs: &[Moment], widths: Widths) -> (Vec<Tick>, Vec<Label>) {
    let daily = runs.windows(2).all(|pair| match pair {
        [a, b] => b.seconds() - a.seconds() >= DAY,
        _ => true,
    });
    let long = |at: Moment| if daily { format!("{}{NBSP}{}", weekday(at), clock(at)) } else { clock(at) };
    let short = |at: Moment| if daily { weekday(at).to_owned() } else { clock(at) };
    let mut ticks = Vec::new();
    let mut labels = Vec::new();
    let mut row = |show: Show, width: f64, words: &dyn Fn(Moment) -> String| {
        let mut free = 0.0;
        for at in runs {
            let x = series.share(*at);
            ticks.push(Tick { x, show, strong: false });
            let words = words(*at);
            let (left, wide) = (x * width, text_width(&words, false));
            if left >= free && left + wide <= width + GAP {
                labels.push(Label::new(x, LABEL_Y, Anchor::Start).words(words).only(show));
                free = left + wide + GAP;
            }
        }
    };
    row(Show::Wide, widths.wide, &long);
    row(Show::Narrow, widths.narrow, &short);
    (ticks, labels)
}

/// Moments at equal distances, as close as their labels allow at this width.
fn regular(series: &Series, width: f64) -> Vec<Moment> {
    let widest = text_width("Wed 28", false) + GAP;
    let unit = calendar_step(|unit| width * unit as f64 / series.length() as f64 >= widest);
    unit.map_or_else(Vec::new, |unit| midnights(series, unit))
}

/// Multiples of a unit inside the stretch: of the clock below a day, of days from the first midnight above.
pub(super) fn midnights(series: &Series, unit: i64) -> Vec<Moment> {
    let base = unit.min(DAY);
    let from = series.from.seconds();
    let first = from.saturating_add((-from).rem_euclid(base));
    let count = (series.to.seconds().saturating_sub(first) / unit).clamp(-1, 400);
    (0..=count).map(|n| Moment::from_seconds(first.saturating_add(n * unit))).collect()
}

/// `Sun 8` at midnight, `06:00` else.
fn label(at: Moment) -> String {
    if at.seconds().rem_euclid(DAY) == 0 {
        format!("{}{NBSP}{}", weekday(at), at.civil().day())
    } else {
        clock(at)
    }
}

fn weekday(at: Moment) -> &'static str {
    const SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let day = at.civil().weekday().num_days_from_monday() as usize;
    SHORT.get(day).copied().unwrap_or("")
}

fn clock(at: Moment) -> String {
    let at = at.civil();
    let time = TimeOfDay::new(at.hour() as u16, at.minute() as u16);
    time.unwrap_or(TimeOfDay::MIDNIGHT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fortnight() -> Series {
        // Saturday 7 November 2026, 09:30, to two weeks later.
        let from = Moment::from_seconds(2_965 * 7 * DAY + 5 * DAY + 34_200);
        Series::new(from, from.plus(14 * DAY), &[])
    }

    fn texts(labels: &[Label], wide: bool) -> Vec<String> {
        labels.iter().filter_map(|l| l.text(wide)).map(|t| t.replace(NBSP, " ")).collect()
    }

    #[test]
    fn a_fortnight_reads_as_in_a_newspaper() {
        let (ticks, labels) = calendar(&fortnight(), Widths { wide: 476.0, narrow: 220.0 });
        assert_eq!(texts(&labels, true), ["Sun 8", "Tue 10", "Thu 12", "Sat 14", "Mon 16", "Wed 18", "now"]);
        assert_eq!(texts(&labels, false), ["Sun 8", "Sun 15", "now"]);
        assert_eq!(ticks.len(), 15, "one a day, and now");
    }

    #[test]
    fn every_length_gets_labels_or_none_but_never_many() {
        for days in [1, 2, 3, 30, 365, 3_650, 36_500] {
            let series = Series { to: fortnight().from.plus(days * DAY), ..fortnight() };
            for width in [124.0, 220.0, 476.0, 900.0] {
                assert!(regular(&series, width).len() <= 20, "{days} days at {width}");
            }
        }
    }
}
