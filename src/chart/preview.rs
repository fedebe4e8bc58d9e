use super::days::at_runs;
use super::draw::svg;
use super::plan::{Plan, Widths};
use super::scale::Scale;
use super::series::Series;
use super::steps::{DAY, HOUR};
use crate::assess::Tooth;
use crate::schedule::Schedule;
use crate::units::{Duration, Moment};
use maud::{Markup, html};

/// Most runs looked at; the rarest schedule has three, the densest twelve.
const MOST: i64 = 200;

/// A small chart of a schedule as it is being typed: a few runs of it, from a Monday on. `None` for a schedule that
/// nobody can count on.
///
/// `to_safe` is the time from the start of a run until its copy can be used; `id` begins every id inside.
pub fn schedule_preview(
    schedule: &Schedule,
    to_safe: Duration,
    limit: Option<Duration>,
    id: &str,
) -> Option<Markup> {
    let series = repeated(schedule, to_safe)?;
    let worst = series.worst()?;
    // The panel beside a question is 12 rem wide at its narrowest.
    let scale = Scale::fitting(Some(worst.loss), limit);
    let widths = Widths::for_figure(192.0, scale.gutter);
    let mut plan = Plan::new(&series, scale, limit);
    let runs: Vec<Moment> =
        series.teeth.iter().filter_map(|t| t.captured).filter(|c| *c >= series.from).collect();
    plan.below(at_runs(&series, &runs, widths));
    plan.name_peaks(&series, &[], widths);
    let desc = format!(
        "The loss grows from the moment a copy can be used to just before the next one can, to at most {}.",
        worst.loss
    );
    Some(html! {
        figure class="chart" {
            (svg(&plan, &series, limit, id, "Data that would be lost, by the moment of failure", &desc))
        }
    })
}

/// The stretch that shows a schedule well: three days, or more for what is rarer and less for what is denser.
fn repeated(schedule: &Schedule, to_safe: Duration) -> Option<Series> {
    let gap = schedule.longest_gap()?.seconds();
    let days = match gap {
        g if g < 6 * HOUR => 12 * g,
        g if g <= DAY => 3 * DAY,
        g if g <= 3 * DAY => 14 * DAY,
        g => 3 * g,
    };
    // A round number of weeks into the calendar, so that a Monday begins the stretch.
    let from = Moment::from_seconds(2_966 * 7 * DAY);
    let to = from.plus(days);
    let reach = gap.saturating_add(to_safe.seconds());
    let mut starts: Vec<i64> = Vec::new();
    for slot in schedule.slots() {
        let period = slot.period.max(1);
        let first = from.seconds().saturating_sub(reach).saturating_sub(period);
        let first = first + (slot.offset - first).rem_euclid(period);
        let fits = (to.seconds().saturating_sub(first) / period).clamp(0, MOST);
        starts.extend((0..=fits).map(|n| first + n * period));
    }
    starts.sort_unstable();
    starts.dedup();
    let next = starts.iter().skip(1).map(|s| Moment::from_seconds(*s)).chain([to]);
    let teeth: Vec<Tooth> = starts
        .iter()
        .zip(next)
        .map(|(start, next)| {
            let captured = Moment::from_seconds(*start);
            let ready = to_safe.seconds();
            let to = if next == to { to } else { next.plus(ready) };
            Tooth { from: captured.plus(ready), to, captured: Some(captured) }
        })
        .collect();
    Some(Series::new(from, to, &teeth))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Weekday;
    use crate::units::TimeOfDay;

    fn two() -> TimeOfDay {
        TimeOfDay::new(2, 0).unwrap()
    }

    fn worst(schedule: Schedule, to_safe: Duration) -> (Duration, usize) {
        let series = repeated(&schedule, to_safe).unwrap();
        (series.worst().unwrap().loss, series.teeth.len())
    }

    #[test]
    fn shows_the_worst_of_the_schedule() {
        let zero = Duration::ZERO;
        let late = Duration::minutes(130);
        assert_eq!(worst(Schedule::Daily { at: two() }, zero), (Duration::hours(24), 4));
        assert_eq!(worst(Schedule::Daily { at: two() }, late).0, Duration::clamped(94_200));
        assert_eq!(worst(Schedule::Weekdays { at: two() }, zero).0, Duration::hours(72));
        assert_eq!(worst(Schedule::Weekly { on: Weekday::Sunday, at: two() }, zero).0, Duration::days(7));
        let hourly = Schedule::Every { interval: Duration::hours(1), from: two() };
        assert_eq!(worst(hourly, zero), (Duration::hours(1), 12));
        assert_eq!(worst(hourly, Duration::hours(5)).0, Duration::hours(6));
        assert!(schedule_preview(&Schedule::ByHand, zero, None, "p").is_none());
    }

    #[test]
    fn the_stretch_is_covered_without_a_hole() {
        for schedule in [
            Schedule::Daily { at: two() },
            Schedule::Weekdays { at: two() },
            Schedule::Weekly { on: Weekday::Sunday, at: two() },
            Schedule::Every { interval: Duration::days(31), from: two() },
            Schedule::Every { interval: Duration::minutes(7), from: two() },
        ] {
            let series = repeated(&schedule, Duration::hours(3)).unwrap();
            assert_eq!(series.teeth.first().unwrap().from, series.from, "{schedule}");
            assert_eq!(series.teeth.last().unwrap().to, series.to, "{schedule}");
            assert!(series.teeth.windows(2).all(|p| p[0].to == p[1].from), "{schedule}");
        }
    }
}
