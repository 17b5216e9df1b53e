#include "tests/unit/unit.h"

#include "profiler/primary_p.h"

static struct pf_sample sample(double wall, double cpu, double run_delay, double voluntary, double involuntary)
{
	return (struct pf_sample){
		.wall = wall, .user = cpu, .first_cpu = cpu, .run_delay = run_delay,
		.voluntary_switches = voluntary, .involuntary_switches = involuntary,
	};
}

/* The same, but children do the work, or the kernel does not tell. */
static struct pf_sample of_others(struct pf_sample s)
{
	s.first_cpu = s.run_delay = isnan(s.run_delay) ? NAN : 0.001;
	return s;
}

static struct pf_primary of(struct pf_sample s)
{
	const struct pf_sample three[] = { s, s, s };

	return pf_choose_primary(three, three, 3);
}

TEST(work_that_computes_is_judged_by_cpu_time)
{
	struct pf_primary p = of(sample(1.0, 0.95, 0.01, 2, 5));

	CHECK_EQ("metric", p.metric, PF_CPU_TIME);
	CHECK_EQ("reason", p.reason, PF_COMPUTES);
	CHECK_NEAR("computing", p.computing, 0.95, 1e-12);
}

TEST(waiting_for_a_processor_is_no_waiting)
{
	/* 0.6 s of 1 s not computed, of which 0.55 s in the queue. */
	struct pf_primary p = of(sample(1.0, 0.4, 0.55, 40, 40));

	CHECK_EQ("metric", p.metric, PF_CPU_TIME);
	CHECK_EQ("reason", p.reason, PF_IS_PREEMPTED);
}

TEST(where_the_queue_is_told_switches_do_not_matter)
{
	CHECK_EQ("sleeps, and is preempted often", of(sample(1.0, 0.2, 0.1, 1, 60)).metric, PF_WALL_TIME);
}

TEST(where_the_queue_is_not_told_switches_tell)
{
	CHECK_EQ("preempted", of(of_others(sample(1.0, 0.4, NAN, 2, 40))).metric, PF_CPU_TIME);
	CHECK_EQ("of children", of(of_others(sample(1.0, 0.4, 0, 2, 40))).metric, PF_CPU_TIME);
	CHECK_EQ("waits often", of(of_others(sample(1.0, 0.4, NAN, 40, 40))).metric, PF_WALL_TIME);
	CHECK_EQ("sleeps once", of(of_others(sample(1.0, 0.01, NAN, 1, 0))).metric, PF_WALL_TIME);
	/* 6 turns of others are no reason for 0.9 s. */
	CHECK_EQ("sleeps, preempted", of(of_others(sample(1.0, 0.1, 0, 1, 6))).metric, PF_WALL_TIME);
}

TEST(work_that_waits_or_is_parallel_is_judged_by_wall_time)
{
	CHECK_EQ("waits", of(sample(1.0, 0.5, 0.01, 20, 1)).reason, PF_WAITS);
	CHECK_EQ("parallel", of(sample(1.0, 1.9, 0.01, 20, 1)).reason, PF_IS_PARALLEL);
	CHECK_EQ("parallel", of(sample(1.0, 1.9, 0.01, 20, 1)).metric, PF_WALL_TIME);
}

TEST(one_odd_run_does_not_choose)
{
	const struct pf_sample s[] = {
		sample(1.0, 0.97, 0, 1, 1), sample(9.0, 0.97, 0, 90, 1), sample(1.0, 0.97, 0, 1, 1),
	};

	CHECK_EQ("metric", pf_choose_primary(s, s, 3).metric, PF_CPU_TIME);
}

TEST(one_side_that_waits_is_enough)
{
	const struct pf_sample computes = sample(1.0, 0.97, 0, 1, 1), waits = sample(1.0, 0.3, 0, 20, 1);

	CHECK_EQ("head", pf_choose_primary(&computes, &waits, 1).metric, PF_WALL_TIME);
	CHECK_EQ("base", pf_choose_primary(&waits, &computes, 1).metric, PF_WALL_TIME);
}
