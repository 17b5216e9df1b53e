/* machine.c - on what, and beside what, was it measured? */
#include "profiler/machine_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/file.h"
#include "core/text.h"

#define NOTE "measured on "

/* The value of "key  : value", NULL if the line has another key. */
static const char *value_of(const char *line, const char *key)
{
	if (!wr_starts_with(line, key))
		return NULL;
	line += strlen(key);
	line += strspn(line, " \t");
	if (*line != ':')
		return NULL;
	return line + 1 + strspn(line + 1, " \t");
}

void pf_machine_model_of(const char *cpuinfo, struct wr_buf *out)
{
	/* x86 and others; ARM has numbers only. */
	static const char *const keys[] = { "model name", "cpu model", "cpu", "CPU part" };

	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		for (const char *line = cpuinfo; *line; line += strcspn(line, "\n"), line += *line == '\n') {
			const char *value = value_of(line, keys[k]);

			if (!value || strcspn(value, "\n") == 0)
				continue;
			wr_buf_add(out, value, strcspn(value, "\n"));
			return;
		}
	}
	wr_buf_str(out, "an unknown processor");
}

static void read_text(const char *path, struct wr_buf *out)
{
	/* What is not there says nothing. */
	(void)wr_file_read(path, (size_t)4 << 20, out, NULL);
	wr_buf_str(out, "");
}

void pf_machine_model(struct wr_buf *out)
{
	struct wr_buf cpuinfo = WR_BUF_INIT;

	read_text("/proc/cpuinfo", &cpuinfo);
	pf_machine_model_of(cpuinfo.data, out);
	wr_buf_free(&cpuinfo);
}

static bool is_noted(const struct wr_run *run)
{
	for (size_t i = 0; i < run->notice_count; i++)
		if (wr_starts_with(run->notices[i].message, NOTE))
			return true;
	return false;
}

void pf_note_machine(struct wr_run *run)
{
	struct wr_buf model = WR_BUF_INIT;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	double load;

	if (is_noted(run))
		return;
	pf_machine_model(&model);
	if (getloadavg(&load, 1) == 1)
		wr_run_note(run, WR_NOTE, NOTE "%s, %ld processor%s, load average %.1f", model.data, processors,
			    processors == 1 ? "" : "s", load);
	else
		wr_run_note(run, WR_NOTE, NOTE "%s, %ld processor%s", model.data, processors, processors == 1 ? "" : "s");
	wr_buf_free(&model);
}

double pf_cpu_pressure_of(const char *text)
{
	const char *some = strstr(text, "some "), *total = some ? strstr(some, "total=") : NULL;
	char *end;
	double microseconds;

	if (!total)
		return NAN;
	microseconds = strtod(total + strlen("total="), &end);
	return end > total + strlen("total=") ? microseconds * 1e-6 : NAN;
}

double pf_cpu_pressure(void)
{
	struct wr_buf text = WR_BUF_INIT;
	double seconds;

	read_text("/proc/pressure/cpu", &text);
	seconds = pf_cpu_pressure_of(text.data);
	wr_buf_free(&text);
	return seconds;
}
