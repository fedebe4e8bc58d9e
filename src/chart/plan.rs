use super::scale::{HEIGHT, Scale};
use super::series::{Peak, Series};
use super::width::text_width;
use crate::assess::CopyMark;
use crate::units::{Arrange, Duration, NBSP, short_date};

/// Where everything stands, before it becomes markup. Positions across are shares of the plot, 0 to 1; positions down
/// are pixels from its upper edge.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) scale: Scale,
    /// Lines of the axis.
    pub(super) grid: Vec<f64>,
    /// The owner's limit, where it lies on the scale.
    pub(super) limit: Option<f64>,
    pub(super) ticks: Vec<Tick>,
    pub(super) labels: Vec<Label>,
    pub(super) dots: Vec<(f64, f64)>,
    /// Stretches without a usable copy.
    pub(super) gaps: Vec<(f64, f64)>,
}

/// Which charts a label or tick is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    Always,
    /// Only where there is room.
    Wide,
    /// Only where there is little.
    Narrow,
}

/// A tick below the base line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) show: Show,
    pub(super) strong: bool,
}

/// How a label lies to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What a label is about; it decides the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Axis,
    Limit,
    /// Inside the plot, with a halo against the lines.
    Inside,
}

/// A line of text: up to three runs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) dx: f64,
    /// Base line.
    pub(super) y: f64,
    pub(super) anchor: Anchor,
    pub(super) show: Show,
    pub(super) role: Role,
    pub(super) runs: Vec<Run>,
}

/// A run of a label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) words: String,
    pub(super) strong: bool,
    pub(super) show: Show,
}

/// Widths of the plot that labels are laid out for: the smallest wide chart and the smallest narrow one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Widths {
    pub(super) wide: f64,
    pub(super) narrow: f64,
}

/// Least distance between two labels, in pixels.
pub(super) const GAP: f64 = 8.0;
/// Distance of the gutter's labels from the plot.
pub(super) const GUTTER_DX: f64 = 8.0;
/// From a label's base line to the middle of its letters.
pub(super) const MIDDLE: f64 = 4.0;
/// Least distance between two labels in the gutter, base line to base line.
pub(super) const LINE: f64 = 15.0;
/// From a dot up to the base line of its label.
const RISE: f64 = 10.0;
/// Most labels for peaks that a copy which does not count made higher.
const HURT: usize = 3;
/// Room in the gutters, in pixels: their width less the distance of the labels.
const GUTTERS: [f64; 3] = [60.0, 100.0, 140.0];

impl Show {
    /// For these charts; `None` for no chart.
    pub(super) fn of(wide: bool, narrow: bool) -> Option<Show> {
        match (wide, narrow) {
            (true, true) => Some(Show::Always),
            (true, false) => Some(Show::Wide),
            (false, true) => Some(Show::Narrow),
            (false, false) => None,
        }
    }

    const fn shows(self, wide: bool) -> bool {
        match self {
            Show::Always => true,
            Show::Wide => wide,
            Show::Narrow => !wide,
        }
    }
}

impl Label {
    pub(super) fn new(x: f64, y: f64, anchor: Anchor) -> Label {
        Label { x, dx: 0.0, y, anchor, show: Show::Always, role: Role::Axis, runs: Vec::new() }
    }

    pub(super) fn run(mut self, words: impl Into<String>, strong: bool, show: Show) -> Label {
        self.runs.push(Run { words: words.into(), strong, show });
        self
    }

    pub(super) fn words(self, words: impl Into<String>) -> Label {
        self.run(words, false, Show::Always)
    }

    pub(super) fn strong(self, words: impl Into<String>) -> Label {
        self.run(words, true, Show::Always)
    }

    pub(super) fn only(self, show: Show) -> Label {
        Label { show, ..self }
    }

    pub(super) fn role(self, role: Role) -> Label {
        Label { role, ..self }
    }

    pub(super) fn dx(self, dx: f64) -> Label {
        Label { dx, ..self }
    }

    /// What it says in a wide or narrow chart; `None` when it is not for that chart.
    #[cfg(test)]
    pub(super) fn text(&self, wide: bool) -> Option<String> {
        let runs = self.runs.iter().filter(|r| r.show.shows(wide));
        self.show.shows(wide).then(|| runs.map(|r| r.words.as_str()).collect())
    }

    /// Left, right, top and bottom in a plot of this width; `None` when it is not for that chart.
    pub(super) fn extent(&self, width: f64, wide: bool) -> Option<[f64; 4]> {
        if !self.show.shows(wide) {
            return None;
        }
        let runs = self.runs.iter().filter(|r| r.show.shows(wide));
        let long: f64 = runs.map(|r| text_width(&r.words, r.strong)).sum();
        let at = self.x * width + self.dx;
        let left = match self.anchor {
            Anchor::Start => at,
            Anchor::Middle => at - long / 2.0,
            Anchor::End => at - long,
        };
        Some([left, left + long, self.y - 10.0, self.y + 3.0])
    }

    /// Whether the two would touch in a plot of this width.
    pub(super) fn touches(&self, other: &Label, width: f64, wide: bool) -> bool {
        match (self.extent(width, wide), other.extent(width, wide)) {
            (Some([l1, r1, t1, b1]), Some([l2, r2, t2, b2])) => {
                l1 < r2 + GAP && l2 < r1 + GAP && t1 < b2 && t2 < b1
            }
            _ => false,
        }
    }
}

/// The words of the limit in the gutter.
pub(super) fn limit_words(limit: Duration, above: bool) -> String {
    format!("limit{NBSP}{limit}{}", if above { "\u{a0}↑" } else { "" })
}

/// The narrowest gutter that takes the limit's label: 1, 2 or 3.
pub(super) fn gutter_for(limit: Option<Duration>) -> u8 {
    let Some(limit) = limit else { return 1 };
    // A few pixels more than the gutter lie in the margin of every page.
    let long = text_width(&limit_words(limit, true), false) - 8.0;
    match GUTTERS {
        [one, ..] if long <= one => 1,
        [_, two, _] if long <= two => 2,
        _ => 3,
    }
}

impl Widths {
    /// For a chart of rows, whose words stand beside it from 45.5 rem on and take 14 of them: that leaves 504 px at least.
    pub(super) fn for_rows(gutter: u8) -> Widths {
        let whole = Widths::for_figure(288.0, gutter);
        Widths { wide: whole.wide - 40.0, ..whole }
    }

    /// For a chart whose figure is at least `narrow` px wide, and at least 34 rem where it is wide.
    pub(super) fn for_figure(narrow: f64, gutter: u8) -> Widths {
        let gutter = GUTTERS.get(usize::from(gutter).saturating_sub(1)).map_or(68.0, |g| g + GUTTER_DX);
        Widths { wide: 544.0 - gutter, narrow: (narrow - gutter).max(100.0) }
    }
}

impl Plan {
    /// Axis, limit and gaps: all but the calendar and the peaks.
    pub(super) fn new(series: &Series, scale: Scale, limit: Option<Duration>) -> Plan {
        let on_scale = limit.filter(|l| scale.holds(*l));
        let limit_y = on_scale.map(|l| scale.y(l));
        // A limit above the scale is named at the top, with an arrow.
        let label_y = limit.map(|_| limit_y.map_or(-RISE, |y| y + MIDDLE));

        let mut labels = Vec::new();
        let mut grid = Vec::new();
        for (value, words) in scale.figures() {
            let y = scale.y(value);
            if limit_y.is_none_or(|l| (l - y).abs() > 0.5) {
                grid.push(y);
            }
            if label_y.is_none_or(|l| (l - y - MIDDLE).abs() >= LINE) {
                labels.push(Label::new(1.0, y + MIDDLE, Anchor::Start).dx(GUTTER_DX).words(words));
            }
        }
        if let (Some(limit), Some(y)) = (limit, label_y) {
            let words = limit_words(limit, on_scale.is_none());
            labels.push(Label::new(1.0, y, Anchor::Start).dx(GUTTER_DX).words(words).role(Role::Limit));
        }
        let gaps = series.gaps().iter().map(|(from, to)| (series.share(*from), series.share(*to))).collect();
        Plan { scale, grid, limit: limit_y, ticks: Vec::new(), labels, dots: Vec::new(), gaps }
    }

    /// The calendar below.
    pub(super) fn below(&mut self, (ticks, labels): (Vec<Tick>, Vec<Label>)) {
        self.ticks.extend(ticks);
        self.labels.extend(labels);
    }

    /// Names the stretches without a copy, where the words fit.
    pub(super) fn name_gaps(&mut self, widths: Widths) {
        for (from, to) in self.gaps.clone() {
            let label =
                Label::new((from + to) / 2.0, HEIGHT / 2.0 + MIDDLE, Anchor::Middle).role(Role::Inside);
            let words = "no usable copy";
            let fits = |width: f64| (to - from) * width >= text_width(words, true) + GAP;
            if let Some(show) = Show::of(fits(widths.wide), fits(widths.narrow)) {
                self.labels.push(label.strong(words).only(show));
            }
        }
    }

    /// A dot and a value at the peaks that matter: the highest, one for all where many are equal, and those that a
    /// copy which does not count made higher.
    pub(super) fn name_peaks(&mut self, series: &Series, copies: &[CopyMark], widths: Widths) {
        let peaks = series.peaks();
        let Some(worst) = series.worst() else { return };
        let mut named: Vec<(Peak, Option<String>)> = Vec::new();
        let equal: Vec<&Peak> = peaks.iter().filter(|p| p.loss == worst.loss).collect();
        let speaks = equal.iter().rev().find(|p| series.share(p.at) < 0.8).or(equal.last());
        named.extend(speaks.map(|peak| (**peak, note(series, peak, copies))));
        let mut hurt: Vec<(Peak, Option<String>)> = peaks
            .iter()
            .filter(|p| p.loss < worst.loss)
            .filter_map(|p| note(series, p, copies).map(|n| (*p, Some(n))))
            .collect();
        hurt.arrange_by_key(|(p, _)| std::cmp::Reverse(p.loss));
        hurt.truncate(HURT);
        named.append(&mut hurt);

        for (peak, note) in named {
            let (x, y) = (series.share(peak.at), self.scale.y(peak.loss));
            self.dots.push((x, y));
            if let Some(label) = self.place(peak_label(x, self.above(y), peak.loss, note, widths), widths) {
                self.labels.push(label);
            }
        }
    }

    /// The moment now: a dot at the end of the line.
    pub(super) fn mark_now(&mut self, series: &Series) {
        if let Some(loss) = series.now() {
            let dot = (1.0, self.scale.y(loss));
            if !self.dots.contains(&dot) {
                self.dots.push(dot);
            }
        }
    }

    /// The base line of a label above a peak, lifted over the limit's line where that would strike through it.
    fn above(&self, peak: f64) -> f64 {
        let base = peak - RISE;
        self.limit.filter(|limit| (base - 14.0..base + 5.0).contains(limit)).map_or(base, |limit| limit - 5.0)
    }

    /// The label, shown only in the charts where it touches no other.
    fn place(&self, label: Label, widths: Widths) -> Option<Label> {
        let free = |width, wide| !self.labels.iter().any(|other| label.touches(other, width, wide));
        let show = Show::of(free(widths.wide, true), free(widths.narrow, false))?;
        Some(label.only(show))
    }
}

/// Value and note of a peak, turned away from the nearer edge. A note that fits on neither side is left to the words.
fn peak_label(x: f64, y: f64, loss: Duration, note: Option<String>, widths: Widths) -> Label {
    let value = loss.to_string();
    let label = |anchor| Label::new(x, y, anchor).role(Role::Inside);
    if let Some(note) = note {
        let after = label(Anchor::Start).strong(&value).run(format!("\u{2002}{note}"), false, Show::Wide);
        let before = label(Anchor::End).run(format!("{note}\u{2002}"), false, Show::Wide).strong(&value);
        let fits = |label: &Label| {
            [(widths.wide, true), (widths.narrow, false)].into_iter().all(|(width, wide)| {
                label.extent(width, wide).is_none_or(|[left, right, ..]| left >= 0.0 && right <= width)
            })
        };
        if let Some(label) = [after, before].into_iter().find(fits) {
            return label;
        }
    }
    value_label(x, y, loss, widths)
}

/// The value of a peak, turned away from the nearer edge.
pub(super) fn value_label(x: f64, y: f64, loss: Duration, widths: Widths) -> Label {
    let value = loss.to_string();
    let half = text_width(&value, true) / 2.0 / widths.narrow;
    let anchor = match x {
        x if x < half => Anchor::Start,
        x if x > 1.0 - half => Anchor::End,
        _ => Anchor::Middle,
    };
    Label::new(x, y, anchor).role(Role::Inside).strong(value)
}

/// Which copies that do not count let the loss rise to this peak.
fn note(series: &Series, peak: &Peak, copies: &[CopyMark]) -> Option<String> {
    let began = series.teeth.iter().rfind(|t| t.to <= peak.at).map(|t| t.captured)?;
    let start = series.teeth.iter().find(|t| t.captured == began).map(|t| t.from)?;
    let failed: Vec<&CopyMark> =
        copies.iter().filter(|c| !c.good && start <= c.usable && c.usable < peak.at).collect();
    let day = |copy: &CopyMark| short_date(copy.captured.civil().date());
    match failed.as_slice() {
        [] => None,
        [one] => Some(format!("copy of {} does not count", day(one))),
        [first, ..] if peak.now => Some(format!("copies since {} do not count", day(first))),
        [first, .., last] if day(first) == day(last) => {
            Some(format!("{} copies of {} do not count", failed.len(), day(first)))
        }
        [first, .., last] => {
            let (first, last) = (day(first), day(last));
            // "15 to 16 Nov" within a month.
            let month = |day: &str| day.split(NBSP).nth(1).map(str::to_owned);
            let from = if month(&first) == month(&last) { first.split(NBSP).next() } else { None };
            Some(format!("copies of {} to {last} do not count", from.unwrap_or(&first)))
        }
    }
}
