/* hist_code.c - HdrHistogram's V2 compressed encoding (HdrHistogram, AbstractHistogram.java, encodeIntoCompressedByteBuffer). */
#include "core/hist_code.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#define PLAIN 0x1c849313u       /* V2, counts of 8 bytes at most */
#define COMPRESSED 0x1c849314u
#define HEADER 40               /* bytes before the counts */
#define MOST_PLAIN 4194304      /* bytes; the largest real ones, of 5 digits, have a tenth of that many buckets */
#define MOST_COUNT (UINT64_C(1) << 53)

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* -- writing -------------------------------------------------------------------- */

static void put_big(struct wr_buf *out, uint64_t value, unsigned bytes)
{
	while (bytes--)
		wr_buf_char(out, (char)(value >> 8 * bytes & 0xff));
}

/* ZigZag LEB128 of 9 bytes at most, the last of which is whole. */
static void put_number(struct wr_buf *out, int64_t number)
{
	uint64_t v = (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0);

	for (int i = 0; i < 8; i++) {
		if (v < 0x80) {
			wr_buf_char(out, (char)v);
			return;
		}
		wr_buf_char(out, (char)((v & 0x7f) | 0x80));
		v >>= 7;
	}
	wr_buf_char(out, (char)v);
}

static void put_counts(const struct wr_hist *h, struct wr_buf *out)
{
	uint64_t low, high, count;
	size_t it = 0, done = 0;

	while (wr_hist_next(h, &it, &low, &high, &count)) {
		size_t bucket = wr_hist_bucket(low);

		if (bucket > done)
			put_number(out, bucket == done + 1 ? 0 : -(int64_t)(bucket - done));
		put_number(out, (int64_t)count);
		done = bucket + 1;
	}
}

static void put_base64(const struct wr_buf *bytes, struct wr_buf *out)
{
	for (size_t i = 0; i < bytes->len; i += 3) {
		uint32_t three = 0;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (i + k < bytes->len ? (unsigned char)bytes->data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			wr_buf_char(out, i + k > bytes->len ? '=' : digits[three >> (18 - 6 * k) & 63]);
	}
}

void wr_hist_encode(const struct wr_hist *h, struct wr_buf *out)
{
	static const uint64_t one = UINT64_C(0x3ff0000000000000);       /* 1.0: integers are what they are */
	struct wr_buf counts = WR_BUF_INIT, plain = WR_BUF_INIT, packed = WR_BUF_INIT;
	uint64_t most = wr_hist_max(h);
	uLongf size;

	put_counts(h, &counts);
	put_big(&plain, PLAIN, 4);
	put_big(&plain, counts.len, 4);
	put_big(&plain, 0, 4);
	put_big(&plain, 3, 4);
	put_big(&plain, 1, 8);
	put_big(&plain, most < 2 ? 2 : most, 8);
	put_big(&plain, one, 8);
	wr_buf_add(&plain, counts.data, counts.len);
	size = compressBound(plain.len);
	put_big(&packed, COMPRESSED, 4);
	put_big(&packed, 0, 4);
	for (uLongf i = 0; i < size; i++)
		wr_buf_char(&packed, 0);
	compress((Bytef *)packed.data + 8, &size, (const Bytef *)plain.data, plain.len);
	for (int i = 0; i < 4; i++)
		packed.data[4 + i] = (char)(size >> 8 * (3 - i) & 0xff);
	packed.len = 8 + size;
	put_base64(&packed, out);
	wr_buf_free(&counts);
	wr_buf_free(&plain);
	wr_buf_free(&packed);
}

/* -- reading -------------------------------------------------------------------- */

static int damaged(struct wr_err *err, const char *what)
{
	return wr_fail(err, WR_EINPUT, "not a histogram in V2 encoding: %s", what);
}

static uint64_t get_big(const unsigned char *p, unsigned bytes)
{
	uint64_t value = 0;

	while (bytes--)
		value = value << 8 | *p++;
	return value;
}

static int get_base64(const char *text, size_t n, struct wr_buf *out)
{
	uint32_t bits = 0;
	unsigned have = 0;

	while (n && text[n - 1] == '=')
		n--;
	for (size_t i = 0; i < n; i++) {
		const char *at = text[i] ? strchr(digits, text[i]) : NULL;

		if (!at)
			return -1;
		bits = bits << 6 | (uint32_t)(at - digits);
		have += 6;
		if (have >= 8) {
			have -= 8;
			wr_buf_char(out, (char)(bits >> have & 0xff));
		}
	}
	return 0;
}

/* The compressed envelope taken off. */
static int unpack(const struct wr_buf *packed, struct wr_buf *plain, struct wr_err *err)
{
	const unsigned char *p = (const unsigned char *)packed->data;
	z_stream z = { 0 };
	unsigned char chunk[16384];
	int rc;

	if (packed->len < 8 || get_big(p, 4) != COMPRESSED || get_big(p + 4, 4) != packed->len - 8)
		return damaged(err, "its envelope");
	z.next_in = (Bytef *)(uintptr_t)(p + 8);
	z.avail_in = (uInt)(packed->len - 8);
	if (inflateInit(&z) != Z_OK)
		return damaged(err, "zlib");
	do {
		z.next_out = chunk;
		z.avail_out = sizeof chunk;
		rc = inflate(&z, Z_NO_FLUSH);
		wr_buf_add(plain, chunk, sizeof chunk - z.avail_out);
	} while (rc == Z_OK && plain->len <= MOST_PLAIN);
	inflateEnd(&z);
	return rc == Z_STREAM_END ? 0 : damaged(err, rc == Z_OK ? "it is too large" : "its compression");
}

struct layout { unsigned half_bits, unit_bits; };       /* log2 of half the buckets per octave, and of the lowest value */

static int get_layout(const unsigned char *p, struct layout *l, struct wr_err *err)
{
	uint64_t precision = get_big(p + 12, 4), lowest = get_big(p + 16, 8), resolution = 2;

	if (get_big(p, 4) != PLAIN || get_big(p + 8, 4))
		return damaged(err, "its header");
	if (get_big(p + 32, 8) != UINT64_C(0x3ff0000000000000))
		return damaged(err, "it counts doubles");
	if (precision > 5 || lowest < 1 || lowest > UINT64_C(1) << 40)
		return damaged(err, "its layout");
	while (precision--)
		resolution *= 10;
	for (l->half_bits = 0; UINT64_C(2) << l->half_bits < resolution; l->half_bits++)
		;
	for (l->unit_bits = 0; lowest >>= 1; l->unit_bits++)
		;
	return 0;
}

/* The middle of a bucket, or its highest value where it has the width of one of ours; false when it is beyond 2^62. */
static bool value_of(const struct layout *l, uint64_t bucket, uint64_t *value)
{
	uint64_t half = UINT64_C(1) << l->half_bits, octave = bucket >> l->half_bits, position = bucket & (half - 1);
	uint64_t shift = l->unit_bits + (octave ? octave - 1 : 0);

	if (shift + l->half_bits + 1 > 62)
		return false;
	*value = (octave ? position + half : position) << shift;
	*value += l->half_bits == 10 && !l->unit_bits ? (UINT64_C(1) << shift) - 1 : (UINT64_C(1) << shift) / 2;
	return true;
}

/* -1 = the bytes end within it. */
static int get_number(const unsigned char **p, const unsigned char *end, int64_t *number)
{
	uint64_t v = 0;
	unsigned shift = 0;

	for (;; shift += 7) {
		unsigned char byte;

		if (*p == end)
			return -1;
		byte = *(*p)++;
		v |= (uint64_t)(shift == 56 ? byte : byte & 0x7f) << shift;
		if (shift == 56 || !(byte & 0x80))
			break;
	}
	*number = (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
	return 0;
}

/* Adds the counts to `into` (NULL: only checks them). */
static int get_counts(const unsigned char *p, const unsigned char *end, const struct layout *l, uint64_t max,
		      struct wr_hist *into, struct wr_err *err)
{
	uint64_t bucket = 0, all = 0, value = 0;
	int64_t number;

	while (p < end) {
		if (get_number(&p, end, &number))
			return damaged(err, "a count is cut off");
		if (number <= 0) {
			bucket += number ? 0 - (uint64_t)number : 1;
			if (bucket > UINT32_MAX)
				return damaged(err, "a run of empty buckets");
			continue;
		}
		all += (uint64_t)number;
		if ((uint64_t)number > MOST_COUNT || all > MOST_COUNT || !value_of(l, bucket, &value))
			return damaged(err, "a count or a value is too large");
		if (max && wr_hist_bucket(max) == wr_hist_bucket(value))
			value = max;
		if (into)
			wr_hist_record(into, value, (uint64_t)number);
		bucket++;
	}
	return 0;
}

static int decode(const struct wr_buf *plain, uint64_t max, struct wr_hist *into, bool *exact, struct wr_err *err)
{
	const unsigned char *p = (const unsigned char *)plain->data, *end;
	struct layout l;

	if (plain->len < HEADER || get_layout(p, &l, err))
		return plain->len < HEADER ? damaged(err, "it is cut off") : -1;
	if (get_big(p + 4, 4) > plain->len - HEADER)
		return damaged(err, "it is cut off");
	end = p + HEADER + get_big(p + 4, 4);
	*exact = l.half_bits == 10 && !l.unit_bits;
	if (get_counts(p + HEADER, end, &l, max, NULL, err))
		return -1;
	return get_counts(p + HEADER, end, &l, max, into, err);
}

int wr_hist_decode(const char *text, size_t n, uint64_t max, struct wr_hist *into, bool *exact, struct wr_err *err)
{
	struct wr_buf packed = WR_BUF_INIT, plain = WR_BUF_INIT;
	int failed;

	if (get_base64(text, n, &packed))
		failed = damaged(err, "its base64");
	else
		failed = unpack(&packed, &plain, err) || decode(&plain, max, into, exact, err) ? -1 : 0;
	wr_buf_free(&packed);
	wr_buf_free(&plain);
	return failed;
}
