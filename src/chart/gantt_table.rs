use super::gantt::{Gantt, seconds};
use crate::units::Duration;
use maud::{Markup, html};

/// Every step with its start, finish and length, those that take no time included.
pub(super) fn rows_table(of: &Gantt) -> Markup {
    html! {
        table class="tbl flow long" {
            caption class="vh" { (of.name) ": the steps of the recovery, counted from " (of.counted_from()) }
            thead { tr {
                th scope="col" { "Step" }
                th scope="col" { "Why so long" }
                th scope="col" class="r" { "Starts after" }
                th scope="col" class="r" { "Done after" }
                th scope="col" class="r" { "Takes" }
                th scope="col" class="r" { "Decides the end" }
            } }
            tbody {
                @for (name, rows) in of.groups() {
                    @for row in rows {
                        tr {
                            th scope="row" { (name) ": " (row.label) }
                            td data-label="Why so long" { (row.note.as_deref().unwrap_or("–")) }
                            td class="r" data-label="Starts after" { (seconds(row.from_s)) }
                            td class="r" data-label="Done after" { (seconds(row.to_s)) }
                            td class="r" data-label="Takes" {
                                @if row.takes() == Duration::ZERO { "no time" } @else { (row.takes()) }
                            }
                            td class="r" data-label="Decides the end" { @if row.critical { strong { "yes" } } @else { "no" } }
                        }
                    }
                }
                tr {
                    th scope="row" { strong { "All is back" } }
                    td data-label="Limit" { @if let Some(of) = &of.limit { (of.of) ": limit " (of.limit) } }
                    td class="r" {}
                    td class="r" data-label="Done after" { strong { (seconds(of.total_s)) } }
                    td class="r" {}
                    td class="r" {}
                }
            }
        }
    }
}
