/* machine.c - whether two machines' times may be compared. */
#include "gate/machine_p.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "core/file.h"
#include "core/text.h"
#include "gate/gate.h"

/* What tells processor models apart; not the clock, which differs by 0.1 % from
 * one start to the next. x86 has a name, ARM three numbers. */
static const char *const telling[] = {
	"vendor_id", "model name", "cpu family", "model", "stepping", "CPU implementer", "CPU architecture",
	"CPU variant", "CPU part", "cpu", NULL
};

static bool is_telling(const char *line, size_t n)
{
	size_t key = 0;

	while (key < n && line[key] != ':')
		key++;
	while (key && (line[key - 1] == ' ' || line[key - 1] == '\t'))
		key--;
	for (size_t i = 0; telling[i]; i++) {
		if (strlen(telling[i]) == key && !memcmp(telling[i], line, key))
			return true;
	}
	return false;
}

/* Of the first processor: an empty line ends it. */
static void add_processor(struct wr_buf *out, const char *cpuinfo)
{
	while (*cpuinfo && *cpuinfo != '\n') {
		size_t n = strcspn(cpuinfo, "\n");

		if (is_telling(cpuinfo, n)) {
			wr_buf_add(out, cpuinfo, n);
			wr_buf_char(out, '\n');
		}
		cpuinfo += n + (cpuinfo[n] == '\n');
	}
}

char *gt_machine_of(const char *cpuinfo, long cores, const char *release, const char *architecture, char buf[17])
{
	struct wr_buf text = WR_BUF_INIT;

	add_processor(&text, cpuinfo);
	wr_buf_printf(&text, "%ld\n%s\n%s\n", cores, release, architecture);
	snprintf(buf, 17, "%016llx", wr_hash(text.data, text.len, 0));
	wr_buf_free(&text);
	return buf;
}

char *gt_machine(char buf[17])
{
	struct wr_buf cpuinfo = WR_BUF_INIT;
	struct utsname system;

	/* Without it the rest must do. */
	(void)wr_file_read("/proc/cpuinfo", (size_t)4 << 20, &cpuinfo, NULL);
	if (uname(&system) < 0)
		memset(&system, 0, sizeof system);
	gt_machine_of(cpuinfo.len ? cpuinfo.data : "", sysconf(_SC_NPROCESSORS_ONLN), system.release, system.machine, buf);
	wr_buf_free(&cpuinfo);
	return buf;
}
