#ifndef WEIR_ANALYZER_NAME_PARTS_H
#define WEIR_ANALYZER_NAME_PARTS_H

/* name_parts.h - the ends of names as the source writes them; what is returned points into the name. */

const char *an_last_part(const char *name);     /* "customer" of "shop.Order.customer" */
const char *an_last_name(const char *name);     /* "total" of "shop::Order::total" and of "shop.Order.total" */
const char *an_own_name(const char *name);      /* "items" of "self.items" and "shop->items" */

#endif
