/* machine_test.c - what /proc says of the machine; the texts are cut from real ones. */
#include "tests/unit/unit.h"

#include "profiler/machine_p.h"

static void check_model(const char *cpuinfo, const char *wanted)
{
	struct wr_buf model = WR_BUF_INIT;

	pf_machine_model_of(cpuinfo, &model);
	CHECK_STR(model.data, wanted);
	wr_buf_free(&model);
}

TEST(the_processor_has_a_name)
{
	check_model("processor\t: 0\nmodel\t\t: 1\nmodel name\t: AMD EPYC 7B13\nflags\t\t: fpu\n", "AMD EPYC 7B13");
	check_model("processor\t: 0\nBogoMIPS\t: 50.00\nCPU part\t: 0xd0c\n", "0xd0c");
	check_model("cpu\t\t: POWER9\n", "POWER9");
	check_model("model name\t:\n", "an unknown processor");
	check_model("", "an unknown processor");
}

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
	wr_run_free(run);
}
