use super::distribution_labels::{labels, points};
use super::draw::text;
use super::lanes::length_axis;
use super::number::{Percent, Px};
use super::path::ACROSS;
use super::plan::Widths;
use super::scale::FAR;
use super::share::{Curve, of_hundred};
use super::table::{behind, row, table};
use crate::recovery::{LossLaw, Worst};
use crate::units::Duration;
use maud::{Markup, html};

/// In how many moments how much would be lost, for [`distribution`].
#[derive(Debug, Clone)]
pub struct LossShares {
    /// The component: "Orders database".
    pub name: String,
    /// What is lost, in the owner's words; empty for "data".
    pub holds: String,
    /// What happens: "the data centre were lost".
    pub clause: String,
    /// The owner's limit.
    pub limit: Option<Duration>,
    /// (seconds, share of all moments in which at most that is lost), ascending in both and linear between two; two with the
    /// same seconds are a jump.
    pub cumulative: Vec<(f64, f64)>,
    /// Share of moments, 0 to 1, in which nothing usable is left.
    pub gone: f64,
    /// On average, where something is left.
    pub mean: Option<Duration>,
    /// At the worst moment; `None` when the loss has no bound.
    pub worst: Option<Duration>,
}

impl LossShares {
    /// Takes the figures from the law of the loss.
    pub fn of(law: &LossLaw, name: &str, holds: &str, clause: &str, limit: Option<Duration>) -> LossShares {
        let worst = match law.worst() {
            Worst::At(moment) => Some(Duration::clamped(moment.loss)),
            Worst::Unbounded | Worst::NothingRecoverable => None,
        };
        LossShares {
            name: name.to_owned(),
            holds: holds.to_owned(),
            clause: clause.to_owned(),
            limit,
            cumulative: law.cumulative().collect(),
            gone: law.p_unrecoverable(),
            mean: law.mean().map(whole),
            worst,
        }
    }
}

/// Height of the plot in pixels, and room above it.
pub(super) const TALL: f64 = 160.0;
const ABOVE: f64 = 42.0;
/// Room to the right, for the figures of the axis.
const GUTTER: u8 = 2;
/// A band lower than this, in pixels, is left to the words.
pub(super) const SEEN: f64 = 1.5;
/// The moments of a hundred that the table tells.
const MOMENTS: [u8; 7] = [10, 25, 50, 75, 90, 95, 99];

/// The nearest whole second.
pub(super) fn whole(seconds: f64) -> Duration {
    Duration::clamped(seconds.round() as i64)
}

/// The loss against the share of moments in which it is no more than that: the distribution function, drawn from its exact
/// breakpoints. `id` begins every id inside. Its numbers stand behind it as a table.
pub fn distribution(of: &LossShares, id: &str) -> Markup {
    let curve = Curve::new(&of.cumulative);
    let reach = of.worst.map_or_else(|| curve.end(), |worst| worst.seconds() as f64);
    let holds = if of.holds.is_empty() { "data" } else { &of.holds };
    if curve.is_empty() || reach < 1.0 {
        let says = if of.gone >= 1.0 || curve.is_empty() {
            "nothing usable would be left"
        } else {
            "nothing would be lost"
        };
        return html! { p class="hint" { (of.name) ": if " (of.clause) ", " (says) ", at whichever moment. There is nothing to draw." } };
    }
    let near = of.limit.filter(|limit| limit.seconds() as f64 <= reach * FAR as f64);
    let top = whole(reach * 1.02).max(near.unwrap_or(Duration::ZERO)).seconds().max(1);
    let says = finding(of, &curve);
    let (title_id, desc_id) = (format!("{id}-t"), format!("{id}-d"));
    let x = |at: Duration| at.seconds() as f64 / top as f64;
    let widths = Widths::for_figure(288.0, GUTTER);
    let (ticks, bottom) = length_axis(top, None, TALL + 19.0, widths);
    let d = curve.path(top as f64, TALL);
    let beyond = near.map(|limit| curve.beyond(limit.seconds() as f64, top as f64, TALL)).unwrap_or_default();
    let gone = TALL * of.gone.clamp(0.0, 1.0);
    let dots = points(of, &curve).into_iter().map(|at| (x(at.loss), TALL * (1.0 - at.share)));
    html! {
        figure class="chart" {
            h3 { (of.name) ": how much would be lost, and how often" }
            p class="kicker" { (says) }
            svg class=(format!("g-{GUTTER}")) height=(Px(TALL + ABOVE + 26.0)) role="img" aria-labelledby=(format!("{title_id} {desc_id}")) {
                title id=(title_id) { (of.name) ", in how many of 100 moments at most so much of the " (holds) " would be lost if " (of.clause) }
                desc id=(desc_id) { (says) }
                svg y=(Px(ABOVE)) overflow="visible" {
                    @for quarter in 0..4 {
                        @let y = Px(TALL * f64::from(quarter) / 4.0);
                        line class="grid" x1="0" x2="100%" y1=(y) y2=(y) {}
                    }
                    @if gone >= SEEN {
                        rect class="gap" width="100%" height=(Px(gone)) {}
                        line class="gone" x1="0" x2="100%" {}
                    }
                    svg class="plot" width="100%" height=(Px(TALL)) viewBox=(format!("0 0 {} {}", Px(ACROSS), Px(TALL))) preserveAspectRatio="none" {
                        @if !beyond.is_empty() { path class="area" d=(beyond) {} }
                        path class="line" d=(d) {}
                    }
                    line class="base" x1="0" x2="100%" y1=(Px(TALL)) y2=(Px(TALL)) {}
                    @for at in [0.0].into_iter().chain(ticks) {
                        line class="tick" x1=(Percent(at * 100.0)) x2=(Percent(at * 100.0)) y1=(Px(TALL)) y2=(Px(TALL + 5.0)) {}
                    }
                    @if let Some(limit) = near {
                        line class="limit" x1=(Percent(x(limit) * 100.0)) x2=(Percent(x(limit) * 100.0)) y1="-20" y2=(Px(TALL)) {}
                    }
                    @for (x, y) in dots { circle class="dot" cx=(Percent(x * 100.0)) cy=(Px(y)) r="4.5" {} }
                    @for label in bottom.iter().chain(&labels(of, &curve, top, gone, widths)) { (text(label)) }
                }
            }
            figcaption {
                "Across: the loss. Up: in how many of 100 moments it would be no more than that. Shaded: more than the limit. "
                "Every moment counts the same."
            }
        }
        (behind(&of.name, &shares_table(of, &curve)))
    }
}

/// "In 8 of 100 moments you would lose at most 4 h, your limit …"
fn finding(of: &LossShares, curve: &Curve) -> String {
    let mut says = Vec::new();
    if let Some(limit) = of.limit {
        let share = curve.within(limit.seconds() as f64);
        says.push(format!(
            "In {} moments you would lose no more than {limit}, your limit",
            of_hundred(share)
        ));
    }
    let figures: Vec<String> = [
        of.mean.map(|mean| format!("on average {mean}")),
        curve.at(0.95).map(|p95| format!("in 95 of 100 no more than {}", whole(p95))),
        Some(of.worst.map_or_else(|| "at worst any amount".to_owned(), |worst| format!("at worst {worst}"))),
    ]
    .into_iter()
    .flatten()
    .collect();
    says.push(crate::units::capitalised(&figures.join(", ")));
    if of.gone > 0.0 {
        says.push(format!("In {} nothing usable would be left", of_hundred(of.gone)));
    }
    says.join(". ") + "."
}

fn shares_table(of: &LossShares, curve: &Curve) -> Markup {
    let says = |p: f64| curve.at(p).map_or_else(|| "nothing left".to_owned(), |loss| whole(loss).to_string());
    let worst = of.worst.map_or_else(|| "no bound".to_owned(), |worst| worst.to_string());
    let moments = |share: f64| format!("{} moments", of_hundred(share));
    let caption = format!("{}: the loss, by the share of moments in which it is no more", of.name);
    table(
        &caption,
        &["By moments", "Loss"],
        &html! {
            @for n in MOMENTS {
                (row(&format!("In {n} of 100 at most"), &[("Loss", says(f64::from(n) / 100.0))]))
            }
            @if let Some(mean) = of.mean { (row("On average, where something is left", &[("Loss", mean.to_string())])) }
            (row("At worst, where something is left", &[("Loss", worst)]))
            @if let Some(limit) = of.limit {
                (row(&format!("Within the limit of {limit}"), &[("In", moments(curve.within(limit.seconds() as f64)))]))
            }
            (row("Nothing left", &[("In", moments(of.gone))]))
        },
    )
}
