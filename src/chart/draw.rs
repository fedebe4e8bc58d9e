use super::number::{Percent, Px};
use super::path::{ACROSS, area, band, line};
use super::plan::{Anchor, Label, Plan, Role, Show, Tick};
use super::scale::HEIGHT;
use super::series::Series;
use crate::units::Duration;
use maud::{Markup, html};

/// Room above the plot for the labels of peaks.
const ABOVE: f64 = 24.0;

/// The whole SVG. `title` says what is drawn, `desc` what it shows.
pub(super) fn svg(
    plan: &Plan,
    series: &Series,
    limit: Option<Duration>,
    id: &str,
    title: &str,
    desc: &str,
) -> Markup {
    let (title_id, desc_id) = (format!("{id}-t"), format!("{id}-d"));
    let across = |share: f64| Percent(share * 100.0);
    let shade = limit.filter(|_| plan.limit.is_some()).map(|l| area(series, plan.scale, l));
    let view = format!("0 0 {} {}", Px(ACROSS), Px(HEIGHT));
    let below = |px: f64| Px(HEIGHT + px);
    html! {
        svg class=(format!("h-m g-{}", plan.scale.gutter)) role="img" aria-labelledby=(format!("{title_id} {desc_id}")) {
            title id=(title_id) { (title) }
            desc id=(desc_id) { (desc) }
            svg y=(Px(ABOVE)) overflow="visible" {
                @for y in &plan.grid {
                    line class="grid" x1="0" x2="100%" y1=(Px(*y)) y2=(Px(*y)) {}
                }
                @for (from, to) in &plan.gaps {
                    rect class="gap" x=(across(*from)) y="0" width=(across(to - from)) height=(Px(HEIGHT)) {}
                    line class="gone" x1=(across(*from)) x2=(across(*to)) y1="0" y2="0" {}
                }
                svg class="plot" x="0" y="0" width="100%" height=(Px(HEIGHT)) viewBox=(view) preserveAspectRatio="none" {
                    @let band = band(series, plan.scale);
                    @if !band.is_empty() { path class="band" d=(band) {} }
                    @if let Some(d) = shade.filter(|d| !d.is_empty()) { path class="area" d=(d) {} }
                    path class="line" d=(line(series, plan.scale)) {}
                }
                line class="base" x1="0" x2="100%" y1=(below(0.0)) y2=(below(0.0)) {}
                @if let Some(y) = plan.limit {
                    line class="limit" x1="0" x2="100%" y1=(Px(y)) y2=(Px(y)) {}
                }
                @for at in &plan.ticks { (tick(at, HEIGHT)) }
                @for (x, y) in &plan.dots {
                    circle class="dot" cx=(across(*x)) cy=(Px(*y)) r="4.5" {}
                }
                @for label in &plan.labels { (text(label)) }
            }
        }
    }
}

/// A tick below the base line, which lies at `base`.
pub(super) fn tick(tick: &Tick, base: f64) -> Markup {
    let x = Percent(tick.x * 100.0);
    html! { line class=(classes("tick", tick.show, tick.strong)) x1=(x) x2=(x) y1=(Px(base)) y2=(Px(base + 5.0)) {} }
}

/// Lines from top to bottom at these shares of the width, as one stretched path.
pub(super) fn tick_lines(class: &str, at: &[f64]) -> Markup {
    let d = at.iter().map(|x| format!("M{} 0V1", Px(x * ACROSS))).collect::<String>();
    html! {
        @if !d.is_empty() {
            svg class="plot" width="100%" height="100%" viewBox=(format!("0 0 {} 1", Px(ACROSS))) preserveAspectRatio="none" {
                path class=(class) d=(d) {}
            }
        }
    }
}

fn classes(first: &str, show: Show, strong: bool) -> String {
    let mut classes = first.to_owned();
    for (word, holds) in [("wide", show == Show::Wide), ("narrow", show == Show::Narrow), ("strong", strong)]
    {
        if holds {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes.push_str(word);
        }
    }
    classes
}

/// A label, in its place.
pub(super) fn text(label: &Label) -> Markup {
    let role = match label.role {
        Role::Axis => "",
        Role::Limit => "lim",
        Role::Inside => "halo",
    };
    let anchor = match label.anchor {
        Anchor::Start => "",
        Anchor::Middle => "mid",
        Anchor::End => "end",
    };
    let (x, y) = (Percent(label.x * 100.0), Px(label.y));
    let dx = (label.dx != 0.0).then_some(Px(label.dx));
    let join = |words: [&str; 2]| words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    match label.runs.as_slice() {
        [run] => {
            let class = classes(&join([role, anchor]), label.show, run.strong);
            let class = (!class.is_empty()).then_some(class);
            html! { text class=[class] x=(x) y=(y) dx=[dx] { (run.words) } }
        }
        runs => {
            let class = classes(&join([role, anchor]), label.show, false);
            html! {
                text class=(class) x=(x) y=(y) dx=[dx] {
                    @for run in runs {
                        @let class = classes("", run.show, run.strong);
                        tspan class=(class) { (run.words) }
                    }
                }
            }
        }
    }
}
