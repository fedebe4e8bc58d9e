//! The same answers in two tabs.

use e2e::{Outcome, Page, journey};
use serde_json::Value;

/// Two tabs that hear nothing of each other until they save, as in a browser without a line between tabs.
const DEAF: &str = "() => { BroadcastChannel.prototype.postMessage = () => {}; \
    document.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true); }";

const CONFLICT: &str =
    "while this one had changes of its own. Nothing is lost: choose which answers to keep.";

journey!(a_change_in_one_tab_shows_in_the_other, async |page| {
    page.load("#/check/current-stage").await?;
    page.click_text("Running, with steady traffic").await?;
    page.is_stored("\"steady\"").await?;
    page.new_tab("#/check/answers").await?;
    page.wait_for_text("Running, with steady traffic").await?;
    page.fill("#f-name", "Shop").await?;
    page.click("h1").await?;
    page.is_stored("\"name\": \"Shop\"").await?;

    page.switch_tab(0).await?;
    page.wait_for_text("Another tab changed these answers. This tab now shows the newest.").await?;
    page.wait_for_text("Holdfast Shop").await?;
    page.click_text("A busy event has just ended").await?;
    page.is_stored("\"event-just-ended\"").await?;
    page.click_text("Close this message").await?;
    page.wait_gone("div.notice").await?;

    page.switch_tab(1).await?;
    page.wait_for_text("A busy event has just ended").await?;
    assert_eq!(page.value("#f-name").await?, "Shop");
    Ok(())
});

journey!(neither_of_two_versions_is_overwritten, async |page| {
    page.before_every_page(DEAF).await?;
    page.load("#/check/current-stage").await?;
    page.click_text("Running, with steady traffic").await?;
    page.is_stored("\"steady\"").await?;

    diverge(page, "1", "A busy event has just ended", "event-just-ended").await?;
    assert!(!page.stored().await?.contains("Second tab 1"), "the other tab's answers were overwritten");
    let theirs = download(page, "Download the other tab’s").await?;
    assert_eq!(theirs["answers"]["current-stage"]["is"]["one"], "event-just-ended");
    assert_eq!(theirs["name"], "");
    let mine = download(page, "Download those on this page").await?;
    assert_eq!(mine["answers"]["current-stage"]["is"]["one"], "steady");
    assert_eq!(mine["name"], "Second tab 1");
    page.hold_accessible().await?;
    page.click_text("Keep the answers on this page").await?;
    page.is_stored("\"name\": \"Second tab 1\"").await?;
    page.wait_gone("div.notice").await?;
    assert_eq!(page.document().await?, mine);

    // The first tab has not heard of it; its own change meets the choice made here.
    page.switch_tab(0).await?;
    page.click_text("About to launch, or to point its DNS at new servers").await?;
    page.wait_for_text(CONFLICT).await?;
    page.click_text("Use the other tab’s answers").await?;
    page.wait_gone("[role=alert] div.notice").await?;
    assert_eq!(page.document().await?, mine);

    diverge(page, "2", "Running, and traffic rises and falls all the time", "always-changing").await?;
    let mine = download(page, "Download those on this page").await?;
    let theirs = download(page, "Download the other tab’s").await?;
    page.click_text("Use the other tab’s answers").await?;
    page.wait_gone("[role=alert] div.notice").await?;
    assert_eq!(page.document().await?, theirs);
    // What stood on this page is one step back.
    page.click_text("Undo the last change").await?;
    assert_eq!(page.document().await?, mine);
    page.is_stored("\"name\": \"Second tab 2\"").await
});

/// In the first tab answers the first question; in a new tab, opened before that, names the system.
async fn diverge(page: &Page, round: &str, label: &str, stored: &str) -> Outcome {
    page.new_tab("#/check/answers").await?;
    page.wait_for("#f-name").await?;
    page.switch_tab(0).await?;
    page.click_text(label).await?;
    page.is_stored(&format!("\"{stored}\"")).await?;
    page.switch_tab(round.parse()?).await?;
    page.fill("#f-name", &format!("Second tab {round}")).await?;
    page.click("h1").await?;
    page.wait_for_text(CONFLICT).await
}

async fn download(page: &Page, words: &str) -> Outcome<Value> {
    page.forget_downloads()?;
    page.click_text(words).await?;
    let file = page.wait_for_download(".holdfast.json").await?;
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}
