use super::draw::{text, tick};
use super::months::axis;
use super::number::{Percent, Px};
use super::path::ACROSS;
use super::place::place;
use super::plan::{Anchor, GUTTER_DX, Label, MIDDLE, Role, Show, Widths};
use super::stack::{Layer, Stack};
use super::steps::{size_step, size_words};
use super::storage_table::bytes_table;
use super::table::behind;
use super::width::{shortened, text_width};
use crate::units::{Bytes, Moment, long_date, short_date};
use maud::{Markup, html};

/// The space that copies take over time, for [`storage`].
#[derive(Debug, Clone)]
pub struct Storage {
    /// What they protect: "Shop, production".
    pub name: String,
    /// One for each protection.
    pub series: Vec<StorageSeries>,
    /// The first moment drawn.
    pub from: Moment,
    /// The last moment drawn.
    pub to: Moment,
    /// Now, at or between the two.
    pub now: Moment,
    /// How much there is room for.
    pub capacity: Option<Bytes>,
}

/// The space that the copies of one protection take.
#[derive(Debug, Clone)]
pub struct StorageSeries {
    /// What the protection is called.
    pub name: String,
    /// Bytes from each moment to the next one.
    pub points: Vec<(Moment, u64)>,
}

/// Height of the plot in pixels, and room above it.
const TALL: f64 = 160.0;
const ABOVE: f64 = 38.0;
/// Room for the names at the right end of wide charts, and least distance of two.
const NAMES: f64 = 200.0;
const APART: f64 = 16.0;
/// Room to the left of the plot, for the figures.
const LEFT: f64 = 56.0;
/// A capacity this many times the largest total is left out of the drawing.
const FAR: u64 = 4;

/// The space that copies take, by protection, one on the other, the largest at the bottom. `id` begins every id inside. Its
/// numbers stand behind it as a table.
pub fn storage(of: &Storage, id: &str) -> Markup {
    let stack = Stack::new(&of.series, of.from, of.to);
    let Some((when, peak)) = stack.peak().filter(|(_, bytes)| *bytes > 0) else {
        return html! { p class="hint" { "There is nothing to draw yet: no copy takes any space." } };
    };
    let capacity = of.capacity.map(Bytes::count).filter(|c| *c <= peak.saturating_mul(FAR));
    let high = peak.max(capacity.unwrap_or(0));
    let top = high.saturating_add(high / 20).max(1);
    let y = |bytes: u64| TALL * (1.0 - bytes as f64 / top as f64);
    // 288 px: a page of 320 px less its margins.
    let widths = Widths { wide: 544.0 - LEFT - NAMES - 8.0, narrow: 288.0 - LEFT };
    let (ticks, mut labels) = axis(stack.from, stack.to, of.now, TALL + 19.0, widths);
    let step = size_step(top, 4);
    let figures: Vec<u64> = (0..=top / step).map(|n| n * step).collect();
    for bytes in &figures {
        let words = if *bytes == 0 { "0".to_owned() } else { size_words(*bytes) };
        labels.push(Label::new(0.0, y(*bytes) + MIDDLE, Anchor::End).dx(-GUTTER_DX).words(words));
    }
    let dot = (stack.share(when), y(peak));
    if let Some(capacity) = capacity {
        let at = |x, anchor| {
            let label = Label::new(x, y(capacity) - 6.0, anchor).role(Role::Limit);
            label.words(format!("capacity\u{a0}{}", size_words(capacity)))
        };
        place(&mut labels, &[at(0.0, Anchor::Start), at(1.0, Anchor::End)], widths, |_, _| true);
    }
    let words = format!("{}, {}", size_words(peak), short_date(when.civil().date()));
    name_peak(&mut labels, dot, &words, capacity.map(y), widths);
    let (title_id, desc_id, says) = (format!("{id}-t"), format!("{id}-d"), finding(of, &stack, when, peak));
    html! {
        figure class="chart" {
            h3 { (of.name) ": space taken by copies" }
            p class="kicker" { (says) }
            svg class="g-4" height=(Px(TALL + ABOVE + 26.0)) role="img" aria-labelledby=(format!("{title_id} {desc_id}")) {
                title id=(title_id) { (of.name) ", space taken by copies, by protection" }
                desc id=(desc_id) { (says) }
                svg y=(Px(ABOVE)) overflow="visible" {
                    @for bytes in &figures { line class="grid" x1="0" x2="100%" y1=(Px(y(*bytes))) y2=(Px(y(*bytes))) {} }
                    svg class="plot" width="100%" height=(Px(TALL)) viewBox=(format!("0 0 {} {}", Px(ACROSS), Px(TALL))) preserveAspectRatio="none" {
                        // The upper layers first: each lower one covers its part of them.
                        @for n in (0..stack.layers.len()).rev() {
                            path class=(format!("layer s{n}")) d=(stack.area(n + 1, top, TALL)) {}
                        }
                        path class="line" d=(stack.edge(stack.layers.len(), top, TALL)) {}
                    }
                    line class="base" x1="0" x2="100%" y1=(Px(TALL)) y2=(Px(TALL)) {}
                    @for at in &ticks { (tick(at, TALL)) }
                    @if let Some(capacity) = capacity {
                        line class="limit" x1="0" x2="100%" y1=(Px(y(capacity))) y2=(Px(y(capacity))) {}
                    }
                    circle class="dot" cx=(Percent(dot.0 * 100.0)) cy=(Px(dot.1)) r="4.5" {}
                    @for label in &labels { (text(label)) }
                    svg class="wide" x="100%" overflow="visible" { (names(&stack.layers, y)) }
                }
            }
            ul class="keys narrow" role="list" {
                @for (n, layer) in stack.layers.iter().enumerate().rev() {
                    li {
                        svg class="swatch" aria-hidden="true" { rect class=(format!("layer s{n}")) width="100%" height="100%" {} }
                        (layer.name) " " strong { (size_words(end(layer))) }
                    }
                }
            }
            figcaption { "Names with what each takes at the right end, the largest at the bottom." }
        }
        (behind(&of.name, &bytes_table(of, &stack)))
    }
}

fn end(layer: &Layer) -> u64 {
    layer.bytes.last().copied().unwrap_or(0)
}

/// The peak with its value and day, above the line of the capacity where that would strike it through.
fn name_peak(labels: &mut Vec<Label>, (x, y): (f64, f64), words: &str, line: Option<f64>, widths: Widths) {
    let at = |y: f64| {
        let anchors = [Anchor::Middle, Anchor::Start, Anchor::End];
        anchors.map(|anchor| Label::new(x, y, anchor).role(Role::Inside).strong(words))
    };
    let struck = line.filter(|line| (y - 24.0..y - 4.0).contains(line));
    let base = struck.map_or(y - 10.0, |line| line - 6.0);
    let around: Vec<Label> = [base, base - 15.0].into_iter().flat_map(at).collect();
    let inside = |[_, right, ..]: [f64; 4], width: f64| right <= width + 4.0;
    place(labels, &around, widths, inside);
}

/// Names at the right end, from the top down, each beside its layer or as near as the others allow.
fn names(layers: &[Layer], y: impl Fn(u64) -> f64) -> Markup {
    let mut below = 0_u64;
    let mut middles: Vec<(f64, &Layer)> = Vec::new();
    for layer in layers {
        let above = below.saturating_add(end(layer));
        middles.push(((y(below) + y(above)) / 2.0, layer));
        below = above;
    }
    // Up from the base, and back down from the upper edge.
    let mut places: Vec<f64> = Vec::new();
    for (middle, _) in &middles {
        places.push(places.last().map_or(*middle, |last: &f64| middle.min(last - APART)));
    }
    let mut ceiling = 0.0;
    for place in places.iter_mut().rev() {
        *place = place.max(ceiling);
        ceiling = *place + APART;
    }
    html! {
        @for ((middle, layer), place) in middles.iter().zip(&places) {
            line class="lead" x1="3" y1=(Px(*middle)) x2="14" y2=(Px(*place)) {}
            @let size = size_words(end(layer));
            @let name = shortened(&layer.name, NAMES - 18.0 - text_width(&size, true) - 6.0);
            @let label = Label::new(0.0, place + MIDDLE, Anchor::Start).dx(18.0);
            (text(&label.words(format!("{name}\u{a0} ")).run(size, true, Show::Always)))
        }
    }
}

/// The largest size with its day, now, the end, and the capacity.
fn finding(of: &Storage, stack: &Stack, when: Moment, peak: u64) -> String {
    let date = |at: Moment| long_date(at.civil().date());
    let now: u64 = of.series.iter().fold(0, |sum, s| sum.saturating_add(super::storage_table::at(s, of.now)));
    let mut says = format!("Now {}", size_words(now));
    if of.to != of.now {
        says += &format!("; {} on {}", size_words(stack.end()), date(of.to));
    }
    says += &format!(". Most: {} on {}.", size_words(peak), date(when));
    if let Some(capacity) = of.capacity {
        let words = size_words(capacity.count());
        says += &match stack.above(capacity.count()) {
            Some(at) => format!(" More than the capacity of {words} from {} on.", date(at)),
            None => format!(" Never more than the capacity of {words}."),
        };
    }
    says
}
