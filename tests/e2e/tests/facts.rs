//! Restore points from real tools: taken in, joined to what they are copies of, read beside what was promised, planned.

use anyhow::{Context, ensure};
use e2e::{Browser, Outcome, Page, Scheme, journey};
use serde_json::Value;
use std::path::PathBuf;
use thirtyfour::prelude::Key;

/// What recorded outputs beside a checkout hold; nothing when there are none.
fn samples(names: [&str; 2]) -> Option<[String; 2]> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let [Ok(one), Ok(other)] = names.map(|name| std::fs::read_to_string(folder.join(name))) else {
        println!("not run: no ../shared");
        return None;
    };
    Some([one, other])
}

/// Hands files made in the page over as a drop does.
fn drop_of(files: &str) -> String {
    format!(
        "(() => {{ const data = new DataTransfer(); for (const file of {files}) data.items.add(file); \
         document.body.dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }})); }})()"
    )
}

/// A day of restic's snapshots, one an hour, with one hour missing.
const HOURLY: &str = "[new File([JSON.stringify([...Array(24).keys()].filter((n) => n !== 12).map((n) => ({ \
    time: `2026-11-20T${String(n).padStart(2, '0')}:00:00Z`, hostname: 'web', paths: ['/srv/uploads'], \
    short_id: `a${n}`, id: `a${n}` })))], 'hourly.json')]";

/// The longest times in two recordings, worked out in the browser and without the app: of the images that Rackspace's
/// scheduler made, between two captures and from a capture until the next one was ready; of restic's snapshots of one source,
/// between two. In seconds.
fn longest(images: &str, restic: &str) -> String {
    format!(
        "(() => {{ const images = ({images}).images.filter((i) => i.name.startsWith('Daily-')) \
         .sort((a, b) => a.created.localeCompare(b.created)); \
         const own = ({restic}).filter((s) => s.hostname === 'web01' && String(s.paths) === '/data/p1').map((s) => s.time).sort(); \
         const most = (from, to) => Math.max(...to.slice(1).map((at, n) => Date.parse(at) - Date.parse(from[n]))) / 1000; \
         const made = images.map((i) => i.created); \
         return {{ count: images.length, gap: most(made, made), loss: most(made, images.map((i) => i.updated)), restic: most(own, own) }}; }})()"
    )
}

/// Seconds as the app writes them: `24 h 3 min 7 s`.
fn written(seconds: u64) -> String {
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let said = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}"));
    said.collect::<Vec<_>>().join(" ")
}

/// A row of a table whose first cell begins with these words, cell by cell.
async fn row(page: &Page, table: &str, begins: &str) -> Outcome<Vec<String>> {
    let rows = format!(
        "[...document.querySelectorAll('{table} tbody tr')].map((tr) => \
         [...tr.cells].map((cell) => cell.innerText.replace(/\\s+/g, ' ').trim()))"
    );
    let rows: Vec<Vec<String>> = serde_json::from_value(page.evaluate(&rows).await?)?;
    let found = rows.into_iter().find(|row| row.first().is_some_and(|cell| cell.starts_with(begins)));
    found.with_context(|| format!("{table} has no row {begins}"))
}

// The whole way: lists dropped, joined, read beside the promise; two policies compared over what is really there; the report.
journey!(real_lists_become_a_plan_and_a_report, async |page| {
    let Some([images, restic]) =
        samples(["rackspace-nova-images-scheduled.json", "restic-0.14-snapshots.json"])
    else {
        return Ok(());
    };
    page.describe_shop().await?;
    let longest = page.evaluate(&longest(&images, &restic)).await?;
    let figure = |name: &str| longest[name].as_u64().with_context(|| format!("{name}: {longest}"));
    page.click_text("Restore points").await?;
    page.wait_for_focus("h1 #heading \"Restore points").await?;
    page.hold_accessible().await?;
    let files = format!(
        "[new File([{}], 'images.json'), new File([{}], 'snapshots.json')]",
        Value::from(images),
        Value::from(restic)
    );
    page.evaluate(&drop_of(&files)).await?;
    page.wait_for("#g-openstack-nova").await?;
    page.wait_for("#g-restic").await?;
    page.is_stored("openstack-nova").await?;
    page.hold_accessible().await?;
    page.hold_no_sideways_scroll().await?;

    // They are proposed to be copies of a server and of files; nothing is joined until somebody says so.
    let own = "[...document.querySelectorAll('table.sources th a')].find((a) => a.textContent.includes('web01 /data/p1')).hash";
    let restic = page.evaluate(own).await?.as_str().context("no source of restic")?.to_owned();
    let restic = restic.trim_start_matches("#/points/").to_owned();
    for (group, copy) in
        [("openstack-nova", "web-server/image"), (&restic, "uploaded-files/file-incremental")]
    {
        let proposed = page.value(&format!("#f-copy-{group}")).await?;
        ensure!(proposed == copy, "{proposed} is proposed for {group}");
        let joined = format!("\"protection\":\"{}\"", copy.split('/').next_back().unwrap_or_default());
        ensure!(!page.stored().await?.contains(&joined), "joined silently");
        page.tab_to("button \"Join").await?;
        page.click(&format!("button[value='join {group}']")).await?;
        page.wait_for(&format!("button[value='part {group}']")).await?;
        page.is_stored(&joined).await?;
    }
    page.hold_accessible().await?;

    // The longest and the worst, as the recordings have them.
    page.visit(&format!("#/points/{restic}")).await?;
    page.wait_for(".chart svg").await?;
    let gap = row(page, "table.really", "Longest time").await?;
    ensure!(gap[2].starts_with(&format!("{} from", written(figure("restic")?))), "{gap:?}");
    page.visit("#/points/openstack-nova").await?;
    page.wait_for(".chart svg").await?;
    for (begins, name) in [("Longest time", "gap"), ("Most that was at stake", "loss")] {
        let found = row(page, "table.really", begins).await?;
        ensure!(
            found[2].starts_with(&format!("{} from", written(figure(name)?))),
            "{found:?}, not {longest}"
        );
    }
    page.hold_accessible().await?;
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await?;
    page.viewport(1280, 800).await?;
    if page.browser() == Browser::Chromium {
        page.scheme(Scheme::Dark).await?;
        page.hold_accessible().await?;
    }

    // Two policies over the images that are there.
    page.click_text("Plan what is kept of it").await?;
    page.wait_for_text("Choose a tool").await?;
    page.click("#f-r0\\.dialect option[value=rackspace]").await?;
    page.wait_for("#f-r0\\.retention").await?;
    page.fill("#f-r0\\.retention", &longest["count"].to_string()).await?;
    page.press(&[Key::Tab]).await?;
    page.click_text("Set another beside it").await?;
    page.wait_for("table.beside").await?;
    page.click("#f-r1\\.dialect option[value=last]").await?;
    page.wait_for("#f-r1\\.keep_last").await?;
    page.fill("#f-r1\\.keep_last", "3").await?;
    page.press(&[Key::Tab]).await?;
    let all = figure("count")?;
    page.wait_until("both policies to be compared", async |page: &Page| {
        let kept = row(page, "table.beside", "Copies kept now").await?;
        Ok(kept[1..] == [format!("{all} copies"), "3 copies".to_owned()])
    })
    .await?;
    let only = row(page, "table.beside", "Only this one keeps").await?;
    ensure!(only[1].starts_with(&format!("{} copies: ", all - 3)) && only[2] == "nothing", "{only:?}");
    page.is_stored("\"keep_last\":3").await?;
    page.hold_accessible().await?;

    page.visit("#/results").await?;
    page.wait_for_text("What the tools themselves say").await?;
    page.hold_accessible().await?;
    let report = page.report().await?;
    let html = std::fs::read_to_string(&report)?.replace('\u{a0}', " ");
    let parts = [
        "id=\"real-openstack-nova\"".to_owned(),
        format!("id=\"real-{restic}\""),
        format!("<strong>{}</strong>", written(figure("loss")?)),
        format!("<strong>{}</strong>", written(figure("restic")?)),
        "What is kept, by which rules".to_owned(),
        "The same copies under each policy".to_owned(),
        format!(">{all} copies</td>"),
        ">3 copies</td>".to_owned(),
    ];
    for part in parts {
        ensure!(html.contains(&part), "{part} is not in the report");
    }
    ensure!(e2e::check_html(&report)?.is_empty(), "{:?}", e2e::check_html(&report)?);
    Ok(())
});

journey!(files_come_by_drop_and_paste_and_can_be_taken_back, async |page| {
    page.describe_shop().await?;
    page.visit("#/points").await?;
    page.evaluate(&drop_of(HOURLY)).await?;
    page.wait_for("#g-restic").await?;
    ensure!(page.text("#g-restic").await?.contains("2 h"), "{}", page.text("#g-restic").await?);
    // Again: replaced, not doubled.
    page.evaluate(&drop_of(HOURLY)).await?;
    page.wait_for_text("replaced").await?;
    ensure!(page.evaluate("document.querySelectorAll('table.sources tbody tr').length").await? == 1);
    page.click("button[value='remove restic']").await?;
    page.wait_gone("#g-restic").await?;
    page.click_text("Undo").await?;
    page.wait_for("#g-restic").await?;
    page.reload().await?;
    page.wait_for("#g-restic").await?;

    // What is pasted, or typed, needs no name; what nobody knows is said, with what would be known.
    page.tab_to("textarea #f-paste").await?;
    page.type_text("hello").await?;
    page.click_text("Read this text").await?;
    page.wait_for(".files .notice.bad").await?;
    ensure!(page.text(".files").await?.contains("restic snapshots --json"));
    page.hold_accessible().await?;
    page.click_text("Put away: What you pasted").await?;
    page.wait_gone(".files").await?;

    // Times without a zone: one question, by keyboard.
    let borg = "[new File([JSON.stringify({ archives: [20, 21].map((d) => ({ archive: `a${d}`, name: `a${d}`, id: `${d}`, \
        start: `2026-11-${d}T03:00:00.000000`, time: `2026-11-${d}T03:00:00.000000` })), encryption: { mode: 'none' }, \
        repository: { id: 'r', location: '/b', last_modified: '2026-11-21T03:00:00.000000' } })], 'borg.json')]";
    page.evaluate(&drop_of(borg)).await?;
    page.wait_for(".files input[name^=zone-]").await?;
    page.hold_accessible().await?;
    page.fill(".files input[name^=zone-]", "Mars/Olympus").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for(".files .errmsg").await?;
    page.fill(".files input[name^=zone-]", "America/New_York").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for("#g-borg").await?;
    page.wait_for_text("America/New_York").await?;
    // Remembered for this file.
    page.evaluate(&drop_of(borg)).await?;
    page.wait_for_text("replaced").await?;
    page.hold_accessible().await
});

/// Reads 100,000 snapshots of ten hosts, about 30 MB, and says how long it took, the longest the page's thread was held, and
/// the longest task that the browser saw, in milliseconds.
const LARGE: &str = "(async () => { \
    const lines = []; for (let n = 0; n < 100000; n += 1) { \
        const at = new Date(Date.UTC(2026, 10, 21) - Math.floor(n / 10) * 3600000).toISOString(); \
        const id = (n * 7919 + 1).toString(16).padStart(64, '0'); \
        lines.push(JSON.stringify({ time: at, parent: id, tree: id, paths: ['/srv/data'], hostname: `host-${n % 10}`, \
            username: 'root', program_version: 'restic 0.18.0', id, short_id: id.slice(56) })); } \
    const file = new File(['[' + lines.join(',') + ']'], 'large.json'); lines.length = 0; \
    await new Promise((done) => setTimeout(done, 1500)); \
    const tasks = []; try { new PerformanceObserver((list) => list.getEntries().forEach((e) => tasks.push(e.duration))) \
        .observe({ type: 'longtask' }); } catch { } \
    const begun = performance.now(); let last = begun; let held = 0; let bar = 0; \
    const data = new DataTransfer(); data.items.add(file); \
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); \
    const all = await new Promise((done) => { const tick = () => { const now = performance.now(); \
        held = Math.max(held, now - last); last = now; \
        if (!bar && document.querySelector('.files progress')) bar = now - begun; \
        if (document.querySelector('#g-restic')) done(now - begun); else if (now - begun > 60000) done(now - begun); \
        else setTimeout(tick, 0); }; tick(); }); \
    await new Promise((done) => { let n = 0; const tick = () => { const now = performance.now(); \
        held = Math.max(held, now - last); last = now; n += 1; if (n > 100) done(); else setTimeout(tick, 5); }; tick(); }); \
    return { bytes: file.size, all, bar, held, task: Math.max(0, ...tasks), \
        rows: document.querySelectorAll('table.sources tbody tr').length }; })()";

journey!(
    #[ignore = "measures; a busy machine would fail it"]
    a_hundred_thousand_snapshots_do_not_hold_the_page,
    async |page| {
        page.describe_shop().await?;
        page.visit("#/points").await?;
        let found = page.evaluate(LARGE).await?;
        println!("{:?}: 100,000 snapshots: {found}", page.browser());
        let figure = |name: &str| found[name].as_f64().context("a figure");
        ensure!(found["rows"] == 10, "{found}");
        ensure!(figure("bar")? > 0.0, "there was no progress bar");
        if page.browser() == Browser::Chromium {
            ensure!(figure("all")? < 2_000.0, "{found}");
            ensure!(figure("held")?.max(figure("task")?) < 100.0, "{found}");
        }
        Ok(())
    }
);

journey!(a_file_can_be_cancelled_and_nonsense_does_not_freeze, async |page| {
    page.describe_shop().await?;
    page.visit("#/points").await?;
    let nonsense = "[new File([new Uint8Array(2000000)], 'zeros.bin'), new File(['['.repeat(500000)], 'deep.json'), \
        new File(['[{\"time\":\"2026-11-20T00:00:00Z\",\"paths\":[\"/\"],'], 'cut.json'), new File([], 'empty.json')]";
    page.evaluate(&drop_of(nonsense)).await?;
    page.wait_until("every file to be refused", async |page: &Page| {
        Ok(page.evaluate("document.querySelectorAll('.files .notice.bad').length").await? == 4)
    })
    .await?;
    page.hold_accessible().await?;
    for _ in 0..4 {
        put_away_first(page).await?;
    }
    page.wait_gone(".files").await
});

async fn put_away_first(page: &Page) -> Outcome {
    let count = page.evaluate("document.querySelectorAll('.files > li').length").await?;
    page.click(".files button").await?;
    page.wait_until("it to be gone", async |page: &Page| {
        Ok(page.evaluate("document.querySelectorAll('.files > li').length").await? != count)
    })
    .await
}
