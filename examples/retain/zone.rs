//! Clocks by their names, for points that were told by a machine's own.

use holdfast::retention::Instant;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

#[derive(Debug)]
pub(super) struct Zone(TimeZone);

impl Zone {
    pub(super) fn named(name: &str) -> Result<Zone, String> {
        TimeZone::get(name)
            .map(Zone)
            .map_err(|_| format!("unknown zone {name}: give a name such as Europe/Berlin"))
    }

    /// Seconds east of UTC at an instant.
    pub(super) fn offset(&self, at: i64) -> Result<i32, String> {
        let at = Timestamp::from_second(at).map_err(|error| error.to_string())?;
        Ok(self.0.to_offset(at).seconds())
    }

    /// A time without a zone; the first of two that are told the same, and after the gap where there is none.
    pub(super) fn civil(&self, text: &str) -> Option<Instant> {
        let time: DateTime = text.trim().replacen(' ', "T", 1).parse().ok()?;
        let zoned = self.0.to_ambiguous_zoned(time).compatible().ok()?;
        let at = zoned.timestamp();
        Some(Instant {
            seconds: at.as_second(),
            nanos: u32::try_from(at.subsec_nanosecond()).unwrap_or(0),
            offset_s: zoned.offset().seconds(),
        })
    }
}
