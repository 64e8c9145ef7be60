//! Which part of a key is hashed.

use core::fmt;

/// Two ASCII characters. Only the part of a key between them is hashed, so that keys with the same tag share a node.
/// Redis Cluster does this with `{}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HashTag {
    open: u8,
    close: u8,
}

impl HashTag {
    /// The tag of Redis Cluster.
    pub(crate) const BRACES: HashTag = HashTag { open: b'{', close: b'}' };

    /// Reads two ASCII characters.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match *text.as_bytes() {
            [open, close] if text.is_ascii() => Some(HashTag { open, close }),
            _ => None,
        }
    }

    /// Returns the part of `key` that is hashed: the part between the first opening character and the next closing one.
    /// It is the whole key if either is missing or nothing is between them. Never allocates.
    pub(crate) fn of(self, key: &[u8]) -> &[u8] {
        self.between(key).filter(|tag| !tag.is_empty()).unwrap_or(key)
    }

    fn between(self, key: &[u8]) -> Option<&[u8]> {
        let start = key.iter().position(|&byte| byte == self.open)? + 1;
        let rest = &key[start..];
        let len = rest.iter().position(|&byte| byte == self.close)?;
        Some(&rest[..len])
    }
}

impl fmt::Display for HashTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", char::from(self.open), char::from(self.close))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_what_stands_between() {
        let braces = HashTag::parse("{}").unwrap();
        let cases = [
            ("{user1}.name", "user1"),
            ("a{user1}", "user1"),
            ("{}{user1}", "{}{user1}"),
            ("{{user1}}", "{user1"),
            ("{user1", "{user1"),
            ("}user1{", "}user1{"),
            ("}{a}", "a"),
            ("user1", "user1"),
            ("", ""),
        ];
        for (key, tag) in cases {
            assert_eq!(braces.of(key.as_bytes()), tag.as_bytes(), "{key}");
        }
        let bars = HashTag::parse("||").unwrap();
        assert_eq!(bars.of(b"x|y|z|"), b"y");
        assert_eq!(bars.of(b"x|y"), b"x|y");
    }
}
