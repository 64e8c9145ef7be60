//! The kinds of errors, from one table.

/// Calls a macro with every kind: its name in Rust, its number in C, its name in C and Node, and its meaning.
///
/// A number, once released, keeps its meaning. 11 is reserved for revisions.
macro_rules! for_each_kind {
    ($make:ident) => {
        $make! {
            InvalidName = 1, "INVALID_NAME", "A name, identity or zone is empty, too long or not UTF-8.";
            InvalidWeight = 2, "INVALID_WEIGHT", "A weight is out of range.";
            DuplicateNode = 3, "DUPLICATE_NODE", "Another node has the name or the identity.";
            UnknownNode = 4, "UNKNOWN_NODE", "No node has the name.";
            TooManyPoints = 5, "TOO_MANY_POINTS", "The virtual nodes would exceed 67,108,864.";
            InvalidOption = 6, "INVALID_OPTION", "An option is unknown, or its value is out of range.";
            BadSnapshot = 7, "BAD_SNAPSHOT", "The bytes or the text are not a snapshot of a ring.";
            SnapshotVersion = 8, "SNAPSHOT_VERSION", "A later version of ringwise wrote the snapshot.";
            UnknownProfile = 9, "UNKNOWN_PROFILE", "No profile has the name.";
            Unsupported = 10, "UNSUPPORTED", "The ring's profile does not support this.";
            InvalidAddress = 12, "INVALID_ADDRESS", "A node's address is not one that can be connected to.";
            MonitorFailed = 13, "MONITOR_FAILED", "The system refused the health monitor a thread.";
            TooManyNodes = 14, "TOO_MANY_NODES", "The nodes, or the distinct names over the ring's life, would exceed 16,777,216.";
        }
    };
}

macro_rules! kinds {
    ($($kind:ident = $code:literal, $name:literal, $about:literal;)*) => {
        /// The kind of an [`Error`](crate::Error), without its data: what programs compare.
        ///
        /// # Examples
        ///
        /// ```
        /// use ringwise::{ErrorKind, HashRing};
        ///
        /// let error = HashRing::new().remove_node("a").unwrap_err();
        /// assert_eq!(error.kind(), ErrorKind::UnknownNode);
        /// assert_eq!((error.kind().code(), error.kind().name()), (4, "UNKNOWN_NODE"));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u32)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $(#[doc = $about] $kind = $code,)*
        }

        impl ErrorKind {
            /// Every kind, in the order of their codes.
            ///
            /// # Examples
            ///
            /// ```
            /// use ringwise::ErrorKind;
            ///
            /// let kind = ErrorKind::ALL.iter().find(|kind| kind.code() == 3);
            /// assert_eq!(kind, Some(&ErrorKind::DuplicateNode));
            /// ```
            pub const ALL: &[ErrorKind] = &[$(ErrorKind::$kind),*];

            /// Returns the number of this kind in C, which is the same in every later version.
            ///
            /// # Examples
            ///
            /// ```
            /// use ringwise::ErrorKind;
            ///
            /// assert_eq!(ErrorKind::InvalidAddress.code(), 12);
            /// ```
            #[must_use]
            pub const fn code(self) -> u32 {
                self as u32
            }

            /// Returns the name of this kind in C and in Node.
            ///
            /// # Examples
            ///
            /// ```
            /// use ringwise::ErrorKind;
            ///
            /// assert_eq!(ErrorKind::TooManyPoints.name(), "TOO_MANY_POINTS");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(ErrorKind::$kind => $name,)*
                }
            }

            /// Returns the meaning of this kind, in one sentence.
            ///
            /// # Examples
            ///
            /// ```
            /// use ringwise::ErrorKind;
            ///
            /// assert_eq!(ErrorKind::UnknownProfile.about(), "No profile has the name.");
            /// ```
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self {
                    $(ErrorKind::$kind => $about,)*
                }
            }
        }
    };
}

for_each_kind!(kinds);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_distinct_codes_and_names() {
        let mut codes: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
        let mut names: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
        assert!(codes.is_sorted());
        codes.dedup();
        names.sort_unstable();
        names.dedup();
        assert_eq!((codes.len(), names.len()), (ErrorKind::ALL.len(), ErrorKind::ALL.len()));
    }

    #[test]
    fn a_kind_has_the_name_of_its_variant() {
        for kind in ErrorKind::ALL {
            assert_eq!(kind.name().replace('_', ""), format!("{kind:?}").to_uppercase());
        }
    }
}
