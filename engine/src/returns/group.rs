//! One state that all parts can be restored to.

use std::collections::BTreeMap;

use super::error::ReturnError;
use super::plan::by_name;

/// A part and the states it can be restored to. Instants in seconds, on any one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// What references call it.
    pub name: String,
    /// Leave out what cannot be used for the failure: states after it, or deleted by then.
    pub points: Points,
}

/// The states a part can be restored to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Points {
    /// The captures of its copies, in any order.
    At(Vec<i64>),
    /// Any instant, both ends included: log replay can stop anywhere.
    Between {
        /// The oldest.
        from: i64,
        /// The newest.
        to: i64,
    },
}

/// Rows of one part that point at things in another.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The part that holds the references.
    pub from: String,
    /// The part they point at.
    pub to: String,
    /// How many are made in a second, 0 or more.
    pub rate: f64,
}

/// What can be had.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupPoint {
    /// The consistent point; `None` when no choice is within the tolerance.
    pub consistent: Option<Consistent>,
    /// Every part at its own newest state instead.
    pub latest_each: LatestEach,
}

/// A state of each part, no two further apart than the tolerance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consistent {
    /// One instant for each component, in their order.
    pub choice: Vec<i64>,
    /// The earliest of them: the point that everything goes back to.
    pub point: i64,
    /// Latest less earliest.
    pub skew: i64,
    /// The components that stand at the earliest instant: a newer state of these would have made the point later.
    pub held_by: Vec<usize>,
}

/// Every part at its own newest state.
#[derive(Debug, Clone, PartialEq)]
pub struct LatestEach {
    /// One for each component; `None`: it has no state.
    pub choice: Vec<Option<i64>>,
    /// The earliest of them; `None` when a component has none.
    pub point: Option<i64>,
    /// Latest less earliest; `None` when a component has none.
    pub skew: Option<i64>,
    /// What would not fit, in the order of the references; without those of components that have no state.
    pub mismatches: Vec<Mismatch>,
}

/// What does not fit between two parts at different instants.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// The part that holds the references.
    pub from: String,
    /// The part they point at.
    pub to: String,
    /// References to things that are not there: rate × how much newer `from` is.
    pub dangling: f64,
    /// Things that nothing refers to any more, or not yet: rate × how much newer `to` is.
    pub orphaned: f64,
}

/// Instants beyond this could overflow: 2^50 s.
const FARTHEST: u64 = 1 << 50;

impl Points {
    fn newest(&self) -> Option<i64> {
        match self {
            Points::At(points) => points.iter().max().copied(),
            Points::Between { to, .. } => Some(*to),
        }
    }
}

/// The choice of one state per component with latest less earliest at most `tolerance`, that has the latest earliest one
/// and, among those, the largest sum ("recovery mathematics", section 2(c)).
///
/// The latest feasible floor is a point or the end of an interval: lowering it frees no component, and raising it past the next
/// such instant loses one. Above its floor each component then takes its newest state within the tolerance.
///
/// # Errors
/// Names given twice or unknown, an interval that ends before it begins, a tolerance or a rate below 0, instants beyond
/// 2^50 s.
pub fn consistent_point(
    components: &[Component],
    tolerance: i64,
    references: &[Reference],
) -> Result<GroupPoint, ReturnError> {
    let names = by_name("part", components.iter().map(|component| component.name.as_str()))?;
    if tolerance < 0 {
        return Err(ReturnError::Tolerance { tolerance });
    }
    let tolerance = tolerance.min(i64::MAX / 4);
    components.iter().try_for_each(check)?;
    let sorted: Vec<Vec<i64>> = components.iter().map(sorted).collect();
    let mut floors: Vec<i64> = components
        .iter()
        .zip(&sorted)
        .flat_map(|(component, sorted)| match component.points {
            Points::At(_) => sorted.clone(),
            Points::Between { to, .. } => vec![to],
        })
        .collect();
    floors.sort_unstable();
    floors.dedup();
    let choose = |floor: i64| -> Option<Vec<i64>> {
        let newest = |(component, sorted): (&Component, &Vec<i64>)| {
            let most = floor + tolerance;
            match component.points {
                Points::Between { from, to } => Some(to.min(most)).filter(|at| *at >= floor.max(from)),
                Points::At(_) => {
                    let below = sorted.partition_point(|at| *at <= most).checked_sub(1)?;
                    sorted.get(below).copied().filter(|at| *at >= floor)
                }
            }
        };
        components.iter().zip(&sorted).map(newest).collect()
    };
    let consistent = floors.iter().rev().find_map(|floor| choose(*floor)).and_then(|choice| {
        let (point, latest) = (*choice.iter().min()?, *choice.iter().max()?);
        let held_by = (0..).zip(&choice).filter(|(_, at)| **at == point).map(|(index, _)| index).collect();
        Some(Consistent { point, skew: latest - point, held_by, choice })
    });
    Ok(GroupPoint { consistent, latest_each: latest_each(components, references, &names)? })
}

fn check(component: &Component) -> Result<(), ReturnError> {
    let name = || component.name.clone();
    let far = |at: &i64| at.unsigned_abs() > FARTHEST;
    let instant = match &component.points {
        Points::At(points) => points.iter().copied().find(far),
        Points::Between { from, to } if from > to => {
            return Err(ReturnError::Backwards { name: name(), from: *from, to: *to });
        }
        Points::Between { from, to } => [*from, *to].into_iter().find(far),
    };
    instant.map_or(Ok(()), |value| Err(ReturnError::Instant { name: name(), value }))
}

fn sorted(component: &Component) -> Vec<i64> {
    match &component.points {
        Points::At(points) => {
            let mut points = points.clone();
            points.sort_unstable();
            points
        }
        Points::Between { .. } => Vec::new(),
    }
}

fn latest_each(
    components: &[Component],
    references: &[Reference],
    names: &BTreeMap<&str, usize>,
) -> Result<LatestEach, ReturnError> {
    let choice: Vec<Option<i64>> = components.iter().map(|component| component.points.newest()).collect();
    let all: Option<Vec<i64>> = choice.iter().copied().collect();
    let point = all.as_ref().and_then(|all| all.iter().min().copied());
    let skew =
        all.as_ref().and_then(|all| all.iter().max().copied()).zip(point).map(|(most, least)| most - least);
    let mut mismatches = Vec::new();
    for reference in references {
        let newest = |name: &str| {
            let (name_of, by) = (name.to_owned(), format!("{} -> {}", reference.from, reference.to));
            let unknown = ReturnError::Unknown { kind: "part", name: name_of, by };
            names.get(name).map(|at| choice.get(*at).copied().flatten()).ok_or(unknown)
        };
        if !(reference.rate >= 0.0 && reference.rate.is_finite()) {
            return Err(ReturnError::OutOfRange {
                name: format!("{} -> {}", reference.from, reference.to),
                quantity: "rate of references",
                value: reference.rate,
                least: 0.0,
            });
        }
        if let Some((from, to)) = newest(&reference.from)?.zip(newest(&reference.to)?) {
            mismatches.push(Mismatch {
                from: reference.from.clone(),
                to: reference.to.clone(),
                dangling: reference.rate * (from - to).max(0) as f64,
                orphaned: reference.rate * (to - from).max(0) as f64,
            });
        }
    }
    Ok(LatestEach { choice, point, skew, mismatches })
}
