//! Tasks of the project, as a library: the browser tests reuse the server and the tool cache.

pub mod bench;
pub mod build;
pub mod layout;
pub mod lighthouse;
pub mod offline;
pub mod run;
pub mod serve;
pub mod server;
pub mod size;
pub mod test;
pub mod tools;

/// What a task reports: nothing, or a message that says what to do.
pub type Result<T = ()> = std::result::Result<T, String>;
