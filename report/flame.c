/*
 * flame.c - a flame graph, hanging: what called is above what it called, and a box is as wide as the time that was
 * spent in it.  After Gregg, "The Flame Graph", CACM 59(6), 2016.
 */
#include "report/flame_p.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/units.h"
#include "report/clip_p.h"
#include "report/svg_p.h"

enum { STACKS_MAX = 2000, FRAMES_MAX = 4000, DEPTH_MAX = 40, BOXES_MAX = 300, ROWS_MAX = 40, NAME_BYTES = 120 };

static const double width = 1000, box_height = 20, narrowest = 2, letter = 6.4;

struct frame {
	const char *name;
	double weight, own;             /* with what it called, and without */
	struct frame *parent, *child, *next;
};

struct flame {
	struct wr_arena *arena;
	struct frame *root;
	size_t frames, deepest, left_out;       /* boxes too narrow to draw */
	const char *unit;
	unsigned boxes;
};

static struct frame *child_of(struct flame *f, struct frame *parent, const char *name, size_t n)
{
	struct frame *c = parent->child;

	while (c && (strlen(c->name) != n || memcmp(c->name, name, n)))
		c = c->next;
	if (c || f->frames == FRAMES_MAX)
		return c;
	c = wr_arena_alloc(f->arena, sizeof *c);
	*c = (struct frame){ .name = wr_arena_strndup(f->arena, name, n), .parent = parent, .next = parent->child };
	parent->child = c;
	f->frames++;
	return c;
}

static void add_stack(struct flame *f, const char *stack, double weight)
{
	struct frame *at = f->root;
	size_t depth = 0;

	at->weight += weight;
	while (*stack && depth++ < DEPTH_MAX) {
		size_t n = strcspn(stack, ";");
		struct frame *c = n ? child_of(f, at, stack, n) : at;

		if (!c)
			break;
		if (c != at)
			c->weight += weight;
		at = c;
		stack += n + (stack[n] == ';');
	}
	at->own += weight;
	f->deepest = depth > f->deepest ? depth : f->deepest;
}

static double weight_of(const struct wr_line *line)
{
	double sum = 0;

	for (size_t i = 0; i < line->n; i++)
		if (rp_point_usable(line->points[i]) && line->points[i].y > 0)
			sum += line->points[i].y;
	return sum;
}

static int by_weight(const void *left, const void *right)
{
	const struct frame *a = *(struct frame *const *)left, *b = *(struct frame *const *)right;

	if (a->weight < b->weight || a->weight > b->weight)
		return a->weight > b->weight ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* The children, widest first; *n of them. */
static struct frame **children(struct flame *f, const struct frame *parent, size_t *n)
{
	struct frame **all;
	size_t i = 0;

	*n = 0;
	for (const struct frame *c = parent->child; c; c = c->next)
		++*n;
	all = wr_arena_array(f->arena, *n + 1, sizeof(struct frame *));
	for (struct frame *c = parent->child; c; c = c->next)
		all[i++] = c;
	qsort(all, *n, sizeof *all, by_weight);
	return all;
}

static unsigned tint(const char *name)
{
	return (unsigned)(wr_hash(name, strlen(name), 0) % 5);
}

static const char *share_text(char *buf, size_t n, const struct flame *f, double weight)
{
	char share[32], value[64];

	snprintf(buf, n, "%s, %s", wr_format_percent(share, sizeof share, weight / f->root->weight),
		 wr_format_value(value, sizeof value, weight, f->unit));
	return buf;
}

static void draw_box(struct flame *f, struct wr_buf *out, const struct frame *frame, double x, double w, size_t depth)
{
	double y = (double)depth * box_height;
	size_t room = w > 3 * letter ? (size_t)((w - 8) / letter) : 0;
	const char *name = rp_inert(f->arena, frame->name, NAME_BYTES);
	char share[128];

	wr_buf_printf(out, "<g><title>");
	wr_esc_html(out, name);
	wr_buf_printf(out, ": %s</title>\n", share_text(share, sizeof share, f, frame->weight));
	rp_svg_rect(out, (const char *const[]){ "box b0", "box b1", "box b2", "box b3", "box b4" }[tint(frame->name)], x, y,
		    w - 0.5, box_height - 1);
	if (room > 3)
		rp_svg_text(out, "label", x + 4, y + 14, "start", rp_clip(f->arena, name, room));
	wr_buf_str(out, "</g>\n");
	f->boxes++;
}

/* Depth first; what is too narrow to be seen is left out with all it called. */
static void draw(struct flame *f, struct wr_buf *out, const struct frame *parent, double x, size_t depth)
{
	size_t n;
	struct frame **all = children(f, parent, &n);

	for (size_t i = 0; i < n; i++) {
		double w = all[i]->weight / f->root->weight * width;

		if (w < narrowest || f->boxes == BOXES_MAX) {
			f->left_out++;
			continue;
		}
		draw_box(f, out, all[i], x, w, depth);
		draw(f, out, all[i], x, depth + 1);
		x += w;
	}
}

struct row { const char *name; double own, whole; };

/* Of a function that calls itself, the outermost counts. */
static bool is_outermost(const struct frame *frame)
{
	for (const struct frame *p = frame->parent; p; p = p->parent)
		if (!strcmp(p->name, frame->name))
			return false;
	return true;
}

static void add_rows(const struct frame *frame, struct row *rows, size_t *n)
{
	for (const struct frame *c = frame->child; c; c = c->next) {
		rows[(*n)++] = (struct row){ c->name, c->own, is_outermost(c) ? c->weight : 0 };
		add_rows(c, rows, n);
	}
}

static int by_name(const void *left, const void *right)
{
	return strcmp(((const struct row *)left)->name, ((const struct row *)right)->name);
}

static int by_own(const void *left, const void *right)
{
	const struct row *a = left, *b = right;

	if (a->own < b->own || a->own > b->own)
		return a->own > b->own ? -1 : 1;
	if (a->whole < b->whole || a->whole > b->whole)
		return a->whole > b->whole ? -1 : 1;
	return by_name(a, b);
}

/* One row per function, by its own time. */
static struct row *rows_of(const struct flame *f, size_t *n)
{
	struct row *rows = wr_arena_array(f->arena, f->frames + 1, sizeof *rows);
	size_t all = 0, kept = 0;

	add_rows(f->root, rows, &all);
	qsort(rows, all, sizeof *rows, by_name);
	for (size_t i = 0; i < all; i++) {
		if (kept && !strcmp(rows[kept - 1].name, rows[i].name)) {
			rows[kept - 1].own += rows[i].own;
			rows[kept - 1].whole += rows[i].whole;
		} else {
			rows[kept++] = rows[i];
		}
	}
	qsort(rows, kept, sizeof *rows, by_own);
	*n = kept;
	return rows;
}

static void write_table(const struct flame *f, struct wr_buf *out, const char *name)
{
	size_t n;
	const struct row *rows = rows_of(f, &n);
	char text[128];

	wr_buf_str(out, "<details class=\"data\"><summary>Numbers</summary>\n"
			"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Numbers of ");
	wr_esc_attr(out, name);
	wr_buf_str(out, "\">\n<table><caption>Functions by their own time");
	if (n > ROWS_MAX)
		wr_buf_printf(out, ", %d of %zu", ROWS_MAX, n);
	wr_buf_str(out, "</caption>\n<thead><tr><th scope=\"col\">Function</th><th scope=\"col\" class=\"n\">Own</th>"
			"<th scope=\"col\" class=\"n\">With what it calls</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n && i < ROWS_MAX; i++) {
		wr_buf_str(out, "<tr><th scope=\"row\" class=\"name\">");
		wr_esc_html(out, rp_inert(f->arena, rows[i].name, NAME_BYTES));
		wr_buf_printf(out, "</th><td class=\"n\">%s</td>", share_text(text, sizeof text, f, rows[i].own));
		wr_buf_printf(out, "<td class=\"n\">%s</td></tr>\n", share_text(text, sizeof text, f, rows[i].whole));
	}
	wr_buf_str(out, "</tbody></table></div></details>\n");
}

static void write_caption(const struct flame *f, struct wr_buf *out, const char *name)
{
	wr_buf_str(out, "<figure class=\"chart broad\">\n<figcaption><span class=\"name\">");
	wr_esc_html(out, name);
	wr_buf_str(out, "</span>\n<p>Flame graph: what called stands above what it called; a box is as wide as the time spent in it and "
			"below.");
	if (f->left_out)
		wr_buf_printf(out, " %zu boxes are too narrow to be drawn.", f->left_out);
	wr_buf_str(out, "</p></figcaption>\n<div class=\"canvas\" tabindex=\"0\" role=\"group\" aria-label=\"Flame graph of ");
	wr_esc_attr(out, name);
	wr_buf_str(out, "\">\n");
}

static void gather(struct flame *f, const struct wr_series *series)
{
	for (size_t i = 0; i < series->line_count && i < STACKS_MAX; i++) {
		const struct wr_line *line = &series->lines[i];
		double weight = weight_of(line);

		if (weight > 0 && !strcmp(line->unit, f->unit))
			add_stack(f, line->name, weight);
	}
}

void rp_flame(struct wr_buf *out, struct wr_arena *arena, const struct wr_series *series, unsigned *id)
{
	struct frame root = { .name = "" };
	struct flame f = { .arena = arena, .root = &root, .unit = series->line_count ? series->lines[0].unit : "1" };
	const char *name = rp_clip(arena, series->name, NAME_BYTES);
	struct wr_buf boxes = WR_BUF_INIT;
	char text[128];

	gather(&f, series);
	if (!root.child || !isfinite(root.weight))
		return;
	wr_buf_str(&boxes, "");
	draw(&f, &boxes, &root, 0, 0);
	write_caption(&f, out, name);
	snprintf(text, sizeof text, "%zu functions on %zu levels.", f.frames, f.deepest);
	rp_svg_open(out, (*id)++, width, (double)f.deepest * box_height, name, text);
	wr_buf_add(out, boxes.data, boxes.len);
	rp_svg_close(out);
	wr_buf_str(out, "</div>\n");
	write_table(&f, out, name);
	wr_buf_str(out, "</figure>\n");
	wr_buf_free(&boxes);
}
