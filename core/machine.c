/* machine.c - which machine is this?  See machine.h. */
#include "core/machine.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "core/file.h"
#include "core/text.h"

#define MOST_CPUINFO ((size_t)4 << 20)

/* What tells processor models apart. x86 has a name, ARM three numbers. */
static const char *const telling[] = {
	"vendor_id", "model name", "cpu family", "model", "stepping", "CPU implementer", "CPU architecture",
	"CPU variant", "CPU part", "cpu", NULL
};

/* The length of "key" in "key \t: value". */
static size_t key_length(const char *line, size_t n)
{
	size_t key = 0;

	while (key < n && line[key] != ':')
		key++;
	while (key && (line[key - 1] == ' ' || line[key - 1] == '\t'))
		key--;
	return key;
}

static bool has_key(const char *line, size_t n, const char *key)
{
	return key_length(line, n) == strlen(key) && !memcmp(key, line, strlen(key));
}

static bool is_telling(const char *line, size_t n)
{
	for (size_t i = 0; telling[i]; i++)
		if (has_key(line, n, telling[i]))
			return true;
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

char *wr_machine_of(const struct wr_machine_facts *f, char buf[17])
{
	struct wr_buf text = WR_BUF_INIT;

	add_processor(&text, f->cpuinfo);
	wr_buf_printf(&text, "%ld\n%s\n%s\n", f->cores, f->release, f->architecture);
	if (*f->tunables)
		wr_buf_printf(&text, "tunables %s\n", f->tunables);
	/* 0 is what counting instructions sets where nothing is. */
	if (*f->hash_seed && strcmp(f->hash_seed, "0") != 0)
		wr_buf_printf(&text, "hash seed %s\n", f->hash_seed);
	snprintf(buf, 17, "%016llx", wr_hash(text.data, text.len, 0));
	wr_buf_free(&text);
	return buf;
}

/* Without it the rest must do. */
static void read_cpuinfo(struct wr_buf *out)
{
	(void)wr_file_read("/proc/cpuinfo", MOST_CPUINFO, out, NULL);
	wr_buf_str(out, "");
}

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

char *wr_machine(char buf[17])
{
	struct wr_buf cpuinfo = WR_BUF_INIT;
	struct utsname system;

	read_cpuinfo(&cpuinfo);
	if (uname(&system) < 0)
		memset(&system, 0, sizeof system);
	wr_machine_of(&(struct wr_machine_facts){
		.cpuinfo = cpuinfo.data, .cores = sysconf(_SC_NPROCESSORS_ONLN),
		.release = system.release, .architecture = system.machine,
		.tunables = setting("GLIBC_TUNABLES"), .hash_seed = setting("PYTHONHASHSEED"),
	}, buf);
	wr_buf_free(&cpuinfo);
	return buf;
}

/* The value of the first line with the key, NULL if there is none; *n is its length. */
static const char *value_of(const char *cpuinfo, const char *key, size_t *n)
{
	while (*cpuinfo) {
		size_t line = strcspn(cpuinfo, "\n"), start;

		if (has_key(cpuinfo, line, key)) {
			start = strcspn(cpuinfo, ":\n");
			start += cpuinfo[start] == ':';
			start += strspn(cpuinfo + start, " \t");
			*n = line > start ? line - start : 0;
			if (*n)
				return cpuinfo + start;
		}
		cpuinfo += line + (cpuinfo[line] == '\n');
	}
	return NULL;
}

void wr_processor_model_of(const char *cpuinfo, struct wr_buf *out)
{
	/* x86 and others; ARM has numbers only. */
	static const char *const keys[] = { "model name", "cpu model", "cpu", "CPU part" };

	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		size_t n;
		const char *value = value_of(cpuinfo, keys[k], &n);

		if (value) {
			wr_buf_add(out, value, n);
			return;
		}
	}
	wr_buf_str(out, "an unknown processor");
}

void wr_processor_model(struct wr_buf *out)
{
	struct wr_buf cpuinfo = WR_BUF_INIT;

	read_cpuinfo(&cpuinfo);
	wr_processor_model_of(cpuinfo.data, out);
	wr_buf_free(&cpuinfo);
}
