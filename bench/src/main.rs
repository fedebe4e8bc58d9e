//! The cases and the clock. Natively: prints a line for each case. As WebAssembly: what `bench/page` asks for.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let begun = std::time::Instant::now();
    let now = || begun.elapsed().as_secs_f64() * 1e3;
    let has = |switch: &str| std::env::args().any(|arg| arg == switch);
    let mut cases = match () {
        () if has("--each") => bench::questions::each(),
        () if has("--phases") => bench::phases::cases(100),
        () => bench::cases(),
    };
    if let Some(wanted) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) {
        cases.retain(|case| case.name.contains(&wanted));
    }
    for case in &cases {
        // One turn, for a profiler that counts.
        if has("--once") {
            println!("{}\t{}", case.name, (case.turn)(0));
            continue;
        }
        println!("{}", bench::measure::line(case, &now));
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// How many cases there are.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn count() -> usize {
    bench::cases().len()
}

/// The line of one case; empty when there is no such case.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn time(case: usize) -> String {
    bench::cases().get(case).map(|case| bench::measure::line(case, &now)).unwrap_or_default()
}
