//! Closed, reloaded, killed: what was answered is there again, and every change can be taken back.

use e2e::{Outcome, Page, journey};
use serde_json::json;

journey!(a_reload_and_a_crash_lose_nothing, async |page| {
    page.load("#/check/current-stage").await?;
    answer(page, "Running, with steady traffic").await?;
    page.wait_for_focus("If this application failed badly").await?;
    answer(page, "We lose sales or money").await?;
    page.wait_for_focus("Which parts does your application have?").await?;
    page.click_text("Database").await?;
    page.is_stored("\"database\"").await?;

    page.reload().await?;
    page.app_is_there().await?;
    assert_eq!(page.evaluate("document.querySelector('#c-database').checked").await?, true);
    page.visit("#/check/answers").await?;
    let answers = page.answers().await?;
    assert_eq!(answers.iter().filter(|(_, answer)| answer != "Not answered").count(), 4, "{answers:#?}");
    page.load("#/").await?;
    assert!(page.offers("Go on with the quick check").await?);

    // Typed and not confirmed: Continue was never pressed.
    page.visit("#/check/acceptable-loss").await?;
    page.fill("#f-length", "4h").await?;
    page.is_stored("\"duration_s\": 14400").await?;
    page.crash().await?;
    page.load("#/check/acceptable-loss").await?;
    assert_eq!(page.value("#f-length").await?, "4 h");

    page.visit("#/check/failed-run-notice").await?;
    page.click_text("When we need it").await?;
    page.is_stored("\"when-needed\"").await?;
    page.crash().await?;
    page.load("#/check/answers").await?;
    let after = page.answers().await?;
    let notice = after.iter().find(|(ask, _)| ask.starts_with("If tonight's backup failed"));
    assert_eq!(notice.map(|(_, answer)| answer.as_str()), Some("When we need it Told"));
    assert!(answers.iter().all(|row| row.1 == "Not answered" || after.contains(row)), "{after:#?}");
    Ok(())
});

journey!(every_change_can_be_taken_back_and_made_again, async |page| {
    page.load("#/check/current-stage").await?;
    answer(page, "Running, with steady traffic").await?;
    page.wait_for_focus("If this application failed badly").await?;
    answer(page, "We lose sales or money").await?;
    page.wait_for_focus("Which parts does your application have?").await?;
    let both = page.document().await?;
    page.click_text("Undo the last change").await?;
    let one = page.document().await?;
    assert_eq!(one["answers"].as_object().map(|answers| answers.len()), Some(1), "{one}");
    // On another screen than the one it was made on.
    page.visit("#/check/answers").await?;
    page.click_text("Redo").await?;
    page.wait_for_text("We lose sales or money").await?;
    assert_eq!(page.document().await?, both);
    page.click_text("Undo the last change").await?;
    page.click_text("Undo the last change").await?;
    page.wait_until("nothing to be left to take back", async |page| {
        Ok(!page.offers("Undo the last change").await? && page.offers("Redo").await?)
    })
    .await
});

journey!(the_example_is_gone_with_one_click, async |page| {
    page.load("#/check/current-stage").await?;
    answer(page, "Running, with steady traffic").await?;
    page.wait_for_focus("If this application failed badly").await?;
    let own = page.document().await?;
    page.visit("#/").await?;
    // There are answers of one's own: it asks first.
    page.click_text("Try an example").await?;
    page.click_text("Show the example").await?;
    page.wait_for("table.matrix").await?;
    assert!(page.text("aside.banner").await?.starts_with("This is the example, a made-up shop."));
    let example = page.document().await?;
    assert_eq!(example["example"], true);

    page.click_text("clear it and start your own").await?;
    page.wait_for_text("21 questions, about 5 minutes").await?;
    page.wait_gone("aside.banner").await?;
    page.click_text("Undo the last change").await?;
    page.wait_for("aside.banner").await?;
    assert_eq!(page.document().await?, example);
    page.click_text("Undo the last change").await?;
    page.wait_gone("aside.banner").await?;
    assert_eq!(page.document().await?, own);

    // Without answers of one's own it opens at once, also after a reload.
    page.click_text("Undo the last change").await?;
    page.is_stored("\"answers\": {}").await?;
    page.load("#/").await?;
    page.click_text("Try an example").await?;
    page.wait_for("table.matrix").await?;
    page.click_text("clear it and start your own").await?;
    page.is_stored("\"answers\": {}").await?;
    page.load("#/results").await?;
    page.wait_for_text("Nothing to show yet").await?;
    assert_eq!(page.evaluate("document.querySelector('aside.banner')").await?, json!(null));
    Ok(())
});

async fn answer(page: &Page, label: &str) -> Outcome {
    page.click_text(label).await?;
    page.click_text("Continue").await
}
