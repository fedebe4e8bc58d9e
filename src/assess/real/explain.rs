use super::Real;
use crate::assess::derivation::Derivation;
use crate::units::{Duration, long_moment};

/// How the worst real loss was reached, beside what was promised. `None` with fewer than two points.
pub fn why_real(real: &Real) -> Option<Derivation> {
    let gap = real.shown.measured.worst_loss?;
    let worst = Duration::clamped(gap.seconds());
    let mut steps = Derivation { title: format!("Why {worst}?"), steps: Vec::new() };
    steps.figure("A restore point holds the data of", long_moment(real.local(gap.from)));
    steps.figure("The next one could be used from", long_moment(real.local(gap.to)));
    steps.sum("Just before that, all work since the first was at stake", worst);
    if let Some(promised) = &real.promised {
        steps.figure(
            format!("The schedule, {}: the longest time between two runs", promised.schedule),
            promised.gap,
        );
        match promised.to_safe {
            Some(takes) => steps.figure("From the start of a run until its copy can be used", takes),
            None => steps.because(
                "Nobody said how long a run takes until its copy can be used: it is counted as no time.",
            ),
        }
        steps.sum("Promised, as long as every run is good", promised.loss());
        match real.beyond(Some(worst)) {
            Some(more) => steps.sum("More than promised", more),
            None => steps.because("What was promised was kept."),
        }
    }
    if let (Some(limit), Some(over)) = (real.limit(), real.over(Some(worst))) {
        steps.figure("Your limit", limit);
        steps.sum("Over your limit", over);
    }
    Some(steps)
}
