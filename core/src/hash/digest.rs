//! Cryptographic digests, used by rings as whole numbers or as words.

use md5::Digest as _;

/// A digest function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digest {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// The longest digest, in bytes.
    pub(crate) const LONGEST: usize = 64;

    /// The names of the functions in profile options.
    pub(crate) const NAMES: &[(&str, Digest)] = &[
        ("md5", Digest::Md5),
        ("sha1", Digest::Sha1),
        ("sha224", Digest::Sha224),
        ("sha256", Digest::Sha256),
        ("sha384", Digest::Sha384),
        ("sha512", Digest::Sha512),
    ];

    /// Returns the length of the digest in bytes.
    pub(crate) fn len(self) -> usize {
        match self {
            Digest::Md5 => 16,
            Digest::Sha1 => 20,
            Digest::Sha224 => 28,
            Digest::Sha256 => 32,
            Digest::Sha384 => 48,
            Digest::Sha512 => 64,
        }
    }

    /// Returns the digest, followed by zeros. Never allocates.
    pub(crate) fn whole(self, bytes: &[u8]) -> [u8; Digest::LONGEST] {
        let mut whole = [0; Digest::LONGEST];
        let out = &mut whole[..self.len()];
        match self {
            Digest::Md5 => out.copy_from_slice(&md5::Md5::digest(bytes)),
            Digest::Sha1 => out.copy_from_slice(&sha1::Sha1::digest(bytes)),
            Digest::Sha224 => out.copy_from_slice(&sha2::Sha224::digest(bytes)),
            Digest::Sha256 => out.copy_from_slice(&sha2::Sha256::digest(bytes)),
            Digest::Sha384 => out.copy_from_slice(&sha2::Sha384::digest(bytes)),
            Digest::Sha512 => out.copy_from_slice(&sha2::Sha512::digest(bytes)),
        }
        whole
    }

    /// Returns the first eight bytes, big-endian.
    pub(crate) fn leading(self, bytes: &[u8]) -> u64 {
        let whole = self.whole(bytes);
        u64::from(word(&whole, 0).swap_bytes()) << 32 | u64::from(word(&whole, 1).swap_bytes())
    }

    /// Returns a little-endian word; zero after the digest.
    pub(crate) fn word(self, bytes: &[u8], number: usize) -> u32 {
        word(&self.whole(bytes), number)
    }

    /// Returns the coordinate of a word of a digest that [`Digest::whole`] returned.
    pub(crate) fn word_place(self, whole: &[u8; Digest::LONGEST], number: usize) -> u64 {
        u64::from(word(whole, number)) << 32
    }

    /// Returns the first four bytes, big-endian.
    pub(crate) fn first_big_endian(self, bytes: &[u8]) -> u32 {
        word(&self.whole(bytes), 0).swap_bytes()
    }
}

/// Returns a little-endian word of a digest; zero after it.
pub(crate) fn word(whole: &[u8; Digest::LONGEST], number: usize) -> u32 {
    whole.as_chunks::<4>().0.get(number).map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// Returns the two halves of an MD5 digest, each little-endian.
pub(crate) fn md5_halves(bytes: &[u8]) -> (u64, u64) {
    let whole = Digest::Md5.whole(bytes);
    let half = |first| u64::from(word(&whole, first)) | u64::from(word(&whole, first + 1)) << 32;
    (half(0), half(2))
}

/// Returns the first eight bytes of BLAKE2b-512, little-endian.
pub(crate) fn blake2b_word(bytes: &[u8]) -> u64 {
    let mut whole = [0; Digest::LONGEST];
    whole.copy_from_slice(&blake2::Blake2b512::digest(bytes));
    u64::from(word(&whole, 0)) | u64::from(word(&whole, 1)) << 32
}
