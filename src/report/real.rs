use crate::assess::Outcome;
use crate::assess::real::why_real;
use crate::units::capitalised;
use crate::view::{derivation, real, real_name, reals};
use maud::{Markup, html};

/// What the tools themselves say. `None` when nobody took in restore points.
pub(super) fn real_part(outcome: &Outcome) -> Option<Markup> {
    let anchor = |id: &str| format!("real-{id}");
    let table = reals(outcome, &|real| format!("#{}", anchor(&real.group.id)))?;
    Some(html! {
        p class="measure" {
            "Read from the lists that the backup tools print, not from what anybody said. What a tool has deleted since cannot be seen."
        }
        (table)
        @for of in &outcome.real {
            @let id = anchor(&of.group.id);
            section class="block" aria-labelledby=(id) {
                h3 class="tbl-h" id=(id) { bdi { (real_name(of)) } span class="hint" { " " bdi { (capitalised(of.group.tool.name())) ": " (of.group.called()) } } }
                (real(of, &id))
                @if let Some(why) = why_real(of) {
                    details open { summary { (why.title) } div class="deriv" { (derivation(&why)) } }
                }
            }
        }
    })
}
