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
    page.without_workers().await?;
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

journey!(the_first_paint_is_the_start_page, async |page| {
    // Text and place of the heading and the ways in are those of the page before the app has started: nothing moves.
    let file = xtask::layout::dist().join("index.html");
    let raw = std::fs::read_to_string(file)?;
    let painted =
        raw.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(main, _)| main);
    page.goto("").await?;
    page.wait_gone("noscript").await?;
    for css in
        ["h1", "main p.serif", ".ways li:nth-child(1)", ".ways li:nth-child(2) p", ".ways li:nth-child(3) p"]
    {
        let shown = page.text(css).await?;
        let plain: String = painted
            .replace("</h3>", " ")
            .split('<')
            .filter_map(|s| s.split_once('>'))
            .map(|(_, text)| text)
            .collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(&shown), "{shown:?} is not in the first paint: {plain}");
    }
    Ok(())
});
