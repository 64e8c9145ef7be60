//! The short name of a placement.

use core::fmt;

use crate::hash::murmur3::murmur3_x64_128;

/// 128 bits that identify a placement; [`HashRing::fingerprint`](crate::HashRing::fingerprint) returns them.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let ring = HashRing::from_names(["a", "b", "c"])?;
/// assert_eq!(ring.fingerprint().to_string(), "455baf8501c973073b57bb3e8d5bdfb2");
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Returns the fingerprint of a snapshot without its checksum.
    pub(super) fn of(body: &[u8]) -> Self {
        let (high, low) = murmur3_x64_128(body, 0);
        Fingerprint((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
    }

    /// Returns the bytes, in the order of the hex digits of its text.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let fingerprint = HashRing::new().fingerprint();
    /// let digits: String = fingerprint.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    /// assert_eq!(digits, fingerprint.to_string());
    /// ```
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}
