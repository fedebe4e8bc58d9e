//! Every screen and the report: nothing axe finds, nothing to scroll sideways.

use anyhow::Context;
use e2e::{Browser, Outcome, Page, Scheme, journey};
use serde_json::json;

/// With the example loaded: every screen, and a question of every kind.
const SCREENS: [&str; 17] = [
    "#/",
    "#/check/current-stage",
    "#/check/component-kinds",
    "#/check/protections-in-place",
    "#/check/backup-schedule",
    "#/check/last-good-backup",
    "#/check/acceptable-loss",
    "#/check/copy-locations",
    "#/check/answers",
    "#/system",
    "#/points",
    "#/results",
    "#/results/why/database/disk-host-loss",
    "#/guides",
    "#/guide/steady-state",
    "#/report",
    "#/nowhere",
];

/// With a shop described: every page of the system in every state that markup makes, and what follows from it.
const SYSTEM: [&str; 11] = [
    "#/system",
    "#/system/settings",
    "#/system/database",
    "#/system/database/db-dump",
    "#/system/database/replica-async",
    "#/system/load-balancer",
    "#/system/nothing",
    "#/results",
    "#/results/back/region-loss",
    "#/results/together/region-loss/database",
    "#/results/stored/database/db-dump",
];

/// Before anything is answered they look different.
const EMPTY: [&str; 6] =
    ["#/", "#/check/backup-schedule", "#/check/answers", "#/system", "#/results", "#/report"];

journey!(every_screen, async |page| {
    page.load("#/").await?;
    for route in EMPTY {
        page.visit(route).await?;
        page.hold_accessible().await?;
    }
    page.try_example().await?;
    hold(page, &SCREENS).await
});

journey!(a_described_system, async |page| {
    page.describe_shop().await?;
    // Over its limit, with ways to meet it.
    page.visit("#/system/database").await?;
    page.fill("#f-loss-limit", "15 min").await?;
    page.is_stored("\"loss_limit_s\":900").await?;
    hold(page, &SYSTEM).await?;
    // What is folded is unfolded, and what is typed is wrong.
    page.visit("#/system/database/db-dump").await?;
    page.fill("[id='f-p.db-dump.at']", "26:00").await?;
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })").await?;
    page.wait_for("#errors").await?;
    page.hold_accessible().await?;
    page.hold_no_sideways_scroll().await
});

/// Holds what must be true of every screen, in both sizes and schemes, and at the least width.
async fn hold(page: &Page, screens: &[&str]) -> Outcome {
    for (width, height) in [(1280, 800), (360, 740)] {
        page.viewport(width, height).await?;
        for scheme in schemes(page) {
            dress(page, *scheme).await?;
            for route in screens {
                page.visit(route).await?;
                let where_it_was = || format!("at {width} px, {scheme:?}");
                page.hold_accessible().await.with_context(where_it_was)?;
                page.hold_no_sideways_scroll().await.with_context(where_it_was)?;
            }
        }
    }
    page.viewport(320, 640).await?;
    for route in screens {
        page.visit(route).await?;
        page.hold_no_sideways_scroll().await.context("at 320 px")?;
    }
    Ok(())
}

journey!(the_report, async |page| {
    page.try_example().await?;
    let kept = page.scratch_file("report.html");
    std::fs::copy(page.report().await?, &kept)?;
    page.open_file(&kept).await?;
    page.wait_for("table.matrix").await?;
    for (width, height) in [(1280, 800), (360, 740)] {
        page.viewport(width, height).await?;
        for scheme in schemes(page) {
            dress(page, *scheme).await?;
            page.hold_accessible().await.with_context(|| format!("the report at {width} px, {scheme:?}"))?;
        }
    }
    page.viewport(320, 640).await?;
    page.hold_no_sideways_scroll().await.context("the report at 320 px")
});

journey!(forced_colours_leave_everything_to_see, async |page| {
    if page.browser() != Browser::Chromium {
        return Ok(());
    }
    page.try_example().await?;
    page.scheme(Scheme::Forced).await?;
    for route in ["#/check/current-stage", "#/results"] {
        page.visit(route).await?;
        assert_eq!(page.evaluate("matchMedia('(forced-colors: active)').matches").await?, true);
        // Not axe: it measures the colours of the style sheet, which are not the ones shown. A mark or a line drawn in
        // the colour of the page would be gone.
        let unseen = "(() => { const page = getComputedStyle(document.body).backgroundColor; \
            return [...document.querySelectorAll('main svg.mark, main svg path, main svg line')].filter((e) => { \
              const { fill, stroke, visibility } = getComputedStyle(e); \
              const drawn = [fill, stroke].filter((colour) => colour !== 'none'); \
              return visibility === 'visible' && drawn.length > 0 && drawn.every((colour) => colour === page); \
            }).map((e) => e.outerHTML); })()";
        assert_eq!(page.evaluate(unseen).await?, json!([]), "{route}");
        let bordered = "[...document.querySelectorAll('main .btn, main input')].every((e) => \
            e.type === 'radio' || getComputedStyle(e).borderTopStyle === 'solid')";
        assert_eq!(page.evaluate(bordered).await?, true, "{route}");
    }
    Ok(())
});

/// Firefox cannot be asked for a scheme; its own is light.
fn schemes(page: &Page) -> &'static [Scheme] {
    if page.browser() == Browser::Chromium { &[Scheme::Light, Scheme::Dark] } else { &[Scheme::Light] }
}

async fn dress(page: &Page, scheme: Scheme) -> Outcome {
    if page.browser() == Browser::Chromium { page.scheme(scheme).await } else { Ok(()) }
}
