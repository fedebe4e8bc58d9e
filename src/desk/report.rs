use super::clock::{Rules, clock};
use crate::assess::assess;
use crate::guide::{GuideId, parse};
use crate::report::{GuideTexts, file_name, single_file};
use crate::save::{OpenError, open};
use crate::units::Moment;
use serde::{Deserialize, Serialize};

/// A report, ready to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFile {
    /// A file name without a folder.
    pub name: String,
    /// The whole file.
    pub html: String,
}

/// Writes the report of a document, with passages of the guides given as Markdown. `here` is the person's own time zone, empty where it is not known; `rules` gives time zones.
///
/// # Errors
/// The document cannot be read.
pub fn report(
    file: &str,
    now: Moment,
    here: &str,
    rules: Rules<'_>,
    guides: &[(GuideId, String)],
) -> Result<ReportFile, OpenError> {
    let answers = open(file.as_bytes())?;
    let outcome = assess(&answers, clock(&answers, now, here, rules));
    let texts =
        guides.iter().fold(GuideTexts::new(), |texts, (id, markdown)| texts.with(*id, parse(markdown)));
    Ok(ReportFile { name: file_name(&outcome), html: single_file(&answers, &outcome, &texts) })
}
