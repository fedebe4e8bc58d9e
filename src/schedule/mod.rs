//! When protections run: patterns a person states, and the runs that follow from them, on the server's own clock and
//! through its changes.

mod calendar;
mod clock;
mod cron;
mod error;
mod month;
mod overrun;
mod pattern;
mod window;
mod zone;

pub use clock::{ClockChange, ClockPolicy, LongestGap, Start, StartKind, in_order, longest_gap};
pub use cron::{Cron, CronError};
pub use error::ScheduleError;
pub use month::{DayOfMonth, MonthDay, MonthDayError, Nth};
pub use overrun::{Overrun, OverrunRun, OverrunWorst, WhenLate, overrun};
pub use pattern::{Schedule, Slot, Weekday};
pub use window::{Nightly, NightlyFit, Overlap, RunWindow, together, window_fit};
pub use zone::{Change, Zone};
