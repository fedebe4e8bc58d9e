//! Browser journeys against the built site.
