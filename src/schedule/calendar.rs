//! Schedules over the calendar, run by run: months have no fixed length, so they are expanded and not computed.

use chrono::{Datelike, NaiveDate};

use super::error::ScheduleError;
use super::pattern::{Schedule, Slot, past_the_hour};
use crate::units::{Duration, Moment};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// 28 years of 365.25 days: a whole number of weeks, so that every date falls on the same weekday again.
pub(super) const CYCLE: i64 = 10_227 * DAY;

/// The first day of such a stretch, in days since Monday 5 January 1970: 1 January 2001.
const CYCLE_START: i64 = 11_319;

/// Beyond so many days the calendar may end: 246,000 years.
const FAR: u64 = 90_000_000;

/// The most runs that are listed.
const MOST: usize = 200_000;

/// One day of the calendar.
pub(super) struct Day {
    /// Days since Monday 5 January 1970.
    number: i64,
    month: u32,
    day: u32,
    /// Days in its month.
    days: u32,
    /// 0 for Monday.
    weekday: u32,
}

impl Day {
    /// `None` beyond the years ±262,000.
    fn of(number: i64) -> Option<Day> {
        // Day 1 of the common era is 1 January of the year 1; 5 January 1970 is day 719,167.
        let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(number.checked_add(719_167)?).ok()?)?;
        let next = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
        let days = NaiveDate::from_ymd_opt(next.0, next.1, 1)?.pred_opt()?.day();
        let weekday = date.weekday().num_days_from_monday();
        Some(Day { number, month: date.month(), day: date.day(), days, weekday })
    }

    fn start(&self) -> i64 {
        self.number * DAY
    }
}

impl Schedule {
    /// Every start in `[from, to)`, ascending, on the server's own clock. For clock changes see
    /// [`Schedule::starts_in_zone`].
    ///
    /// # Errors
    /// `Backwards` when `to` is before `from`, `TooMany` for more than 200,000 starts, `Calendar` beyond the years ±262,000.
    pub fn starts(&self, from: Moment, to: Moment) -> Result<Vec<Moment>, ScheduleError> {
        let (from, to) = (from.seconds(), to.seconds());
        if to < from {
            return Err(ScheduleError::Backwards);
        }
        let often = self.steady().map_or(DAY, |(period, _)| period.max(1));
        let about = usize::try_from((to.saturating_sub(from)) / often + 1).unwrap_or(MOST);
        let mut starts = Vec::with_capacity(about.min(MOST + 1));
        self.visit(from, to, |start| {
            starts.push(Moment::from_seconds(start));
            if starts.len() > MOST { Err(ScheduleError::TooMany { most: MOST }) } else { Ok(()) }
        })?;
        Ok(starts)
    }

    /// The first start in `[from, to)`, on the server's own clock; `None` beyond the years ±262,000 too.
    pub(crate) fn first_start(&self, from: Moment, to: Moment) -> Option<Moment> {
        let mut first = None;
        // The first one stops the search, whatever the error says.
        let _ = self.visit(from.seconds(), to.seconds(), |start| {
            first = Some(Moment::from_seconds(start));
            Err(ScheduleError::Calendar)
        });
        first
    }

    /// The seconds between its starts and those from midnight to one of them, where no day differs from another.
    fn steady(&self) -> Option<(i64, i64)> {
        match *self {
            Schedule::Every { interval, from } => Some((interval.seconds(), from.seconds())),
            Schedule::Hourly { minute } => Some((HOUR, past_the_hour(minute))),
            Schedule::ByHand => Some((0, 0)),
            _ => None,
        }
    }

    /// Calls `seen` with every start in `[from, to)`, ascending.
    fn visit(
        &self,
        from: i64,
        to: i64,
        mut seen: impl FnMut(i64) -> Result<(), ScheduleError>,
    ) -> Result<(), ScheduleError> {
        if let Some((period, offset)) = self.steady() {
            if period <= 0 {
                return Ok(());
            }
            let mut start = from.saturating_add((offset.saturating_sub(from)).rem_euclid(period));
            while start < to {
                seen(start)?;
                start = start.saturating_add(period);
            }
            return Ok(());
        }
        let times = self.times();
        // An end at midnight belongs to the day before.
        let last = to.saturating_sub(1).div_euclid(DAY);
        for number in from.div_euclid(DAY)..=last {
            if self.runs_on_number(number)? {
                let starts = times.iter().map(|time| number * DAY + time);
                starts.filter(|start| (from..to).contains(start)).try_for_each(&mut seen)?;
            }
        }
        Ok(())
    }

    /// Seconds from midnight of its runs on a day on which it runs.
    fn times(&self) -> Vec<i64> {
        match *self {
            Schedule::Daily { at }
            | Schedule::Weekdays { at }
            | Schedule::Weekly { at, .. }
            | Schedule::Monthly { at, .. }
            | Schedule::MonthlyWeekday { at, .. } => vec![at.seconds()],
            Schedule::Cron { text } => text.times(),
            Schedule::Every { .. } | Schedule::Hourly { .. } | Schedule::ByHand => Vec::new(),
        }
    }

    /// Whether it runs on a day, by its number. The days of the week come round whatever the months are.
    fn runs_on_number(&self, number: i64) -> Result<bool, ScheduleError> {
        let weekday = number.rem_euclid(7);
        let by_weekday = match *self {
            Schedule::Daily { .. } => Some(true),
            Schedule::Weekdays { .. } => Some(weekday < 5),
            Schedule::Weekly { on, .. } => Some(weekday == on as i64),
            _ => None,
        };
        match by_weekday.filter(|_| number.unsigned_abs() < FAR) {
            Some(runs) => Ok(runs),
            None => Ok(self.runs_on(&Day::of(number).ok_or(ScheduleError::Calendar)?)),
        }
    }

    /// Whether it runs on a day.
    fn runs_on(&self, day: &Day) -> bool {
        match *self {
            Schedule::Daily { .. } | Schedule::Every { .. } | Schedule::Hourly { .. } => true,
            Schedule::Weekdays { .. } => day.weekday < 5,
            Schedule::Weekly { on, .. } => day.weekday == on as u32,
            Schedule::Monthly { day: wanted, .. } => wanted.is(day.day, day.days),
            Schedule::MonthlyWeekday { nth, on, .. } => day.weekday == on as u32 && nth.is(day.day, day.days),
            Schedule::Cron { text } => text.runs_on(day.month, day.day, day.weekday),
            Schedule::ByHand => false,
        }
    }
}

/// The runs of 28 years, repeated; empty when there are too many of them.
pub(super) fn slots(schedule: &Schedule) -> Vec<Slot> {
    let start = CYCLE_START * DAY;
    let starts = schedule.starts(Moment::from_seconds(start), Moment::from_seconds(start + CYCLE));
    let slot = |start: &Moment| Slot { period: CYCLE, offset: start.seconds().rem_euclid(CYCLE) };
    starts.map(|starts| starts.iter().map(slot).collect()).unwrap_or_default()
}

/// The longest time between two starts within 28 years.
pub(super) fn longest_gap(schedule: &Schedule) -> Option<Duration> {
    let times = schedule.times();
    let (first, last) = (times.first()?, times.last()?);
    let within =
        times.windows(2).map(|pair| pair.iter().rev().copied().reduce(|b, a| b - a).unwrap_or(0)).max();
    let mut longest = within.unwrap_or(0);
    let mut before: Option<i64> = None;
    let mut very_first: Option<i64> = None;
    for day in
        (CYCLE_START..CYCLE_START + CYCLE / DAY).filter_map(Day::of).filter(|day| schedule.runs_on(day))
    {
        let (opens, closes) = (day.start() + first, day.start() + last);
        if let Some(before) = before {
            longest = longest.max(opens - before);
        }
        very_first = very_first.or(Some(opens));
        before = Some(closes);
    }
    Some(Duration::clamped(longest.max(very_first? + CYCLE - before?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{MonthDay, Nth, Weekday};
    use crate::units::TimeOfDay;

    fn moment(text: &str) -> Moment {
        Moment::from_civil(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
    }

    fn starts(schedule: Schedule, from: &str, to: &str) -> Vec<String> {
        let starts = schedule.starts(moment(from), moment(to)).unwrap();
        starts.iter().map(|start| start.civil().to_string()[..16].to_owned()).collect()
    }

    fn two() -> TimeOfDay {
        TimeOfDay::new(2, 0).unwrap()
    }

    #[test]
    fn the_cycle_starts_where_it_says() {
        let day = Day::of(CYCLE_START).unwrap();
        assert_eq!((day.day, day.month, day.weekday, day.days), (1, 1, 0, 31));
        assert_eq!(moment("2001-01-01 00:00").seconds(), CYCLE_START * DAY);
        assert_eq!(moment("2029-01-01 00:00").seconds(), CYCLE_START * DAY + CYCLE);
    }

    #[test]
    fn months_as_the_calendar_has_them() {
        let last = Schedule::Monthly { day: MonthDay::Last, at: two() };
        assert_eq!(
            starts(last, "2024-01-31 02:00", "2024-04-30 02:00"),
            ["2024-01-31 02:00", "2024-02-29 02:00", "2024-03-31 02:00"]
        );
        let day31 = Schedule::Monthly { day: MonthDay::day(31).unwrap(), at: two() };
        assert_eq!(
            starts(day31, "2026-01-31 02:01", "2026-06-01 00:00"),
            ["2026-03-31 02:00", "2026-05-31 02:00"]
        );
        let sunday = |nth| Schedule::MonthlyWeekday { nth, on: Weekday::Sunday, at: two() };
        assert_eq!(
            starts(sunday(Nth::First), "2026-11-01 00:00", "2027-01-01 00:00"),
            ["2026-11-01 02:00", "2026-12-06 02:00"]
        );
        assert_eq!(
            starts(sunday(Nth::Last), "2026-11-01 00:00", "2027-01-01 00:00"),
            ["2026-11-29 02:00", "2026-12-27 02:00"]
        );
        assert_eq!(starts(sunday(Nth::Fifth), "2026-11-01 00:00", "2027-01-31 00:00"), ["2026-11-29 02:00"]);
    }

    #[test]
    fn the_cycle_gives_what_the_calendar_gives() {
        let schedule = Schedule::Monthly { day: MonthDay::Last, at: two() };
        for (from, to) in [("1903-05-01 00:00", "1909-01-01 00:00"), ("2090-01-01 00:00", "2099-12-31 23:00")]
        {
            let (from, to) = (moment(from), moment(to));
            let mut cycled: Vec<i64> = Vec::new();
            for slot in schedule.slots() {
                let first = from.seconds() + (slot.offset - from.seconds()).rem_euclid(slot.period);
                cycled.extend((first < to.seconds()).then_some(first));
            }
            cycled.sort_unstable();
            let listed: Vec<i64> =
                schedule.starts(from, to).unwrap().iter().map(|start| start.seconds()).collect();
            assert_eq!(cycled, listed);
        }
    }

    #[test]
    fn refuses_what_cannot_be_listed() {
        let minutes = Schedule::Cron { text: "* * * * *".parse().unwrap() };
        let (from, to) = (moment("2026-01-01 00:00"), moment("2027-01-01 00:00"));
        assert_eq!(minutes.starts(from, to), Err(ScheduleError::TooMany { most: MOST }));
        assert_eq!(minutes.starts(to, from), Err(ScheduleError::Backwards));
        let daily = Schedule::Daily { at: two() };
        let far = |seconds| Moment::from_seconds(seconds);
        assert_eq!(daily.starts(far(i64::MAX - 9), far(i64::MAX)), Err(ScheduleError::Calendar));
        assert_eq!(daily.starts(far(i64::MIN), far(i64::MIN + 9)), Err(ScheduleError::Calendar));
        assert_eq!(Schedule::ByHand.starts(from, to), Ok(Vec::new()));
        assert_eq!(daily.starts(from, from), Ok(Vec::new()));
        let every = Schedule::Every { interval: Duration::days(1), from: two() };
        for at in [i64::MIN, i64::MAX - 5] {
            let _ = every.starts(far(at), far(at + 5));
        }
    }
}
