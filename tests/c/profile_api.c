/* Do the functions of profiles do what they say, and refuse the rest in the core's words? */
#include "check.h"

static const char *const NULL_OPTIONS = "options NULL: this call needs what it points to";

static bool same(const char *text, size_t len, const char *expected)
{
    return len == strlen(expected) && memcmp(text, expected, len) == 0;
}

static ringwise_options *speaking(const char *profile)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_profile(options, TEXT(profile)));
    return options;
}

static ringwise_members *two_servers(void)
{
    ringwise_members *members = ringwise_members_new();
    CHECK_OK(ringwise_members_add_node(members, TEXT("10.0.0.1:11211"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, TEXT("10.0.0.2:11211"), 1, NO_TEXT, NO_TEXT));
    return members;
}

/* Makes a ring of options and members, which are freed. */
static ringwise_ring *made(ringwise_options *options, ringwise_members *members)
{
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    ringwise_options_free(options);
    ringwise_members_free(members);
    return ring;
}

/* Makes a ring of options and members, which are freed; it must be refused. */
static void refused(ringwise_options *options, ringwise_members *members, ringwise_status status, const char *message)
{
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_ring_new(options, members, &ring), status, message);
    CHECK(ring == NULL);
    ringwise_options_free(options);
    ringwise_members_free(members);
}

static ringwise_options *with_text(const char *profile, const char *name, const char *value)
{
    ringwise_options *options = speaking(profile);
    CHECK_OK(ringwise_options_set_text(options, TEXT(name), TEXT(value)));
    return options;
}

static ringwise_options *with_integer(const char *profile, const char *name, int64_t value)
{
    ringwise_options *options = speaking(profile);
    CHECK_OK(ringwise_options_set_integer(options, TEXT(name), value));
    return options;
}

static ringwise_options *with_boolean(const char *profile, const char *name, bool value)
{
    ringwise_options *options = speaking(profile);
    CHECK_OK(ringwise_options_set_boolean(options, TEXT(name), value));
    return options;
}

static ringwise_options *with_replication(const char *const *centres, const int64_t *replicas, size_t count)
{
    ringwise_options *options = with_text("cassandra", "strategy", "network");
    size_t lens[4];
    for (size_t i = 0; i < count; i++)
        lens[i] = strlen(centres[i]);
    CHECK_OK(ringwise_options_set_map(options, TEXT("replication"), centres, lens, replicas, count));
    return options;
}

/* Options. */

static void null_is_refused_where_an_option_is_set(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_options *options = ringwise_options_new();
    const char *const keys[] = {"dc1", NULL};
    const size_t lens[] = {3, 1};
    const int64_t values[] = {1, 1};
    CHECK_FAILS(ringwise_options_set_profile(NULL, "ketama", 6), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_profile(options, NULL, 6), null, "profile NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_integer(NULL, "words", 5, 3), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_integer(options, NULL, 5, 3), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(NULL, "hash", 4, "md5", 3), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_text(options, NULL, 4, "md5", 3), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(options, "hash", 4, NULL, 3), null, "value NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_boolean(NULL, "fnv", 3, true), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_boolean(options, NULL, 3, true), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(NULL, "m", 1, keys, lens, values, 1), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_map(options, NULL, 1, keys, lens, values, 1), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", 1, NULL, lens, values, 1), null, "keys NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", 1, keys, NULL, values, 1), null, "key_lens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", 1, keys, lens, NULL, 1), null, "values NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", 1, keys, lens, values, 2), null, "a key NULL: this call needs what it points to");
    ringwise_ring_free(made(options, NULL)); /* none of them was set */
}

static void unknown_profiles_and_options_list_those_there_are(void)
{
    char expected[2048] = "unknown profile \"ketma\": the profiles are ";
    ringwise_names *names = ringwise_profiles();
    size_t len, end = strlen(expected);
    const char *name;
    CHECK(ringwise_names_len(names) == 30);
    for (size_t i = 0; ringwise_names_get(names, i, &name, &len); i++)
        end += (size_t)snprintf(expected + end, sizeof expected - end, "%s%.*s", i == 0 ? "" : ", ", (int)len, name);
    CHECK(ringwise_names_get(names, 0, &name, &len) && same(name, len, "native"));
    ringwise_names_free(names);
    refused(speaking("ketma"), NULL, RINGWISE_STATUS_UNKNOWN_PROFILE, expected);
    refused(with_text("haproxy", "hsh", "sdbm"), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"hsh\": the options are profile, hash_tag, zones, replication_factor, load_factor, hash, avalanche, balance_factor");
    refused(with_boolean("native", "hash", true), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"hash\": the options are profile, hash_tag, zones, replication_factor, load_factor, vnodes, seed, cap; profiles "
            "libmemcached_ketama, libmemcached_ketama_weighted, libmemcached_spy, twemproxy_ketama, spymemcached_ketama, haproxy, "
            "envoy_ring_hash, buraksezer_v0, buraksezer_v1 have it");
}

static void what_is_not_utf_8_is_shown_and_refused(void)
{
    ringwise_options *options = ringwise_options_new();
    const char *const keys[] = {"dc\xff"};
    const size_t lens[] = {3};
    const int64_t values[] = {1};
    CHECK_FAILS(ringwise_options_set_map(options, TEXT("replication"), keys, lens, values, 1), RINGWISE_STATUS_INVALID_NAME,
                "name \"dc\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_OK(ringwise_options_set_text(options, TEXT("\xff"), TEXT("x")));
    refused(options, NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"\xef\xbf\xbd\": the options are profile, hash_tag, zones, replication_factor, load_factor, vnodes, seed, cap");
    refused(with_text("haproxy", "hash", "\xff"), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "hash \"\xef\xbf\xbd\": one of \"sdbm\", \"djb2\", \"wt6\", \"crc32\"");
    options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_profile(options, "\xff\0", 2));
    ringwise_ring *ring = NULL;
    CHECK(ringwise_ring_new(options, NULL, &ring) == RINGWISE_STATUS_UNKNOWN_PROFILE);
    CHECK(strncmp(ringwise_last_error(), "unknown profile \"\xef\xbf\xbd\\0\":", 23) == 0);
    ringwise_options_free(options);
}

static void values_are_checked_when_a_ring_is_made(void)
{
    const ringwise_status invalid = RINGWISE_STATUS_INVALID_OPTION;
    const char *const centres[] = {"dc1"};
    const int64_t replicas[] = {3}, too_few[] = {-1};
    refused(with_text("haproxy", "hash", "md5"), NULL, invalid, "hash \"md5\": one of \"sdbm\", \"djb2\", \"wt6\", \"crc32\"");
    refused(with_integer("haproxy", "hash", 7), NULL, invalid, "hash 7: one of \"sdbm\", \"djb2\", \"wt6\", \"crc32\"");
    refused(with_text("haproxy", "avalanche", "yes"), NULL, invalid, "avalanche \"yes\": true or false");
    refused(with_integer("haproxy", "balance_factor", 100), NULL, invalid, "balance_factor 100: an integer from 101 to 65535");
    refused(with_integer("npm_hashring", "vnodes", 0), NULL, invalid, "vnodes 0: an integer from 1 to 67108864");
    refused(with_boolean("npm_hashring", "default_port", true), NULL, invalid, "default_port true: an integer from 1 to 65535");
    refused(with_integer("envoy_maglev", "table_size", 100), NULL, invalid, "table_size 100: a prime number");
    refused(with_integer("points", "bits", 48), NULL, invalid, "bits 48: 64 or 32");
    refused(with_replication(centres, too_few, 1), NULL, invalid,
            "replication {\"dc1\": -1}: with strategy \"network\" a map from data centres to integers from 0 to 16777216");
    ringwise_options *options = with_replication(centres, replicas, 1);
    CHECK_OK(ringwise_options_set_text(options, TEXT("strategy"), TEXT("simple")));
    refused(options, NULL, invalid, "replication {\"dc1\": 3}: an integer from 1 to 16777216");
    options = with_replication(NULL, NULL, 0);
    ringwise_ring_free(made(options, NULL));
}

static void common_options_that_a_profile_has_not_are_unsupported(void)
{
    const ringwise_status unsupported = RINGWISE_STATUS_UNSUPPORTED;
    ringwise_options *options = speaking("ketama");
    CHECK_OK(ringwise_options_set_vnodes(options, 160));
    refused(options, NULL, unsupported,
            "vnodes 160: profile ketama has no such option, its options are profile, hash_tag, zones, replication_factor, load_factor");
    options = speaking("ketama");
    CHECK_OK(ringwise_options_set_seed(options, 0));
    refused(options, NULL, unsupported,
            "seed 0: profile ketama has no such option, its options are profile, hash_tag, zones, replication_factor, load_factor");
    options = speaking("cassandra");
    CHECK_OK(ringwise_options_set_zones(options, TEXT("spread")));
    refused(options, NULL, unsupported, "zones \"spread\": profile cassandra takes zones as its strategy does");
    options = speaking("lafikl");
    CHECK_OK(ringwise_options_set_load_factor(options, 125));
    refused(options, NULL, unsupported, "load factor 125: profile lafikl has a rule of its own for what makes a node full");
}

static void the_later_of_two_values_counts(void)
{
    const char *const twice[] = {"b", "a", "b"};
    const int64_t replicas[] = {3, 1, 2};
    const char *key = NULL;
    size_t len = 77;
    int64_t value = 77;
    ringwise_ring *ring = made(with_replication(twice, replicas, 3), NULL);
    ringwise_settings *settings = ringwise_ring_settings(ring);
    CHECK(ringwise_settings_map(settings, TEXT("replication"), 0, &key, &len, &value) && same(key, len, "a") && value == 1);
    CHECK(ringwise_settings_map(settings, TEXT("replication"), 1, &key, &len, &value) && same(key, len, "b") && value == 2);
    CHECK(!ringwise_settings_map(settings, TEXT("replication"), 2, &key, &len, &value) && value == 2);
    ringwise_settings_free(settings);
    ringwise_ring_free(ring);
    ringwise_options *options = with_text("haproxy", "hash", "djb2");
    CHECK_OK(ringwise_options_set_text(options, TEXT("hash"), TEXT("crc32")));
    CHECK_OK(ringwise_options_set_profile(options, TEXT("twemproxy_ketama")));
    ring = made(options, NULL);
    CHECK(ringwise_ring_profile(ring, &key, &len) && same(key, len, "twemproxy_ketama"));
    settings = ringwise_ring_settings(ring);
    CHECK(ringwise_settings_text(settings, TEXT("hash"), &key, &len) && same(key, len, "crc32"));
    ringwise_settings_free(settings);
    ringwise_ring_free(ring);
}

/* Settings. */

static void settings_hold_what_is_in_force(void)
{
    static const char *const names[] = {"profile", "zones", "hash", "avalanche", "balance_factor", "replication_factor"};
    ringwise_options *options = with_integer("haproxy", "balance_factor", 150);
    CHECK_OK(ringwise_options_set_replication_factor(options, 3));
    ringwise_ring *ring = made(options, NULL);
    ringwise_settings *settings = ringwise_ring_settings(ring);
    const char *text = NULL;
    size_t len;
    int64_t integer = 77;
    bool avalanche = false;
    CHECK(ringwise_ring_vnodes(ring) == 0 && ringwise_ring_seed(ring) == 0 && ringwise_ring_load_factor(ring) == 0);
    ringwise_ring_free(ring); /* the settings stay */
    for (size_t i = 0; i < 6; i++)
        CHECK(ringwise_settings_name(settings, i, &text, &len) && same(text, len, names[i]));
    CHECK(!ringwise_settings_name(settings, 6, &text, &len));
    CHECK(ringwise_settings_text(settings, TEXT("profile"), &text, &len) && same(text, len, "haproxy"));
    CHECK(ringwise_settings_integer(settings, TEXT("balance_factor"), &integer) && integer == 150);
    CHECK(ringwise_settings_integer(settings, TEXT("replication_factor"), &integer) && integer == 3);
    CHECK(ringwise_settings_boolean(settings, TEXT("avalanche"), &avalanche) && avalanche);
    integer = 77;
    CHECK(!ringwise_settings_integer(settings, TEXT("seed"), &integer) && !ringwise_settings_integer(settings, TEXT("zones"), &integer));
    CHECK(!ringwise_settings_text(settings, TEXT("avalanche"), &text, &len) && !ringwise_settings_boolean(settings, TEXT("zones"), &avalanche));
    CHECK(!ringwise_settings_map(settings, TEXT("zones"), 0, &text, &len, &integer) && integer == 77);
    ringwise_settings_free(settings);
}

static void null_gives_no_settings(void)
{
    ringwise_ring *ring = made(NULL, NULL);
    ringwise_settings *settings = ringwise_ring_settings(ring);
    const char *text = NULL;
    size_t len = 77;
    int64_t integer = 77;
    bool boolean = true;
    CHECK(ringwise_ring_settings(NULL) == NULL);
    CHECK(!ringwise_settings_name(NULL, 0, &text, &len) && !ringwise_settings_name(settings, 0, NULL, &len));
    CHECK(!ringwise_settings_name(settings, 0, &text, NULL) && !ringwise_settings_name(settings, SIZE_MAX, &text, &len));
    CHECK(!ringwise_settings_integer(NULL, "seed", 4, &integer) && !ringwise_settings_integer(settings, NULL, 4, &integer));
    CHECK(!ringwise_settings_integer(settings, "seed", 4, NULL) && !ringwise_settings_integer(settings, NULL, 0, &integer));
    CHECK(!ringwise_settings_text(NULL, "zones", 5, &text, &len) && !ringwise_settings_text(settings, NULL, 5, &text, &len));
    CHECK(!ringwise_settings_text(settings, "zones", 5, NULL, &len) && !ringwise_settings_text(settings, "zones", 5, &text, NULL));
    CHECK(!ringwise_settings_boolean(NULL, "fnv", 3, &boolean) && !ringwise_settings_boolean(settings, NULL, 3, &boolean));
    CHECK(!ringwise_settings_map(NULL, "m", 1, 0, &text, &len, &integer) && !ringwise_settings_map(settings, NULL, 1, 0, &text, &len, &integer));
    CHECK(text == NULL && len == 77 && integer == 77 && boolean);
    ringwise_settings_free(settings);
    ringwise_settings_free(NULL);
    ringwise_ring_free(ring);
    ring = made(with_boolean("stathat", "fnv", false), NULL);
    settings = ringwise_ring_settings(ring);
    CHECK(!ringwise_settings_boolean(settings, "fnv", 3, NULL) && ringwise_settings_boolean(settings, "fnv", 3, &boolean) && !boolean);
    ringwise_settings_free(settings);
    ringwise_ring_free(ring);
    const char *const centres[] = {"dc1"};
    const int64_t replicas[] = {3};
    ring = made(with_replication(centres, replicas, 1), NULL);
    settings = ringwise_ring_settings(ring);
    CHECK(!ringwise_settings_map(settings, TEXT("replication"), 0, NULL, &len, &integer) && len == 77 && integer == 77);
    CHECK(!ringwise_settings_map(settings, TEXT("replication"), 0, &text, NULL, &integer) && text == NULL && integer == 77);
    CHECK(!ringwise_settings_map(settings, TEXT("replication"), 0, &text, &len, NULL) && text == NULL && len == 77);
    ringwise_settings_free(settings);
    ringwise_ring_free(ring);
}

/* Members. */

static void null_and_unknown_nodes_are_refused_in_a_list(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER, unknown = RINGWISE_STATUS_UNKNOWN_NODE;
    const char *const no_members = "members NULL: this call needs what it points to", *const no_name = "name NULL: this call needs what it points to";
    const char *const no_z = "node \"z\" is not in the ring: name one of its members";
    ringwise_members *members = two_servers();
    ringwise_ring *ring = made(NULL, NULL);
    const uint64_t points[] = {1};
    const int64_t tokens[] = {1};
    int64_t integer = 77;
    uint64_t point = 77;
    CHECK_FAILS(ringwise_members_set_vnodes(NULL, "a", 1, 3), null, no_members);
    CHECK_FAILS(ringwise_members_set_vnodes(members, NULL, 1, 3), null, no_name);
    CHECK_FAILS(ringwise_members_set_vnodes(members, "z", 1, 3), unknown, no_z);
    CHECK_FAILS(ringwise_members_set_vnodes(members, "\xff", 1, 3), RINGWISE_STATUS_INVALID_NAME,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_members_set_points(NULL, "a", 1, points, 1), null, no_members);
    CHECK_FAILS(ringwise_members_set_points(members, NULL, 1, points, 1), null, no_name);
    CHECK_FAILS(ringwise_members_set_points(members, "z", 1, NULL, 1), null, "points NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_set_points(members, "z", 1, points, 1), unknown, no_z);
    CHECK_FAILS(ringwise_members_set_tokens(NULL, "a", 1, tokens, 1), null, no_members);
    CHECK_FAILS(ringwise_members_set_tokens(members, NULL, 1, tokens, 1), null, no_name);
    CHECK_FAILS(ringwise_members_set_tokens(members, "z", 1, NULL, 1), null, "tokens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_set_tokens(members, "z", 1, tokens, 1), unknown, no_z);
    CHECK_FAILS(ringwise_ring_add_member(NULL, members, "a", 1), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_add_member(ring, NULL, "a", 1), null, no_members);
    CHECK_FAILS(ringwise_ring_add_member(ring, members, NULL, 1), null, no_name);
    CHECK_FAILS(ringwise_ring_add_member(ring, members, "z", 1), unknown, no_z);
    CHECK(!ringwise_members_vnodes(NULL, 0, &integer) && !ringwise_members_vnodes(members, 0, NULL) && !ringwise_members_vnodes(members, 0, &integer));
    CHECK(ringwise_members_points_len(NULL, 0) == 0 && ringwise_members_points_len(members, 0) == 0 && ringwise_members_points_len(members, 2) == 0);
    CHECK(!ringwise_members_point(NULL, 0, 0, &point) && !ringwise_members_point(members, 0, 0, &point) && !ringwise_members_point(members, 2, 0, &point));
    CHECK(!ringwise_members_token(NULL, 0, 0, &integer) && !ringwise_members_token(members, 0, 0, &integer) && !ringwise_members_token(members, 2, 0, &integer));
    CHECK(integer == 77 && point == 77 && ringwise_ring_len(ring) == 0);
    ringwise_members_free(members);
    ringwise_ring_free(ring);
}

static void points_and_tokens_are_read_back(void)
{
    const uint64_t points[] = {5, UINT64_MAX};
    const int64_t tokens[] = {-7, INT64_MAX, INT64_MIN};
    ringwise_members *members = two_servers();
    uint64_t point = 77;
    int64_t token = 77;
    CHECK_OK(ringwise_members_set_points(members, TEXT("10.0.0.1:11211"), points, 2));
    CHECK_OK(ringwise_members_set_tokens(members, TEXT("10.0.0.2:11211"), tokens, 3));
    CHECK(ringwise_members_points_len(members, 0) == 2 && ringwise_members_points_len(members, 1) == 3);
    CHECK(ringwise_members_point(members, 0, 1, &point) && point == UINT64_MAX && !ringwise_members_token(members, 0, 1, &token));
    CHECK(ringwise_members_point(members, 0, 0, &point) && point == 5 && ringwise_members_token(members, 0, 0, &token) && token == 5);
    CHECK(ringwise_members_token(members, 1, 0, &token) && token == -7 && !ringwise_members_point(members, 1, 0, &point) && point == 5);
    CHECK(ringwise_members_token(members, 1, 2, &token) && token == INT64_MIN && ringwise_members_point(members, 1, 1, &point) && point == INT64_MAX);
    CHECK(!ringwise_members_point(members, 0, 2, &point) && !ringwise_members_token(members, 1, 3, &token));
    CHECK(!ringwise_members_point(members, 0, 0, NULL) && !ringwise_members_token(members, 1, 0, NULL));
    CHECK_OK(ringwise_members_set_points(members, TEXT("10.0.0.1:11211"), NULL, 0));
    CHECK(ringwise_members_points_len(members, 0) == 0);
    refused(NULL, members, RINGWISE_STATUS_UNSUPPORTED,
            "points of node \"10.0.0.1:11211\": the ring's profile has no such field, and takes nodes without it");
}

static void a_ring_of_points_is_as_it_was_given(void)
{
    const uint64_t of_a[] = {10, 30}, of_b[] = {20}, of_c[] = {UINT64_MAX};
    const int64_t below[] = {-1};
    ringwise_members *members = ringwise_members_new(), *copy;
    uint64_t positions[4], point;
    uint32_t owners[4];
    size_t written;
    CHECK_OK(ringwise_members_add_node(members, "b", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_set_points(members, "b", 1, of_b, 1));
    CHECK_OK(ringwise_members_add_node(members, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_set_points(members, "a", 1, of_a, 2));
    ringwise_ring *ring = made(speaking("points"), members);
    CHECK_OK(ringwise_ring_points(ring, positions, owners, 4, &written));
    CHECK(written == 3 && positions[0] == 10 && positions[1] == 20 && positions[2] == 30 && owners[0] == 1 && owners[1] == 0 && owners[2] == 1);
    copy = ringwise_ring_members(ring);
    const char *name;
    size_t len;
    CHECK(ringwise_members_name(copy, 0, &name, &len) && same(name, len, "b")); /* the order given */
    CHECK(ringwise_members_point(copy, 1, 1, &point) && point == 30);
    CHECK_OK(ringwise_members_add_node(copy, "c", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_ring_add_member(ring, copy, "c", 1), RINGWISE_STATUS_INVALID_OPTION,
                "points are missing for node \"c\": under profile points a node is given its points");
    CHECK_OK(ringwise_members_set_tokens(copy, "c", 1, below, 1));
    CHECK_FAILS(ringwise_ring_add_member(ring, copy, "c", 1), RINGWISE_STATUS_INVALID_OPTION,
                "point -1 for node \"c\": an integer from 0 to 18446744073709551615");
    CHECK_OK(ringwise_members_set_points(copy, "c", 1, of_c, 1));
    CHECK(ringwise_ring_len(ring) == 2);
    CHECK_OK(ringwise_ring_add_member(ring, copy, "c", 1));
    CHECK_OK(ringwise_ring_points(ring, positions, owners, 4, &written));
    CHECK(written == 4 && positions[3] == UINT64_MAX && owners[3] == 2);
    CHECK_FAILS(ringwise_ring_add_member(ring, copy, "c", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "node \"c\" is there already: a name is unique in its ring");
    ringwise_members_free(copy);
    ringwise_ring_free(ring);
}

static void a_node_has_virtual_nodes_of_its_own_where_the_profile_has_them(void)
{
    ringwise_members *members = two_servers(), *copy;
    int64_t vnodes = 77;
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.2:11211"), 80));
    ringwise_ring *ring = made(speaking("npm_hashring"), members);
    CHECK(ringwise_ring_points_len(ring) == 4 * (40 + 80));
    copy = ringwise_ring_members(ring);
    CHECK(!ringwise_members_vnodes(copy, 0, &vnodes) && vnodes == 77);
    CHECK(ringwise_members_vnodes(copy, 1, &vnodes) && vnodes == 80);
    ringwise_members_free(copy);
    ringwise_ring_free(ring);
    members = two_servers();
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.2:11211"), 0));
    refused(speaking("npm_hashring"), members, RINGWISE_STATUS_INVALID_OPTION,
            "vnodes 0 for node \"10.0.0.2:11211\": an integer from 1 to 67108864");
    members = two_servers();
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.2:11211"), 80));
    refused(speaking("ketama"), members, RINGWISE_STATUS_UNSUPPORTED,
            "vnodes of node \"10.0.0.2:11211\": profile ketama has no such field, and takes nodes without it");
}

static void of_two_nodes_of_one_name_the_last_is_set(void)
{
    ringwise_members *members = two_servers();
    int64_t vnodes = 77;
    CHECK_OK(ringwise_members_add_node(members, TEXT("10.0.0.1:11211"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.1:11211"), 80));
    CHECK(!ringwise_members_vnodes(members, 0, &vnodes) && ringwise_members_vnodes(members, 2, &vnodes) && vnodes == 80);
    ringwise_members_free(members);
}

static void haproxy_numbers_the_servers_that_have_no_id(void)
{
    ringwise_members *members = two_servers(), *copy;
    const char *identity;
    size_t len;
    CHECK_OK(ringwise_members_add_node(members, "c", 1, 1, NO_TEXT, "7", 1));
    CHECK(!ringwise_members_has_implied_identity(members, 1));
    ringwise_ring *ring = made(speaking("haproxy"), members), *again;
    copy = ringwise_ring_members(ring);
    CHECK(ringwise_members_identity(copy, 1, &identity, &len) && same(identity, len, "2"));
    CHECK(ringwise_members_has_implied_identity(copy, 1) && !ringwise_members_has_implied_identity(copy, 2));
    CHECK(!ringwise_members_has_implied_identity(copy, 3) && !ringwise_members_has_implied_identity(NULL, 0));
    again = made(speaking("haproxy"), copy);
    CHECK(ringwise_ring_equal(ring, again));
    ringwise_ring_free(again);
    ringwise_ring_free(ring);
}

static void weights_and_names_that_a_system_has_not_are_refused(void)
{
    ringwise_ring *ring = made(speaking("libmemcached_ketama"), two_servers()), *before = ringwise_ring_clone(ring);
    CHECK_FAILS(ringwise_ring_set_weight(ring, TEXT("10.0.0.1:11211"), 2), RINGWISE_STATUS_UNSUPPORTED,
                "weight 2 for node \"10.0.0.1:11211\": profile libmemcached_ketama has no weights but 0 and 1, profile "
                "libmemcached_ketama_weighted, with the hash of this ring, has");
    CHECK_FAILS(ringwise_ring_add_node(ring, TEXT("a:70000"), 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_INVALID_NAME,
                "name \"a:70000\" for node \"a:70000\": a server is host:port, the port at most 65535");
    CHECK_FAILS(ringwise_ring_add_node(ring, TEXT("10.0.0.1"), 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_DUPLICATE_NODE,
                "identity \"10.0.0.1\" for node \"10.0.0.1\": node \"10.0.0.1:11211\" holds it, and an identity is unique in its ring");
    CHECK(ringwise_ring_equal(ring, before));
    CHECK_OK(ringwise_ring_set_weight(ring, TEXT("10.0.0.1:11211"), 0));
    uint32_t id;
    CHECK(ringwise_ring_get_node(ring, "k", 1, &id) && id == 1);
    ringwise_ring_free(before);
    ringwise_ring_free(ring);
}

static void an_edit_that_leaves_no_room_is_undone(void)
{
    ringwise_members *members = ringwise_members_new();
    for (char name = 'a'; name < 'f'; name++)
        CHECK_OK(ringwise_members_add_node(members, &name, 1, 1, NO_TEXT, NO_TEXT));
    ringwise_ring *ring = made(with_integer("buraksezer_v0", "partitions", 5), members), *before = ringwise_ring_clone(ring);
    CHECK_FAILS(ringwise_ring_add_node(ring, "f", 1, 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_INVALID_OPTION,
                "load_percent 125: 6 nodes have no room for 5 partitions, so give more partitions or a higher load");
    CHECK(ringwise_ring_equal(ring, before));
    ringwise_ring_free(before);
    ringwise_ring_free(ring);
}

/* What only some profiles have. */

static void maglev_knows_the_owner_alone(void)
{
    ringwise_ring *ring = made(speaking("envoy_maglev"), two_servers()), *native = made(NULL, two_servers());
    uint32_t out[2];
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, out, 2) == 1);
    CHECK_OK(ringwise_ring_check_count(ring, 0));
    CHECK_OK(ringwise_ring_check_count(ring, 1));
    CHECK_FAILS(ringwise_ring_check_count(ring, 2), RINGWISE_STATUS_UNSUPPORTED,
                "a list of 2 nodes: profile envoy_maglev gives a key's owner and no further node");
    CHECK_OK(ringwise_ring_check_count(native, SIZE_MAX));
    CHECK_FAILS(ringwise_ring_check_count(NULL, 1), RINGWISE_STATUS_NULL_POINTER, "ring NULL: this call needs what it points to");
    ringwise_ring_free(ring);
    ringwise_ring_free(native);
}

static void retries_are_spymemcached_s_alone(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = made(speaking("spymemcached_ketama"), two_servers()), *empty = made(speaking("spymemcached_ketama"), NULL);
    ringwise_ring *native = made(NULL, two_servers());
    uint32_t out[7] = {77, 77, 77, 77, 77, 77, 77}, owner;
    size_t written = 77;
    CHECK_FAILS(ringwise_ring_retry_nodes(native, "k", 1, out, 7, &written), RINGWISE_STATUS_UNSUPPORTED,
                "retry_nodes of profile native-v1: only profile spymemcached_ketama has them");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, "k", 1, out, 6, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, "room for 6 nodes: there are 7");
    CHECK_FAILS(ringwise_ring_retry_nodes(NULL, "k", 1, out, 7, &written), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, NULL, 1, out, 7, &written), null, "key NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, "k", 1, NULL, 7, &written), null, "out NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, "k", 1, out, 7, NULL), null, "written NULL: this call needs what it points to");
    CHECK(written == 77 && out[0] == 77 && out[6] == 77);
    CHECK_OK(ringwise_ring_retry_nodes(ring, "k", 1, out, 7, &written));
    CHECK(written == 7 && ringwise_ring_get_node(ring, "k", 1, &owner) && owner == out[0]);
    for (size_t i = 0; i < 7; i++)
        CHECK(out[i] < 2);
    CHECK_OK(ringwise_ring_retry_nodes(ring, NULL, 0, out, 7, &written));
    CHECK(written == 7);
    CHECK_OK(ringwise_ring_retry_nodes(empty, "k", 1, out, 7, &written));
    CHECK(written == 0);
    ringwise_ring_free(ring);
    ringwise_ring_free(empty);
    ringwise_ring_free(native);
}

static void a_ring_explains_itself(void)
{
    ringwise_ring *ring = made(speaking("ketama"), two_servers());
    size_t len = ringwise_ring_explain_len(ring), written = 77;
    char *out = malloc(len + 1), expected[64];
    char small[4] = "???";
    CHECK(out != NULL && len > 0 && ringwise_ring_explain_len(NULL) == 0);
    snprintf(expected, sizeof expected, "room for 3 bytes: there are %lu", (unsigned long)len);
    CHECK_FAILS(ringwise_ring_explain(ring, small, 3, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, expected);
    CHECK(strcmp(small, "???") == 0 && written == 77);
    CHECK_FAILS(ringwise_ring_explain(NULL, out, len, &written), RINGWISE_STATUS_NULL_POINTER, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_explain(ring, NULL, len, &written), RINGWISE_STATUS_NULL_POINTER, "out NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_explain(ring, out, len, NULL), RINGWISE_STATUS_NULL_POINTER, "written NULL: this call needs what it points to");
    out[len] = '?';
    CHECK_OK(ringwise_ring_explain(ring, out, len, &written));
    CHECK(written == len && out[len] == '?');
    out[len] = '\0';
    CHECK(strncmp(out, "profile ketama\n", 15) == 0 && strstr(out, "\"10.0.0.1:11211-0\"") != NULL);
    free(out);
    ringwise_ring_free(ring);
}

/* Comparison. */

static void compare_counts_what_stays_and_what_moves(void)
{
    enum { KEYS = 100 };
    ringwise_ring *ring = made(NULL, two_servers()), *other = ringwise_ring_clone(ring), *empty = made(NULL, NULL);
    ringwise_comparison *comparison = NULL;
    const char *before, *after;
    size_t before_len, after_len, pairs = 0;
    uint64_t keys_of_pair, sum = 0, moved = 0;
    char bytes[KEYS];
    const void *keys[KEYS];
    size_t lens[KEYS];
    for (int i = 0; i < KEYS; i++) {
        bytes[i] = (char)i;
        keys[i] = &bytes[i];
        lens[i] = 1;
    }
    CHECK_OK(ringwise_ring_add_node(other, TEXT("10.0.0.3:11211"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_compare(ring, other, keys, lens, KEYS, &comparison));
    for (; ringwise_comparison_pair(comparison, pairs, &before, &before_len, &after, &after_len, &keys_of_pair); pairs++) {
        sum += keys_of_pair;
        if (!(before_len == after_len && memcmp(before, after, after_len) == 0)) {
            CHECK(same(after, after_len, "10.0.0.3:11211"));
            moved += keys_of_pair;
        }
    }
    CHECK(pairs == 4 && sum == KEYS && ringwise_comparison_moved(comparison) == moved && moved > 0);
    CHECK(ringwise_comparison_kept(comparison) == KEYS - moved);
    ringwise_comparison_free(comparison);
    CHECK_OK(ringwise_ring_remove_node(ring, TEXT("10.0.0.1:11211")));
    CHECK_OK(ringwise_ring_compare(ring, empty, keys, lens, KEYS, &comparison));
    CHECK(ringwise_comparison_kept(comparison) == 0 && ringwise_comparison_moved(comparison) == KEYS);
    ringwise_ring_free(ring);
    CHECK(ringwise_comparison_pair(comparison, 0, &before, &before_len, &after, &after_len, &keys_of_pair));
    CHECK(same(before, before_len, "10.0.0.2:11211") && after == NULL && after_len == 0 && keys_of_pair == KEYS);
    CHECK(!ringwise_comparison_pair(comparison, 1, &before, &before_len, &after, &after_len, &keys_of_pair));
    ringwise_comparison_free(comparison);
    CHECK_OK(ringwise_ring_compare(empty, empty, keys, lens, KEYS, &comparison));
    CHECK(ringwise_comparison_kept(comparison) == KEYS && ringwise_comparison_moved(comparison) == 0);
    CHECK(ringwise_comparison_pair(comparison, 0, &before, &before_len, &after, &after_len, &keys_of_pair) && before == NULL && after == NULL);
    ringwise_comparison_free(comparison);
    ringwise_ring_free(other);
    ringwise_ring_free(empty);
}

static void null_is_compared_with_nothing(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = made(NULL, two_servers());
    ringwise_comparison *comparison = NULL;
    const void *keys[] = {"k", NULL, NULL};
    const size_t lens[] = {1, 0, 1};
    const char *text = NULL;
    size_t len = 77;
    uint64_t count = 77;
    CHECK_FAILS(ringwise_ring_compare(NULL, ring, keys, lens, 2, &comparison), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, NULL, keys, lens, 2, &comparison), null, "other NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, NULL, lens, 2, &comparison), null, "keys NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, keys, NULL, 2, &comparison), null, "key_lens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, keys, lens, 2, NULL), null, "comparison NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, keys, lens, 3, &comparison), null, "a key NULL: this call needs what it points to");
    CHECK(comparison == NULL);
    CHECK(ringwise_comparison_kept(NULL) == 0 && ringwise_comparison_moved(NULL) == 0);
    CHECK(!ringwise_comparison_pair(NULL, 0, &text, &len, &text, &len, &count));
    CHECK_OK(ringwise_ring_compare(ring, ring, NULL, NULL, 0, &comparison));
    CHECK(ringwise_comparison_kept(comparison) == 0 && !ringwise_comparison_pair(comparison, 0, &text, &len, &text, &len, &count));
    ringwise_comparison_free(comparison);
    CHECK_OK(ringwise_ring_compare(ring, ring, keys, lens, 2, &comparison));
    CHECK(ringwise_comparison_kept(comparison) == 2);
    CHECK(!ringwise_comparison_pair(comparison, 0, NULL, &len, &text, &len, &count) && !ringwise_comparison_pair(comparison, 0, &text, NULL, &text, &len, &count));
    CHECK(!ringwise_comparison_pair(comparison, 0, &text, &len, NULL, &len, &count) && !ringwise_comparison_pair(comparison, 0, &text, &len, &text, NULL, &count));
    CHECK(!ringwise_comparison_pair(comparison, 0, &text, &len, &text, &len, NULL));
    CHECK(text == NULL && len == 77 && count == 77);
    ringwise_comparison_free(comparison);
    ringwise_comparison_free(NULL);
    ringwise_ring_free(ring);
}

/* Functions. */

static void functions_need_no_ring(void)
{
    CHECK(ringwise_jump_hash(1, 10) == 6 && ringwise_guava_consistent_hash(1, 10) == 6);
    CHECK(ringwise_jump_hash(1, 0) == 0 && ringwise_guava_consistent_hash(1, 0) == 0);
    CHECK(ringwise_jump_hash(UINT64_MAX, UINT32_MAX) < UINT32_MAX);
    CHECK(ringwise_guava_consistent_hash(UINT64_MAX, UINT32_MAX) == ringwise_guava_consistent_hash(UINT64_MAX, INT32_MAX));
    CHECK(ringwise_jump_hash(UINT64_C(5006675456876174058), 32768) == 32767);
    CHECK(ringwise_guava_consistent_hash(UINT64_C(5006675456876174058), 32768) == 48);
    CHECK(ringwise_redis_slot("foo", 3) == 12182 && ringwise_redis_slot(TEXT("{user:1}.a")) == ringwise_redis_slot(TEXT("user:1")));
    CHECK(ringwise_redis_slot(NULL, 0) == 0 && ringwise_redis_slot(NULL, 3) == 0);
    CHECK(ringwise_cassandra_token("foo", 3) == INT64_C(-2129773440516405919));
    CHECK(ringwise_cassandra_token(NULL, 0) == ringwise_cassandra_token("", 0) && ringwise_cassandra_token(NULL, 3) == 0);
}

int main(void)
{
    null_is_refused_where_an_option_is_set();
    unknown_profiles_and_options_list_those_there_are();
    what_is_not_utf_8_is_shown_and_refused();
    values_are_checked_when_a_ring_is_made();
    common_options_that_a_profile_has_not_are_unsupported();
    the_later_of_two_values_counts();
    settings_hold_what_is_in_force();
    null_gives_no_settings();
    null_and_unknown_nodes_are_refused_in_a_list();
    points_and_tokens_are_read_back();
    a_ring_of_points_is_as_it_was_given();
    a_node_has_virtual_nodes_of_its_own_where_the_profile_has_them();
    of_two_nodes_of_one_name_the_last_is_set();
    haproxy_numbers_the_servers_that_have_no_id();
    weights_and_names_that_a_system_has_not_are_refused();
    an_edit_that_leaves_no_room_is_undone();
    maglev_knows_the_owner_alone();
    retries_are_spymemcached_s_alone();
    a_ring_explains_itself();
    compare_counts_what_stays_and_what_moves();
    null_is_compared_with_nothing();
    functions_need_no_ring();
    puts("ok");
    return 0;
}
