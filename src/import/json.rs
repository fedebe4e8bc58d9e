use super::basket::{Basket, shown};
use super::formats::{FORMATS, Format};
use super::loose::Keys;
use super::scan::{Scanner, Sink};
use super::{ImportError, Imported, Tool, encoding};

/// A file in JSON: recognises the format by its first entry that has one, and hands entries to it.
#[derive(Debug, Default)]
pub(super) struct Json {
    scanner: Scanner,
    state: State,
}

#[derive(Debug, Default)]
struct State {
    known: Option<(&'static Format, Basket)>,
    /// Whether the list that is being read was recognised.
    here: bool,
    /// Entries so far, known or not.
    entries: usize,
    /// The first lists with a name: an empty one may still say whose it is.
    lists: Vec<String>,
}

/// Names of lists that tell the tool even when they are empty.
const LISTS: [(&str, Tool); 8] = [
    ("archives", Tool::Borg),
    ("Snapshots", Tool::Ec2Snapshots),
    ("Images", Tool::Ec2Images),
    ("RecoveryPoints", Tool::AwsBackup),
    ("BackupJobs", Tool::AwsBackupJobs),
    ("backups", Tool::Cinder),
    ("images", Tool::Glance),
    ("items", Tool::Velero),
];

/// What a list that is one page of several says.
const PAGED: &str = "This is one page of several: the points on the others are missing here.";

impl Json {
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.scanner.feed(bytes, &mut self.state)
    }

    pub(super) fn entries(&self) -> usize {
        self.state.entries
    }

    pub(super) fn finish(self) -> Result<Imported, ImportError> {
        self.scanner.finish()?;
        if let Some((_, basket)) = self.state.known {
            return Ok(basket.finish());
        }
        let named = |list: &String| LISTS.iter().find(|(name, _)| name == list).map(|(_, tool)| *tool);
        // An empty list of an object leaves the object itself as the only entry.
        match self.state.lists.iter().find_map(named) {
            Some(tool) if self.state.entries <= 1 => Ok(Basket::new(tool).finish()),
            _ if self.state.entries == 0 => Err(ImportError::EmptyList),
            _ => Err(ImportError::Unknown),
        }
    }
}

impl Sink for State {
    fn part(&mut self, name: &str) {
        const MOST: usize = 20;
        self.here = false;
        if !name.is_empty() && self.lists.len() < MOST {
            self.lists.push(name.to_owned());
        }
    }

    fn entry(&mut self, list: &str, json: &[u8]) -> Result<(), ImportError> {
        // What restic says about why it keeps each, a second time.
        if list == "reasons" {
            return Ok(());
        }
        self.entries += 1;
        let text = encoding::text(json);
        if !self.here && !self.recognise(list, &text) {
            return Ok(());
        }
        let Some((format, basket)) = &mut self.known else { return Ok(()) };
        let read = (format.read)(&text, list, basket);
        if let Some(error) = read.err().filter(|_| basket.room().is_ok()) {
            let what = format!("entry {}", self.entries);
            // Where in the entry it is helps nobody; that a name stands twice does.
            let words = error.to_string();
            let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
            basket.skip(&what, format!("It cannot be read: {}.", shown(words)));
        }
        match basket.refused() {
            Some(error) => Err(error),
            None => basket.room(),
        }
    }
}

impl State {
    /// Whether an entry is one of the format's; the first that is decides which.
    fn recognise(&mut self, list: &str, text: &str) -> bool {
        let Ok(keys) = serde_json::from_str::<Keys<'_>>(text) else {
            if let Some((_, basket)) = &mut self.known
                && list.is_empty()
            {
                basket.skip(&format!("entry {}", self.entries), "It cannot be read.");
            }
            return false;
        };
        let format = FORMATS.iter().find(|format| (format.knows)(&keys));
        match (&mut self.known, format) {
            (known @ None, Some(format)) => {
                *known = Some((format, Basket::new(format.tool)));
                self.here = true;
            }
            (Some((own, basket)), Some(format)) => {
                self.here = own.tool == format.tool;
                if !self.here {
                    let reason = format!(
                        "This file began with {}, and this is {}.",
                        own.tool.name(),
                        format.tool.name()
                    );
                    basket.skip(&format!("entry {}", self.entries), reason);
                }
            }
            (Some((_, basket)), None) => {
                let more = ["NextToken", "nextToken", "next"].iter().any(|name| keys.has(&[name]));
                if more || list.ends_with("_links") {
                    basket.note(PAGED);
                }
            }
            (None, None) => {}
        }
        self.here
    }
}
