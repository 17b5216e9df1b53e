#include "report/svg_p.h"

#include <math.h>

#include "core/text.h"

/* A tenth of a pixel is more than a screen shows; whole numbers are shorter. */
static void number(struct wr_buf *out, double v)
{
	double tenths = round(v * 10);

	if (fmod(tenths, 10) == 0)
		wr_buf_printf(out, "%.0f", tenths / 10 + 0.0);
	else
		wr_buf_printf(out, "%.1f", tenths / 10);
}

static void attribute(struct wr_buf *out, const char *name, double v)
{
	wr_buf_printf(out, " %s=\"", name);
	number(out, v);
	wr_buf_char(out, '"');
}

static void open_tag(struct wr_buf *out, const char *tag, const char *class)
{
	wr_buf_printf(out, "<%s", tag);
	if (*class)
		wr_buf_printf(out, " class=\"%s\"", class);
}

void rp_svg_open(struct wr_buf *out, unsigned id, double width, double height, const char *title,
		 const char *description)
{
	wr_buf_printf(out, "<svg role=\"img\" aria-labelledby=\"t%u\" aria-describedby=\"d%u\"", id, id);
	wr_buf_str(out, " viewBox=\"0 0 ");
	number(out, width);
	wr_buf_char(out, ' ');
	number(out, height);
	wr_buf_printf(out, "\">\n<title id=\"t%u\">", id);
	wr_esc_html(out, title);
	wr_buf_printf(out, "</title>\n<desc id=\"d%u\">", id);
	wr_esc_html(out, description);
	wr_buf_str(out, "</desc>\n");
}

void rp_svg_close(struct wr_buf *out)
{
	wr_buf_str(out, "</svg>\n");
}

void rp_svg_line(struct wr_buf *out, const char *class, double x1, double y1, double x2, double y2)
{
	open_tag(out, "line", class);
	attribute(out, "x1", x1);
	attribute(out, "y1", y1);
	attribute(out, "x2", x2);
	attribute(out, "y2", y2);
	wr_buf_str(out, "/>\n");
}

void rp_svg_rect(struct wr_buf *out, const char *class, double x, double y, double width, double height)
{
	open_tag(out, "rect", class);
	attribute(out, "x", x);
	attribute(out, "y", y);
	attribute(out, "width", width);
	attribute(out, "height", height);
	wr_buf_str(out, "/>\n");
}

void rp_svg_dot(struct wr_buf *out, const char *class, double x, double y, double radius)
{
	open_tag(out, "circle", class);
	attribute(out, "cx", x);
	attribute(out, "cy", y);
	attribute(out, "r", radius);
	wr_buf_str(out, "/>\n");
}

void rp_svg_text(struct wr_buf *out, const char *class, double x, double y, const char *anchor,
		 const char *text)
{
	open_tag(out, "text", class);
	attribute(out, "x", x);
	attribute(out, "y", y);
	wr_buf_printf(out, " text-anchor=\"%s\">", anchor);
	wr_esc_html(out, text);
	wr_buf_str(out, "</text>\n");
}

void rp_svg_path_open(struct wr_buf *out, const char *class)
{
	open_tag(out, "path", class);
	wr_buf_str(out, " d=\"M");
}

void rp_svg_path_point(struct wr_buf *out, double x, double y)
{
	if (out->data[out->len - 1] != 'M')
		wr_buf_char(out, 'L');
	number(out, x);
	wr_buf_char(out, ' ');
	number(out, y);
}

void rp_svg_path_close(struct wr_buf *out)
{
	wr_buf_str(out, "\"/>\n");
}
