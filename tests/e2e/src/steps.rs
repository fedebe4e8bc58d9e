//! Steps that many journeys share: the words and places of this app.

use crate::{Outcome, Page};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// The field of the start page that takes a file.
const OPEN: &str = "input[type=file]";

impl Page {
    /// Opens a route as a fresh load of the page and waits until the app stands.
    ///
    /// # Errors
    /// The app did not start.
    pub async fn load(&self, route: &str) -> Outcome {
        self.driver()?.goto("about:blank").await?;
        self.goto(route).await?;
        self.app_is_there().await
    }

    /// Waits until the app has taken the place of the first paint and has looked for answers.
    ///
    /// # Errors
    /// The app did not start.
    pub async fn app_is_there(&self) -> Outcome {
        self.wait_until("the app to start", async |page| {
            let there =
                "document.querySelector('footer.foot') !== null && document.querySelector('h1') !== null";
            Ok(page.evaluate(there).await? == true)
        })
        .await
    }

    /// Loads the start page and opens the example from there.
    ///
    /// # Errors
    /// It did not open.
    pub async fn try_example(&self) -> Outcome {
        self.load("#/").await?;
        self.click_text("Try an example").await?;
        self.wait_for("table.matrix").await?;
        self.is_kept().await
    }

    /// Starts a system from the template of a shop, with nothing answered before, and stays on the list of its components.
    ///
    /// # Errors
    /// The template is not offered, or nothing came of it.
    pub async fn describe_shop(&self) -> Outcome {
        self.load("#/").await?;
        self.click_text("System").await?;
        self.wait_for_focus("h1 #heading \"What your system is made of").await?;
        self.click_text("Start from this: A shop with a database and uploads").await?;
        self.wait_for("table.comps").await?;
        self.is_kept().await
    }

    /// Waits until the list of components is of exactly these.
    ///
    /// # Errors
    /// It is of others.
    pub async fn wait_for_components(&self, expected: &[&str]) -> Outcome {
        let list = "[...document.querySelectorAll('table.comps tbody th a')].map((a) => a.textContent)";
        self.wait_until(&format!("the components to be {expected:?}"), async |page| {
            let found: Vec<String> = serde_json::from_value(page.evaluate(list).await?)?;
            ensure!(found == expected, "they are {found:?}");
            Ok(true)
        })
        .await
    }

    /// Goes to a route within the loaded app and waits for its heading to be there.
    ///
    /// # Errors
    /// The page did not change.
    pub async fn visit(&self, route: &str) -> Outcome {
        self.goto(route).await?;
        self.wait_for("main h1").await?;
        // What a page fetches is a part of it.
        self.wait_until("everything to be fetched", async |page| {
            let main = page.text("main").await?;
            Ok(!main.contains("Fetching the ") && !main.contains("Working it out."))
        })
        .await
    }

    /// Waits until the newest change is in the browser's storage.
    ///
    /// # Errors
    /// It was not saved.
    pub async fn is_kept(&self) -> Outcome {
        self.wait_until("\"Saved in this browser\"", async |page| {
            Ok(page.text("footer .kept").await?.starts_with("Saved in this browser"))
        })
        .await
    }

    /// Waits until the browser's storage holds a document that contains a text.
    ///
    /// # Errors
    /// It was not stored.
    pub async fn is_stored(&self, text: &str) -> Outcome {
        self.wait_until(&format!("{text} to be stored"), async |page| Ok(page.stored().await?.contains(text)))
            .await
    }

    /// The newest record in the browser's storage, read past the app; empty for none.
    ///
    /// # Errors
    /// The storage could not be read.
    pub async fn stored(&self) -> Outcome<String> {
        Ok(self
            .evaluate(&on_slots("answer(newest?.text ?? '')"))
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Puts a text in place of the newest record in the browser's storage. To be done while no page of the app is
    /// open: one that is would look at its storage as it goes.
    ///
    /// # Errors
    /// The storage could not be written.
    pub async fn damage_newest(&self, with: &str) -> Outcome {
        let put = format!("store.put({}, newest.key).onsuccess = () => answer(1)", Value::from(with));
        self.evaluate(&on_slots(&put)).await?;
        Ok(())
    }

    /// The document, as "Save as a file" gives it out.
    ///
    /// # Errors
    /// No file arrived, or it is no JSON.
    pub async fn document(&self) -> Outcome<Value> {
        self.forget_downloads()?;
        self.click_text("Save as a file").await?;
        let file = self.wait_for_download(".holdfast.json").await?;
        serde_json::from_str(&fs::read_to_string(file)?).context("a saved file")
    }

    /// Makes the report and gives the file.
    ///
    /// # Errors
    /// No file arrived.
    pub async fn report(&self) -> Outcome<PathBuf> {
        self.forget_downloads()?;
        self.visit("#/report").await?;
        self.click("#download-report").await?;
        self.wait_for_download(".html").await
    }

    /// Gives a file to "Open a saved file" on the start page.
    ///
    /// # Errors
    /// The field is missing.
    pub async fn open_saved(&self, file: &std::path::Path) -> Outcome {
        self.wait_until("the field for a file", async |page| {
            Ok(page.evaluate(&format!("document.querySelector('{OPEN}') !== null")).await? == true)
        })
        .await?;
        self.upload(OPEN, &[file]).await
    }

    /// Question and answer of every row of the list of answers.
    ///
    /// # Errors
    /// The page is gone.
    pub async fn answers(&self) -> Outcome<Vec<(String, String)>> {
        let rows = "(() => { const words = (e) => [...e.childNodes].map((n) => n.textContent.trim()) \
            .filter((text) => text).join(' ').replace(/\\s+/g, ' '); \
            return [...document.querySelectorAll('dl.review > div')].map((row) => \
            [words(row.querySelector('dt')), words(row.querySelector('dd'))]); })()";
        Ok(serde_json::from_value(self.evaluate(rows).await?)?)
    }
}

/// A script that finds the newest record of the storage and does something with `store`, `newest` and `answer`.
fn on_slots(then: &str) -> String {
    format!(
        "new Promise((answer, fail) => {{ \
           const opening = indexedDB.open('holdfast-1'); \
           opening.onerror = () => fail(opening.error); \
           opening.onsuccess = () => {{ \
             const store = opening.result.transaction('slots', 'readwrite').objectStore('slots'); \
             const [keys, texts] = [store.getAllKeys(), store.getAll()]; \
             texts.onsuccess = () => {{ \
               opening.result.close(); \
               const sequence = (text) => Number(text.split(' ')[2]); \
               const newest = keys.result.map((key, at) => ({{ key, text: texts.result[at] }})) \
                 .sort((a, b) => sequence(b.text) - sequence(a.text))[0]; \
               {then}; \
             }}; }}; }})"
    )
}
