#include "tests/unit/unit.h"

#include "analyzer/name_parts.h"

TEST(a_last_part_is_behind_the_last_dot)
{
	assert_string_equal(an_last_part("shop.Order.customer"), "customer");
	assert_string_equal(an_last_part("shop::Order::total"), "shop::Order::total");
	assert_string_equal(an_last_part("plain"), "plain");
	assert_string_equal(an_last_part("ends."), "");
	assert_string_equal(an_last_part(""), "");
}

TEST(a_last_name_is_behind_a_dot_or_a_colon)
{
	assert_string_equal(an_last_name("shop.Order.total"), "total");
	assert_string_equal(an_last_name("shop::Order::total"), "total");
	assert_string_equal(an_last_name("a::b.c"), "c");
	assert_string_equal(an_last_name("a.b::c"), "c");
	assert_string_equal(an_last_name("main"), "main");
}

TEST(an_own_name_is_behind_a_dot_or_an_arrow)
{
	assert_string_equal(an_own_name("self.items"), "items");
	assert_string_equal(an_own_name("shop->items"), "items");
	assert_string_equal(an_own_name("a->b.c"), "c");
	assert_string_equal(an_own_name("a.b->c"), "c");
	assert_string_equal(an_own_name("items"), "items");
}
