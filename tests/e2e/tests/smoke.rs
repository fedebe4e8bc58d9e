//! The optimised build starts, in both browsers, under the policy its server sends.

use e2e::journey;

const QUESTION: &str = "If it broke right now, how much would you lose, and is that acceptable?";

journey!(the_app_starts, async |page| {
    page.goto("").await?;
    // The static first paint has the heading too: only the started app has taken the links' place.
    page.wait_until("the app to replace the first paint", async |page| {
        Ok(page.evaluate("document.querySelector('noscript') === null").await? == true)
    })
    .await?;
    page.wait_for("h1").await?;
    assert_eq!(page.text("h1").await?, QUESTION);
    page.hold_accessible().await?;
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await?;
    page.hold_accessible().await?;
    // Preloaded by the page, used by the start script: fetched once.
    let modules = page.site.seen().into_iter().filter(|seen| seen.target.ends_with(".wasm"));
    assert_eq!(modules.count(), 1, "{:?}", page.site.seen());
    assert!(page.requests().iter().any(|url| url.ends_with(".wasm")), "{:?}", page.requests());
    Ok(())
});

journey!(a_failed_start_is_explained, async |page| {
    page.expect_errors();
    let folder = xtask::layout::dist();
    let wasm = xtask::build::files(&folder).map_err(anyhow::Error::msg)?;
    // The half that asks; without the other one the page still starts.
    let names = wasm.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned()));
    let name = names.into_iter().find(|name| name.starts_with("holdfast-") && name.ends_with(".wasm"));
    page.site.fail(&name.unwrap_or_default(), 404);
    page.goto("").await?;
    page.wait_for_text("Holdfast could not be loaded.").await?;
    assert_eq!(page.text("h1").await?, QUESTION);
    page.hold_accessible().await?;
    page.site.heal();
    page.reload().await?;
    page.wait_gone("[role=alert]").await
});
