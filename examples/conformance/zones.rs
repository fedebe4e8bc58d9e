//! Time zones for the doors and the tests, as the plain data that the library takes. The app reads them from the browser.

use holdfast::schedule::{Change, Zone};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The changes of a zone from `from` to `to`, seconds since 1 January 1970 UTC.
pub(crate) fn zone(name: &str, from: i64, to: i64) -> Result<Zone, String> {
    let zone = TimeZone::get(name).map_err(|error| format!("unknown zone {name}: {error}"))?;
    let from = Timestamp::from_second(from).map_err(|error| error.to_string())?;
    let changes = zone.following(from).map_while(|change| {
        let at = change.timestamp().as_second();
        (at <= to).then(|| Change { at, offset: change.offset().seconds() })
    });
    Zone::new(name, zone.to_offset(from).seconds(), changes.collect()).map_err(|error| error.to_string())
}
