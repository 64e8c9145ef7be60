/* Are options checked, refused in the core's words, and read back? */
#include "rings.h"

static const char *const NULL_OPTIONS = "options NULL: this call needs what it points to";

static ringwise_options *with_replication(const char *const *centres, const int64_t *replicas, size_t count)
{
    ringwise_options *options = with_text("cassandra", "strategy", "network");
    size_t lens[4];
    for (size_t i = 0; i < count; i++)
        lens[i] = strlen(centres[i]);
    CHECK_OK(ringwise_options_set_map(options, "replication", centres, lens, replicas, count));
    return options;
}

/* Checks that a ring of two nodes with one option is refused. */
static void refuses(ringwise_options *options, ringwise_status status, const char *message)
{
    ringwise_members *members = ringwise_members_new();
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_members_add_node(members, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "b", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_ring_new(options, members, &ring), status, message);
    CHECK(ring == NULL);
    ringwise_members_free(members);
    ringwise_options_free(options);
}

static ringwise_options *with_vnodes(int64_t vnodes)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, vnodes));
    return options;
}

static ringwise_options *with_seed(int64_t seed)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_SEED, seed));
    return options;
}

static ringwise_options *with_hash_tag(const char *hash_tag, size_t len)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_HASH_TAG, hash_tag, len));
    return options;
}

static ringwise_options *with_zones(const char *zones, size_t len)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_ZONES, zones, len));
    return options;
}

static int64_t integer_of(const ringwise_ring *ring, const char *name)
{
    ringwise_options *options = ringwise_ring_options(ring);
    int64_t value = -77;
    ringwise_options_integer(options, name, &value);
    ringwise_options_free(options);
    return value;
}

static bool is_text(const ringwise_ring *ring, const char *name, const char *expected, size_t expected_len)
{
    ringwise_options *options = ringwise_ring_options(ring);
    const char *value;
    size_t len;
    bool is = ringwise_options_text(options, name, &value, &len) && len == expected_len && memcmp(value, expected, len) == 0;
    ringwise_options_free(options);
    return is;
}

static void bad_options_are_refused(void)
{
    const ringwise_status invalid = RINGWISE_STATUS_INVALID_OPTION;
    refuses(with_vnodes(0), invalid, "vnodes 0: an integer from 1 to 67108864");
    refuses(with_vnodes(INT64_MIN), invalid, "vnodes -9223372036854775808 or less: an integer from 1 to 67108864");
    refuses(with_vnodes(67108865), invalid, "vnodes 67108865: an integer from 1 to 67108864");
    refuses(with_vnodes(67108864), RINGWISE_STATUS_TOO_MANY_POINTS,
            "134217728 virtual nodes: the weights times vnodes add up to at most 67108864");
    refuses(with_seed(-1), invalid, "seed -1: an integer from 0 to 4294967295");
    refuses(with_seed(INT64_C(4294967296)), invalid, "seed 4294967296: an integer from 0 to 4294967295");
    refuses(with_hash_tag("{", 1), invalid, "hash_tag \"{\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag(NULL, 0), invalid, "hash_tag \"\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag("\xc3\xa9", 2), invalid, "hash_tag \"\xc3\xa9\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag("\xff\xff", 2), invalid, "hash_tag \"\xef\xbf\xbd\xef\xbf\xbd\": two ASCII characters such as \"{}\"");
    refuses(with_zones("wide", 4), invalid, "zones \"wide\": \"spread\" or \"strict\"");
    refuses(with_zones("Spread", 6), invalid, "zones \"Spread\": \"spread\" or \"strict\"");
    refuses(with_zones("strict\0", 7), invalid, "zones \"strict\\0\": \"spread\" or \"strict\"");
    refuses(with_zones("\xff", 1), invalid, "zones \"\xef\xbf\xbd\": \"spread\" or \"strict\"");
}

static void bad_caps_are_refused(void)
{
    static const int64_t bad[] = {100, 1001, -1};
    static const char *const messages[] = {"cap 100: an integer from 101 to 1000", "cap 1001: an integer from 101 to 1000",
                                           "cap -1: an integer from 101 to 1000"};
    ringwise_options *options = ringwise_options_new();
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_options_set_integer(NULL, RINGWISE_CAP, 105), RINGWISE_STATUS_NULL_POINTER, "options NULL: this call needs what it points to");
    for (size_t i = 0; i < 3; i++) {
        CHECK_OK(ringwise_options_set_integer(options, RINGWISE_CAP, bad[i]));
        CHECK_FAILS(ringwise_ring_new(options, NULL, &ring), RINGWISE_STATUS_INVALID_OPTION, messages[i]);
    }
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_CAP, 105));
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("ketama")));
    CHECK(ringwise_ring_new(options, NULL, &ring) == RINGWISE_STATUS_UNSUPPORTED && strncmp(ringwise_last_error(), "cap 105: ", 9) == 0);
    CHECK(ring == NULL);
    ringwise_options_free(options);
}

static void options_are_read_back(void)
{
    ringwise_options *options = with_hash_tag("<\0", 2);
    ringwise_ring *plain = NULL, *ring = NULL;
    CHECK_OK(ringwise_ring_new(NULL, NULL, &plain));
    CHECK(integer_of(plain, RINGWISE_VNODES) == 160 && integer_of(plain, RINGWISE_SEED) == 0);
    CHECK(!is_text(plain, RINGWISE_HASH_TAG, NULL, 0));
    CHECK(is_text(plain, RINGWISE_ZONES, TEXT("spread")) && is_text(plain, RINGWISE_PROFILE, TEXT("native-v1")));
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, 7));
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_SEED, UINT32_MAX));
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_ZONES, "strict", 6));
    CHECK_OK(ringwise_ring_new(options, NULL, &ring));
    CHECK(integer_of(ring, RINGWISE_VNODES) == 7 && integer_of(ring, RINGWISE_SEED) == UINT32_MAX);
    CHECK(is_text(ring, RINGWISE_HASH_TAG, "<\0", 2) && is_text(ring, RINGWISE_ZONES, TEXT("strict")));
    CHECK(!ringwise_ring_equal(ring, plain) && ringwise_ring_equal(plain, plain));
    ringwise_options_free(options);
    ringwise_ring_free(plain);
    ringwise_ring_free(ring);
}

/* The options of one ring make another. */
static void the_options_of_a_ring_make_its_like(void)
{
    const char *const twice[] = {"b", "a"};
    const int64_t replicas[] = {3, 1};
    ringwise_options *made_with[] = {with_hash_tag("{}", 2), with_integer("haproxy", "balance_factor", 150),
                                     with_replication(twice, replicas, 2)};
    for (size_t i = 0; i < 3; i++) {
        ringwise_ring *ring = made(made_with[i], NULL), *again = made(ringwise_ring_options(ring), NULL);
        CHECK(ringwise_ring_equal(ring, again));
        ringwise_ring_free(ring);
        ringwise_ring_free(again);
    }
}

static void options_are_read_before_a_ring_is_made(void)
{
    ringwise_options *options = ringwise_options_new();
    int64_t value = 77;
    CHECK(ringwise_options_len(options) == 0 && !ringwise_options_integer(options, RINGWISE_VNODES, &value) && value == 77);
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, -5));
    CHECK_OK(ringwise_options_set_boolean(options, "any", true));
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, -6));
    CHECK(ringwise_options_len(options) == 2 && ringwise_options_integer(options, RINGWISE_VNODES, &value) && value == -6);
    CHECK(strcmp(ringwise_options_name_at(options, 0), "vnodes") == 0 && strcmp(ringwise_options_name_at(options, 1), "any") == 0);
    ringwise_options_free(options);
}

static void null_is_refused_where_an_option_is_set(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_options *options = ringwise_options_new();
    const char *const keys[] = {"dc1", NULL};
    const size_t lens[] = {3, 1};
    const int64_t values[] = {1, 1};
    CHECK_FAILS(ringwise_options_set_text(NULL, RINGWISE_PROFILE, "ketama", 6), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_text(options, RINGWISE_PROFILE, NULL, 6), null, "value NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_integer(NULL, "words", 3), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_integer(options, NULL, 3), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(NULL, "hash", "md5", 3), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_text(options, NULL, "md5", 3), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(options, "hash", NULL, 3), null, "value NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_boolean(NULL, "fnv", true), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_boolean(options, NULL, true), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(NULL, "m", keys, lens, values, 1), null, NULL_OPTIONS);
    CHECK_FAILS(ringwise_options_set_map(options, NULL, keys, lens, values, 1), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", NULL, lens, values, 1), null, "keys NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", keys, NULL, values, 1), null, "key_lens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", keys, lens, NULL, 1), null, "values NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_map(options, "m", keys, lens, values, 2), null, "a key NULL: this call needs what it points to");
    ringwise_ring_free(made(options, NULL)); /* none of them was set */
}

static void unknown_profiles_and_options_list_those_there_are(void)
{
    char expected[2048] = "unknown profile \"ketma\": the profiles are ";
    ringwise_names *names = ringwise_profiles();
    size_t len, end = strlen(expected);
    const char *name;
    CHECK(ringwise_names_len(names) == 30);
    for (size_t i = 0; ringwise_names_at(names, i, &name, &len); i++)
        end += (size_t)snprintf(expected + end, sizeof expected - end, "%s%.*s", i == 0 ? "" : ", ", (int)len, name);
    CHECK(ringwise_names_at(names, 0, &name, &len) && same(name, len, "native"));
    ringwise_names_free(names);
    refused(speaking("ketma"), NULL, RINGWISE_STATUS_UNKNOWN_PROFILE, expected);
    refused(with_text("haproxy", "hsh", "sdbm"), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"hsh\": the options are profile, hash_tag, zones, hash, avalanche, balance_factor");
    refused(with_boolean("native", "hash", true), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"hash\": the options are profile, hash_tag, zones, vnodes, seed, cap; profiles "
            "libmemcached_ketama, libmemcached_ketama_weighted, libmemcached_spy, twemproxy_ketama, spymemcached_ketama, haproxy, "
            "envoy_ring_hash, buraksezer_v0, buraksezer_v1 have it");
}

static void what_is_not_utf_8_is_shown_and_refused(void)
{
    ringwise_options *options = ringwise_options_new();
    const char *const keys[] = {"dc\xff"};
    const size_t lens[] = {3};
    const int64_t values[] = {1};
    CHECK_FAILS(ringwise_options_set_map(options, "replication", keys, lens, values, 1), RINGWISE_STATUS_INVALID_NAME,
                "name \"dc\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_OK(ringwise_options_set_text(options, "\xff", TEXT("x")));
    refused(options, NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"\xef\xbf\xbd\": the options are profile, hash_tag, zones, vnodes, seed, cap");
    refused(with_text("haproxy", "hash", "\xff"), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "hash \"\xef\xbf\xbd\": one of \"sdbm\", \"djb2\", \"wt6\", \"crc32\"");
    options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, "\xff\0", 2));
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
    CHECK_OK(ringwise_options_set_text(options, "strategy", TEXT("simple")));
    refused(options, NULL, invalid, "replication {\"dc1\": 3}: an integer from 1 to 16777216");
    options = with_replication(NULL, NULL, 0);
    ringwise_ring_free(made(options, NULL));
}

static void common_options_that_a_profile_has_not_are_unsupported(void)
{
    const ringwise_status unsupported = RINGWISE_STATUS_UNSUPPORTED;
    ringwise_options *options = speaking("ketama");
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, 160));
    refused(options, NULL, unsupported,
            "vnodes 160: profile ketama has no such option, its options are profile, hash_tag, zones");
    options = speaking("ketama");
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_SEED, 0));
    refused(options, NULL, unsupported,
            "seed 0: profile ketama has no such option, its options are profile, hash_tag, zones");
    options = speaking("cassandra");
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_ZONES, TEXT("spread")));
    refused(options, NULL, unsupported, "zones \"spread\": profile cassandra takes zones as its strategy does");
    refused(with_integer("native", "load_factor", 125), NULL, RINGWISE_STATUS_INVALID_OPTION,
            "unknown option \"load_factor\": the options are profile, hash_tag, zones, vnodes, seed, cap");
}

static void the_later_of_two_values_counts(void)
{
    const char *const twice[] = {"b", "a", "b"};
    const int64_t replicas[] = {3, 1, 2};
    const char *key = NULL;
    size_t len = 77;
    int64_t value = 77;
    ringwise_ring *ring = made(with_replication(twice, replicas, 3), NULL);
    ringwise_options *settings = ringwise_ring_options(ring);
    CHECK(ringwise_options_map_at(settings, "replication", 0, &key, &len, &value) && same(key, len, "a") && value == 1);
    CHECK(ringwise_options_map_at(settings, "replication", 1, &key, &len, &value) && same(key, len, "b") && value == 2);
    CHECK(!ringwise_options_map_at(settings, "replication", 2, &key, &len, &value) && value == 2);
    CHECK(ringwise_options_map_len(settings, "replication") == 2 && ringwise_options_map_len(settings, "strategy") == 0);
    ringwise_options_free(settings);
    ringwise_ring_free(ring);
    ringwise_options *options = with_text("haproxy", "hash", "djb2");
    CHECK_OK(ringwise_options_set_text(options, "hash", TEXT("crc32")));
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("twemproxy_ketama")));
    ring = made(options, NULL);
    CHECK(is_text(ring, RINGWISE_PROFILE, TEXT("twemproxy_ketama")));
    settings = ringwise_ring_options(ring);
    CHECK(ringwise_options_text(settings, "hash", &key, &len) && same(key, len, "crc32"));
    ringwise_options_free(settings);
    ringwise_ring_free(ring);
}

static void settings_hold_what_is_in_force(void)
{
    static const char *const names[] = {"profile", "zones", "hash", "avalanche", "balance_factor"};
    ringwise_options *options = with_integer("haproxy", "balance_factor", 150);
    ringwise_ring *ring = made(options, NULL);
    ringwise_options *settings = ringwise_ring_options(ring);
    const char *text = NULL;
    size_t len;
    int64_t integer = 77;
    bool avalanche = false;
    CHECK(!ringwise_options_integer(settings, RINGWISE_VNODES, &integer) && !ringwise_options_integer(settings, "load_factor", &integer));
    ringwise_ring_free(ring); /* the settings stay */
    CHECK(ringwise_options_len(settings) == 5);
    for (size_t i = 0; i < 5; i++)
        CHECK(strcmp(ringwise_options_name_at(settings, i), names[i]) == 0);
    CHECK(ringwise_options_name_at(settings, 5) == NULL && integer == 77);
    CHECK(ringwise_options_text(settings, "profile", &text, &len) && same(text, len, "haproxy"));
    CHECK(ringwise_options_integer(settings, "balance_factor", &integer) && integer == 150);
    CHECK(ringwise_options_boolean(settings, "avalanche", &avalanche) && avalanche);
    integer = 77;
    CHECK(!ringwise_options_integer(settings, "seed", &integer) && !ringwise_options_integer(settings, "zones", &integer));
    CHECK(!ringwise_options_text(settings, "avalanche", &text, &len) && !ringwise_options_boolean(settings, "zones", &avalanche));
    CHECK(!ringwise_options_map_at(settings, "zones", 0, &text, &len, &integer) && integer == 77);
    ringwise_options_free(settings);
}

static void null_gives_no_settings(void)
{
    ringwise_ring *ring = made(NULL, NULL);
    ringwise_options *settings = ringwise_ring_options(ring);
    const char *text = NULL;
    size_t len = 77;
    int64_t integer = 77;
    bool boolean = true;
    CHECK(ringwise_ring_options(NULL) == NULL);
    CHECK(ringwise_options_len(NULL) == 0 && ringwise_options_map_len(NULL, "m") == 0 && ringwise_options_map_len(settings, NULL) == 0);
    CHECK(ringwise_options_name_at(NULL, 0) == NULL && ringwise_options_name_at(settings, SIZE_MAX) == NULL);
    CHECK(!ringwise_options_integer(NULL, "seed", &integer) && !ringwise_options_integer(settings, NULL, &integer));
    CHECK(!ringwise_options_integer(settings, "seed", NULL) && !ringwise_options_integer(settings, NULL, &integer));
    CHECK(!ringwise_options_text(NULL, "zones", &text, &len) && !ringwise_options_text(settings, NULL, &text, &len));
    CHECK(!ringwise_options_text(settings, "zones", NULL, &len) && !ringwise_options_text(settings, "zones", &text, NULL));
    CHECK(!ringwise_options_boolean(NULL, "fnv", &boolean) && !ringwise_options_boolean(settings, NULL, &boolean));
    CHECK(!ringwise_options_map_at(NULL, "m", 0, &text, &len, &integer) && !ringwise_options_map_at(settings, NULL, 0, &text, &len, &integer));
    CHECK(text == NULL && len == 77 && integer == 77 && boolean);
    ringwise_options_free(settings);
    ringwise_options_free(NULL);
    ringwise_ring_free(ring);
    ring = made(with_boolean("stathat", "fnv", false), NULL);
    settings = ringwise_ring_options(ring);
    CHECK(!ringwise_options_boolean(settings, "fnv", NULL) && ringwise_options_boolean(settings, "fnv", &boolean) && !boolean);
    ringwise_options_free(settings);
    ringwise_ring_free(ring);
    const char *const centres[] = {"dc1"};
    const int64_t replicas[] = {3};
    ring = made(with_replication(centres, replicas, 1), NULL);
    settings = ringwise_ring_options(ring);
    CHECK(!ringwise_options_map_at(settings, "replication", 1, &text, &len, &integer) && text == NULL && len == 77 && integer == 77);
    /* Each may be NULL. */
    CHECK(ringwise_options_map_at(settings, "replication", 0, NULL, NULL, &integer) && integer == 3);
    CHECK(ringwise_options_map_at(settings, "replication", 0, &text, &len, NULL) && same(text, len, "dc1"));
    ringwise_options_free(settings);
    ringwise_ring_free(ring);
}

int main(void)
{
    bad_options_are_refused();
    bad_caps_are_refused();
    options_are_read_back();
    the_options_of_a_ring_make_its_like();
    options_are_read_before_a_ring_is_made();
    null_is_refused_where_an_option_is_set();
    unknown_profiles_and_options_list_those_there_are();
    what_is_not_utf_8_is_shown_and_refused();
    values_are_checked_when_a_ring_is_made();
    common_options_that_a_profile_has_not_are_unsupported();
    the_later_of_two_values_counts();
    settings_hold_what_is_in_force();
    null_gives_no_settings();
    puts("ok");
    return 0;
}
