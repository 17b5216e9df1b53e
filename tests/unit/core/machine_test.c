/* machine_test.c - which machines are the same. */
#include "tests/unit/unit.h"

#include "core/machine.h"

#define X86(mhz, model) \
	"processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: " model "\ncpu MHz\t\t: " mhz "\nbogomips\t: " mhz "\n\n" \
	"processor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Other\ncpu MHz\t\t: 1\n\n"

static const char *sum(const char *cpuinfo, long cores, const char *release, const char *architecture)
{
	static char bufs[2][17];
	static int next;

	next = !next;
	return wr_machine_of(&(struct wr_machine_facts){ cpuinfo, cores, release, architecture, "", "" }, bufs[next]);
}

TEST(the_clock_does_not_matter)
{
	CHECK_STR(sum(X86("2394.454", "Xeon"), 4, "6.1", "x86_64"), sum(X86("2395.001", "Xeon"), 4, "6.1", "x86_64"));
}

TEST(model_cores_kernel_and_architecture_do)
{
	char same[17];

	wr_machine_of(&(struct wr_machine_facts){ X86("1", "Xeon"), 4, "6.1", "x86_64", "", "" }, same);
	CHECK_EQ("length", strspn(same, "0123456789abcdef"), 16);
	CHECK(strcmp(same, sum(X86("1", "EPYC"), 4, "6.1", "x86_64")) != 0);
	CHECK(strcmp(same, sum(X86("1", "Xeon"), 8, "6.1", "x86_64")) != 0);
	CHECK(strcmp(same, sum(X86("1", "Xeon"), 4, "6.2", "x86_64")) != 0);
	CHECK(strcmp(same, sum(X86("1", "Xeon"), 4, "6.1", "i686")) != 0);
}

TEST(arm_processors_are_told_apart_by_their_numbers)
{
	static const char one[] = "processor\t: 0\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n";
	static const char two[] = "processor\t: 0\nBogoMIPS\t: 51.00\nCPU implementer\t: 0x41\nCPU part\t: 0xd40\n";

	CHECK(strcmp(sum(one, 4, "6.1", "aarch64"), sum(two, 4, "6.1", "aarch64")) != 0);
}

TEST(without_cpuinfo_the_rest_must_do)
{
	CHECK(strcmp(sum("", 4, "6.1", "riscv64"), sum("", 8, "6.1", "riscv64")) != 0);
}

/* They choose other functions of the C library, and other orders in Python's tables. */
TEST(what_chooses_at_the_start_of_a_program_does_matter)
{
	struct wr_machine_facts f = { X86("1", "Xeon"), 4, "6.1", "x86_64", "", "" };
	char plain[17], buf[17];

	wr_machine_of(&f, plain);
	f.hash_seed = "0";
	CHECK_STR(wr_machine_of(&f, buf), plain);
	f.hash_seed = "7";
	CHECK(strcmp(wr_machine_of(&f, buf), plain) != 0);
	f.hash_seed = "";
	f.tunables = "glibc.cpu.hwcaps=-AVX2";
	CHECK(strcmp(wr_machine_of(&f, buf), plain) != 0);
}

TEST(this_machine_is_always_the_same)
{
	char one[17], two[17];

	CHECK_STR(wr_machine(one), wr_machine(two));
}

static void check_model(const char *cpuinfo, const char *wanted)
{
	struct wr_buf model = WR_BUF_INIT;

	wr_processor_model_of(cpuinfo, &model);
	CHECK_STR(model.data, wanted);
	wr_buf_free(&model);
}

TEST(the_processor_has_a_name)
{
	check_model("processor\t: 0\nmodel\t\t: 1\nmodel name\t: AMD EPYC 7B13\nflags\t\t: fpu\n", "AMD EPYC 7B13");
	check_model("processor\t: 0\nBogoMIPS\t: 50.00\nCPU part\t: 0xd0c\n", "0xd0c");
	check_model("cpu\t\t: POWER9\n", "POWER9");
	check_model("model name\t:\n", "an unknown processor");
	check_model("model name", "an unknown processor");
	check_model("", "an unknown processor");
}
