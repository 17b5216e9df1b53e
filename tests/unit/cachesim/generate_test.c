/* generate_test.c - generated code as a text, and what is generated; that it runs is tested by a script. */
#include "core/run.h"
#include "tests/unit/cachesim/script.h"

static char *generate(const struct cs_trace *t, struct cs_code code)
{
	struct wr_err err;
	char *text = cs_generate(t, &code, &err);

	if (!text)
		fail_msg("%s", err.message);
	return text;
}

static void check_refused(const struct cs_trace *t, struct cs_code code, const char *why)
{
	struct wr_err err;

	CHECK(!cs_generate(t, &code, &err));
	CHECK_EQ(why, err.code, WR_EUSAGE);
	CHECK_HAS(err.message, why);
}

TEST(the_slice_and_its_hits_are_in_the_code)
{
	/* Keys are numbered 0, 1, 2, ...; one tenth is 1 object: a M b M =c -b a M a H; c M.  At 3: a H a H c H. */
	struct cs_trace *t = script("a b =c -b a a c");
	char *text = generate(t, (struct cs_code){ "python", cs_policy_find("lru"), 3, 0, false });

	CHECK_HAS(text, "\n0 1 =2 -1 0 0 2\n");
	CHECK_HAS(text, "    (1, 0, 1),\n    (1, 0, 1),\n    (3, 0, 3),\n");
	CHECK_HAS(text, "CAPACITY = 3\n");
	CHECK_HAS(text, "A cache of 3 objects: least recently used.");
	CHECK_HAS(text, "5 reads it was made for it answers 60");
	CHECK(!strstr(text, "import time"));
	free(text);
	text = generate(t, (struct cs_code){ "javascript", cs_policy_find("lru"), 1, 0, false });
	CHECK_HAS(text, "  [1, 0, 1],\n");
	CHECK_HAS(text, "A cache of 1 object: ");
	free(text);
	cs_trace_free(t);
}

TEST(times_are_milliseconds_between_requests)
{
	struct cs_trace *t = script("a@0 b@0.5 a@1.25 a@1.25");
	char *text = generate(t, (struct cs_code){ "python", cs_policy_find("ttl"), 5, 1.25, false });

	CHECK_HAS(text, "\n0 1@500 0@750 0\n");
	/* A twentieth of 1,250 ms, and one more: a has expired at 1,250 and is hit at once again. */
	CHECK_HAS(text, "    (1, 63, 1),\n");
	/* At an age of 1,250 it is gone. */
	CHECK_HAS(text, "    (5, 1250, 1),\n");
	CHECK_HAS(text, "TTL = 1.25  # seconds\n");
	CHECK_HAS(text, "import time\n");
	free(text);
	cs_trace_free(t);
}

TEST(code_that_cannot_be_is_refused)
{
	struct cs_trace *t = script("a b a");

	check_refused(t, (struct cs_code){ "c", cs_policy_find("lru"), 3, 0, false }, "not for 'c'");
	check_refused(t, (struct cs_code){ "python", cs_policy_find("belady"), 3, 0, false }, "no code");
	check_refused(t, (struct cs_code){ "python", cs_policy_find("sieve"), 3, 0, true }, "leave --library out");
	check_refused(t, (struct cs_code){ "python", cs_policy_find("belady"), 3, 0, true }, "no code");
	check_refused(t, (struct cs_code){ "python", cs_policy_find("ttl"), 3, 5, false }, "times");
	check_refused(t, (struct cs_code){ "python", cs_policy_find("lru"), 0, 0, false }, "size 0");
	cs_trace_free(t);
}

static struct cs_choice choice_of(const struct cs_trace *t, struct cs_options o)
{
	struct wr_run *run = wr_run_new();
	struct cs_choice choice;
	struct wr_err err;

	o.name = "t";
	o.choice = &choice;
	if (cs_simulate(t, &o, run, &err))
		fail_msg("%s", err.message);
	wr_run_free(run);
	return choice;
}

TEST(what_is_advised_is_chosen)
{
	/* A loop over 100 objects in a cache of 90: LRU never hits, others do. */
	uint64_t key[40000];
	struct cs_trace *t;
	struct cs_choice choice;

	for (size_t i = 0; i < 40000; i++)
		key[i] = i % 100;
	t = cs_trace_from_keys(key, 40000);
	choice = choice_of(t, (struct cs_options){ .sizes = (const uint64_t[]){ 90, 50 }, .size_count = 2 });
	CHECK_EQ("first size", choice.size, 90);
	CHECK(choice.policy != cs_policy_find("lru") && !choice.policy->bound);
	choice = choice_of(t, (struct cs_options){ .policies = (const char *const[]){ "lru", "fifo" },
						   .policy_count = 2 });
	CHECK_EQ("recommended", choice.size, 100);
	CHECK_STR(choice.policy->name, "lru");
	choice = choice_of(t, (struct cs_options){ .policies = (const char *const[]){ "fifo" },
						   .policy_count = 1 });
	CHECK_STR(choice.policy->name, "fifo");
	cs_trace_free(t);
}
