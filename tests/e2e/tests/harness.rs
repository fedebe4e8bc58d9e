//! The harness itself: what journeys rely on is true of the browsers.

use e2e::journey;
use thirtyfour::prelude::Key;

journey!(a_crash_keeps_the_profile, async |page| {
    page.goto("").await?;
    page.evaluate("localStorage.setItem('kept', 'yes')").await?;
    // Browsers write storage to disk a little later than they say.
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    page.crash().await?;
    page.goto("").await?;
    assert_eq!(page.evaluate("localStorage.getItem('kept')").await?, "yes");
    Ok(())
});

journey!(a_stopped_site_is_gone_and_comes_back, async |page| {
    page.expect_errors();
    page.without_workers().await?;
    page.load("").await?;
    page.site.stop();
    let fetch = "fetch('favicon.svg?' + Date.now()).then((answer) => answer.status, () => 'refused')";
    assert_eq!(page.evaluate(fetch).await?, "refused");
    page.site.resume()?;
    assert_eq!(page.evaluate(fetch).await?, 200);
    page.site.fail("favicon.svg", 500);
    page.site.forget();
    assert_eq!(
        page.evaluate("fetch('favicon.svg', { cache: 'reload' }).then((answer) => answer.status)").await?,
        500
    );
    assert!(page.site.seen().iter().any(|seen| seen.status == 500));
    Ok(())
});

journey!(keys_tabs_downloads_and_zones_work, async |page| {
    page.load("").await?;
    page.evaluate(
        "(() => { const link = document.createElement('a'); link.id = 'probe'; link.download = 'probe.txt'; \
         link.href = URL.createObjectURL(new Blob(['kept'])); link.textContent = 'Probe'; \
         document.body.prepend(link); return 1; })()",
    )
    .await?;
    page.press(&[Key::Tab]).await?;
    assert_eq!(page.focus().await?, "a #probe \"Probe\"");
    page.press(&[Key::Enter]).await?;
    let file = page.wait_for_download("probe.txt").await?;
    assert_eq!(std::fs::read_to_string(file)?, "kept");
    page.new_tab("").await?;
    page.app_is_there().await?;
    page.time_zone("Asia/Kathmandu").await?;
    page.reload().await?;
    assert_eq!(page.evaluate("new Date(0).getTimezoneOffset()").await?, -330);
    page.switch_tab(0).await?;
    assert!(page.offers("Probe").await?);
    Ok(())
});

journey!(what_must_not_happen_is_noticed, async |page| {
    page.expect_errors();
    page.load("").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    // Another origin, an inline style, an exception nobody catches, a picture without a text.
    page.evaluate("fetch('http://127.0.0.1:9/').then(() => 0, () => 1)").await?;
    page.evaluate("(() => { document.body.setAttribute('style', 'color: red'); return 1; })()").await?;
    page.evaluate("(() => { setTimeout(() => { throw new Error('nobody catches this'); }); return 1; })()")
        .await?;
    page.evaluate("(() => { document.querySelector('main').append(new Image()); return 1; })()").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let console: Vec<_> = page.console().into_iter().filter(|entry| entry.level == "error").collect();
    let noticed = |text: &str| console.iter().any(|entry| entry.text.contains(text));
    assert!(noticed("policy: connect-src blocked http://127.0.0.1:9/"), "{console:?}");
    assert!(noticed("policy: style-src"), "{console:?}");
    assert!(noticed("nobody catches this"), "{console:?}");
    let violations = page.axe().await?;
    assert!(violations.iter().any(|text| text.starts_with("image-alt")), "{violations:?}");
    Ok(())
});

#[test]
fn the_html_checker_finds_what_is_wrong() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let page = folder.path().join("page.html");
    let good = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A</title></head><body><p>A</p></body></html>";
    std::fs::write(&page, good)?;
    assert_eq!(e2e::check_html(&page)?, Vec::<String>::new());
    std::fs::write(&page, good.replace("<p>A</p>", "<p><table></table></p>"))?;
    assert!(!e2e::check_html(&page)?.is_empty());
    Ok(())
}
