/* machine.c - on what, and beside what, was it measured? */
#include "profiler/machine_p.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/clock.h"
#include "core/file.h"
#include "core/machine.h"

void pf_note_machine(struct wr_run *run)
{
	const char *tunables = getenv("GLIBC_TUNABLES");
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct wr_buf model = WR_BUF_INIT;
	char machine[17];

	if (run->machine)
		return;
	wr_run_set_machine(run, wr_machine(machine));
	wr_processor_model(&model);
	wr_run_note(run, WR_NOTE, "measured on %s, %ld processor%s%s%s", model.data, processors, processors == 1 ? "" : "s",
		    tunables ? ", GLIBC_TUNABLES " : "", tunables ? tunables : "");
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

double pf_stolen_ticks_of(const char *text)
{
	double stolen;

	return sscanf(text, "cpu %*f %*f %*f %*f %*f %*f %*f %lf", &stolen) == 1 ? stolen : (double)NAN;
}

static double read_number(const char *path, double (*of)(const char *text))
{
	struct wr_buf text = WR_BUF_INIT;
	double number;

	/* What is not there says nothing. */
	(void)wr_file_read(path, (size_t)4 << 20, &text, NULL);
	wr_buf_str(&text, "");
	number = of(text.data);
	wr_buf_free(&text);
	return number;
}

static struct pf_surroundings look(void)
{
	struct pf_surroundings s = {
		.started = wr_monotonic(),
		.pressure = read_number("/proc/pressure/cpu", pf_cpu_pressure_of),
		.stolen = read_number("/proc/stat", pf_stolen_ticks_of),
	};

	return s;
}

struct pf_surroundings pf_surroundings_begin(void)
{
	struct pf_surroundings s = look();

	if (getloadavg(&s.load, 1) != 1)
		s.load = NAN;
	return s;
}

void pf_surroundings_end(struct pf_surroundings *s)
{
	struct pf_surroundings now = look();
	double seconds = now.started - s->started;
	double ticks = seconds * (double)sysconf(_SC_CLK_TCK) * (double)sysconf(_SC_NPROCESSORS_ONLN);

	s->pressure_share = fmin(1, (now.pressure - s->pressure) / seconds);
	s->stolen_share = fmin(1, (now.stolen - s->stolen) / ticks);
	/* fmin() takes the number where the other is none. */
	if (isnan(now.pressure) || isnan(s->pressure))
		s->pressure_share = NAN;
	if (isnan(now.stolen) || isnan(s->stolen))
		s->stolen_share = NAN;
}

void pf_publish_surroundings(struct wr_run *run, const char *part, const struct pf_surroundings *s)
{
	const struct { const char *name, *unit; double value; } facts[] = {
		{ "load_average", "1", s->load }, { "cpu_pressure", "ratio", s->pressure_share },
		{ "cpu_steal", "ratio", s->stolen_share },
	};
	struct wr_arena *arena = wr_arena_new();

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (isfinite(facts[i].value))
			wr_run_add_fact(run, "bench", wr_arena_printf(arena, "bench.%s.%s", part, facts[i].name),
					facts[i].unit, WR_LOWER_IS_BETTER, facts[i].value);
	wr_arena_free(arena);
}
