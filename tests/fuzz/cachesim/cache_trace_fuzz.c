/* cache_trace_fuzz.c - any bytes as a trace of every format: refused with a message, or read and replayed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "cachesim/cachesim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void check_arrays(const struct cs_trace *t)
{
	require(t->n > 0 && t->unique > 0 && t->unique <= t->n);
	require(!t->damaged == !t->first_damage);
	for (size_t i = 0; i < t->n; i++) {
		require(t->key[i] < t->unique);
		require(!t->time || (t->time[i] >= 0 && (!i || t->time[i] >= t->time[i - 1])));
		require(!t->operation || t->operation[i] <= CS_DELETE);
	}
}

/* The two ways to LRU agree, and no policy does worse than missing every read. */
static void check_replays(const struct cs_trace *t)
{
	uint64_t *curve = cs_lru_curve(t, NULL);
	struct cs_result r;

	for (uint32_t size = 1; size <= t->unique; size += 1 + t->unique / 4) {
		require(!cs_policy_find("lru")->replay(t, &(struct cs_limits){ .capacity = size }, &r, NULL));
		require(r.misses == curve[size]);
	}
	free(curve);
	for (const struct cs_policy *const *p = cs_policies(); *p; p++) {
		struct cs_limits limits = { .capacity = 1000, .by_bytes = true, .ttl = 10 };

		if (!t->size || ((*p)->needs_time && !t->time))
			continue;
		require(!(*p)->replay(t, &limits, &r, NULL));
		require(r.misses <= r.requests && r.missed_bytes <= r.bytes);
	}
}

static void read_with(const char *path, const struct cs_trace_options *options)
{
	struct wr_err err = { 0 };
	struct cs_trace *t = cs_trace_read(path, options, &err);

	if (!t) {
		require(err.code != WR_OK && err.message[0]);
		return;
	}
	check_arrays(t);
	check_replays(t);
	cs_trace_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cs_trace_options lax = { .max_damaged = 1 };
	struct cs_trace_options numbers = { .columns = { "1", "2", "3", "4", ';', NULL }, .max_damaged = 1 };
	struct cs_trace_options names = { .columns = { "when", "what", "", NULL, 0, NULL } };
	static const char *const formats[] = { "oracle", "redis", "valkey", "memcached", "accesslog", "twitter" };
	int fd = memfd_create("trace", 0);
	char path[32];

	require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	read_with(path, NULL);
	read_with(path, &lax);
	read_with(path, &numbers);
	read_with(path, &names);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		read_with(path, &(struct cs_trace_options){ .format = formats[i], .max_damaged = 1 });
	close(fd);
	return 0;
}
