use crate::catalogue::ScenarioId;
use crate::drill::{Candidate, Level, ShelfLife};
use crate::schedule::Weekday;
use crate::system::ComponentId;
use crate::units::{Arrange, Duration, TimeOfDay, iso_date};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The drills of a year: the entry "programme" of the document's section "drills".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// What makes its dates different from everybody else's in any calendar: 8 to 40 letters and digits, drawn once.
    pub token: String,
    /// The dates, called off ones among them.
    #[serde(default)]
    pub slots: Vec<Slot>,
}

/// A date for a drill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its own, for ever: `slot-1`.
    pub id: String,
    /// Bringing back what.
    pub components: Vec<ComponentId>,
    /// After what.
    #[serde(with = "crate::drill::slug")]
    pub scenario: ScenarioId,
    /// How much of the real thing it touches.
    pub level: Level,
    /// The day.
    #[serde(with = "iso_date")]
    pub day: NaiveDate,
    /// The time, on the clock of the system.
    pub at: TimeOfDay,
    /// How long it takes.
    #[serde(rename = "takes_s")]
    pub takes: Duration,
    /// How often it was changed.
    #[serde(default)]
    pub sequence: u32,
    /// Whether it was called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

/// How a year of drills is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// The first day.
    pub from: NaiveDate,
    /// How many drills a month, 1 to 4.
    pub a_month: u8,
    /// How many components at once, from 1 on.
    pub at_once: usize,
    /// On which day of the week.
    pub on: Weekday,
    /// At what time.
    pub at: TimeOfDay,
    /// Days to leave free, both ends among them: busy events, holidays.
    pub avoid: Vec<(NaiveDate, NaiveDate)>,
    /// For how long a proof holds.
    pub shelf_life: ShelfLife,
}

/// A year of drills, and what it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The dates, in order; without ids.
    pub slots: Vec<Slot>,
    /// Candidates that no date is left for.
    pub left: Vec<Candidate>,
}

/// A year of drills: on every date the most urgent candidate, with others of its scenario that are due as well. What was planned
/// counts as proven from its date on, so that it comes back when that has gone stale. A date for which nothing is due is left out.
/// `takes` says how long bringing back these components takes.
pub fn year(
    wishes: &Wishes,
    candidates: &[Candidate],
    takes: &dyn Fn(&[ComponentId], ScenarioId) -> Duration,
) -> Year {
    let dates = dates(wishes);
    let mut proven: Vec<Option<NaiveDate>> = candidates.iter().map(|candidate| candidate.proven).collect();
    let mut planned = vec![false; candidates.len()];
    let mut slots = Vec::new();
    for (n, day) in dates.iter().enumerate() {
        let next = dates.get(n + 1).copied().or_else(|| day.checked_add_days(Days::new(31)));
        // Due is what was never proven, or is stale before the next date.
        let due = |at: usize, proven: &[Option<NaiveDate>]| match proven.get(at).copied().flatten() {
            None => true,
            Some(on) => next.is_some_and(|next| wishes.shelf_life.until(on) < next),
        };
        let urgency = |at: &usize| {
            let severity =
                candidates.get(*at).and_then(|c| c.worst.as_ref()).map_or(u8::MAX, |(s, _)| *s as u8);
            (proven.get(*at).copied().flatten(), severity)
        };
        let Some(first) = (0..candidates.len()).filter(|at| due(*at, &proven)).min_by_key(urgency) else {
            continue;
        };
        let Some(scenario) = candidates.get(first).map(|c| c.scenario) else { continue };
        let mut chosen = vec![first];
        let mut others: Vec<usize> = (0..candidates.len())
            .filter(|at| *at != first && due(*at, &proven))
            .filter(|at| candidates.get(*at).is_some_and(|c| c.scenario == scenario))
            .collect();
        others.arrange_by_key(urgency);
        chosen.extend(others.into_iter().take(wishes.at_once.saturating_sub(1)));
        chosen.sort_unstable();
        let before = chosen.iter().all(|at| proven.get(*at).copied().flatten().is_some());
        let components: Vec<ComponentId> =
            chosen.iter().filter_map(|at| candidates.get(*at)).map(|c| c.component.clone()).collect();
        slots.push(Slot {
            id: String::new(),
            level: level(scenario, before),
            takes: takes(&components, scenario),
            components,
            scenario,
            day: *day,
            at: wishes.at,
            sequence: 0,
            cancelled: false,
        });
        for at in chosen {
            proven.get_mut(at).into_iter().for_each(|on| *on = Some(*day));
            planned.get_mut(at).into_iter().for_each(|is| *is = true);
        }
    }
    let last = dates.last().copied().unwrap_or(wishes.from);
    let open = candidates.iter().zip(planned).filter(|(candidate, planned)| {
        let holds = candidate.proven.is_some_and(|on| wishes.shelf_life.until(on) >= last);
        !planned && !holds
    });
    Year { slots, left: open.map(|(candidate, _)| candidate.clone()).collect() }
}

/// What was never restored first goes to a side system, then to a duplicate. Never live by itself.
fn level(scenario: ScenarioId, proven_before: bool) -> Level {
    match scenario {
        ScenarioId::EmergencyReboot | ScenarioId::LbNodeLoss => Level::Duplicate,
        _ if proven_before => Level::Duplicate,
        _ => Level::SideSystem,
    }
}

/// The dates of a year, so many in each month, as far apart as the month allows.
fn dates(wishes: &Wishes) -> Vec<NaiveDate> {
    let on = Weekday::ALL.iter().position(|day| *day == wishes.on).unwrap_or(0);
    let end = wishes.from.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    let free = |day: &NaiveDate| {
        day.weekday().num_days_from_monday() as usize == on
            && wishes.avoid.iter().all(|(from, to)| day < from || day > to)
    };
    let days: Vec<NaiveDate> = wishes.from.iter_days().take_while(|day| *day < end).filter(free).collect();
    let mut chosen = Vec::new();
    for month in days.chunk_by(|a, b| (a.year(), a.month()) == (b.year(), b.month())) {
        let many = usize::from(wishes.a_month).min(month.len());
        chosen.extend((0..many).filter_map(|n| month.get(n * month.len() / many.max(1)).copied()));
    }
    chosen
}
