/*
 * analyze_tree.c - prints what the analyzer finds.
 *
 *	analyze_tree [--rule ID]... [--exclude GLOB]... [--root DIR] [-p BUILD_DIR] [--cache DIR] [--jobs N]
 *		[--base DIR] PATH...
 *	analyze_tree --rules
 *
 * --base compares with another folder (rules that ask for it).  One line per finding, "path:line:column: rule: message", its chain indented below, then measures
 * and notices.  --rules lists each rule's id and languages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/analyzer.h"

static void print_finding(const struct wr_finding *f)
{
	printf("%s:%u:%u: %s: %s [%s, %s] %s\n", f->at.path, f->at.line, f->at.column, f->rule, f->message,
	       wr_severity_name(f->severity), wr_confidence_name(f->confidence), f->fingerprint);
	for (size_t i = 0; i < f->chain_length; i++)
		printf("\t%s:%u: %s\n", f->chain[i].at.path, f->chain[i].at.line, f->chain[i].message);
}

static void print_run(const struct wr_run *run)
{
	for (size_t i = 0; i < run->finding_count; i++)
		print_finding(&run->findings[i]);
	for (size_t i = 0; i < run->measure_count; i++)
		printf("%s = %g\n", run->measures[i].name, run->measures[i].now.value);
	for (size_t i = 0; i < run->notice_count; i++)
		printf("notice: %s\n", run->notices[i].message);
}

static int print_rules(void)
{
	for (const struct wr_rule *const *rule = an_rules(); *rule; rule++)
		printf("%s\t%s\n", (*rule)->id, (*rule)->languages);
	return 0;
}

static int analyze_base(const char *folder, struct an_degrees **degrees, struct wr_err *err)
{
	struct an_options o = { .root = folder, .paths = &folder, .path_count = 1, .degrees = degrees };
	struct wr_run *run = wr_run_new();
	int result = an_analyze(&o, run, err);

	wr_run_free(run);
	return result;
}

int main(int argc, char **argv)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;
	const char *rules[64], *paths[1024], *excludes[64];
	struct an_degrees *degrees = NULL;
	const char *base = NULL;
	size_t cached = 0;
	struct an_options o = { .paths = paths, .only = rules, .exclude = excludes, .cached_files = &cached };
	int result;

	if (argc == 2 && !strcmp(argv[1], "--rules")) {
		wr_run_free(run);
		return print_rules();
	}
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--rule") && i + 1 < argc && o.only_count < 64)
			rules[o.only_count++] = argv[++i];
		else if (!strcmp(argv[i], "--root") && i + 1 < argc)
			o.root = argv[++i];
		else if (!strcmp(argv[i], "--exclude") && i + 1 < argc && o.exclude_count < 64)
			excludes[o.exclude_count++] = argv[++i];
		else if (!strcmp(argv[i], "-p") && i + 1 < argc)
			o.build_dir = argv[++i];
		else if (!strcmp(argv[i], "--cache") && i + 1 < argc)
			o.cache_dir = argv[++i];
		else if (!strcmp(argv[i], "--base") && i + 1 < argc)
			base = argv[++i];
		else if (!strcmp(argv[i], "--jobs") && i + 1 < argc)
			o.jobs = (unsigned)atoi(argv[++i]);
		else if (o.path_count < 1024)
			paths[o.path_count++] = argv[i];
	}
	result = base ? analyze_base(base, &degrees, &err) : 0;
	o.base_degrees = degrees;
	result = result ? result : an_analyze(&o, run, &err);
	an_degrees_free(degrees);
	if (result)
		fprintf(stderr, "%s\n", err.message);
	wr_run_sort(run);
	print_run(run);
	if (o.cache_dir)
		printf("%zu from the cache\n", cached);
	wr_run_free(run);
	return result ? 3 : 0;
}
