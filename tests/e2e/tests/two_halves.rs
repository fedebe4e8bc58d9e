//! The app comes in two halves: the questions first, what works things out a moment later. And time passes.

use e2e::journey;
use thirtyfour::prelude::Key;

/// A clock that can be put forward: `minutesLater = 2`.
const CLOCK: &str = "() => { const Real = Date; globalThis.minutesLater = 0; \
    const now = () => Real.now() + globalThis.minutesLater * 60000; \
    globalThis.Date = class extends Real { \
        constructor(...given) { if (given.length) { super(...given); } else { super(now()); } } \
        static now() { return now(); } }; }";

/// Guides take a while.
const SLOW_GUIDES: &str = "() => { const real = globalThis.fetch; globalThis.held = []; globalThis.fetch = async (...given) => { \
    const address = String(given[0]?.url ?? given[0]); \
    if (address.includes('guides/')) { await new Promise((done) => globalThis.held.push(done)); } \
    return real(...given); }; }";

const DESK: &str = "desk_bg.wasm";

journey!(questions_do_not_wait_for_the_second_half, async |page| {
    page.expect_errors();
    page.without_workers().await?;
    page.site.fail(DESK, 503);
    page.load("#/check/current-stage").await?;
    page.click_text("Running, with steady traffic").await?;
    page.click_text("Continue").await?;
    page.wait_for_focus("If this application failed badly").await?;
    page.visit("#/check/component-kinds").await?;
    page.click_text("Database").await?;
    page.is_stored("\"database\"").await?;
    let missing =
        "The part of Holdfast that works this out could not be loaded. Your answers are not touched.";
    for route in ["#/results", "#/report", "#/guide/steady-state"] {
        page.goto(route).await?;
        page.wait_for_text(missing).await?;
        page.hold_accessible().await?;
    }
    page.site.heal();
    page.goto("#/results").await?;
    page.wait_for_text(missing).await?;
    page.click_text("Try again").await?;
    page.wait_for("table.matrix").await?;
    page.hold_accessible().await
});

journey!(a_report_asked_for_early_follows, async |page| {
    page.before_every_page(SLOW_GUIDES).await?;
    page.load("#/check/component-kinds").await?;
    page.click_text("Database").await?;
    page.goto("#/report").await?;
    page.click("#download-report").await?;
    page.wait_for_text("The guides are still being fetched. The download follows.").await?;
    page.wait_until("the report", async |page| {
        page.evaluate("held.splice(0).forEach((come) => come())").await?;
        Ok(!page.text("main").await?.contains("still being fetched"))
    })
    .await?;
    let report = page.wait_for_download(".html").await?;
    assert!(std::fs::read_to_string(report)?.contains("holdfast-document"));
    assert_eq!(std::fs::read_dir(page.downloads())?.count(), 1);
    Ok(())
});

journey!(time_that_passes_does_not_move_the_focus, async |page| {
    page.before_every_page(CLOCK).await?;
    page.try_example().await?;
    page.visit("#/results/why/database/disk-host-loss").await?;
    page.wait_for_focus("#why").await?;
    page.press(&[Key::Tab]).await?;
    let focus = page.focus().await?;
    page.evaluate(
        "(() => { minutesLater = 90; document.dispatchEvent(new Event('visibilitychange')); return 1; })()",
    )
    .await?;
    // Long enough for a page that draws itself anew to have done so twice.
    let frames = "new Promise((done) => { let left = 6; \
        const next = () => (left -= 1) ? requestAnimationFrame(next) : done(left); next(); })";
    page.evaluate(frames).await?;
    assert_eq!(page.focus().await?, focus);
    assert!(["a ", "summary "].iter().any(|tag| focus.starts_with(tag)), "{focus}");
    Ok(())
});
