/* Are options checked, refused in the core's words, and read back? */
#include "rings.h"

static const char *const NULL_OPTIONS = "options NULL: this call needs what it points to";

static ringwise_options *with_replication(const char *const *centres, const int64_t *replicas, size_t count)
{
    ringwise_options *options = with_text("cassandra", "strategy", "network");
    size_t lens[4];
    for (size_t i = 0; i < count; i++)
        lens[i] = strlen(centres[i]);
    CHECK_OK(ringwise_options_set_map(options, TEXT("replication"), centres, lens, replicas, count));
    return options;
}

/* Makes a ring of two nodes with one option, which must be refused. */
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
    CHECK_OK(ringwise_options_set_vnodes(options, vnodes));
    return options;
}

static ringwise_options *with_seed(int64_t seed)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_seed(options, seed));
    return options;
}

static ringwise_options *with_replication_factor(int64_t replication_factor)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_replication_factor(options, replication_factor));
    return options;
}

static ringwise_options *with_hash_tag(const char *hash_tag, size_t len)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_hash_tag(options, hash_tag, len));
    return options;
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
    refuses(with_replication_factor(0), invalid, "replication factor 0: an integer from 1 to 16777216");
    refuses(with_hash_tag("{", 1), invalid, "hash tag \"{\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag(NULL, 0), invalid, "hash tag \"\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag("\xc3\xa9", 2), invalid, "hash tag \"\xc3\xa9\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag("\xff\xff", 2), invalid, "hash tag \"\xef\xbf\xbd\xef\xbf\xbd\": two ASCII characters such as \"{}\"");
    ringwise_options *options = ringwise_options_new();
    CHECK_FAILS(ringwise_options_set_zones(options, "wide", 4), invalid, "zones \"wide\": \"spread\" or \"strict\"");
    CHECK_FAILS(ringwise_options_set_zones(options, "Spread", 6), invalid, "zones \"Spread\": \"spread\" or \"strict\"");
    CHECK_FAILS(ringwise_options_set_zones(options, "strict\0", 7), invalid, "zones \"strict\\0\": \"spread\" or \"strict\"");
    CHECK_FAILS(ringwise_options_set_zones(options, "\xff", 1), invalid, "zones \"\xef\xbf\xbd\": \"spread\" or \"strict\"");
    ringwise_options_free(options);
}

static void bad_caps_are_refused(void)
{
    static const int64_t bad[] = {100, 1001, -1};
    static const char *const messages[] = {"cap 100: an integer from 101 to 1000", "cap 1001: an integer from 101 to 1000",
                                           "cap -1: an integer from 101 to 1000"};
    ringwise_options *options = ringwise_options_new();
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_options_set_cap(NULL, 105), RINGWISE_STATUS_NULL_POINTER, "options NULL: this call needs what it points to");
    for (size_t i = 0; i < 3; i++) {
        CHECK_OK(ringwise_options_set_cap(options, bad[i]));
        CHECK_FAILS(ringwise_ring_new(options, NULL, &ring), RINGWISE_STATUS_INVALID_OPTION, messages[i]);
    }
    CHECK_OK(ringwise_options_set_cap(options, 105));
    CHECK_OK(ringwise_options_set_profile(options, TEXT("ketama")));
    CHECK(ringwise_ring_new(options, NULL, &ring) == RINGWISE_STATUS_UNSUPPORTED && strncmp(ringwise_last_error(), "cap 105: ", 9) == 0);
    CHECK(ring == NULL);
    ringwise_options_free(options);
}

static void options_are_read_back(void)
{
    ringwise_options *options = with_hash_tag("<\0", 2);
    ringwise_ring *plain = NULL, *ring = NULL;
    const char *text;
    size_t len;
    char tag[2] = {'?', '?'};
    CHECK_OK(ringwise_ring_new(NULL, NULL, &plain));
    CHECK(ringwise_ring_vnodes(plain) == 160 && ringwise_ring_seed(plain) == 0 && ringwise_ring_replication_factor(plain) == 2);
    CHECK(!ringwise_ring_hash_tag(plain, tag) && tag[0] == '?');
    CHECK(ringwise_ring_zones(plain, &text, &len) && same(text, len, "spread"));
    CHECK(ringwise_ring_profile(plain, &text, &len) && same(text, len, "native-v1"));
    CHECK_OK(ringwise_options_set_vnodes(options, 7));
    CHECK_OK(ringwise_options_set_seed(options, UINT32_MAX));
    CHECK_OK(ringwise_options_set_replication_factor(options, 3));
    CHECK_OK(ringwise_options_set_zones(options, "strict", 6));
    CHECK_OK(ringwise_ring_new(options, NULL, &ring));
    CHECK(ringwise_ring_vnodes(ring) == 7 && ringwise_ring_seed(ring) == UINT32_MAX && ringwise_ring_replication_factor(ring) == 3);
    CHECK(ringwise_ring_hash_tag(ring, tag) && tag[0] == '<' && tag[1] == '\0');
    CHECK(ringwise_ring_zones(ring, &text, &len) && same(text, len, "strict"));
    CHECK(!ringwise_ring_equal(ring, plain) && ringwise_ring_equal(plain, plain));
    ringwise_options_free(options);
    ringwise_ring_free(plain);
    ringwise_ring_free(ring);
}

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

int main(void)
{
    bad_options_are_refused();
    bad_caps_are_refused();
    options_are_read_back();
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
