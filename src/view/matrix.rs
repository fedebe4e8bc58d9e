use super::Link;
use super::marks::{verdict_class, verdict_mark};
use crate::assess::{Cell, Column, Figure, Matrix, Verdict};
use crate::units::NBSP;
use maud::{Markup, html};

/// More columns than this never fit side by side: each scenario becomes a heading over its cells at any width.
const SIDE_BY_SIDE: usize = 7;

/// Marks, their meaning and how many cells have each, as a list with the id `{id}-key`.
pub fn matrix_key(matrix: &Matrix, id: &str) -> Markup {
    html! {
        ul class="keys" role="list" id=(format!("{id}-key")) {
            @for verdict in Verdict::ALL {
                li {
                    span class=(verdict_class(verdict)) { (verdict_mark(verdict)) }
                    span { (verdict.means()) ": " (matrix.count(verdict)) }
                }
            }
        }
    }
}

/// Scenarios down, components across, described by the key of the same `id`. `link` gives the address of a cell's
/// derivation.
pub fn matrix(matrix: &Matrix, link: Link<'_>, id: &str) -> Markup {
    let many = matrix.columns.len() > SIDE_BY_SIDE;
    html! {
        table class=(if many { "matrix many" } else { "matrix" }) aria-describedby=(format!("{id}-key")) {
            caption class="vh" { "Most that would be lost, by scenario and component" }
            thead {
                tr {
                    th scope="col" { "If this struck now" }
                    @for column in &matrix.columns {
                        th scope="col" {
                            span { (column.name) }
                            span class="hint" { (column.under) }
                        }
                    }
                }
            }
            tbody {
                @for row in &matrix.rows {
                    tr {
                        th scope="row" { (row.scenario.short) }
                        @for (column, cell) in matrix.columns.iter().zip(&row.cells) {
                            td class=(verdict_class(cell.verdict)) data-label=(column.name) {
                                (inside(column, cell, &link(&Figure::Loss(column.id.clone(), row.scenario.id))))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn inside(column: &Column, cell: &Cell, href: &str) -> Markup {
    let spoken = match cell.verdict {
        Verdict::Over => ", over the limit",
        Verdict::Within if column.limit.is_some() => ", within the limit",
        _ => "",
    };
    let words = html! {
        (verdict_mark(cell.verdict))
        // The dash of a cell that does not apply is for the eye only.
        @if cell.verdict == Verdict::None { span class="vh" { (Verdict::None.means()) } }
        @else { span { (loose(&cell.says)) @if !spoken.is_empty() { span class="vh" { (spoken) } } } }
    };
    html! { a href=(href) { (words) } }
}

/// A figure that may break between its parts, as columns are narrow: `26 h` and `10 min`, never inside them.
fn loose(figure: &str) -> String {
    let mut out = String::with_capacity(figure.len());
    let mut chars = figure.chars().peekable();
    let mut after_unit = false;
    while let Some(c) = chars.next() {
        let digit_next = chars.peek().is_some_and(char::is_ascii_digit);
        out.push(if c == NBSP && after_unit && digit_next { ' ' } else { c });
        after_unit = c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Duration;

    #[test]
    fn figures_break_between_their_parts_only() {
        assert_eq!(loose(&Duration::clamped(94_200).to_string()), "26\u{a0}h 10\u{a0}min");
        assert_eq!(loose("nothing left"), "nothing left");
    }
}
