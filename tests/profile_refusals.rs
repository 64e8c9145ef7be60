//! What profiles refuse, and in which words.
