#ifndef WEIR_REPORT_SVG_P_H
#define WEIR_REPORT_SVG_P_H

#include "core/buf.h"

/* svg_p.h - the few shapes that the charts are made of; classes give the colours. */

/* A picture of that size with its name and what it shows in words (not
 * escaped); id is a number that no other picture of the page has. */
void rp_svg_open(struct wr_buf *out, unsigned id, double width, double height, const char *title,
		 const char *description);
void rp_svg_close(struct wr_buf *out);

/* `class` is trusted text; "" for none. */
void rp_svg_line(struct wr_buf *out, const char *class, double x1, double y1, double x2, double y2);
void rp_svg_rect(struct wr_buf *out, const char *class, double x, double y, double width, double height);
void rp_svg_dot(struct wr_buf *out, const char *class, double x, double y, double radius);
/* anchor: "start", "middle" or "end"; text is escaped. */
void rp_svg_text(struct wr_buf *out, const char *class, double x, double y, const char *anchor,
		 const char *text);
/* A path: open, points, close. */
void rp_svg_path_open(struct wr_buf *out, const char *class);
void rp_svg_path_point(struct wr_buf *out, double x, double y);
void rp_svg_path_close(struct wr_buf *out);

#endif
