/* events_test.c - the heap of events. */
#include "tests/unit/unit.h"
#include "core/rng.h"
#include "loadsim/events_p.h"

TEST(events_come_out_by_time)
{
	struct ls_events q = { 0 };
	struct wr_rng rng;
	double last = -1;

	wr_rng_seed(&rng, 1);
	for (int i = 0; i < 1000; i++)
		ls_events_push(&q, (struct ls_event){ .time = wr_rng_unit(&rng), .call = (uint32_t)i });
	for (int i = 0; i < 5000; i++) {        /* of times that only rise, as a simulation's do */
		struct ls_event e = ls_events_pop(&q);

		CHECK(e.time >= last);
		last = e.time;
		ls_events_push(&q, (struct ls_event){ .time = last + wr_rng_unit(&rng) });
	}
	CHECK_EQ("n", q.n, 1000);
	while (q.n) {
		struct ls_event e = ls_events_pop(&q);

		CHECK(e.time >= last);
		last = e.time;
	}
	ls_events_free(&q);
}

TEST(an_event_keeps_what_belongs_to_it)
{
	struct ls_events q = { 0 };
	struct ls_event e;

	ls_events_push(&q, (struct ls_event){ 2, 7, LS_RETURNED });
	ls_events_push(&q, (struct ls_event){ 1, 3, LS_SERVED });
	e = ls_events_pop(&q);
	CHECK_EQ("call", e.call, 3);
	CHECK_EQ("kind", e.kind, LS_SERVED);
	e = ls_events_pop(&q);
	CHECK_EQ("kind", e.kind, LS_RETURNED);
	CHECK_EQ("n", q.n, 0);
	ls_events_free(&q);
}
