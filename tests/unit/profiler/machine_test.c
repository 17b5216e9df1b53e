/* machine_test.c - what /proc says of the machine; the texts are cut from real ones. */
#include "tests/unit/unit.h"

#include <unistd.h>
#include "core/machine.h"
#include "profiler/machine_p.h"

TEST(pressure_is_the_total_of_some_in_seconds)
{
	static const char text[] = "some avg10=45.83 avg60=38.59 avg300=46.98 total=1443570123\n"
				   "full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n";

	CHECK_NEAR("total", pf_cpu_pressure_of(text), 1443.570123, 1e-9);
	CHECK(isnan(pf_cpu_pressure_of("")));
	CHECK(isnan(pf_cpu_pressure_of("some avg10=1\n")));
	CHECK(isnan(pf_cpu_pressure_of("some avg10=1 total=")));
}

TEST(the_machine_is_noted_once)
{
	struct wr_run *run = wr_run_new();

	pf_note_machine(run);
	pf_note_machine(run);
	CHECK_EQ("notes", run->notice_count, 1);
	CHECK_HAS(run->notices[0].message, "measured on ");
	CHECK_HAS(run->notices[0].message, " processor");
	CHECK_STR(run->machine, wr_machine((char[17]){ 0 }));
	wr_run_free(run);
}

/* proc(5): user nice system idle iowait irq softirq steal, in ticks. */
TEST(stolen_time_is_the_eighth_number_of_the_first_line)
{
	CHECK_NEAR("ticks", pf_stolen_ticks_of("cpu  11 6 31 94 3 0 51 789 0 0\ncpu0 5 3 1 4 8 0 2 400 0 0\n"), 789, 0);
	CHECK(isnan(pf_stolen_ticks_of("cpu  11 6 31 94\n")));
	CHECK(isnan(pf_stolen_ticks_of("")));
}

TEST(the_surroundings_of_a_session_are_measures)
{
	struct pf_surroundings s = pf_surroundings_begin();
	struct wr_run *run = wr_run_new();

	s.started -= 1;
	s.pressure -= 0.25;
	s.stolen -= (double)sysconf(_SC_CLK_TCK) / 2;
	pf_surroundings_end(&s);
	pf_publish_surroundings(run, "a", &s);
	/* A quarter of the second, where the kernel tells; more if something waited just now. */
	if (wr_run_find_measure(run, "bench.a.cpu_pressure"))
		CHECK(wr_run_find_measure(run, "bench.a.cpu_pressure")->now.value >= 0.24);
	/* Half a second of one processor. */
	CHECK_NEAR("steal", wr_run_find_measure(run, "bench.a.cpu_steal")->now.value,
		   0.5 / (double)sysconf(_SC_NPROCESSORS_ONLN), 0.05);
	CHECK(wr_run_find_measure(run, "bench.a.load_average")->now.value >= 0);
	wr_run_free(run);
}
