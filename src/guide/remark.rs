//! What the parser changed or could not use, for whoever writes the guide.

use thiserror::Error;

/// Something in a guide that was cut, flattened or ignored. The guide still renders; each message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Remark {
    /// The text is longer than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("The guide has {bytes} bytes and was cut after {kept}. Split it into two guides")]
    TooLong {
        /// Length of the text as given.
        bytes: usize,
        /// Bytes that were kept.
        kept: usize,
    },
    /// Quotes, lists or emphasis are nested deeper than [`MAX_NESTING`](super::MAX_NESTING).
    #[error("Quotes or lists are nested more than {levels} deep; the inner ones are shown flat. Nest less")]
    TooDeep {
        /// The deepest nesting that is kept.
        levels: usize,
    },
    /// The text makes more than [`MAX_PIECES`](super::MAX_PIECES) pieces.
    #[error("The guide was cut after {pieces} pieces of text. Split it into two guides")]
    TooManyPieces {
        /// Pieces that were kept.
        pieces: usize,
    },
    /// `::: screen` inside a passage that is already for the screen only.
    #[error("A line \"::: screen\" stands inside another one. End the first with \":::\"")]
    ScreenMarkNested,
    /// A `:::` line with nothing to close.
    #[error("A line \":::\" closes nothing. Remove it, or put \"::: screen\" before the passage")]
    ScreenMarkUnopened,
    /// The text ends inside a passage for the screen only.
    #[error("The last \"::: screen\" is never closed, so print leaves out everything after it. Add \":::\"")]
    ScreenMarkUnclosed,
    /// A heading's anchor has other characters than `a-z`, `0-9` and `-`, or more than 64.
    #[error("The heading \"{heading}\" has an anchor that cannot be used. Write one such as {{#load-tests}}")]
    BadAnchor {
        /// The heading's text.
        heading: String,
    },
    /// Two headings ask for the same anchor; the later one was renamed.
    #[error("The anchor \"{anchor}\" is used twice; links lead to the first. Give the second another name")]
    DuplicateAnchor {
        /// The anchor both asked for.
        anchor: String,
    },
    /// A link to a place that is not allowed; its words were kept.
    #[error(
        "A link was left out: \"{target}\". Use https, a guide such as steady-state.md#images, or #images"
    )]
    LinkDropped {
        /// The target as written, cut to 80 characters.
        target: String,
    },
    /// Raw HTML was shown as text.
    #[error("HTML is shown as text: \"{html}\". Write Markdown instead")]
    HtmlAsText {
        /// The start of it, cut to 80 characters.
        html: String,
    },
    /// An image was replaced by its alternative text.
    #[error("An image was replaced by its description. Guides are text only")]
    ImageDropped,
}
