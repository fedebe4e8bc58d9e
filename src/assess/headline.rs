//! The first sentence about a described system: the component that is worst off against its own limit.
//!
//! Nothing left beats more than the limit, and that beats less; among the first most scenarios count, then the order of the
//! components; among the others the loss as a multiple of the limit.

use super::outcome::{Cell, Column, Matrix, Row, Survival, Verdict};
use crate::catalogue::{Consequence, Scenario, ScenarioId};
use crate::system::{Component, System};
use crate::units::{Arrange, Duration, Text};

/// A component that holds data, with what its data rows say.
struct Standing<'a> {
    component: &'a Component,
    /// Scenarios in which nothing is left, quiet damage last: that everything is gone at once is the plainer thing to say.
    gone: Vec<&'static Scenario>,
    cells: usize,
    /// The longest window, with what it is in and whether it is over the limit.
    longest: Option<(Duration, &'static Scenario)>,
    over: bool,
    unknown: bool,
}

/// What would be lost at worst.
pub(super) fn worst(system: &System, matrix: &Matrix) -> Text {
    let all: Vec<Standing<'_>> =
        matrix.columns.iter().enumerate().filter_map(standing(system, matrix)).collect();
    if all.is_empty() {
        return match system.components.is_empty() {
            true => Text::from("What you would lose is ")
                .strong("not known yet")
                .plain(": say first which parts your application has."),
            false => Text::from("None of the parts you named holds data of its own: ")
                .strong("nothing stored")
                .plain(" would be lost."),
        };
    }
    let gone = all
        .iter()
        .filter(|s| !s.gone.is_empty())
        .reduce(|a, b| if b.gone.len() > a.gone.len() { b } else { a });
    if let Some(standing) = gone {
        return tail(nothing_left(standing), &all, standing);
    }
    let over = all.iter().filter(|s| s.over).reduce(furthest);
    let limited = || all.iter().filter(|s| s.longest.is_some() && limit(s).is_some()).reduce(furthest);
    let any =
        || all.iter().filter(|s| s.longest.is_some()).reduce(|a, b| if loss(b) > loss(a) { b } else { a });
    match over.or_else(limited).or_else(any) {
        Some(standing) => tail(up_to(standing), &all, standing),
        None => Text::from("How much you would lose is ").strong("not known").plain("."),
    }
}

fn standing<'a>(
    system: &'a System,
    matrix: &'a Matrix,
) -> impl Fn((usize, &'a Column)) -> Option<Standing<'a>> {
    move |(at, column)| {
        // Columns stand in the order of the components.
        let component = system.components.get(at).filter(|c| c.id == column.id && c.kind.holds_data())?;
        let data = matrix.rows.iter().filter(|row| row.scenario.kind == Consequence::Data);
        let cells: Vec<(&Row, &Cell)> = data.filter_map(|row| Some((row, row.cells.get(at)?))).collect();
        let with = |verdict| cells.iter().filter(move |(_, cell)| cell.verdict == verdict);
        let mut gone: Vec<_> = with(Verdict::Gone).map(|(row, _)| row.scenario).collect();
        gone.arrange_by_key(|scenario| scenario.id == ScenarioId::SilentCorruption);
        let over = with(Verdict::Over).count() > 0;
        let longest = cells
            .iter()
            .filter(|(_, c)| c.verdict < Verdict::Unknown || c.survival == Survival::Survives)
            .filter(|(_, c)| !over || c.verdict == Verdict::Over)
            .filter_map(|(row, c)| {
                let window = c.window?;
                Some((if c.verdict == Verdict::Over { window.lost() } else { window.worst }?, row.scenario))
            })
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        let unknown = with(Verdict::Unknown).count() > 0;
        Some(Standing { component, gone, cells: cells.len(), longest, over, unknown })
    }
}

fn loss(standing: &Standing<'_>) -> Option<Duration> {
    standing.longest.map(|(loss, _)| loss)
}

fn limit(standing: &Standing<'_>) -> Option<Duration> {
    standing.component.limit.known().copied()
}

/// The one with the larger loss for its limit, the first at a tie.
fn furthest<'s, 'a>(one: &'s Standing<'a>, other: &'s Standing<'a>) -> &'s Standing<'a> {
    let times = |a: &Standing<'_>, b: &Standing<'_>| {
        let loss = a.longest.map_or(0, |(loss, _)| loss.seconds());
        i128::from(loss) * i128::from(limit(b).map_or(1, Duration::seconds))
    };
    if times(other, one) > times(one, other) { other } else { one }
}

fn nothing_left(standing: &Standing<'_>) -> Text {
    let holds = &standing.component.holds;
    if standing.gone.len() == standing.cells {
        return Text::from("Whatever happens, ")
            .strong(format!("no copy of the {holds}"))
            .plain(" would be left");
    }
    let Some(first) = standing.gone.first() else { return Text::new() };
    let clean = if first.id == ScenarioId::SilentCorruption { "clean copy" } else { "copy" };
    let more = match standing.gone.len() {
        1 => String::new(),
        2 => ", and the same holds in 1 other scenario".to_owned(),
        n => format!(", and the same holds in {} other scenarios", n - 1),
    };
    Text::from(format!("If {}, ", first.clause))
        .strong(format!("no {clean} of the {holds}"))
        .plain(format!(" would be left{more}"))
}

fn up_to(standing: &Standing<'_>) -> Text {
    let Some((loss, scenario)) = standing.longest else { return Text::new() };
    let holds = &standing.component.holds;
    let text = Text::from(format!("If {}, ", scenario.clause));
    let text = match loss {
        Duration::ZERO => text.strong("nothing").plain(format!(" of the {holds} would be lost")),
        loss => text.plain("up to ").strong(loss).plain(format!(" of {holds} would be gone")),
    };
    match limit(standing) {
        Some(limit) if loss > limit => text.plain(", and the limit is ").strong(limit),
        Some(limit) => text.plain(", within the limit of ").strong(limit),
        None => text.plain(", and nobody has said how much is too much"),
    }
}

/// How the other components stand.
fn tail(text: Text, all: &[Standing<'_>], named: &Standing<'_>) -> Text {
    let gone = all.iter().filter(|s| !s.gone.is_empty()).count();
    let over = all.iter().filter(|s| s.gone.is_empty() && s.over).count();
    let of = all.len();
    let alone = of == 1;
    match (gone, over) {
        (0, 0) if all.iter().any(|s| s.unknown) => {
            text.plain("; no component is known to lose more than its limit, but not all is known.")
        }
        (0, 0) if limit(named).is_none() => text.plain("."),
        (0, 0) if alone => text.plain(", and that is the most in any scenario."),
        (0, 0) => {
            text.plain(format!(", and none of the {of} components with data loses more than its limit."))
        }
        _ if alone => match (named.gone.is_empty(), named.longest) {
            // Also what is lost where a copy is left.
            (false, Some((loss, scenario))) if named.gone.len() < named.cells => {
                let text = text.plain(format!("; if {}, up to ", scenario.clause)).strong(loss);
                match limit(named) {
                    Some(limit) if loss > limit => {
                        text.plain(" would be gone, and the limit is ").strong(limit).plain(".")
                    }
                    Some(limit) => {
                        text.plain(" would be gone, within the limit of ").strong(limit).plain(".")
                    }
                    None => text.plain(" would be gone."),
                }
            }
            _ => text.plain("."),
        },
        (0, over) => text
            .plain("; ")
            .strong(format!("{over} of {of}"))
            .plain(" components with data can lose more than their limit."),
        (gone, 0) => text
            .plain("; ")
            .strong(format!("{gone} of {of}"))
            .plain(" components with data can lose everything."),
        (gone, over) => text
            .plain("; ")
            .strong(format!("{gone} of {of}"))
            .plain(format!(" components with data can lose everything, and {over} more than the limit.")),
    }
}
