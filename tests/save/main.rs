//! The file format from outside: what is written is read back, what is broken is refused with words that help, and
//! tabs never lose an answer to each other.

mod any;
mod corpus;
mod example;
mod refused;
mod round_trip;
mod schema;
mod tabs;
