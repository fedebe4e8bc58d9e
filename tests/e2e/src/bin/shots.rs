//! Pictures of every screen, for looking at: `cargo xtask shots`.

use e2e::{Browser, Outcome, Page, Scheme};
use std::time::Duration;
use xtask::layout;

/// One line per screen: the file's name and the route.
const SCREENS: [(&str, &str); 8] = [
    ("start", "#/"),
    ("current-stage", "#/check/current-stage"),
    ("backup-schedule", "#/check/backup-schedule"),
    ("answers", "#/check/answers"),
    ("results", "#/results"),
    ("guides", "#/guides"),
    ("guide", "#/guide/steady-state"),
    ("report", "#/report"),
];

/// Screens whose colours carry meaning.
const FORCED: [&str; 2] = ["current-stage", "results"];

const SIZES: [(u32, u32); 2] = [(1280, 800), (360, 740)];

fn main() -> Outcome {
    e2e::block_on(async {
        let page = Page::open(Browser::Chromium).await?;
        page.goto("#/").await?;
        page.wait_for("h1").await?;
        settle().await;
        if page.offers("Try an example").await? {
            page.click_text("Try an example").await?;
            settle().await;
        } else {
            println!("no \"Try an example\" here: the screens are empty");
        }
        for (width, height) in SIZES {
            page.viewport(width, height).await?;
            for (scheme, word) in
                [(Scheme::Light, "light"), (Scheme::Dark, "dark"), (Scheme::Forced, "forced")]
            {
                page.scheme(scheme).await?;
                for (name, route) in SCREENS {
                    if scheme == Scheme::Forced && !FORCED.contains(&name) {
                        continue;
                    }
                    page.goto(route).await?;
                    settle().await;
                    let file = layout::scratch("shots").join(format!("{name}-{width}-{word}.png"));
                    page.screenshot(&file).await?;
                    println!("{}", file.display());
                }
            }
        }
        Ok(())
    })
}

/// Enough for a screen to be drawn and its guide to arrive.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}
