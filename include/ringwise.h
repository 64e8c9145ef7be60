/*
 * ringwise: a consistent-hash ring that places every key on the same node in C, Rust, Python and Node.
 *
 * For C99 and C++11 or later. Generated from ffi/src by cbindgen: do not edit.
 *
 *     ringwise_ring *ring;
 *     uint32_t owner;
 *
 *     ringwise_ring_new(NULL, NULL, &ring);
 *     ringwise_ring_add_node(ring, "cache-1", 7, 1, NULL, 0, NULL, 0);
 *     ringwise_ring_add_node(ring, "cache-2", 7, 1, NULL, 0, NULL, 0);
 *     if (ringwise_ring_get_node(ring, "user:42", 7, &owner))
 *         send_to(connections[owner]);
 *     ringwise_ring_free(ring);
 *
 * Contents:
 *
 *    1. The version
 *    2. Statuses
 *    3. Texts
 *    4. Lists of names
 *    5. Options of a ring
 *    6. Lists of nodes
 *    7. Rings
 *    8. Edits
 *    9. A new list of members
 *   10. Lookups
 *   11. The nodes of a key, one by one
 *   12. Readers
 *   13. Functions of single profiles
 *   14. Health
 *   15. Loads
 *   16. Callbacks of a health monitor
 *   17. Options of a health monitor
 *   18. Health monitors
 *   19. A ring in words
 *   20. Shares of the key space
 *   21. Ranges of positions
 *   22. Statistics of a ring
 *   23. Real keys against the shares
 *   24. Two rings compared over real keys
 *   25. Plans
 *   26. Moves of a plan
 *   27. Snapshots
 *   28. Functions without a ring
 *
 * The rules below hold for all functions. The comment of a function states only what differs.
 *
 * Nodes. A node has a name and an id, a uint32_t. A ring numbers its names from 0 and never gives the id of a name to another one, even
 * if the node is removed. So an array that is indexed by id, such as one of connections, outlives every edit. Ids belong to one ring:
 * another ring numbers the same names differently. The copy that ringwise_ring_clone() makes has the same ids.
 *
 * Errors. A function that can fail returns a ringwise_status. If it is not RINGWISE_STATUS_OK, the function has changed and written
 * nothing, and ringwise_last_error() says what was wrong and what would be right. Comments list the statuses without their prefix. Three
 * statuses are not listed, because every such function can return them: NULL_POINTER for a pointer that must not be NULL, INVALID_NAME for
 * a name, an identity or a zone that is not UTF-8, and PANIC. Any other function returns false, 0 or NULL if it has no result or if a
 * pointer is NULL that must not be. If memory runs out, the process ends.
 *
 * Ownership. A type that has a function ending in _free is an opaque handle. A handle that is not const, returned or written to a
 * parameter, belongs to the caller, who frees it once; to free NULL does nothing. A const handle and a text are borrowed: they live as
 * long as the handle that they come from. Arguments are borrowed for the call. What a handle holds stays as it is, whatever is edited
 * later.
 *
 * NULL. If a function writes several results, each of their pointers may be NULL. If it writes only one, its pointer must be given. A text
 * and its length count as one result. Buffers, and the count that is written with them, must be given.
 *
 * Lists. A _len function returns the number of items, and an _at function writes the item at an index that counts from 0; past the end it
 * returns false. A _next function writes items that are found one by one.
 *
 * Buffers. Ids and other numbers that can be many are written to a buffer of the caller's. If another thread can edit the ring between the
 * call that returns the length and the call that fills the buffer, make the buffer larger.
 *
 * Text. Names, identities and zones are UTF-8 of 1 to 65,535 bytes, which can hold any character, even NUL. So they have a length, as
 * arguments and as results, and no NUL at the end. Keys are any bytes; an empty key may be NULL. Names of options are plain C strings.
 *
 * Lookups. A lookup takes no lock, does not fail and allocates nothing, with two exceptions: a thread's first call with any ring allocates
 * about 200 bytes, and a list of more than 16 nodes on a ring of more than 65,536 nodes allocates a bit for each node.
 *
 * Threads. Any thread may call any function at any time, with four exceptions. A handle may be freed only when no other call uses it, now
 * or later. A function that fills a handle (_set_ and _add_ of options, members and monitor options) must be the only call that uses it.
 * Readers and everything that has a _next function are for one thread at a time. A callback of a monitor must not free its monitor. Edits
 * of one ring wait for each other.
 *
 * Profiles. A ring has ringwise's own placement, which is called native, or the placement of another system: its profile. A profile can
 * differ in which keys an edit moves, in the order of members, in what positions are and in its defaults: see docs/profiles.md. What a
 * profile does not have is refused with UNSUPPORTED.
 *
 * Times. They are in seconds; a moment is counted from 1970-01-01 00:00 UTC.
 */

#ifndef RINGWISE_H
#define RINGWISE_H


#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* ---- 1. The version ------------------------------------------------------------------------------------ */

/** The version of this header; ringwise_version() returns the library's. */
#define RINGWISE_VERSION "0.1.0"

/** The ABI that this header describes; see ringwise_abi_version(). */
#define RINGWISE_ABI_VERSION 1

/** Returns the version of the library, such as "0.1.0". It ends with a NUL. */
const char *ringwise_version(void);

/**
 * Returns the ABI of the library, which must equal RINGWISE_ABI_VERSION. It is raised when programs that were compiled earlier
 * would no longer work. New functions do not raise it.
 */
uint32_t ringwise_abi_version(void);

/* ---- 2. Statuses --------------------------------------------------------------------------------------- */

/** The result of a call that can fail: a ringwise_status_code. */
typedef uint32_t ringwise_status;

/** Every ringwise_status. A number keeps its meaning for ever. */
enum ringwise_status_code {
    /** The call succeeded. */
    RINGWISE_STATUS_OK = 0,
    /** A name, identity or zone is empty, too long or not UTF-8. */
    RINGWISE_STATUS_INVALID_NAME = 1,
    /** A weight is out of range. */
    RINGWISE_STATUS_INVALID_WEIGHT = 2,
    /** Another node has the name or the identity. */
    RINGWISE_STATUS_DUPLICATE_NODE = 3,
    /** No node has the name. */
    RINGWISE_STATUS_UNKNOWN_NODE = 4,
    /** The virtual nodes would exceed 67,108,864. */
    RINGWISE_STATUS_TOO_MANY_POINTS = 5,
    /** An option is unknown, or its value is out of range. */
    RINGWISE_STATUS_INVALID_OPTION = 6,
    /** The bytes or the text are not a snapshot of a ring. */
    RINGWISE_STATUS_BAD_SNAPSHOT = 7,
    /** A later version of ringwise wrote the snapshot. */
    RINGWISE_STATUS_SNAPSHOT_VERSION = 8,
    /** No profile has the name. */
    RINGWISE_STATUS_UNKNOWN_PROFILE = 9,
    /** The ring's profile does not support this. */
    RINGWISE_STATUS_UNSUPPORTED = 10,
    /** A node's address is not one that can be connected to. */
    RINGWISE_STATUS_INVALID_ADDRESS = 12,
    /** The system refused the health monitor a thread. */
    RINGWISE_STATUS_MONITOR_FAILED = 13,
    /** The nodes, or the distinct names over the ring's life, would exceed 16,777,216. */
    RINGWISE_STATUS_TOO_MANY_NODES = 14,
    /** A pointer is NULL that may not be. */
    RINGWISE_STATUS_NULL_POINTER = 100,
    /** The caller's buffer is too small for all items. */
    RINGWISE_STATUS_BUFFER_TOO_SMALL = 101,
    /** A bug in ringwise; the handle may still be used and freed. */
    RINGWISE_STATUS_PANIC = 102,
};

/**
 * Returns the message of this thread's last call that failed, or "" if none has failed. It names the value that was wrong and says what
 * would be right.
 *
 * The message ends with a NUL and lives until the next call of this thread that fails. A NUL inside it is written as \0.
 */
const char *ringwise_last_error(void);

/** Returns the name of a status without its prefix, such as "UNKNOWN_NODE", or "" for an unknown number. It ends with a NUL. */
const char *ringwise_status_name(ringwise_status status);

/* ---- 3. Texts ------------------------------------------------------------------------------------------ */

/** A text, or the bytes of a snapshot. */
typedef struct ringwise_text ringwise_text;

/**
 * Returns the characters of a text. A NUL follows them, which len does not count.
 *
 * len            gets the number of bytes; may be NULL
 */
const char *ringwise_text_get(const ringwise_text *text, size_t *len);

/** Frees a text. */
void ringwise_text_free(ringwise_text *text);

/* ---- 4. Lists of names --------------------------------------------------------------------------------- */

/** A list of names. */
typedef struct ringwise_names ringwise_names;

/** Returns the number of names. */
size_t ringwise_names_len(const ringwise_names *names);

/** Writes the name at an index. */
bool ringwise_names_at(const ringwise_names *names, size_t index, const char **name, size_t *name_len);

/** Frees a list of names. */
void ringwise_names_free(ringwise_names *names);

/* ---- 5. Options of a ring ------------------------------------------------------------------------------ */

/**
 * The system whose placement the ring has.
 *
 * Value: the name of a profile; default: "native".
 */
#define RINGWISE_PROFILE "profile"

/**
 * The number of virtual nodes for each unit of weight.
 *
 * Value: an integer from 1 to 67108864; default: 160.
 */
#define RINGWISE_VNODES "vnodes"

/**
 * The seed of every hash.
 *
 * Value: an integer from 0 to 4294967295; default: 0.
 */
#define RINGWISE_SEED "seed"

/**
 * Two characters: of a key that has them, only the part between them is hashed.
 *
 * Value: two ASCII characters such as "{}"; default: none.
 */
#define RINGWISE_HASH_TAG "hash_tag"

/**
 * How the nodes of a key are spread over zones: one of each first, or one of each at most.
 *
 * Value: "spread" or "strict"; default: "spread".
 */
#define RINGWISE_ZONES "zones"

/**
 * The most that a node may own, in percent of its fair share.
 *
 * Value: an integer from 101 to 1000; default: none.
 */
#define RINGWISE_CAP "cap"

/**
 * Options by name: those that a ring is to be made with, or those of an existing ring.
 *
 * An option that is not set has its default. docs/profiles.md lists the options and defaults of each profile. Values are checked when a
 * ring is made, not when they are set.
 */
typedef struct ringwise_options ringwise_options;

/** Returns an empty set of options: all have their defaults. Never NULL. */
ringwise_options *ringwise_options_new(void);

/** Frees options. Rings that were made with them stay. */
void ringwise_options_free(ringwise_options *options);

/**
 * Sets an option to an integer, such as RINGWISE_VNODES.
 *
 * Returns OK.
 */
ringwise_status ringwise_options_set_integer(ringwise_options *options, const char *name, int64_t value);

/**
 * Sets an option to a text, such as RINGWISE_PROFILE.
 *
 * Returns OK.
 */
ringwise_status ringwise_options_set_text(ringwise_options *options,
                                          const char *name,
                                          const char *value,
                                          size_t value_len);

/**
 * Sets an option to true or false, such as "avalanche" of profile haproxy.
 *
 * Returns OK.
 */
ringwise_status ringwise_options_set_boolean(ringwise_options *options, const char *name, bool value);

/**
 * Sets an option to integers by key, such as "replication" of profile cassandra: the number of replicas in each data centre.
 *
 * keys, key_lens, values, count      the keys, their lengths and the integer of each; if a key comes twice, the later counts
 *
 * Returns OK, or INVALID_NAME for a key that is not UTF-8.
 */
ringwise_status ringwise_options_set_map(ringwise_options *options,
                                         const char *name,
                                         const char *const *keys,
                                         const size_t *key_lens,
                                         const int64_t *values,
                                         size_t count);

/** Returns the number of options that are set. */
size_t ringwise_options_len(const ringwise_options *options);

/** Returns the name of the option at an index, which ends with a NUL; NULL past the end. */
const char *ringwise_options_name_at(const ringwise_options *options, size_t index);

/** Writes the value of an option that is an integer. Returns false if the option is not set, or is not an integer. */
bool ringwise_options_integer(const ringwise_options *options,
                              const char *name,
                              int64_t *value);

/** Writes the value of an option that is a text. Returns false if the option is not set, or is not a text. */
bool ringwise_options_text(const ringwise_options *options,
                           const char *name,
                           const char **value,
                           size_t *value_len);

/** Writes the value of an option that is true or false. Returns false if the option is not set, or is neither. */
bool ringwise_options_boolean(const ringwise_options *options, const char *name, bool *value);

/** Returns the number of keys of an option that is a map; 0 if the option is not set, or is not a map. */
size_t ringwise_options_map_len(const ringwise_options *options, const char *name);

/** Writes a key of an option that is a map, and its integer. The maps of a ring are in bytewise order of their keys. */
bool ringwise_options_map_at(const ringwise_options *options,
                             const char *name,
                             size_t index,
                             const char **key,
                             size_t *key_len,
                             int64_t *value);

/** Returns the names of all profiles. */
ringwise_names *ringwise_profiles(void);

/* ---- 6. Lists of nodes --------------------------------------------------------------------------------- */

/**
 * A list of nodes: those that a ring is to be made of, or the members of an existing ring.
 *
 * A node has a name, a weight and, if it was given them, a zone, an identity, its own number of virtual nodes or its own points. All of
 * it is checked when the node enters a ring.
 */
typedef struct ringwise_members ringwise_members;

/** Returns an empty list; never NULL. */
ringwise_members *ringwise_members_new(void);

/** Frees a list. Rings that were made from it stay. */
void ringwise_members_free(ringwise_members *members);

/**
 * Adds a node to a list.
 *
 * weight         0 to 67,108,864 (2^26); a node of weight 2 owns about twice the keys of a node of weight 1; a node of weight 0 is a
 *                member that owns no key
 * zone, zone_len           NULL and 0: no zone
 * identity, identity_len   the text that is hashed instead of the name; NULL and 0: the name
 *
 * Returns OK or INVALID_NAME.
 */
ringwise_status ringwise_members_add_node(ringwise_members *members,
                                          const char *name,
                                          size_t name_len,
                                          int64_t weight,
                                          const char *zone,
                                          size_t zone_len,
                                          const char *identity,
                                          size_t identity_len);

/**
 * Sets a node's own number of virtual nodes, which replaces the one that follows from its weight. Only some profiles accept it, such as
 * npm_hashring.
 *
 * name, name_len           if several nodes have this name, the last of them is changed
 * vnodes         1 to 67,108,864 (2^26)
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_members_set_vnodes(ringwise_members *members,
                                            const char *name,
                                            size_t name_len,
                                            int64_t vnodes);

/**
 * Sets a node's own points. Only profiles points and cassandra accept them.
 *
 * name, name_len           if several nodes have this name, the last of them is changed
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_members_set_points(ringwise_members *members,
                                            const char *name,
                                            size_t name_len,
                                            const uint64_t *points,
                                            size_t points_len);

/**
 * Sets a node's own points as signed numbers: the tokens of profile cassandra.
 *
 * Otherwise as ringwise_members_set_points().
 */
ringwise_status ringwise_members_set_tokens(ringwise_members *members,
                                            const char *name,
                                            size_t name_len,
                                            const int64_t *tokens,
                                            size_t tokens_len);

/** Returns the number of nodes of a list. */
size_t ringwise_members_len(const ringwise_members *members);

/**
 * Writes the node at an index.
 *
 * zone, zone_len           get NULL and 0 if the node has no zone
 */
bool ringwise_members_at(const ringwise_members *members,
                         size_t index,
                         const char **name,
                         size_t *name_len,
                         int64_t *weight,
                         const char **zone,
                         size_t *zone_len);

/**
 * Writes the identity of the node at an index: the text that is hashed for it.
 *
 * assigned       gets whether the ring that the list comes from assigned the identity, because its profile derives identities from all
 *                members together, as HAProxy numbers its servers
 */
bool ringwise_members_identity_at(const ringwise_members *members,
                                  size_t index,
                                  const char **identity,
                                  size_t *identity_len,
                                  bool *assigned);

/** Writes the own number of virtual nodes of the node at an index. Returns false if the node has none of its own. */
bool ringwise_members_vnodes_at(const ringwise_members *members,
                                size_t index,
                                int64_t *vnodes);

/** Returns the number of own points of the node at an index; 0 if it has none. */
size_t ringwise_members_points_len(const ringwise_members *members, size_t index);

/**
 * Writes one of the own points of the node at an index.
 *
 * number         the index of the point, below ringwise_members_points_len()
 * point          gets the point; under profile cassandra, cast it to int64_t
 */
bool ringwise_members_point_at(const ringwise_members *members, size_t index, size_t number, uint64_t *point);

/* ---- 7. Rings ------------------------------------------------------------------------------------------ */

/** A consistent-hash ring: which node owns which key. An edit replaces the whole ring at once, so a lookup never sees half an edit. */
typedef struct ringwise_ring ringwise_ring;

/**
 * Makes a ring.
 *
 * options        NULL: all defaults
 * members        NULL: no members
 *
 * Returns OK, UNKNOWN_PROFILE, INVALID_OPTION, UNSUPPORTED (something that the profile does not have), INVALID_NAME, INVALID_WEIGHT,
 * DUPLICATE_NODE (two nodes have the same name or identity), TOO_MANY_POINTS or TOO_MANY_NODES.
 */
ringwise_status ringwise_ring_new(const ringwise_options *options,
                                  const ringwise_members *members,
                                  ringwise_ring **ring);

/** Returns an independent copy of a ring, with the same ids and load factor. All its nodes are healthy and have no load. */
ringwise_ring *ringwise_ring_clone(const ringwise_ring *ring);

/** Frees a ring, and every name that it wrote. Its readers and monitors stay, with the ring as it was last. */
void ringwise_ring_free(ringwise_ring *ring);

/**
 * Returns whether two rings have equal options and members, so that they place every key on the same node. Ids, health and loads make
 * no difference.
 */
bool ringwise_ring_equal(const ringwise_ring *ring,
                         const ringwise_ring *other);

/**
 * Returns the options that are in force in a ring, defaults included. An option that has no value, such as a hash tag that was not
 * set, is not in it.
 */
ringwise_options *ringwise_ring_options(const ringwise_ring *ring);

/** Returns the number of members. */
size_t ringwise_ring_len(const ringwise_ring *ring);

/** Returns whether a node is a member. */
bool ringwise_ring_contains(const ringwise_ring *ring, const char *name, size_t name_len);

/**
 * Returns the members, in bytewise order of their names. A profile that depends on the order of the nodes keeps the order in which
 * they were added.
 */
ringwise_members *ringwise_ring_members(const ringwise_ring *ring);

/** Returns a list of one member, or NULL if there is no member of that name. */
ringwise_members *ringwise_ring_node(const ringwise_ring *ring, const char *name, size_t name_len);

/**
 * Writes the ids of the members, in the order of ringwise_ring_members().
 *
 * out, out_len   buffer for ringwise_ring_len() ids
 *
 * Returns OK or BUFFER_TOO_SMALL.
 */
ringwise_status ringwise_ring_nodes(const ringwise_ring *ring,
                                    uint32_t *out,
                                    size_t out_len,
                                    size_t *written);

/** Writes the id of a node that is or was a member. */
bool ringwise_ring_id(const ringwise_ring *ring, const char *name, size_t name_len, uint32_t *id);

/** Writes the name of an id, whether or not the node is a member now. The name lives as long as the ring. */
bool ringwise_ring_name(const ringwise_ring *ring, uint32_t id, const char **name, size_t *name_len);

/** Returns the number of names that the ring has had over its life. All its ids are below. */
size_t ringwise_ring_names_len(const ringwise_ring *ring);

/** Returns the number of points. */
size_t ringwise_ring_points_len(const ringwise_ring *ring);

/**
 * Writes the points in ascending order of their positions, each with its owner. If several points are at one position, the first of
 * them owns the keys there.
 *
 * Positions are in the measure of the profile: 64 bits, 32 bits, the leading 64 bits of longer ones, or the entries of a table.
 *
 * positions, owners, len   two buffers, each for ringwise_ring_points_len() items
 *
 * Returns OK or BUFFER_TOO_SMALL.
 */
ringwise_status ringwise_ring_points(const ringwise_ring *ring,
                                     uint64_t *positions,
                                     uint32_t *owners,
                                     size_t len,
                                     size_t *written);

/* ---- 8. Edits ------------------------------------------------------------------------------------------ */

/**
 * Adds a node. Keys move to it. On a native ring without a cap no other key moves.
 *
 * The parameters are those of ringwise_members_add_node().
 *
 * Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE (its name or its identity is taken), TOO_MANY_POINTS, TOO_MANY_NODES or,
 * under a profile, UNSUPPORTED or INVALID_OPTION.
 */
ringwise_status ringwise_ring_add_node(ringwise_ring *ring,
                                       const char *name,
                                       size_t name_len,
                                       int64_t weight,
                                       const char *zone,
                                       size_t zone_len,
                                       const char *identity,
                                       size_t identity_len);

/**
 * Adds a node of a list, with everything that the list holds of it, its own virtual nodes and points too.
 *
 * name, name_len           if several nodes of the list have this name, the last of them is added
 *
 * Returns what ringwise_ring_add_node() returns, or UNKNOWN_NODE if the list has no such node.
 */
ringwise_status ringwise_ring_add_member(ringwise_ring *ring,
                                         const ringwise_members *members,
                                         const char *name,
                                         size_t name_len);

/**
 * Removes a node. Its keys move to the other nodes. On a native ring without a cap no other key moves.
 *
 * Returns OK, UNKNOWN_NODE or, under a profile, INVALID_OPTION.
 */
ringwise_status ringwise_ring_remove_node(ringwise_ring *ring, const char *name, size_t name_len);

/**
 * Changes the weight of a node. On a native ring without a cap, a higher weight moves keys only to the node, and a lower one only from
 * it; 0 takes all keys from it.
 *
 * weight         0 to 67,108,864 (2^26)
 *
 * Returns OK, UNKNOWN_NODE, INVALID_WEIGHT, TOO_MANY_POINTS or, under a profile, UNSUPPORTED or INVALID_OPTION.
 */
ringwise_status ringwise_ring_set_weight(ringwise_ring *ring,
                                         const char *name,
                                         size_t name_len,
                                         int64_t weight);

/**
 * Replaces a node by a new one that takes over its identity, weight and zone, so that it owns the same keys. No key moves between other
 * nodes.
 *
 * The old name cannot be added again without another identity, because the new node holds the old one. A list for
 * ringwise_ring_set_nodes() must give the new node this identity, or its keys move. To replace a node by itself changes nothing.
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME, DUPLICATE_NODE, TOO_MANY_NODES or, under a profile, UNSUPPORTED or INVALID_OPTION.
 */
ringwise_status ringwise_ring_replace_node(ringwise_ring *ring,
                                           const char *old,
                                           size_t old_len,
                                           const char *new_name,
                                           size_t new_name_len);

/* ---- 9. A new list of members -------------------------------------------------------------------------- */

/** The node was added. */
#define RINGWISE_CHANGE_ADDED 1

/** The node was removed. */
#define RINGWISE_CHANGE_REMOVED 2

/** The weight, the zone or the identity of the node changed. */
#define RINGWISE_CHANGE_CHANGED 4

/** The identity of the node changed: all its keys may move. It comes with RINGWISE_CHANGE_CHANGED. */
#define RINGWISE_CHANGE_REIDENTIFIED 8

/** What ringwise_ring_set_nodes() changed: the nodes that changed, in bytewise order of their names. */
typedef struct ringwise_changes ringwise_changes;

/**
 * Makes the nodes of a list the members, all in one step.
 *
 * The list is taken literally: a node without an identity is hashed by its name, whatever its identity was. The list is checked as a
 * whole, so two nodes may swap identities. On a native ring without a cap, keys move only from nodes that were removed or got less
 * weight, and to nodes that were added or got more.
 *
 * members        NULL: no members
 * changes        may be NULL
 *
 * Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE, TOO_MANY_POINTS, TOO_MANY_NODES or, under a profile, UNSUPPORTED or
 * INVALID_OPTION.
 */
ringwise_status ringwise_ring_set_nodes(ringwise_ring *ring,
                                        const ringwise_members *members,
                                        ringwise_changes **changes);

/** Returns the number of nodes that changed. */
size_t ringwise_changes_len(const ringwise_changes *changes);

/**
 * Writes the node at an index, and what changed.
 *
 * what           gets the sum of the RINGWISE_CHANGE_ constants that apply
 */
bool ringwise_changes_at(const ringwise_changes *changes,
                         size_t index,
                         const char **name,
                         size_t *name_len,
                         uint32_t *what);

/** Frees changes. */
void ringwise_changes_free(ringwise_changes *changes);

/* ---- 10. Lookups --------------------------------------------------------------------------------------- */

/** The id of no node: the owner of a key on a ring without points. */
#define RINGWISE_NO_NODE UINT32_MAX

/** Writes the owner of a key. Returns false if no node owns a point. */
bool ringwise_ring_get_node(const ringwise_ring *ring, const void *key, size_t key_len, uint32_t *id);

/**
 * Writes the nodes that hold a key, nearest first, and returns their number.
 *
 * The first node is the owner, and no node comes twice. A list of n nodes begins with the list of n - 1. If nodes have zones, the list
 * takes one node of each zone, then a second of each, and so on. A buffer for ringwise_ring_len() ids gets the whole list.
 *
 * out, out_len   buffer for at most out_len ids; all of it may be overwritten
 *
 * Returns less than out_len only if fewer nodes own points, if with strict zones there are fewer zones, or if the profile has shorter
 * lists: see ringwise_ring_check_count().
 */
size_t ringwise_ring_get_nodes(const ringwise_ring *ring,
                               const void *key,
                               size_t key_len,
                               uint32_t *out,
                               size_t out_len);

/**
 * Writes the first healthy node of a key's list: its owner, or the node that gets the owner's keys while the owner is unhealthy. Returns
 * false if no healthy node owns a point.
 */
bool ringwise_ring_get_node_with_fallback(const ringwise_ring *ring,
                                          const void *key,
                                          size_t key_len,
                                          uint32_t *id);

/**
 * Writes the healthy nodes of a key's list, nearest first, and returns their number.
 *
 * It is the list of a ring without the unhealthy nodes: use it for caches, new writes and load balancing. A store that holds copies reads
 * and writes ringwise_ring_get_nodes() and skips the unhealthy nodes itself, because that is where the copies are.
 *
 * out, out_len   buffer for at most out_len ids; all of it may be overwritten
 */
size_t ringwise_ring_get_healthy_nodes(const ringwise_ring *ring,
                                       const void *key,
                                       size_t key_len,
                                       uint32_t *out,
                                       size_t out_len);

/**
 * Writes the owners of many keys, or RINGWISE_NO_NODE for a key without an owner, and returns their number.
 *
 * It is faster than one call for each key on a large ring. All keys are looked up in one ring, whatever other threads edit meanwhile.
 *
 * out            buffer for count ids; all of it may be overwritten
 *
 * Returns count, or the number of keys before the first one that is NULL but has a length.
 */
size_t ringwise_ring_get_node_batch(const ringwise_ring *ring,
                                    const void *const *keys,
                                    const size_t *key_lens,
                                    size_t count,
                                    uint32_t *out);

/**
 * Groups keys by their owners, and returns their number. It allocates.
 *
 * Groups come in the order of their first keys, and the keys of a group in their own order.
 *
 * order          buffer for count indices of keys; the keys of one owner are together
 * owners         buffer for count ids; owners[i] is the owner of keys[order[i]], or RINGWISE_NO_NODE
 *
 * Returns count, or the number of keys before the first one that is NULL but has a length.
 */
size_t ringwise_ring_group(const ringwise_ring *ring,
                           const void *const *keys,
                           const size_t *key_lens,
                           size_t count,
                           size_t *order,
                           uint32_t *owners);

/**
 * Writes the position of a key: one of those that ringwise_ring_points(), ranges and plans use. If positions are longer than 64 bits,
 * it is the leading 64 bits.
 */
bool ringwise_ring_position(const ringwise_ring *ring,
                            const void *key,
                            size_t key_len,
                            uint64_t *position);

/* ---- 11. The nodes of a key, one by one ---------------------------------------------------------------- */

/** The nodes that hold a key, nearest first, found one by one. */
typedef struct ringwise_key_nodes ringwise_key_nodes;

/**
 * Returns the nodes that hold a key: those that ringwise_ring_get_nodes() writes. Use it if you do not know in advance how many you need.
 *
 * It keeps the ring as it is now, whatever is edited or freed later.
 */
ringwise_key_nodes *ringwise_ring_iter_nodes(const ringwise_ring *ring,
                                             const void *key,
                                             size_t key_len);

/** Writes the next node. Returns false after the last one. */
bool ringwise_key_nodes_next(ringwise_key_nodes *nodes, uint32_t *id);

/** Frees the nodes of a key. */
void ringwise_key_nodes_free(ringwise_key_nodes *nodes);

/* ---- 12. Readers --------------------------------------------------------------------------------------- */

/**
 * One thread's view of a ring. It answers as the ring does, but faster in a loop, because it keeps the latest ring at hand and only
 * checks for a newer one.
 *
 * Make one for each thread. It keeps the ring that it saw last in memory until its next lookup. If the ring is freed, it goes on with the
 * ring as it was then. The ids are those of its ring.
 */
typedef struct ringwise_reader ringwise_reader;

/** Returns a new reader of a ring. */
ringwise_reader *ringwise_reader_new(const ringwise_ring *ring);

/** Frees a reader. */
void ringwise_reader_free(ringwise_reader *reader);

/** As ringwise_ring_get_node(). */
bool ringwise_reader_get_node(ringwise_reader *reader, const void *key, size_t key_len, uint32_t *id);

/** As ringwise_ring_get_nodes(). */
size_t ringwise_reader_get_nodes(ringwise_reader *reader,
                                 const void *key,
                                 size_t key_len,
                                 uint32_t *out,
                                 size_t out_len);

/** As ringwise_ring_get_node_with_fallback(). */
bool ringwise_reader_get_node_with_fallback(ringwise_reader *reader,
                                            const void *key,
                                            size_t key_len,
                                            uint32_t *id);

/** As ringwise_ring_get_healthy_nodes(). */
size_t ringwise_reader_get_healthy_nodes(ringwise_reader *reader,
                                         const void *key,
                                         size_t key_len,
                                         uint32_t *out,
                                         size_t out_len);

/* ---- 13. Functions of single profiles ------------------------------------------------------------------ */

/**
 * Checks that a list of the ring's profile can have a number of nodes: lists of envoy_maglev have one. ringwise_ring_get_nodes() writes
 * fewer nodes without an error; call this once if you want one.
 *
 * Returns OK or UNSUPPORTED.
 */
ringwise_status ringwise_ring_check_count(const ringwise_ring *ring,
                                          size_t count);

/**
 * Writes the 7 nodes that spymemcached tries for a key, in order, the owner first. A node may come more than once.
 *
 * ring           must have profile spymemcached_ketama
 * out, out_len   buffer for 7 ids
 * written        gets 7, or 0 if no node owns a point
 *
 * Returns OK, UNSUPPORTED under any other profile, or BUFFER_TOO_SMALL.
 */
ringwise_status ringwise_ring_retry_nodes(const ringwise_ring *ring,
                                          const void *key,
                                          size_t key_len,
                                          uint32_t *out,
                                          size_t out_len,
                                          size_t *written);

/* ---- 14. Health ---------------------------------------------------------------------------------------- */

/** The health of one or more nodes at one moment, as this process sees it. It stays as it is, whatever is marked later. */
typedef struct ringwise_health ringwise_health;

/**
 * Marks a node as unhealthy: its keys go to the next healthy nodes of their lists until it is marked as healthy.
 *
 * No point moves, and ringwise_ring_get_node() writes what it wrote before. A mark belongs to this ring alone; clones do not have it. It
 * stays through every edit, but a node that is removed and added again is healthy.
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_ring_mark_node_unhealthy(ringwise_ring *ring,
                                                  const char *name,
                                                  size_t name_len);

/**
 * Marks a node as healthy: it gets its keys back.
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_ring_mark_node_healthy(ringwise_ring *ring, const char *name, size_t name_len);

/**
 * Writes whether a node is healthy.
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_ring_is_healthy(const ringwise_ring *ring,
                                         const char *name,
                                         size_t name_len,
                                         bool *healthy);

/**
 * Writes the health of one node, as a list of one.
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_ring_health(const ringwise_ring *ring,
                                     const char *name,
                                     size_t name_len,
                                     ringwise_health **health);

/** Returns the health of all members, in the order of ringwise_ring_members(). */
ringwise_health *ringwise_ring_healths(const ringwise_ring *ring);

/** Returns the number of nodes. */
size_t ringwise_health_len(const ringwise_health *health);

/**
 * Writes the health of the node at an index.
 *
 * healthy        gets whether the node was healthy
 * since          gets when that last changed, or when the node was added
 * reason, reason_len       get why it last changed, as a health monitor found; NULL and 0 if it never changed, or was marked by hand
 */
bool ringwise_health_at(const ringwise_health *health,
                        size_t index,
                        const char **name,
                        size_t *name_len,
                        bool *healthy,
                        double *since,
                        const char **reason,
                        size_t *reason_len);

/** Frees health. */
void ringwise_health_free(ringwise_health *health);

/* ---- 15. Loads ----------------------------------------------------------------------------------------- */

/**
 * Reserves a slot for a key on its owner or, if the owner is unhealthy or full, on the first node of the key's list that is neither.
 *
 * A node is full if its load has reached ringwise_ring_load_factor() percent of its fair share of the load,
 * rounded up. The fair share is the node's
 * part, by weight, of the loads of all healthy nodes and one more. Some profiles have a rule of their own. A node has room as long as a
 * healthy node owns a point, except under profile cassandra, whose keys stay on their replicas. Equal states give equal answers.
 *
 * id             gets the id of the node; must be given
 * ticket         gets a number that is never 0, for one call of ringwise_ring_release(); must be given
 *
 * Returns false if there is no such node.
 */
bool ringwise_ring_acquire(ringwise_ring *ring,
                           const void *key,
                           size_t key_len,
                           uint32_t *id,
                           uint64_t *ticket);

/**
 * Sets the load at which a node is full, for the next ringwise_ring_acquire(). A new ring has 125.
 *
 * percent        101 to 10,000 percent of the node's fair load
 *
 * Returns OK, INVALID_OPTION, or UNSUPPORTED if the ring's profile has a rule of its own.
 */
ringwise_status ringwise_ring_set_load_factor(ringwise_ring *ring, int64_t percent);

/** Returns the load at which a node is full, in percent of its fair share of the load; 0 if the ring's profile has a rule of its own. */
uint32_t ringwise_ring_load_factor(const ringwise_ring *ring);

/**
 * Releases a slot. Release each ticket once: a second call could release the slot of another key on the same node.
 *
 * ticket         a ticket of this ring, or 0, which is ignored
 *
 * Returns false if nothing was released: because the node was removed since, even if it was added again, or because it has no load.
 */
bool ringwise_ring_release(ringwise_ring *ring,
                           uint64_t ticket);

/**
 * Writes the load and the capacity of a node.
 *
 * load           gets the number of reserved slots
 * capacity       gets the load at which the node is full for the next ringwise_ring_acquire(); 0 if it owns no point or is unhealthy
 *
 * Returns OK or UNKNOWN_NODE.
 */
ringwise_status ringwise_ring_load(const ringwise_ring *ring,
                                   const char *name,
                                   size_t name_len,
                                   uint64_t *load,
                                   uint64_t *capacity);

/**
 * Writes the ids and the loads of all members, in bytewise order of their names.
 *
 * ids, loads, len          two buffers, each for ringwise_ring_len() items
 *
 * Returns OK or BUFFER_TOO_SMALL.
 */
ringwise_status ringwise_ring_loads(const ringwise_ring *ring,
                                    uint32_t *ids,
                                    uint64_t *loads,
                                    size_t len,
                                    size_t *written);

/** Returns the sum of the loads of all members. */
uint64_t ringwise_ring_total_load(const ringwise_ring *ring);

/* ---- 16. Callbacks of a health monitor ----------------------------------------------------------------- */

/**
 * Returns whether a node answers.
 *
 * A monitor calls it on its own threads: for several nodes at once, but in one run of the monitor only once at a time for each node. It
 * may take any time: after the monitor's timeout the probe has failed, and the node is not probed again until it returns.
 *
 * It may call any function but ringwise_monitor_free() of its monitor. It must return, not throw an exception or call longjmp().
 *
 * user_data      the pointer that was given with the function
 */
typedef bool (*ringwise_probe)(void *user_data, const char *node, size_t node_len);

/**
 * Is called after a monitor has marked a node.
 *
 * A monitor calls it on a thread of its own, one call at a time in one run of the monitor. A slow call delays no probe.
 *
 * It may call any function but ringwise_monitor_free() of its monitor. It must return, not throw an exception or call longjmp().
 *
 * user_data      the pointer that was given with the function
 * health         the health of the node now, as a list of one, which lives until the function returns
 */
typedef void (*ringwise_on_change)(void *user_data,
                                   const char *node,
                                   size_t node_len,
                                   const ringwise_health *health);

/**
 * Is called once when nothing will use user_data any more, on the last thread that could have used it. It may free user_data.
 *
 * It may not call a function of the options or monitors that used user_data. It must return.
 *
 * user_data      the pointer that was given with the function
 */
typedef void (*ringwise_destroy)(void *user_data);

/* ---- 17. Options of a health monitor ------------------------------------------------------------------- */

/** What a monitor does, and how often. An option that is not set has its default. Values are checked when a monitor is made. */
typedef struct ringwise_monitor_options ringwise_monitor_options;

/** Returns an empty set of options: all have their defaults. Never NULL. */
ringwise_monitor_options *ringwise_monitor_options_new(void);

/** Frees options. Monitors that were made with them stay. */
void ringwise_monitor_options_free(ringwise_monitor_options *options);

/**
 * Sets an option that is a number:
 *
 * "interval"     the time from one probe of a node to its next, 0.001 to 604,800 (a week); default 5
 * "timeout"      the time after which a probe without an answer has failed, 0.001 to 604,800; default 1
 * "jitter"       the part of the interval by which it varies, so that nodes are not all probed at once, 0 to 1; default 0.1
 * "rise"         the number of successes in a row that make a node healthy, 1 to 1,000; default 2
 * "fall"         the number of failures in a row that make a node unhealthy, 1 to 1,000; default 3
 * "concurrency"  the number of probes at once, each on a thread, without those past their timeout, 1 to 1,024; default 32
 *
 * Returns OK, or INVALID_OPTION for another name or for a number that is not an integer where one is needed.
 */
ringwise_status ringwise_monitor_options_set_number(ringwise_monitor_options *options,
                                                    const char *name,
                                                    double value);

/**
 * Sets the address at which the built-in probe connects to a node. Without it, the address is the node's name.
 *
 * node, node_len           the name of a node, whether or not it is a member yet
 * address, address_len     "host:port" or "[IPv6]:port"
 *
 * Returns OK.
 */
ringwise_status ringwise_monitor_options_set_address(ringwise_monitor_options *options,
                                                     const char *node,
                                                     size_t node_len,
                                                     const char *address,
                                                     size_t address_len);

/**
 * Sets the probe, which replaces the built-in one: a TCP connection to the node's address.
 *
 * user_data      the pointer that probe gets; may be NULL
 * destroy        NULL, or a function that is called when the options and all monitors made with them are freed and no probe runs any
 *                more; a probe that hangs keeps user_data alive; it is not called if this call fails
 *
 * Returns OK.
 */
ringwise_status ringwise_monitor_options_set_probe(ringwise_monitor_options *options,
                                                   ringwise_probe probe,
                                                   void *user_data,
                                                   ringwise_destroy destroy);

/**
 * Sets the function that is called after a node was marked.
 *
 * user_data      the pointer that on_change gets; may be NULL
 * destroy        NULL, or a function that is called when the options and all monitors made with them are freed and their threads have
 *                ended; it is not called if this call fails
 *
 * Returns OK.
 */
ringwise_status ringwise_monitor_options_set_on_change(ringwise_monitor_options *options,
                                                       ringwise_on_change on_change,
                                                       void *user_data,
                                                       ringwise_destroy destroy);

/* ---- 18. Health monitors ------------------------------------------------------------------------------- */

/**
 * Probes the nodes of a ring at an interval and marks them: unhealthy after some failures in a row, healthy after some successes.
 *
 * It works on threads of its own. A probe that hangs costs one thread and delays no other: n nodes are judged within
 * ceil(n / concurrency) timeouts.
 */
typedef struct ringwise_monitor ringwise_monitor;

/**
 * Makes a monitor of a ring. It does not run yet.
 *
 * The ring may be freed before the monitor. The monitor then goes on probing the last members, and only its callbacks learn of it.
 *
 * ring           the ring whose nodes it will mark
 * options        NULL: all defaults
 *
 * Returns OK, INVALID_OPTION or INVALID_ADDRESS.
 */
ringwise_status ringwise_monitor_new(ringwise_ring *ring,
                                     const ringwise_monitor_options *options,
                                     ringwise_monitor **monitor);

/** Stops a monitor, as ringwise_monitor_stop() does, and frees it. A probe that hangs keeps its user_data alive. */
void ringwise_monitor_free(ringwise_monitor *monitor);

/**
 * Starts probing. Does nothing if the monitor runs.
 *
 * Returns OK, INVALID_ADDRESS (a node has no address to connect to) or MONITOR_FAILED (the system provides no thread).
 */
ringwise_status ringwise_monitor_start(ringwise_monitor *monitor);

/**
 * Stops probing. Marks stay as they are. Does nothing if the monitor does not run.
 *
 * It waits at most one timeout for running probes, and as long again for a running call of on_change. What still runs then is left alone.
 *
 * If on_change calls it, it does not wait and writes no names: the monitor ends soon after that call, and on_change may still be called
 * for what was found until then. If a probe calls it, it waits for that probe too, in vain.
 *
 * hung           gets the names of the nodes whose probe still hangs, in bytewise order; may be NULL
 *
 * Returns OK.
 */
ringwise_status ringwise_monitor_stop(ringwise_monitor *monitor,
                                      ringwise_names **hung);

/** Returns whether a monitor runs. */
bool ringwise_monitor_is_running(const ringwise_monitor *monitor);

/* ---- 19. A ring in words ------------------------------------------------------------------------------- */

/**
 * Returns a description of a ring: its profile and options, what is hashed of a node and of a key, the first points, and the number of
 * points of each node. It is for people; its form may change.
 */
ringwise_text *ringwise_ring_explain(const ringwise_ring *ring);

/* ---- 20. Shares of the key space ----------------------------------------------------------------------- */

/** A number of positions: hi times 2^64 plus lo. Keys of a native ring can have 2^64 positions. */
typedef struct {
    uint64_t hi;
    uint64_t lo;
} ringwise_u128;

/** The part of the key space that each member of a ring holds, in the order of ringwise_ring_members(). */
typedef struct ringwise_shares ringwise_shares;

/**
 * Computes the part of the key space that each node holds, exactly. The parts of all nodes sum to ringwise_shares_total() times the
 * length of the lists.
 *
 * replicas       the number of nodes that hold a key; 1: only its owner
 *
 * Returns OK, UNSUPPORTED for more replicas than the profile can list, or INVALID_OPTION if nodes times replicas exceed 67,108,864
 * (2^26).
 */
ringwise_status ringwise_ring_shares(const ringwise_ring *ring,
                                     size_t replicas,
                                     ringwise_shares **shares);

/**
 * Computes the shares after some nodes have failed: those of ringwise_ring_get_healthy_nodes() if exactly these nodes were unhealthy. No
 * node is marked. To see what an edit would do, edit a clone.
 *
 * failures, failure_lens, count      the names of the nodes and their lengths
 * shares         gets the shares of all members; failed nodes hold nothing
 *
 * Returns OK, UNKNOWN_NODE, or UNSUPPORTED or INVALID_OPTION as ringwise_ring_shares().
 */
ringwise_status ringwise_ring_forecast(const ringwise_ring *ring,
                                       const char *const *failures,
                                       const size_t *failure_lens,
                                       size_t count,
                                       size_t replicas,
                                       ringwise_shares **shares);

/**
 * Writes the number of positions that keys can have: 2^64 on a native ring, 2^32 if a profile counts in 32 bits, or the number of
 * entries of a table.
 */
bool ringwise_shares_total(const ringwise_shares *shares,
                           ringwise_u128 *total);

/** Returns the number of nodes. */
size_t ringwise_shares_len(const ringwise_shares *shares);

/**
 * Writes the share of the node at an index.
 *
 * parts          gets the number of positions that the node holds, at all ranks together
 * fraction       gets the same as a fraction of one copy of the key space; with several replicas it may exceed 1
 * fair           gets the fraction that would be fair: the node's part, by weight, of what all nodes hold
 */
bool ringwise_shares_at(const ringwise_shares *shares,
                        size_t index,
                        const char **name,
                        size_t *name_len,
                        ringwise_u128 *parts,
                        double *fraction,
                        double *fair);

/**
 * Writes the number of positions at which a node has one rank in the list: at rank 0 it is the owner, at rank 1 the second node.
 *
 * rank           below the replicas that the shares were computed for
 */
bool ringwise_shares_rank_at(const ringwise_shares *shares,
                             size_t index,
                             size_t rank,
                             ringwise_u128 *parts);

/** Writes the index of the node of a name. Returns false if there is no such node. */
bool ringwise_shares_index(const ringwise_shares *shares, const char *name, size_t name_len, size_t *index);

/** Frees shares. */
void ringwise_shares_free(ringwise_shares *shares);

/* ---- 21. Ranges of positions --------------------------------------------------------------------------- */

/** The ranges of positions whose keys a node owns, in ascending order of where they start. No two of them touch. */
typedef struct ringwise_ranges ringwise_ranges;

/**
 * Computes the ranges of positions whose keys a node owns. Their lengths sum to its share.
 *
 * Returns OK, UNKNOWN_NODE, or UNSUPPORTED under a profile that is a table.
 */
ringwise_status ringwise_ring_ranges(const ringwise_ring *ring,
                                     const char *name,
                                     size_t name_len,
                                     ringwise_ranges **ranges);

/** Returns the number of ranges. */
size_t ringwise_ranges_len(const ringwise_ranges *ranges);

/**
 * Writes the range at an index: the positions after start, up to and including end. If start is not below end, the range wraps around
 * the end of the ring; 0 and 0 is the whole ring.
 */
bool ringwise_ranges_at(const ringwise_ranges *ranges,
                        size_t index,
                        uint64_t *start,
                        uint64_t *end);

/** Frees ranges. */
void ringwise_ranges_free(ringwise_ranges *ranges);

/* ---- 22. Statistics of a ring -------------------------------------------------------------------------- */

/** How even a ring is: each node's share compared with its fair share, which is its part by weight. Nodes of weight 0 are left out. */
typedef struct ringwise_stats ringwise_stats;

/**
 * Computes the statistics of a ring.
 *
 * Returns OK.
 */
ringwise_status ringwise_ring_stats(const ringwise_ring *ring, ringwise_stats **stats);

/**
 * Writes the numbers of the statistics.
 *
 * nodes          gets the number of members
 * points         gets the number of points, or of entries of a table
 * bytes          gets the size of the ring in memory
 * max_over_fair, min_over_fair       get the share of the fullest and of the emptiest node, divided by its fair share; 1 is perfect
 * deviation      gets the standard deviation of share divided by fair share
 *
 * The last three are 0 if no node owns a point.
 */
bool ringwise_stats_numbers(const ringwise_stats *stats,
                            size_t *nodes,
                            size_t *points,
                            size_t *bytes,
                            double *max_over_fair,
                            double *min_over_fair,
                            double *deviation);

/** Returns the names of the nodes that own more than the cap allows, because they have given up all the points that they can. */
const ringwise_names *ringwise_stats_over_cap(const ringwise_stats *stats);

/** Frees statistics. */
void ringwise_stats_free(ringwise_stats *stats);

/* ---- 23. Real keys against the shares ------------------------------------------------------------------ */

/** How many of some keys each node owns, and how many its share predicts, in bytewise order of the names. */
typedef struct ringwise_distribution ringwise_distribution;

/**
 * Counts how many of some keys each node owns.
 *
 * Returns OK.
 */
ringwise_status ringwise_ring_analyze_distribution(const ringwise_ring *ring,
                                                   const void *const *keys,
                                                   const size_t *key_lens,
                                                   size_t count,
                                                   ringwise_distribution **distribution);

/**
 * Writes the numbers of a distribution.
 *
 * keys           gets the number of keys
 * chi_square     gets Pearson's chi-square of the counts against the expected counts
 * p_value        gets how likely it is that evenly hashed keys come out this uneven, or more; a small value, such as 0.001, means that the
 *                keys are not like random ones, for example because some are repeated; do not rely on it if fewer than five keys are
 *                expected on a node
 */
bool ringwise_distribution_numbers(const ringwise_distribution *distribution,
                                   uint64_t *keys,
                                   double *chi_square,
                                   double *p_value);

/** Returns the number of nodes. */
size_t ringwise_distribution_len(const ringwise_distribution *distribution);

/**
 * Writes the node at an index.
 *
 * count          gets the number of the keys that the node owns
 * expected       gets the number that its share predicts
 */
bool ringwise_distribution_at(const ringwise_distribution *distribution,
                              size_t index,
                              const char **name,
                              size_t *name_len,
                              uint64_t *count,
                              double *expected);

/** Frees a distribution. */
void ringwise_distribution_free(ringwise_distribution *distribution);

/* ---- 24. Two rings compared over real keys ------------------------------------------------------------- */

/** How many of some keys have which owner in a ring and which in another, in bytewise order of both names. */
typedef struct ringwise_comparison ringwise_comparison;

/**
 * Counts which keys have an owner of the same name in another ring, and which do not. The rings may have different profiles.
 *
 * Returns OK.
 */
ringwise_status ringwise_ring_compare(const ringwise_ring *ring,
                                      const ringwise_ring *other,
                                      const void *const *keys,
                                      const size_t *key_lens,
                                      size_t count,
                                      ringwise_comparison **comparison);

/**
 * Writes the sums of a comparison.
 *
 * kept           gets the number of keys that have an owner of the same name in both rings, or no owner in both
 * moved          gets the number of all other keys
 */
bool ringwise_comparison_numbers(const ringwise_comparison *comparison,
                                 uint64_t *kept,
                                 uint64_t *moved);

/** Returns the number of pairs of an owner in the ring and an owner in the other. */
size_t ringwise_comparison_len(const ringwise_comparison *comparison);

/**
 * Writes the pair at an index. If both names are the same, the keys are kept.
 *
 * before, before_len       get the owner in the ring; NULL and 0: no owner
 * after, after_len         get the owner in the other; NULL and 0: no owner
 * keys           gets the number of keys that have these owners
 */
bool ringwise_comparison_at(const ringwise_comparison *comparison,
                            size_t index,
                            const char **before,
                            size_t *before_len,
                            const char **after,
                            size_t *after_len,
                            uint64_t *keys);

/** Frees a comparison. */
void ringwise_comparison_free(ringwise_comparison *comparison);

/* ---- 25. Plans ----------------------------------------------------------------------------------------- */

/**
 * What moves when one ring replaces another, as both were when the plan was made.
 *
 * Its sources are ids of the ring before, its targets ids of the ring after. It holds no list of moves: they are found one by one.
 */
typedef struct ringwise_plan ringwise_plan;

/**
 * Computes what moves when another ring replaces a ring.
 *
 * The lists of each key are compared as sets. A node that is only in the list after is the target of a move. Its source is a node that is
 * only in the list before, as long as there is one; otherwise it is the first node that is in both, from which the key can be copied.
 *
 * ring           the ring before
 * after          the ring after
 * replicas       the number of nodes that hold a key; 1: only its owner
 *
 * Returns OK, UNSUPPORTED if keys have other positions in the other ring (use ringwise_ring_overlap() then) or if a profile cannot list
 * that many replicas, or INVALID_OPTION if nodes times replicas exceed 67,108,864 (2^26).
 */
ringwise_status ringwise_ring_plan(const ringwise_ring *ring,
                                   const ringwise_ring *after,
                                   size_t replicas,
                                   ringwise_plan **plan);

/**
 * Writes the expected share of keys, from 0 to 1, whose owner has the same name in another ring, if the two rings hash keys independently.
 * Use it where no plan is possible: for another profile or another seed. If the rings differ only in the hash tag, more keys may stay.
 * ringwise_ring_compare() counts real keys.
 *
 * Returns OK.
 */
ringwise_status ringwise_ring_overlap(const ringwise_ring *ring,
                                      const ringwise_ring *other,
                                      double *overlap);

/** Frees a plan. Its moves stay. */
void ringwise_plan_free(ringwise_plan *plan);

/**
 * Writes the sums of a plan.
 *
 * total          gets the number of positions that keys can have, as ringwise_shares_total()
 * moved          gets the number of positions that get a new node, counted once for each new node
 * minimum        gets the least number that any two such rings must move: the sum of what each node holds more than before; one edit of a
 *                native ring without a cap moves no more
 * moved_fraction, minimum_fraction   get both as a fraction of one copy of the key space; with several replicas they may exceed 1
 */
bool ringwise_plan_sums(const ringwise_plan *plan,
                        ringwise_u128 *total,
                        ringwise_u128 *moved,
                        ringwise_u128 *minimum,
                        double *moved_fraction,
                        double *minimum_fraction);

/** Returns the number of pairs of a source and a target. */
size_t ringwise_plan_totals_len(const ringwise_plan *plan);

/**
 * Writes the pair at an index, in bytewise order of the names.
 *
 * source         gets an id of the ring before, or RINGWISE_NO_NODE if that ring has no node
 * target         gets an id of the ring after
 * parts          gets the number of positions that move from source to target
 */
bool ringwise_plan_totals_at(const ringwise_plan *plan,
                             size_t index,
                             uint32_t *source,
                             uint32_t *target,
                             ringwise_u128 *parts);

/** Writes the name of a source. Returns false if it is not an id of the ring before. */
bool ringwise_plan_source_name(const ringwise_plan *plan,
                               uint32_t source,
                               const char **name,
                               size_t *name_len);

/** Writes the name of a target. Returns false if it is not an id of the ring after. */
bool ringwise_plan_target_name(const ringwise_plan *plan,
                               uint32_t target,
                               const char **name,
                               size_t *name_len);

/** Returns a table of the totals, the largest first, followed by the sum and the minimum. It is for people; its form may change. */
ringwise_text *ringwise_plan_table(const ringwise_plan *plan);

/**
 * Returns the plan as JSON, for the program that carries it out: total, replicas, moved and minimum; the totals; and the moves, one a
 * line. Positions and numbers of positions are strings of decimal digits.
 */
ringwise_text *ringwise_plan_to_json(const ringwise_plan *plan);

/* ---- 26. Moves of a plan ------------------------------------------------------------------------------- */

/** Moves of a plan, found one by one. */
typedef struct ringwise_moves ringwise_moves;

/** Returns all moves of a plan, in ascending order of where they start and then of their rank. */
ringwise_moves *ringwise_plan_moves(const ringwise_plan *plan);

/**
 * Returns the moves that a key is part of. There are none if every node that is to hold the key holds it already. During a migration,
 * look for the key on their sources too.
 */
ringwise_moves *ringwise_plan_moves_of(const ringwise_plan *plan,
                                       const void *key,
                                       size_t key_len);

/**
 * Writes the next move: a range of positions that a node gets, and from which node. Returns false after the last one.
 *
 * start, end     get the range, as ringwise_ranges_at() writes it
 * rank           gets the index of the target in the list after
 * source         gets the id, in the ring before, of the node that has the keys; RINGWISE_NO_NODE if that ring has no node
 * target         gets the id, in the ring after, of the node that gets the keys
 */
bool ringwise_moves_next(ringwise_moves *moves,
                         uint64_t *start,
                         uint64_t *end,
                         size_t *rank,
                         uint32_t *source,
                         uint32_t *target);

/** Frees moves. */
void ringwise_moves_free(ringwise_moves *moves);

/* ---- 27. Snapshots ------------------------------------------------------------------------------------- */

/** The number of characters that ringwise_ring_fingerprint() writes: 32 digits and a NUL. */
#define RINGWISE_FINGERPRINT_SIZE 33

/**
 * Returns the snapshot of a ring, which ringwise_ring_from_bytes() reads in every language of ringwise. It holds the options and the
 * members, but no ids, health or loads. Equal rings have equal bytes, and different rings different ones.
 */
ringwise_text *ringwise_ring_to_bytes(const ringwise_ring *ring);

/**
 * Makes a ring from a snapshot. Bytes from an untrusted source are safe: memory is taken only for what they prove to hold. A few bytes can
 * be a valid ring of 67,108,864 virtual nodes, though, which takes more than a gigabyte.
 *
 * Returns OK, BAD_SNAPSHOT for bytes that are not exactly the snapshot of a ring, SNAPSHOT_VERSION for a snapshot of a later version, or
 * UNKNOWN_PROFILE.
 */
ringwise_status ringwise_ring_from_bytes(const void *snapshot,
                                         size_t snapshot_len,
                                         ringwise_ring **ring);

/**
 * Returns a ring as JSON, for people and configuration files: the same as the snapshot, one option a line, then one node a line. Equal
 * rings have equal texts.
 */
ringwise_text *ringwise_ring_to_json(const ringwise_ring *ring);

/**
 * Makes a ring from JSON, as ringwise_ring_to_json() or a person writes it: everything that has a default may be left out, and a node may
 * be just its name.
 *
 * Returns BAD_SNAPSHOT for text that is not JSON, and for fields that are unknown, repeated or, in a node, of a wrong type;
 * SNAPSHOT_VERSION for a later version; or what ringwise_ring_new() returns for these options and members.
 */
ringwise_status ringwise_ring_from_json(const char *json,
                                        size_t json_len,
                                        ringwise_ring **ring);

/**
 * Writes the fingerprint of a ring: 32 hex digits and a NUL. Equal rings have equal fingerprints, in every language. Services that log it,
 * or compare it at start-up, know that they agree. It is not a security digest.
 *
 * fingerprint    buffer for RINGWISE_FINGERPRINT_SIZE characters
 */
bool ringwise_ring_fingerprint(const ringwise_ring *ring,
                               char *fingerprint);

/* ---- 28. Functions without a ring ---------------------------------------------------------------------- */

/**
 * Returns the bucket of a key by jump consistent hashing (Lamping and Veach 2014), or 0 if there are no buckets.
 *
 * key            a hash of the key
 * buckets        the number of buckets
 */
uint32_t ringwise_jump_hash(uint64_t key,
                            uint32_t buckets);

/**
 * Returns the bucket of a key as Guava's Hashing.consistentHash does, or 0 if there are no buckets. It is nearly, but not quite, that of
 * ringwise_jump_hash().
 *
 * key            the HashCode's 32 bits as they are, or its first eight bytes, little-endian
 * buckets        the number of buckets; more than 2,147,483,647 count as that many, because Guava counts in an int
 */
uint32_t ringwise_guava_consistent_hash(uint64_t key,
                                        uint32_t buckets);

/** Returns the hash slot of a key in a Redis Cluster: 0 to 16383. If the key has a hash tag, {...}, only the tag is hashed. */
uint16_t ringwise_redis_slot(const void *key,
                             size_t key_len);

/** Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner. */
int64_t ringwise_cassandra_token(const void *key, size_t key_len);
#ifdef __cplusplus
}
#endif

#endif
