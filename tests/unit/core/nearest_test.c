/* nearest_test.c - which word was meant. */
#include "tests/unit/unit.h"

#include "core/nearest.h"

static const char *best(const char *word, const char *const *candidates)
{
	struct wr_nearest n = { .word = word };

	for (; *candidates; candidates++)
		wr_nearest_offer(&n, *candidates);
	return n.best ? n.best : "none";
}

TEST(typing_errors_are_near)
{
	static const char *const words[] = { "output", "format", "jobs", "base", "baseline", "max-slowdown", NULL };

	CHECK_STR(best("outptu", words), "output");
	CHECK_STR(best("fromat", words), "format");
	CHECK_STR(best("job", words), "jobs");
	CHECK_STR(best("baselin", words), "baseline");
	CHECK_STR(best("bas", words), "base");
	CHECK_STR(best("max_slowdown", words), "max-slowdown");
	CHECK_STR(best("jobs", words), "jobs");
}

TEST(other_words_are_not)
{
	static const char *const words[] = { "output", "jobs", "x", NULL };

	CHECK_STR(best("outt", words), "output");       /* two of six letters */
	CHECK_STR(best("input", words), "none");        /* three */
	CHECK_STR(best("zebra", words), "none");
	CHECK_STR(best("", words), "none");
	CHECK_STR(best("y", words), "none");
	CHECK_STR(best("jo", words), "none");
}

TEST(the_first_of_equals_wins)
{
	static const char *const words[] = { "bat", "cat", NULL };

	CHECK_STR(best("xat", words), "bat");
}

TEST(a_word_of_any_length_is_compared_safely)
{
	char word[5000];
	const char *const words[] = { "output", word, NULL };

	memset(word, 'a', sizeof word - 1);
	word[sizeof word - 1] = '\0';
	CHECK_STR(best(word, words), "none");
	word[64] = '\0';
	CHECK_EQ("64 letters are", best(word, words) == word, 1);
}

TEST(choosing)
{
	static const char *const choices[] = { "text", "json", NULL };
	struct wr_buf why = WR_BUF_INIT;

	CHECK_EQ("there", wr_choose("json", choices, &why), 1);
	CHECK_EQ("nothing said", why.len, 0);
	CHECK_EQ("near", wr_choose("jsno", choices, &why), -1);
	CHECK_STR(why.data, "'jsno' is none of text, json; did you mean json?");
	wr_buf_clear(&why);
	CHECK_EQ("far", wr_choose("pdf", choices, &why), -1);
	CHECK_STR(why.data, "'pdf' is none of text, json");
	wr_buf_free(&why);
}
