//! The clock of this machine.
use crate::units::Moment;
/// Now, on the local clock.
pub(crate) fn now() -> Moment {
    let d = js_sys::Date::new_0();
    let day = chrono::NaiveDate::from_ymd_opt(d.get_full_year() as i32, d.get_month() + 1, d.get_date())
        .unwrap_or_default();
    Moment::from_civil(day.and_hms_opt(d.get_hours(), d.get_minutes(), d.get_seconds()).unwrap_or_default())
}
