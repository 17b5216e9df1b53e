#include <stdexcept>
#include <utility>

class Buffer {
public:
	void swap(Buffer &other) noexcept { std::swap(data_, other.data_); }
	void swap(int a, int b) { std::swap(data_[a], data_[b]); }

private:
	char *data_;
};

void swap(Buffer &a, Buffer &b) noexcept
{
	a.swap(b);
}

template <class T> void swap(T &a, T &b)
{
	T c = std::move(a);

	a = std::move(b);
	b = std::move(c);
}

/* It says why. */
class Guard {
public:
	~Guard() noexcept(false)
	{
		if (depth_ > 0)
			throw std::logic_error("depth");
	}

private:
	int depth_ = 0;
};
