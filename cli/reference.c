/* reference.c - docs/configuration.md, printed from the tables that read weir.yaml. */
#include "cli/manual.h"

#include "cli/config.h"

static const char head[] =
	"# weir.yaml\n"
	"\n"
	"The configuration of `weir run`, found upwards from the working folder up to the repository's root; `--config`\n"
	"names another file. `weir init` writes one that fits the tree. This page is printed by `weir manual configuration`\n"
	"from the tables that read the file.\n"
	"\n"
	"* Options on the command line beat the file. With a base revision, thresholds are read from the base's file.\n"
	"* An unknown key, a value of the wrong kind or out of its range ends the run with exit code 2 and file, line and\n"
	"  column. Anchors, aliases, merge keys and tags are refused: the file says what it means.\n"
	"* Paths are relative to the file. `{tree}` in a command is the tree under test: this one, or the base's.\n"
	"* Durations are written `250us`, `12ms`, `1.5s`, `2m` or `1h`; sizes `512`, `64KiB` or `10MB`; ratios `3%` or `0.03`.\n";

/* A number as it is written in the file: "24h", "0.1%". */
static void print_number(enum wr_field_kind kind, double v, FILE *out)
{
	if (kind == WR_FIELD_RATIO)
		fprintf(out, "%g%%", 100 * v);
	else if (kind != WR_FIELD_DURATION)
		fprintf(out, "%.15g", v);
	else if (v < 1)
		fprintf(out, "%gms", 1e3 * v);
	else if (v < 3600 || v > 1e6)
		fprintf(out, "%.15gs", v);
	else
		fprintf(out, "%gh", v / 3600);
}

static void print_range(const struct wr_field *f, FILE *out)
{
	if (f->min >= f->max)
		return;
	fputs(", ", out);
	print_number(f->kind, f->min, out);
	fputs(" to ", out);
	print_number(f->kind, f->max, out);
}

static void print_choices(const struct wr_field *f, FILE *out)
{
	for (const char *const *c = f->choices; *c; c++)
		fprintf(out, "%s`%s`", c == f->choices ? "" : ", ", *c);
}

static void print_kind(const struct wr_field *f, FILE *out)
{
	static const char *const words[] = {
		[WR_FIELD_STRING] = "text", [WR_FIELD_BOOL] = "`true` or `false`", [WR_FIELD_INT] = "whole number",
		[WR_FIELD_NUMBER] = "number", [WR_FIELD_DURATION] = "duration", [WR_FIELD_SIZE] = "size",
		[WR_FIELD_RATE] = "rate", [WR_FIELD_RATIO] = "ratio", [WR_FIELD_STRINGS] = "list of texts",
		[WR_FIELD_STRUCT] = "section", [WR_FIELD_LIST] = "list of sections",
		[WR_FIELD_MAP] = "section per name",
	};

	if (f->kind == WR_FIELD_CHOICE) {
		print_choices(f, out);
		return;
	}
	fputs(words[f->kind], out);
	print_range(f, out);
}

/* A bar would end the cell. */
static void print_help(const char *help, FILE *out)
{
	for (; *help; help++)
		fprintf(out, *help == '|' ? "\\%c" : "%c", *help);
}

static void print_rows(const struct wr_field *table, FILE *out)
{
	fputs("| key | value | |\n|---|---|---|\n", out);
	for (const struct wr_field *f = table; f->key; f++) {
		fprintf(out, "| `%s` | ", f->key);
		print_kind(f, out);
		fprintf(out, " | %s", f->required ? "**required**; " : "");
		print_help(f->help, out);
		fputs(" |\n", out);
	}
}

/* The tables within, each under the path of its keys: "bench.benchmarks[]". */
static void print_sections(const struct wr_field *table, const char *path, int level, FILE *out)
{
	for (const struct wr_field *f = table; f->key; f++) {
		char name[200];

		if (!f->table)
			continue;
		snprintf(name, sizeof name, "%s%s%s%s", path, *path ? "." : "", f->key,
			 f->kind == WR_FIELD_LIST ? "[]" : f->kind == WR_FIELD_MAP ? ".NAME" : "");
		fprintf(out, "\n%.*s %s\n\n", level, "######", name);
		print_rows(f->table, out);
		print_sections(f->table, name, level < 6 ? level + 1 : level, out);
	}
}

void cli_print_configuration(FILE *out)
{
	fputs(head, out);
	fputs("\n", out);
	print_rows(cli_config_fields(), out);
	print_sections(cli_config_fields(), "", 2, out);
}
