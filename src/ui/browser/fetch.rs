//! Files that lie beside the page.

use gloo_net::http::Request;

/// Why a file beside the page could not be read. Messages say what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No answer: offline, or the server is gone.
    #[error("This could not be loaded. Check your connection, then try again")]
    NoAnswer,
    /// An answer that is not the file.
    #[error("This could not be loaded: the server said {status}. Try again, or tell whoever runs this page")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// An address outside the place the page came from.
    #[error("“{address}” is not a file of this page")]
    NotOurs {
        /// The address.
        address: String,
    },
}

/// The text at an address relative to the page, such as `examples/shop.holdfast.json`.
pub async fn text(address: &str) -> Result<String, FetchError> {
    if address.starts_with(['/', '\\']) || address.contains(':') {
        return Err(FetchError::NotOurs { address: address.to_owned() });
    }
    let answer = Request::get(address).send().await.map_err(|_| FetchError::NoAnswer)?;
    if !answer.ok() {
        return Err(FetchError::Status { status: answer.status() });
    }
    answer.text().await.map_err(|_| FetchError::NoAnswer)
}
