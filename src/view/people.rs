//! Who does what when it breaks, and where somebody is missing.

use super::severity_mark;
use crate::people::{Person, Role, Shown};
use crate::units::{capitalised, in_words};
use maud::{Markup, html};

/// Every role with who has it and who stands in; where nobody has it, how bad that is.
pub fn roles(shown: Shown<'_>) -> Markup {
    let people = shown.people();
    let called = |person: &Person| shown.person(&person.id);
    html! {
        table class="tbl flow" {
            caption class="vh" { "Who does what" }
            thead { tr { th scope="col" { "When it breaks" } th scope="col" { "Who" } th scope="col" { "Who stands in" } } }
            tbody {
                @for role in Role::ALL {
                    @let deputies: Vec<String> = people.deputies(role).map(called).collect();
                    tr {
                        th scope="row" { (capitalised(role.does())) }
                        td data-label="Who" {
                            @match people.with(role).next() {
                                Some(owner) => (called(owner)),
                                None => span { (severity_mark(role.severity_without())) " nobody" },
                            }
                        }
                        td data-label="Deputy" {
                            @if deputies.is_empty() { span class="muted" { "nobody" } } @else { (in_words(&deputies)) }
                        }
                    }
                }
            }
        }
    }
}
