//! When somebody can be reached, over a week.

use super::{People, Person};
use crate::schedule::{Weekday, Zone};
use crate::system::Told;
use crate::units::Moment;

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// Hours of the week in which nobody who acts can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// In the order of the week, on the clock of the system. One that goes on over Sunday night stands once, at its start.
    pub gaps: Vec<Gap>,
    /// Whether anybody said when they can be reached. Otherwise there is one gap, and it means that nobody knows.
    pub told: bool,
    /// Zones of people whose clocks are not at hand: their hours were read on the clock of the system.
    pub unknown_zones: Vec<String>,
}

/// A time in which nobody can be reached, in seconds since Monday 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// When it begins, from 0 to a week.
    pub from: i64,
    /// When it ends; beyond a week where it goes on over Sunday night.
    pub to: i64,
}

impl Gap {
    /// How long it is, in seconds.
    pub const fn seconds(self) -> i64 {
        self.to - self.from
    }

    /// Whether it touches one of these hours of any week.
    fn touches(self, from: i64, to: i64) -> bool {
        [-WEEK, 0, WEEK].iter().any(|shift| self.from < to + shift && from + shift < self.to)
    }

    /// Whether it reaches into a night from Monday to Friday: any time from 00:00 to 06:00.
    pub fn is_at_night(self) -> bool {
        (0..5).any(|day| self.touches(day * DAY, day * DAY + DAY / 4))
    }

    /// Whether it reaches into a Saturday or Sunday between 06:00 and midnight.
    pub fn is_at_weekend(self) -> bool {
        [5, 6].iter().any(|day| self.touches(day * DAY + DAY / 4, (day + 1) * DAY))
    }
}

/// Where in the week of `now` nobody who has a role, or stands in for one, can be reached. `zone` is the system's; `rules` gives
/// the rules of a zone by name. Weeks in which clocks are set may differ by that.
pub fn reach<'a>(
    people: &People,
    now: Moment,
    zone: &str,
    rules: &dyn Fn(&str) -> Option<&'a Zone>,
) -> Reach {
    let monday = now.plus(-now.seconds().rem_euclid(WEEK));
    let mut reached: Vec<(i64, i64)> = Vec::new();
    let mut told = false;
    let mut unknown_zones: Vec<String> = Vec::new();
    for person in people.persons.iter().filter(|person| person.acts() && !person.ways.is_empty()) {
        if person.any_hour == Told::Known(true) {
            return Reach { gaps: Vec::new(), told: true, unknown_zones: Vec::new() };
        }
        let same = person.zone.is_empty() || person.zone == zone;
        let clocks = (!same).then(|| Some((rules(&person.zone)?, rules(zone)?))).flatten();
        if !same && clocks.is_none() && !unknown_zones.contains(&person.zone) {
            unknown_zones.push(person.zone.clone());
        }
        for (from, length) in spans(person) {
            told = true;
            let from = match clocks {
                // A time that their clocks jump over begins as if they had not been set.
                Some((theirs, ours)) => theirs
                    .instants(monday.plus(from))
                    .first()
                    .map_or(from, |utc| ours.local(*utc).seconds() - monday.seconds()),
                None => from,
            };
            // Any week is like this one, so that what begins on Sunday ends on Monday.
            reached.extend([-WEEK, 0, WEEK].map(|shift| (from + shift, from + shift + length)));
        }
    }
    Reach { gaps: between(reached), told, unknown_zones }
}

/// When a person's hours begin, in seconds since Monday 00:00 on their own clock, and how long they are.
fn spans(person: &Person) -> impl Iterator<Item = (i64, i64)> {
    person.hours.iter().flat_map(|span| {
        let days = Weekday::ALL.into_iter().zip(0..).filter(|(day, _)| span.days.contains(day));
        days.map(|(_, at)| (at * DAY + span.from.seconds(), span.seconds()))
    })
}

/// What the stretches leave of a week.
fn between(mut reached: Vec<(i64, i64)>) -> Vec<Gap> {
    reached.sort_unstable();
    let mut gaps = Vec::new();
    let mut until = 0;
    for (from, to) in reached {
        if from > until && until < WEEK {
            gaps.push(Gap { from: until, to: from.min(WEEK) });
        }
        until = until.max(to);
    }
    if until < WEEK {
        gaps.push(Gap { from: until, to: WEEK });
    }
    // The last and the first are one where they meet on Sunday night.
    if let ([first, .., last], true) = (gaps.as_slice(), gaps.len() > 1)
        && (first.from, last.to) == (0, WEEK)
    {
        let joined = Gap { from: last.from, to: WEEK + first.to };
        gaps.pop();
        gaps.remove(0);
        gaps.push(joined);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{PersonId, Role, Span, Way, WayKind};
    use crate::schedule::Change;
    use crate::units::TimeOfDay;

    const HOUR: i64 = 3_600;

    fn at(hour: u16) -> TimeOfDay {
        TimeOfDay::new(hour, 0).unwrap()
    }

    fn worker(id: &str, days: &[Weekday], from: u16, to: u16) -> Person {
        Person {
            roles: [Role::Restores].into(),
            ways: vec![Way { kind: WayKind::Phone, to: "1".to_owned(), goes_down: false }],
            hours: vec![Span { days: days.iter().copied().collect(), from: at(from), to: at(to) }],
            ..Person::new(PersonId::new(id), id)
        }
    }

    fn of(persons: Vec<Person>) -> People {
        People { persons, ..People::default() }
    }

    fn alone(people: &People) -> Reach {
        reach(people, Moment::from_seconds(12 * WEEK + 5 * HOUR), "", &|_| None)
    }

    #[test]
    fn office_hours_leave_the_nights_and_the_weekend() {
        let reach = alone(&of(vec![worker("person-1", &Weekday::ALL[..5], 8, 18)]));
        assert_eq!(reach.gaps.len(), 5);
        assert_eq!(reach.gaps[0], Gap { from: 18 * HOUR, to: 32 * HOUR });
        let weekend = reach.gaps[4];
        assert_eq!((weekend.from, weekend.seconds()), (4 * DAY + 18 * HOUR, 62 * HOUR));
        assert!(weekend.is_at_weekend() && weekend.is_at_night(), "Monday before 06:00 is a night");
        assert!(reach.gaps[0].is_at_night() && !reach.gaps[0].is_at_weekend());
        let nights = worker("person-2", &Weekday::ALL, 18, 8);
        let both = alone(&of(vec![worker("person-1", &Weekday::ALL[..5], 8, 18), nights]));
        let days: Vec<i64> = both.gaps.iter().map(|gap| gap.from).collect();
        assert_eq!(days, [5 * DAY + 8 * HOUR, 6 * DAY + 8 * HOUR]);
        assert!(both.gaps.iter().all(|gap| gap.is_at_weekend() && !gap.is_at_night()));
    }

    #[test]
    fn whoever_may_be_called_at_any_hour_closes_every_gap() {
        let awake = Person { any_hour: Told::Known(true), ..worker("person-1", &[], 0, 0) };
        assert_eq!(alone(&of(vec![awake.clone()])).gaps, []);
        let silent = Person { ways: Vec::new(), ..awake.clone() };
        assert_eq!(alone(&of(vec![silent])).gaps.len(), 1, "without a way nobody is reached");
        let idle = Person { roles: [].into(), ..awake };
        assert!(!alone(&of(vec![idle])).told);
        assert_eq!(alone(&of(Vec::new())).gaps, [Gap { from: 0, to: WEEK }]);
        assert_eq!(alone(&of(vec![worker("person-1", &Weekday::ALL, 9, 9)])).gaps, [], "from 9 to 9");
    }

    #[test]
    fn hours_are_read_on_their_own_clock() {
        let ours = Zone::fixed("Here", 3_600);
        let change = Change { at: 0, offset: -5 * 3_600 };
        let theirs = Zone::new("There", -5 * 3_600, vec![change]).unwrap();
        let rules = |name: &str| [&ours, &theirs].into_iter().find(|zone| zone.name() == name);
        let away = Person { zone: "There".to_owned(), ..worker("person-1", &Weekday::ALL, 8, 16) };
        let reach = super::reach(&of(vec![away.clone()]), Moment::from_seconds(99 * WEEK), "Here", &rules);
        // 08:00 to 16:00 there is 14:00 to 22:00 here.
        assert_eq!(reach.gaps[0], Gap { from: 22 * HOUR, to: 38 * HOUR });
        assert_eq!(reach.unknown_zones, Vec::<String>::new());
        let unknown = super::reach(&of(vec![away]), Moment::from_seconds(0), "Here", &|_| None);
        assert_eq!((unknown.gaps[0].from, unknown.unknown_zones.len()), (16 * HOUR, 1));
    }
}
