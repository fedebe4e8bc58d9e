//! Why a way to be back sooner is proposed.

use super::{Faster, Way};
use crate::assess::derivation::Derivation;
use crate::assess::returning::{left_out, works};
use crate::system::{ComponentId, System};
use crate::units::{Text, capitalised, in_words, uncapitalised};

/// What a way changes, scenario by scenario with every task that is left, and what it costs and saves. `None` when there is no
/// such component.
pub fn why_sooner(system: &System, id: &ComponentId, way: &Way) -> Option<Derivation> {
    let component = system.component(id)?;
    let currency = &system.setup.currency;
    let mut why = Derivation {
        title: format!("{}: why {}?", component.name, uncapitalised(&way.says)),
        ..Derivation::default()
    };
    why.because("The change was made to a copy of the description, and the recovery was worked out on that as it is on yours.");
    if let Some(limit) = component.downtime_limit.known() {
        why.figure("Your limit", limit);
    }
    for (first, clauses) in alike(&way.mends) {
        why.figure(format!("If {}, as described back after", in_words(&clauses)), first.before);
        works(&mut why, first.path.iter());
        left_out(&mut why, &first.missing);
        let label =
            if first.missing.is_empty() { "With it, back after" } else { "With it, back after at least" };
        why.sum(Text::from(label), first.after);
    }
    for left in &way.leaves {
        why.because(format!("{}: too late even so.", capitalised(left.short)));
    }
    match &way.stored {
        Some(stored) => stored.explain(&mut why, currency),
        None => why.because("What faster machines, a faster link or quicker hands cost is for you to find out: it is not asked for."),
    }
    if let Some([before, after]) = way.a_year.filter(|[before, after]| before.1 != after.1) {
        why.because("Every loss is taken to be a dead disk or host.");
        why.figure("Years between two losses", system.setup.years_between_losses?);
        why.figure("An hour without it costs", component.worth.down_hour?.with_currency(currency));
        why.figure("Down each time, as described", before.0);
        why.figure("Time without it in a year, as described", before.1.with_currency(currency));
        why.figure("Down each time, with it", after.0);
        why.sum(Text::from("Time without it in a year, with it"), after.1.with_currency(currency));
    }
    Some(why)
}

/// Scenarios with the same figures, reached in the same way.
fn alike(mends: &[Faster]) -> Vec<(&Faster, Vec<&'static str>)> {
    let mut groups: Vec<(&Faster, Vec<&'static str>)> = Vec::new();
    for one in mends {
        let same = |of: &Faster| (&of.path, of.before, &of.missing) == (&one.path, one.before, &one.missing);
        match groups.iter_mut().find(|(of, _)| same(of)) {
            Some((_, clauses)) => clauses.push(one.scenario.clause),
            None => groups.push((one, vec![one.scenario.clause])),
        }
    }
    groups
}
