#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/text.h"

static const char *escaped(wr_escaper *escape, const char *s)
{
	static struct wr_buf out;

	wr_buf_clear(&out);
	escape(&out, s);
	wr_buf_add(&out, "", 0);
	return out.data;
}

struct pair { const char *in, *out; };

static void check_all(wr_escaper *escape, const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		CHECK_STR(escaped(escape, pairs[i].in), pairs[i].out);
}
#define CHECK_ALL(escape, pairs) check_all(escape, pairs, sizeof(pairs) / sizeof *(pairs))

#define RLO "\xE2\x80\xAE"      /* U+202E, right-to-left override */
#define ZWSP "\xE2\x80\x8B"

TEST(html)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "plain text", "plain text" },
		{ "\"><script>alert('x')</script>",
		  "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" },
		{ "a & b", "a &amp; b" },
		{ "&amp;", "&amp;amp;" },
		{ "\x1B[31mred\x1B[0m", "\\x1b[31mred\\x1b[0m" },
		{ "abc" RLO "def", "abc\\u{202E}def" },
		{ "one\ntwo\tthree\r", "one\ntwo\tthree\\x0d" },
		{ "\xFF\xC0\xAF\xED\xA0\x80", "\\xff\\xc0\\xaf\\xed\\xa0\\x80" },
		{ "\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80", "\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80" },
		{ "\xC2\x9B" "31m", "\\u{009B}31m" },          /* the one-byte CSI of C1 */
		{ "cut \xE2\x82", "cut \\xe2\\x82" },
	};

	CHECK_ALL(wr_esc_html, pairs);
}

TEST(attribute)
{
	static const struct pair pairs[] = {
		{ "\" onload=\"x", "&quot; onload=&quot;x" },
		{ "' `x`", "&#39; &#96;x&#96;" },
		{ "a\nb\tc\rd", "a&#10;b&#9;c\\x0dd" },
		{ "<>&", "&lt;&gt;&amp;" },
		{ "\xD8\x9C\xE2\x81\xA6", "\\u{061C}\\u{2066}" },
	};

	CHECK_ALL(wr_esc_attr, pairs);
}

TEST(url_path)
{
	static const struct pair pairs[] = {
		{ "src/a-b_c.~1", "src/a-b_c.~1" },
		{ "a b?c#d&e", "a%20b%3Fc%23d%26e" },
		{ "javascript:alert(1)", "javascript%3Aalert%281%29" },
		{ "//evil.example/x", "/%2Fevil.example/x" },
		{ "a///b", "a/%2F%2Fb" },
		{ "../../etc/passwd", "%252E%252E/%252E%252E/etc/passwd" },
		{ "a/..", "a/%252E%252E" },
		{ "a/..b/c../...", "a/..b/c../..." },
		{ "./a/.", "./a/." },
		{ "%2e%2e/", "%252e%252e/" },
		{ "\xC3\xA9\xFF\x01", "%C3%A9%FF%01" },
		{ "\"><script>", "%22%3E%3Cscript%3E" },
		{ "\\\\host", "%5C%5Chost" },
	};

	CHECK_ALL(wr_esc_url_path, pairs);
}

TEST(json)
{
	static const struct pair pairs[] = {
		{ "\"\\/\b\f\n\r\t", "\\\"\\\\/\\b\\f\\n\\r\\t" },
		{ "</script><!--", "\\u003c/script>\\u003c!--" },
		{ "\x01\x1F\x7F", "\\u0001\\u001f\\u007f" },
		{ RLO "\xE2\x80\xA8\xE2\x80\xA9", "\\u202e\\u2028\\u2029" },
		{ "\xFF\xED\xBF\xBF", "\\\\xff\\\\xed\\\\xbf\\\\xbf" },
		{ "\xC3\xA9\xF0\x9F\x98\x80", "\xC3\xA9\xF0\x9F\x98\x80" },
	};

	CHECK_ALL(wr_esc_json, pairs);
}

TEST(xml)
{
	static const struct pair pairs[] = {
		{ "]]><a b='c'>&", "]]&gt;&lt;a b=&#39;c&#39;&gt;&amp;" },
		{ "a\nb\tc\rd", "a&#10;b&#9;c&#13;d" },
		{ "\x01\x1B[0m\x7F", "\\x01\\x1b[0m\\x7f" },
		{ "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\\u{FFFE}\\u{FFFF}\xEF\xBF\xBD" },
		{ "\xFE", "\\xfe" },
	};

	CHECK_ALL(wr_esc_xml, pairs);
}

TEST(markdown)
{
	static const struct pair pairs[] = {
		{ "plain, text (with 3 words)", "plain, text (with 3 words)" },
		{ "**b** _i_ ~~s~~ `c`", "\\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~ \\`c\\`" },
		{ "[x](http://e.example)", "\\[x\\](http:" ZWSP "//e.example)" },
		{ "![x](y)", "\\!\\[x\\](y)" },
		{ "<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;" },
		{ "a|b\\|c", "a&#124;b\\\\&#124;c" },
		{ "&lt;", "&amp;lt;" },
		{ "hi @mention", "hi @" ZWSP "mention" },
		{ "me@host.example", "me@" ZWSP "host.example" },
		{ "fixes #12, o/r#3", "fixes \\#" ZWSP "12, o/r\\#" ZWSP "3" },
		{ "GH-12 gh-x", "GH-" ZWSP "12 gh-x" },
		{ "www.e.example", "www." ZWSP "e.example" },
		{ "mailto:x", "mailto:" ZWSP "x" },
		{ "std::sort 12:30", "std::sort 12:30" },
		{ "# heading", "\\#" ZWSP " heading" },
		{ "- item", "\\- item" },
		{ "+ item", "\\+ item" },
		{ "===", "\\===" },
		{ "::error::x", "\\::error::x" },
		{ "1. item", "1\\. item" },
		{ "12) item", "12\\) item" },
		{ "v1. item 2.", "v1. item 2." },
		{ ".5", ".5" },
		{ "    code", "code" },
		{ " \n- item", "\\- item" },
		{ "a\n- b\r\nc\td", "a - b  c d" },
		{ "$x$", "\\$x\\$" },
		{ "\x1B]0;t\x07", "\\\\x1b\\]0;t\\\\x07" },
		{ RLO, "\\\\u{202E}" },
		{ "\xFF\xC0\x80", "\\\\xff\\\\xc0\\\\x80" },
		{ "\xC3\xA9", "\xC3\xA9" },
	};

	CHECK_ALL(wr_esc_markdown, pairs);
}

TEST(markdown_code)
{
	static const struct pair pairs[] = {
		{ "x", "` x `" },
		{ "", "`  `" },
		{ "a`b", "`` a`b ``" },
		{ "``", "``` `` ```" },
		{ "`````", "`````` ````` ``````" },
		{ "a|b", "` a\\|b `" },
		{ "a\\|b", "` a\\\\\\|b `" },
		{ "a\\b\\", "` a\\b\\ `" },
		{ "a\nb\r\nc", "` a b  c `" },
		{ "<b>&@x", "` <b>&@x `" },
		{ "\x1B" RLO "\xFF", "` \\x1b\\u{202E}\\xff `" },
	};

	CHECK_ALL(wr_esc_markdown_code, pairs);
}

TEST(terminal)
{
	static const struct pair pairs[] = {
		{ "plain \xC3\xA9 text", "plain \xC3\xA9 text" },
		{ "\x1B[2J\x1B]8;;http://e.example\x07link", "\\x1b[2J\\x1b]8;;http://e.example\\x07link" },
		{ "a\nb\rc\td", "a\\nb\\rc\\td" },
		{ "::error::x", "\\x3a:error::x" },
		{ "  ::add-mask::x", "  \\x3a:add-mask::x" },
		{ "std::vector", "std::vector" },
		{ "x ##[add-mask]y", "x #\\x23[add-mask]y" },
		{ "#1", "#1" },
		{ RLO "x\xE2\x80\x8E", "\\u{202E}x\\u{200E}" },
		{ "\x80\xFF", "\\x80\\xff" },
		{ "\xC2\x9B", "\\u{009B}" },
		{ "\x7F\x08", "\\x7f\\x08" },
	};

	CHECK_ALL(wr_esc_terminal, pairs);
}

TEST(github_commands)
{
	static const struct pair data[] = {
		{ "100% sure\r\n::error::x", "100%25 sure%0D%0A::error::x" },
		{ "a:b,c", "a:b,c" },
		{ "%0A", "%250A" },
		{ "\x1B[0m\xFF", "\\x1b[0m\\xff" },
	};
	static const struct pair property[] = {
		{ "C:\\a,b%\n", "C%3A\\a%2Cb%25%0A" },
		{ "a::b", "a%3A%3Ab" },
		{ RLO, "\\u{202E}" },
	};

	CHECK_ALL(wr_esc_github_data, data);
	CHECK_ALL(wr_esc_github_property, property);
}

static wr_escaper *const escapers[] = {
	wr_esc_html, wr_esc_attr, wr_esc_url_path, wr_esc_json, wr_esc_xml, wr_esc_markdown,
	wr_esc_markdown_code, wr_esc_terminal, wr_esc_github_data, wr_esc_github_property,
};

/* What no context may let through, whatever is around it. */
static void check_inert(const char *text)
{
	static const char *const never[] = {
		"\x1B", "\r", "\x07", "\x7F", "\xC2\x85", "\xC2\x9B", RLO, "\xE2\x81\xA9", "\xE2\x80\x8F", "\xD8\x9C",
		"\xE2\x80\xA8"
	};

	CHECK(wr_utf8_valid(text, strlen(text)));
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		CHECK(!strstr(text, never[i]));
}

TEST(any_bytes_become_valid_utf8_without_controls_in_every_context)
{
	unsigned long long bits = 1;
	char s[65];

	for (int round = 0; round < 4000; round++) {
		size_t n = (size_t)round % 64;

		for (size_t i = 0; i < n; i++) {
			bits = wr_hash(&bits, sizeof bits, 7);
			/* Often lead and tail bytes, so that both good and bad sequences are met. */
			s[i] = (char)(bits % 3 ? bits >> 8 : 0x80 | bits >> 8);
			if (!s[i])
				s[i] = 0x1B;
		}
		s[n] = '\0';
		for (size_t e = 0; e < sizeof escapers / sizeof *escapers; e++)
			check_inert(escaped(escapers[e], s));
	}
}

TEST(a_megabyte_of_the_worst_in_every_context)
{
	static const char piece[] = "\"><script>\x1B[0m@x|`../\xFF\xED\xA0\x80" RLO "::error::\n";
	size_t size = sizeof piece - 1, n = (1 << 20) / size * size;
	char *s = malloc(n + 1);

	for (size_t i = 0; i < n; i += size)
		memcpy(s + i, piece, size);
	s[n] = '\0';
	for (size_t e = 0; e < sizeof escapers / sizeof *escapers; e++)
		check_inert(escaped(escapers[e], s));
	free(s);
}

TEST(markup_never_survives_where_it_has_a_meaning)
{
	CHECK(!strpbrk(escaped(wr_esc_html, "<a href=\"x\">'"), "<>\"'"));
	CHECK(!strpbrk(escaped(wr_esc_attr, "<a href=\"x\">'`\n"), "<>\"'`\n"));
	CHECK(!strpbrk(escaped(wr_esc_xml, "<a href=\"x\">'"), "<>\"'"));
	CHECK(!strpbrk(escaped(wr_esc_json, "</script>\n"), "<\n"));
	CHECK(!strpbrk(escaped(wr_esc_markdown, "<b>|\n"), "<>|\n"));
	CHECK(!strpbrk(escaped(wr_esc_terminal, "a\nb\tc"), "\n\t"));
	CHECK(!strpbrk(escaped(wr_esc_github_property, "a:b,c\nd"), ":,\n"));
}
