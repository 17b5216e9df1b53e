#include <utility>

class Buffer {
public:
	void swap(Buffer &other)                // expect: cpp-noexcept-move
	{
		std::swap(data_, other.data_);
	}

private:
	char *data_;
};

void swap(Buffer &a, Buffer &b)                 // expect: cpp-noexcept-move
{
	a.swap(b);
}

class Guard {
public:
	~Guard() noexcept(false) { --depth_; }  // expect: cpp-noexcept-move

private:
	int depth_ = 0;
};
