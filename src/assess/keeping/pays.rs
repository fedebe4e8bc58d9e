//! How often a copy pays.

use crate::assess::derivation::Derivation;
use crate::assess::trial::worked_out;
use crate::assess::yearly::to_the_minute;
use crate::cost::{AsMeasured, Best, Costs, Target, Verdict, advice, optimal_interval};
use crate::schedule::Schedule;
use crate::system::{Component, ComponentId, Protection, ProtectionKind, System, Told};
use crate::units::{Arrange, Duration, Moment, Money, Percent, Text, TimeOfDay};

/// Ordinary times between two runs, the shortest first.
pub(in crate::assess) const LADDER: [Duration; 14] = [
    Duration::minutes(5),
    Duration::minutes(10),
    Duration::minutes(15),
    Duration::minutes(30),
    Duration::hours(1),
    Duration::hours(2),
    Duration::hours(3),
    Duration::hours(4),
    Duration::hours(6),
    Duration::hours(8),
    Duration::hours(12),
    Duration::hours(24),
    Duration::days(2),
    Duration::days(7),
];

/// What the time between two runs costs and saves ("recovery mathematics", section 2(g)).
#[derive(Debug, Clone, PartialEq)]
pub struct Pays {
    /// Of which component.
    pub component: ComponentId,
    /// Its id among those of the component: the one that runs most often.
    pub protection: String,
    /// What it is called inside a sentence.
    pub name: String,
    /// From one run to the next.
    pub every: Duration,
    /// The time between runs that costs least; `None` where a run costs nothing, or a loss does.
    pub best: Option<Duration>,
    /// What a year costs at present: runs, and losses expected.
    pub a_year: Money,
    /// What a year would cost at the best time between runs.
    pub a_year_at_best: Option<Money>,
    /// What to make of it.
    pub verdict: Verdict,
    /// The ordinary time between runs to change to, where that is worth it, and what it saves in a year.
    pub better: Option<(Duration, Money)>,
}

/// The costs that the cheapest interval follows from, with the protection and its interval. `None` while one is missing.
fn costs<'a>(system: &System, component: &'a Component) -> Option<(&'a Protection, Duration, Costs)> {
    let all = component.protections.known()?;
    // Beside logs or a replica, how much is lost does not follow from the time between copies.
    if all.iter().any(|p| p.kind.is_continuous()) {
        return None;
    }
    let (protection, every) = all
        .iter()
        .filter(|p| p.kind.is_scheduled() && p.kind != ProtectionKind::KeyCopy)
        .filter_map(|p| Some((p, p.schedule.known()?)))
        .filter_map(|(p, schedule)| Some((p, even_gap(schedule)?)))
        .min_by_key(|(_, every)| *every)?;
    let years = system.setup.years_between_losses.filter(|years| *years > 0)?;
    let costs = Costs {
        per_run: system.setup.run?.as_f64(),
        loss_per_hour: component.worth.lost_hour?.as_f64(),
        failures_per_year: 1.0 / f64::from(years),
        success: protection.success.map_or(1.0, Percent::share),
        lag: protection.to_safe().unwrap_or(Duration::ZERO).seconds() as f64,
    };
    Some((protection, every, costs))
}

/// From every run to the next, where that is always the same.
pub(super) fn even_gap(schedule: &Schedule) -> Option<Duration> {
    let slots = schedule.slots();
    let period = slots.first()?.period;
    let mut starts: Vec<i64> = slots.iter().map(|slot| slot.offset.rem_euclid(period)).collect();
    starts.sort_unstable();
    let gap = period / i64::try_from(starts.len()).ok()?;
    let even = starts.windows(2).all(|pair| matches!(pair, [one, next] if next - one == gap));
    (slots.iter().all(|slot| slot.period == period) && even && gap > 0).then(|| Duration::clamped(gap))
}

/// A schedule with that time between runs, which keeps a start of the present one.
pub(in crate::assess) fn every(interval: Duration, present: Option<&Schedule>) -> Schedule {
    let from = present.and_then(|schedule| match schedule {
        Schedule::Every { from, .. } => Some(*from),
        Schedule::Hourly { minute } => TimeOfDay::new(0, u16::from(*minute)),
        other => other.starts_at(),
    });
    let from = from.unwrap_or(TimeOfDay::MIDNIGHT);
    if interval == Duration::days(1) {
        Schedule::Daily { at: from }
    } else {
        Schedule::Every { interval, from }
    }
}

/// What the interval of a component's most frequent copy costs; `None` unless everything it takes is known.
pub(super) fn pays(system: &System, component: &Component, now: Moment) -> Option<Pays> {
    let (protection, gap, costs) = costs(system, component)?;
    let present = gap.seconds() as f64;
    let target = component
        .limit
        .known()
        .map(|limit| Target { loss: limit.seconds() as f64, measured: AsMeasured::Worst });
    let told = advice(&costs, present, target).ok()?;
    let best = match told.best {
        Best::Every(seconds) => Some(seconds),
        Best::AsOftenAsPossible | Best::Never => None,
    };
    let better = matches!(told.verdict, Verdict::TooOften | Verdict::TooSeldom)
        .then(|| better(system, component, protection, gap, &costs, now))
        .flatten();
    Some(Pays {
        component: component.id.clone(),
        protection: protection.id.clone(),
        name: protection.words().into_owned(),
        every: gap,
        best: best.map(|seconds| Duration::clamped(seconds.round() as i64)),
        a_year: Money::rounded(told.current_per_year),
        a_year_at_best: best.map(|seconds| Money::rounded(costs.per_year(seconds))),
        verdict: told.verdict,
        better,
    })
}

/// The cheapest ordinary interval at which no scenario stands worse than now, and what it saves in a year.
fn better(
    system: &System,
    component: &Component,
    protection: &Protection,
    present: Duration,
    costs: &Costs,
    now: Moment,
) -> Option<(Duration, Money)> {
    let mut steps: Vec<(Duration, f64)> = LADDER
        .into_iter()
        // A run has to be over before the next one is due.
        .filter(|step| *step != present && protection.takes.is_none_or(|takes| takes <= *step))
        .map(|step| (step, costs.per_year(present.seconds() as f64) - costs.per_year(step.seconds() as f64)))
        .filter(|(_, saved)| *saved > 0.0)
        .collect();
    steps.arrange_by(|a, b| b.1.total_cmp(&a.1));
    let before = worked_out(system, component, now).standings();
    steps.into_iter().find_map(|(step, saved)| {
        let schedule = every(step, protection.schedule.known());
        let after = worked_out(system, &with_schedule(component, &protection.id, schedule), now).standings();
        let no_worse = before.iter().zip(&after).all(|(before, after)| after.1 <= before.1);
        no_worse.then(|| (step, Money::rounded(saved)))
    })
}

/// The component with another schedule for one of its protections.
fn with_schedule(component: &Component, id: &str, schedule: Schedule) -> Component {
    let mut changed = component.clone();
    if let Told::Known(all) = &mut changed.protections
        && let Some(protection) = all.iter_mut().find(|p| p.id == id)
    {
        protection.schedule = Told::Known(schedule);
    }
    changed
}

/// How the best time between runs comes about. `None` unless everything it takes is known.
pub fn why_pays(system: &System, id: &ComponentId, now: Moment) -> Option<Derivation> {
    let component = system.component(id)?;
    let (protection, gap, costs) = costs(system, component)?;
    let pays = pays(system, component, now)?;
    let told = optimal_interval(&costs, gap.seconds() as f64).ok()?;
    let money = |amount: f64| Money::rounded(amount).with_currency(&system.setup.currency);
    let words = protection.words();
    let mut why = Derivation {
        title: format!("{}: how often does the {words} pay?", component.name),
        ..Derivation::default()
    };
    why.figure("One run costs", money(costs.per_run));
    why.figure("An hour of lost work costs", money(costs.loss_per_hour));
    why.figure("Losses of data in a year", format!("{:.2}", costs.failures_per_year));
    if costs.success < 1.0 {
        why.figure("Share of runs that give a good copy", format!("{:.3}", costs.success));
    }
    if costs.lag > 0.0 {
        why.figure(
            "Until a copy is usable, which every loss has on top",
            Duration::clamped(costs.lag as i64),
        );
    }
    why.figure("It runs every", gap);
    why.figure("Runs in a year, at present", money(told.current_runs));
    why.figure("Losses expected in a year, at present", money(told.current_losses));
    why.sum(Text::from("A year at present"), money(told.current_per_year));
    if let (Some(best), Some(ratio)) = (pays.best, told.ratio) {
        why.figure(
            "Fewer runs cost less, and lose more. The sum is least where both are equal: at the square root of run \
             costs in a year over what an hour between runs loses",
            format!("every {}", to_the_minute(best)),
        );
        why.figure("A year at that", money(told.best_per_year));
        why.figure("What depends on the time between runs, present over best", format!("{ratio:.2}"));
    }
    if let Some((step, saved)) = pays.better {
        why.figure("The ordinary time between runs that costs least and leaves every limit as it is", step);
        why.sum(Text::from("Saved in a year"), saved.with_currency(&system.setup.currency));
    }
    Some(why)
}
