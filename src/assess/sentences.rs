use super::outcome::{Cell, Column, Known, Matrix, Row, Verdict};
use super::returning::{Return, sentence};
use crate::answers::{Answer, Answers, ComponentKind};
use crate::catalogue::{Consequence, ScenarioId, ids};
use crate::system::System;
use crate::units::{Arrange, Duration, Text};

/// The three sentences at the top: the worst loss, the slowest return, what is not known.
pub(super) fn sentences(
    answers: &Answers,
    system: &System,
    matrix: &Matrix,
    returns: &[Return],
    known: Known,
) -> [Text; 3] {
    let worst = if system.described {
        super::headline::worst(system, matrix)
    } else {
        worst(answers, system, matrix)
    };
    let limit = answers.duration(ids::ACCEPTABLE_DOWNTIME);
    let slowest = sentence(returns, limit).unwrap_or_else(|| slowest(answers));
    [worst, slowest, not_known(matrix, known, system.described)]
}

fn worst(answers: &Answers, system: &System, matrix: &Matrix) -> Text {
    let Some(component) = answers.focus_part().and_then(|part| system.first_of(part)) else {
        if !answers.parts().is_empty() {
            return Text::from("None of the parts you named holds data of its own: ")
                .strong("nothing stored")
                .plain(" would be lost.");
        }
        return Text::from("What you would lose is ")
            .strong("not known yet")
            .plain(": say first which parts your application has.");
    };
    let (focus, holds) = (component.kind, component.holds.as_str());
    let cells: Vec<(&Column, &Row, &Cell)> = matrix
        .cells()
        .filter(|(column, row, _)| column.kind == focus && row.scenario.kind == Consequence::Data)
        .collect();
    let mut gone: Vec<_> = cells.iter().filter(|(_, _, c)| c.verdict == Verdict::Gone).collect();
    // Quiet damage comes last: that everything is gone at once is the plainer thing to say.
    gone.arrange_by_key(|(_, row, _)| row.scenario.id == ScenarioId::SilentCorruption);
    let longest = cells
        .iter()
        .filter(|(_, _, c)| c.verdict < Verdict::Unknown || c.survival == super::Survival::Survives)
        .filter_map(|(column, row, c)| {
            let window = c.window?;
            // What has no bound can still be over the limit already.
            let lost = if c.verdict == Verdict::Over { window.lost() } else { window.worst };
            Some((lost?, column, row))
        })
        .reduce(|a, b| if b.0 > a.0 { b } else { a });

    if !gone.is_empty() && gone.len() == cells.len() {
        return Text::from("Whatever happens, ")
            .strong(format!("no copy of the {holds}"))
            .plain(" would be left.");
    }
    match (gone.first(), longest) {
        (Some((_, row, _)), longest) => {
            let more = match gone.len() {
                1 => String::new(),
                2 => ", and the same holds in 1 other scenario".to_owned(),
                n => format!(", and the same holds in {} other scenarios", n - 1),
            };
            let clean = if row.scenario.id == ScenarioId::SilentCorruption { "clean copy" } else { "copy" };
            let text = Text::from(format!("If {}, ", row.scenario.clause))
                .strong(format!("no {clean} of the {holds}"))
                .plain(format!(" would be left{more}"));
            match longest {
                Some((window, column, row)) => {
                    let text = text.plain(format!("; if {}, ", row.scenario.clause));
                    up_to(text, window, column.limit, &again(answers, focus))
                }
                None => text.plain("."),
            }
        }
        (None, Some((window, column, row))) => {
            let text = Text::from(format!("If {}, ", row.scenario.clause));
            up_to(text, window, column.limit, &recent(answers, focus))
        }
        (None, None) => {
            let kept = cells.iter().filter(|(_, _, c)| c.verdict == Verdict::Within).count();
            if kept > 0 {
                return kept_in(kept, cells.len(), holds);
            }
            Text::from(format!("How much of the {holds} you would lose is ")).strong("not known").plain(".")
        }
    }
}

/// A copy without a date is left, or it is not: there is no window to speak of.
fn kept_in(kept: usize, of: usize, holds: &str) -> Text {
    let copy = |text: Text| text.strong(format!("a copy of the {holds}")).plain(" would be left");
    if kept == of {
        return copy(Text::from("Whatever happens, ")).plain(".");
    }
    copy(Text::from(format!("In {kept} of {of} scenarios "))).plain("; for the others that is not known.")
}

/// What a length of time is lost of: "26 h of orders", "26 h of changes to the database".
fn recent(answers: &Answers, focus: ComponentKind) -> String {
    match answers.focus.holds.as_str() {
        "" => format!("changes to {}", focus.in_sentence()),
        holds => holds.to_owned(),
    }
}

/// The same where it has been named just before. Only a word that is surely plural is "them".
fn again(answers: &Answers, focus: ComponentKind) -> String {
    let plural = answers.focus.holds.ends_with('s') && !answers.focus.holds.ends_with("ss");
    if plural { "them".to_owned() } else { recent(answers, focus) }
}

fn up_to(text: Text, window: Duration, limit: Option<Duration>, of: &str) -> Text {
    if window == Duration::ZERO {
        return text.strong("nothing").plain(" would be lost.");
    }
    let text = text.plain("up to ").strong(window).plain(format!(" of {of} would be gone"));
    match limit {
        Some(limit) if window > limit => text.plain(", and your limit is ").strong(limit).plain("."),
        Some(limit) => text.plain(", within your limit of ").strong(limit).plain("."),
        None => text.plain(", and nobody has said how much is too much."),
    }
}

/// Where nothing can be estimated.
fn slowest(answers: &Answers) -> Text {
    let text = Text::from("How soon you would be back is ").strong("not yet estimated");
    let text = match answers.duration(ids::ACCEPTABLE_DOWNTIME) {
        Some(limit) => text.plain("; your limit is ").strong(limit),
        None => text.plain("; no limit is set"),
    };
    match answers.given(ids::LAST_RESTORE).map(|g| &g.answer) {
        Some(Answer::Date(date)) => {
            text.plain(format!(", and the last restore was on {}.", crate::units::long_date(*date)))
        }
        None if answers.many(ids::PROTECTIONS) == ["nothing"] => {
            text.plain(", and there is no copy to restore.")
        }
        Some(Answer::Never) => text.plain(", and no restore has ever been tried."),
        _ => text.plain(", and no restore is known to have proved it."),
    }
}

fn not_known(matrix: &Matrix, known: Known, described: bool) -> Text {
    let open = matrix.count(Verdict::Unknown);
    let outcomes = matrix.cells().filter(|(_, _, c)| c.verdict != Verdict::None).count();
    let missing = known.unsure + known.open;
    let text = match missing {
        0 => Text::new().strong(format!("All {}", known.asked)).plain(" answers are known"),
        1 => Text::new().strong(format!("1 of {}", known.asked)).plain(" answers is not known"),
        n => Text::new().strong(format!("{n} of {}", known.asked)).plain(" answers are not known"),
    };
    match (open, outcomes) {
        (_, 0) => text.plain("."),
        (0, _) => text.plain(", and no outcome is left open."),
        (open, outcomes) => text
            .plain(match missing {
                0 => "; still, ",
                1 if described => ", and ",
                _ if described => ", and they leave ",
                1 => ", and with what was not asked ",
                _ => ", and with what was not asked they leave ",
            })
            .strong(format!("{open} of {outcomes}"))
            .plain(match missing {
                0 => " outcomes were not asked about and stay open.",
                1 => " outcomes stay open.",
                _ => " outcomes open.",
            }),
    }
}
