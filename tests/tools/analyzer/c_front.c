/*
 * c_front.c - files through the C front end, in this process.
 *
 *	c_front [-p BUILD_DIR] [-r ROOT] [-d] FILE...
 *
 * Prints processor seconds and counts; -d prints every record of every unit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include "analyzer/front.h"

struct counts { unsigned files, failed, functions, loops, ops, writes, symbols; unsigned long long lines, bytes; };

static double processor_seconds(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

static void count(struct counts *c, const an_unit *u)
{
	c->functions += an_unit_count(u, AN_FUNCTIONS) - 1;
	c->loops += an_unit_count(u, AN_LOOPS) - 1;
	c->ops += an_unit_count(u, AN_OPS) - 1;
	c->writes += an_unit_count(u, AN_WRITES) - 1;
	c->symbols += an_unit_count(u, AN_SYMBOLS) - 1;
	c->lines += u->lines;
	c->bytes += u->size;
}

static void read_one(void *state, const char *path, bool dump, struct counts *c)
{
	struct wr_buf out = WR_BUF_INIT, text = WR_BUF_INIT;
	struct wr_err err = { .code = WR_OK };

	c->files++;
	if (an_front_c.read(state, path, &out, &err) || an_unit_check(out.data, out.len, &err)) {
		fprintf(stderr, "%s\n", err.message);
		c->failed++;
	} else {
		count(c, (const an_unit *)(const void *)out.data);
		if (dump) {
			an_unit_dump((const an_unit *)(const void *)out.data, &text);
			fwrite(text.data, 1, text.len, stdout);
		}
	}
	wr_buf_free(&out);
	wr_buf_free(&text);
}

int main(int argc, char **argv)
{
	struct an_front_setup setup = { .root = "." };
	struct wr_err err = { .code = WR_OK };
	struct counts c = { 0 };
	bool dump = false;
	double start;
	void *state;
	int option;

	while ((option = getopt(argc, argv, "p:r:d")) != -1) {
		if (option == 'p')
			setup.build_dir = optarg;
		else if (option == 'r')
			setup.root = optarg;
		else if (option == 'd')
			dump = true;
		else
			return 2;
	}
	state = an_front_c.open(&setup, &err);
	if (!state) {
		fprintf(stderr, "%s\n", err.message);
		return 3;
	}
	start = processor_seconds();
	for (int i = optind; i < argc; i++)
		read_one(state, argv[i], dump, &c);
	printf("cpu %.3f s, %u files, %u failed, %llu lines, %u functions, %u loops, %u ops, %u writes, %u symbols, "
	       "%llu bytes\n", processor_seconds() - start, c.files, c.failed, c.lines, c.functions, c.loops, c.ops,
	       c.writes, c.symbols, c.bytes);
	an_front_c.close(state);
	return 0;
}
