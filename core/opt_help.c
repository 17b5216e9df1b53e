/* opt_help.c - the tables of options as a reader wants them. */
#include "core/opt.h"

#include <string.h>
#include "core/buf.h"

#define WIDEST 30       /* a longer left column gets a line of its own */

static void left_column(struct wr_buf *out, const struct wr_opt *o)
{
	if (o->letter)
		wr_buf_printf(out, "  -%c, --%s", o->letter, o->name);
	else
		wr_buf_printf(out, "      --%s", o->name);
	if (o->kind != WR_OPT_FLAG)
		wr_buf_printf(out, " %s", o->argument ? o->argument : "VALUE");
}

static void print_choices(const struct wr_opt *o, FILE *out)
{
	if (o->kind != WR_OPT_CHOICE)
		return;
	for (int i = 0; o->choices[i]; i++)
		fprintf(out, "%s%s", i ? ", " : " (", o->choices[i]);
	fputc(')', out);
}

static size_t widest_column(const struct wr_opt *const *tables, struct wr_buf *left)
{
	size_t width = 0;

	for (; *tables; tables++) {
		for (const struct wr_opt *o = *tables; o->name; o++) {
			wr_buf_clear(left);
			left_column(left, o);
			if (left->len > width && left->len <= WIDEST)
				width = left->len;
		}
	}
	return width;
}

static void print_row(const struct wr_opt *o, struct wr_buf *left, int width, FILE *out)
{
	wr_buf_clear(left);
	left_column(left, o);
	if (left->len > (size_t)width) {
		fprintf(out, "%s\n", left->data);
		wr_buf_clear(left);
	}
	fprintf(out, "%-*s  %s", width, left->data, o->help);
	print_choices(o, out);
	fputc('\n', out);
}

void wr_opt_help(const struct wr_opt *const *tables, FILE *out)
{
	struct wr_buf left = WR_BUF_INIT;
	int width = (int)widest_column(tables, &left);

	for (; *tables; tables++) {
		for (const struct wr_opt *o = *tables; o->name; o++)
			print_row(o, &left, width, out);
	}
	wr_buf_free(&left);
}
