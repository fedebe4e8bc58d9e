use crate::assess::Derivation;
use maud::{Markup, html};

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
