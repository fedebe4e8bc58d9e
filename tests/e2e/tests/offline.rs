//! Without a connection: the app starts, keeps what is typed, comes into a new version, and lets go of everything.

use anyhow::Context;
use e2e::{Browser, Outcome, Page, journey};
use serde_json::json;
use std::fs;
use std::path::Path;
use thirtyfour::prelude::Key;
use xtask::{layout, offline};

/// The state of the site's worker: none, on its way, or controlling the page.
const WORKER: &str = "navigator.serviceWorker.getRegistration().then((one) => one === undefined ? 'none' : \
    one.active?.state === 'activated' && navigator.serviceWorker.controller ? 'here' : 'coming')";
/// The addresses kept, below the site.
const KEPT: &str = "caches.keys().then((names) => Promise.all(names.map(async (name) => \
    (await (await caches.open(name)).keys()).map(({ url }) => url.slice(document.baseURI.split('#')[0].length)))))\
    .then((lists) => lists.flat())";
const CACHES: &str = "caches.keys()";
const GUIDE: &str = "guides/steady-state.md";
const RELOAD: &str = "New version: reload";

journey!(the_app_works_without_its_server, async |page| {
    // A page that looks for a new version while there is no server may say so in the console.
    page.expect_errors();
    page.load("#/").await?;
    is_worker(page, "here").await?;
    page.site.stop();
    page.load("#/system").await?;
    page.fill("#f-new-name", "Orders database").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h1 #heading \"Orders database").await?;
    page.is_stored("\"name\":\"Orders database\"").await?;
    page.crash().await?;
    page.load("#/system").await?;
    page.wait_for_components(&["Orders database"]).await?;
    for (route, there) in [
        ("#/guide/steady-state", "[id^=g-]"),
        ("#/results", "table.matrix"),
        ("#/report", "#download-report"),
    ] {
        page.load(route).await?;
        page.wait_for(there).await?;
    }
    // Other ways to the same page.
    for address in ["index.html#/system", "?from=elsewhere#/system"] {
        page.load(address).await?;
        page.wait_for_components(&["Orders database"]).await?;
    }
    page.hold_accessible().await?;
    assert_eq!(page.evaluate("localStorage.getItem('holdfast-device') !== null").await?, true);

    page.load("#/").await?;
    page.click_text("Delete everything kept in this browser").await?;
    page.click_text("Delete everything").await?;
    page.wait_for_text("Everything is deleted from this browser.").await?;
    assert_eq!(page.evaluate(CACHES).await?, json!([]));
    assert_eq!(page.evaluate(WORKER).await?, "none");
    assert_eq!(page.evaluate("localStorage.length").await?, 0);
    // It stays so, also where a file is asked for after that.
    page.site.resume()?;
    page.visit("#/guide/steady-state").await?;
    page.wait_for("[id^=g-]").await?;
    assert_eq!(page.evaluate(CACHES).await?, json!([]));
    Ok(())
});

journey!(nothing_but_the_sites_files_is_kept, async |page| {
    page.load("#/").await?;
    is_worker(page, "here").await?;
    let folder = layout::dist();
    let mut expected = Vec::new();
    for file in xtask::build::files(&folder).map_err(anyhow::Error::msg)? {
        let name = file.strip_prefix(&folder)?.to_string_lossy().into_owned();
        if name != "sw.js" && !name.ends_with(".br") && !name.ends_with(".gz") {
            expected.push(if name == "index.html" { String::new() } else { name });
        }
    }
    // Asked for by the page, and of the site: still not kept.
    assert_eq!(page.evaluate("fetch('favicon.svg?other').then((answer) => answer.status)").await?, 200);
    page.load("#/").await?;
    let kept: Vec<String> = serde_json::from_value(page.evaluate(KEPT).await?)?;
    let mut kept: Vec<_> = kept.iter().map(|name| name.split('?').next().unwrap_or_default()).collect();
    kept.sort_unstable();
    expected.sort_unstable();
    assert_eq!(kept, expected);
    // From here on a page costs one request: is there a new version?
    page.site.forget();
    page.load("#/system").await?;
    page.wait_for("#f-new-name").await?;
    let asked: Vec<_> =
        page.site.seen().into_iter().filter(|seen| !seen.target.ends_with("/sw.js")).collect();
    assert!(asked.is_empty(), "{asked:?}");
    Ok(())
});

journey!(in_a_frame_there_is_no_worker, async |page| {
    let outer = page.scratch_file("outer.html");
    fs::write(
        &outer,
        format!("<!doctype html><title>Outer</title><iframe src=\"{}\"></iframe>", page.url("")),
    )?;
    page.open_file(&outer).await?;
    let seen = |page: &Page, name: &str| page.site.seen().iter().any(|seen| seen.target.contains(name));
    page.wait_until("the app in the frame", async |page| Ok(seen(page, "later/offline.js"))).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert!(!seen(page, "sw.js"), "{:?}", page.site.seen());
    Ok(())
});

journey!(without_workers_nothing_is_missing, async |page| {
    page.without_workers().await?;
    page.try_example().await?;
    page.visit("#/system").await?;
    page.load("#/").await?;
    page.click_text("Delete everything kept in this browser").await?;
    page.click_text("Delete everything").await?;
    page.wait_for_text("Everything is deleted from this browser.").await?;
    assert!(page.site.seen().iter().all(|seen| !seen.target.ends_with("sw.js")), "{:?}", page.site.seen());
    Ok(())
});

journey!(a_new_version_waits_until_it_is_asked_for, async |page| {
    let folder = tempfile::tempdir()?;
    copy(&layout::dist(), folder.path())?;
    let page = another(page.browser(), folder.path()).await?;

    // A site whose files are not all of one build: nothing is kept, and the app works.
    write_guide(folder.path(), "first")?;
    page.load("#/").await?;
    page.wait_until("the worker to give up", async |page| {
        Ok(page.site.seen().iter().any(|seen| seen.target.ends_with(GUIDE))
            && page.evaluate(WORKER).await? == "none")
    })
    .await?;
    assert_eq!(page.evaluate(CACHES).await?, json!([]));

    offline::fill(folder.path()).map_err(anyhow::Error::msg)?;
    page.load("#/").await?;
    is_worker(&page, "here").await?;
    page.load("#/check/acceptable-loss").await?;
    assert!(!page.offers(RELOAD).await?);

    // Held by a further tab: a page that is the only one gives way to the new version when it is left.
    page.new_tab("#/").await?;
    page.app_is_there().await?;
    page.switch_tab(0).await?;
    write_guide(folder.path(), "second")?;
    offline::fill(folder.path()).map_err(anyhow::Error::msg)?;
    page.load("#/check/acceptable-loss").await?;
    page.wait_for("#new-version").await.context("once there is a new version")?;
    page.hold_accessible().await?;
    page.click_text("Later").await?;
    page.wait_gone("#new-version").await?;
    // It waits, however often the page is loaded.
    page.load("#/check/acceptable-loss").await?;
    page.wait_for("#new-version").await.context("while it waits")?;
    assert!(guide(&page).await?.contains("The first version"));
    page.switch_tab(1).await?;
    page.wait_for("#new-version").await.context("in the further tab")?;
    page.click_text("Later").await?;
    page.switch_tab(0).await?;

    page.fill("#f-length", "4h").await?;
    renew(&page).await?;
    assert_eq!(page.value("#f-length").await?, "4 h");
    assert!(guide(&page).await?.contains("The second version"));
    assert_eq!(page.evaluate("caches.keys().then((names) => names.length)").await?, 1);
    assert!(!page.offers(RELOAD).await?);
    // A tab that did not ask is told that it is of the version before.
    page.switch_tab(1).await?;
    renew(&page).await?;
    assert!(!page.offers(RELOAD).await?);

    // The off switch: the worker as it stands in the source takes everything out.
    // Put there while no page looks for a new version: one that does could end the worker that answers the next load.
    page.driver()?.goto("about:blank").await?;
    fs::copy(layout::root().join("public/sw.js"), folder.path().join("sw.js"))?;
    page.load("#/").await?;
    is_worker(&page, "none").await?;
    assert_eq!(page.evaluate(CACHES).await?, json!([]));
    page.load("#/check/acceptable-loss").await?;
    assert_eq!(page.value("#f-length").await?, "4 h");
    Ok(())
});

journey!(a_change_that_is_not_kept_holds_the_page, async |page| {
    let folder = tempfile::tempdir()?;
    copy(&layout::dist(), folder.path())?;
    let page = another(page.browser(), folder.path()).await?;
    page.load("#/").await?;
    is_worker(&page, "here").await?;
    write_guide(folder.path(), "second")?;
    offline::fill(folder.path()).map_err(anyhow::Error::msg)?;
    page.before_every_page(
        "() => { IDBFactory.prototype.open = () => { throw new DOMException('not here', 'SecurityError'); }; }",
    )
    .await?;
    page.load("#/check/acceptable-loss").await?;
    page.wait_for("#new-version").await?;
    page.fill("#f-length", "4h").await?;
    page.click_text(RELOAD).await?;
    page.wait_for_text(
        "Your last change could not be kept in this browser, so the page was not loaded again.",
    )
    .await?;
    assert_eq!(page.value("#f-length").await?, "4h");
    assert!(!guide(&page).await?.contains("The second version"));
    // Given out as a file it is not lost any more.
    page.document().await?;
    renew(&page).await
});

/// Waits until the worker is so.
async fn is_worker(page: &Page, state: &str) -> Outcome {
    page.wait_until(&format!("the worker to be {state}"), async |page| {
        let found = page.evaluate(WORKER).await?;
        anyhow::ensure!(found == state, "it is {found}, with {}", page.evaluate(CACHES).await?);
        Ok(true)
    })
    .await
}

/// Asks for the new version and waits until the app stands again.
async fn renew(page: &Page) -> Outcome {
    page.evaluate("(() => { document.loadedBefore = true; return 1; })()").await?;
    page.click_text(RELOAD).await?;
    page.wait_until("the page to be loaded again", async |page| {
        Ok(page.evaluate("document.loadedBefore === undefined").await? == true)
    })
    .await?;
    page.app_is_there().await
}

/// A guide as the page gets it.
async fn guide(page: &Page) -> Outcome<String> {
    let text = page.evaluate(&format!("fetch('{GUIDE}').then((answer) => answer.text())")).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// A browser on a copy of the site that may be changed under it.
async fn another(browser: Browser, folder: &Path) -> Outcome<Page> {
    Page::on(browser, folder.to_path_buf()).await
}

fn write_guide(folder: &Path, version: &str) -> Outcome {
    Ok(fs::write(folder.join(GUIDE), format!("# The {version} version\n\nText.\n"))?)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    for file in xtask::build::files(from).map_err(anyhow::Error::msg)? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        fs::copy(&file, target)?;
    }
    Ok(())
}
