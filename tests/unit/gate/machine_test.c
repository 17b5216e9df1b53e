/* machine_test.c - which machines are the same. */
#include "tests/unit/unit.h"

#include "gate/gate.h"
#include "gate/machine_p.h"

#define X86(mhz, model) \
	"processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: " model "\ncpu MHz\t\t: " mhz "\nbogomips\t: " mhz "\n\n" \
	"processor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Other\ncpu MHz\t\t: 1\n\n"

static const char *sum(const char *cpuinfo, long cores, const char *release, const char *architecture)
{
	static char bufs[2][17];
	static int next;

	next = !next;
	return gt_machine_of(cpuinfo, cores, release, architecture, bufs[next]);
}

TEST(the_clock_does_not_matter)
{
	CHECK_STR(sum(X86("2394.454", "Xeon"), 4, "6.1", "x86_64"), sum(X86("2395.001", "Xeon"), 4, "6.1", "x86_64"));
}

TEST(model_cores_kernel_and_architecture_do)
{
	char same[17];

	gt_machine_of(X86("1", "Xeon"), 4, "6.1", "x86_64", same);
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

TEST(this_machine_is_always_the_same)
{
	char one[17], two[17];

	CHECK_STR(gt_machine(one), gt_machine(two));
}
