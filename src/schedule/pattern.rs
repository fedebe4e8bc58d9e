use super::calendar;
use super::cron::Cron;
use super::month::{MonthDay, Nth};
use crate::units::{Duration, NBSP, TimeOfDay};
use serde::{Deserialize, Serialize};
use std::fmt;

/// When a copy is made, as a person says it. Times are the server's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Schedule {
    /// Every `interval`, counted from `from`.
    Every {
        /// Time between two starts; 1 minute to 31 days.
        #[serde(rename = "interval_s")]
        interval: Duration,
        /// A time at which one run starts.
        from: TimeOfDay,
    },
    /// Once a day.
    Daily {
        /// Start.
        at: TimeOfDay,
    },
    /// Monday to Friday.
    Weekdays {
        /// Start.
        at: TimeOfDay,
    },
    /// Once a week.
    Weekly {
        /// The day.
        on: Weekday,
        /// Start.
        at: TimeOfDay,
    },
    /// Once an hour.
    Hourly {
        /// Minutes past the hour, 0 to 59; a file with another value is refused, in memory it counts as 59.
        #[serde(deserialize_with = "minute_of_an_hour")]
        minute: u8,
    },
    /// Once a month.
    Monthly {
        /// The day.
        day: MonthDay,
        /// Start.
        at: TimeOfDay,
    },
    /// Once a month, by the day of the week: the first Sunday, the last Friday.
    MonthlyWeekday {
        /// Which of them.
        nth: Nth,
        /// The day of the week.
        on: Weekday,
        /// Start.
        at: TimeOfDay,
    },
    /// As a line of a crontab says.
    Cron {
        /// Its five fields.
        text: Cron,
    },
    /// Whenever somebody remembers: nothing can be counted on.
    ByHand,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the days of the week")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Runs that repeat for ever: starts at `offset + n * period`, in seconds since a Monday 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Seconds between two starts, above 0.
    pub period: i64,
    /// Seconds from a Monday 00:00 to one start.
    pub offset: i64,
}

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// "Monday".
    pub const fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }
}

impl Schedule {
    /// The runs, empty for a schedule nobody can count on.
    ///
    /// Monthly patterns repeat every 28 years: exact from 1901 to 2099, when every fourth year is a leap year. A
    /// cron expression that leaves out days and still has more than 200,000 runs in that time (every minute of some days of the
    /// month) gives none: nothing could go through them. [`Schedule::starts`] and [`Schedule::longest_gap`] still hold.
    pub fn slots(&self) -> Vec<Slot> {
        let daily = |at: TimeOfDay| vec![Slot { period: DAY, offset: at.seconds() }];
        match *self {
            Schedule::Every { interval, from } if interval > Duration::ZERO => {
                vec![Slot { period: interval.seconds(), offset: from.seconds() }]
            }
            Schedule::Every { .. } | Schedule::ByHand => Vec::new(),
            Schedule::Daily { at } => daily(at),
            Schedule::Weekdays { at } => {
                (0..5).map(|day| Slot { period: WEEK, offset: day * DAY + at.seconds() }).collect()
            }
            Schedule::Weekly { on, at } => {
                vec![Slot { period: WEEK, offset: on as i64 * DAY + at.seconds() }]
            }
            Schedule::Hourly { minute } => vec![Slot { period: HOUR, offset: past_the_hour(minute) }],
            Schedule::Cron { text } => cron_slots(self, &text),
            Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. } => calendar::slots(self),
        }
    }

    /// The longest time between two starts; `None` when nothing is scheduled. For monthly patterns the longest there ever
    /// is (1901 to 2099): 31 days for the last day, 61 for the 31st, which five months do not have.
    pub fn longest_gap(&self) -> Option<Duration> {
        match *self {
            Schedule::Every { interval, .. } => Some(interval).filter(|i| *i > Duration::ZERO),
            Schedule::Daily { .. } => Some(Duration::days(1)),
            Schedule::Weekdays { .. } => Some(Duration::days(3)),
            Schedule::Weekly { .. } => Some(Duration::days(7)),
            Schedule::Hourly { .. } => Some(Duration::hours(1)),
            Schedule::Cron { .. } => longest_between(&self.slots()).or_else(|| calendar::longest_gap(self)),
            Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. } => calendar::longest_gap(self),
            Schedule::ByHand => None,
        }
    }

    /// The shortest time between two starts; `None` when nothing is scheduled.
    pub fn shortest_gap(&self) -> Option<Duration> {
        match self {
            Schedule::Weekdays { .. } => Some(Duration::days(1)),
            _ => self.longest_gap(),
        }
    }

    /// The time of day at which a run starts, where there is just one.
    pub fn starts_at(&self) -> Option<TimeOfDay> {
        match *self {
            Schedule::Daily { at }
            | Schedule::Weekdays { at }
            | Schedule::Weekly { at, .. }
            | Schedule::Monthly { at, .. }
            | Schedule::MonthlyWeekday { at, .. } => Some(at),
            Schedule::Cron { text } if text.is_single_time() => {
                let minutes = u16::try_from(text.times().first()? / 60).ok()?;
                TimeOfDay::new(minutes / 60, minutes % 60)
            }
            Schedule::Cron { .. } | Schedule::Every { .. } | Schedule::Hourly { .. } | Schedule::ByHand => {
                None
            }
        }
    }
}

fn minute_of_an_hour<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let minute = u8::deserialize(from)?;
    if minute < 60 { Ok(minute) } else { Err(serde::de::Error::custom("the minute is above 59")) }
}

/// Seconds, at most 59 minutes.
pub(super) fn past_the_hour(minute: u8) -> i64 {
    i64::from(minute.min(59)) * 60
}

/// The longest time between two runs of a pattern that repeats within a week; `None` for any other.
fn longest_between(slots: &[Slot]) -> Option<Duration> {
    let period = slots.first()?.period;
    if period > WEEK || slots.iter().any(|slot| slot.period != period) {
        return None;
    }
    let mut starts: Vec<i64> = slots.iter().map(|slot| slot.offset.rem_euclid(period)).collect();
    starts.sort_unstable();
    let again = starts.first()? + period;
    let next = starts.iter().copied().skip(1).chain([again]);
    starts.iter().zip(next).map(|(start, next)| Duration::clamped(next - start)).max()
}

/// The shortest pattern that says the same.
fn cron_slots(schedule: &Schedule, cron: &Cron) -> Vec<Slot> {
    let all = |period: i64, times: &[i64], shift: i64| -> Vec<Slot> {
        times.iter().map(|time| Slot { period, offset: shift + time }).collect()
    };
    match cron.minutes_of_every_hour() {
        Some(minutes) if cron.runs_every_day() => {
            let minutes: Vec<i64> = minutes.iter().map(|minute| minute * 60).collect();
            all(HOUR, &minutes, 0)
        }
        _ if cron.runs_every_day() => all(DAY, &cron.times(), 0),
        _ if cron.runs_by_weekday() => {
            let times = cron.times();
            // Any day of any month will do: only the weekday decides.
            let days = (0..7_u32).filter(|weekday| cron.runs_on(1, 1, *weekday));
            days.flat_map(|weekday| all(WEEK, &times, i64::from(weekday) * DAY)).collect()
        }
        _ => calendar::slots(schedule),
    }
}

impl fmt::Display for Schedule {
    /// As it stands after "a copy": "every day at 02:00".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schedule::Every { interval, from } => write!(f, "every {interval}, from{NBSP}{from}"),
            Schedule::Daily { at } => write!(f, "every day at{NBSP}{at}"),
            Schedule::Weekdays { at } => write!(f, "Monday to Friday at{NBSP}{at}"),
            Schedule::Weekly { on, at } => write!(f, "every {} at{NBSP}{at}", on.name()),
            Schedule::Hourly { minute } => {
                write!(f, "every hour at {}{NBSP}min past", past_the_hour(*minute) / 60)
            }
            Schedule::Monthly { day, at } => write!(f, "every month on {day} at{NBSP}{at}"),
            Schedule::MonthlyWeekday { nth, on, at } => {
                write!(f, "every month on the {} {} at{NBSP}{at}", nth.word(), on.name())
            }
            Schedule::Cron { text } => write!(f, "by cron, {}", text.to_string().replace(' ', "\u{a0}")),
            Schedule::ByHand => f.write_str("by hand, when somebody remembers"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> TimeOfDay {
        TimeOfDay::new(2, 0).unwrap()
    }

    #[test]
    fn weekdays_leave_the_weekend_open() {
        let schedule = Schedule::Weekdays { at: two() };
        let offsets: Vec<i64> = schedule.slots().iter().map(|s| s.offset).collect();
        assert_eq!(offsets, [7_200, 93_600, 180_000, 266_400, 352_800]);
        assert_eq!(schedule.longest_gap(), Some(Duration::days(3)));
        assert_eq!(schedule.shortest_gap(), Some(Duration::days(1)));
    }

    #[test]
    fn by_hand_promises_nothing() {
        assert!(Schedule::ByHand.slots().is_empty());
        assert_eq!(Schedule::ByHand.longest_gap(), None);
    }

    #[test]
    fn stands_in_a_sentence() {
        let words = |s: Schedule| s.to_string().replace(NBSP, " ");
        assert_eq!(words(Schedule::Daily { at: two() }), "every day at 02:00");
        assert_eq!(words(Schedule::Weekly { on: Weekday::Sunday, at: two() }), "every Sunday at 02:00");
        assert_eq!(
            words(Schedule::Every { interval: Duration::hours(6), from: two() }),
            "every 6 h, from 02:00"
        );
        assert_eq!(words(Schedule::Hourly { minute: 5 }), "every hour at 5 min past");
        assert_eq!(
            words(Schedule::Monthly { day: MonthDay::day(15).unwrap(), at: two() }),
            "every month on day 15 at 02:00"
        );
        assert_eq!(
            words(Schedule::Monthly { day: MonthDay::Last, at: two() }),
            "every month on the last day at 02:00"
        );
        assert_eq!(
            words(Schedule::MonthlyWeekday { nth: Nth::First, on: Weekday::Sunday, at: two() }),
            "every month on the first Sunday at 02:00"
        );
        assert_eq!(words(cron("30 2 * * 1-5")), "by cron, 30 2 * * 1-5");
    }

    fn cron(text: &str) -> Schedule {
        Schedule::Cron { text: text.parse().unwrap() }
    }

    #[test]
    fn the_file_form_is_stable() {
        for (schedule, form) in [
            (
                Schedule::Every { interval: Duration::hours(6), from: two() },
                r#"{"every":{"interval_s":21600,"from":"02:00"}}"#,
            ),
            (Schedule::Daily { at: two() }, r#"{"daily":{"at":"02:00"}}"#),
            (Schedule::Weekdays { at: two() }, r#"{"weekdays":{"at":"02:00"}}"#),
            (
                Schedule::Weekly { on: Weekday::Sunday, at: two() },
                r#"{"weekly":{"on":"sunday","at":"02:00"}}"#,
            ),
            (Schedule::Hourly { minute: 15 }, r#"{"hourly":{"minute":15}}"#),
            (
                Schedule::Monthly { day: MonthDay::day(15).unwrap(), at: two() },
                r#"{"monthly":{"day":15,"at":"02:00"}}"#,
            ),
            (
                Schedule::Monthly { day: MonthDay::Last, at: two() },
                r#"{"monthly":{"day":"last","at":"02:00"}}"#,
            ),
            (
                Schedule::MonthlyWeekday { nth: Nth::Last, on: Weekday::Friday, at: two() },
                r#"{"monthly_weekday":{"nth":"last","on":"friday","at":"02:00"}}"#,
            ),
            (
                Schedule::MonthlyWeekday { nth: Nth::First, on: Weekday::Sunday, at: two() },
                r#"{"monthly_weekday":{"nth":1,"on":"sunday","at":"02:00"}}"#,
            ),
            (cron("30 2 * * mon-fri"), r#"{"cron":{"text":"30 2 * * 1-5"}}"#),
            (Schedule::ByHand, r#""by_hand""#),
        ] {
            assert_eq!(serde_json::to_string(&schedule).unwrap(), form);
            assert_eq!(serde_json::from_str::<Schedule>(form).unwrap(), schedule, "{form}");
        }
        for wrong in [
            r#"{"monthly":{"day":32,"at":"02:00"}}"#,
            r#"{"monthly":{"day":0,"at":"02:00"}}"#,
            r#"{"monthly":{"day":"first","at":"02:00"}}"#,
            r#"{"monthly_weekday":{"nth":6,"on":"friday","at":"02:00"}}"#,
            r#"{"cron":{"text":"whenever"}}"#,
            r#"{"hourly":{"minute":60}}"#,
        ] {
            assert!(serde_json::from_str::<Schedule>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn cron_finds_its_shortest_pattern() {
        let slots = |text: &str| {
            let slots = cron(text).slots();
            (slots.first().map_or(0, |slot| slot.period), slots.len())
        };
        for (text, period, count) in [
            ("*/15 * * * *", HOUR, 4),
            ("30 */2 * * *", DAY, 12),
            ("30 2 * * 1-5", WEEK, 5),
            ("0 0 1-31 * 5", DAY, 1),
            ("0 0 1 * 0-6", DAY, 1),
            ("0 0 1 * *", calendar::CYCLE, 336),
            ("0 0 29 2 *", calendar::CYCLE, 7),
        ] {
            assert_eq!(slots(text), (period, count), "{text}");
        }
        assert_eq!(
            cron("30 2 * * 1-5").slots(),
            Schedule::Weekdays { at: TimeOfDay::new(2, 30).unwrap() }.slots()
        );
        assert!(cron("* * 1-30 * *").slots().is_empty());
        assert_eq!(cron("30 2 * * 1-5").starts_at(), TimeOfDay::new(2, 30));
    }

    #[test]
    fn long_months_and_short_ones() {
        let gap = |schedule: Schedule| schedule.longest_gap().map(|gap| gap.seconds() / DAY);
        let monthly = |day| Schedule::Monthly { day, at: two() };
        let nth = |nth| Schedule::MonthlyWeekday { nth, on: Weekday::Sunday, at: two() };
        assert_eq!(gap(monthly(MonthDay::Last)), Some(31));
        assert_eq!(gap(monthly(MonthDay::day(1).unwrap())), Some(31));
        assert_eq!(gap(monthly(MonthDay::day(29).unwrap())), Some(59));
        assert_eq!(gap(monthly(MonthDay::day(31).unwrap())), Some(61));
        assert_eq!(gap(nth(Nth::First)), Some(35));
        assert_eq!(gap(nth(Nth::Last)), Some(35));
        assert_eq!(gap(nth(Nth::Fifth)), Some(119));
        assert_eq!(gap(cron("0 0 29 2 *")), Some(4 * 365 + 1));
        assert_eq!(cron("30 */2 * * *").longest_gap(), Some(Duration::hours(2)));
        assert_eq!(cron("0 9-17 * * *").longest_gap(), Some(Duration::hours(16)));
        assert_eq!(cron("* * 1-30 * *").longest_gap(), Some(Duration::days(1).plus(Duration::minutes(1))));
    }
}
