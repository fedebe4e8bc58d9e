//! Natively: prints a line for each case. As WebAssembly: `run`, for the page that `cargo xtask bench` serves.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let begun = std::time::Instant::now();
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let mut cases = if wanted.is_empty() { bench::cases() } else { bench::questions::each() };
    cases.retain(|case| case.name.contains(&wanted));
    bench::measure::all(&cases, || begun.elapsed().as_secs_f64() * 1e3, |line| println!("{line}"));
}

#[cfg(target_arch = "wasm32")]
fn main() {}
