use crate::drill::{Level, Proof, Shown};
use crate::units::NBSP;

/// What one drill showed of one component, in a few words.
pub fn proof_words(proof: &Proof) -> String {
    match &proof.shown {
        Shown::TalkedThrough => "talked through".to_owned(),
        Shown::Failed => "not brought back".to_owned(),
        Shown::Restored(Err(why)) => format!(
            "brought back, but without a time: {}",
            crate::units::uncapitalised(why.words().trim_end_matches('.'))
        ),
        Shown::Restored(Ok(measured)) => {
            let to = if measured.cut_over { "" } else { ", users not brought back" };
            match measured.scaled {
                Some((restored, full)) => {
                    format!(
                        "back after {}, worked out for {full} from {restored}{to}",
                        measured.time.to_the_minute()
                    )
                }
                None => format!("back after {}{to}{NBSP}({})", measured.time, level(proof.level)),
            }
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::TableTop => "table top",
        Level::SideSystem => "side system",
        Level::Duplicate => "duplicate",
        Level::Live => "live",
    }
}
