//! The constants of the format of a snapshot.

use crc::{CRC_32_ISCSI, Crc};

/// The first bytes of every snapshot.
pub(super) const MAGIC: &[u8] = b"ringwise";

/// The format that is written and read.
pub(super) const FORMAT: u16 = 1;

/// The number of bytes of the checksum, at the end.
pub(super) const CHECKSUM_BYTES: usize = 4;

/// CRC-32C, which finds every flip of up to three bits in a snapshot of usual size.
pub(super) static CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);

/// The types of an option's value.
pub(super) mod kind {
    pub(in crate::snapshot) const INTEGER: u8 = 1;
    pub(in crate::snapshot) const TEXT: u8 = 2;
    pub(in crate::snapshot) const BOOLEAN: u8 = 3;
    pub(in crate::snapshot) const MAP: u8 = 4;
}

/// The optional fields of a node, one bit each.
pub(super) mod field {
    pub(in crate::snapshot) const IDENTITY: u8 = 1;
    pub(in crate::snapshot) const ZONE: u8 = 2;
    pub(in crate::snapshot) const VNODES: u8 = 4;
    pub(in crate::snapshot) const POINTS: u8 = 8;
    pub(in crate::snapshot) const ALL: u8 = IDENTITY | ZONE | VNODES | POINTS;
}
