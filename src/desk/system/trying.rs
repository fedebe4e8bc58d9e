//! Trying something out: the band on top, the way in, and what would change.

use super::figures::Outlook;
use super::panel::differs;
use crate::assess::Cell;
pub(super) use crate::desk::parts::band;
use crate::view::{verdict_class, verdict_mark};
use maud::{Markup, html};

/// Every cell whose figure differs from the document's.
pub(super) fn what_would_change(before: &Outlook<'_>, after: &Outlook<'_>) -> Markup {
    let mut rows = Vec::new();
    for (id, name, cells) in after.columns() {
        for (scenario, cell) in cells {
            let was = before.cell(id, scenario.id);
            if was.is_none_or(|was| differs(was, cell)) {
                rows.push((name, scenario.short, was, Some(cell)));
            }
        }
    }
    for (_, name, cells) in before.columns().filter(|(id, ..)| after.cells(id).is_empty()) {
        rows.extend(cells.iter().map(|(scenario, cell)| (name, scenario.short, Some(cell), None)));
    }
    html! {
        section class="ruled" aria-labelledby="would-change" {
            h2 id="would-change" { "What would change" }
            @if rows.is_empty() {
                p class="measure" { "No result would be another. Change something and look here again." }
            } @else {
                table class="tbl flow" {
                    thead { tr { th scope="col" { "Component" } th scope="col" { "If this struck" } th scope="col" { "Now" } th scope="col" { "Then" } } }
                    tbody {
                        @for (name, scenario, was, will) in &rows {
                            tr {
                                th scope="row" { (name) }
                                td data-label="If this struck" { div { (scenario) } }
                                td data-label="Now" { div { (figure(*was)) } }
                                td data-label="Then" { div { (figure(*will)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure(cell: Option<&Cell>) -> Markup {
    html! {
        @match cell {
            Some(cell) => span class={ (verdict_class(cell.verdict)) " fig" } { (verdict_mark(cell.verdict)) " " (cell.says) },
            None => "not there",
        }
    }
}
