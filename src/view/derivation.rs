use crate::assess::Derivation;
use maud::{Markup, html};

/// A derivation folded away beside its figure. A page that is drawn anew keeps it open by its `id`.
pub fn folded(of: &Derivation, id: &str) -> Markup {
    html! {
        details class="how" id=(id) {
            summary { "How this was reached " span class="vh" { (of.title) } }
            div class="deriv" { (derivation(of)) }
        }
    }
}

/// The steps of a derivation with their figures, without its title.
pub fn derivation(derivation: &Derivation) -> Markup {
    html! {
        ol class="steps" role="list" {
            @for step in &derivation.steps {
                li class=[step.sum.then_some("sum")] {
                    span { (step.text) }
                    @if let Some(figure) = &step.figure { span class="num" { (figure) } }
                }
            }
        }
    }
}
