//! How long a live page takes from a letter typed to the page changed, with a large document. Not run by itself: a busy
//! machine would fail it. `cargo xtask test e2e --long` runs it and prints the times.

use e2e::journey;
use serde_json::json;

/// A letter typed into a field of the list, and how long the picture after it takes, in milliseconds.
const TYPE: &str = "new Promise((done) => { const field = document.getElementById('new-name'); const times = []; \
    const next = () => { if (times.length === 60) { done(times.sort((a, b) => a - b)); return; } \
        let begun; requestAnimationFrame(() => { begun = performance.now(); }); \
        field.value += 'x'; field.dispatchEvent(new Event('input', { bubbles: true })); \
        requestAnimationFrame(() => { times.push(performance.now() - begun); setTimeout(next, 30); }); }; \
    field.focus(); next(); })";

/// The document as it is told to the page: unchanged, then with one name changed.
const TOLD: &str = "holdfastDesk().then((desk) => { const time = (run) => { const times = []; \
        for (let n = 0; n < 40; n += 1) { const text = run(n); const begun = performance.now(); \
            desk.show('live', 'system', 'heading', text, 1); times.push(performance.now() - begun); } \
        return times.sort((a, b) => a - b); }; \
    const changed = time((n) => globalThis.text.replace('Component 50', `Component 50 ${n}`)); \
    desk.show('live', 'system', 'heading', globalThis.text, 1); \
    return [time(() => globalThis.text), changed]; })";

journey!(
    #[ignore = "measures; a busy machine would fail it"]
    a_hundred_components_keep_up_with_typing,
    async |page| {
        let filler = "x".repeat(1_120);
        let components: Vec<_> = (0..100)
            .map(|n| json!({ "id": format!("c-{n}"), "name": format!("Component {n}"), "note": filler }))
            .collect();
        let file = page.scratch_file("large.holdfast.json");
        let document = json!({ "format": "holdfast", "schema": 1, "components": components });
        std::fs::write(&file, document.to_string())?;
        page.load("#/").await?;
        page.open_saved(&file).await?;
        page.wait_for("#f-name").await?;
        page.visit("#/system").await?;
        page.wait_for_text("Component 99").await?;
        let typed: Vec<f64> = serde_json::from_value(page.evaluate(TYPE).await?)?;
        let stored = page.stored().await?;
        let text = stored.split_once('\n').map(|(_, text)| text).unwrap_or_default();
        page.evaluate(&format!("(globalThis.text = {}, 1)", json!(text))).await?;
        let told: [Vec<f64>; 2] = serde_json::from_value(page.evaluate(TOLD).await?)?;
        for (what, times) in [("a letter", &typed), ("told, known", &told[0]), ("told, changed", &told[1])] {
            let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
            println!(
                "{:?}: {what}: median {:.1} ms, 95 of 100 below {:.1} ms",
                page.browser(),
                at(50),
                at(95)
            );
        }
        let median = typed.get(typed.len() / 2).copied().unwrap_or(f64::MAX);
        assert!(median < 6.0, "a letter takes {median} ms");
        Ok(())
    }
);
