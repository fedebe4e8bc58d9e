//! Guides: opened at a heading, and what happens when they do not come.

use e2e::journey;

const AT_TOP: &str = "(() => { const top = document.activeElement.getBoundingClientRect().top; \
    return top > -1 && top < innerHeight / 2; })()";

journey!(a_guide_opens_at_its_heading, async |page| {
    // Narrow pages list only the main headings.
    page.load("#/").await?;
    page.viewport(1280, 800).await?;
    page.load("#/guide/steady-state/acceptable-loss").await?;
    page.wait_for_focus("#g-acceptable-loss").await?;
    page.wait_until("the heading to be in view", async |page| Ok(page.evaluate(AT_TOP).await? == true))
        .await?;
    // Its contents lead on within it, and Back leads back.
    page.click("nav.contents a[href='#/guide/steady-state/rebuild']").await?;
    page.wait_for_focus("#g-rebuild").await?;
    page.wait_until("the heading to be in view", async |page| Ok(page.evaluate(AT_TOP).await? == true))
        .await?;
    page.driver()?.back().await?;
    page.wait_for_focus("#g-acceptable-loss").await?;

    // From a question there and back.
    page.visit("#/check/acceptable-loss").await?;
    page.wait_for(".guide .serif p").await?;
    page.click_text("Read the whole step").await?;
    page.wait_for_focus("#g-acceptable-loss").await?;
    page.click_text("Back to the question").await?;
    page.wait_for_focus("h1 #heading \"How much recent work could you lose").await?;

    page.visit("#/guide/no-such-guide").await?;
    page.wait_for_text("There is no page at this address").await
});

journey!(a_guide_that_does_not_come_can_be_asked_for_again, async |page| {
    page.expect_errors();
    page.without_workers().await?;
    page.site.fail("guides/steady-state.md", 500);
    page.load("#/guide/steady-state/acceptable-loss").await?;
    page.wait_for_text("The guide could not be fetched. Your answers are not touched.").await?;
    page.hold_accessible().await?;
    // Still gone: it says so again, and can be asked again.
    page.site.forget();
    page.click_text("Try again").await?;
    page.wait_until("it to be asked for", async |page| Ok(!page.site.seen().is_empty())).await?;
    page.wait_for_text("The guide could not be fetched.").await?;
    page.site.heal();
    page.click_text("Try again").await?;
    page.wait_for_focus("#g-acceptable-loss").await
});

journey!(a_question_stands_without_its_passage, async |page| {
    page.expect_errors();
    page.without_workers().await?;
    page.site.fail("guides/steady-state.md", 404);
    page.load("#/check/acceptable-loss").await?;
    page.wait_for_text("The passage could not be fetched. The question stands without it.").await?;
    page.hold_accessible().await?;
    page.fill("#f-length", "4h").await?;
    page.click_text("Continue").await?;
    page.wait_for_focus("h1 #heading \"If tonight's backup failed").await?;
    page.site.heal();
    page.visit("#/check/acceptable-loss").await?;
    if page.offers("Try again").await? {
        page.click_text("Try again").await?;
    }
    page.wait_for(".guide .serif p").await?;
    assert_eq!(page.value("#f-length").await?, "4 h");
    Ok(())
});

journey!(the_report_waits_for_the_guides, async |page| {
    page.expect_errors();
    page.without_workers().await?;
    page.try_example().await?;
    page.site.fail("guides/images-and-backups.md", 503);
    page.visit("#/report").await?;
    page.wait_for_text("The guides could not be fetched, and the report carries passages of them.").await?;
    page.hold_accessible().await?;
    page.site.heal();
    page.click_text("Try again").await?;
    page.wait_gone("main [role=alert]").await?;
    let report = page.report().await?;
    assert!(std::fs::read_to_string(report)?.ends_with("</html>\n"));
    Ok(())
});
