use super::stack::{Stack, bytes_at};
use super::steps::size_words;
use super::table::{row, table};
use super::{Storage, StorageSeries};
use crate::units::{Arrange, Moment, long_date, short_date};
use maud::{Markup, html};

/// The bytes of a series at a moment.
pub(super) fn at(series: &StorageSeries, moment: Moment) -> u64 {
    let mut points = series.points.clone();
    points.arrange_by_key(|(at, _)| *at);
    bytes_at(&points, moment)
}

/// What each protection takes now, at most and at the end, those of the smallest layer included.
pub(super) fn bytes_table(of: &Storage, stack: &Stack) -> Markup {
    let last = format!("On {}", long_date(of.to.civil().date()));
    let now: u64 = of.series.iter().fold(0, |sum, s| sum.saturating_add(at(s, of.now)));
    let figures = |now: u64, peak: Option<(Moment, u64)>, end: u64| {
        let day =
            |(at, bytes): (Moment, u64)| format!("{}, {}", size_words(bytes), short_date(at.civil().date()));
        [
            ("Now", size_words(now)),
            ("Most", peak.map_or_else(|| size_words(0), day)),
            (last.as_str(), size_words(end)),
        ]
    };
    table(
        &format!("{}: space taken by copies", of.name),
        &["Protection", "Now", "Most", &last],
        &html! {
            @for series in &of.series {
                @let peak = Stack::new(std::slice::from_ref(series), stack.from, stack.to).peak();
                (row(&series.name, &figures(at(series, of.now), peak, at(series, stack.to))))
            }
            (row("All", &figures(now, stack.peak(), stack.end())))
        },
    )
}
