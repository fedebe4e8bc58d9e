//! The browser app's entry: nothing but start-up.
fn main() {}
