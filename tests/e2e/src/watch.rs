//! What the browser reports while a journey runs: console entries, uncaught errors, requests.

use crate::Outcome;
use futures_util::StreamExt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use thirtyfour::bidi::BiDi;
use thirtyfour::bidi::events::{BeforeRequestSent, LogEntryAdded};

/// One line of the browser's console, or an uncaught error.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `debug`, `info`, `warn` or `error`.
    pub level: String,
    /// The text as the console shows it.
    pub text: String,
}

/// Collected reports; clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch {
    entries: Arc<Mutex<Vec<Entry>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

/// A page that breaks its policy says so only to whoever listens.
const TELL_VIOLATIONS: &str = "() => document.addEventListener('securitypolicyviolation', (event) => \
    console.error(`policy: ${event.violatedDirective} blocked ${event.blockedURI || 'inline'} ${event.sample}`))";

impl Watch {
    /// Listens to a session until it ends.
    pub(crate) async fn follow(&self, bidi: &BiDi) -> Outcome {
        let mut log = bidi.subscribe::<LogEntryAdded>().await?;
        let mut sent = bidi.subscribe::<BeforeRequestSent>().await?;
        bidi.script().add_preload_script(TELL_VIOLATIONS).await?;
        let (entries, requests) = (Arc::clone(&self.entries), Arc::clone(&self.requests));
        tokio::spawn(async move {
            while let Some(entry) = log.next().await {
                let level = serde_json::to_value(&entry.level).ok();
                let level =
                    level.as_ref().and_then(serde_json::Value::as_str).unwrap_or("unknown").to_owned();
                lock(&entries).push(Entry { level, text: entry.text.unwrap_or_default() });
            }
        });
        tokio::spawn(async move {
            while let Some(event) = sent.next().await {
                lock(&requests).push(event.request.url);
            }
        });
        Ok(())
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        lock(&self.entries).clone()
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        lock(&self.requests).clone()
    }

    pub(crate) fn forget_entries(&self) {
        lock(&self.entries).clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
