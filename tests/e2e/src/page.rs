//! A browser on the site, and what a journey does with it.

use crate::browser::Driver;
use crate::watch::{Entry, Watch};
use crate::{Browser, MOUNT, Outcome, axe};
use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::bidi::BiDi;
use thirtyfour::bidi::BrowsingContextId;
use thirtyfour::bidi::modules::browser::DownloadBehavior;
use thirtyfour::bidi::modules::browsing_context::{CaptureScreenshot, ScreenshotOrigin, Viewport};
use thirtyfour::prelude::*;
use xtask::layout;
use xtask::server::{Config, Seen, Server};

/// How long a page may take to show something, on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a page is asked to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `prefers-color-scheme: light`.
    Light,
    /// `prefers-color-scheme: dark`.
    Dark,
    /// `forced-colors: active`, on a light system.
    Forced,
}

/// One browser with one profile, on the built site.
#[derive(Debug)]
pub struct Page {
    /// The site's server: let it fail, stop it, ask it what was requested.
    pub site: Server,
    browser: Browser,
    session: Option<WebDriver>,
    bidi: Option<BiDi>,
    watch: Watch,
    errors_expected: bool,
    /// Files of this machine that were opened on purpose.
    opened: Vec<String>,
    // Dropped in this order: the driver ends the browser before its folders go.
    driver: Driver,
    scratch: TempDir,
}

impl Page {
    /// Serves `dist/` and opens a browser with a fresh profile; the page is not loaded yet.
    ///
    /// # Errors
    /// The site is not built, or a program is missing.
    pub async fn open(browser: Browser) -> Outcome<Self> {
        let dist = layout::dist();
        ensure!(dist.join("index.html").is_file(), "there is no site to test: `cargo xtask build` makes it");
        Self::on(browser, dist).await
    }

    /// The same on the site in another folder.
    ///
    /// # Errors
    /// A program is missing.
    pub async fn on(browser: Browser, folder: PathBuf) -> Outcome<Self> {
        let site = Server::start(Config { mount: MOUNT.to_owned(), ..Config::new(folder) })?;
        let scratch = tempfile::Builder::new().prefix("holdfast-journey-").tempdir()?;
        fs::create_dir_all(scratch.path().join("downloads"))?;
        let driver = Driver::start(browser, scratch.path())?;
        let mut page = Self {
            site,
            browser,
            session: None,
            bidi: None,
            watch: Watch::default(),
            errors_expected: false,
            opened: Vec::new(),
            driver,
            scratch,
        };
        page.connect().await?;
        Ok(page)
    }

    async fn connect(&mut self) -> Outcome {
        let session = self.driver.session().await?;
        session.set_script_timeout(Duration::from_secs(60)).await?;
        let bidi = session.bidi().await?;
        self.session = Some(session);
        self.watch.follow(&bidi).await?;
        let destination_folder = self.downloads().display().to_string();
        bidi.browser().set_download_behavior(Some(DownloadBehavior::Allowed { destination_folder })).await?;
        self.bidi = Some(bidi);
        Ok(())
    }

    /// Which browser this is.
    #[must_use]
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The session itself, for what the harness has no word for.
    ///
    /// # Errors
    /// The browser has crashed and was not restarted.
    pub fn driver(&self) -> Outcome<&WebDriver> {
        self.session.as_ref().context("the browser is gone")
    }

    /// The event channel of the session.
    ///
    /// # Errors
    /// The browser has crashed and was not restarted.
    pub fn bidi(&self) -> Outcome<&BiDi> {
        self.bidi.as_ref().context("the browser is gone")
    }

    async fn context(&self) -> Outcome<BrowsingContextId> {
        Ok(BrowsingContextId::from(self.driver()?.window().await?.to_string()))
    }

    // Going somewhere.

    /// The address of a route such as `#/results`, or of a file such as `guides/x.md`.
    #[must_use]
    pub fn url(&self, route: &str) -> String {
        format!("{}{route}", self.site.url())
    }

    /// Opens a route; within the loaded app this only changes the fragment, as a link would.
    ///
    /// # Errors
    /// The browser could not go there.
    pub async fn goto(&self, route: &str) -> Outcome {
        self.driver()?.goto(self.url(route)).await.with_context(|| format!("going to {route}"))
    }

    /// Opens a file of this machine, as a double click on it would.
    ///
    /// # Errors
    /// The browser could not open it.
    pub async fn open_file(&mut self, file: &Path) -> Outcome {
        let address = format!("file://{}", file.display());
        self.opened.push(address.clone());
        self.driver()?.goto(&address).await.with_context(|| format!("opening {address}"))
    }

    /// Runs a function before every page from now on, before any script of the page: `() => { … }`.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn before_every_page(&self, function: &str) -> Outcome {
        self.bidi()?.script().add_preload_script(function).await?;
        Ok(())
    }

    /// Takes service workers out of every page from now on, as in a browser that has none: what a journey lets its site
    /// do is then seen by the page, and by nothing in between.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn without_workers(&self) -> Outcome {
        let none =
            "() => Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })";
        self.before_every_page(none).await
    }

    /// Loads the page again where it is. Not `refresh`: in Firefox that goes past a service worker.
    ///
    /// # Errors
    /// The browser could not load it.
    pub async fn reload(&self) -> Outcome {
        let here = self.driver()?.current_url().await?;
        self.driver()?.goto("about:blank").await?;
        self.driver()?.goto(here.as_str()).await.context("loading the page again")
    }

    /// The fragment the page is at, with its `#`; empty without one.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn fragment(&self) -> Outcome<String> {
        let here = self.driver()?.current_url().await?;
        Ok(here.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default())
    }

    /// Opens a further tab at a route and goes on in it.
    ///
    /// # Errors
    /// The browser could not open it.
    pub async fn new_tab(&self, route: &str) -> Outcome {
        let tab = self.driver()?.new_tab().await?;
        self.driver()?.switch_to_window(tab).await?;
        self.goto(route).await
    }

    /// Goes on in the tab of that number, the first being 0, in the order they were opened.
    ///
    /// # Errors
    /// There is no such tab.
    pub async fn switch_tab(&self, number: usize) -> Outcome {
        let tabs = self.driver()?.windows().await?;
        let tab = tabs.get(number).with_context(|| format!("there are {} tabs", tabs.len()))?;
        Ok(self.driver()?.switch_to_window(tab.clone()).await?)
    }

    // Waiting and reading.

    /// Waits until a question about the page is answered with yes; `what` says in an error what was missing.
    ///
    /// # Errors
    /// It was not so in time.
    pub async fn wait_until(&self, what: &str, question: impl AsyncFn(&Self) -> Outcome<bool>) -> Outcome {
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = question(self).await;
            if matches!(answer, Ok(true)) {
                return Ok(());
            }
            if Instant::now() > until {
                let why = answer.err().map(|error| format!(": {error}")).unwrap_or_default();
                bail!("waited {PATIENCE:?} for {what}{why}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for an element that is shown.
    ///
    /// # Errors
    /// There was none in time.
    pub async fn wait_for(&self, css: &str) -> Outcome<WebElement> {
        // The one that was seen to be shown: asked for again, it might be gone for the moment.
        let found = RefCell::new(None);
        let shown = async |page: &Self| match page.driver()?.find(By::Css(css)).await {
            Ok(element) => {
                let shown = element.is_displayed().await?;
                *found.borrow_mut() = shown.then_some(element);
                Ok(shown)
            }
            Err(_) => Ok(false),
        };
        self.wait_until(css, shown).await?;
        found.into_inner().with_context(|| format!("{css} went away"))
    }

    /// Waits until there is no such element.
    ///
    /// # Errors
    /// It stayed.
    pub async fn wait_gone(&self, css: &str) -> Outcome {
        let gone = async |page: &Self| Ok(page.driver()?.find_all(By::Css(css)).await?.is_empty());
        self.wait_until(&format!("{css} to go"), gone).await
    }

    /// Waits until the page shows a text, in any element; spaces and line breaks count as one space.
    ///
    /// # Errors
    /// It was not there in time.
    pub async fn wait_for_text(&self, text: &str) -> Outcome {
        let shown = async |page: &Self| Ok(page.text("body").await?.contains(text));
        self.wait_until(&format!("the text {text:?}"), shown).await
    }

    /// Reads something of the first match, as soon as there is one: a page that is being drawn replaces its elements.
    async fn read(&self, css: &str, what: impl AsyncFn(WebElement) -> Outcome<String>) -> Outcome<String> {
        let found = std::cell::RefCell::new(String::new());
        self.wait_until(css, async |page: &Self| {
            let read = what(page.driver()?.find(By::Css(css)).await?).await?;
            found.replace(read);
            Ok(true)
        })
        .await?;
        Ok(found.into_inner())
    }

    /// The visible text of the first match, with single spaces.
    ///
    /// # Errors
    /// There is none in time.
    pub async fn text(&self, css: &str) -> Outcome<String> {
        Ok(single_spaced(&self.read(css, async |element| Ok(element.text().await?)).await?))
    }

    /// The value of the first matching field.
    ///
    /// # Errors
    /// There is none in time.
    pub async fn value(&self, css: &str) -> Outcome<String> {
        self.read(css, async |element| Ok(element.prop("value").await?.unwrap_or_default())).await
    }

    /// An expression's value in the page's own world (`document.title`); a promise is awaited. The expression
    /// must give something that JSON can hold.
    ///
    /// # Errors
    /// It threw.
    pub async fn evaluate(&self, expression: &str) -> Outcome<Value> {
        let wrapped = format!("Promise.resolve({expression}).then((value) => JSON.stringify(value))");
        let answer = self.bidi()?.script().evaluate(self.context().await?, wrapped, true).await?;
        let Some(value) = answer.ok_value() else { bail!("{expression} threw: {answer:?}") };
        match value.get("value").and_then(Value::as_str) {
            Some(text) => Ok(serde_json::from_str(text)?),
            None => Ok(Value::Null),
        }
    }

    // Doing.

    /// Clicks the first match, once it is shown.
    ///
    /// # Errors
    /// It did not appear, or something lies above it.
    pub async fn click(&self, css: &str) -> Outcome {
        self.wait_for(css).await?.click().await.with_context(|| format!("clicking {css}"))
    }

    /// Clicks the button, link, label, summary or option that reads exactly so.
    ///
    /// # Errors
    /// There was none in time.
    pub async fn click_text(&self, text: &str) -> Outcome {
        self.wait_until(&format!("something to click that reads {text:?}"), async |page: &Self| {
            Ok(page.find_text(text).await?.is_some())
        })
        .await?;
        let found = self.find_text(text).await?.with_context(|| format!("{text:?} went away"))?;
        found.click().await.with_context(|| format!("clicking {text:?}"))
    }

    /// Whether something to click reads exactly so.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn offers(&self, text: &str) -> Outcome<bool> {
        Ok(self.find_text(text).await?.is_some())
    }

    async fn find_text(&self, text: &str) -> Outcome<Option<WebElement>> {
        let clickable =
            "self::button or self::a or self::label or self::summary or self::option or @role='tab'";
        let path = format!("//*[{clickable}][normalize-space(.)={}]", quoted(text));
        for element in self.driver()?.find_all(By::XPath(path)).await? {
            if element.is_displayed().await.unwrap_or(false) {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Replaces the content of a field by typing, key by key.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn fill(&self, css: &str, text: &str) -> Outcome {
        let field = self.wait_for(css).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + "").await?;
        field.send_keys(text).await.with_context(|| format!("typing into {css}"))
    }

    /// Gives files to a file field, which may be hidden.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn upload(&self, css: &str, files: &[&Path]) -> Outcome {
        let field = self.driver()?.find(By::Css(css)).await.with_context(|| css.to_owned())?;
        let list = files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join("\n");
        Ok(field.send_keys(list).await?)
    }

    /// Presses keys one after the other, wherever the focus is: `page.press(&[Key::Tab, Key::Enter])`.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn press(&self, keys: &[Key]) -> Outcome {
        for key in keys {
            let typed: String = std::iter::once(key.value()).collect();
            self.driver()?.action_chain().send_keys(typed).perform().await?;
        }
        Ok(())
    }

    /// Types text wherever the focus is; a space is the space bar.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn type_text(&self, text: &str) -> Outcome {
        Ok(self.driver()?.action_chain().send_keys(text).perform().await?)
    }

    /// What has the focus: its tag, its id and its text or label, as `button #next "Next"`.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn focus(&self) -> Outcome<String> {
        let script = "(() => { const e = document.activeElement; const id = e.id ? ` #${e.id}` : ''; \
            const name = e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || ''; \
            return `${e.localName}${id} \"${e === document.body ? '' : name.trim().replace(/\\s+/g, ' ')}\"`; })()";
        Ok(self.evaluate(script).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the focus is on something whose description, as [`Page::focus`] gives it, contains a text.
    ///
    /// # Errors
    /// The focus did not get there.
    pub async fn wait_for_focus(&self, on: &str) -> Outcome {
        let there = async |page: &Self| {
            let focus = page.focus().await?;
            ensure!(focus.contains(on), "it is on {focus}");
            Ok(true)
        };
        self.wait_until(&format!("the focus to be on {on}"), there).await
    }

    /// Presses Tab until the focus is on something whose description contains a text.
    ///
    /// # Errors
    /// It was not among the next hundred stops.
    pub async fn tab_to(&self, on: &str) -> Outcome {
        let mut passed = Vec::new();
        for _ in 0..100 {
            self.press(&[Key::Tab]).await?;
            let focus = self.focus().await?;
            if focus.contains(on) {
                return Ok(());
            }
            passed.push(focus);
        }
        bail!("Tab never came to {on}, only to:\n    {}", passed.join("\n    "))
    }

    /// Presses Tab until the focus is on a link to an address.
    ///
    /// # Errors
    /// It was not among the next two hundred stops.
    pub async fn tab_to_link(&self, address: &str) -> Outcome {
        for _ in 0..200 {
            self.press(&[Key::Tab]).await?;
            if self.evaluate("document.activeElement.getAttribute('href')").await? == address {
                return Ok(());
            }
        }
        bail!("Tab never came to a link to {address}")
    }

    /// Sets the visible area in CSS pixels. Also below the least width of a window, unlike resizing it.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn viewport(&self, width: u32, height: u32) -> Outcome {
        let context = self.context().await?;
        Ok(self.bidi()?.browsing_context().set_viewport(context, Some(Viewport { width, height })).await?)
    }

    /// Sets the time zone the page sees, from its next load on.
    ///
    /// # Errors
    /// The browser does not know the zone.
    pub async fn time_zone(&self, name: &str) -> Outcome {
        let contexts = vec![self.context().await?.to_string()];
        let command = json!({ "timezone": name, "contexts": contexts });
        self.bidi()?.send_raw("emulation.setTimezoneOverride", command).await?;
        Ok(())
    }

    /// Asks for light, dark or forced colours.
    ///
    /// # Errors
    /// Only Chromium can be asked.
    pub async fn scheme(&self, scheme: Scheme) -> Outcome {
        ensure!(self.browser == Browser::Chromium, "only Chromium can be asked for colours");
        let (colours, forced) = match scheme {
            Scheme::Light => ("light", "none"),
            Scheme::Dark => ("dark", "none"),
            Scheme::Forced => ("light", "active"),
        };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": colours },
            { "name": "forced-colors", "value": forced },
        ] });
        self.driver()?.cdp().send_raw("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Writes a picture of the whole document, however long.
    ///
    /// # Errors
    /// The file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Outcome {
        // A picture of the whole document has no scroll bar, so the page must not leave room for one.
        let bar = |width: &str| format!("(document.documentElement.style.scrollbarWidth = '{width}')");
        self.evaluate(&bar("none")).await.ok();
        let context = self.context().await?;
        let shot = CaptureScreenshot { context, origin: Some(ScreenshotOrigin::Document), format: None };
        let picture = self.bidi()?.send(shot).await?;
        self.evaluate(&bar("")).await.ok();
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, STANDARD.decode(picture.data)?).with_context(|| file.display().to_string())
    }

    // Files that arrive.

    /// The folder downloads arrive in.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.scratch.path().join("downloads")
    }

    /// Waits until a whole file with that ending has arrived, and returns its path.
    ///
    /// # Errors
    /// None arrived in time.
    pub async fn wait_for_download(&self, ending: &str) -> Outcome<PathBuf> {
        let arrived = || {
            let files = fs::read_dir(self.downloads()).ok()?.flatten().map(|entry| entry.path());
            let whole = |path: &PathBuf| {
                let name =
                    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                // Both browsers put a file of another name beside it until it is whole.
                let partial = PathBuf::from(format!("{}.part", path.display())).exists();
                name.ends_with(ending) && !partial && fs::metadata(path).is_ok_and(|data| data.len() > 0)
            };
            files.into_iter().find(whole)
        };
        self.wait_until(&format!("a download ending in {ending}"), async |_: &Self| Ok(arrived().is_some()))
            .await?;
        arrived().context("the download went away")
    }

    /// Deletes what has arrived so far, so that the next download is the one waited for.
    ///
    /// # Errors
    /// A file cannot be deleted.
    pub fn forget_downloads(&self) -> Outcome {
        for entry in fs::read_dir(self.downloads())? {
            fs::remove_file(entry?.path())?;
        }
        Ok(())
    }

    /// A path for a file of the journey's own; it is gone with the journey.
    #[must_use]
    pub fn scratch_file(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    // Crashing.

    /// Kills the browser without a farewell and opens it again on the same profile, with no page loaded.
    ///
    /// # Errors
    /// It does not start again.
    pub async fn crash(&mut self) -> Outcome {
        self.let_go();
        // The driver goes with it: Firefox's allows one session and would wait for the dead one.
        self.driver.kill_browser();
        self.driver = Driver::start(self.browser, self.scratch.path())?;
        self.connect().await
    }

    fn let_go(&mut self) {
        self.bidi = None;
        if let Some(session) = self.session.take() {
            // The driver's process ends the browser; a polite farewell would only wait.
            session.leak().ok();
        }
    }

    // Holding the page to its promises.

    /// Every violation of WCAG 2.2 A and AA and of axe's best practices, as text.
    ///
    /// # Errors
    /// axe could not run.
    pub async fn axe(&self) -> Outcome<Vec<String>> {
        axe::violations(self.driver()?).await
    }

    /// Fails with the list when axe finds anything.
    ///
    /// # Errors
    /// There is a violation.
    pub async fn hold_accessible(&self) -> Outcome {
        let violations = self.axe().await?;
        ensure!(
            violations.is_empty(),
            "accessibility at {}:\n{}",
            self.fragment().await?,
            violations.join("\n")
        );
        Ok(())
    }

    /// Fails when the page is wider than the visible area.
    ///
    /// # Errors
    /// It can be scrolled sideways.
    pub async fn hold_no_sideways_scroll(&self) -> Outcome {
        let extra = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let extra = self.evaluate(extra).await?.as_f64().unwrap_or_default();
        ensure!(extra <= 0.0, "{} is {extra} px too wide", self.fragment().await?);
        Ok(())
    }

    /// Everything the console showed so far.
    #[must_use]
    pub fn console(&self) -> Vec<Entry> {
        self.watch.entries()
    }

    /// Forgets the console so far.
    pub fn forget_console(&self) {
        self.watch.forget_entries();
    }

    /// The addresses of all requests the browser sent so far, `data:` and `blob:` aside.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        let inside =
            |url: &String| !["data:", "blob:", "about:"].iter().any(|scheme| url.starts_with(scheme));
        self.watch.requests().into_iter().filter(inside).collect()
    }

    /// For a journey that makes the page fail on purpose: neither console errors nor missing files count.
    pub fn expect_errors(&mut self) {
        self.errors_expected = true;
    }

    pub(crate) async fn hold_what_is_always_true(&self) -> Outcome {
        // Reports arrive by another way than answers; what the last step caused may still be on it.
        tokio::time::sleep(Duration::from_millis(150)).await;
        let origin = format!("{}/", self.site.origin());
        let ours = |url: &String| {
            url.starts_with(&origin) || self.opened.iter().any(|file| url.split('#').next() == Some(file))
        };
        let outside: Vec<_> = self.requests().into_iter().filter(|url| !ours(url)).collect();
        ensure!(outside.is_empty(), "requests left the site:\n{}", outside.join("\n"));
        if self.errors_expected {
            return Ok(());
        }
        // Firefox says this of a file that was on its way from the worker when the page was left.
        let cut = |entry: &Entry| {
            entry
                .text
                .ends_with("A ServiceWorker intercepted the request and encountered an unexpected error.")
        };
        let errors = self.console().into_iter().filter(|entry| entry.level == "error" && !cut(entry));
        let errors: Vec<_> = errors.collect();
        ensure!(errors.is_empty(), "errors in the console: {errors:#?}");
        // Beside a file that is no page a browser looks for an icon of its own accord.
        let counts = |seen: &Seen| seen.status >= 400 && seen.target != "/favicon.ico";
        let missing: Vec<_> = self.site.seen().into_iter().filter(counts).collect();
        ensure!(missing.is_empty(), "the site answered with an error: {missing:#?}");
        Ok(())
    }

    pub(crate) async fn post_mortem(&self, name: &str) -> String {
        let browser = format!("{:?}", self.browser).to_lowercase();
        let picture = layout::scratch("journeys").join(format!("{name}-{browser}.png"));
        let shot = match self.screenshot(&picture).await {
            Ok(()) => picture.display().to_string(),
            Err(error) => format!("none ({error})"),
        };
        let console: Vec<_> =
            self.console().iter().map(|e| format!("\n    {}: {}", e.level, e.text)).collect();
        let place = self.fragment().await.unwrap_or_default();
        format!("at {place:?}; picture: {shot}; console: {}", console.concat())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.let_go();
    }
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as an XPath literal, which has no escapes.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
