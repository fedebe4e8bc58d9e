//! Browser journeys against the built site: one harness for Chromium and Firefox.
//!
//! ```text
//! e2e::journey!(the_page_opens, async |page| {
//!     page.goto("#/").await?;
//!     page.wait_for("h1").await?;
//!     Ok(())
//! });
//! ```
//!
//! makes two tests, `the_page_opens::chromium` and `the_page_opens::firefox`. Each has its own server, driver,
//! browser, profile and download folder, all gone afterwards. When a journey ends well, the harness also holds
//! what must be true of every journey: nothing in the error console, no request outside the site, no missing file.

mod axe;
mod browser;
mod html;
mod page;
mod steps;
mod watch;

pub use browser::Browser;
pub use html::check as check_html;
pub use page::{Page, Scheme};
pub use watch::Entry;

/// What a journey returns; the message is what the developer reads.
pub type Outcome<T = ()> = anyhow::Result<T>;

/// The site's path on the test server: never the root, so that every journey proves a sub-path works.
pub const MOUNT: &str = "/some/where/";

/// Longer than any journey should take on a loaded machine.
const LIMIT: std::time::Duration = std::time::Duration::from_secs(180);

/// Runs a journey in one browser; panics with what went wrong, the console and a screenshot's place.
///
/// # Panics
/// When the journey or one of the things true of every journey fails.
pub fn run(browser: Browser, name: &str, body: impl AsyncFnOnce(&mut Page) -> Outcome) {
    let result = block_on(async {
        let mut page = Page::open(browser).await?;
        let walked = tokio::time::timeout(LIMIT, body(&mut page)).await;
        let result = walked.unwrap_or_else(|_| Err(anyhow::anyhow!("not done after {LIMIT:?}")));
        let result = match result {
            Ok(()) => page.hold_what_is_always_true().await,
            failed => failed,
        };
        match result {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(page.post_mortem(name).await)),
        }
    });
    if let Err(error) = result {
        panic!("{name} in {browser:?}: {error:#}");
    }
}

/// Runs one future to its end, ready for the browser's event channel.
///
/// # Panics
/// When the system gives no event loop.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    // Two cryptography back ends are linked in; without a choice the event channel would not open.
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("an event loop").block_on(future)
}

/// Makes one test per browser from a journey: `journey!(name, async |page| { … })`.
#[macro_export]
macro_rules! journey {
    ($(#[$attribute:meta])* $name:ident, $body:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[test]
            $(#[$attribute])*
            fn chromium() {
                $crate::run($crate::Browser::Chromium, stringify!($name), $body);
            }

            #[test]
            $(#[$attribute])*
            fn firefox() {
                $crate::run($crate::Browser::Firefox, stringify!($name), $body);
            }
        }
    };
}
