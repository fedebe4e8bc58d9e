//! Why a recommendation is made.

use super::Recommendation;
use crate::assess::derivation::Derivation;
use crate::system::System;
use crate::units::{capitalised, uncapitalised};

/// What a recommendation changes, scenario by scenario, and what it costs.
pub fn why_recommended(system: &System, one: &Recommendation) -> Derivation {
    let mut why = Derivation {
        title: format!("{}: why {}?", one.component.name, uncapitalised(&one.says)),
        ..Derivation::default()
    };
    why.because("The change was made to a copy of the description, and that was assessed as yours is.");
    if let Some(limit) = one.component.limit.known() {
        why.figure("Your limit", limit);
    }
    for mended in &one.mends {
        why.figure(format!("If {}: {}, and with it", mended.scenario.clause, mended.before), &mended.after);
    }
    for left in &one.leaves {
        why.because(format!("{} stays as it is: this change does not help there.", capitalised(left.short)));
    }
    one.stored.explain(&mut why, &system.setup.currency);
    why
}
