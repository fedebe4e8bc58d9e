//! A browser that keeps nothing, and one whose copy is damaged.

use e2e::journey;
use serde_json::Value;

const BLOCKED: &str =
    "() => { IDBFactory.prototype.open = () => { throw new DOMException('not here', 'SecurityError'); }; }";

/// A file of the site that is no page of the app: from it the storage can be reached with the app closed.
const BESIDE: &str = "guides/steady-state.md";

journey!(a_browser_that_keeps_nothing, async |page| {
    page.before_every_page(BLOCKED).await?;
    page.load("#/check/current-stage").await?;
    let message = "This browser does not let this page keep anything. \
        Your answers are only on this page; download them before you close it.";
    page.wait_for_text(message).await?;
    page.click_text("Running, with steady traffic").await?;
    page.click_text("Continue").await?;
    page.wait_for_focus("If this application failed badly").await?;
    page.click_text("We lose sales or money").await?;
    page.visit("#/check/component-kinds").await?;
    page.click_text("Database").await?;
    page.visit("#/results").await?;
    page.wait_for("table.matrix").await?;
    assert!(page.text("body").await?.contains(message));
    assert!(page.text("footer").await?.starts_with("Not saved in this browser."));
    page.hold_accessible().await?;
    page.click_text("Download your answers").await?;
    let file = page.wait_for_download(".holdfast.json").await?;
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
    assert_eq!(document["answers"]["current-stage"]["is"]["one"], "steady");
    assert_eq!(document["answers"].as_object().map(|answers| answers.len()), Some(3));

    // The file is the way back in.
    let kept = page.scratch_file("kept.holdfast.json");
    std::fs::copy(file, &kept)?;
    page.load("#/").await?;
    page.wait_for_text("21 questions, about 5 minutes").await?;
    page.open_saved(&kept).await?;
    page.wait_for_focus("h1 #heading \"Your answers\"").await?;
    assert_eq!(page.document().await?, document);
    Ok(())
});

journey!(a_damaged_copy_gives_way_to_the_one_before, async |page| {
    page.load("#/check/current-stage").await?;
    page.click_text("Running, with steady traffic").await?;
    page.is_stored("\"steady\"").await?;
    page.click_text("A busy event has just ended").await?;
    page.is_stored("\"event-just-ended\"").await?;
    page.goto(BESIDE).await?;
    let whole = page.stored().await?;
    let damaged = whole.replace("event-just-ended", "event-just-endxd");
    page.damage_newest(&damaged).await?;

    page.load("#/check/current-stage").await?;
    page.wait_for_text("The newest copy in this browser was damaged. These are the answers before it, from")
        .await?;
    assert_eq!(page.evaluate("document.querySelector('input:checked').value").await?, "steady");
    page.hold_accessible().await?;
    page.click_text("Download the damaged copy").await?;
    let file = page.wait_for_download("damaged-1.holdfast.txt").await?;
    assert_eq!(std::fs::read_to_string(file)?, damaged);
    page.click_text("Close this message").await?;
    page.wait_gone("div.notice").await?;

    // Life goes on over it.
    page.click_text("A busy event has just ended").await?;
    page.is_stored("\"event-just-ended\"").await?;
    page.load("#/check/current-stage").await?;
    assert_eq!(page.evaluate("document.querySelector('input:checked').value").await?, "event-just-ended");
    assert!(!page.text("body").await?.contains("damaged"));
    Ok(())
});

journey!(when_every_copy_is_damaged_the_app_says_so, async |page| {
    page.load("#/check/current-stage").await?;
    page.click_text("Running, with steady traffic").await?;
    page.is_stored("\"steady\"").await?;
    page.goto(BESIDE).await?;
    page.damage_newest("holdfast-slot 1 9 torn").await?;
    page.load("#/").await?;
    page.wait_for_text("The copy in this browser is damaged and could not be read.").await?;
    assert!(page.text("body").await?.contains("21 questions, about 5 minutes"));
    page.click_text("Download the damaged copy").await?;
    let file = page.wait_for_download(".holdfast.txt").await?;
    assert_eq!(std::fs::read_to_string(file)?, "holdfast-slot 1 9 torn");
    Ok(())
});
