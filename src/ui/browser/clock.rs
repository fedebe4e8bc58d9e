//! The clock of the person in front of the page.

use crate::units::Moment;
use chrono::NaiveDate;

/// The moment now in local civil time, to the minute: windows are counted in minutes, and a figure that ticks
/// with the seconds is read as more exact than what it rests on.
pub fn now() -> Moment {
    let date = js_sys::Date::new_0();
    let year = i32::try_from(date.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, date.get_month() + 1, date.get_date())
        .and_then(|day| day.and_hms_opt(date.get_hours(), date.get_minutes(), 0))
        .map_or(Moment::from_seconds(0), Moment::from_civil)
}

/// The day now.
pub fn today() -> NaiveDate {
    now().civil().date()
}

/// The instant now: seconds since 1 January 1970, 00:00 UTC.
pub fn instant() -> i64 {
    // Far inside the exact range of a double.
    (js_sys::Date::now() / 1_000.0) as i64
}
