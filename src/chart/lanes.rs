//! Rows of words, each with its own drawing beside it, on one axis. The words are elements, not SVG text: they wrap.

use super::draw::{text, tick_lines};
use super::number::{Percent, Px};
use super::plan::{Anchor, GAP, GUTTER_DX, Label, Role, Show, Widths, limit_words};
use super::steps::{length_step, length_words};
use super::width::text_width;
use crate::units::Duration;
use maud::{Markup, html};

/// What all rows share: the lines that run down through them.
pub(super) struct Across {
    /// Hairlines, 0 to 1.
    pub(super) grid: Vec<f64>,
    /// The dashed line, 0 to 1.
    pub(super) limit: Option<f64>,
}

/// Height of the row of labels, and their base line from its lower edge.
const AXIS: f64 = 22.0;
pub(super) const AXIS_Y: f64 = -7.0;

impl Across {
    /// A row: its words and a drawing in a box of this height, with y counted up from its lower edge as negative pixels.
    /// `named` are the id, title and description of a drawing that says more than the words.
    pub(super) fn lane(
        &self,
        class: &str,
        height: f64,
        named: Option<[&str; 3]>,
        head: &Markup,
        drawing: &Markup,
    ) -> Markup {
        let labelled = named.map(|[id, ..]| format!("{id}-t {id}-d"));
        html! {
            div class=(format!("lane {class}").trim()) {
                div { (head) }
                svg height=(Px(height)) role=[named.map(|_| "img")] aria-labelledby=[labelled]
                    aria-hidden=[named.is_none().then_some("true")] {
                    @if let Some([id, title, desc]) = named {
                        title id=(format!("{id}-t")) { (title) }
                        desc id=(format!("{id}-d")) { (desc) }
                    }
                    (tick_lines("grid", &self.grid))
                    @if let Some(x) = self.limit {
                        line class="limit" x1=(Percent(x * 100.0)) x2=(Percent(x * 100.0)) y1="0" y2="100%" {}
                    }
                    svg y=(Px(height)) overflow="visible" { (drawing) }
                }
            }
        }
    }

    /// The row of labels, which carries what the whole chart says.
    pub(super) fn axis(&self, labels: &[Label], [id, title, desc]: [&str; 3]) -> Markup {
        let across = Across { grid: Vec::new(), limit: None };
        let drawing = html! { @for label in labels { (text(label)) } };
        across.lane("", AXIS, Some([id, title, desc]), &html! {}, &drawing)
    }
}

/// Labels of an axis of lengths of time from zero to `top` seconds, with ticks as shares of it, and the limit where it lies.
/// A limit farther out is named at the end, with an arrow.
pub(super) fn length_axis(
    top: i64,
    limit: Option<Duration>,
    y: f64,
    widths: Widths,
) -> (Vec<f64>, Vec<Label>) {
    let share = |seconds: i64| seconds as f64 / top.max(1) as f64;
    let mut labels = Vec::new();
    if let Some(limit) = limit {
        let (x, off) = (share(limit.seconds()), limit.seconds() > top);
        let words = limit_words(limit, false) + if off { "\u{a0}→" } else { "" };
        // The gutter takes what does not fit before the end of the plot, and the name of a limit beyond it.
        let label = match (off, text_width(&words, false) <= 100.0) {
            (false, _) => Label::new(x, y, Anchor::Middle),
            (true, true) => Label::new(1.0, y, Anchor::Start).dx(GUTTER_DX),
            (true, false) => Label::new(1.0, y, Anchor::End),
        };
        labels.push(label.words(words).role(Role::Limit));
    }
    let steps = [(widths.wide, true), (widths.narrow, false)].map(|(width, wide)| {
        let room = text_width("30 min", false) + 2.0 * GAP;
        let step = length_step(top, ((width / room) as i64).clamp(1, 8));
        let values = (0..=top / step).map(|n| n * step);
        let shown = |value: &i64| {
            let label = figure(*value, step, top, share(*value), y);
            !labels.iter().any(|other| label.touches(other, width, wide))
        };
        (step, values.filter(shown).collect::<Vec<i64>>())
    });
    let [(wide_step, wide), (narrow_step, narrow)] = steps;
    for value in &wide {
        let both = wide_step == narrow_step && narrow.contains(value);
        let show = if both { Show::Always } else { Show::Wide };
        labels.push(figure(*value, wide_step, top, share(*value), y).only(show));
    }
    for value in narrow.iter().filter(|value| wide_step != narrow_step || !wide.contains(value)) {
        labels.push(figure(*value, narrow_step, top, share(*value), y).only(Show::Narrow));
    }
    ((1..=top / wide_step).map(|n| share(n * wide_step)).collect(), labels)
}

fn figure(value: i64, step: i64, top: i64, x: f64, y: f64) -> Label {
    let (words, anchor) = match value {
        0 => ("0".to_owned(), Anchor::Start),
        _ => (length_words(value, step, top), Anchor::Middle),
    };
    Label::new(x, y, anchor).words(words)
}
