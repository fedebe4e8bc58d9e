//! How copies are kept, as the tool that deletes them decides it.

use super::{EntryError, Keep, Protection, Told};
use crate::retention::{Period, Policy, Tier, decide};
use crate::schedule::{MonthDay, Nth, Schedule, Slot, Weekday};
use crate::units::{Duration, TimeOfDay};
use serde::{Deserialize, Serialize};

/// The rules in force, and what they are compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepPlan {
    /// In force, in the words of its tool.
    pub policy: Policy,
    /// Looked at beside it, up to [`KeepPlan::MOST_BESIDE`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Policy>,
    /// How long damage may go unnoticed.
    #[serde(rename = "unnoticed_s", default, skip_serializing_if = "Option::is_none")]
    pub unnoticed: Option<Duration>,
}

impl KeepPlan {
    /// The most policies beside the one in force.
    pub const MOST_BESIDE: usize = 2;

    /// One with nothing beside it.
    pub fn new(policy: Policy) -> KeepPlan {
        KeepPlan { policy, beside: Vec::new(), unnoticed: None }
    }

    /// The section of the document that holds them, those of groups of points that are no copy of the system among them.
    pub const SECTION: &'static str = "settings";

    /// The id of the entry with the plan of a group of points.
    pub fn id_of_group(group: &str) -> String {
        format!("keep-{group}")
    }

    /// From the entry of a group.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, or a part this version does not know.
    pub fn read(text: &str) -> Result<KeepPlan, EntryError> {
        let mut value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| EntryError::of(&error))?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("id");
        }
        let plan: KeepPlan = serde_json::from_value(value).map_err(|error| EntryError::of(&error))?;
        plan.unsound().map_or(Ok(plan), |problem| Err(EntryError { problem }))
    }

    /// As the entry of a group.
    pub fn write(&self) -> String {
        serde_json::to_value(self).unwrap_or_default().to_string()
    }

    /// The first thing that makes it unusable, in words.
    pub(super) fn unsound(&self) -> Option<String> {
        if self.beside.len() > KeepPlan::MOST_BESIDE {
            return Some(format!("{} keep policies stand beside the one in force", self.beside.len()));
        }
        let all = std::iter::once(&self.policy).chain(&self.beside);
        all.filter_map(|policy| decide(policy, &[], 0).err()).map(|error| error.to_string()).next()
    }
}

impl Protection {
    /// The rules by which its copies are kept, where its tool's are known.
    pub fn policy(&self) -> Option<&Policy> {
        self.plan.as_ref().map(|plan| &plan.policy)
    }

    /// With a plan there is one truth: how long each copy is kept follows from it. Copies that are thinned out count until
    /// the first of them may go; those that stay longer are what [`Protection::thinned`] gives.
    pub fn settle_keep(&mut self) {
        let Some(policy) = self.policy() else { return };
        self.keep = Told::Known(match policy.only_last() {
            Some(count) => Keep::Count(count),
            None => self.every_copy(policy),
        });
    }

    fn every_copy(&self, policy: &Policy) -> Keep {
        let every = self.every();
        let tiers = policy.tiers(every);
        let own = tiers.iter().filter(|tier| tier.period.shortest() <= every);
        let least = Some(every).filter(|_| !tiers.is_empty());
        // None at all: the tool refuses to run, and everything stays. `None` is for ever.
        let longest = own.map(|tier| tier.keep_for).fold(least, |a, b| Some(a?.max(b?)));
        longest.map_or(Keep::Forever, |seconds| self.age(policy, seconds))
    }

    /// What is pruned goes once a newer copy is whole; what goes by the clock does not wait.
    fn age(&self, policy: &Policy, seconds: i64) -> Keep {
        let waits = self.to_safe().filter(|_| !policy.goes_by_clock()).unwrap_or(Duration::ZERO);
        Keep::Age(Duration::clamped(seconds).plus(waits))
    }

    /// The shortest time between two of its runs, in seconds; a day where that is not known.
    pub fn every(&self) -> i64 {
        let Some(schedule) = self.schedule.known() else { return 86_400 };
        let slots = schedule.slots();
        let Some(period) = slots.first().map(|slot| slot.period) else {
            return schedule.shortest_gap().map_or(86_400, Duration::seconds);
        };
        let mut starts: Vec<i64> = slots.iter().map(|slot| slot.offset.rem_euclid(period)).collect();
        starts.sort_unstable();
        let again = starts.first().map(|first| first + period);
        let next = starts.iter().copied().skip(1).chain(again);
        starts
            .iter()
            .zip(next)
            .map(|(start, next)| next - start)
            .filter(|gap| *gap > 0)
            .min()
            .unwrap_or(period)
    }

    /// Of what stays longer than every copy does, as much as counts when damage is noticed so late: the newest of each day,
    /// week, month or year, as protections of their own with the same name. Promised at least; where the runs fit no such
    /// pattern, nothing is promised.
    pub fn thinned(&self, noticed: Duration) -> Vec<Protection> {
        let reaches = |p: &Protection| match p.keep {
            Told::Known(Keep::Age(age)) => age > noticed,
            _ => true,
        };
        // What is there at every such moment leaves nothing to what is older.
        let enough = |p: &Protection| p.reaches_always(noticed);
        if self.plan.is_none() || enough(self) {
            return Vec::new();
        }
        let mut counting: Vec<Protection> = Vec::new();
        for tier in self.tiers().into_iter().filter(reaches) {
            let last = enough(&tier);
            counting.push(tier);
            if last {
                break;
            }
        }
        counting
    }

    /// Whether at every moment at which damage is noticed so late a copy from before it is there.
    pub fn reaches_always(&self, noticed: Duration) -> bool {
        let gap = match self.schedule.known() {
            // As the calendar has it: it need not be gone through for this.
            Some(Schedule::Monthly { day: MonthDay::Last, .. }) => Duration::days(31),
            Some(Schedule::MonthlyWeekday { nth: Nth::Last, .. }) => Duration::days(35),
            Some(schedule) => schedule.longest_gap().unwrap_or(Duration::ZERO),
            None => Duration::ZERO,
        };
        let lag = self.to_safe().unwrap_or(Duration::ZERO);
        self.keep_for().is_none_or(|age| age > noticed.plus(gap).plus(lag))
    }

    /// All of it, from the finest to the coarsest.
    fn tiers(&self) -> Vec<Protection> {
        let (Some(policy), Some(schedule)) = (self.policy(), self.schedule.known()) else {
            return Vec::new();
        };
        if policy.only_last().is_some() || self.kind.is_chain() {
            return Vec::new();
        }
        let every = self.every();
        let coarse = policy.tiers(every).into_iter().filter(|tier| tier.period.shortest() > every);
        let one = |Tier { period, keep_for }: Tier| {
            let schedule = newest_of(schedule, period)?;
            let keep = keep_for.map_or(Keep::Forever, |seconds| self.age(policy, seconds));
            Some(Protection {
                schedule: Told::Known(schedule),
                keep: Told::Known(keep),
                plan: None,
                ..self.clone()
            })
        };
        coarse.filter_map(one).collect()
    }
}

/// The runs of a schedule that are the last of each period, where a pattern says so.
fn newest_of(schedule: &Schedule, period: Period) -> Option<Schedule> {
    match *schedule {
        Schedule::Weekdays { at } if period == Period::Week => {
            Some(Schedule::Weekly { on: Weekday::Friday, at })
        }
        Schedule::Weekly { on, at } if period == Period::Month => {
            Some(Schedule::MonthlyWeekday { nth: Nth::Last, on, at })
        }
        _ => {
            let at = last_of_day(schedule)?;
            match period {
                Period::Day => Some(Schedule::Daily { at }),
                Period::Week => Some(Schedule::Weekly { on: Weekday::Sunday, at }),
                Period::Month => Some(Schedule::Monthly { day: MonthDay::Last, at }),
                Period::Year => {
                    let (hour, minute) = (at.seconds() / 3_600, at.seconds() % 3_600 / 60);
                    format!("{minute} {hour} 31 12 *").parse().ok().map(|text| Schedule::Cron { text })
                }
                _ => None,
            }
        }
    }
}

/// The last run of a day, where every day has the same.
fn last_of_day(schedule: &Schedule) -> Option<TimeOfDay> {
    const DAY: i64 = 86_400;
    let slots = schedule.slots();
    let daily = |slot: &Slot| DAY % slot.period == 0;
    if slots.is_empty() || !slots.iter().all(daily) {
        return None;
    }
    let last = slots.iter().map(|slot| DAY - slot.period + slot.offset.rem_euclid(slot.period)).max()?;
    let minutes = u16::try_from(last / 60).ok()?;
    TimeOfDay::new(minutes / 60, minutes % 60)
}
