//! Where the browser keeps the working copy: two slots that all tabs share.

mod indexed_db;
mod memory;

pub use indexed_db::IndexedDb;
pub use memory::Memory;

use crate::save::{Found, NotSaved, Trouble};
use crate::units::Moment;
use std::future::Future;
use std::pin::Pin;

/// An answer that comes later.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// A place with two slots. Each of its acts happens as a whole or not at all, also against other tabs.
pub trait Store {
    /// Reads the slots. Damaged ones are put aside, where [`Store::damaged`] finds them.
    fn load(&self) -> Later<Result<Found, Trouble>>;

    /// Writes a document that grew from the save numbered `base`. Gives the number and moment of the new save; where
    /// something else has been saved since, nothing is written.
    fn save(&self, base: u64, text: String, at: Moment) -> Later<Result<(u64, Moment), NotSaved>>;

    /// Damaged slots that were put aside, oldest first.
    fn damaged(&self) -> Later<Vec<String>>;

    /// Deletes everything.
    fn clear(&self) -> Later<Result<(), Trouble>>;
}
