#include <istream>
#include <string>
#include <vector>

extern "C" long send(int fd, const void *data, unsigned long n, int flags);

struct Reader {
	std::istream &in;
	std::string line;
	std::vector<unsigned char> digest;
	bool first = true;
	void next();
	void finish(const unsigned char *hash);
};

/* Read anew before a mark is taken from its front. */
void Reader::next()
{
	std::getline(in, line);
	if (first)
		line.erase(0, 3);
}

void read_all(Reader &reader)
{
	while (!reader.line.empty())
		reader.next();
}

/* Put in at the front of what was just made empty. */
void Reader::finish(const unsigned char *hash)
{
	digest.clear();
	digest.insert(digest.begin(), hash, hash + 20);
}

void fill(Reader &reader, const unsigned char *hash, std::vector<int> &blocks)
{
	for (int &block : blocks) {
		reader.finish(hash);
		block = static_cast<int>(reader.digest.size());
	}
}

/* As much as the other side takes at once. */
void flush(int fd, std::string &buffer)
{
	while (!buffer.empty()) {
		const long n = send(fd, buffer.data(), buffer.size(), 0);

		if (n <= 0)
			break;
		buffer.erase(0, static_cast<std::string::size_type>(n));
	}
}
