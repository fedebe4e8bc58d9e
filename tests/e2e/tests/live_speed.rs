//! How long a page of the system takes from a letter typed to the page changed, with a large document. Not run by
//! itself: a busy machine would fail it. `cargo xtask test e2e --long` runs it and prints the times.

use anyhow::Context;
use e2e::{Outcome, Page, journey};
use serde_json::{Value, json};

/// What is described: many more parts than most systems have.
const COMPONENTS: usize = 100;
/// A letter is to be on the screen in the same picture, at 60 a second, in milliseconds.
const A_PICTURE: f64 = 16.0;

/// Letters typed into a field, and how long the page takes to follow each, with the layout of the picture after it, in
/// milliseconds, the fastest first. The lengths differ, so that the figures do.
const TYPE: &str = "new Promise((done) => { \
    const field = document.getElementById('f-p.db-dump.takes'); const times = []; let n = 0; \
    const next = () => { if (times.length === 60) { done(times.sort((a, b) => a - b)); return; } \
        let begun; requestAnimationFrame(() => { begun = performance.now(); }); \
        n += 1; field.value = `${30 + n % 30} min`; field.dispatchEvent(new Event('input', { bubbles: true })); \
        requestAnimationFrame(() => { document.body.getBoundingClientRect(); \
            times.push(performance.now() - begun); setTimeout(next, 30); }); }; \
    field.focus(); next(); })";

/// What the page shows follows what was typed.
const FOLLOWS: &str = "document.querySelector('.cons .big').textContent";

journey!(
    #[ignore = "measures; a busy machine would fail it"]
    a_hundred_components_keep_up_with_typing,
    async |page| keeps_up(page, "", None).await
);

journey!(
    #[ignore = "measures; a busy machine would fail it"]
    a_plan_over_decades_keeps_up_with_typing,
    async |page| {
        let plan = json!({ "policy": { "dialect": "restic", "keep_daily": 14, "keep_monthly": 336 } });
        keeps_up(page, ", one kept by month ends over 28 years", Some(plan)).await
    }
);

/// Types into one protection among all; `plan` is what it is kept by.
async fn keeps_up(page: &Page, of: &str, plan: Option<Value>) -> Outcome {
    let file = page.scratch_file("large.holdfast.json");
    let mut document = large(page).await?;
    if let Some(plan) = plan {
        document["components"][50]["protections"][0]["keep_plan"] = plan;
    }
    std::fs::write(&file, document.to_string())?;
    page.load("#/").await?;
    page.open_saved(&file).await?;
    page.wait_for("#f-name").await?;
    page.visit("#/system/c-50/db-dump").await?;
    page.wait_for("[id='f-p.db-dump.takes']").await?;
    let before = page.evaluate(FOLLOWS).await?;
    let times: Vec<f64> = serde_json::from_value(page.evaluate(TYPE).await?)?;
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(f64::MAX);
    println!(
        "{:?}: a letter among {COMPONENTS} components with 4 protections each{of}: median {:.1} ms, 95 of 100 below {:.1} ms",
        page.browser(),
        at(50),
        at(95)
    );
    assert_ne!(page.evaluate(FOLLOWS).await?, before, "the figures do not follow");
    assert!(at(50) < A_PICTURE, "a letter takes {} ms", at(50));
    Ok(())
}

/// The shop's orders database many times over, each with every kind of copy of the shop, and one in ten
/// needing the one before.
async fn large(page: &Page) -> Outcome<Value> {
    page.describe_shop().await?;
    let mut document = page.document().await?;
    let shop = document["components"].as_array().context("no components")?.clone();
    let protections: Vec<Value> =
        shop.iter().filter_map(|c| c["protections"].as_array()).flatten().take(4).cloned().collect();
    anyhow::ensure!(protections.len() == 4, "the shop has {} copies", protections.len());
    let one = |n: usize| {
        let mut component = shop[0].clone();
        component["id"] = json!(format!("c-{n}"));
        component["name"] = json!(format!("Database {n}"));
        component["protections"] = json!(protections);
        component["refers_to"] = json!([]);
        component["needs"] = if n % 10 == 9 { json!([format!("c-{}", n - 1)]) } else { json!([]) };
        component
    };
    document["components"] = (0..COMPONENTS).map(one).collect();
    Ok(document)
}
