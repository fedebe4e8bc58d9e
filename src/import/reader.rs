use super::encoding::Decoder;
use super::json::Json;
use super::lines::Lines;
use super::{ImportError, Imported};

/// Reads a file while it arrives, in slices of any length; slices of 256 KiB keep a page responsive.
///
/// ```
/// # use holdfast::import::{Reader, Tool};
/// let mut reader = Reader::default();
/// reader.feed(br#"[{"time": "2026-11-21T03:00:00Z", "hostname": "web", "#)?;
/// reader.feed(br#""paths": ["/srv"], "short_id": "a1"}]"#)?;
/// let imported = reader.finish()?;
/// assert_eq!((imported.tool, imported.points.len()), (Tool::Restic, 1));
/// # Ok::<(), holdfast::import::ImportError>(())
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    decoder: Decoder,
    body: Body,
    failed: Option<ImportError>,
}

#[derive(Debug, Default)]
enum Body {
    /// Nothing but space so far.
    #[default]
    Start,
    Json(Box<Json>),
    Lines(Box<Lines>),
}

/// Reads a whole file at once.
///
/// # Errors
/// As [`Reader::finish`].
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let mut reader = Reader::default();
    reader.feed(bytes)?;
    reader.finish()
}

impl Reader {
    /// Reads the next slice.
    ///
    /// # Errors
    /// As soon as it is clear that the file gives no restore points: see [`ImportError`]. It stays so.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let decoded = self.decoder.feed(bytes);
        let read = decoded.and_then(|bytes| self.body.feed(&bytes));
        self.failed = read.clone().err();
        read
    }

    /// Entries read so far, for showing progress.
    pub fn entries(&self) -> usize {
        match &self.body {
            Body::Start => 0,
            Body::Json(json) => json.entries(),
            Body::Lines(lines) => lines.entries(),
        }
    }

    /// What the file gave.
    ///
    /// # Errors
    /// Also `Empty`, `CutOff` and `Unknown`, which only the end of a file shows.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let rest = self.decoder.finish()?;
        self.body.feed(&rest)?;
        match self.body {
            Body::Start => Err(ImportError::Empty),
            Body::Json(json) => json.finish(),
            Body::Lines(lines) => lines.finish(),
        }
    }
}

impl Body {
    fn feed(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let mut bytes = bytes;
        if let Body::Start = self {
            bytes = bytes.trim_ascii_start();
            *self = match bytes.first() {
                None => return Ok(()),
                Some(b'[' | b'{') => Body::Json(Box::default()),
                Some(b'<') => {
                    return Err(ImportError::NotText {
                        what: "a web page or XML",
                        next: "Choose what the tool prints as JSON.",
                    });
                }
                Some(_) => Body::Lines(Box::default()),
            };
        }
        match self {
            Body::Start => Ok(()),
            Body::Json(json) => json.feed(bytes),
            Body::Lines(lines) => lines.feed(bytes),
        }
    }
}
