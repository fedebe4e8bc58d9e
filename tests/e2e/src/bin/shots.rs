//! Pictures of every screen, for looking at: `cargo xtask shots`.

use e2e::{Browser, Outcome, Page, Scheme};
use xtask::layout;

/// One line per screen, the example loaded: the file's name and the route.
const SCREENS: [(&str, &str); 16] = [
    ("start-again", "#/"),
    ("current-stage", "#/check/current-stage"),
    ("component-kinds", "#/check/component-kinds"),
    ("backup-schedule", "#/check/backup-schedule"),
    ("last-good-backup", "#/check/last-good-backup"),
    ("acceptable-loss", "#/check/acceptable-loss"),
    ("copy-locations", "#/check/copy-locations"),
    ("answers", "#/check/answers"),
    ("system", "#/system"),
    ("results", "#/results"),
    ("why", "#/results/why/database/disk-host-loss"),
    ("guides", "#/guides"),
    ("guide", "#/guide/steady-state"),
    ("guide-at-heading", "#/guide/steady-state/acceptable-loss"),
    ("report", "#/report"),
    ("unknown", "#/no-such-page"),
];

/// The same with a shop described.
const SYSTEM: [(&str, &str); 8] = [
    ("system-list", "#/system"),
    ("system-settings", "#/system/settings"),
    ("system-component", "#/system/database"),
    ("system-protection", "#/system/database/db-dump"),
    ("system-chain", "#/system/uploaded-files/file-incremental"),
    ("system-no-data", "#/system/load-balancer"),
    ("system-results", "#/results"),
    ("system-why", "#/results/why/database/region-loss"),
];

/// The same while something is tried out.
const TRYING: [(&str, &str); 2] =
    [("system-trying-list", "#/system"), ("system-trying-component", "#/system/database")];

/// Screens whose colours carry meaning.
const FORCED: [&str; 3] = ["current-stage", "results", "system-component"];

const SIZES: [(u32, u32); 2] = [(1280, 800), (360, 740)];

const SCHEMES: [(Scheme, &str); 3] =
    [(Scheme::Light, "light"), (Scheme::Dark, "dark"), (Scheme::Forced, "forced")];

fn main() -> Outcome {
    e2e::block_on(async {
        let mut page = Page::open(Browser::Chromium).await?;
        page.load("#/").await?;
        shoot(&page, &[("start", "#/"), ("system-empty", "#/system")]).await?;
        page.try_example().await?;
        shoot(&page, &SCREENS).await?;
        let report = page.scratch_file("report.html");
        std::fs::copy(page.report().await?, &report)?;
        page.open_file(&report).await?;
        shoot(&page, &[("exported-report", "")]).await?;
        drop(page);
        system(&Page::open(Browser::Chromium).await?).await
    })
}

/// A described system, then the same with a protection less for a try.
async fn system(page: &Page) -> Outcome {
    page.describe_shop().await?;
    shoot(page, &SYSTEM).await?;
    page.visit("#/system").await?;
    page.click_text("Try a change").await?;
    page.visit("#/system/database").await?;
    page.click_text("Remove Nightly dump").await?;
    page.wait_for("table.compared").await?;
    shoot(page, &TRYING).await
}

/// Takes each screen in every size and scheme; an empty route is what is open.
async fn shoot(page: &Page, screens: &[(&str, &str)]) -> Outcome {
    for (width, height) in SIZES {
        page.viewport(width, height).await?;
        for (scheme, word) in SCHEMES {
            page.scheme(scheme).await?;
            for (name, route) in screens {
                if scheme == Scheme::Forced && !FORCED.contains(name) {
                    continue;
                }
                if !route.is_empty() {
                    page.visit(route).await?;
                }
                let file = layout::scratch("shots").join(format!("{name}-{width}-{word}.png"));
                page.screenshot(&file).await?;
                println!("{}", file.display());
            }
        }
    }
    Ok(())
}
