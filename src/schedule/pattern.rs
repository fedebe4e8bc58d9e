use crate::units::{Duration, NBSP, TimeOfDay};
use serde::{Deserialize, Serialize};
use std::fmt;

/// When a copy is made, as a person says it. Times are the server's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    pub fn slots(&self) -> Vec<Slot> {
        match *self {
            Schedule::Every { interval, from } if interval > Duration::ZERO => {
                vec![Slot { period: interval.seconds(), offset: from.seconds() }]
            }
            Schedule::Every { .. } | Schedule::ByHand => Vec::new(),
            Schedule::Daily { at } => vec![Slot { period: DAY, offset: at.seconds() }],
            Schedule::Weekdays { at } => {
                (0..5).map(|day| Slot { period: WEEK, offset: day * DAY + at.seconds() }).collect()
            }
            Schedule::Weekly { on, at } => {
                vec![Slot { period: WEEK, offset: on as i64 * DAY + at.seconds() }]
            }
        }
    }

    /// The longest time between two starts; `None` when nothing is scheduled.
    pub fn longest_gap(&self) -> Option<Duration> {
        match *self {
            Schedule::Every { interval, .. } => Some(interval).filter(|i| *i > Duration::ZERO),
            Schedule::Daily { .. } => Some(Duration::days(1)),
            Schedule::Weekdays { .. } => Some(Duration::days(3)),
            Schedule::Weekly { .. } => Some(Duration::days(7)),
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
    pub const fn starts_at(&self) -> Option<TimeOfDay> {
        match *self {
            Schedule::Daily { at } | Schedule::Weekdays { at } | Schedule::Weekly { at, .. } => Some(at),
            Schedule::Every { .. } | Schedule::ByHand => None,
        }
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
    }

    #[test]
    fn the_file_form_is_stable() {
        let json = serde_json::to_string(&Schedule::Weekly { on: Weekday::Sunday, at: two() }).unwrap();
        assert_eq!(json, r#"{"weekly":{"on":"sunday","at":"02:00"}}"#);
    }
}
