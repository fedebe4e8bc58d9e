//! What hangs on what: every part a row of words, and beside it an arc to each part that it cannot do without.

use super::number::Px;
use super::table::{behind, row, table};
use crate::units::in_words;
use maud::{Markup, html};

/// Parts and what they need, for [`hangs`].
#[derive(Debug, Clone)]
pub struct Hangs {
    /// What they are parts of.
    pub name: String,
    /// Those that people use first; what is needed stands below what needs it.
    pub rows: Vec<HangsRow>,
    /// Pairs of places in `rows`: the first cannot do without the second.
    pub needs: Vec<(usize, usize)>,
}

/// A part of a [`Hangs`].
#[derive(Debug, Clone)]
pub struct HangsRow {
    /// What it is called.
    pub name: String,
    /// Whether something else is lost with it and nothing stands in for it.
    pub single: bool,
    /// What falls with it, in words; empty for nothing.
    pub then: String,
}

/// Height of a row in pixels.
const ROW: f64 = 34.0;
/// Room for the arcs, and how much of it an arc over one row takes.
const GUTTER: f64 = 132.0;
const NEAR: f64 = 26.0;
const FURTHER: f64 = 17.0;

/// The picture, and the same as a table. `id` begins every id inside. Nothing is drawn without a part.
pub fn hangs(of: &Hangs, id: &str) -> Markup {
    if of.rows.is_empty() {
        return html! {};
    }
    let (title, desc) = (format!("{id}-t"), format!("{id}-d"));
    let height = ROW * of.rows.len() as f64;
    let middle = |at: usize| ROW * at as f64 + ROW / 2.0;
    let single = of.rows.iter().filter(|row| row.single).count();
    html! {
        figure class="chart hangs" {
            svg height=(Px(height)) role="img" aria-labelledby=(format!("{title} {desc}")) {
                title id=(title) { (of.name) ": what hangs on what" }
                desc id=(desc) { (single) " of " (of.rows.len()) " take something else down with them and have nothing that stands in." }
                @for (from, to) in &of.needs { (arc(middle(*from), middle(*to), from.abs_diff(*to))) }
                @for (at, row) in of.rows.iter().enumerate() {
                    @if row.single { rect class="node" x=(Px(GUTTER - 7.0)) y=(Px(middle(at) - 7.0)) width="14" height="14" {} }
                    @else { circle class="dot" cx=(Px(GUTTER)) cy=(Px(middle(at))) r="5" {} }
                    text class=(if row.single { "strong" } else { "" }) x=(Px(GUTTER + 16.0)) y=(Px(middle(at) + 4.0)) { (row.name) }
                }
            }
            figcaption { "A square takes something else down with it and has nothing that stands in. An arc leads from a part to what it cannot do without, which stands below it." }
            (behind("What hangs on what", &numbers(of)))
        }
    }
}

/// From one row to another through the gutter, the further apart the wider, with a head at its end.
fn arc(from: f64, to: f64, rows: usize) -> Markup {
    let wide = (NEAR + FURTHER * (rows.saturating_sub(1)) as f64).min(GUTTER - 12.0);
    let (start, left) = (GUTTER - 9.0, GUTTER - 9.0 - wide);
    let path = format!(
        "M{} {} C{} {} {} {} {} {}",
        Px(start),
        Px(from),
        Px(left),
        Px(from),
        Px(left),
        Px(to),
        Px(start - 2.0),
        Px(to)
    );
    let head = format!("M{} {} l-7 -4 v8 Z", Px(start), Px(to));
    html! { path class="arc" d=(path) {} path class="node" d=(head) {} }
}

fn numbers(of: &Hangs) -> Markup {
    let needed = |at: usize| {
        let names: Vec<&str> = of
            .needs
            .iter()
            .filter(|(from, _)| *from == at)
            .filter_map(|(_, to)| Some(of.rows.get(*to)?.name.as_str()))
            .collect();
        if names.is_empty() { "nothing".to_owned() } else { in_words(&names) }
    };
    let rows = html! {
        @for (at, one) in of.rows.iter().enumerate() {
            (row(&one.name, &[
                ("Cannot do without", needed(at)),
                ("If it is lost", if one.then.is_empty() { "nothing else".to_owned() } else { one.then.clone() }),
            ]))
        }
    };
    table("What hangs on what", &["Part", "Cannot do without", "If it is lost"], &rows)
}
