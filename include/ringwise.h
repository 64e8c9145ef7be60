/*
 * ringwise: a consistent-hash ring that places every key on the same node in C, Rust, Python and Node.
 *
 * Made by cbindgen from ffi/src; never edited by hand.
 *
 * Handles. The types that have a function ending in _free are opaque. What a function returns of such a type, and a pointer written
 * to an out parameter of such a type, is the caller's, and is freed once by the _free of its type, which takes NULL too. Nothing
 * else is ever freed. What is given to a function must be NULL or such a handle, and must not be freed before the function has
 * returned; a buffer must be as long as its length says, and stay as it is while the function reads it. These are the rules that
 * every function trusts in.
 *
 * Failure. A function that can fail returns a ringwise_status, called below without RINGWISE_STATUS_, and writes its out
 * parameters only if that is OK. Otherwise nothing has changed, and ringwise_last_error() says what was wrong and what would be
 * right. Any other function returns its value: false, 0 or NULL where there is none. NULL never crashes.
 *
 * Text. Names, identities and zones are UTF-8 of 1 to 65,535 bytes and may hold any character, NUL too: each crosses with its
 * length, in both directions, and has no NUL at its end. Keys are any bytes.
 *
 * Profiles. A ring has ringwise's own placement, called native, or that of another system: its profile, which its options name. What is
 * said below of keys that move, of order, of ranges and of defaults holds for the native ring; docs/profiles.md says what is
 * otherwise under a profile. What a profile does not have is refused: UNSUPPORTED.
 *
 * Parts of the key space. They are counted in positions, of which there can be 2^64. Such a number crosses in two halves: it is hi times
 * 2^64 plus lo.
 *
 * Times are seconds; a moment is counted from 1970-01-01 00:00 UTC.
 *
 * Threads. Each function says which threads may call it. Calls with different handles never disturb each other.
 *
 * Memory that runs out ends the process.
 */

#ifndef RINGWISE_H
#define RINGWISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The version of this header; ringwise_version() gives the library's.
 */
#define RINGWISE_VERSION "0.1.0"

/**
 * The ABI that this header describes; see ringwise_abi_version().
 */
#define RINGWISE_ABI_VERSION 1

/**
 * No node: what a batch gives for a key that has no owner.
 */
#define RINGWISE_NO_NODE UINT32_MAX

/**
 * How many characters ringwise_ring_fingerprint() writes: 32 digits and a NUL.
 */
#define RINGWISE_FINGERPRINT_SIZE 33

/**
 * What became of a call that can fail. A number keeps its meaning for ever.
 */
enum ringwise_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It did what it says.
   */
  RINGWISE_STATUS_OK = 0,
  /**
   * A name, identity or zone is empty, too long or not UTF-8.
   */
  RINGWISE_STATUS_INVALID_NAME = 1,
  /**
   * A weight is out of range.
   */
  RINGWISE_STATUS_INVALID_WEIGHT = 2,
  /**
   * A name or an identity is taken.
   */
  RINGWISE_STATUS_DUPLICATE_NODE = 3,
  /**
   * There is no node of that name.
   */
  RINGWISE_STATUS_UNKNOWN_NODE = 4,
  /**
   * The virtual nodes would be more than 67,108,864.
   */
  RINGWISE_STATUS_TOO_MANY_POINTS = 5,
  /**
   * An option's value is out of range.
   */
  RINGWISE_STATUS_INVALID_OPTION = 6,
  /**
   * It is no snapshot of a ring.
   */
  RINGWISE_STATUS_BAD_SNAPSHOT = 7,
  /**
   * A later version has written the snapshot.
   */
  RINGWISE_STATUS_SNAPSHOT_VERSION = 8,
  /**
   * There is no profile of that name.
   */
  RINGWISE_STATUS_UNKNOWN_PROFILE = 9,
  /**
   * The ring's profile does not have this.
   */
  RINGWISE_STATUS_UNSUPPORTED = 10,
  /**
   * A node's address is not one that can be connected to.
   */
  RINGWISE_STATUS_INVALID_ADDRESS = 12,
  /**
   * The system gave a health monitor no thread.
   */
  RINGWISE_STATUS_MONITOR_FAILED = 13,
  /**
   * The nodes, or the distinct names over the ring's life, would be more than 16,777,216.
   */
  RINGWISE_STATUS_TOO_MANY_NODES = 14,
  /**
   * A pointer is NULL that may not be.
   */
  RINGWISE_STATUS_NULL_POINTER = 100,
  /**
   * The caller's buffer has no room for all.
   */
  RINGWISE_STATUS_BUFFER_TOO_SMALL = 101,
  /**
   * A bug in ringwise; the handle may still be used and freed.
   */
  RINGWISE_STATUS_PANIC = 102,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum ringwise_status ringwise_status;
#else
typedef uint32_t ringwise_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What ringwise_ring_set_nodes() changed: four lists of names, each in bytewise order.
 *
 * It never changes; any thread may read it.
 */
typedef struct ringwise_changes ringwise_changes;

/**
 * What ringwise_ring_compare() counted.
 *
 * It never changes; any thread may read it.
 */
typedef struct ringwise_comparison ringwise_comparison;

/**
 * How many of some keys each node owns, and how many are to be expected.
 *
 * It never changes, whatever is edited later; any thread may read it.
 */
typedef struct ringwise_distribution ringwise_distribution;

/**
 * What this process thought of a node at one moment: whether it is healthy, since when, and why.
 *
 * It never changes; any thread may read it.
 */
typedef struct ringwise_health ringwise_health;

/**
 * A list of nodes, each with its name, weight, zone and identity, and its virtual nodes or its points where the profile of the ring
 * has such. Nodes are checked when they enter a ring.
 *
 * Not for several threads at once while one of them changes it.
 */
typedef struct ringwise_members ringwise_members;

/**
 * Probes the nodes of a ring at an interval, and marks them in it: down after so many failures in a row, up after so many successes.
 *
 * It works on threads of its own, from ringwise_monitor_start() to ringwise_monitor_stop(). A probe that hangs costs one thread, and
 * delays no other: n nodes are judged within ceil(n / concurrency) timeouts.
 *
 * For any number of threads: any of them may call any function of a handle at any time, except ringwise_monitor_free().
 */
typedef struct ringwise_monitor ringwise_monitor;

/**
 * What a monitor does, and how often. What is not set has its default, and a value is checked when a monitor is made.
 *
 * Not for several threads at once while one of them changes it.
 */
typedef struct ringwise_monitor_options ringwise_monitor_options;

/**
 * Moves of a plan, one after another, found as they are asked for.
 *
 * Not for several threads at once.
 */
typedef struct ringwise_moves ringwise_moves;

/**
 * A list of names: of nodes, or of profiles.
 *
 * It never changes; any thread may read it.
 */
typedef struct ringwise_names ringwise_names;

/**
 * The options that a ring is made with. What is not set has its default. Values are checked
 * when a ring is made, all but the text of zones, which is checked when it is set.
 *
 * Not for several threads at once while one of them changes it.
 */
typedef struct ringwise_options ringwise_options;

/**
 * What changes hands when one ring takes the place of another, as both were when the plan was made.
 *
 * It never changes, whatever is edited or freed later; any thread may read it. It holds no list of moves: these are found as they are
 * asked for.
 */
typedef struct ringwise_plan ringwise_plan;

/**
 * The ranges of positions whose keys a node owns, by where they start; ranges that touch are one.
 *
 * It never changes, whatever is edited later; any thread may read it.
 */
typedef struct ringwise_ranges ringwise_ranges;

/**
 * One thread's view of a ring: it gives what the ring gives, faster, because it keeps the latest ring at hand and looks only
 * whether there is a newer one.
 *
 * For one thread at a time; make one for each. Its ids are those of its ring, whose functions tell their names. It keeps the ring
 * that it saw last in memory until its next lookup; when the ring's handle is freed, it goes on with the ring as it was then.
 */
typedef struct ringwise_reader ringwise_reader;

/**
 * A consistent-hash ring: which node owns which key.
 *
 * For any number of threads: any of them may call any function of a handle at any time, except ringwise_ring_free(). A lookup
 * takes no lock, and sees the ring as it is between two edits, never half of one; edits wait for each other.
 *
 * A node has an id: a number for each name that the ring has ever had, counted from 0, never given to another name. So an array
 * indexed by it (of connections, say) outlives every edit. It belongs to one handle: another numbers the same names otherwise.
 */
typedef struct ringwise_ring ringwise_ring;

/**
 * The options that are in force in a ring, by name: those that were set, the others at their defaults, those of its profile too. An
 * option that is absent, such as a hash tag that nobody set, is not among them.
 *
 * It never changes; any thread may read it.
 */
typedef struct ringwise_settings ringwise_settings;

/**
 * What part of the key space each member of a ring holds, in the order of ringwise_ring_members(), drained ones included.
 *
 * It never changes, whatever is edited later; any thread may read it.
 */
typedef struct ringwise_shares ringwise_shares;

/**
 * How even a ring is: each node's share compared with its fair share, which is its weight's part of the whole. Drained nodes are left
 * out.
 *
 * It never changes, whatever is edited later; any thread may read it.
 */
typedef struct ringwise_stats ringwise_stats;

/**
 * Says whether a node answers.
 *
 * It is called on threads of a monitor: for several nodes at once, but in one run of the monitor once at a time for each. It may
 * take as long as it likes: after the monitor's timeout it has failed, and its node is not probed again until it returns. It may
 * call any function but ringwise_monitor_free() of the monitor, and ends by returning, not by an exception or a longjmp.
 *
 * user_data      what was given together with the function
 * node, node_len           the node's name, borrowed for the call
 */
typedef bool (*ringwise_probe)(void *user_data, const char *node, size_t node_len);

/**
 * Is told that nothing will use user_data any more. It is called once, on whatever thread was the last that could use it.
 *
 * It may free user_data. It calls no function of the options or monitors that had it, and ends by returning.
 *
 * user_data      what was given together with the function
 */
typedef void (*ringwise_destroy)(void *user_data);

/**
 * Is told that a monitor has marked a node.
 *
 * It is called on a thread of its own, change after change: once at a time in one run of the monitor, and a slow one delays no
 * probe. It may call any function but ringwise_monitor_free() of the monitor, and ends by returning, not by an exception or a longjmp.
 *
 * user_data      what was given together with the function
 * node, node_len           the node's name, borrowed for the call
 * health         the node's health now, borrowed for the call
 */
typedef void (*ringwise_on_change)(void *user_data,
                                   const char *node,
                                   size_t node_len,
                                   const ringwise_health *health);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Returns the version of the library, such as "0.1.0"; the header's is RINGWISE_VERSION.
 *
 * Returns a NUL-terminated text that lives as long as the process. Threads: any, at any time.
 */
const char *ringwise_version(void);

/**
 * Returns the ABI of the library, which must be the header's RINGWISE_ABI_VERSION: it is raised when a program that was
 * compiled before would no longer work. New functions do not raise it.
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_abi_version(void);

/**
 * Returns what was wrong with this thread's last call that failed, and what would be right; "" if none has failed.
 *
 * Returns a NUL-terminated text, never NULL, that lives until this thread's next call that fails. A NUL inside is written \0.
 * Threads: any, at any time; each has its own.
 */
const char *ringwise_last_error(void);

/**
 * Returns the name of a status without its prefix, such as "UNKNOWN_NODE"; "" for a number that is none.
 *
 * Returns a NUL-terminated text that lives as long as the process. Threads: any, at any time.
 */
const char *ringwise_status_name(uint32_t status);

/**
 * Returns new options, all at their defaults; never NULL. The caller frees them.
 *
 * Threads: any, at any time.
 */
ringwise_options *ringwise_options_new(void);

/**
 * Frees options. Rings that were made with them stay.
 *
 * options        NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_options_free(ringwise_options *options);

/**
 * Sets whose placement the ring speaks: its own, or that of a system already deployed.
 *
 * options        changed
 * profile, profile_len     borrowed for the call; a name that ringwise_profiles() gives; "native" if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_profile(ringwise_options *options,
                                             const char *profile,
                                             size_t profile_len);

/**
 * Sets an option by its name to an integer, such as "table_size" of the profile envoy_maglev. Of two values of one option, the
 * later counts.
 *
 * options        changed
 * name, name_len           borrowed for the call; an option of the ring's profile
 * value          what the profile allows
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_integer(ringwise_options *options,
                                             const char *name,
                                             size_t name_len,
                                             int64_t value);

/**
 * Sets an option by its name to a text, such as "hash" of most profiles. Of two values of one option, the later counts.
 *
 * options        changed
 * name, name_len           borrowed for the call; an option of the ring's profile
 * value, value_len         borrowed for the call; what the profile allows
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_text(ringwise_options *options,
                                          const char *name,
                                          size_t name_len,
                                          const char *value,
                                          size_t value_len);

/**
 * Sets an option by its name to yes or no, such as "avalanche" of the profile haproxy. Of two values of one option, the later
 * counts.
 *
 * options        changed
 * name, name_len           borrowed for the call; an option of the ring's profile
 * value          what it is set to
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_boolean(ringwise_options *options,
                                             const char *name,
                                             size_t name_len,
                                             bool value);

/**
 * Sets an option by its name to integers by name, such as "replication" of the profile cassandra: how many replicas each data
 * centre has. Of two values of one option, the later counts.
 *
 * options        changed
 * name, name_len           borrowed for the call; an option of the ring's profile
 * keys, key_lens, values, count      borrowed for the call; count names, their lengths and the integer of each; all three may be
 *                NULL if count is 0
 *
 * Returns OK, INVALID_NAME for a key that is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_map(ringwise_options *options,
                                         const char *name,
                                         size_t name_len,
                                         const char *const *keys,
                                         const size_t *key_lens,
                                         const int64_t *values,
                                         size_t count);

/**
 * Sets how many virtual nodes a node has for each unit of its weight.
 *
 * options        changed
 * vnodes         1 to 67,108,864 (2^26); 160 if not set; a profile may have another default, or none and refuse it
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_vnodes(ringwise_options *options,
                                            int64_t vnodes);

/**
 * Sets the seed of every hash. It is no defence against who can watch where keys go.
 *
 * options        changed
 * seed           0 to 4,294,967,295 (2^32 - 1); 0 if not set; other profiles than "native" refuse it
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_seed(ringwise_options *options, int64_t seed);

/**
 * Sets the most that a node may own. One over the cap gives up virtual nodes until it is not, down to a quarter of them. The price is
 * that an edit moves some keys between nodes that it does not touch.
 *
 * options        changed
 * cap            101 to 1,000 percent of a node's fair share; no limit if not set; other profiles than "native" refuse it
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_cap(ringwise_options *options,
                                         int64_t cap);

/**
 * Sets two characters between which stands all that is hashed of a key that has them, as Redis Cluster does with "{}".
 *
 * options        changed
 * hash_tag, hash_tag_len   borrowed for the call; two ASCII characters; the whole key is hashed if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_hash_tag(ringwise_options *options,
                                              const char *hash_tag,
                                              size_t hash_tag_len);

/**
 * Sets how the nodes that hold a key are spread over zones.
 *
 * options        changed
 * zones, zones_len         borrowed for the call; "spread" (one node of each zone, then a second of each, and so on) or
 *                          "strict" (one node of each zone and no more); "spread" if not set
 *
 * Returns OK, INVALID_OPTION or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_zones(ringwise_options *options,
                                           const char *zones,
                                           size_t zones_len);

/**
 * Sets how many nodes are meant to hold a key: kept with the ring for its users. Placement does not depend on it, and C's calls
 * name a count each time.
 *
 * options        changed
 * replication_factor       1 to 16,777,216 (2^24); 2 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_replication_factor(ringwise_options *options,
                                                        int64_t replication_factor);

/**
 * Sets how far above its fair part a node's load may go, for ringwise_ring_acquire(). Placement does not depend on it.
 *
 * options        changed
 * load_factor    101 to 10,000 percent; 125 if not set; a profile with a rule of its own refuses it
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_options_set_load_factor(ringwise_options *options,
                                                 int64_t load_factor);

/**
 * Returns an empty list; never NULL. The caller frees it.
 *
 * Threads: any, at any time.
 */
ringwise_members *ringwise_members_new(void);

/**
 * Frees a list. Rings that were made from it stay.
 *
 * members        NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_members_free(ringwise_members *members);

/**
 * Adds a node to a list.
 *
 * members        changed
 * name, name_len           borrowed for the call
 * weight         0 to 67,108,864 (2^26): a node of weight 2 owns twice the keys of one of weight 1; one of weight 0 is drained:
 *                a member that owns nothing
 * zone, zone_len           borrowed for the call; NULL and 0: no zone
 * identity, identity_len   borrowed for the call; what is hashed in place of the name; NULL and 0: the name
 *
 * Returns OK, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
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
 * Sets how many virtual nodes a node of a list has, whatever its weight: only for a ring whose profile has it, as npm_hashring does.
 *
 * members        changed
 * name, name_len           borrowed for the call; of several nodes of one name, the last
 * vnodes         1 to 67,108,864 (2^26)
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_members_set_vnodes(ringwise_members *members,
                                            const char *name,
                                            size_t name_len,
                                            int64_t vnodes);

/**
 * Sets where the points of a node of a list are: only for a ring whose profile has it, as points does.
 *
 * members        changed
 * name, name_len           borrowed for the call; of several nodes of one name, the last
 * points, points_len       borrowed for the call; points may be NULL if points_len is 0
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_members_set_points(ringwise_members *members,
                                            const char *name,
                                            size_t name_len,
                                            const uint64_t *points,
                                            size_t points_len);

/**
 * Sets the tokens of a node of a list: its points where they may be below 0, as those of the profile cassandra.
 *
 * members        changed
 * name, name_len           borrowed for the call; of several nodes of one name, the last
 * tokens, tokens_len       borrowed for the call; tokens may be NULL if tokens_len is 0
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_members_set_tokens(ringwise_members *members,
                                            const char *name,
                                            size_t name_len,
                                            const int64_t *tokens,
                                            size_t tokens_len);

/**
 * Returns how many nodes a list has; 0 if members is NULL.
 *
 * members        borrowed
 *
 * Threads: any, while none changes the list.
 */
size_t ringwise_members_len(const ringwise_members *members);

/**
 * Gives the name of a node of a list.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * name, name_len           get the name, which lives as long as the list
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, while none changes the list.
 */
bool ringwise_members_name(const ringwise_members *members,
                           size_t index,
                           const char **name,
                           size_t *name_len);

/**
 * Gives the weight of a node of a list.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * weight         gets the weight
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, while none changes the list.
 */
bool ringwise_members_weight(const ringwise_members *members,
                             size_t index,
                             int64_t *weight);

/**
 * Gives the zone of a node of a list.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * zone, zone_len           get the zone, which lives as long as the list
 *
 * Returns false, and writes nothing, if there is no such node, if it has no zone, or a pointer is NULL. Threads: any, while none
 * changes the list.
 */
bool ringwise_members_zone(const ringwise_members *members,
                           size_t index,
                           const char **zone,
                           size_t *zone_len);

/**
 * Gives what is hashed of a node of a list: the identity that it was given, or else its name, or what the profile of the ring that
 * the list is from makes of it.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * identity, identity_len   get the identity, which lives as long as the list
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, while none changes the list.
 */
bool ringwise_members_identity(const ringwise_members *members,
                               size_t index,
                               const char **identity,
                               size_t *identity_len);

/**
 * Returns whether the identity of a node of a list is none of its own, but follows from the other members of the ring that the list
 * is from, as HAProxy numbers its servers; false if there is no such node or members is NULL.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 *
 * Threads: any, while none changes the list.
 */
bool ringwise_members_has_implied_identity(const ringwise_members *members,
                                           size_t index);

/**
 * Gives how many virtual nodes a node of a list has whatever its weight.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * vnodes         gets their number
 *
 * Returns false, and writes nothing, if there is no such node, if its number was not set, or a pointer is NULL. Threads: any, while
 * none changes the list.
 */
bool ringwise_members_vnodes(const ringwise_members *members,
                             size_t index,
                             int64_t *vnodes);

/**
 * Returns how many points of a node of a list were set; 0 if there is no such node, none was set or members is NULL.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 *
 * Threads: any, while none changes the list.
 */
size_t ringwise_members_points_len(const ringwise_members *members,
                                   size_t index);

/**
 * Gives a point of a node of a list.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * number         below ringwise_members_points_len()
 * point          gets the point
 *
 * Returns false, and writes nothing, if there is no such point, if it is a token below 0, or a pointer is NULL. Threads: any, while
 * none changes the list.
 */
bool ringwise_members_point(const ringwise_members *members,
                            size_t index,
                            size_t number,
                            uint64_t *point);

/**
 * Gives a token of a node of a list.
 *
 * members        borrowed
 * index          below ringwise_members_len()
 * number         below ringwise_members_points_len()
 * token          gets the token
 *
 * Returns false, and writes nothing, if there is no such token, if it is a point above the largest int64_t, or a pointer is NULL.
 * Threads: any, while none changes the list.
 */
bool ringwise_members_token(const ringwise_members *members,
                            size_t index,
                            size_t number,
                            int64_t *token);

/**
 * Makes a ring. The caller frees it.
 *
 * options        borrowed for the call; NULL: the defaults
 * members        borrowed for the call; NULL: no members
 * ring           gets the handle
 *
 * Returns OK, UNKNOWN_PROFILE, INVALID_OPTION, UNSUPPORTED (what the profile does not have), INVALID_NAME, INVALID_WEIGHT,
 * DUPLICATE_NODE (two nodes share a name or an identity), TOO_MANY_POINTS, TOO_MANY_NODES or NULL_POINTER. Threads: any, while none
 * changes options or members.
 */
ringwise_status ringwise_ring_new(const ringwise_options *options,
                                  const ringwise_members *members,
                                  ringwise_ring **ring);

/**
 * Returns an independent ring that is equal now, with the same ids; NULL if ring is NULL. The caller frees it. All its nodes are
 * healthy, and their loads 0.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
ringwise_ring *ringwise_ring_clone(const ringwise_ring *ring);

/**
 * Frees a ring, and with it every name that it gave. Its readers and its monitors stay, with the ring as it was last.
 *
 * ring           NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_ring_free(ringwise_ring *ring);

/**
 * Returns whether two rings have equal placement options and members, and so place every key alike. Ids make no difference, nor
 * do the replication factor, the load factor, health and load.
 *
 * ring, other    borrowed
 *
 * Returns false if either is NULL. Threads: any, at any time.
 */
bool ringwise_ring_equal(const ringwise_ring *ring,
                         const ringwise_ring *other);

/**
 * Returns how many members a ring has, drained ones included; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ring_len(const ringwise_ring *ring);

/**
 * Returns whether a node of that name is a member; false if ring or a needed name is NULL.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 *
 * Threads: any, at any time.
 */
bool ringwise_ring_contains(const ringwise_ring *ring, const char *name, size_t name_len);

/**
 * Returns the members as a new list, in bytewise order of their names, drained ones included; NULL if ring is NULL. The caller
 * frees it. It stays as it is, whatever is edited later. A profile that sees the order of nodes keeps the order given.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
ringwise_members *ringwise_ring_members(const ringwise_ring *ring);

/**
 * Gives the member of a name as a new list of one. The caller frees it.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * members        gets the list
 *
 * Returns false, and writes nothing, if there is no such member or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_node(const ringwise_ring *ring,
                        const char *name,
                        size_t name_len,
                        ringwise_members **members);

/**
 * Writes the ids of the members, in the order of ringwise_ring_members(), drained ones included.
 *
 * ring           borrowed
 * out, out_len   caller's buffer of out_len node ids: ringwise_ring_len() of them, and room for what another thread may add
 * written        gets how many were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_nodes(const ringwise_ring *ring,
                                    uint32_t *out,
                                    size_t out_len,
                                    size_t *written);

/**
 * Gives the id of a name that the ring has, or once had.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * id             gets the id
 *
 * Returns false, and writes nothing, if the ring never had such a node or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_id(const ringwise_ring *ring,
                      const char *name,
                      size_t name_len,
                      uint32_t *id);

/**
 * Gives the name of an id, whether or not it is a member now.
 *
 * ring           borrowed
 * id             one of this ring's
 * name, name_len           get the name, which lives as long as the ring's handle, through every edit
 *
 * Returns false, and writes nothing, if the ring gave no such id or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_name(const ringwise_ring *ring,
                        uint32_t id,
                        const char **name,
                        size_t *name_len);

/**
 * Returns how many distinct names the ring has had over its life: every id that it gave is below; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ring_names_len(const ringwise_ring *ring);

/**
 * Returns how many points the ring has; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ring_points_len(const ringwise_ring *ring);

/**
 * Writes the ring's points in ring order: positions in ascending order, each with its owner. The first of several points at one
 * position owns the keys there. Positions are in the profile's own measure, which ringwise_shares_total() tells: 64 bits, 32 bits, the
 * leading 64 of longer ones, the entries of a table.
 *
 * ring           borrowed
 * positions, owners, len   caller's buffers of len each: ringwise_ring_points_len() of them, and room for what another thread may
 *                          add
 * written        gets how many were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_points(const ringwise_ring *ring,
                                     uint64_t *positions,
                                     uint32_t *owners,
                                     size_t len,
                                     size_t *written);

/**
 * Gives the name of the placement: that of the profile, or "native-v1". Rings of one profile and equal options and members place alike, in every version.
 *
 * ring           borrowed
 * profile, profile_len     get a text that lives as long as the process
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_profile(const ringwise_ring *ring,
                           const char **profile,
                           size_t *profile_len);

/**
 * Returns how many virtual nodes a node has for each unit of its weight; 0 if the profile has no such option or ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_ring_vnodes(const ringwise_ring *ring);

/**
 * Returns the seed of every hash; 0 if the profile has no such option or ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_ring_seed(const ringwise_ring *ring);

/**
 * Returns the most that a node may own, in percent of its fair share; 0 if there is no such limit or ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_ring_cap(const ringwise_ring *ring);

/**
 * Gives the two characters between which the hashed part of a key stands.
 *
 * ring           borrowed
 * hash_tag       caller's buffer of 2 characters; no NUL is written behind them
 *
 * Returns false, and writes nothing, if the ring has none or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_hash_tag(const ringwise_ring *ring, char *hash_tag);

/**
 * Gives how the nodes that hold a key are spread over zones: "spread" or "strict"; "spread" if the profile has no such option.
 *
 * ring           borrowed
 * zones, zones_len         get a text that lives as long as the process
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_zones(const ringwise_ring *ring,
                         const char **zones,
                         size_t *zones_len);

/**
 * Returns how many nodes are meant to hold a key; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_ring_replication_factor(const ringwise_ring *ring);

/**
 * Returns how far above its fair part a node's load may go, in percent; 0 if the profile has no such option or ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_ring_load_factor(const ringwise_ring *ring);

/**
 * Adds a node. Keys move to it, and between no others.
 *
 * ring           changed
 * name, name_len           borrowed for the call
 * weight         0 to 67,108,864 (2^26); 0: drained
 * zone, zone_len           borrowed for the call; NULL and 0: no zone
 * identity, identity_len   borrowed for the call; what is hashed in place of the name; NULL and 0: the name
 *
 * Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE (its name or its identity is taken), TOO_MANY_POINTS, TOO_MANY_NODES,
 * NULL_POINTER or, under a profile, UNSUPPORTED or INVALID_OPTION. Threads: any, at any time; edits wait for each other.
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
 * Adds a node of a list to the ring, with all that the list has of it: its virtual nodes and its points too.
 *
 * ring           changed
 * members        borrowed for the call
 * name, name_len           borrowed for the call; of several nodes of one name, the last
 *
 * Returns what ringwise_ring_add_node() does, or UNKNOWN_NODE if the list has no such node. Threads: any, at any time, while none
 * changes members; edits wait for each other.
 */
ringwise_status ringwise_ring_add_member(ringwise_ring *ring,
                                         const ringwise_members *members,
                                         const char *name,
                                         size_t name_len);

/**
 * Removes a node. Its keys move, and no others.
 *
 * ring           changed
 * name, name_len           borrowed for the call
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, NULL_POINTER or, under a profile, INVALID_OPTION. Threads: any, at
 * any time; edits wait for each other.
 */
ringwise_status ringwise_ring_remove_node(ringwise_ring *ring,
                                          const char *name,
                                          size_t name_len);

/**
 * Gives a node another weight. A higher one moves keys only to it, a lower one only from it; 0 drains it.
 *
 * ring           changed
 * name, name_len           borrowed for the call
 * weight         0 to 67,108,864 (2^26)
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, INVALID_WEIGHT, TOO_MANY_POINTS, NULL_POINTER or, under a profile,
 * UNSUPPORTED or INVALID_OPTION. Threads: any, at any time; edits wait for each other.
 */
ringwise_status ringwise_ring_set_weight(ringwise_ring *ring,
                                         const char *name,
                                         size_t name_len,
                                         int64_t weight);

/**
 * Hands all that a node has, its identity too, to another name: every key of the old is the new's, and none moves.
 *
 * Afterwards the old name cannot be added plainly, because its identity is held; nor does ringwise_ring_set_nodes() know of it,
 * unless its list gives the new name that identity. Replacing a node by itself changes nothing.
 *
 * ring           changed
 * old, old_len   borrowed for the call
 * new_name, new_name_len   borrowed for the call
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME, DUPLICATE_NODE, TOO_MANY_NODES, NULL_POINTER or, under a profile, UNSUPPORTED or
 * INVALID_OPTION. Threads: any, at any time; edits wait for each other.
 */
ringwise_status ringwise_ring_replace_node(ringwise_ring *ring,
                                           const char *old,
                                           size_t old_len,
                                           const char *new_name,
                                           size_t new_name_len);

/**
 * Makes the nodes of a list the members, all in one step, and says what that changed.
 *
 * The list is taken literally: a node that gives no identity is hashed by its name, whatever it was before. It is checked as a
 * whole, so two nodes may swap identities. Keys move only from what is gone or has less, and to what is new or has more.
 *
 * ring           changed
 * members        borrowed for the call; NULL: no members
 * changes        gets the changes, which the caller frees; NULL: nobody asks
 *
 * Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE, TOO_MANY_POINTS, TOO_MANY_NODES, NULL_POINTER or, under a profile,
 * UNSUPPORTED or INVALID_OPTION. Threads: any, at any time, while none changes members; edits wait for each other.
 */
ringwise_status ringwise_ring_set_nodes(ringwise_ring *ring,
                                        const ringwise_members *members,
                                        ringwise_changes **changes);

/**
 * Frees changes.
 *
 * changes        NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_changes_free(ringwise_changes *changes);

/**
 * Gives one of the names that were no members before.
 *
 * changes        borrowed
 * index          counted from 0
 * name, name_len           get the name, which lives as long as the changes
 *
 * Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_changes_added(const ringwise_changes *changes,
                            size_t index,
                            const char **name,
                            size_t *name_len);

/**
 * Gives one of the names that are no members any more.
 *
 * changes        borrowed
 * index          counted from 0
 * name, name_len           get the name, which lives as long as the changes
 *
 * Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_changes_removed(const ringwise_changes *changes,
                              size_t index,
                              const char **name,
                              size_t *name_len);

/**
 * Gives one of the names of members whose weight, zone or identity is another.
 *
 * changes        borrowed
 * index          counted from 0
 * name, name_len           get the name, which lives as long as the changes
 *
 * Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_changes_changed(const ringwise_changes *changes,
                              size_t index,
                              const char **name,
                              size_t *name_len);

/**
 * Gives one of the changed names whose identity is another: all keys of these may move.
 *
 * changes        borrowed
 * index          counted from 0
 * name, name_len           get the name, which lives as long as the changes
 *
 * Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_changes_reidentified(const ringwise_changes *changes,
                                   size_t index,
                                   const char **name,
                                   size_t *name_len);

/**
 * Returns the options that are in force in a ring; NULL if ring is NULL. The caller frees them.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
ringwise_settings *ringwise_ring_settings(const ringwise_ring *ring);

/**
 * Frees settings.
 *
 * settings       NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_settings_free(ringwise_settings *settings);

/**
 * Gives the name of one of the options, in an order that is always the same.
 *
 * settings       borrowed
 * index          counted from 0
 * name, name_len           get a text that lives as long as the process
 *
 * Returns false, and writes nothing, behind the last option or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_settings_name(const ringwise_settings *settings,
                            size_t index,
                            const char **name,
                            size_t *name_len);

/**
 * Gives the value of an option that is an integer.
 *
 * settings       borrowed
 * name, name_len           borrowed for the call
 * value          gets the value
 *
 * Returns false, and writes nothing, if there is no such option, if its value is no integer, or a pointer is NULL. Threads: any, at
 * any time.
 */
bool ringwise_settings_integer(const ringwise_settings *settings,
                               const char *name,
                               size_t name_len,
                               int64_t *value);

/**
 * Gives the value of an option that is a text.
 *
 * settings       borrowed
 * name, name_len           borrowed for the call
 * value, value_len         get the value, which lives as long as the settings
 *
 * Returns false, and writes nothing, if there is no such option, if its value is no text, or a pointer is NULL. Threads: any, at any
 * time.
 */
bool ringwise_settings_text(const ringwise_settings *settings,
                            const char *name,
                            size_t name_len,
                            const char **value,
                            size_t *value_len);

/**
 * Gives the value of an option that is yes or no.
 *
 * settings       borrowed
 * name, name_len           borrowed for the call
 * value          gets the value
 *
 * Returns false, and writes nothing, if there is no such option, if its value is another, or a pointer is NULL. Threads: any, at any
 * time.
 */
bool ringwise_settings_boolean(const ringwise_settings *settings,
                               const char *name,
                               size_t name_len,
                               bool *value);

/**
 * Gives one of the integers by name that are the value of an option, in bytewise order of their names.
 *
 * settings       borrowed
 * name, name_len           borrowed for the call
 * index          counted from 0
 * key, key_len   get the name of the integer, which lives as long as the settings
 * value          gets the integer
 *
 * Returns false, and writes nothing, behind the last of them, if there is no such option, if its value is another, or a pointer is
 * NULL. Threads: any, at any time.
 */
bool ringwise_settings_map(const ringwise_settings *settings,
                           const char *name,
                           size_t name_len,
                           size_t index,
                           const char **key,
                           size_t *key_len,
                           int64_t *value);

/**
 * Gives the owner of a key.
 *
 * ring           borrowed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * id             gets the owner's id
 *
 * Returns false, and writes nothing, if no node owns a point, or if ring, id or a needed key is NULL. Threads: any, at any time;
 * one that looks up in a loop does it faster with a ringwise_reader. Never allocates, but for what a thread needs once, at the
 * first call with any ring.
 */
bool ringwise_ring_get_node(const ringwise_ring *ring,
                            const void *key,
                            size_t key_len,
                            uint32_t *id);

/**
 * Gives where a key stands on the ring: a position of those that ringwise_ring_points(), ranges and plans tell. Of one longer than 64
 * bits these are the leading ones.
 *
 * ring           borrowed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * position       gets the position
 *
 * Returns false, and writes nothing, if ring, position or a needed key is NULL. Threads: any, at any time.
 */
bool ringwise_ring_position(const ringwise_ring *ring,
                            const void *key,
                            size_t key_len,
                            uint64_t *position);

/**
 * Writes the nodes that hold a key, nearest first, and returns how many.
 *
 * Each node is written once, and the first is the one that ringwise_ring_get_node() gives. A list of n begins with the list of
 * n - 1. With zones, it takes one node of each zone first, then a second of each, and so on. A buffer of ringwise_ring_len() ids
 * gets the whole list.
 *
 * ring           borrowed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * out, out_len   caller's buffer of out_len node ids; all of it may be written
 *
 * Returns at most out_len; less only if fewer nodes own points, if with strict zones fewer zones exist, or if the profile has shorter
 * lists (ringwise_ring_check_count()); 0 if ring, out or a needed key is NULL. Threads: any, at any time. Never allocates, but for
 * what a thread needs once, at the first call with any ring, and for a list of more than 16 on a ring of more than 65,536 nodes.
 */
size_t ringwise_ring_get_nodes(const ringwise_ring *ring,
                               const void *key,
                               size_t key_len,
                               uint32_t *out,
                               size_t out_len);

/**
 * Writes the owners of many keys, as ringwise_ring_get_node() gives them, RINGWISE_NO_NODE where there is none, and returns how many.
 *
 * Faster than key by key on a large ring, and all keys are looked up in one ring, whatever other threads edit meanwhile.
 *
 * ring           borrowed
 * keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0
 * out            caller's buffer of count node ids; all of it may be written
 *
 * Returns count; less if a needed key is NULL: the number of keys before it; 0 if ring, keys, key_lens or out is NULL. Threads: any,
 * at any time. Never allocates, but for what a thread needs once, at the first call with any ring.
 */
size_t ringwise_ring_get_node_batch(const ringwise_ring *ring,
                                    const void *const *keys,
                                    const size_t *key_lens,
                                    size_t count,
                                    uint32_t *out);

/**
 * Marks a node as down: its keys go where they would go without it, until ringwise_ring_mark_node_healthy(). Marking it again
 * changes nothing.
 *
 * No point moves, and ringwise_ring_get_node() gives what it gave before. A mark is this handle's alone: no clone has it. It stays
 * through every edit, but a node that is removed and added again starts healthy, as does a new name.
 *
 * ring           changed
 * name, name_len           borrowed for the call
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; edits wait for each
 * other.
 */
ringwise_status ringwise_ring_mark_node_unhealthy(ringwise_ring *ring,
                                                  const char *name,
                                                  size_t name_len);

/**
 * Marks a node as up again: its keys come back. Marking it again changes nothing.
 *
 * ring           changed
 * name, name_len           borrowed for the call
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; edits wait for each
 * other.
 */
ringwise_status ringwise_ring_mark_node_healthy(ringwise_ring *ring,
                                                const char *name,
                                                size_t name_len);

/**
 * Says whether a node is healthy.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * healthy        gets whether it is
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_is_healthy(const ringwise_ring *ring,
                                         const char *name,
                                         size_t name_len,
                                         bool *healthy);

/**
 * Gives the health of a node. The caller frees it. It stays as it is, whatever is marked later.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * health         gets the health
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_health(const ringwise_ring *ring,
                                     const char *name,
                                     size_t name_len,
                                     ringwise_health **health);

/**
 * Frees a health that ringwise_ring_health() gave.
 *
 * health         NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_health_free(ringwise_health *health);

/**
 * Returns whether the node was healthy; false if health is NULL.
 *
 * health         borrowed
 *
 * Threads: any, at any time.
 */
bool ringwise_health_is_healthy(const ringwise_health *health);

/**
 * Returns when that had last changed, in seconds since 1970-01-01 00:00 UTC: when the node was added, if never since; 0 if health
 * is NULL.
 *
 * health         borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_health_since(const ringwise_health *health);

/**
 * Gives why that had last changed, as a health monitor said.
 *
 * health         borrowed
 * reason, reason_len       get a text that lives as long as the health
 *
 * Returns false, and writes nothing, if the node was marked by hand or never, or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_health_reason(const ringwise_health *health,
                            const char **reason,
                            size_t *reason_len);

/**
 * Gives the first healthy node that holds a key: its owner, or where the owner's keys go while it is down.
 *
 * ring           borrowed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * id             gets the node's id
 *
 * Returns false, and writes nothing, if no healthy node owns a point, or if ring, id or a needed key is NULL. Threads: any, at any
 * time; one that looks up in a loop does it faster with a ringwise_reader. Never allocates, but for what a thread needs once, at
 * the first call with any ring.
 */
bool ringwise_ring_get_node_with_fallback(const ringwise_ring *ring,
                                          const void *key,
                                          size_t key_len,
                                          uint32_t *id);

/**
 * Writes the healthy nodes that hold a key, nearest first, and returns how many: what ringwise_ring_get_nodes() of a ring without
 * the unhealthy nodes gives.
 *
 * It says where keys go while nodes are down: for caches, for new writes, for load balancing. A store that holds copies reads and
 * writes ringwise_ring_get_nodes() and skips the unhealthy itself, because that is where the copies are.
 *
 * ring           borrowed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * out, out_len   caller's buffer of out_len node ids; all of it may be written
 *
 * Returns at most out_len; less only if fewer healthy nodes own points or, with strict zones, stand in fewer zones; 0 if ring, out
 * or a needed key is NULL. Threads: any, at any time. Never allocates, but for what a thread needs once, at the first call with any
 * ring.
 */
size_t ringwise_ring_get_healthy_nodes(const ringwise_ring *ring,
                                       const void *key,
                                       size_t key_len,
                                       uint32_t *out,
                                       size_t out_len);

/**
 * Takes a place for a key: on its owner, or, if that is down or full, on the first node of its list that is neither.
 *
 * A node is full when its load has reached load_factor percent of its part, by weight, of what the healthy nodes hold with this one
 * more, rounded up; some profiles have a rule of their own. There is always a node with room, as long as a healthy one owns a point;
 * under cassandra, whose keys stay on their replicas, all of them may be full. For a given state the answer is always the same.
 *
 * ring           changed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * id             gets the node's id
 * ticket         gets what gives the place back, once; never 0
 *
 * Returns false, and takes and writes nothing, if there is no such node, or if ring, id, ticket or a needed key is NULL.
 * Threads: any, at any time; these calls wait for each other, shortly. Never allocates, but for what a thread needs once, at the
 * first call with any ring.
 */
bool ringwise_ring_acquire(ringwise_ring *ring,
                           const void *key,
                           size_t key_len,
                           uint32_t *id,
                           uint64_t *ticket);

/**
 * Gives a place back.
 *
 * ring           changed
 * ticket         what ringwise_ring_acquire() of this ring gave; 0 is none
 *
 * A ticket is given back once: a second time, it would give back the place of another on its node. Returns whether a place was
 * given back: false if the node was removed since, even if it was added again, if none of its places is taken, or if ring is NULL.
 * Threads: any, at any time; these calls wait for each other, shortly. Never allocates.
 */
bool ringwise_ring_release(ringwise_ring *ring,
                           uint64_t ticket);

/**
 * Gives a node's load: how many of its places are taken.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * load           gets the load
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; it waits for
 * ringwise_ring_acquire(), shortly.
 */
ringwise_status ringwise_ring_load(const ringwise_ring *ring,
                                   const char *name,
                                   size_t name_len,
                                   uint64_t *load);

/**
 * Returns how many places are taken on all members together; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time; it waits for ringwise_ring_acquire(), shortly.
 */
uint64_t ringwise_ring_total_load(const ringwise_ring *ring);

/**
 * Gives the load at which a node is full for the next ringwise_ring_acquire(); 0 if it is drained or down.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * capacity       gets that load
 *
 * Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; it waits for
 * ringwise_ring_acquire(), shortly.
 */
ringwise_status ringwise_ring_capacity(const ringwise_ring *ring,
                                       const char *name,
                                       size_t name_len,
                                       uint64_t *capacity);

/**
 * Returns a new reader; NULL if ring is NULL. The caller frees it.
 *
 * ring           borrowed for the call
 *
 * Threads: any, at any time.
 */
ringwise_reader *ringwise_reader_new(const ringwise_ring *ring);

/**
 * Frees a reader.
 *
 * reader         NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_reader_free(ringwise_reader *reader);

/**
 * Gives the owner of a key, as ringwise_ring_get_node().
 *
 * reader         used, and brought up to date
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * id             gets the owner's id
 *
 * Returns false, and writes nothing, if no node owns a point, or if reader, id or a needed key is NULL. Threads: one at a time with
 * this handle. Never allocates, but for what a thread needs once, at the first call with any ring or reader.
 */
bool ringwise_reader_get_node(ringwise_reader *reader,
                              const void *key,
                              size_t key_len,
                              uint32_t *id);

/**
 * Writes the nodes that hold a key, nearest first, and returns how many, as ringwise_ring_get_nodes().
 *
 * reader         used, and brought up to date
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * out, out_len   caller's buffer of out_len node ids; all of it may be written
 *
 * Returns at most out_len; less only if fewer nodes own points or, with strict zones, fewer zones exist; 0 if reader, out or a
 * needed key is NULL. Threads: one at a time with this handle. Never allocates, but for what a thread needs once, at the first
 * call with any ring or reader.
 */
size_t ringwise_reader_get_nodes(ringwise_reader *reader,
                                 const void *key,
                                 size_t key_len,
                                 uint32_t *out,
                                 size_t out_len);

/**
 * Gives the first healthy node that holds a key, as ringwise_ring_get_node_with_fallback().
 *
 * reader         used, and brought up to date
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * id             gets the node's id
 *
 * Returns false, and writes nothing, if no healthy node owns a point, or if reader, id or a needed key is NULL. Threads: one at a
 * time with this handle. Never allocates, but for what a thread needs once, at the first call with any ring or reader.
 */
bool ringwise_reader_get_node_with_fallback(ringwise_reader *reader,
                                            const void *key,
                                            size_t key_len,
                                            uint32_t *id);

/**
 * Writes the healthy nodes that hold a key, nearest first, and returns how many, as ringwise_ring_get_healthy_nodes().
 *
 * reader         used, and brought up to date
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * out, out_len   caller's buffer of out_len node ids; all of it may be written
 *
 * Returns at most out_len; less only if fewer healthy nodes own points or, with strict zones, stand in fewer zones; 0 if reader, out
 * or a needed key is NULL. Threads: one at a time with this handle. Never allocates, but for what a thread needs once, at the first
 * call with any ring or reader.
 */
size_t ringwise_reader_get_healthy_nodes(ringwise_reader *reader,
                                         const void *key,
                                         size_t key_len,
                                         uint32_t *out,
                                         size_t out_len);

/**
 * Writes the owners of many keys, and returns how many, as ringwise_ring_get_node_batch().
 *
 * reader         used, and brought up to date
 * keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0
 * out            caller's buffer of count node ids; all of it may be written
 *
 * Returns count; less if a needed key is NULL: the number of keys before it; 0 if reader, keys, key_lens or out is NULL. Threads:
 * one at a time with this handle. Never allocates, but for what a thread needs once, at the first call with any ring or reader.
 */
size_t ringwise_reader_get_node_batch(ringwise_reader *reader,
                                      const void *const *keys,
                                      const size_t *key_lens,
                                      size_t count,
                                      uint32_t *out);

/**
 * Frees a list of names.
 *
 * names          NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_names_free(ringwise_names *names);

/**
 * Returns how many names a list has; 0 if names is NULL.
 *
 * names          borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_names_len(const ringwise_names *names);

/**
 * Gives a name of a list.
 *
 * names          borrowed
 * index          below ringwise_names_len()
 * name, name_len           get the name, which lives as long as the list
 *
 * Returns false, and writes nothing, if there is no such name or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_names_get(const ringwise_names *names,
                        size_t index,
                        const char **name,
                        size_t *name_len);

/**
 * Returns new options, all at their defaults; never NULL. The caller frees them.
 *
 * Threads: any, at any time.
 */
ringwise_monitor_options *ringwise_monitor_options_new(void);

/**
 * Frees options. Monitors that were made with them stay.
 *
 * options        NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_monitor_options_free(ringwise_monitor_options *options);

/**
 * Sets the time from one probe of a node to its next.
 *
 * options        changed
 * seconds        0.001 to 604,800 (a week); 5 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_interval(ringwise_monitor_options *options, double seconds);

/**
 * Sets the time after which a probe that has not answered has failed.
 *
 * options        changed
 * seconds        0.001 to 604,800 (a week); 1 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_timeout(ringwise_monitor_options *options, double seconds);

/**
 * Sets by what part of itself an interval may be longer or shorter, so that nodes are not all probed at once.
 *
 * options        changed
 * jitter         0 to 1; 0.1 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_jitter(ringwise_monitor_options *options, double jitter);

/**
 * Sets how many successes in a row bring a node up.
 *
 * options        changed
 * rise           1 to 1,000; 2 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_rise(ringwise_monitor_options *options, int64_t rise);

/**
 * Sets how many failures in a row take a node down.
 *
 * options        changed
 * fall           1 to 1,000; 3 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_fall(ringwise_monitor_options *options, int64_t fall);

/**
 * Sets how many probes run at once, each on a thread. One that is past its timeout does not count.
 *
 * options        changed
 * concurrency    1 to 1,024; 32 if not set
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_concurrency(ringwise_monitor_options *options,
                                                         int64_t concurrency);

/**
 * Sets where a node is connected to. A node without an address is connected to at its name.
 *
 * options        changed
 * node, node_len           borrowed for the call; the node's name, whether or not it is a member yet
 * address, address_len     borrowed for the call; "host:port" or "[IPv6]:port"
 *
 * Returns OK, INVALID_NAME for a node that is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_address(ringwise_monitor_options *options,
                                                     const char *node,
                                                     size_t node_len,
                                                     const char *address,
                                                     size_t address_len);

/**
 * Sets what a probe is. Not set: a TCP connection to the node's address.
 *
 * options        changed
 * probe          true: the node answers
 * user_data      what probe is called with; may be NULL
 * destroy        NULL, or what is called once when the options and every monitor made with them are freed and no probe runs any
 *                more: even one that hangs keeps user_data alive. It is not called if this call fails
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_probe(ringwise_monitor_options *options,
                                                   ringwise_probe probe,
                                                   void *user_data,
                                                   ringwise_destroy destroy);

/**
 * Sets what is told of every node that goes down or comes up.
 *
 * options        changed
 * on_change      called after the node was marked
 * user_data      what on_change is called with; may be NULL
 * destroy        NULL, or what is called once when the options and every monitor made with them are freed and their threads have
 *                ended. It is not called if this call fails
 *
 * Returns OK or NULL_POINTER. Threads: one at a time with this handle.
 */
ringwise_status ringwise_monitor_options_set_on_change(ringwise_monitor_options *options,
                                                       ringwise_on_change on_change,
                                                       void *user_data,
                                                       ringwise_destroy destroy);

/**
 * Makes a monitor of a ring, which does not run yet. The caller frees it, before or after the ring.
 *
 * A monitor keeps what it needs of the ring. When the ring's handle is freed first, it goes on probing the nodes that were members
 * last, and only its callbacks learn of it.
 *
 * ring           borrowed for the call; the monitor will mark its nodes
 * options        borrowed for the call; NULL: the defaults
 * monitor        gets the handle
 *
 * Returns OK, INVALID_OPTION, INVALID_ADDRESS or NULL_POINTER. Threads: any, while none changes options.
 */
ringwise_status ringwise_monitor_new(ringwise_ring *ring,
                                     const ringwise_monitor_options *options,
                                     ringwise_monitor **monitor);

/**
 * Stops and frees a monitor. It waits as ringwise_monitor_stop() does; what hangs is left to itself, and its user_data alive.
 *
 * monitor        NULL is allowed
 *
 * Threads: any but those of its callbacks, when no other call uses the handle now or later.
 */
void ringwise_monitor_free(ringwise_monitor *monitor);

/**
 * Starts probing. Does nothing if the monitor runs.
 *
 * monitor        changed
 *
 * Returns OK, INVALID_ADDRESS (a node has no address to connect to), MONITOR_FAILED (the system gives no thread) or NULL_POINTER.
 * Threads: any, at any time.
 */
ringwise_status ringwise_monitor_start(ringwise_monitor *monitor);

/**
 * Stops probing, and says whose probe hangs. Marks stay as they are. Does nothing if the monitor does not run.
 *
 * It waits for the probes on their way, one timeout at most, and as long again for a call of on_change that is under way; then it
 * leaves them to themselves. Called by on_change itself, it waits for nothing and gives no names: the monitor ends soon after that call, and may
 * tell of what it has found out until then. Called by a probe, it waits for that one too, in vain.
 *
 * monitor        changed
 * hung           gets the names of the nodes whose probe still hangs, in bytewise order, which the caller frees; NULL: nobody asks
 *
 * Returns OK or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_monitor_stop(ringwise_monitor *monitor,
                                      ringwise_names **hung);

/**
 * Returns whether a monitor runs; false if monitor is NULL.
 *
 * monitor        borrowed
 *
 * Threads: any, at any time.
 */
bool ringwise_monitor_is_running(const ringwise_monitor *monitor);

/**
 * Returns the names of the profiles that a ring can speak, as a new list; never NULL. The caller frees it.
 *
 * Threads: any, at any time.
 */
ringwise_names *ringwise_profiles(void);

/**
 * Refuses a count of nodes that no list of the ring's profile can have: envoy_maglev knows the owner alone, and gives that one
 * where ringwise_ring_get_nodes() is asked for more. This is for who would rather hear of it, once, before the lookups.
 *
 * ring           borrowed
 * count          how many nodes a list is asked for
 *
 * Returns OK, UNSUPPORTED if it is more, or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_check_count(const ringwise_ring *ring,
                                          size_t count);

/**
 * Writes the nodes that spymemcached tries for a key, one after another: 7, the owner first. A node may come again.
 *
 * ring           borrowed; of the profile spymemcached_ketama
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 * out, out_len   caller's buffer of out_len node ids: 7 of them
 * written        gets how many were written: 7, or 0 if no node owns a point
 *
 * Returns OK, UNSUPPORTED under any other profile, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_retry_nodes(const ringwise_ring *ring,
                                          const void *key,
                                          size_t key_len,
                                          uint32_t *out,
                                          size_t out_len,
                                          size_t *written);

/**
 * Returns how many bytes ringwise_ring_explain() writes; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ring_explain_len(const ringwise_ring *ring);

/**
 * Writes what the ring does in words and numbers: its profile and options, what of a node is hashed, the label of the first virtual
 * node, how a key finds its owner, the first points, how many points each node has. For people: the text may change.
 *
 * ring           borrowed
 * out, out_len   caller's buffer of out_len bytes: ringwise_ring_explain_len() of them, and room for what another thread may add;
 *                no NUL is written behind the text
 * written        gets how many bytes were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_explain(const ringwise_ring *ring,
                                      char *out,
                                      size_t out_len,
                                      size_t *written);

/**
 * Counts which keys have an owner of the same name in another ring, and which do not: what a move from one to the other, of whatever
 * profiles, would cost.
 *
 * ring, other    borrowed
 * keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0; keys and key_lens may be NULL if count is 0
 * comparison     gets the counts, which the caller frees
 *
 * Returns OK or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_compare(const ringwise_ring *ring,
                                      const ringwise_ring *other,
                                      const void *const *keys,
                                      const size_t *key_lens,
                                      size_t count,
                                      ringwise_comparison **comparison);

/**
 * Frees a comparison.
 *
 * comparison     NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_comparison_free(ringwise_comparison *comparison);

/**
 * Returns how many keys have an owner of the same name in both rings, or none in either; 0 if comparison is NULL.
 *
 * comparison     borrowed
 *
 * Threads: any, at any time.
 */
uint64_t ringwise_comparison_kept(const ringwise_comparison *comparison);

/**
 * Returns how many keys have not; 0 if comparison is NULL.
 *
 * comparison     borrowed
 *
 * Threads: any, at any time.
 */
uint64_t ringwise_comparison_moved(const ringwise_comparison *comparison);

/**
 * Gives one of the pairs of an owner in the ring and an owner in the other, and how many keys have these, in bytewise order of both.
 * The pairs of one name twice are those of the keys that are kept.
 *
 * comparison     borrowed
 * index          counted from 0
 * before, before_len       get the name in the ring, which lives as long as the comparison; NULL and 0: no owner
 * after, after_len         get the name in the other, which lives as long as the comparison; NULL and 0: no owner
 * keys           gets how many keys have these owners
 *
 * Returns false, and writes nothing, behind the last pair or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_comparison_pair(const ringwise_comparison *comparison,
                              size_t index,
                              const char **before,
                              size_t *before_len,
                              const char **after,
                              size_t *after_len,
                              uint64_t *keys);

/**
 * Gives what part of the key space each node holds, exactly, if each key is held by the first nodes of its list. The parts of all
 * nodes sum to ringwise_shares_total() times the length of the lists.
 *
 * ring           borrowed
 * replicas       how many nodes hold a key; 1: its owner alone
 * shares         gets the shares, which the caller frees
 *
 * Returns OK, UNSUPPORTED for more replicas than the profile can list, INVALID_OPTION if nodes times replicas exceed 67,108,864 (2^26),
 * or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_shares(const ringwise_ring *ring,
                                     size_t replicas,
                                     ringwise_shares **shares);

/**
 * Gives what part of the key space each node holds after some have failed: as the lists of ringwise_ring_get_healthy_nodes() with these
 * marked unhealthy, and no others. Nothing is marked. What an edit does, a clone that is edited shows.
 *
 * ring           borrowed
 * failures, failure_lens, count      borrowed for the call; count names and their lengths; both may be NULL if count is 0
 * replicas       how many nodes hold a key; 1: the first alone
 * shares         gets the shares, which the caller frees; failed nodes are among them, and hold nothing
 *
 * Returns OK, UNKNOWN_NODE for a failure that is no member, INVALID_NAME for one that is not UTF-8, UNSUPPORTED or INVALID_OPTION as
 * ringwise_ring_shares(), or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_forecast(const ringwise_ring *ring,
                                       const char *const *failures,
                                       const size_t *failure_lens,
                                       size_t count,
                                       size_t replicas,
                                       ringwise_shares **shares);

/**
 * Frees shares.
 *
 * shares         NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_shares_free(ringwise_shares *shares);

/**
 * Gives how many positions keys can have: 2^64 on a native ring, which is 1 in hi and 0 in lo; 2^32 where a profile counts in 32 bits;
 * the entries of a table.
 *
 * shares         borrowed
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_total(const ringwise_shares *shares,
                           uint64_t *hi,
                           uint64_t *lo);

/**
 * Returns how many nodes there are, drained and failed ones included; 0 if shares is NULL.
 *
 * shares         borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_shares_len(const ringwise_shares *shares);

/**
 * Gives the name of a node.
 *
 * shares         borrowed
 * index          below ringwise_shares_len()
 * name, name_len           get the name, which lives as long as the shares
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_name(const ringwise_shares *shares,
                          size_t index,
                          const char **name,
                          size_t *name_len);

/**
 * Gives the index of the node of a name.
 *
 * shares         borrowed
 * name, name_len           borrowed for the call
 * index          gets the index
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_index(const ringwise_shares *shares,
                           const char *name,
                           size_t name_len,
                           size_t *index);

/**
 * Gives how many positions a node holds, all ranks together.
 *
 * shares         borrowed
 * index          below ringwise_shares_len()
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_parts(const ringwise_shares *shares,
                           size_t index,
                           uint64_t *hi,
                           uint64_t *lo);

/**
 * Gives of how many positions a node has one place in the list: of rank 0 it is the owner, of rank 1 the second node, and so on.
 *
 * shares         borrowed
 * index          below ringwise_shares_len()
 * rank           below the replicas that were asked for
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, if there is no such node or rank, or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_by_rank(const ringwise_shares *shares,
                             size_t index,
                             size_t rank,
                             uint64_t *hi,
                             uint64_t *lo);

/**
 * Gives what a node holds as a fraction of one copy of the key space; with several replicas it may exceed 1.
 *
 * shares         borrowed
 * index          below ringwise_shares_len()
 * fraction       gets the fraction
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_fraction(const ringwise_shares *shares,
                              size_t index,
                              double *fraction);

/**
 * Gives what would be fair: a node's part, by weight, of what all nodes hold, in the measure of ringwise_shares_fraction().
 *
 * shares         borrowed
 * index          below ringwise_shares_len()
 * fair           gets the fraction
 *
 * Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_shares_fair(const ringwise_shares *shares,
                          size_t index,
                          double *fair);

/**
 * Gives the ranges of positions whose keys a node owns. Their lengths sum to its share.
 *
 * ring           borrowed
 * name, name_len           borrowed for the call
 * ranges         gets the ranges, which the caller frees
 *
 * Returns OK, UNKNOWN_NODE, UNSUPPORTED under a profile that is a table, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads:
 * any, at any time.
 */
ringwise_status ringwise_ring_ranges(const ringwise_ring *ring,
                                     const char *name,
                                     size_t name_len,
                                     ringwise_ranges **ranges);

/**
 * Frees ranges.
 *
 * ranges         NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_ranges_free(ringwise_ranges *ranges);

/**
 * Returns how many ranges there are; 0 if ranges is NULL.
 *
 * ranges         borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ranges_len(const ringwise_ranges *ranges);

/**
 * Gives a range: the positions from behind start up to and with end, clockwise. Where start is not below end, it reaches round the end
 * of the ring; 0 and 0 is the whole ring. Positions are those of ringwise_ring_points().
 *
 * ranges         borrowed
 * index          below ringwise_ranges_len()
 * start, end     get the position before the first, and the last
 *
 * Returns false, and writes nothing, if there is no such range or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ranges_get(const ringwise_ranges *ranges,
                         size_t index,
                         uint64_t *start,
                         uint64_t *end);

/**
 * Gives how even a ring is.
 *
 * ring           borrowed
 * stats          gets the statistics, which the caller frees
 *
 * Returns OK or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_stats(const ringwise_ring *ring, ringwise_stats **stats);

/**
 * Frees statistics.
 *
 * stats          NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_stats_free(ringwise_stats *stats);

/**
 * Returns how many members there are, drained ones included; 0 if stats is NULL.
 *
 * stats          borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_stats_nodes(const ringwise_stats *stats);

/**
 * Returns how many points there are, or entries of a table; 0 if stats is NULL.
 *
 * stats          borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_stats_points(const ringwise_stats *stats);

/**
 * Returns how many bytes of memory the ring takes; 0 if stats is NULL.
 *
 * stats          borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_stats_bytes(const ringwise_stats *stats);

/**
 * Returns the share of the fullest node over its fair share, 1 being perfect; 0 if no node owns a point or stats is NULL.
 *
 * stats          borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_stats_max_over_fair(const ringwise_stats *stats);

/**
 * Returns the share of the emptiest node over its fair share; 0 if no node owns a point or stats is NULL.
 *
 * stats          borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_stats_min_over_fair(const ringwise_stats *stats);

/**
 * Returns the standard deviation of share over fair share; 0 if no node owns a point or stats is NULL.
 *
 * stats          borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_stats_deviation(const ringwise_stats *stats);

/**
 * Gives one of the nodes that own more than the ring's cap allows, because they have come down to their fewest points.
 *
 * stats          borrowed
 * index          counted from 0
 * name, name_len           get the name, which lives as long as the statistics
 *
 * Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_stats_over_cap(const ringwise_stats *stats,
                             size_t index,
                             const char **name,
                             size_t *name_len);

/**
 * Counts how many of some keys each node owns, against its exact share of the key space.
 *
 * ring           borrowed
 * keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0; keys and key_lens may be NULL if count is 0
 * distribution   gets the counts, which the caller frees
 *
 * Returns OK or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_analyze_distribution(const ringwise_ring *ring,
                                                   const void *const *keys,
                                                   const size_t *key_lens,
                                                   size_t count,
                                                   ringwise_distribution **distribution);

/**
 * Frees a distribution.
 *
 * distribution   NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_distribution_free(ringwise_distribution *distribution);

/**
 * Gives one of the nodes, in bytewise order of their names, drained ones included.
 *
 * distribution   borrowed
 * index          counted from 0
 * name, name_len           get the name, which lives as long as the distribution
 * count          gets how many of the keys the node owns
 * expected       gets how many are to be expected, by its share
 *
 * Returns false, and writes nothing, behind the last node or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_distribution_node(const ringwise_distribution *distribution,
                                size_t index,
                                const char **name,
                                size_t *name_len,
                                uint64_t *count,
                                double *expected);

/**
 * Returns how many keys were counted; 0 if distribution is NULL.
 *
 * distribution   borrowed
 *
 * Threads: any, at any time.
 */
uint64_t ringwise_distribution_keys(const ringwise_distribution *distribution);

/**
 * Returns Pearson's chi-square of the counts against what is expected; 0 if distribution is NULL.
 *
 * distribution   borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_distribution_chi_square(const ringwise_distribution *distribution);

/**
 * Returns how likely keys that are hashed evenly come out this uneven or more; 0 if distribution is NULL. A small one, of 0.001 say,
 * means that the keys are not like random ones: that some are repeated, for example. Not to be relied on where fewer than five keys are
 * expected on a node.
 *
 * distribution   borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_distribution_p_value(const ringwise_distribution *distribution);

/**
 * Gives what changes hands when another ring takes the place of a ring and each key is held by the first nodes of its list.
 *
 * The two lists of a key are compared as sets: who is in the one after and not in the one before is the target of a move. Its source is
 * a node that gives the key up, as long as there are such; then the first of those that keep it, from whom it can be copied.
 *
 * ring           borrowed; the ring before
 * after          borrowed
 * replicas       how many nodes hold a key; 1: its owner alone
 * plan           gets the plan, which the caller frees
 *
 * Returns OK, UNSUPPORTED if a key does not stand at one position in both rings (ringwise_ring_overlap() is for these) or for more
 * replicas than a profile can list, INVALID_OPTION if nodes times replicas exceed 67,108,864 (2^26), or NULL_POINTER. Threads: any, at
 * any time.
 */
ringwise_status ringwise_ring_plan(const ringwise_ring *ring,
                                   const ringwise_ring *after,
                                   size_t replicas,
                                   ringwise_plan **plan);

/**
 * Gives the share of keys that is expected to have an owner of the same name in another ring, if the two hash keys independently. It
 * is for rings that no plan can join: another profile, another seed. Rings that differ in the hash tag alone are not independent, and
 * more keys may stay. ringwise_ring_compare() counts real keys.
 *
 * ring, other    borrowed
 * overlap        gets the share, from 0 to 1
 *
 * Returns OK or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_overlap(const ringwise_ring *ring,
                                      const ringwise_ring *other,
                                      double *overlap);

/**
 * Frees a plan. Moves that it gave stay.
 *
 * plan           NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_plan_free(ringwise_plan *plan);

/**
 * Gives how many positions keys can have, as ringwise_shares_total().
 *
 * plan           borrowed
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_plan_total(const ringwise_plan *plan, uint64_t *hi, uint64_t *lo);

/**
 * Gives how many positions arrive at a node that did not hold them before, counted once for each such node.
 *
 * plan           borrowed
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_plan_moved(const ringwise_plan *plan, uint64_t *hi, uint64_t *lo);

/**
 * Gives the least that could arrive, given what each node holds before and after: the sum of what each holds more than before. One edit
 * of a native ring without a cap moves no more than that.
 *
 * plan           borrowed
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_plan_minimum(const ringwise_plan *plan,
                           uint64_t *hi,
                           uint64_t *lo);

/**
 * Returns what is moved as a fraction of one copy of the key space, which with several replicas may exceed 1; 0 if plan is NULL.
 *
 * plan           borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_plan_moved_fraction(const ringwise_plan *plan);

/**
 * Returns the minimum in the measure of ringwise_plan_moved_fraction(); 0 if plan is NULL.
 *
 * plan           borrowed
 *
 * Threads: any, at any time.
 */
double ringwise_plan_minimum_fraction(const ringwise_plan *plan);

/**
 * Gives the total of one pair of a source and a target, in bytewise order of their names: how many positions go from one to the other.
 *
 * plan           borrowed
 * index          counted from 0
 * source         gets an id of the ring before; RINGWISE_NO_NODE where that ring has no node
 * target         gets an id of the ring after
 * hi, lo         get the halves of the number
 *
 * Returns false, and writes nothing, behind the last pair or if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_plan_totals(const ringwise_plan *plan,
                          size_t index,
                          uint32_t *source,
                          uint32_t *target,
                          uint64_t *hi,
                          uint64_t *lo);

/**
 * Gives the name of a source.
 *
 * plan           borrowed
 * source         an id of the ring before
 * name, name_len           get the name, which lives as long as the plan
 *
 * Returns false, and writes nothing, if the ring before had no such id or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_plan_source_name(const ringwise_plan *plan,
                               uint32_t source,
                               const char **name,
                               size_t *name_len);

/**
 * Gives the name of a target.
 *
 * plan           borrowed
 * target         an id of the ring after
 * name, name_len           get the name, which lives as long as the plan
 *
 * Returns false, and writes nothing, if the ring after had no such id or a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_plan_target_name(const ringwise_plan *plan,
                               uint32_t target,
                               const char **name,
                               size_t *name_len);

/**
 * Returns every move, by where it starts, and by rank where several start at one position; NULL if plan is NULL. The caller frees them.
 *
 * plan           borrowed
 *
 * Threads: any, at any time.
 */
ringwise_moves *ringwise_plan_iter(const ringwise_plan *plan);

/**
 * Returns the moves that a key is part of, none if every node that is to hold it does already; NULL if plan or a needed key is NULL. The
 * caller frees them. While a migration goes on, the sources are where else to look for the key.
 *
 * plan           borrowed
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 *
 * Threads: any, at any time.
 */
ringwise_moves *ringwise_plan_moves(const ringwise_plan *plan,
                                    const void *key,
                                    size_t key_len);

/**
 * Returns how many bytes ringwise_plan_table() writes; 0 if plan is NULL.
 *
 * plan           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_plan_table_len(const ringwise_plan *plan);

/**
 * Writes a table of who gives how much to whom, the largest first, and below it the sum against the least possible. For people: the text
 * may change.
 *
 * plan           borrowed
 * out, out_len   caller's buffer of out_len bytes: ringwise_plan_table_len() of them; no NUL is written behind the text
 * written        gets how many bytes were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_plan_table(const ringwise_plan *plan,
                                    char *out,
                                    size_t out_len,
                                    size_t *written);

/**
 * Returns how many bytes ringwise_plan_to_json() writes; 0 if plan is NULL.
 *
 * plan           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_plan_to_json_len(const ringwise_plan *plan);

/**
 * Writes the plan as JSON, for the program that carries it out: total, replicas, moved, minimum; totals, who gives how much to whom; and
 * moves, a move a line. Positions and what counts them are strings of decimal digits.
 *
 * plan           borrowed
 * out, out_len   caller's buffer of out_len bytes: ringwise_plan_to_json_len() of them; no NUL is written behind the text
 * written        gets how many bytes were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_plan_to_json(const ringwise_plan *plan,
                                      char *out,
                                      size_t out_len,
                                      size_t *written);

/**
 * Frees moves, whether or not all were given.
 *
 * moves          NULL is allowed
 *
 * Threads: any, when no other call uses the handle now or later.
 */
void ringwise_moves_free(ringwise_moves *moves);

/**
 * Gives the next move: which positions a node comes to hold, and from whom. They are those from behind start up to and with end,
 * clockwise. Where start is not below end, they reach round the end of the ring; 0 and 0 is the whole ring.
 *
 * moves          changed
 * start, end     get the position before the first, and the last
 * rank           gets the place of the target in the keys' list after, counted from 0
 * source         gets who can give the keys, an id of the ring before; RINGWISE_NO_NODE if that ring has no node
 * target         gets who comes to hold the keys, an id of the ring after
 *
 * Returns false, and writes nothing, behind the last move or if a pointer is NULL. Threads: one at a time with this handle.
 */
bool ringwise_moves_next(ringwise_moves *moves,
                         uint64_t *start,
                         uint64_t *end,
                         size_t *rank,
                         uint32_t *source,
                         uint32_t *target);

/**
 * Returns how many bytes ringwise_ring_to_bytes() writes; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ring_to_bytes_len(const ringwise_ring *ring);

/**
 * Writes the ring's snapshot, which ringwise_ring_from_bytes() reads, in whatever language ringwise speaks. It holds the placement
 * options and the members, and neither ids, health and load nor the replication factor and the load factor. Equal rings have equal
 * bytes, and different ones different.
 *
 * ring           borrowed
 * out, out_len   caller's buffer of out_len bytes: ringwise_ring_to_bytes_len() of them, and room for what another thread may add
 * written        gets how many bytes were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_to_bytes(const ringwise_ring *ring,
                                       uint8_t *out,
                                       size_t out_len,
                                       size_t *written);

/**
 * Makes the ring that ringwise_ring_to_bytes() wrote, here or elsewhere. The caller frees it. Bytes of unknown origin are safe: what they
 * claim is held against what there is before memory is taken. A few of them may well be a ring of 67,108,864 virtual nodes, though,
 * which takes more than a gigabyte.
 *
 * options        borrowed for the call; the replication factor and the load factor, which a snapshot does not hold, and no others; NULL:
 *                the defaults
 * snapshot, snapshot_len   borrowed for the call
 * ring           gets the handle
 *
 * Returns OK, BAD_SNAPSHOT for bytes that are no snapshot, or not exactly the one that its ring has, SNAPSHOT_VERSION for one that a
 * later version wrote, UNKNOWN_PROFILE, UNSUPPORTED (other options, or a load factor for a profile with a rule of its own),
 * INVALID_OPTION or NULL_POINTER. Threads: any, while none changes options.
 */
ringwise_status ringwise_ring_from_bytes(const ringwise_options *options,
                                         const uint8_t *snapshot,
                                         size_t snapshot_len,
                                         ringwise_ring **ring);

/**
 * Returns how many bytes ringwise_ring_to_json() writes; 0 if ring is NULL.
 *
 * ring           borrowed
 *
 * Threads: any, at any time.
 */
size_t ringwise_ring_to_json_len(const ringwise_ring *ring);

/**
 * Writes the ring as JSON, for people and configuration files: what the snapshot holds, an option a line, then a node a line. Equal rings
 * have equal texts.
 *
 * ring           borrowed
 * out, out_len   caller's buffer of out_len bytes: ringwise_ring_to_json_len() of them, and room for what another thread may add;
 *                no NUL is written behind the text
 * written        gets how many bytes were written
 *
 * Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
 */
ringwise_status ringwise_ring_to_json(const ringwise_ring *ring,
                                      char *out,
                                      size_t out_len,
                                      size_t *written);

/**
 * Makes a ring from JSON, as ringwise_ring_to_json() writes it or as a person does: whatever has a default may be left out, and a node
 * that has nothing but a name may be that name. The caller frees it.
 *
 * options        borrowed for the call; the replication factor and the load factor, which the text does not hold, and no others; NULL:
 *                the defaults
 * json, json_len           borrowed for the call
 * ring           gets the handle
 *
 * Returns OK, BAD_SNAPSHOT for text that is no JSON, and for fields that are unknown, given twice or, of a node, of a wrong type, SNAPSHOT_VERSION for
 * one of a later version, NULL_POINTER, or what ringwise_ring_new() returns of such options and members. Threads: any, while none
 * changes options.
 */
ringwise_status ringwise_ring_from_json(const ringwise_options *options,
                                        const char *json,
                                        size_t json_len,
                                        ringwise_ring **ring);

/**
 * Gives what tells the ring's placement from any other: equal rings have equal fingerprints, in every language. Services that log it, or
 * compare it as they start, know that they agree. It is no security digest.
 *
 * ring           borrowed
 * fingerprint    caller's buffer of RINGWISE_FINGERPRINT_SIZE characters; gets 32 hex digits and a NUL
 *
 * Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
 */
bool ringwise_ring_fingerprint(const ringwise_ring *ring,
                               char *fingerprint);

/**
 * Returns the bucket of a key among so many, by jump consistent hashing (Lamping and Veach 2014); 0 if there are none.
 *
 * key            a hash of the key
 * buckets        how many there are
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_jump_hash(uint64_t key,
                            uint32_t buckets);

/**
 * Returns the bucket of a key among so many, as Guava's Hashing.consistentHash does: nearly, but not quite, that of
 * ringwise_jump_hash(); 0 if there are none. It counts buckets in an int: more than 2,147,483,647 are so many here, too.
 *
 * key            the HashCode's 32 bits as they are, or its first eight bytes, little-endian
 * buckets        how many there are
 *
 * Threads: any, at any time.
 */
uint32_t ringwise_guava_consistent_hash(uint64_t key,
                                        uint32_t buckets);

/**
 * Returns the hash slot of a key in a Redis Cluster: 0 to 16383. Of a key with a hash tag, {...}, only that counts.
 *
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 *
 * Returns 0 if a needed key is NULL. Threads: any, at any time.
 */
uint16_t ringwise_redis_slot(const void *key,
                             size_t key_len);

/**
 * Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner.
 *
 * key, key_len   borrowed for the call; key may be NULL if key_len is 0
 *
 * Returns 0 if a needed key is NULL. Threads: any, at any time.
 */
int64_t ringwise_cassandra_token(const void *key, size_t key_len);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* RINGWISE_H */
